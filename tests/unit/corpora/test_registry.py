from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from gpt_studio.corpora import formats
from gpt_studio.corpora.reading import TextFormat
from gpt_studio.corpora.registry import FORMATS, format_of, supported_suffixes


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
