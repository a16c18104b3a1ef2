"""All samples that a model wrote during its training, to step through like a film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QHideEvent, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QTextBrowser, QVBoxLayout, QWidget

from gpt_studio.insight.choice import Choice, likelihood
from gpt_studio.jobs.training.sample_thoughts import choices_of
from gpt_studio.training.events import SampleWritten
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.line_height import spaced_lines
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, duration, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.thoughts.card_keeper import CardKeeper
from gpt_studio.ui.thoughts.legend import samples_of_steps
from gpt_studio.ui.thoughts.sureness import of_the_whole
from gpt_studio.ui.thoughts.token_layer import TokenLayer
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

FRAME_MS = 1200
_TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LINES = 4
_SLIDER_HEIGHT = 22  # of its handle


class SampleFilm(QWidget):
    """Shows the newest sample until a person turns to an earlier one.

    ``name`` begins the object names. Left and Right turn to the sample before and after, in the text and on the slider.
    A switch tints each token by how sure the model was, as in the chat; then Left and Right go through the tokens of
    the text. It is hidden where that was not written down.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._samples: list[SampleWritten] = []
        self._shown = -1
        self._when = label("", "caption")
        self._when.setObjectName(f"{name}_step")
        self._text = QTextBrowser()
        self._text.setObjectName(f"{name}_text")
        self._text.setAccessibleName(self.tr("What the model writes"))
        self._text.setPlaceholderText(self.tr("The first sample comes with the first steps."))
        self._text.setMinimumHeight(_LINES * self._text.fontMetrics().lineSpacing() + 2 * Space.S)
        self._text.installEventFilter(self)
        set_look(self._text, "preview")
        self._layer = TokenLayer(self._text)
        self._cards = CardKeeper(None, self)
        self._cards.follow(self._layer)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next_frame)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(self.tr("What it writes"), "field"))
        head.addStretch()
        head.addWidget(self._when)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._strip(name))
        layout.addWidget(self._row_of_thoughts(name))
        layout.addWidget(self._whole)
        self.clear()

    def add(self, sample: SampleWritten) -> None:
        """Add ``sample``, if there is something to read in it. Samples of its step and later are removed first, because
        a resumed run repeats steps."""
        if not sample.text.strip():
            return
        following = self._shown == len(self._samples) - 1 and not self._timer.isActive()
        self._samples = [each for each in self._samples if each.step < sample.step] + [sample]
        if following or self._shown >= len(self._samples):
            self._shown = len(self._samples) - 1
        self._show()

    def show_samples(self, samples: Sequence[SampleWritten]) -> None:
        """Show these samples instead, at the newest one."""
        self._stop()
        self._samples = [each for each in samples if each.text.strip()]
        self._shown = len(self._samples) - 1
        self._show()

    def clear(self) -> None:
        self.show_samples(())

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_strip_row"):
            self._show()

    @called_by_qt
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()
        self._cards.close()

    @answers_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys Left and Right in the text turn to another sample."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            and (by := _TURNS.get(Qt.Key(event.key()))) is not None
        ):
            self._turn(by)
            return True
        return super().eventFilter(watched, event)

    def _strip(self, name: str) -> QWidget:
        """What turns to another sample. Hidden while there is nothing to turn to."""
        self._play = IconButton("ph.play", "", name=f"{name}_play")
        self._play.clicked.connect(self._play_or_stop)
        self._earlier = IconButton("ph.caret-left", self.tr("Earlier sample"), name=f"{name}_earlier")
        self._later = IconButton("ph.caret-right", self.tr("Later sample"), name=f"{name}_later")
        self._earlier.clicked.connect(lambda: self._turn(-1))
        self._later.clicked.connect(lambda: self._turn(1))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"{name}_slider")
        self._slider.setAccessibleName(self.tr("Which sample is shown"))
        self._slider.setPageStep(5)
        self._slider.setFixedHeight(_SLIDER_HEIGHT)
        self._slider.valueChanged.connect(self._turn_to)
        self._place = label("", "caption")
        self._place.setObjectName(f"{name}_place")
        self._strip_row = QWidget()
        row = QHBoxLayout(self._strip_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for widget in (self._play, self._earlier, self._slider, self._later, self._place):
            row.addWidget(widget, 1 if widget is self._slider else 0)
        return self._strip_row

    def _row_of_thoughts(self, name: str) -> QWidget:
        """The switch, and what its tints mean."""
        self._switch = QCheckBox(self.tr("What was it thinking?"))
        self._switch.setObjectName(f"{name}_thoughts")
        self._switch.setToolTip(tip(self.tr("Tints each token by how sure the model was when it wrote it")))
        self._switch.toggled.connect(self._show)
        self._legend = samples_of_steps()
        self._whole = label("", "caption", wrap=True)
        self._whole.setObjectName(f"{name}_likelihood")
        self._thoughts = WrappingRow(spacing=Space.M, between_lines=Space.XS)
        for widget in (self._switch, *self._legend):
            self._thoughts.add(widget)
        return self._thoughts

    def _turn(self, by: int) -> None:
        self._turn_to(self._shown + by)

    def _turn_to(self, place: int) -> None:
        """A person turns to a sample, which ends the playing."""
        self._stop()
        self._shown = min(max(place, 0), len(self._samples) - 1)
        self._show()

    def _play_or_stop(self) -> None:
        """Show one sample after another up to the newest, from the beginning if that one is shown."""
        if self._timer.isActive():
            self._stop()
            return
        if self._shown == len(self._samples) - 1:
            self._shown = 0
        self._timer.start(FRAME_MS)
        self._show()

    def _next_frame(self) -> None:
        self._shown = min(self._shown + 1, len(self._samples) - 1)
        if self._shown == len(self._samples) - 1:
            self._timer.stop()
        self._show()

    def _stop(self) -> None:
        self._timer.stop()
        self._show_playing()

    def _show_playing(self) -> None:
        if self._timer.isActive():
            self._play.set_words(self.tr("Stop playing"), "ph.pause")
        else:
            self._play.set_words(self.tr("Play the samples one after another"), "ph.play")

    def _show(self) -> None:
        last = len(self._samples) - 1
        self._strip_row.setVisible(last > 0)
        self._earlier.setEnabled(self._shown > 0)
        self._later.setEnabled(self._shown < last)
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, max(last, 0))
            self._slider.setValue(max(self._shown, 0))
        self._show_playing()
        self._cards.close()
        self._layer.show_choices(())
        self._text.clear()
        self._thoughts.setVisible(any(sample.thoughts for sample in self._samples))
        for each in self._legend:
            each.setVisible(self._switch.isChecked())
        self._whole.hide()
        if self._shown < 0:
            self._when.setText("")
            self._place.setText("")
            return
        sample = self._samples[self._shown]
        self._when.setText(self._when_written(sample))
        self._place.setText(self.tr("{place} of {all}").format(place=count(self._shown + 1), all=count(last + 1)))
        self._write(sample)

    def _when_written(self, sample: SampleWritten) -> str:
        """Samples of earlier versions have no time."""
        if not sample.elapsed:
            return self.tr("step {step}").format(step=count(sample.step))
        return self.tr("step {step}, after {time}").format(step=count(sample.step), time=duration(sample.elapsed))

    def _write(self, sample: SampleWritten) -> None:
        given, written = QTextCharFormat(), QTextCharFormat()
        given.setForeground(QColor(tokens().text_muted))
        given.setFontWeight(QFont.Weight.DemiBold)
        written.setForeground(QColor(tokens().text))
        choices = choices_of(sample) if self._switch.isChecked() else ()
        cursor = QTextCursor(self._text.document())
        cursor.setBlockFormat(spaced_lines() if choices else QTextBlockFormat())
        cursor.insertText(sample.prompt, given)
        cursor.insertText(sample.text if sample.prompt else sample.text.lstrip(), written)
        if choices:
            self._layer.show_choices(choices if sample.prompt else _without_first_blanks(choices), sample.prompt)
            self._whole.setText(of_the_whole(likelihood(choices)))
            self._whole.show()


def _without_first_blanks(choices: Sequence[Choice]) -> list[Choice]:
    """The same tokens, of which the first show no blanks."""
    left = list(choices)
    for place, choice in enumerate(choices):
        left[place] = replace(choice, shown=choice.shown.lstrip())
        if left[place].shown:
            break
    return left
