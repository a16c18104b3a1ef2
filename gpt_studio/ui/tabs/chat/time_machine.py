"""The time machine: what each checkpoint of a run writes after the same words, side by side like a film strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gpt_studio.core.events import Event
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat.time_machine import Frame, WriteThroughTime, write_through_time
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.thoughts.token_layer import units
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.scrolled import Scrolled

_SIZE = (980, 520)
_FRAME_WIDTH = 236
_TOKENS = 60
_SEED = 1


class TimeMachine(Dialog):
    """``folder`` is that of the model; ``prompt`` is what was said or written last."""

    def __init__(
        self,
        runner: Runner,
        folder: Path,
        prompt: str,
        sampling: Sampling,
        *,
        chat: bool,
        follow_links: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner, self._folder, self._chat, self._follow = runner, folder, chat, follow_links
        self._sampling = replace(
            sampling,
            seed=_SEED if sampling.seed is None else sampling.seed,
            max_new_tokens=min(sampling.max_new_tokens, _TOKENS),
        )
        self._job: RunningJob | None = None
        self._frames: list[QWidget] = []
        self.setObjectName("chat_time_dialog")
        self.setWindowTitle(self.tr("Time machine"))
        self.resize(*map(scaled, _SIZE))
        self._prompt = QLineEdit(prompt)
        self._prompt.setObjectName("chat_time_prompt")
        words = self.tr("Your message") if chat else self.tr("How the text begins")
        self._prompt.setAccessibleName(words)
        self._prompt.setPlaceholderText(words)
        self._prompt.returnPressed.connect(self._write)
        self._go = Button(self.tr("Let all of them write"), name="chat_time_write", icon="ph.pen-nib", look="primary")
        self._go.clicked.connect(self._write)
        self._stop = Button(self.tr("Stop"), name="chat_time_stop", icon="ph.stop")
        self._stop.clicked.connect(self._cancel)
        self._said = label("", "caption", wrap=True)
        self._said.setObjectName("chat_time_said")
        self._strip = QScrollArea()
        self._strip.setObjectName("chat_time_strip")
        self._strip.setAccessibleName(self.tr("The checkpoints, the first one on the left"))
        self._strip.setWidgetResizable(True)
        self._strip.setFrameShape(QFrame.Shape.NoFrame)
        self._strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        set_look(page, "scrolled")
        self._row = QHBoxLayout(page)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.M)
        self._row.addStretch()
        self._strip.setWidget(page)
        asking = QHBoxLayout()
        asking.setSpacing(Space.S)
        asking.addWidget(self._prompt, 1)
        asking.addWidget(self._go)
        asking.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        explained = self.tr(
            "What the model would have written at each of its checkpoints, after the same words, with the same seed. "
            "The word from which on it differs from the checkpoint before is underlined. Of a run the last three "
            "checkpoints are kept, the best one and those that you pin."
        )
        layout.addWidget(label(explained, "muted", wrap=True))
        layout.addLayout(asking)
        layout.addWidget(self._said)
        layout.addWidget(self._strip, 1)
        self._show_state()

    @called_by_qt
    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)

    @property
    def texts(self) -> Sequence[str]:
        """What is shown of each checkpoint."""
        return [frame.findChildren(ReadingText)[0].text for frame in self._frames]

    def _write(self) -> None:
        if self._job is not None or (self._chat and not self._prompt.text().strip()):
            return
        for frame in self._frames:
            self._row.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._frames = []
        self._job = self._runner.start(
            write_through_time,
            WriteThroughTime(self._folder, self._prompt.text(), self._chat, self._sampling, self._follow),
            on_event=self._event,
            on_result=lambda _: self._end(""),
            on_error=lambda problem: self._end(message_text(problem)),
            on_cancelled=lambda: self._end(self.tr("Stopped.")),
        )
        self._said.setText(self.tr("The checkpoints write one after the other…"))
        self._show_state()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _event(self, event: Event) -> None:
        if isinstance(event, Frame):
            frame = _FrameView(event, first=not self._frames)
            self._frames.append(frame)
            self._row.insertWidget(len(self._frames) - 1, frame)

    def _end(self, said: str) -> None:
        self._job = None
        seed = self.tr("Seed {seed}; the settings are those of the chat.").format(seed=count(self._sampling.seed or 0))
        self._said.setText(said or seed)
        self._show_state()

    def _show_state(self) -> None:
        self._go.setVisible(self._job is None)
        self._stop.setVisible(self._job is not None)


class _FrameView(QFrame):
    """One checkpoint."""

    def __init__(self, frame: Frame, *, first: bool) -> None:
        super().__init__()
        set_look(self, "composer")
        self.setObjectName(f"chat_time_frame_{frame.step}")
        self.setFixedWidth(scaled(_FRAME_WIDTH))
        said = frame.text.strip() if frame.problem is None else message_text(frame.problem)
        text = ReadingText(said)
        text.setAccessibleName(self.tr("Step {step}").format(step=count(frame.step)))
        if frame.problem is None and not first and frame.same < len(frame.text.rstrip()):
            _highlight(text, said, max(0, frame.same - (len(frame.text) - len(frame.text.lstrip()))))
        scrolled = Scrolled(name=f"chat_time_frame_{frame.step}_scrolled")
        scrolled.body.addWidget(text)
        scrolled.body.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.XS)
        layout.addWidget(label(self.tr("Step {step}").format(step=count(frame.step)), "field"))
        layout.addWidget(scrolled, 1)


def _highlight(view: ReadingText, text: str, start: int) -> None:
    """Underline and tint the word at which the text begins to differ."""
    begin = start
    while begin and not text[begin - 1].isspace():
        begin -= 1
    end = start
    while end < len(text) and not (end > start and text[end].isspace()):
        end += 1
    cursor, changed = QTextCursor(view.document()), QTextCharFormat()
    changed.setBackground(QColor(tokens().accent_soft))
    changed.setFontUnderline(True)
    cursor.setPosition(units(text[:begin]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(changed)
