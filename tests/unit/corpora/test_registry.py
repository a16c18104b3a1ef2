from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from gpt_studio.corpora import formats
from gpt_studio.corpora.reading import TextFormat
from gpt_studio.corpora.registry import FORMATS, format_by, format_of, supported_suffixes


def test_every_format_in_the_folder_is_registered() -> None:
    written = set()
    for module in pkgutil.iter_modules(formats.__path__):
        loaded = importlib.import_module(f"{formats.__name__}.{module.name}")
        here = [value for value in vars(loaded).values() if isinstance(value, TextFormat)]
        assert here, f"{module.name} defines no TextFormat"
        written.update(known.name for known in here)
    assert written == {known.name for known in FORMATS}


def test_no_suffix_is_claimed_twice() -> None:
    assert len(set(supported_suffixes())) == len(supported_suffixes())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in supported_suffixes())


def test_suffixes_are_found_in_any_case() -> None:
    known = format_of(Path("A.TXT"))
    assert known is not None
    assert known.name == "Plain text"
    assert format_of(Path("a.exe")) is None


def test_the_beginning_tells_kinds_of_one_suffix_apart(tmp_path: Path) -> None:
    chat = b"".join(b"[12/03/24, 21:05:%02d] Ana: Luna\n" % n for n in range(12))
    for name, head, known in (
        ("chat.txt", chat, "WhatsApp chat"),
        ("chat.txt", b"Luna", "Plain text"),
        ("chat.md", chat, "Markdown"),
        ("README", b"Luna", "Plain text"),
        ("README", b"\0\1\2", None),
        ("README", b"", None),
    ):
        path = tmp_path / name
        path.write_bytes(head)
        found = format_by(name, head)
        assert (found.name if found else None) == known
        assert format_of(path) == found
