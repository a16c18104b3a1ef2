"""What one side wrote, with what is known of how it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gpt_studio.core.decode import within

UNFINISHED = "unfinished"
"""How a reply ended that was being written when the program ended."""
BEGUN = "begun"
"""How a reply ended of which the person wrote the beginning, or the end."""
SettingValue = int | float | str | tuple[str, ...] | None
"""Of a setting of generation."""


@dataclass(frozen=True)
class Passage:
    """What one side wrote.

    ``model`` is the name of the model that wrote it, or that the person wrote to, and ``folder`` its folder; both are
    empty where that is not known. The rest concerns what a model wrote: how many tokens at what speed, why it ended
    (``end``, ``length``, ``full``, ``stopped``, ``failed``, ``unfinished``, or ``begun`` where the person wrote its
    end), how many of the oldest turns and of the first tokens of a text it did not see, whether it outgrew its context
    of ``outgrew`` tokens (0: it did not), which special tokens it read as plain text, and whether its template takes no
    system prompt, so that it stood before the first message (``system_folded``). ``settings`` are those of generation
    by name in which it was asked otherwise than its folder says, and the seed.
    """

    role: str = within(choices=("user", "assistant"))
    text: str = within()
    model: str = ""
    tokens: int = 0
    tokens_per_second: float = 0.0
    ended: str = ""
    dropped_turns: int = 0
    outgrew: int = 0
    unread_tokens: int = 0
    plain_marks: tuple[str, ...] = ()
    folder: str = ""
    system_folded: bool = False
    settings: dict[str, SettingValue] = field(default_factory=dict)

    @property
    def can_go_on(self) -> bool:
        """Whether the model was interrupted, by the maximum length, by the person or by an error, or has not begun."""
        interrupted = self.ended in ("length", "stopped", "failed", UNFINISHED, BEGUN)
        return self.role == "assistant" and interrupted and bool(self.text.strip())

    def with_more(self, more: Passage) -> Passage:
        """This passage and ``more``, which the same model wrote after it, as one."""
        return replace(
            more,
            text=self.text + more.text,
            tokens=self.tokens + more.tokens,
            tokens_per_second=more.tokens_per_second or self.tokens_per_second,
            dropped_turns=max(self.dropped_turns, more.dropped_turns),
            outgrew=max(self.outgrew, more.outgrew),
            unread_tokens=max(self.unread_tokens, more.unread_tokens),
            plain_marks=tuple(sorted({*self.plain_marks, *more.plain_marks})),
            system_folded=self.system_folded or more.system_folded,
        )

    def is_of(self, model: str, folder: str) -> bool:
        """Whether this model wrote it, or the person wrote it to this model."""
        return self.model == model and (not self.folder or not folder or self.folder == folder)


def held_with_another(passages: Sequence[Passage], model: str, folder: str) -> bool:
    """Whether the conversation so far, ``passages``, was held with another model than this one."""
    last = next((each for each in reversed(passages) if each.model), None)
    return last is not None and bool(model) and not last.is_of(model, folder)
