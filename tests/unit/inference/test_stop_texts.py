"""End markers of several tokens end a reply and are never shown, however they are divided into tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.inference.stop_texts import StopTexts


def shown(parts: list[str], stops: list[str]) -> tuple[list[str], bool]:
    texts = StopTexts(stops)
    pushed = [texts.push(part) for part in parts]
    return [*pushed, texts.finish()], texts.found


@given(st.lists(st.text("ab<|>\n ", max_size=4), max_size=12), st.sampled_from([["<|a|>"], ["\nab", "<a"], ["aab"]]))
def test_what_is_shown_is_the_text_up_to_the_first_mark(parts: list[str], stops: list[str]) -> None:
    pieces, found = shown(parts, stops)
    whole = "".join(parts)
    # The mark that is complete first ends the text; of two that are complete at once, the one that began first.
    ends = [place + len(stop) for stop in stops if (place := whole.find(stop)) >= 0]
    assert found == bool(ends)
    if found:
        assert whole.startswith("".join(pieces))
        assert not any(stop in "".join(pieces) for stop in stops)
        assert "".join(pieces) == "".join(pieces).rstrip()
    else:
        assert "".join(pieces) == whole


@pytest.mark.parametrize(
    ("parts", "pieces"),
    [
        (["Hello", ".", "<|", "im_", "end|>"], ["Hello", ".", "", "", "", ""]),
        (["Hello.\n\n", "<|im", "_end|>"], ["Hello.", "", "", ""]),
        (["a <", "b"], ["a", " <b", ""]),
        (["a ", "b "], ["a", " b", " "]),
        (["all at once<|im_end|>more", "more"], ["all at once", "", ""]),
    ],
)
def test_only_what_could_be_a_mark_is_held_back(parts: list[str], pieces: list[str]) -> None:
    assert shown(parts, ["<|im_end|>"])[0] == pieces


def test_without_marks_nothing_is_held_back() -> None:
    assert shown(["a ", "<"], []) == (["a ", "<", ""], False)
