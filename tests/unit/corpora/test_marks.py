from __future__ import annotations

import random

import pytest

from gpt_studio.corpora.marks import END_OF_TEXT, divide, divided, marks_in


@pytest.mark.parametrize("mark", END_OF_TEXT)
def test_every_mark_divides_on_its_own_line_and_between_texts(mark: str) -> None:
    assert divide(f"One.\n{mark}\nTwo.{mark}Three.\r\n\r\n{mark}  \r\n\n    four\n")[0] == [
        "One.",
        "Two.",
        "Three.",
        "    four\n",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-2 ends a text with `<|endoftext|>`, as everybody knows.",
        'ids = tokenizer.encode("<|endoftext|>")',
        'eos = {"eos_token":"</s>"}',
        "Das Zeichen „<eos>“ endet den Text.",
        "The price is <s>20</s> 15 now.",
        "It was <s>20</s>\n",
        "<s>20</s> 15",
    ],
)
def test_a_mark_that_is_quoted_or_html_divides_nothing(text: str) -> None:
    assert divide(text) == ([text], {})


@pytest.mark.parametrize("text", ["“Hi.”<|endoftext|>“Ho.”", '"Hi."<|endoftext|>"Ho."', "'Hi.'</s>'Ho.'"])
def test_texts_that_begin_and_end_with_quotes_are_divided(text: str) -> None:
    parts, _ = divide(text)
    assert [part[1:-1] for part in parts] == ["Hi.", "Ho."]


def test_texts_framed_as_llama_frames_them_are_divided() -> None:
    assert divide("<s> one</s>\n<s> two</s>\n")[0] == ["<s> one", "<s> two", ""]
    assert divide("<s>one</s><s>two</s>")[0] == ["<s>one", "<s>two", ""]


def test_other_marks_are_counted_and_stay() -> None:
    text = "<|im_start|>user\n[INST] <<SYS>> hi <bos><pad> <|fim_prefix|> <|im_start|> and `</s>`"
    assert divide(text) == ([text], {})
    assert marks_in(text) == {
        "<|im_start|>": 2,
        "[INST]": 1,
        "<<SYS>>": 1,
        "<bos>": 1,
        "<pad>": 1,
        "<|fim_prefix|>": 1,
        "</s>": 1,
    }
    assert marks_in("a < b | c <sub>x</sub> [1] <b>bold</b> <|> <||>") == {}


def test_own_marks_are_counted_and_the_longer_one_wins() -> None:
    assert marks_in("<user> hi <user>! <bot>", ("<user>", "<user>!", "<bot>", "")) == {
        "<user>": 1,
        "<user>!": 1,
        "<bot>": 1,
    }


@pytest.mark.parametrize("seed", range(20))
def test_pieces_of_any_length_are_divided_as_the_whole_is(seed: int) -> None:
    dice = random.Random(seed)
    text = "".join(dice.choice(("word ", "\n", " ", "<", '"', *END_OF_TEXT[:4], "<s>", "</s>")) for _ in range(200))
    cuts = sorted(dice.sample(range(len(text)), 30))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    whole, taken = divide(text)
    found = list(divided(pieces, longest=10**9))
    assert [part.rstrip() for part, _ in found if part.strip()] == [part.rstrip() for part in whole if part.strip()]
    assert sum((count for _, count in found), start=type(taken)()) == taken


def test_a_long_document_is_cut_and_no_mark_is_lost() -> None:
    text = "word " * 200 + "<|endoftext|>" + "more " * 200
    for length in range(1, 60):
        pieces = [text[start : start + length] for start in range(0, len(text), length)]
        found = list(divided(pieces, longest=120))
        assert sum(sum(count.values()) for _, count in found) == 1
        assert "".join(part for part, _ in found).replace(" ", "") == "word" * 200 + "more" * 200
        assert max(len(part) for part, _ in found) <= 120 + 60


def test_endless_blanks_behind_a_mark_are_not_gathered() -> None:
    pieces = ["text<|endoftext|>", *[" " * 50] * 100, "more"]
    parts = [part for part, _ in divided(pieces, longest=100)]
    assert [part.strip() for part in parts if part.strip()] == ["text", "more"]
    assert sum(map(len, parts)) > 4_000, "they are passed on"
