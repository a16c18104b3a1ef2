"""The tally of blind votes."""

import json
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.votes import Contestant, KeepVotes, Pair, Tally, Vote, keep_votes

CAT, COW, DOG = Contestant("Cat"), Contestant("Cow"), Contestant("Dog", sampling="exact")


def test_the_order_of_two_does_not_matter() -> None:
    tally = Tally().with_vote((COW, CAT), COW).with_vote((CAT, COW), CAT).with_vote((CAT, COW), COW)
    assert tally.pairs == (Pair(CAT, COW, first_better=1, second_better=2),)
    assert tally.of(COW, CAT) == tally.of(CAT, COW)


def test_the_best_of_three_says_nothing_about_the_others() -> None:
    tally = Tally().with_vote((CAT, COW, DOG), COW)
    assert tally.pairs == (Pair(CAT, COW, second_better=1), Pair(COW, DOG, first_better=1))
    assert tally.of(CAT, DOG).votes == 0
    assert [pair.equal for pair in Tally().with_vote((CAT, COW, DOG), None).pairs] == [1, 1, 1]


def test_other_settings_are_another_contestant() -> None:
    tally = Tally().with_vote((CAT, Contestant("Cat", sampling="lively")), CAT)
    assert tally.of(CAT, Contestant("Cat", sampling="exact")).votes == 0
    assert Tally().with_vote((CAT, CAT), CAT) == Tally()  # the same twice


def test_votes_are_kept_and_a_reset_is_taken_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_votes(KeepVotes(home, vote=Vote((CAT, COW), CAT)), JobContext())
    full = keep_votes(KeepVotes(home, vote=Vote((CAT, DOG), None)), JobContext())
    assert [pair.votes for pair in full.pairs] == [1, 1]
    rest = keep_votes(KeepVotes(home, forgotten=(CAT, COW)), JobContext())
    assert rest.pairs == (Pair(CAT, DOG, equal=1),)
    assert keep_votes(KeepVotes(home), JobContext()) == rest
    assert keep_votes(KeepVotes(home, restored=(full.of(CAT, COW),)), JobContext()) == full
    stored = json.loads((tmp_path / "votes.json").read_text(encoding="utf-8"))
    assert stored["format"] == 1
    assert stored["pairs"][0]["first"]["model"] == "Cat"


@pytest.mark.parametrize("content", ['{"format": 99}', '{"pairs": [{"first": 3}]}', "nonsense"])
def test_a_file_that_is_not_known_stays_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "votes.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NewerFormatError if "99" in content else StudioError):
        keep_votes(KeepVotes(Home(tmp_path), vote=Vote((CAT, COW), None)), JobContext())
    assert path.read_text(encoding="utf-8") == content
