"""How much of a model's context a conversation takes, and that a long one takes no more work than one that fills it."""

from pathlib import Path

import pytest

from gpt_studio.artifacts.chat_layout import ChatLayout
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.chat_format import chat_prompt
from gpt_studio.jobs.chat.context_use import ContextUse, MeasureContext, run
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

SYSTEM = Turn("system", "Sé breve.")
ROOM = 20


@pytest.fixture(scope="module")
def talking(talker: Path) -> OpenedModel:
    return open_model.run(OpenModel(talker), JobContext())


def talk(exchanges: int) -> tuple[Turn, ...]:
    turns = [SYSTEM]
    for number in range(exchanges):
        turns += [Turn("user", f"{number}? " * (1 + number % 3)), Turn("assistant", "the mat " * (number % 4))]
    return tuple(turns)


def measured(model: OpenedModel, turns: tuple[Turn, ...], typed: str = "", room: int = ROOM) -> ContextUse:
    return run(MeasureContext(model, turns, typed, room), JobContext())


def length(model: OpenedModel, turns: tuple[Turn, ...]) -> int:
    artifact = model.hosted.artifact
    assert artifact.chat_template is not None
    return len(chat_prompt(artifact.chat_template, artifact.tokenizer, turns, 10**9, 0, artifact.quarantine).ids)


def test_a_conversation_that_fits_is_counted_whole_and_part_by_part(talking: OpenedModel) -> None:
    turns = talk(2)
    use = measured(talking, turns, "and the dog?")
    assert use.used == length(talking, turns) < use.limit == talking.context_length
    assert use.system == use.used - length(talking, turns[1:]) > 0
    assert use.reply == use.used - length(talking, turns[:-1]) > 0
    assert use.typed == len(talking.hosted.artifact.tokenizer.encode("and the dog?"))


def test_of_a_longer_conversation_the_newest_turns_that_fit_are_counted(talking: OpenedModel) -> None:
    turns = talk(40)
    use = measured(talking, turns)
    dropped = next(place for place in range(2, 80, 2) if length(talking, (SYSTEM, *turns[1 + place :])) <= use.limit)
    seen = (SYSTEM, *turns[1 + dropped :])
    assert use.used == length(talking, seen)
    assert use.system == use.used - length(talking, seen[1:])
    assert use.reply == use.used - length(talking, seen[:-1])
    asked = (*turns, Turn("user", "?"))
    fits = [length(talking, (SYSTEM, *asked[1 + place :])) <= use.limit - ROOM for place in range(0, 81, 2)]
    assert use.forgotten == 2 * fits.index(True) >= dropped
    assert use.next_forgotten == turns[1 + use.forgotten].text.strip()


def test_an_exchange_longer_than_the_context_is_counted_whole(talking: OpenedModel) -> None:
    turns = (*talk(3), Turn("user", "And?"), Turn("assistant", "the mat " * 200))
    use = measured(talking, turns)
    assert use.used == length(talking, (SYSTEM, *turns[-2:])) > use.limit
    assert use.reply > use.limit
    assert use.forgotten == 8
    assert use.next_forgotten == ""
    typed = measured(talking, talk(3), "the mat " * 200)
    assert typed.forgotten == 6
    assert typed.used == length(talking, talk(3))


def test_a_conversation_ten_times_as_long_is_laid_out_no_further(
    talking: OpenedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A meter that lays out all of it takes more memory with every turn."""
    laid_out: list[int] = []
    real = ChatLayout.prompt

    def counted(self: ChatLayout, turns: list[Turn], begun: str = "") -> tuple[tuple[int, ...], bool]:
        laid_out.append(sum(len(turn.text) for turn in turns))
        return real(self, turns, begun)

    monkeypatch.setattr(ChatLayout, "prompt", counted)
    most = {}
    for exchanges in (300, 3000):
        laid_out.clear()
        use = measured(talking, talk(exchanges))
        most[exchanges] = max(laid_out)
        assert use.used <= use.limit
    assert most[3000] <= most[300] * 1.1 < sum(len(turn.text) for turn in talk(300))
    assert use.used > use.limit * 0.5
