"""Things to say to a model that nobody has spoken with yet: what people say to it in the texts that it learned from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject, Signal

from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.empty_state import EmptyState

MOST_QUESTIONS = 3
_SPANISH_SIGNS = frozenset("¿¡áéíóúñÁÉÍÓÚÑ")
_SPANISH_WORDS = frozenset(
    ("de", "del", "el", "la", "los", "las", "un", "una", "que", "es", "sobre", "por", "para", "con")
)


class Questions(QObject):
    """Buttons of ``page``, which invites to a conversation; ``asked`` carries what the clicked one says."""

    asked = Signal(str)

    def __init__(self, page: EmptyState) -> None:
        super().__init__(page)
        self._questions: tuple[str, ...] = ()
        self._buttons = [Button("", name=f"chat_question_{number}") for number in range(1, MOST_QUESTIONS + 1)]
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, place=place: self.asked.emit(self._questions[place]))
            button.hide()
            page.add(button)

    def show_some_of(self, questions: Sequence[str]) -> None:
        """Offer a few of these that differ from each other, in the language of the window where there are such."""
        self._questions = some_of(questions, QLocale().language() == QLocale.Language.Spanish)
        for place, button in enumerate(self._buttons):
            there = place < len(self._questions)
            button.setText(self._questions[place].replace("&", "&&") if there else "")
            button.setAccessibleName(button.text())
            button.setVisible(there)

    def set_ready(self, ready: bool) -> None:
        """Whether there is a model that can answer."""
        for button in self._buttons:
            button.setEnabled(ready)


def some_of(questions: Sequence[str], in_spanish: bool) -> tuple[str, ...]:
    """At most :data:`MOST_QUESTIONS`, each with other words at its beginning than the ones before."""
    fitting = [each for each in questions if _is_spanish(each) == in_spanish] or list(questions)
    by_beginning: dict[str, str] = {}
    for each in fitting:
        by_beginning.setdefault(each.split()[0], each)
    return tuple(by_beginning.values())[:MOST_QUESTIONS]


def _is_spanish(said: str) -> bool:
    return bool(_SPANISH_SIGNS & set(said) or _SPANISH_WORDS & set(said.lower().split()))
