"""What is said of a model that was measured on other text before and after it was tuned."""

from __future__ import annotations

import pytest

from gpt_studio.training.run.forgetting import forgotten


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (1.02, 1.10, "What was forgotten: on other text (tales) it went from 1.02 to 1.10 bits per byte, 8% worse."),
        (1.00, 0.90, "On other text (tales) it became better: 1.00 bits per byte, now 0.90."),
        (1.00, 1.004, "On other text (tales) it is as good as before: 1.00 bits per byte, now 1.00."),
    ],
)
def test_the_sentence_says_how_much(before: float, after: float, said: str) -> None:
    assert str(forgotten("tales", before, after)) == said


def test_without_a_name_it_is_the_built_in_text() -> None:
    assert "(the built-in stories)" in str(forgotten("", 1.0, 2.0))
