"""The form of a first model: text, name, time, and the button that makes it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from gpt_studio.core.fields import problem_of, settings_of
from gpt_studio.core.naming import unused_name
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.model_name import problem_of_model_name
from gpt_studio.ui.tabs.start.guide import Guide, Wanted
from gpt_studio.ui.tabs.start.text_choice import TextChoice
from gpt_studio.ui.widgets.field_editors import editor_for
from gpt_studio.ui.widgets.labels import label

_SOME_WORDS, _SENTENCES, _STORIES = 1.0, 4.0, 20.0
"""Minutes from which a small model on an ordinary computer writes words, sentences, stories that hang together."""
_SHORT_TEXT = 20_000  # characters
_TIME_WIDTH = 160


class Form(QWidget):
    """Enables the command that makes the model while pressing it succeeds, and says what is missing otherwise."""

    edited = Signal()

    def __init__(self, guide: Guide, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._can_make = actions["start.make"]
        self._taken: set[str] = set()
        self._suggested = ""
        self._corrected = ""
        """Why the minutes that were typed became others."""
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("start_title")
        self._what = label(
            self.tr(
                "A language model is a program that has read a text so often that it can go on with it, piece by "
                "piece. Yours begins with knowing nothing. You watch it find letters, then words, then sentences. All "
                "of it happens on this computer, and nothing leaves it."
            ),
            "muted",
            wrap=True,
        )
        self.text = TextChoice()
        self._name = QLineEdit()
        self._name.setObjectName("start_name")
        self._name.setAccessibleName(self.tr("Name of the model"))
        minutes = next(setting for setting in settings_of(TrainingSettings) if setting.name == "minutes")
        self._minutes = editor_for(replace(minutes, optional=False), "start_minutes")
        self._minutes.setFixedWidth(_TIME_WIDTH)
        self._minutes.set_value(DEFAULT_MINUTES)
        self._learns = label("", "muted", wrap=True)
        self._learns.setObjectName("start_learns")
        self._obstacle = label("", "problem", wrap=True)
        self._obstacle.setObjectName("start_obstacle")
        self._lay_out()
        self._name.textEdited.connect(self._edited)
        self._minutes.changed.connect(self._edited)
        self._minutes.corrected.connect(self._tell_of_correction)
        self.text.sample_chosen.connect(guide.choose_sample)
        self.text.files_chosen.connect(guide.choose_own)
        self.text.removed.connect(guide.remove_own)
        guide.changed.connect(self.refresh)
        self.show_taken(())

    @property
    def wanted(self) -> Wanted:
        return Wanted(self._name.text().strip(), float(self._minutes.value()))

    def show_taken(self, names: Collection[str]) -> None:
        """Set the names of the models that exist."""
        self._taken = set(names)
        first = not self._taken
        self._title.setText(self.tr("Make your first model") if first else self.tr("Make another model"))
        self._what.setVisible(first)
        self.refresh()

    def refresh(self) -> None:
        """Show the state of the guide, and what is known of the form."""
        guide = self._guide
        with QSignalBlocker(self.text):
            self.text.show_choice(guide.from_sample)
        self.text.show_report("" if not guide.has_own_text else guide.own_name, guide.report)
        self.text.show_sources(guide.own_sources)
        self._suggest_name()
        self._learns.setText(self._what_it_learns())
        wrong = self._what_is_wrong()
        obstacle = wrong or self._what_is_missing()
        set_look(self._obstacle, "problem" if wrong else "caption")
        self._obstacle.setText(obstacle)
        self._obstacle.setVisible(bool(obstacle))
        self._can_make.setEnabled(not obstacle)

    def _edited(self) -> None:
        self._corrected = ""
        self.refresh()
        self.edited.emit()

    def _tell_of_correction(self, sentence: str) -> None:
        self._corrected = sentence
        self.refresh()

    def _suggest_name(self) -> None:
        """Enter a free name unless the person has entered another one."""
        if self._name.text().strip() not in ("", self._suggested) or self._name.hasFocus():
            return
        wish = self._guide.corpus.name if self._taken and self._guide.corpus.name else self.tr("My first model")
        self._suggested = unused_name(wish, self._taken)
        self._name.setText(self._suggested)

    def forget_name(self) -> None:
        """Suggest another name as soon as a model has the one that is entered, because it was made by this form."""
        self._suggested = self._name.text().strip()

    def _what_is_missing(self) -> str:
        """What the button still waits for; "" for nothing."""
        guide = self._guide
        if not guide.from_sample and not guide.has_own_text:
            return self.tr("Choose a text first, or take the built-in stories.")
        return "" if guide.text_is_fine else self.tr("Your text is being read; this takes a moment.")

    def _what_is_wrong(self) -> str:
        """Why the button cannot succeed; "" if nothing is wrong."""
        report = self._guide.report
        if not self._guide.from_sample and report is not None and report.problem is not None:
            return message_text(report.problem)
        wrong = problem_of_model_name(self.wanted.name, self._taken)
        if wrong is not None:
            return message_text(wrong)
        outside = problem_of(self._minutes.setting, self.wanted.minutes)
        return "" if outside is None else message_text(outside.message)

    def _what_it_learns(self) -> str:
        """What the model will have learnt in the time, and what can be done with it then."""
        return " ".join(filter(None, (self._corrected, self._what_it_knows(), self._what_it_is_for())))

    def _what_it_is_for(self) -> str:
        if self._guide.talks:
            return self.tr("Afterwards you talk with it.")
        if self._guide.report is None:
            return ""
        return self.tr("With your texts it will write as they do: you begin a sentence, and it goes on.")

    def _what_it_knows(self) -> str:
        minutes, report = self.wanted.minutes, self._guide.report
        if not self._guide.from_sample and report is not None and report.characters < _SHORT_TEXT:
            return self.tr("This text is short, so the model will soon know it nearly by heart and write little else.")
        if minutes < _SOME_WORDS:
            return self.tr("In this time it learns which letters go together: enough to watch, not to understand.")
        if minutes < _SENTENCES:
            return self.tr("By then it will write words and short sentences. Much of it will make no sense yet.")
        if minutes < _STORIES:
            return self.tr(
                "By then it will write whole sentences and little stories in the manner of its text, and mix some "
                "things up."
            )
        return self.tr("By then it will write in the manner of its text and keep to the matter for longer.")

    def _lay_out(self) -> None:
        name, time = label(self.tr("Name of the model"), "field"), label(self.tr("How long it learns"), "field")
        name.setBuddy(self._name)
        time.setBuddy(self._minutes)
        fields = QGridLayout()
        fields.setHorizontalSpacing(Space.M)
        fields.setVerticalSpacing(Space.XS)
        for column, (head, editor) in enumerate(((name, self._name), (time, self._minutes))):
            fields.addWidget(head, 0, column)
            fields.addWidget(editor, 1, column)
        fields.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._title)
        layout.addWidget(self._what)
        layout.addSpacing(Space.XS)
        layout.addWidget(label(self.tr("What it learns from"), "field"))
        layout.addWidget(self.text)
        layout.addSpacing(Space.XS)
        layout.addLayout(fields)
        layout.addWidget(self._learns)
        layout.addSpacing(Space.XS)
        layout.addWidget(self._obstacle)
        layout.addStretch()
