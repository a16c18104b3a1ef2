"""What of a text stands word for word in what was learnt, and between which words."""

from pathlib import Path

import numpy as np

from gpt_studio.core.job import JobContext
from gpt_studio.dataset.search_index import index_of
from gpt_studio.dataset.token_file import TokenFile
from gpt_studio.insight.memorised import LearntText, memorised

WORDS = [f"word{number}" for number in range(20)]


def learnt(folder: Path, name: str, documents: list[list[str]]) -> LearntText:
    path = folder / name / "train.u16"
    path.parent.mkdir()
    ends = np.cumsum([len(document) for document in documents])
    np.array([ids(word)[0] for document in documents for word in document], "<u2").tofile(path)
    ends.astype("<u8").tofile(path.with_suffix(".ends"))
    file = TokenFile(path, int(ends[-1]), 0, len(documents))
    return LearntText(name, file, index_of(file, folder / "cache", JobContext()))


def ids(text: str) -> list[int]:
    return [hash_of(word) for word in text.split()]


def hash_of(word: str) -> int:
    return _KNOWN.setdefault(word, len(_KNOWN))


_KNOWN: dict[str, int] = {}


def decode(tokens: object) -> str:
    words = list(_KNOWN)
    return " ".join(words[token] for token in tokens)  # type: ignore[attr-defined]


def test_a_planted_passage_is_told_with_what_stands_around_it_in_its_document(tmp_path):
    text = learnt(tmp_path, "tales", [["other", "words"], ["once", *WORDS, "again"], ["more"]])
    (found,) = memorised(ids("my own " + " ".join(WORDS) + " end"), [text], decode)
    assert (found.start, found.end) == (2, 2 + len(WORDS))
    assert (found.corpus, found.document, found.documents, found.places) == ("tales", 2, 3, 1)
    assert (found.before, found.text, found.behind) == ("once", " ".join(WORDS), "again")


def test_the_longer_one_of_two_texts(tmp_path):
    short = learnt(tmp_path, "short", [WORDS[:14]])
    long = learnt(tmp_path, "long", [WORDS])
    for texts in ([short, long], [long, short]):
        (found,) = memorised(ids(" ".join(WORDS)), texts, decode)
        assert found.corpus == "long"


def test_a_passage_does_not_go_on_into_the_next_document(tmp_path):
    text = learnt(tmp_path, "two", [WORDS[:14], WORDS[14:]])
    (found,) = memorised(ids(" ".join(WORDS)), [text], decode)
    assert (found.start, found.end, found.document, found.behind) == (0, 14, 1, "")
    assert memorised(ids(" ".join(WORDS)), [learnt(tmp_path, "halves", [WORDS[:10], WORDS[10:]])], decode) == ()


def test_fewer_than_twelve_tokens_and_mere_signs_tell_nothing(tmp_path):
    text = learnt(tmp_path, "signs", [WORDS[:11], ["-"] * 30])
    assert memorised(ids(" ".join([*WORDS[:11], "new", *["-"] * 20])), [text], decode) == ()
