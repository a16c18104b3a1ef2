"""The picture shown while the window is being built."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from gpt_studio import __version__
from gpt_studio.ui.look.brand import drawing
from gpt_studio.ui.look.colours import DARK

_SIZE = QSize(560, 320)
_NAME_AT = QPointF(262, 136)
_VERSION_AT = QPointF(264, 168)
_NAME_SIZE, _VERSION_SIZE = 42, 15  # logical pixels
_LONGEST_WAIT_MS = 40
_UNTIL_THE_WINDOW_IS_DRAWN_MS = 150
_WITHOUT_A_SCREEN = {"offscreen", "minimal", "vnc"}


class Splash(QLabel):
    """The splash picture. QSplashScreen is not used, because it waits for a second where no window manager answers."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("splash")
        screen = QGuiApplication.primaryScreen()
        self.setPixmap(splash_picture(screen.devicePixelRatio()))
        self.setFixedSize(_SIZE)
        self.move(screen.availableGeometry().center() - self.rect().center())

    def show_now(self) -> None:
        """Show the picture and block until it is on the screen, at most ``_LONGEST_WAIT_MS``."""
        self.show()
        self.repaint()
        waiting = QElapsedTimer()
        waiting.start()
        while waiting.elapsed() < _LONGEST_WAIT_MS and not self.windowHandle().isExposed():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _LONGEST_WAIT_MS)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def give_way(self) -> None:
        """Remove the picture when the window that was just shown has been drawn."""
        QTimer.singleShot(_UNTIL_THE_WINDOW_IS_DRAWN_MS, self.deleteLater)


def show_splash() -> Splash | None:
    """Show the picture at once; None on a platform without a screen."""
    if QGuiApplication.platformName() in _WITHOUT_A_SCREEN:
        return None
    splash = Splash()
    splash.show_now()
    return splash


def splash_picture(ratio: float) -> QPixmap:
    """The drawing with the name and the version, with ``ratio`` device pixels per logical pixel."""
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
