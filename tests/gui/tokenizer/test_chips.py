from __future__ import annotations

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.jobs.tokenizers.open_tokenizer import SplitText
from gpt_studio.tokenization.inspect import TokenPiece
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.ui.tabs.tokenizer.chips import chips_of, chips_of_text, visible
from gpt_studio.ui.tabs.tokenizer.flow import GAP, flow


@pytest.fixture(scope="module")
def tokenizer():
    texts = ["the cat sat on the mat and the dog sat by the door\n"] * 20
    return train_tokenizer(texts, TokenizerSettings(vocab_size=270), JobContext())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" the", "·the"),
        ("\n\n", "↵↵"),
        ("\ta\r", "→a␍"),
        ("\x00", "␀"),
        ("\u200b", "U+200B"),
        ("\u0301", "◌\u0301"),
        ("niña", "niña"),
        ("日本", "日本"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_gets_a_sign(text, shown):
    assert visible(text) == shown


def test_a_very_long_token_is_shortened():
    assert len(visible(" " * 5000)) < 200


def test_a_split_character_is_numbered_in_each_of_its_tokens(tokenizer):
    chips = chips_of_text(SplitText(tokenizer, "🙂"), JobContext()).chips
    assert [(chip.shown, chip.part, chip.parts) for chip in chips] == [("🙂", part, 4) for part in (1, 2, 3, 4)]


def test_a_token_with_part_of_a_character_says_where_it_is_cut():
    pieces = [TokenPiece(1, "a", 0, 2), TokenPiece(2, "éb", 1, 3)]
    assert [chip.shown for chip in chips_of(pieces, "aéb")] == ["aé…", "…éb"]


def test_every_character_of_a_text_is_in_the_chips(tokenizer):
    text = "the dog\n\tsat: 1,234 piñones 🙂 \u200d\x07 日本語"
    result = chips_of_text(SplitText(tokenizer, text), JobContext())
    whole = "".join(chip.source for chip in result.chips if chip.part in (0, chip.parts))
    assert whole == text
    assert result.characters == len(text)
    assert result.text_bytes == len(text.encode())
    assert [chip.id for chip in result.chips] == tokenizer.encode(text)


def test_tokens_wrap_where_there_is_no_room_and_after_a_newline():
    placed = flow([30, 30, 30, 30, 30], [False, False, False, True, False], room=100)
    assert placed.firsts == [0, 3, 4]
    assert placed.lefts == [0, 30 + GAP, 2 * (30 + GAP), 0, 0]


def test_a_token_wider_than_the_view_gets_the_whole_line():
    placed = flow([30, 500, 30], [False] * 3, room=100)
    assert placed.firsts == [0, 1, 2]
    assert placed.widths == [30, 100, 30]


def test_a_point_finds_its_token():
    placed = flow([30, 30, 30, 30], [False] * 4, room=70)
    assert [placed.token_at(0, 5), placed.token_at(0, 40), placed.token_at(1, 5)] == [0, 1, 2]
    assert placed.token_at(0, 69) is None
    assert placed.token_at(2, 5) is None
    assert [placed.line_of(token) for token in range(4)] == [0, 0, 1, 1]
