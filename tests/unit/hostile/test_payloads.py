"""Folders that try to run code: none succeeds. An audit hook and the files that a payload would leave show it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from payloads import PAYLOADS

WATCH = Path(__file__).resolve().parents[2] / "support" / "payload_watch.py"
GROUPS = 2


def test_there_are_at_least_40() -> None:
    assert len(PAYLOADS) >= 40


@pytest.mark.skipif(sys.platform == "win32", reason="the payloads are programs of POSIX")
@pytest.mark.parametrize("group", range(GROUPS))
def test_no_payload_fires(folder: Path, tmp_path: Path, group: int) -> None:
    names = list(PAYLOADS)[group::GROUPS]
    sound = prepared(folder, tmp_path / "sound", None)
    homes = [prepared(folder, tmp_path / str(number), name) for number, name in enumerate(names)]
    before = [files_in(home) for home in homes]
    done = subprocess.run(
        [sys.executable, "-P", WATCH, sound, *homes],
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")][1:]
    for name, home, files, found in zip(names, homes, before, lines, strict=True):
        assert found["events"] == [], name
        assert list((home / "traces").iterdir()) == [], name
        assert files_in(home) == files, name
        ends = found["ends"].values()
        assert all(end == "done" or end.startswith("StudioError: ") for end in ends), (name, found["ends"])


def prepared(folder: Path, home: Path, name: str | None) -> Path:
    """A home with one model, made from ``folder`` by the payload if any, and a folder for its traces."""
    place = home / "models" / "model"
    shutil.copytree(folder, place)
    (home / "traces").mkdir()
    if name is not None:
        PAYLOADS[name](place, home / "traces" / "OWNED")
    return home


def files_in(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*"))


def test_the_watch_sees_a_payload_that_fires(folder: Path, tmp_path: Path) -> None:
    """The same hook, with code that does what payloads want to do."""
    (folder / "evil.py").write_text("import os\nos.system('true')\nopen('OWNED', 'w').close()\n")
    code = (
        "import sys; from payload_watch import Watch; from pathlib import Path; watch = Watch();"
        "sys.addaudithook(watch); watch.folder = Path(sys.argv[1]); sys.path.insert(0, sys.argv[1]); import evil;"
        "watch.folder = None; print('\\n'.join(watch.events))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(WATCH.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    for event in ("open", "exec", "compile", "os.system"):
        assert any(line.startswith(f"{event} ") for line in done.stdout.splitlines()), (event, done.stdout)
