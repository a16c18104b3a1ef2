"""A prompt gets the same cleaning and tokens as a text in training."""

import unicodedata

import pytest
from tiny_folders import word_piece_tokenizer

from gpt_studio.inference.text_prompt import text_prompt


def test_accents_are_composed_and_line_ends_are_one(tokenizer):
    written = "¿Qué hará el niño\r\nmañana?\rNo\u200b sé\ufeff"
    expected = text_prompt(tokenizer, "¿Qué hará el niño\nmañana?\nNo sé")
    assert text_prompt(tokenizer, unicodedata.normalize("NFD", written)) == expected
    assert list(expected.ids) == tokenizer.encode_text(expected.text)


@pytest.mark.parametrize(
    ("written", "text", "blanks"),
    [
        ("Once ", "Once", " "),
        ("Once \t ", "Once", " \t "),
        ("Once\u00a0\u3000", "Once", "\u00a0\u3000"),
        ("Once\n", "Once\n", ""),
        ("f():\n    ", "f():\n", "    "),
        ("f():\r\n  ", "f():\n", "  "),
        ("  Once", "  Once", ""),
        ("   ", "", "   "),
        ("", "", ""),
    ],
)
def test_blanks_at_the_end_are_left_to_the_model(tokenizer, written, text, blanks):
    prompt = text_prompt(tokenizer, written)
    assert (prompt.text, prompt.blanks) == (text, blanks)
    assert prompt.ids == tuple(tokenizer.encode_prompt(text))


def test_blanks_within_stay(tokenizer):
    assert text_prompt(tokenizer, "a  b \n\n\n\n\n c").text == "a  b \n\n\n\n\n c"


def test_many_blanks_take_no_time(tokenizer):
    assert text_prompt(tokenizer, "a" + " " * 100_000 + "b").blanks == ""


def test_what_ends_every_text_is_not_put_behind_a_prompt():
    tokenizer = word_piece_tokenizer()
    assert tokenizer.encode("the cat")[-1] == tokenizer.special_ids["[SEP]"]
    assert list(text_prompt(tokenizer, "the cat").ids) == tokenizer.encode("the cat")[:-1]
