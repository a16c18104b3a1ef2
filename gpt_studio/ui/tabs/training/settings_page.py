"""The choices before a training: text, length, name and what comes of them in sight; all else behind a fold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.paths import Home
from gpt_studio.jobs.training.forecast_training import TrainingForecast
from gpt_studio.jobs.training.plan_training import TrainingPlan
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import AUTO, TrainingSettings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.qt_overrides import answers_qt
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.training.advanced_card import AdvancedCard
from gpt_studio.ui.tabs.training.learnt_view import LearntView
from gpt_studio.ui.tabs.training.length_choice import LengthChoice
from gpt_studio.ui.tabs.training.material import Material
from gpt_studio.ui.tabs.training.name_choice import NameChoice
from gpt_studio.ui.tabs.training.needs_card import NeedsCard
from gpt_studio.ui.tabs.training.outlook import Outlook
from gpt_studio.ui.tabs.training.requests import Order
from gpt_studio.ui.tabs.training.shape_card import ShapeCard
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.scrolled import Scrolled

_SHARED_WITH_LENGTH = ("minutes", "steps", "epochs", "")
_WIDEST = 560  # of a column


class SettingsPage(Scrolled):
    """Emits ``changed`` after every edit; :attr:`order` is the training that is described."""

    changed = Signal()

    def __init__(self, home: Home, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(name="training_settings", parent=parent)
        self._home = home
        self._plan: TrainingPlan | None = None
        self._impossible: Message | None = None
        self.material = Material()
        self.length = LengthChoice()
        self.naming = NameChoice()
        self.outlook = Outlook()
        self.shape = ShapeCard()
        self.needs = NeedsCard()
        self.learnt = LearntView(runner)
        self.advanced = AdvancedCard()
        self._more = FoldingPanel("", name="training_more")
        self._editable = True
        page = self.widget()
        assert page is not None
        self._page = page
        self.body.addLayout(self._columns())
        self._parts = (self.material, self.shape, self.length, self.naming, self.advanced)
        self._run: StartedWith | None = None
        self._own: list[tuple[Callable[[Any], None], Any]] = []  # restore method and state of each part
        for part in self._parts:
            part.changed.connect(self._edited)
        self.needs.change_wanted.connect(self.change)
        self._edited()

    def _columns(self) -> QHBoxLayout:
        choice = Card()
        choice.setObjectName("training_choice")
        choice.body.setSpacing(Space.L)
        for widget in (self.material.corpus, self.material.mix, self.length, self.naming):
            choice.body.addWidget(widget)
        model = Card(self.tr("The model"))
        model.setObjectName("training_model_card")
        model.body.addWidget(self.material)
        model.body.addWidget(self.outlook)
        model.body.addWidget(self.needs.notice)
        model.body.addWidget(self.learnt)
        self.shape.body.insertWidget(1, self.material.tokenizer)
        for card in (self.shape, self.needs, self.advanced):
            self._more.body.addWidget(card)
        self._cards = (choice, model, self.shape, self.needs, self.advanced)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(choice)
        left.addStretch(1)
        right.setSpacing(Space.M)
        right.addWidget(model)
        right.addWidget(self._more)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for column in (left, right):
            holder = QWidget()
            holder.setLayout(column)
            holder.setMaximumWidth(_WIDEST)
            column.setContentsMargins(0, 0, 0, 0)
            row.addWidget(holder, 1)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return row

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The width of the contents and the scroll bar, so that nothing is cut off in any language or font."""
        needed = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(needed, super().minimumSizeHint().height())

    @property
    def order(self) -> Order:
        settings = self.length.applied_to(self.advanced.applied_to(TrainingSettings()))
        material = self.material
        if material.is_sample and not settings.sample_prompt:
            # Its stories are in two languages, and a person wants to watch theirs.
            settings = replace(settings, sample_prompt=self.tr("Once upon a time"))
        if material.fine_tuning:
            return Order(self._home, self.naming.name, material.chosen_corpus, settings, base=material.chosen_base)
        tokenizer = material.chosen_tokenizer
        return Order(
            home=self._home,
            name=self.naming.name,
            corpus=material.chosen_corpus,
            settings=replace(settings, tuning_context=None, method=AUTO, last_layers=None, learn_embeddings=True),
            shape=self.shape.shape,
            tokenizer=None if tokenizer is None else tokenizer.folder,
            vocab_size=0 if tokenizer is None else tokenizer.vocab_size,
            choose_size=self.chooses_size,
        )

    def choose_time(self, minutes: float) -> None:
        """Train for so many minutes, with the size that suits the time."""
        self.length.choose_minutes(minutes)
        self.shape.choose_for_the_time()

    @property
    def chooses_size(self) -> bool:
        """Whether the size follows from the time. Without a time, the usual size is taken instead."""
        return not self.material.fine_tuning and self.shape.chooses_size and self.length.unit == "minutes"

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set the settings named in ``changes``."""
        self.advanced.change(changes)
        self.shape.change(changes)
        self.length.change(changes)

    @property
    def can_be_planned(self) -> bool:
        """Whether the choice of a model is complete enough to plan."""
        return not self.material.fine_tuning or self.material.chosen_base is not None

    @property
    def obstacle(self) -> str:
        """A sentence on why a training with these settings cannot start; "" if it can."""
        if not self.can_be_planned:
            return self.tr("There is no model to go on from yet: choose a folder, or train one from scratch.")
        if self._plan is not None and self._plan.problems:
            return message_text(self._plan.problems[0].what)
        if not self.naming.is_valid:
            return self.tr("The name of the model cannot be used: see what is said beneath it.")
        if not (self.shape.is_valid and self.advanced.is_valid and self.length.is_valid):
            return self.tr("A setting cannot be used: see what is said beneath it.")
        return "" if self._impossible is None else message_text(self._impossible)

    @property
    def summary(self) -> str:
        """A sentence on what would be trained."""
        material, corpus = self.material, self.material.corpus_words
        if material.fine_tuning and material.chosen_base is None:
            return self.tr("Choose the model to go on from.")
        if material.fine_tuning:
            return self.tr("Go on from “{base}” with “{corpus}”, for {length}.").format(
                base=material.base.box.currentText(), corpus=corpus, length=self.length.words
            )
        if self.chooses_size:
            return self.tr("A new model of the size that learns most in {length}, from “{corpus}”.").format(
                corpus=corpus, length=self.length.words
            )
        return self.tr("A new model of size “{size}” from “{corpus}”, for {length}.").format(
            size=self.shape.size_words, corpus=corpus, length=self.length.words
        )

    @property
    def line(self) -> str:
        """The choice in a few words, for the line to which the page is folded during a run."""
        origin = (
            self.tr("goes on from “{base}”").format(base=self.material.base.box.currentText())
            if self.material.fine_tuning
            else self.tr("size by the time")
            if self.chooses_size
            else self.shape.size_words
        )
        return " · ".join((self.material.corpus_words, self.length.words, origin))

    def show_plan(self, plan: TrainingPlan | None) -> None:
        """Show the figures, and each problem at its field. None removes both."""
        if self._run is not None:
            self.needs.show_plan(plan and replace(plan, problems=()), about=not self._run.vocab_size)
            return
        self._plan = plan
        tokenizer_unknown = not self.material.fine_tuning and self.material.chosen_tokenizer is None
        self.needs.show_plan(plan, about=tokenizer_unknown)
        self.outlook.show_plan(plan)
        problems: dict[str, Message] = {} if plan is None else {each.name: each.what for each in plan.problems}
        self.shape.show_problems(problems)
        self.advanced.show_problems(problems)
        if plan is not None and plan.learning_rate:
            self.advanced.suggest_learning_rate(plan.learning_rate)
        self.material.show_base_problem(problems.get("base"))
        self.length.show_problem(next((problems[name] for name in _SHARED_WITH_LENGTH if name in problems), None))

    def show_forecast(self, ahead: TrainingForecast | None) -> None:
        """Show what was measured; None removes it, and what :meth:`show_impossible` showed."""
        self._impossible = None
        self.outlook.show_forecast(ahead)
        if ahead is None:
            self.needs.forget_forecast()
        else:
            self.needs.show_forecast(ahead)

    def show_impossible(self, problem: Message) -> None:
        """Make ``problem`` the obstacle: the training would fail with it."""
        self._impossible = problem

    @property
    def shows_run(self) -> bool:
        """Whether the settings of a run are shown instead of the person's."""
        return self._run is not None

    def show_run(self, run: StartedWith) -> None:
        """Show what ``run`` was started with until :meth:`show_own`."""
        self.show_own()
        self._own = [(part.restore, part.state()) for part in self._parts]
        self.show_plan(None)
        self.needs.forget_forecast()
        self._run = run
        for part in self._parts:
            part.show_run(run)
        self._show_what_applies()

    def show_own(self) -> None:
        """Show again what the person had chosen before :meth:`show_run`."""
        if self._run is None:
            return
        self._run = None
        for restore, state in self._own:
            restore(state)
        self._show_what_applies()

    def set_editable(self, editable: bool) -> None:
        """Enable or disable all choices. The page can be scrolled and unfolded all the same, to look at them."""
        for card in self._cards:
            card.setEnabled(editable)
        self._editable = editable
        self._show_what_applies()
        self.outlook.setVisible(editable)  # it speaks of a choice, and not of a run

    def _edited(self) -> None:
        self._show_what_applies()
        self.naming.suggest(self._suggested_name())
        self.changed.emit()

    def _show_what_applies(self) -> None:
        self.shape.setVisible(not self.material.fine_tuning)
        self.advanced.show_going_on(self.material.fine_tuning)
        if not self._editable:
            title = self.tr("Size and more")
        else:
            title = self.tr("More settings") if self.material.fine_tuning else self.tr("Change the size")
        self._more.set_title(title)

    def _suggested_name(self) -> str:
        corpus = self.material.short_corpus_name
        if self.material.goes_on_with_its_text:
            return self.material.base.box.currentText()
        if self.material.fine_tuning:
            return self.tr("{base} on {corpus}").format(base=self.material.base.box.currentText(), corpus=corpus)
        if self.chooses_size:
            return f"{corpus} {self.length.words}"
        return f"{corpus} {self.shape.size_words}"
