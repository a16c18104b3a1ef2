"""The fonts of the window: the system's own, or a good one where the system names none."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from gpt_studio.ui.look.tokens import TextSize

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


def text_scale() -> float:
    """How much larger texts are than the usual size: a person may have chosen a large interface font."""
    return max(1.0, QFontInfo(QGuiApplication.font()).pixelSize() / TextSize.BODY)


def scaled(size: int) -> int:
    """A size of :class:`TextSize`, in logical pixels, beside the application's font as it is now."""
    return round(size * text_scale())


def fixed_font() -> QFont:
    """The monospace font for text that people type or train on."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if sys.platform.startswith("linux"):
        font = QFont(_first_installed(_FIXED_FAMILIES, font.family()))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(scaled(TextSize.BODY))
    return font


def _first_installed(families: tuple[str, ...], otherwise: str) -> str:
    installed = set(QFontDatabase.families())
    return next((family for family in families if family in installed), otherwise)
