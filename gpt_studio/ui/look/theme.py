"""Applies the chosen theme to the application: palette, style sheet and font."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from gpt_studio.ui.look.colours import DARK, LIGHT, Tokens
from gpt_studio.ui.look.focus_ring import FocusRing
from gpt_studio.ui.look.fonts import interface_font, text_scale
from gpt_studio.ui.look.icons import write_style_images
from gpt_studio.ui.look.style_sheet import style_sheet


class ThemeChoice(StrEnum):
    """The themes that Settings offers."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Applies the chosen theme, and follows the system's theme while the choice is ``system``."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ThemeChoice.SYSTEM
        self._images = QTemporaryDir()
        self._applied: Tokens | None = None
        self._ring = FocusRing(app)
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(interface_font())
        app.styleHints().colorSchemeChanged.connect(self._apply)

    def use_font(self, font: QFont) -> None:
        """Set the application's font; all text sizes scale with its size in pixels."""
        self._app.setFont(font)
        self._applied = None
        self._apply()

    def choose(self, choice: ThemeChoice) -> None:
        """Apply ``choice`` to every open window."""
        self._choice = choice
        hints = self._app.styleHints()
        if choice is ThemeChoice.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice is ThemeChoice.DARK else Qt.ColorScheme.Light)
        self._apply()

    def _apply(self) -> None:
        chosen = DARK if self._is_dark() else LIGHT
        if chosen is self._applied:
            return
        self._applied = chosen
        # Qt polishes a widget once for each of its ancestors where a style sheet follows another one, which takes
        # seconds once all tabs are built; where it follows none, once.
        self._app.setStyleSheet("")
        self._app.setPalette(palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen, write_style_images(self._images.path(), chosen), text_scale()))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK


def palette(colours: Tokens) -> QPalette:
    """The palette for widgets that have no rule in the style sheet."""
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.text_muted,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent_fill,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent_fill,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.border_strong,
        QPalette.ColorRole.Dark: colours.border_strong,
        QPalette.ColorRole.Shadow: colours.border_strong,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text_disabled))
    return made
