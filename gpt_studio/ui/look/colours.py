"""The colours, named once, for light and for dark.

No other file holds a literal colour. A widget that paints for itself calls :func:`tokens` and repaints on
``QEvent.Type.StyleChange``, which every widget gets when the theme changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


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
    """Of the curves, by the numbers in ui/plots/plot_grid.py: training, validation (held-out text), bits per byte,
    learning rate, one that is not used by a plot, tokens per second."""
    token_backgrounds: tuple[str, ...]
    sureness: tuple[str, ...]
    """Behind a token, from one that the model was sure of to one that surprised it."""


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
    sureness=("#d8e6fb", "#eceef3", "#fbe6c9", "#f5c092"),
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
    sureness=("#1e3760", "#2d2f36", "#54401c", "#834a15"),
)


def tokens() -> Tokens:
    """The colours of the theme that is applied now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window) else LIGHT
