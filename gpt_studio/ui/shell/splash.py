"""What is seen until the window is there."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from gpt_studio import __version__
from gpt_studio.ui.look.brand import drawing
from gpt_studio.ui.look.tokens import DARK

_SIZE = QSize(560, 320)
_NAME_AT = QPointF(262, 136)
_VERSION_AT = QPointF(264, 168)
_NAME_SIZE, _VERSION_SIZE = 42, 15  # logical pixels, made for the picture
_LONGEST_WAIT_MS = 40
_UNTIL_THE_WINDOW_IS_DRAWN_MS = 150
_WITHOUT_A_SCREEN = {"offscreen", "minimal", "vnc"}


class Splash(QLabel):
    """The picture. Qt's own QSplashScreen is not used: where no window manager answers, it waits for a second."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("splash")
        screen = QGuiApplication.primaryScreen()
        self.setPixmap(splash_picture(screen.devicePixelRatio()))
        self.setFixedSize(_SIZE)
        self.move(screen.availableGeometry().center() - self.rect().center())

    def show_now(self) -> None:
        """Be on the screen before anything else is done; give up waiting for that after a blink."""
        self.show()
        self.repaint()
        waiting = QElapsedTimer()
        waiting.start()
        while waiting.elapsed() < _LONGEST_WAIT_MS and not self.windowHandle().isExposed():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _LONGEST_WAIT_MS)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def give_way(self) -> None:
        """Go, once the window that was just shown has had the time to appear."""
        QTimer.singleShot(_UNTIL_THE_WINDOW_IS_DRAWN_MS, self.deleteLater)


def show_splash() -> Splash | None:
    """The picture on the screen at once; None where nobody would see it."""
    if QGuiApplication.platformName() in _WITHOUT_A_SCREEN:
        return None
    splash = Splash()
    splash.show_now()
    return splash


def splash_picture(ratio: float) -> QPixmap:
    """The drawing with the name and the version, on a screen of ``ratio`` pixels each."""
    made = drawing("splash.svg", _SIZE, ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _write(painter, _NAME_AT, _NAME_SIZE, QFont.Weight.DemiBold, DARK.text, "GPT Studio")
    _write(painter, _VERSION_AT, _VERSION_SIZE, QFont.Weight.Normal, DARK.accent, __version__)
    painter.end()
    return made


def _write(painter: QPainter, at: QPointF, size: int, weight: QFont.Weight, colour: str, text: str) -> None:
    font = QFont()
    font.setPixelSize(size)
    font.setWeight(weight)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(at, text)
