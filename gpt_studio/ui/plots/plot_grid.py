"""The four plots of a run, which share smoothing, crosshair, zoom and the timer that redraws them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal
from gpt_studio.ui.plots.curves import Curves
from gpt_studio.ui.plots.marks import Mark
from gpt_studio.ui.plots.plot_canvas import CurveStyle
from gpt_studio.ui.plots.plot_panel import Curve, PlotPanel
from gpt_studio.ui.plots.save_plot import ask_where
from gpt_studio.ui.plots.value_axis import tick_text
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.labels import ElidedLabel, label

_REDRAW_MS, _FOLLOW_MS = 400, 50
_POINTER_MS = 33
SMOOTHINGS = (1, 3, 10, 30, 100, 300, 1000, 3000)


class PlotGrid(QWidget):
    """Call :meth:`renew` when curves have changed. Each tick of the timer then redraws one plot, so that the window is
    never blocked for long and a training loses little time. ``export_wanted`` carries a job that writes a file, and its
    request."""

    export_wanted = Signal(object, object)

    def __init__(
        self, curves: Curves, actions: Actions, parent: QWidget | None = None, *, name: str = "training"
    ) -> None:
        """The object names of all parts begin with ``name``."""
        super().__init__(parent)
        self._commands = actions
        self._name = name
        self.setObjectName(f"{name}_plots")
        self._panels = self._make_panels(curves)
        self._due: list[PlotPanel] = []
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._redraw_one)
        self._pointed: float | None = None
        self._pointer = QTimer(self)
        self._pointer.setSingleShot(True)
        self._pointer.setInterval(_POINTER_MS)
        self._pointer.timeout.connect(self._point)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.S)
        self._columns = 0
        self.subject = ""
        """What is plotted, such as the name of a model; names of saved files begin with it."""
        self._arrange(2)
        for panel in self._panels:
            panel.hovered.connect(self._hover)
            panel.left.connect(self._leave)
            panel.zoomed.connect(self._zoom)
            panel.reset_wanted.connect(self.show_everything)
            panel.export_wanted.connect(
                lambda kind, panel=panel: ask_where(self, panel, kind, self.export_wanted, self.subject)
            )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addLayout(self._smoothing_row())
        layout.addLayout(self._grid, 1)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Arrange the plots again, because a legend may need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Arrange the plots in two columns where both have room, otherwise in one."""
        widest = max(panel.minimumSizeHint().width() for panel in self._panels)
        self._arrange(2 if 2 * widest + Space.S <= self.width() else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for panel in self._panels:
            self._grid.removeWidget(panel)
        for index, panel in enumerate(self._panels):
            self._grid.addWidget(panel, index // columns, index % columns)
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
            self._grid.setRowStretch(index, 1 if index * columns < len(self._panels) else 0)

    def renew(self) -> None:
        """Redraw the plots whose curves have changed, one per tick."""
        self._redraw_soon([panel for panel in self._panels if panel.outdated], _REDRAW_MS)

    def draw_now(self) -> None:
        """Redraw all plots at once."""
        self._due = list(self._panels)
        while self._due:
            self._redraw_one()

    def show_everything(self) -> None:
        """Undo the zoom of all plots."""
        for panel in self._panels:
            panel.canvas.show_steps(None)
            panel.set_zoomed(False)
        self.draw_now()

    def stop(self) -> None:
        self._clock.stop()
        self._pointer.stop()

    @called_by_qt
    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._redraw_soon((), _REDRAW_MS)

    @called_by_qt
    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.stop()

    def _make_panels(self, curves: Curves) -> tuple[PlotPanel, ...]:
        def nats(value: float) -> str:
            return decimal(value, 3)

        return (
            PlotPanel(
                self._commands,
                self.tr("Loss"),
                self.tr(
                    "How surprised the model is by each next token: 0 would be never. Training: on the text it learns "
                    "from. Held out: on text it never learns from. When only the first still falls, it learns by heart."
                ),
                (
                    Curve("training", self.tr("Training"), curves.training_loss, CurveStyle(0, smoothed=True), nats),
                    Curve("held_out", self.tr("Held out"), curves.held_out_loss, CurveStyle(1, measured=True), nats),
                ),
                name=f"{self._name}_plot_loss",
                unit=self.tr("nats per token"),
                concept="loss",
            ),
            PlotPanel(
                self._commands,
                self.tr("Bits per byte"),
                self.tr(
                    "How many bits the model needs for a byte of text it never learns from. Unlike the loss it does "
                    "not depend on the tokenizer, so that any two models can be compared by it. Lower is better. Other "
                    "text, where a model is gone on from: what it knew before; a curve that rises shows what it "
                    "forgets."
                ),
                (
                    Curve(
                        "bits_per_byte",
                        self.tr("Held out"),
                        curves.bits_per_byte,
                        CurveStyle(2, measured=True),
                        lambda value: decimal(value, 3),
                    ),
                    Curve(
                        "general",
                        self.tr("Other text"),
                        curves.general_bits_per_byte,
                        CurveStyle(4, measured=True, mark=Mark.SQUARE),
                        lambda value: decimal(value, 3),
                        seldom=True,
                    ),
                ),
                name=f"{self._name}_plot_bits",
                unit=self.tr("bits per byte of text"),
                concept="bits_per_byte",
            ),
            PlotPanel(
                self._commands,
                self.tr("Learning rate"),
                self.tr("How far each update moves the weights: it warms up, and then falls to the end."),
                (Curve("learning_rate", self.tr("Now"), curves.learning_rate, CurveStyle(3), tick_text),),
                name=f"{self._name}_plot_rate",
                unit=self.tr("per update"),
                from_zero=True,
                concept="learning_rate",
            ),
            PlotPanel(
                self._commands,
                self.tr("Tokens per second"),
                self.tr("How fast the model reads the training text."),
                (
                    Curve(
                        "tokens_per_second",
                        self.tr("Now"),
                        curves.tokens_per_second,
                        CurveStyle(5, smoothed=True),
                        count,
                    ),
                ),
                name=f"{self._name}_plot_speed",
                unit=self.tr("tokens per second"),
                from_zero=True,
            ),
        )

    def _smoothing_row(self) -> QHBoxLayout:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"{self._name}_smoothing")
        self._slider.setAccessibleName(self.tr("Smoothing"))
        self._slider.setRange(0, len(SMOOTHINGS) - 1)
        self._slider.setPageStep(1)
        self._slider.setFixedHeight(22)
        self._slider.setMinimumWidth(60)
        self._slider.setMaximumWidth(120)
        self._slider.valueChanged.connect(self._smooth)
        self._smoothing = label("", "caption")
        self._smoothing.setObjectName(f"{self._name}_smoothing_words")
        row = QHBoxLayout()
        row.setContentsMargins(Space.XS, 0, Space.XS, 0)
        row.setSpacing(Space.M)
        row.addWidget(label(self.tr("Smoothing"), "caption"))
        row.addWidget(self._slider, 1)
        row.addWidget(self._smoothing)
        how = ElidedLabel(self.tr("Drag to move, scroll to zoom"), "caption", or_nothing=True)
        how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(how, 3)  # the slider gives way to it
        self._slider.setValue(2)
        return row

    def _smooth(self, notch: int) -> None:
        width = SMOOTHINGS[notch]
        self._smoothing.setText(
            self.tr("off") if width == 1 else self.tr("mean of {steps} steps").format(steps=count(width))
        )
        for panel in self._panels:
            panel.canvas.set_smoothing(width)
        self.draw_now()

    def _redraw_soon(self, panels: Sequence[PlotPanel], every_ms: int) -> None:
        self._due += [panel for panel in panels if panel not in self._due]
        if self._due and self.isVisible() and (not self._clock.isActive() or self._clock.interval() > every_ms):
            self._clock.start(every_ms)

    def _redraw_one(self) -> None:
        if self._due:
            self._due.pop(0).draw()
        if not self._due:
            self._clock.stop()

    def _hover(self, step: float) -> None:
        self._pointed = step
        if not self._pointer.isActive():
            self._pointer.start()

    def _leave(self) -> None:
        self._pointed = None
        self._pointer.stop()
        for panel in self._panels:
            panel.point_nowhere()

    def _point(self) -> None:
        if self._pointed is not None:
            for panel in self._panels:
                panel.point_at(self._pointed)

    def _zoom(self, low: float, high: float) -> None:
        source = self.sender()
        for panel in self._panels:
            panel.set_zoomed(True)
            if panel is not source:
                panel.canvas.show_steps((low, high))
        self._redraw_soon(self._panels, _FOLLOW_MS)

    def _ask_where(self, panel: PlotPanel, kind: str) -> None:
        ask_where(self, panel, kind, self.export_wanted, self.subject)
