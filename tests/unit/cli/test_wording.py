"""Numbers as the terminal writes them."""

import pytest

from gpt_studio.cli.wording import columns, count, duration, harmless, size


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (999, "999"), (1234567, "1,234,567")])
def test_counts(number: int, words: str) -> None:
    assert count(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (2_500_000, "2.5 MB"),
        (999_999, "1 MB"),
        (7_230_000_000, "7.23 GB"),
        (3 * 10**15, "3e+03 TB"),
    ],
)
def test_sizes(number: int, words: str) -> None:
    assert size(number) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (59.7, "1 min 0 s"), (75.2, "1 min 15 s"), (7300, "2 h 1 min")]
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_columns_are_aligned_and_end_without_blanks() -> None:
    assert columns([("a", "1", ""), ("bbb", "22", "x")], right=(1,)) == ["a     1", "bbb  22  x"]


def test_nothing_is_left_that_a_terminal_would_obey() -> None:
    assert (
        harmless("\x1b[31mred\x07\x9b2J\x7f\r\n\tñ 👩\u200d👧\xa0.")
        == "\ufffd[31mred\ufffd\ufffd2J\ufffd\n\tñ 👩\u200d👧\xa0."
    )
    assert columns([("a\nb\x1b.txt", "1 kB")]) == ["a\ufffdb\ufffd.txt  1 kB"]
