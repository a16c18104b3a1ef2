"""One hostile file of each shape, over all formats: each becomes a row, and the rest goes on.

``tests/benchmarks/hostile_files.py`` reads all of them, and the heavy ones too.
"""

from __future__ import annotations

from pathlib import Path

import hostile_files
import pytest

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import scan


def test_every_hostile_file_is_a_row_and_what_follows_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = hostile_files.write_hostile_files(tmp_path / "hostile", quick=True)
    assert int(paths[-1].parent.name.partition(" ")[0]) >= 200, "there are hundreds, and one of each shape is read here"
    good = tmp_path / "good.txt"
    good.write_text("What follows is read.")
    before = {path for path in tmp_path.rglob("*") if not path.is_symlink()}
    corpus = Corpus("hostile", (*map(str, paths), str(good))).kept_in(tmp_path / "cache")
    reports = {report.path: report for report in scan(corpus)}
    assert len(reports) >= len(paths) > 70
    assert [path for path, report in reports.items() if not report.documents and report.problem is None] == []
    ended = [path for path, report in reports.items() if report.problem and report.problem.key == "file.given_up"]
    assert ended == [], "these ended their helper process"
    assert reports[str(good)].documents == 1
    made = {path for path in tmp_path.rglob("*") if not path.is_symlink()} - before
    assert [path for path in made if tmp_path / "cache" not in (path, *path.parents)] == []
