"""The fonts of the window: the system's, or a known family where the system names only a generic one."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from gpt_studio.ui.look.sizes import TextSize

# If Linux names one of these as the interface font, the first installed family of the lists below is used.
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
    """The interface font, at least :attr:`TextSize.BODY` pixels high."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    size = max(TextSize.BODY, QFontInfo(font).pixelSize())
    if sys.platform.startswith("linux") and font.family() in _GENERIC_FAMILIES:
        font = QFont(_first_installed(_FAMILIES, font.family()))
    font.setPixelSize(size)
    return font


def text_scale() -> float:
    """The application's font size divided by :attr:`TextSize.BODY`, at least 1."""
    return max(1.0, QFontInfo(QGuiApplication.font()).pixelSize() / TextSize.BODY)


def scaled(size: int) -> int:
    """``size`` (of :class:`TextSize`) times :func:`text_scale`, in logical pixels."""
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
