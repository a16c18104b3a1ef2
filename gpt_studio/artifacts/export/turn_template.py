"""A chat template taken apart into the fixed texts between the turns, and put together as Ollama's template.

Ollama writes a conversation with a template in Go's language, which has no Jinja. Most chat templates put fixed texts
between the turns. These are found by rendering one conversation of marked turns, and tried on others: a template that
then writes something else depends on more than the turns and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn

_SYSTEM, _ASKED, _ANSWERED = "theinstructionq7x", "question{}q7x", "answer{}q7x"
_LONGEST = 3  # questions of the conversations on which it is tried
_BLANK_LINE = "\n\n"

Render = Callable[[Sequence[Turn]], str]


@dataclass(frozen=True)
class TurnTemplate:
    """What is written around the turns' own texts.

    A conversation begins with ``start`` and its first question, or with ``system_start``, the system's text,
    ``after_system`` and the first question. ``answer`` stands between a question and its answer, ``again`` between an
    answer and the next question, ``reply`` after the last question.
    """

    start: str
    system_start: str
    after_system: str
    answer: str
    again: str
    reply: str

    def written(self, turns: Sequence[Turn]) -> str:
        """The conversation as this template writes it."""
        parts = [self.start]
        for place, turn in enumerate(turns):
            if turn.role == "system":
                parts = [self.system_start, turn.text, self.after_system]
                continue
            parts.append(turn.text)
            last = place == len(turns) - 1
            if turn.role == "user":
                parts.append(self.reply if last else self.answer)
            elif not last:
                parts.append(self.again)
        return "".join(parts)

    def for_ollama(self) -> str:
        """In Go's template language, over Ollama's ``.Messages``."""
        first = "(index .Messages 0)"
        is_system = f'eq {first}.Role "system"'
        parts = (
            "{{- $last := -1 }}{{ range $i, $_ := .Messages }}{{ $last = $i }}{{ end }}{{ if eq $last -1 }}",
            f"{{{{ else if {is_system} }}}}",
            *(_literal(self.system_start), f"{{{{ {first}.Content }}}}", _literal(self.after_system)),
            *("{{ else }}", _literal(self.start), "{{ end }}"),
            '{{ range $i, $m := .Messages }}{{ if eq $m.Role "user" }}{{ $m.Content }}{{ if eq $i $last }}',
            *(_literal(self.reply), "{{ else }}", _literal(self.answer), "{{ end }}"),
            '{{ else if eq $m.Role "assistant" }}{{ $m.Content }}{{ if ne $i $last }}',
            *(_literal(self.again), "{{ end }}{{ end }}{{ end }}"),
        )
        return "".join(parts)


def taken_apart(render: Render) -> TurnTemplate | None:
    """The fixed texts of the template behind ``render``, which ends where the reply begins; None if it has others too.

    Where a template refuses a system's text, that is put before the first question with a blank line.
    """
    try:
        start, reply = _parts(render(_talk(1, False)), _ASKED.format(0))
        _, answer, again, _ = _parts(render(_talk(2, False)), _ASKED.format(0), _ANSWERED.format(0), _ASKED.format(1))
    except (StudioError, ValueError):
        return None
    try:
        system_start, after_system, _ = _parts(render(_talk(1, True)), _SYSTEM, _ASKED.format(0))
        with_system = True
    except StudioError:
        system_start, after_system, with_system = start, _BLANK_LINE, False
    except ValueError:
        return None
    found = TurnTemplate(start, system_start, after_system, answer, again, reply)
    tried = [_talk(count, system) for count in range(1, _LONGEST + 1) for system in (False, True)[: 1 + with_system]]
    try:
        return found if all(render(turns) == found.written(turns) for turns in tried) else None
    except StudioError:
        return None


def _talk(questions: int, system: bool) -> list[Turn]:
    turns = [Turn("system", _SYSTEM)] if system else []
    for number in range(questions):
        turns += [Turn("user", _ASKED.format(number)), Turn("assistant", _ANSWERED.format(number))]
    return turns[:-1]


def _parts(text: str, *marks: str) -> list[str]:
    """What stands before, between and after ``marks``. Raises ValueError if one is missing."""
    parts = []
    for mark in marks:
        before, found, text = text.partition(mark)
        if not found:
            raise ValueError(mark)
        parts.append(before)
    return [*parts, text]


def _literal(text: str) -> str:
    """``text`` so that Go's template language writes it as it is."""
    return text.replace("{{", '{{ "{{" }}') if "{{" in text else text
