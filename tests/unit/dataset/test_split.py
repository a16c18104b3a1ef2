from __future__ import annotations

import pytest

from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.dataset.split import split


@pytest.mark.parametrize(("length", "cut"), [(20_000, 18_000), (20_009, 18_008), (1_115_394, 1_003_854)])
def test_a_long_text_gives_exactly_its_last_tenth(length: int, cut: int) -> None:
    text = "".join(chr(97 + place % 26) for place in range(length))
    train, held_out = split(Document(text), 5)
    assert (train, held_out) == (Document(text[:cut]), Document(text[cut:]))


def test_shorter_texts_go_whole_and_one_in_ten_is_held_out() -> None:
    document = Document("a" * 19_999)
    parts = [split(document, index) for index in range(10_000)]
    assert set(parts) == {(document, None), (None, document)}
    assert 900 < parts.count((None, document)) < 1100
    chosen = [index for index in range(100) if split(Document("other"), index)[0] is None]
    assert chosen == [index for index, part in enumerate(parts[:100]) if part[0] is None]


def test_a_conversation_stays_whole_however_long() -> None:
    document = Document(turns=(Turn("user", "a" * 30_000), Turn("assistant", "b" * 30_000)))
    assert {split(document, index) for index in range(50)} == {(document, None), (None, document)}
