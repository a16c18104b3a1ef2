"""The left column: the cards with all settings of a training."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.paths import Home
from gpt_studio.jobs.training.plan_training import TrainingPlan
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt
from gpt_studio.ui.tabs.training.advanced_card import AdvancedCard
from gpt_studio.ui.tabs.training.length_card import LengthCard
from gpt_studio.ui.tabs.training.material_card import MaterialCard
from gpt_studio.ui.tabs.training.name_card import NameCard
from gpt_studio.ui.tabs.training.needs_card import NeedsCard
from gpt_studio.ui.tabs.training.requests import Order
from gpt_studio.ui.tabs.training.shape_card import ShapeCard
from gpt_studio.ui.widgets.scrolled import Scrolled

_SHARED_WITH_LENGTH = ("minutes", "steps", "epochs", "")


class SettingsColumn(Scrolled):
    """Emits ``changed`` after every edit; :attr:`order` is the training that the cards describe."""

    changed = Signal()

    def __init__(self, home: Home, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(name="training_settings", parent=parent)
        self._home = home
        self.narrowest = 0
        self._plan: TrainingPlan | None = None
        self.material = MaterialCard()
        self.length = LengthCard()
        self.shape = ShapeCard()
        self.needs = NeedsCard(actions)
        self.naming = NameCard()
        self.advanced = AdvancedCard()
        for card in (self.material, self.shape, self.needs, self.length, self.naming, self.advanced):
            self.body.addWidget(card)
        self.body.addStretch()
        page = self.widget()
        assert page is not None
        self._page = page
        self._cards = (self.material, self.shape, self.length, self.naming, self.advanced)
        self._run: StartedWith | None = None
        self._own: list[tuple[Callable[[Any], None], Any]] = []  # restore method and state of each card
        for card in self._cards:
            card.changed.connect(self._edited)
        self.needs.change_wanted.connect(self.change)
        self._edited()

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The width of the contents and the scroll bar, so that nothing is cut off in any language or font."""
        needed = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(self.narrowest, needed), super().minimumSizeHint().height())

    @property
    def order(self) -> Order:
        settings = self.length.applied_to(self.naming.applied_to(self.advanced.applied_to(TrainingSettings())))
        material = self.material
        if material.fine_tuning:
            return Order(self._home, self.naming.name, material.chosen_corpus, settings, base=material.chosen_base)
        tokenizer = material.chosen_tokenizer
        return Order(
            home=self._home,
            name=self.naming.name,
            corpus=material.chosen_corpus,
            settings=settings,
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
        return not self.material.fine_tuning and self.shape.chooses_size

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set the settings named in ``changes``."""
        self.advanced.change(changes)
        self.shape.change(changes)

    @property
    def can_be_planned(self) -> bool:
        """Whether the choice of a model is complete enough to plan."""
        return not self.material.fine_tuning or self.material.chosen_base is not None

    @property
    def obstacle(self) -> str:
        """A sentence on why a training with these settings cannot start; "" if it can."""
        if not self.can_be_planned:
            return self.tr("There is no model to go on from yet: choose a folder, or train one from scratch.")
        if self.chooses_size and self.length.unit != "minutes":
            return self.tr("The size can be chosen for a time only: give the length in minutes, or choose a size.")
        if self._plan is not None and self._plan.problems:
            return message_text(self._plan.problems[0].what)
        if not self.naming.is_valid:
            return self.tr("The name of the model cannot be used: see what is said beneath it.")
        if not (self.shape.is_valid and self.advanced.is_valid):
            return self.tr("A setting cannot be used: see what is said beneath it.")
        return ""

    @property
    def summary(self) -> str:
        """A sentence on what would be trained."""
        material, corpus = self.material, self.material.corpus.box.currentText()
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
            size=self.shape.preset_words, corpus=corpus, length=self.length.words
        )

    def show_plan(self, plan: TrainingPlan | None) -> None:
        """Show the figures, and each problem at its field. None removes both."""
        if self._run is not None:
            self.needs.show_plan(plan and replace(plan, problems=()), about=not self._run.vocab_size)
            return
        self._plan = plan
        tokenizer_unknown = not self.material.fine_tuning and self.material.chosen_tokenizer is None
        self.needs.show_plan(plan, about=tokenizer_unknown)
        problems: dict[str, Message] = {} if plan is None else {each.name: each.what for each in plan.problems}
        self.shape.show_problems(problems)
        self.advanced.show_problems(problems)
        if plan is not None and plan.learning_rate:
            self.advanced.suggest_learning_rate(plan.learning_rate)
        self.material.show_base_problem(problems.get("base"))
        self.length.show_problem(next((problems[name] for name in _SHARED_WITH_LENGTH if name in problems), None))

    @property
    def shows_run(self) -> bool:
        """Whether the settings of a run are shown instead of the person's."""
        return self._run is not None

    def show_run(self, run: StartedWith) -> None:
        """Show what ``run`` was started with until :meth:`show_own`."""
        self.show_own()
        self._own = [(card.restore, card.state()) for card in self._cards]
        self.show_plan(None)
        self.needs.forget_forecast()
        self._run = run
        for card in self._cards:
            card.show_run(run)
        self.shape.setVisible(not self.material.fine_tuning)

    def show_own(self) -> None:
        """Show again what the person had chosen before :meth:`show_run`."""
        if self._run is None:
            return
        self._run = None
        for restore, state in self._own:
            restore(state)
        self.shape.setVisible(not self.material.fine_tuning)

    def set_editable(self, editable: bool) -> None:
        """Enable or disable the cards. The column can still be scrolled while they are disabled."""
        self._page.setEnabled(editable)

    def _edited(self) -> None:
        self.shape.setVisible(not self.material.fine_tuning)
        self.naming.suggest(self._suggested_name())
        self.changed.emit()

    def _suggested_name(self) -> str:
        corpus = self.material.short_corpus_name
        if self.material.fine_tuning:
            return self.tr("{base} on {corpus}").format(base=self.material.base.box.currentText(), corpus=corpus)
        if self.chooses_size:
            return f"{corpus} {self.length.words}"
        return f"{corpus} {self.shape.preset_words}"
