"""The axes of the plots: few ticks at round values, written in the format of the chosen language."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFont, QPen

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import TextSize
from gpt_studio.ui.look.text import count, short_count
from gpt_studio.ui.state.qt_overrides import answers_qt

VALUE_WIDTH = 46
_STEP_HEIGHT = 22
_PIXELS_A_TICK = {"left": 30, "bottom": 70}
_GRID_OPACITY = 255
_MOST_DIGITS = 8


def _no_ticks() -> list[tuple[float, list[float]]]:
    return []


def _no_words() -> list[str]:
    return []


class ValueAxis(pg.AxisItem):
    """``logarithmic``: positions on the axis are base-10 logarithms of the values that its ticks show. ``whole``: its
    ticks are whole numbers."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.logarithmic = False
        self.whole = side == "bottom"
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, maxTickLevel=0, tickTextOffset=6, autoExpandTextSpace=False)
        if side == "left":
            self.setWidth(VALUE_WIDTH)
            self.setGrid(_GRID_OPACITY)
        else:
            self.setHeight(_STEP_HEIGHT)
        self.retint()

    def retint(self) -> None:
        """Take the colours of the current theme."""
        colours = tokens()
        font = QFont(self.font())
        font.setPixelSize(scaled(TextSize.CAPTION - 1))
        self.setTickFont(font)
        self.setPen(QPen(QColor(colours.border)))
        self.setTickPen(QPen(QColor(colours.border)))
        self.setTextPen(QPen(QColor(colours.text_muted)))

    @answers_qt(_no_ticks)
    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        wanted = max(2, int(size / _PIXELS_A_TICK[self.orientation]))
        if self.logarithmic:
            return [(1.0, [math.log10(value) for value in round_powers(10**minVal, 10**maxVal, wanted)])]
        step = round_step(maxVal - minVal, wanted, whole=self.whole)
        first, last = math.ceil(minVal / step - 1e-9), math.floor(maxVal / step + 1e-9)
        return [(step, [number * step for number in range(first, last + 1)])]

    @answers_qt(_no_words)
    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        shown = [10**value if self.logarithmic else value for value in values]
        if self.whole:
            return [count(value) if abs(value) < 1e5 else short_count(value) for value in shown]
        return tick_texts(shown)


def tick_texts(values: Sequence[float]) -> list[str]:
    """The ticks of one axis with as many digits as it takes to tell them apart: ``0.1622``, ``0.1624``."""
    for digits in range(3, _MOST_DIGITS):
        texts = [tick_text(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            return texts
    return [tick_text(value, _MOST_DIGITS) for value in values]


def tick_text(value: float, digits: int = 3) -> str:
    """``0.0003`` -> ``0.0003``, ``12500`` -> ``12.5 k``, ``0.00002`` -> ``2e-5``."""
    if value == 0:
        return "0"
    if abs(value) >= 1e4:
        return short_count(value) if digits == 3 else count(value)
    if abs(value) < 1e-4:
        power = math.floor(math.log10(abs(value)) + 1e-9)
        return f"{QLocale().toString(value / 10**power, 'g', digits)}e{power}"
    return QLocale().toString(value, "g", digits if abs(value) < 1 else digits + 1)


def round_step(extent: float, wanted: int, *, whole: bool = False) -> float:
    """The distance, 1, 2 or 5 times a power of ten, that gives about ``wanted`` ticks in ``extent``."""
    rough = max(extent, 1e-12) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = min((times * power for times in (1, 2, 5, 10)), key=lambda each: abs(math.log(each / rough)))
    return max(1.0, step) if whole else step


def round_powers(low: float, high: float, wanted: int) -> list[float]:
    """Round values from ``low`` to ``high`` for a logarithmic axis; evenly spaced ones if the range is narrow."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7)):
        found = [factor * 10.0**power for power in range(first, last + 1) for factor in factors]
        inside = [value for value in found if low <= value <= high]
        if len(inside) >= min(wanted, 3):
            return inside[:: max(1, math.ceil(len(inside) / max(wanted, 3)))]
    step = round_step(high - low, wanted)
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
