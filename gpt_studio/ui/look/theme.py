"""Colours, spacings, radii and text sizes: named once, for light and for dark, and put on the application.

No other file holds a literal colour. A widget that paints for itself asks :func:`tokens` and repaints when it gets
``QEvent.Type.StyleChange``, which every widget gets when the theme changes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``."""

    window: str
    sidebar: str
    surface: str
    sunken: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    accent_soft: str
    on_accent: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    series: tuple[str, ...]
    token_backgrounds: tuple[str, ...]


LIGHT = Tokens(
    window="#f7f7f8",
    sidebar="#efeff1",
    surface="#ffffff",
    sunken="#f4f4f6",
    hover="#e9e9ed",
    pressed="#dedee4",
    border="#e3e3e8",
    border_strong="#cfcfd7",
    text="#1b1b20",
    text_muted="#5c5c68",
    text_disabled="#a3a3ad",
    accent="#3f59cf",
    accent_fill="#4460d8",
    accent_fill_hover="#3850c0",
    accent_soft="#e9edfc",
    on_accent="#ffffff",
    success="#1a7045",
    success_soft="#e5f4ec",
    warning="#8a5300",
    warning_soft="#fcf1dc",
    danger="#b3261e",
    danger_soft="#fcebea",
    series=("#4460d8", "#d9622b", "#1f8a5b", "#a13d9c", "#b58900", "#0f8ba8"),
    token_backgrounds=("#dfe5fb", "#fbe4d6", "#d8f0e3", "#f3dcf1", "#f7ecc8", "#d5eef4"),
)
DARK = Tokens(
    window="#17181b",
    sidebar="#121315",
    surface="#1e1f23",
    sunken="#191a1d",
    hover="#2a2b30",
    pressed="#33343a",
    border="#2d2e34",
    border_strong="#42434b",
    text="#ececf0",
    text_muted="#a4a5b0",
    text_disabled="#5f606a",
    accent="#8fa3ff",
    accent_fill="#4a63da",
    accent_fill_hover="#5a72e6",
    accent_soft="#262c47",
    on_accent="#ffffff",
    success="#63c797",
    success_soft="#1b3127",
    warning="#e5b05c",
    warning_soft="#352a17",
    danger="#ff8f87",
    danger_soft="#3c2022",
    series=("#8fa3ff", "#f2935c", "#63c797", "#d88ad3", "#d9b84a", "#5cc3db"),
    token_backgrounds=("#2c3560", "#583420", "#1f4734", "#4d2b4b", "#4a3f17", "#1a434e"),
)


class Space:
    """Distances in logical pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius:
    """Corner radii in logical pixels."""

    S = 6
    M = 8
    L = 12


class TextSize:
    """Text sizes in logical pixels; ``BODY`` is also the application's font size."""

    CAPTION = 12
    BODY = 13
    READING = 14
    HEADING = 15
    TITLE = 22
    FIGURE = 24


class Choice(StrEnum):
    """What a person can choose in Settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def tokens() -> Tokens:
    """The colours that are on the application now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window) else LIGHT


class Theme(QObject):
    """Puts the chosen theme on the application and follows the system's while the choice is ``system``."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = Choice.SYSTEM
        self._images = QTemporaryDir()
        self._applied: Tokens | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(interface_font())
        app.styleHints().colorSchemeChanged.connect(self._apply)

    def choose(self, choice: Choice) -> None:
        """Show ``choice`` now, in every open window."""
        self._choice = choice
        hints = self._app.styleHints()
        if choice is Choice.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice is Choice.DARK else Qt.ColorScheme.Light)
        self._apply()

    def _apply(self) -> None:
        from gpt_studio.ui.look.icons import write_style_images
        from gpt_studio.ui.look.style_sheet import style_sheet

        chosen = DARK if self._is_dark() else LIGHT
        if chosen is self._applied:
            return
        self._applied = chosen
        self._app.setPalette(palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen, write_style_images(self._images.path(), chosen)))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._choice is Choice.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is Choice.DARK


def palette(colours: Tokens) -> QPalette:
    """The palette that widgets without a rule in the style sheet are painted with."""
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


# What a system without a desktop calls its interface font; then the first of the families below is taken.
_GENERIC_FAMILIES = {"", "Sans", "Sans Serif", "DejaVu Sans", "Bitstream Vera Sans"}
_FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    "Noto Sans",
    "Cantarell",
    "Ubuntu",
    "Open Sans",
    "Liberation Sans",
)
_FIXED_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono")


def interface_font() -> QFont:
    """The system's own interface font, or a good one where the system names none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    size = max(TextSize.BODY, QFontInfo(font).pixelSize())
    if sys.platform.startswith("linux") and font.family() in _GENERIC_FAMILIES:
        font = QFont(_first_installed(_FAMILIES, font.family()))
    font.setPixelSize(size)
    return font


def fixed_font() -> QFont:
    """The monospace font for text that people type or train on."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if sys.platform.startswith("linux"):
        font = QFont(_first_installed(_FIXED_FAMILIES, font.family()))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(TextSize.BODY)
    return font


def _first_installed(families: tuple[str, ...], otherwise: str) -> str:
    installed = set(QFontDatabase.families())
    return next((family for family in families if family in installed), otherwise)
