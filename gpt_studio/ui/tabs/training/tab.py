"""The training tab in its three views: choosing, watching the run, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message, say
from gpt_studio.core.naming import unused
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry
from gpt_studio.jobs.training import plan_training
from gpt_studio.jobs.training.plan_training import TrainingPlan
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import EVERYTHING
from gpt_studio.ui.look.text import count
from gpt_studio.ui.state.handover import (
    ChatWith,
    ContinueTraining,
    ResumeTraining,
    Stage,
    TrainModelWith,
    TrainNow,
)
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins
from gpt_studio.ui.tabs.training.foresight import Foresight
from gpt_studio.ui.tabs.training.requests import Order, plan_of
from gpt_studio.ui.tabs.training.run_buttons import RunButtons
from gpt_studio.ui.tabs.training.run_desk import RunDesk
from gpt_studio.ui.tabs.training.settings_page import SettingsPage
from gpt_studio.ui.tabs.training.shown_run import Phase, ShownRun, View
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.tab import Tab


class TrainingTab(Tab):
    """Connects the settings, the plan, the forecast and the run."""

    stage = Stage.TRAINING

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._wanted = TrainModelWith("")
        self._train_now: TrainNow | None = None
        self._chat_after: Path | None = None
        self._learns_from = ("", "")
        """The names of the corpus and of the tokenizer of the run that is shown, as far as they are known."""
        self._offered: Path | None = None
        self._asked_about: Path | None = None
        self._offered_before: set[Path] = set()
        self._settings = SettingsPage(self.home, self.runner)
        self._desk = RunDesk(owners, self._settings)
        self.content.addWidget(self._desk, 1)
        self._buttons = RunButtons(self.commands, self)
        for button in self._buttons.all:
            self.header.buttons.addWidget(button)
        QWidget.setTabOrder(self._settings.naming.field, self._buttons.start)
        self._planner = LatestWins(
            self.runner, plan_training.run, on_result=self._show_plan, on_error=self._show_no_plan, parent=self
        )
        self._settings.changed.connect(self._choices_changed)
        self._foresight = Foresight(self.runner, self)
        self._foresight.measuring.connect(self._settings.outlook.show_measuring)
        self._foresight.ready.connect(self._settings.show_forecast)
        self._foresight.failed.connect(self._show_impossible)
        self.commands.bind("training.start", self._start, self)
        self.commands.bind("training.another", self._train_another, self)
        self._desk.start_again_wanted.connect(self._start_again)
        self._desk.going_on.connect(self._show_run)
        self._desk.phase_changed.connect(self._phase_changed)
        self._desk.progressed.connect(self.progress_changed)
        self._desk.saved.connect(self._settings.advanced.torchrun.show_run)
        self._desk.over.connect(self.worth_telling)
        self._desk.person_needed.connect(self.person_needed)
        self._desk.models_changed.connect(self.library.models.renew)
        self._desk.notice.action_clicked.connect(self._take_offer)
        self._buttons.chat.clicked.connect(self._chat)
        self._desk.result.open_wanted.connect(_show_in_file_manager)
        self._say_what_is_next()
        complain = self._desk.notice.show_message
        self.library.corpora.follow(self._show_corpora, complain)
        self.library.tokenizers.follow(self._show_tokenizers, complain)
        self.library.models.follow(self._show_models, complain)

    def activated(self) -> None:
        self._show_on_the_way()
        if not self._desk.state.active:  # the settings are disabled during a run
            self._show_known()
            self._choices_changed()

    @called_by_qt
    def hideEvent(self, event: QHideEvent) -> None:
        """Measure for no tab that nobody sees; :meth:`activated` goes on."""
        super().hideEvent(event)
        self._foresight.give_up()

    def receive(self, wish: object) -> None:
        if isinstance(wish, TrainNow):
            self._train_now = wish
            self._take_up()
        if self._desk.state.active:
            return
        self._desk.leave_run()
        if isinstance(wish, ResumeTraining):
            self.resume_run(wish.folder)
        elif isinstance(wish, TrainModelWith):
            self._wanted = wish
            self._settings.material.start_from_scratch()
            self._choose_wanted()
        elif isinstance(wish, ContinueTraining):
            self.continue_from(wish.folder, wish.corpus)

    def _take_up(self) -> None:
        """Choose what ``_train_now`` names; the training begins when its corpus and its tokenizer are listed."""
        wish = self._train_now
        if wish is None or self._desk.state.active:
            return
        self._wanted = TrainModelWith(wish.tokenizer, wish.corpus)
        self._settings.material.start_from_scratch()
        self._settings.choose_time(wish.minutes)
        self.library.corpora.renew()
        self.library.tokenizers.renew()
        self._choose_wanted()

    def _begin_now(self) -> None:
        wish, self._train_now = self._train_now, None
        if wish is not None:
            self._settings.naming.use(wish.name)
            self._chat_after = self.home.models / wish.name if wish.chat_after else None
            self._start()

    def continue_from(self, folder: Path, corpus: str = "") -> None:
        """Choose the model in ``folder`` as the base and the saved ``corpus``, or the text that the model learnt from,
        and offer to resume a run that stopped there before its end."""
        material = self._settings.material
        material.go_on_from(folder)
        self._wanted = TrainModelWith("", corpus or material.corpus_of(folder))
        self._choose_wanted()
        self._offered_before.discard(folder)
        self._offer([entry for entry in self.library.models.now or () if entry.folder == folder])

    def resume_run(self, folder: Path) -> None:
        """Resume the run in ``folder`` from its last checkpoint, unless a run is active."""
        if not self._desk.state.active:
            self._chat_after = folder
            self._desk.go_on_with(folder)

    def busy(self) -> Message | None:
        if not self._desk.state.active:
            return None
        return say("training.busy", "“{name}” is being trained.", name=self._desk.state.name)

    def progress(self) -> tuple[str, float | None] | None:
        state = self._desk.state
        return (state.name, state.fraction) if state.active else None

    def stop(self) -> None:
        self._desk.stop()

    def shut_down(self) -> None:
        self._planner.cancel()
        self._foresight.give_up()
        self._settings.learnt.shut_down()
        self._desk.shut_down()

    def _show_known(self) -> None:
        library = self.library
        if library.corpora.now is not None:
            self._show_corpora(library.corpora.now)
        if library.tokenizers.now is not None:
            self._show_tokenizers(library.tokenizers.now)
        if library.models.now is not None:
            self._show_models(library.models.now)

    # During a run the settings show what it was started with, so changes of the lists are shown when it ends.

    def _show_corpora(self, entries: tuple[CorpusEntry, ...]) -> None:
        if self._desk.state.active:
            return
        self._settings.material.show_corpora(entries)
        self._choose_wanted()

    def _show_tokenizers(self, entries: tuple[TokenizerEntry, ...]) -> None:
        if self._desk.state.active:
            return
        self._settings.material.show_tokenizers(entries)
        self._choose_wanted()

    def _show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        if self._desk.state.active:
            return
        self._settings.material.show_models(entries)
        self._settings.naming.show_taken({entry.name for entry in entries})
        self._offer([entry for entry in entries if entry.folder not in self._offered_before])

    def _choose_wanted(self) -> None:
        """Choose the tokenizer and corpus that another tab named, once they are listed."""
        material, wanted = self._settings.material, self._wanted
        folder = str(self.home.tokenizers / wanted.tokenizer)
        if wanted.tokenizer and material.tokenizer.has(folder):
            material.tokenizer.choose(folder)
            self._wanted = TrainModelWith("", self._wanted.corpus)
        if wanted.corpus and material.corpus.has(wanted.corpus):
            material.choose_corpus(wanted.corpus)
            self._wanted = TrainModelWith(self._wanted.tokenizer)
        if self._train_now is not None and self._wanted == TrainModelWith(""):
            self._begin_now()

    def _offer(self, entries: list[ModelEntry]) -> None:
        """Offer to resume the newest run that stopped before its end."""
        unfinished = [entry for entry in entries if entry.can_resume and entry.folder != self._desk.state.folder]
        if not unfinished or self._desk.state.active:
            return
        newest = max(unfinished, key=lambda entry: entry.changed)
        self._offered, self._desk.remedy = newest.folder, {}
        self._offered_before.add(newest.folder)
        self._desk.notice.show_text(
            self.tr("The training of “{name}” stopped at step {step} of {steps}.").format(
                name=newest.name, step=count(newest.steps or 0), steps=count(newest.total_steps or 0)
            ),
            kind="info",
            action=self.tr("Resume it"),
        )

    def _take_offer(self) -> None:
        if self._offered is not None and not self._desk.remedy:
            self.resume_run(self._offered)

    def _choices_changed(self) -> None:
        self._settings.show_forecast(None)
        if self._settings.can_be_planned and not self._settings.chooses_size:
            self._planner.submit(self._order.plan)
        else:
            self._planner.cancel()
            self._settings.show_plan(None)
        self._say_what_is_next()
        self._show_on_the_way()
        self._look_ahead()
        self._show_learnt()

    def _look_ahead(self) -> None:
        """Have the choice forecast, if it is seen and could be trained."""
        if self.isVisible() and self._desk.state.view is View.CHOOSING and not self._settings.obstacle:
            self._foresight.consider(self._order.forecast)
        else:
            self._foresight.give_up()

    def _show_learnt(self) -> None:
        material = self._settings.material
        goes_on = material.fine_tuning and material.chosen_base is not None
        order = self._order if goes_on else None
        self._settings.learnt.consider(
            order.corpus if order is not None else None,
            order.base if order is not None else None,
            everything=order is not None and order.settings.learn == EVERYTHING,
            follow_links=order is not None and order.follow_links,
        )

    def _show_plan(self, plan: TrainingPlan) -> None:
        self._settings.show_plan(plan)
        self._say_what_is_next()
        if self._settings.obstacle:
            self._foresight.give_up()
        self._ask_about_links(plan)

    def _ask_about_links(self, plan: TrainingPlan) -> None:
        """A plan is made at every choice: about the folder that is chosen, its question is asked once."""
        material = self._settings.material
        base = material.chosen_base if material.fine_tuning else None
        link = next((problem.link for problem in plan.problems if problem.link is not None), None)
        if base is None or base != self._asked_about:
            self._asked_about = None
        if link is not None and base is not None and base != self._asked_about:
            self._asked_about = base
            ask_to_follow(link, base, self.links, self._choices_changed, self)

    def _show_no_plan(self, _problem: Message) -> None:
        self._settings.show_plan(None)
        self._say_what_is_next()

    def _show_impossible(self, problem: Message) -> None:
        self._settings.show_impossible(problem)
        self._say_what_is_next()

    @property
    def _order(self) -> Order:
        """What is chosen, with the links that may be followed."""
        order = self._settings.order
        return replace(order, follow_links=self.links.trusts(order.begins_with))

    def _start(self) -> None:
        self._settings.material.decide()
        self._desk.bar.show_what(self._settings.line)
        self._train(self._settings.order)
        self._settings.naming.use_up()

    def _show_on_the_way(self) -> None:
        """Let the step bar name what belongs to the run that is shown, or what is chosen for the next one."""
        state = self._desk.state
        if not self.isVisible():
            return
        if state.view is not View.CHOOSING:
            corpus, tokenizer = self._learns_from
            self.steps.choose(Stage.TRAINING, state.name, corpus=corpus, tokenizer=tokenizer, made=state.finished)
            return
        corpus, tokenizer = self._texts_of(self._settings.order)
        if tokenizer:
            self.steps.choose(Stage.TOKENIZER, tokenizer, corpus=corpus)
        else:
            self.steps.choose(Stage.CORPUS, corpus)

    def _texts_of(self, order: Order) -> tuple[str, str]:
        """The names of the corpus and of the tokenizer, "" for one that is not known."""
        if order.base is not None:
            return order.corpus.name, self._settings.material.tokenizer_of(order.base)
        return order.corpus.name, "" if order.tokenizer is None else order.tokenizer.name

    def _train(self, order: Order) -> None:
        """Start a training, whatever is chosen."""
        self._learns_from = self._texts_of(order)
        self._foresight.give_up()
        self._desk.train(order)

    def _train_another(self) -> None:
        """Show the settings again, in which everything is as it was but the name."""
        self._desk.leave_run()
        self.activated()
        self._settings.material.corpus.box.setFocus()

    def _chat(self) -> None:
        if self._desk.state.folder is not None:
            self.asked.emit(ChatWith(self._desk.state.folder))

    def _start_again(self, changes: dict[str, Any]) -> None:
        """Start a new training with ``changes``, under another name if the last run has saved something."""
        self._settings.change(changes)
        self._settings.naming.use(unused(self._desk.state.folder or self.home.models / "").name)
        self._start()

    def _show_run(self, run: StartedWith | None) -> None:
        """Show the settings with which a resumed run was started, in place of the person's current ones."""
        self._learns_from = ("", "")
        if run is not None:
            self._learns_from = (run.corpus.name, run.tokenizer.name if run.tokenizer is not None else "")
            self._show_on_the_way()
            self._foresight.give_up()
            self._settings.show_run(run)
            self._planner.submit(plan_of(run))
            self._desk.bar.show_what(self._settings.line)

    def _phase_changed(self) -> None:
        state = self._desk.state
        if self._settings.shows_run and not state.active:
            self._settings.show_own()
            self._choices_changed()
        if not state.active:
            self._show_known()
            self._open_chat_after()
            self._take_up()
        self._settings.set_editable(not state.active)
        self._show_on_the_way()
        self._say_what_is_next()
        self._hand_the_keyboard_on()
        self.busy_changed.emit()

    def _open_chat_after(self) -> None:
        """Open the chat with the model that has just been finished, if that was asked for and the person still
        watches."""
        folder, self._chat_after = self._chat_after, None
        if folder is not None and self._desk.state.finished and folder == self._desk.state.folder and self.isVisible():
            self.asked.emit(ChatWith(folder))

    def _hand_the_keyboard_on(self) -> None:
        """Let the keyboard follow to what can be done next. While a run is prepared that is nothing."""
        if self.isVisible() and self._desk.state.view is not View.CHOOSING:
            (self._buttons.next_step(self._desk.state) or self._desk.bar.fold).setFocus()

    def _say_what_is_next(self) -> None:
        state, obstacle = self._desk.state, self._settings.obstacle
        about_run = self._sentence_on(state)
        self.header.set_sentence(about_run.format(name=state.name) if about_run else self._settings.summary)
        self._settings.outlook.set_obstacle(obstacle)
        self._buttons.show_state(state, blocked=bool(obstacle))

    def _sentence_on(self, state: ShownRun) -> str:
        """A sentence on the run; "" while none is shown."""
        if state.active:
            words = self.tr("“{name}” is learning. You can pause it, or stop and keep what it has learnt, at any time.")
            after = self.tr("When it is done, the chat tab opens by itself.") if self._chat_after is not None else ""
            return f"{words} {after}".rstrip()
        if state.finished and state.talks:
            return self.tr("“{name}” is trained: talk to it in the chat, or train another one.")
        if state.finished:
            return self.tr("“{name}” is trained: begin a text that it goes on with, or train another one.")
        if state.phase is Phase.RESUMABLE and state.talks:
            return self.tr("“{name}” is saved: talk to it in the chat, resume its training, or train another one.")
        if state.phase is Phase.RESUMABLE:
            return self.tr("“{name}” is saved: write with it, resume its training, or train another one.")
        if state.broken:
            return self.tr("The training of “{name}” did not come to its end.")
        return ""


def _show_in_file_manager(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
