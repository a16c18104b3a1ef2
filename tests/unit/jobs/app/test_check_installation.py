"""The self-test reads one file of each format that is bundled, and names the format that fails; and it says whether the
machine code that writes can be had."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from gpt_studio.corpora.reading import BUNDLED
from gpt_studio.corpora.registry import FORMATS, format_of
from gpt_studio.inference import compiled_plan, kept_code
from gpt_studio.jobs.app import check_installation, one_of_each


@pytest.fixture
def read_formats(tmp_path: Path) -> Callable[[], str]:
    return named("Read every format", tmp_path)


@pytest.fixture
def compute(tmp_path: Path) -> Callable[[], str]:
    return named("Compute in machine code", tmp_path)


def named(name: str, folder: Path) -> Callable[[], str]:
    (check,) = [check for check in check_installation.checks(folder) if check.name == name]
    return check.run


def test_there_is_a_file_of_each_bundled_format_and_of_each_way_of_packing(tmp_path: Path) -> None:
    paths = list(one_of_each.write_one_of_each(tmp_path))
    found = {known.name for path in paths if (known := format_of(path)) is not None}
    assert found == {known.name for known in FORMATS if known.extra == BUNDLED}
    assert {".zip", ".tar", ".gz", ".bz2", ".xz", ".zst"} <= {path.suffix for path in paths}


def test_each_comes_back(read_formats: Callable[[], str]) -> None:
    assert read_formats() == "25 files"


def test_formats_that_fail_are_named(read_formats: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("a.pdf", b"%PDF-1.4 broken"), ("b.txt", b"another text"), ("c.md", one_of_each.SENTENCE.encode())]
    monkeypatch.setattr(one_of_each, "one_of_each", lambda: iter(files))
    with pytest.raises(check_installation.InstallationError) as raised:
        read_formats()
    pdf, text = str(raised.value).split("; ")
    assert pdf.startswith("PDF: a.pdf is damaged")
    assert text == "Plain text: the text of b.txt did not come back"


def test_machine_code_has_the_numbers_of_torch(compute: Callable[[], str]) -> None:
    assert compute() == f"kept in {kept_code.kept_in()}"


def test_other_numbers_are_a_fault(compute: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(plan: compiled_plan.CompiledPlan, x: torch.Tensor, *_: object, **options: object) -> torch.Tensor:
        return computed(plan, x * 1.01, *_, **options)  # type: ignore[arg-type]

    computed = compiled_plan.CompiledPlan.__call__
    monkeypatch.setattr(compiled_plan.CompiledPlan, "__call__", wrong)
    with pytest.raises(check_installation.InstallationError, match="not those of torch"):
        compute()


def test_only_the_packaged_program_must_have_it(compute: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_plan, "_code", lambda: None)
    assert compute() == "not here, because numba is not installed: torch writes"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(check_installation.InstallationError, match="torch writes, which takes longer"):
        compute()


def test_code_that_can_be_kept_nowhere_is_no_fault(compute: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_installation, "kept_in", lambda: None)
    assert compute() == "made anew at each start, because it can be kept nowhere"
