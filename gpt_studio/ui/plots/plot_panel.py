"""One plot with its title, its buttons and a legend that shows values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, tip
from gpt_studio.ui.plots.across import Across
from gpt_studio.ui.plots.marks import Mark, draw_marks, line_pen
from gpt_studio.ui.plots.plot_canvas import CurveStyle, PlotCanvas
from gpt_studio.ui.plots.series import Series
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import ElidedLabel, SteadyLabel, label
from gpt_studio.ui.widgets.stat_tile import NOTHING_YET
from gpt_studio.ui.widgets.wrapping_row import WrappingRow


@dataclass(frozen=True)
class Curve:
    """One curve of a plot: its text in the legend, its series, its style and the format of its values.

    ``seldom``: many runs do not have it, so that it is in the legend only where it has values.
    """

    name: str
    words: str
    series: Series
    style: CurveStyle
    written: Callable[[float], str]
    seldom: bool = False

    @property
    def is_shown(self) -> bool:
        return not self.seldom or len(self.series) > 0


class PlotPanel(QFrame):
    """Emits signals for what a person does with the plot; :class:`PlotGrid` handles them for all four."""

    hovered = Signal(float)
    left = Signal()
    zoomed = Signal(float, float)
    reset_wanted = Signal()
    export_wanted = Signal(str)
    """``png``, ``svg`` or ``csv``."""

    def __init__(
        self,
        actions: Actions,
        title: str,
        explanation: str,
        curves: tuple[Curve, ...],
        *,
        name: str,
        unit: str,
        from_zero: bool = False,
        across: Across | None = None,
        concept: str = "",
    ) -> None:
        """``across`` is the horizontal axis, which is named beneath the plot; by default it is the steps of a run."""
        super().__init__()
        self._commands = actions
        self.setObjectName(name)
        self.title = title
        self.unit = unit
        self.across = across or Across(
            self.tr("step"), "step", lambda step: self.tr("step {step}").format(step=count(step))
        )
        self.curves = curves
        self._drawn: list[int] = []
        set_look(self, "card")
        self.canvas = PlotCanvas(name=f"{name}_canvas", from_zero=from_zero)
        self.canvas.set_whole_steps(self.across.whole)
        self.canvas.setAccessibleName(title)
        self.canvas.setAccessibleDescription(explanation)
        for curve in curves:
            self.canvas.add_curve(curve.series, curve.style)
        self.canvas.hovered.connect(self.hovered)
        self.canvas.left.connect(self.left)
        self.canvas.zoomed.connect(self.zoomed)
        self._entries: list[QWidget] = []
        self._values = [SteadyLabel(NOTHING_YET, "caption") for _ in curves]
        self._step = SteadyLabel("", "caption")
        self._step.setObjectName(f"{name}_step")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._head(title, explanation, name, concept))
        self._layout.addWidget(self._legend(name))
        self._layout.addWidget(self.canvas, 1)
        if across is not None:
            named = label(across.name, "caption")
            named.setObjectName(f"{name}_across")
            named.setContentsMargins(0, 0, Space.S, Space.XS)
            self._layout.addWidget(named, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def legend(self) -> list[tuple[Curve, str]]:
        """Each curve with its legend text: name and latest value."""
        return [(curve, self._latest(curve)) for curve in self.curves]

    @property
    def outdated(self) -> bool:
        """Whether a curve has changed since it was drawn."""
        return self._drawn != self._changes()

    def draw(self) -> None:
        self._drawn = self._changes()
        self.canvas.draw()
        self._show_seldom()
        if not self._step.text():
            self._read_latest()

    def point_at(self, step: float) -> None:
        """Show the crosshair and the values at ``step``."""
        self.canvas.point_at(step)
        found = [curve.series.at(step) for curve in self.curves]
        for value, curve, point in zip(self._values, self.curves, found, strict=True):
            value.setText(f"{curve.words} {NOTHING_YET if point is None else curve.written(point[1])}")
        here = next((point for point in found if point is not None), None)
        self._step.setText("" if here is None else self.across.at(here[0]))

    def point_nowhere(self) -> None:
        """Remove the crosshair; the legend shows the latest values."""
        self.canvas.point_nowhere()
        self._step.setText("")
        self._read_latest()

    def set_logarithmic(self, logarithmic: bool) -> None:
        self._log.setChecked(logarithmic)

    def set_zoomed(self, zoomed: bool) -> None:
        self._reset.setVisible(zoomed)

    @answers_qt(bool)
    def hasHeightForWidth(self) -> bool:
        """False: a plot takes whatever height there is."""
        return False

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The minimum height depends on how many lines the legend has at this width."""
        return QSize(super().minimumSizeHint().width(), self._layout.minimumHeightForWidth(self.width()))

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "canvas"):
            self.canvas.retint()

    def _show_seldom(self) -> None:
        for entry, curve in zip(self._entries, self.curves, strict=True):
            entry.setVisible(curve.is_shown)

    def _changes(self) -> list[int]:
        return [curve.series.changes for curve in self.curves]

    def _read_latest(self) -> None:
        for value, (_curve, words) in zip(self._values, self.legend, strict=True):
            value.setText(words)

    def _latest(self, curve: Curve) -> str:
        last = curve.written(float(curve.series.values[-1])) if len(curve.series) else NOTHING_YET
        return f"{curve.words} {last}"

    def _head(self, title: str, explanation: str, name: str, concept: str) -> QWidget:
        """The line above the plot. The explanation is a tool tip of this line only, because over the curves it would
        hide what the crosshair points at."""
        head = QWidget()
        head.setObjectName(f"{name}_head")
        head.setToolTip(tip(explanation))
        heading = (
            ExplainedLabel(title, "field", concept=concept, elided=True)
            if concept
            else ElidedLabel(title, "field", mode=Qt.TextElideMode.ElideRight)
        )
        self._log = QToolButton()
        self._log.setObjectName(f"{name}_log")
        self._log.setText(self.tr("log"))
        self._log.setToolTip(
            tip(self.tr("Logarithmic scale: it stretches the small values, so that late progress can be seen too"))
        )
        self._log.setAccessibleName(self.tr("{plot}: logarithmic scale").format(plot=title))
        self._log.setCheckable(True)
        self._log.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._log.toggled.connect(self.canvas.set_logarithmic)
        self._reset = IconButton("ph.arrow-counter-clockwise", self.tr("Show everything again"), name=f"{name}_reset")
        self._reset.setAccessibleName(self.tr("{plot}: show everything again").format(plot=title))
        self._reset.setIconSize(QSize(16, 16))
        self._reset.hide()
        self._reset.clicked.connect(self.reset_wanted)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(heading, 1)
        row.addWidget(self._step)
        row.addWidget(self._log)
        row.addWidget(self._reset)
        row.addWidget(self._export(title, name))
        return head

    def _export(self, title: str, name: str) -> IconButton:
        button = IconButton("ph.download-simple", self.tr("Save this plot…"), name=f"{name}_export")
        button.setAccessibleName(self.tr("{plot}: save this plot").format(plot=title))
        button.setIconSize(QSize(16, 16))
        menu = QMenu(button)
        for command_id, kind in (("plot.png", "png"), ("plot.svg", "svg"), ("plot.csv", "csv")):
            wanted = partial(self.export_wanted.emit, kind)
            menu.addAction(self._commands.for_one(command_id, wanted, menu, name=f"{name}_export_{kind}"))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))
        return button

    def _legend(self, name: str) -> WrappingRow:
        row = WrappingRow(spacing=Space.M, between_lines=0)
        for value, curve in zip(self._values, self.curves, strict=True):
            value.setObjectName(f"{name}_{curve.name}")
            value.setText(f"{curve.words} {NOTHING_YET}")
            entry = QWidget()
            parts = QHBoxLayout(entry)
            parts.setContentsMargins(0, 0, 0, Space.XS)
            parts.setSpacing(Space.XS)
            parts.addWidget(_Swatch(curve.style))
            parts.addWidget(value)
            row.add(entry)
            self._entries.append(entry)
        self._show_seldom()
        return row


class _Swatch(QWidget):
    """A sample of a curve's line for the legend, with a dot if the curve has dots."""

    def __init__(self, style: CurveStyle) -> None:
        super().__init__()
        self._style = style
        self.setFixedSize(swatch_width(style) + 1, 12)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_swatch(painter, self._style, QPointF(0, 6), swatch_width(self._style))


def swatch_width(style: CurveStyle) -> int:
    """A mark and dashes need more room."""
    return 15 if style.mark is None else 35


def draw_swatch(painter: QPainter, style: CurveStyle, left: QPointF, width: int) -> None:
    """Draw a sample of a curve's line, from ``left`` to the right, with what marks the curve in its middle."""
    colour = QColor(tokens().series[style.colour])
    middle = left + QPointF(width / 2, 0)
    painter.setPen(line_pen(colour, 2, style.dash))
    painter.drawLine(left, left + QPointF(width, 0))
    if style.mark is not None or style.measured:
        draw_marks(painter, style.mark or Mark.CIRCLE, [middle], 6, colour)
