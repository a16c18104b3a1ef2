"""Starts, controls and shows one run, from its start to its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.core.errors import Message, SettingsError, StudioError
from gpt_studio.core.events import Event, Log, Progress
from gpt_studio.jobs.training import read_history
from gpt_studio.jobs.training.read_history import History, ReadHistory
from gpt_studio.training.events import (
    AnswersCompared,
    CheckpointSaved,
    Evaluated,
    Hint,
    Paused,
    Resumed,
    RunPlanned,
    SampleWritten,
    SaveFailed,
    SaveRecovered,
    StepDone,
)
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, duration, message_text, size
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import RunningJob
from gpt_studio.ui.tabs.training.hint_notice import HintNotice
from gpt_studio.ui.tabs.training.requests import Order, Unfinished, go_on, train
from gpt_studio.ui.tabs.training.result_card import DIGITS, ResultCard
from gpt_studio.ui.tabs.training.run_bar import RunBar
from gpt_studio.ui.tabs.training.shown_run import SHARE_OF_STEPS, Phase, ShownRun, View
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.pages import Pages
from gpt_studio.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from gpt_studio.jobs.training.run_session import TrainedModel
    from gpt_studio.ui.tabs.training.watch_page import WatchPage

_PULSE_MS = 500


class RunDesk(QWidget):
    """``phase_changed``: the run began, paused, resumed or ended. ``progressed``: it has come further.
    ``models_changed``: it saved something. ``person_needed``: it waits for a person to free disk space.
    ``saved`` carries the TrainedModel that came of it, ``over`` a sentence on how it ended.

    ``going_on`` is emitted when a run is resumed and carries what it was started with, or None if that is not known.
    ``start_again_wanted`` carries settings by name to change before a new start.
    """

    start_again_wanted = Signal(dict)
    phase_changed = Signal()
    progressed = Signal()
    saved = Signal(object)
    over = Signal(str)
    models_changed = Signal()
    person_needed = Signal()
    going_on = Signal(object)

    def __init__(self, owners: Owners, settings: QWidget, parent: QWidget | None = None) -> None:
        """``settings`` is what is seen while no run is shown, and during one if a person unfolds it."""
        super().__init__(parent)
        self.state = ShownRun()
        self._home = owners.home
        self._runner = owners.runner
        self._actions = owners.actions
        self._links = owners.links
        self._job: RunningJob | None = None
        self.notice = Notice(name="training_notice")
        self.result = ResultCard()
        self.bar = RunBar()
        self._hint = HintNotice()
        self._watch_page: WatchPage | None = None
        self.remedy: Mapping[str, int | str] = {}
        self._again: dict[str, float] = {}
        self._can_start_again = False
        self._before_waiting = Phase.TRAINING
        self._settings = settings
        self._watching = Scrolled(name="training_watch")
        self._watching.body.setContentsMargins(0, 0, 0, 0)
        self._pages = Pages()
        self._pages.add(self._settings)
        self._pages.add(self._watching)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._show_progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        for widget in (self.notice, self.bar, self._hint):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        self.bar.settings_wanted.connect(lambda _wanted: self._show_page())
        self.notice.action_clicked.connect(self._use_remedy)
        self._hint.keep_best_wanted.connect(self.wrap_up)
        self._hint.lower_rate_wanted.connect(lambda rate: self._stop_for({"learning_rate": rate}))
        self._hint.fewer_epochs_wanted.connect(lambda epochs: self._stop_for({"epochs": epochs}))
        for command_id, do in (
            ("training.pause", self.pause),
            ("training.resume", self._resume),
            ("training.stop", self.stop),
        ):
            owners.actions.bind(command_id, do, self)
        self.bar.show_state(self.state)
        self._show_page()

    @property
    def _watch(self) -> WatchPage:
        """The page is built when a run is first shown, because importing pyqtgraph takes a quarter of a second."""
        if self._watch_page is None:
            from gpt_studio.ui.tabs.training.watch_page import WatchPage

            self._watch_page = WatchPage(self._actions, self.result)
            self._watch_page.plots.export_wanted.connect(self._export)
            self._watching.body.addWidget(self._watch_page)
        return self._watch_page

    def train(self, order: Order) -> None:
        """Begin a new run."""
        self._begin(order.folder, can_start_again=True)
        trusted = replace(order, follow_links=self._links.trusts(order.begins_with))
        self._job = self._start(train, trusted, order.begins_with or order.folder, lambda: self.train(order))

    def go_on_with(self, folder: Path) -> None:
        """Resume the run in ``folder``, after drawing its history."""
        self._begin(folder)
        self._job = self._runner.start(
            read_history.run,
            ReadHistory(folder),
            on_result=self._go_on_after,
            on_error=self._failed,
            on_cancelled=self._given_up,
        )

    def leave_run(self) -> None:
        """Show the settings again in place of the run that has ended. It can still be resumed from its model."""
        if self.state.view is View.FINISHED:
            self.state = ShownRun()
            self.remedy, self._again = {}, {}
            self.notice.hide()
            self._enter(Phase.IDLE)

    def pause(self) -> None:
        if self._job is not None:
            self._job.pause()
            self._enter(Phase.PAUSING)

    def stop(self) -> None:
        """End the run after its current step; it is saved, and its result is shown."""
        if self._job is not None:
            self._job.stop()
            self._before_waiting = Phase.STOPPING
            self.state.words = self.tr("Finishing the current step and saving…")
            self._enter(Phase.STOPPING)

    def wrap_up(self) -> None:
        """Let the run finish early; its best weights are kept."""
        if self._job is not None:
            self._job.wrap_up()
            self.state.words = self.tr(
                "Coming to its end: in the last steps the learning rate falls. The best is kept."
            )
            paused = self.state.phase in (Phase.PAUSING, Phase.PAUSED)
            self._enter(Phase.TRAINING if paused else self.state.phase)

    def shut_down(self) -> None:
        self._pulse.stop()
        if self._watch_page is not None:
            self._watch_page.plots.stop()
        if self._job is not None:
            self._job.detach()
            self._job.stop()

    def _resume(self) -> None:
        if self.state.phase is Phase.RESUMABLE and self.state.folder is not None:
            self.go_on_with(self.state.folder)
        elif self._job is not None:
            self._job.resume()
            if self.state.phase is not Phase.WAITING:
                self._enter(Phase.TRAINING)

    def _begin(self, folder: Path, *, can_start_again: bool = False) -> None:
        """``can_start_again``: the run was started with the person's settings."""
        self._can_start_again = can_start_again
        self.remedy, self._again = {}, {}
        self.notice.hide()
        self._hint.hide()
        self.result.hide()
        self._watch.clear()
        self._watch.plots.subject = folder.name
        self.state = ShownRun(Phase.PREPARING, folder, words=self.tr("Getting ready…"))
        self._pulse.start()
        self._enter(Phase.PREPARING)

    def _start(
        self, job: Callable[..., Any], request: object, begins_with: Path, again: Callable[[], None]
    ) -> RunningJob:
        """Should a link lead out of the folder ``begins_with``, a person is asked, and ``again`` follows."""

        def refused(error: StudioError) -> None:
            self._refused(error)
            ask_to_follow(error, begins_with, self._links, again, self)

        return self._runner.start(
            job,
            request,
            on_event=self._take,
            on_result=self._finished,
            on_error=self._failed,
            on_refusal=refused,
            on_cancelled=self._given_up,
            heavy=True,
        )

    def _go_on_after(self, history: History) -> None:
        if self.state.phase is Phase.STOPPING or self.state.folder is None:
            self._given_up()
            return
        self._watch.show_history(history)
        self.going_on.emit(history.started_with)
        folder = self.state.folder
        unfinished = Unfinished(self._home, folder, self._links.trusts(folder))
        self._job = self._start(go_on, unfinished, folder, lambda: self.go_on_with(folder))

    def _enter(self, phase: Phase) -> None:
        self.state.phase = phase
        self.bar.show_state(self.state)
        self._show_page()
        self.phase_changed.emit()
        self.progressed.emit()

    def _show_page(self) -> None:
        choosing = self.state.view is View.CHOOSING
        self.bar.setVisible(not choosing)
        self._pages.show_page(self._settings if choosing or self.bar.fold.isChecked() else self._watching)

    def _show_progress(self) -> None:
        self.bar.show_progress(self.state)
        self.progressed.emit()

    def _take(self, event: Event) -> None:
        """Record an event of the run. Timers draw what has changed."""
        if isinstance(event, StepDone):
            self.state.take(event)
            self._watch.add_step(event)
            if self.state.phase is Phase.FINISHING:  # it went back to an earlier checkpoint
                self.state.words = ""
                self._enter(Phase.TRAINING)
        elif isinstance(event, Progress):
            self._note_progress(event)
        elif isinstance(event, RunPlanned):
            self._planned(event)
        elif isinstance(event, Evaluated):
            self._watch.add_evaluation(event)
            self._log_evaluation(event)
        elif isinstance(event, AnswersCompared):
            self._watch.answers.show_answers(event.answers)
        elif isinstance(event, SampleWritten):
            self._watch.sample.add(event)
        elif isinstance(event, CheckpointSaved):
            self._log(
                self.tr("Step {step}: saved, so that the run can go on from here.").format(step=count(event.step))
            )
            self.models_changed.emit()
        elif isinstance(event, Hint):
            self._hint.show_hint(event, can_start_again=self._can_start_again)
            self._log(message_text(event.what))
        elif isinstance(event, Paused) and self.state.phase is Phase.PAUSING:
            self._enter(Phase.PAUSED)
        elif isinstance(event, Resumed) and self.state.phase is Phase.PAUSED:
            self._enter(Phase.TRAINING)
        elif isinstance(event, SaveFailed):
            self._cannot_save(event)
        elif isinstance(event, SaveRecovered):
            self._log(self.tr("Saved after all: the training goes on."))
            self.state.words = ""
            self._enter(self._before_waiting)
        elif isinstance(event, Log):
            words = message_text(event.what)
            self._log(self.tr("Warning: {words}").format(words=words) if event.level == "warning" else words)

    def _cannot_save(self, event: SaveFailed) -> None:
        """Show why saving failed and what would help. The run waits in memory."""
        words = [message_text(event.what)]
        if event.to_free:
            words.append(self.tr("At least {size} must be freed.").format(size=size(event.to_free)))
        words.append(self.tr("Nothing is lost: the training waits in memory."))
        if self.state.phase is not Phase.WAITING:
            self._before_waiting = self.state.phase
        self.state.words = " ".join(words)
        self._log(self.tr("Warning: {words}").format(words=self.state.words))
        self._enter(Phase.WAITING)
        self.person_needed.emit()

    def _note_progress(self, event: Progress) -> None:
        if self.state.phase in (Phase.PREPARING, Phase.STOPPING):
            self.state.words, self.state.fraction = message_text(event.what), event.fraction
        elif self.state.phase in (Phase.TRAINING, Phase.FINISHING):
            self.state.take_finishing(message_text(event.what), event.fraction)
            if self.state.phase is Phase.TRAINING:
                self._enter(Phase.FINISHING)

    def _planned(self, event: RunPlanned) -> None:
        self.state.step, self.state.steps, self.state.seconds_left = event.first_step, event.steps, event.seconds
        self.state.fraction = SHARE_OF_STEPS * event.first_step / event.steps
        self._log(
            self.tr("Steps {first} to {last}: about {time}.").format(
                first=count(event.first_step + 1), last=count(event.steps), time=duration(event.seconds)
            )
        )
        if self.state.phase is Phase.PREPARING:
            self.state.words = ""
            self._enter(Phase.TRAINING)

    def _log(self, words: str) -> None:
        self._watch.log.add(words)

    def _log_evaluation(self, event: Evaluated) -> None:
        words = self.tr("Step {step}: held-out loss {loss}, {bits} bits per byte").format(
            step=count(event.step), loss=decimal(event.loss, 3), bits=decimal(event.bits_per_byte, DIGITS)
        )
        best = self.tr("the best so far")
        self._log(f"{words} ({best})" if event.best else words)

    def _finished(self, result: TrainedModel) -> None:
        self.state.step, self.state.steps = result.steps, result.total_steps
        self.state.fraction = result.steps / result.total_steps
        self.state.ended, self.state.talks = True, result.talks
        self.state.folder = result.folder  # an adapter has another one than a model
        self.result.show_result(result)
        self._show_final_measurement(result)
        self.saved.emit(result)
        self._log(
            self.tr("Done: the model is in {folder}.").format(folder=result.folder)
            if result.finished
            else self.tr("Stopped and saved in {folder}.").format(folder=result.folder)
        )
        self.state.words = (
            ""
            if result.finished
            else self.tr("“{name}” stopped at step {step} of {steps}: Resume goes on from there.").format(
                name=self.state.name, step=count(result.steps), steps=count(result.total_steps)
            )
        )
        self._end(Phase.IDLE if result.finished else Phase.RESUMABLE)
        if self._again:
            changes, self._again = self._again, {}
            self.start_again_wanted.emit(changes)
        elif result.finished:
            words = (
                self.tr("“{name}” is trained: talk to it.")
                if result.talks
                else self.tr("“{name}” is trained: begin a text, and it goes on.")
            )
            self.over.emit(words.format(name=result.folder.name))
        else:
            self.over.emit(self.tr("The training of “{name}” is stopped and saved.").format(name=result.folder.name))

    def _show_final_measurement(self, result: TrainedModel) -> None:
        """Let the curves end with the figures of the result, and say them in the log."""
        last = result.published_step
        self._watch.end_with(result.steps, loss=result.held_out_loss, bits_per_byte=result.bits_per_byte)
        words = self.tr("Final measurement, of the model as it is saved (step {step}): {bits} bits per byte")
        self._log(words.format(step=count(last), bits=decimal(result.bits_per_byte, DIGITS)))

    def _refused(self, error: StudioError) -> None:
        """Show the error, and offer the settings with which the training would work."""
        if self._can_start_again and isinstance(error, SettingsError):
            self.remedy = error.remedy
        self._failed(error.message)

    def _failed(self, problem: Message) -> None:
        action = self.tr("Use these and start again") if self.remedy else ""
        self.notice.show_text(message_text(problem), kind="error", action=action)
        self.state.ended, self.state.broken = False, self._watch.has_anything
        name = self.state.name
        self._end(Phase.IDLE)
        self.over.emit(self.tr("The training of “{name}” did not come to its end.").format(name=name))

    def _use_remedy(self) -> None:
        if self.remedy:
            self.start_again_wanted.emit(dict(self.remedy))

    def _stop_for(self, changes: dict[str, float]) -> None:
        """Stop, and start again with other settings."""
        self._again = changes
        self.stop()

    def _given_up(self) -> None:
        self.notice.show_text(self.tr("Stopped before the first step: nothing was trained."), kind="info")
        self._end(Phase.IDLE)

    def _end(self, phase: Phase) -> None:
        self._job = None
        self._hint.hide()
        self._pulse.stop()
        self._watch.plots.renew()
        if phase is Phase.IDLE:
            self.state.words = ""
        self._enter(phase)
        self.models_changed.emit()

    def _export(self, job: Callable[..., Path], request: object) -> None:
        self._runner.start(job, request, on_result=self._exported, on_error=self.notice.show_message)

    def _exported(self, path: Path) -> None:
        self.notice.show_text(self.tr("The plot is saved in {path}.").format(path=path), kind="success", place=path)
