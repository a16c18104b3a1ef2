"""What the name of an encoding means."""

import pytest

from gpt_studio.corpora.encodings import is_text_encoding


@pytest.mark.parametrize(
    ("name", "is_one"), [("UTF-8", True), ("Windows-1252", True), ("PDF", False), ("RTF", False), ("", False)]
)
def test_what_only_holds_text_is_no_encoding(name: str, is_one: bool) -> None:
    assert is_text_encoding(name) is is_one
