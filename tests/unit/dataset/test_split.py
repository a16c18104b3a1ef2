from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.dataset import split as splitting
from gpt_studio.dataset.split import Parts, Splitter, split

WORDS = tuple(f"word{number}" for number in range(400))


def documents(number: int, seed: int) -> list[Document]:
    """Texts and conversations that are not like each other."""
    draw = random.Random(seed)
    made = []
    for place in range(number):
        text = " ".join(draw.choices(WORDS, k=30))
        made.append(Document(text) if place % 3 else Document(turns=(Turn("user", text), Turn("assistant", "Yes."))))
    return made


def sides(parts: list[tuple[Document, Parts]]) -> dict[Document, str]:
    names = {(True, False): "learnt", (False, True): "held out", (True, True): "both", (False, False): "left out"}
    return {document: names[train is not None, held_out is not None] for document, (train, held_out) in parts}


@pytest.mark.parametrize(("length", "cut"), [(20_000, 18_000), (20_009, 18_008), (1_115_394, 1_003_854)])
def test_a_long_text_gives_exactly_its_last_tenth(length: int, cut: int) -> None:
    text = "".join(chr(97 + place % 26) for place in range(length))
    train, held_out = split(Document(text))
    assert (train, held_out) == (Document(text[:cut]), Document(text[cut:]))


def test_shorter_texts_go_whole_and_one_in_ten_is_held_out() -> None:
    parts = [split(Document(f"{number} " + "a" * 100)) for number in range(10_000)]
    assert all((train is None) != (held_out is None) for train, held_out in parts)
    assert 900 < sum(train is None for train, _ in parts) < 1100
    assert {split(Document("a" * 19_999)) for _ in range(3)} == {split(Document("a" * 19_999))}


def test_a_conversation_stays_whole_and_all_its_turns_decide() -> None:
    talks = [
        Document(turns=(Turn("user", "a" * 30_000), Turn("assistant", f"{number}" * 30_000))) for number in range(200)
    ]
    assert {part for talk in talks for part in split(talk)} == {None, *talks}
    assert 5 < sum(split(talk)[0] is None for talk in talks) < 40


def test_white_space_changes_nothing() -> None:
    for number in range(200):
        text = f"the fox  number {number}\nruns"
        (one, _), (other, _) = split(Document(text)), split(Document(f"  {' '.join(text.split())}\r\n"))
        assert (one is None) == (other is None)


@given(
    before=st.integers(0, 40),
    added=st.integers(0, 40),
    at=st.integers(0, 40),
    seed=st.integers(0, 1000),
    copy=st.booleans(),
)
def test_what_is_added_moves_nothing(before: int, added: int, at: int, seed: int, copy: bool) -> None:
    """Wherever new files are added: a document stays on its side, or it is left out for one that is like it."""
    old, new = documents(before, seed), documents(added, seed + 10_000)
    if copy and old:
        new.append(Document(f"{old[0].text or old[0].turns[0].text} and one more"))
    earlier = sides(list(Splitter().split(old)))
    later = sides(list(Splitter().split([*old[:at], *new, *old[at:]])))
    moved = {document for document in old if later[document] != earlier[document]}
    assert {later[document] for document in moved} <= {"left out"}
    if not copy or at >= before:
        assert not moved


def near(document: Document, number: int) -> Document:
    """Nearly the same: one word of many is another."""
    words = document.text.split()
    words[number % len(words)] = f"another{number}"
    return Document(" ".join(words))


def test_near_duplicates_never_stand_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "_TOGETHER", 7)
    draw = random.Random(0)
    originals = [Document(" ".join(draw.choices(WORDS, k=200))) for _ in range(60)]
    families = [[original, *(near(original, number * 31) for number in range(12))] for original in originals]
    everything = [document for family in families for document in family]
    draw.shuffle(everything)
    assert any(len({split(document)[0] is None for document in family}) == 2 for family in families)
    splitter = Splitter()
    found = sides(list(splitter.split(everything)))
    assert all(len({found[document] for document in family} - {"left out"}) == 1 for family in families)
    assert splitter.left_out == list(found.values()).count("left out") > 60
    assert splitter.compared


def test_of_a_long_text_no_other_version_is_kept() -> None:
    draw = random.Random(1)
    words = draw.choices(WORDS, k=5_000)
    long, longer = Document(" ".join(words)), Document(" ".join([*words, *draw.choices(WORDS, k=300)]))
    splitter = Splitter()
    parts = list(splitter.split([long, longer, long]))
    assert sides(parts) == {long: "both", longer: "left out"}
    assert parts[0] == parts[2]


def test_beyond_so_many_documents_none_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_COMPARED", 10)
    monkeypatch.setattr(splitting, "_TOGETHER", 5)
    splitter = Splitter()
    assert len(list(splitter.split(documents(30, 0)))) == 30
    assert not splitter.compared
