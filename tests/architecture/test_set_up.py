"""The set-up script and the versions that it installs."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINNED = {
    canonicalize_name(line.split("==")[0]): line.split("==")[1] for line in LINES if line and not line.startswith("#")
}

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings all it needs")


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needed() -> set[str]:
    """All distributions that the project and its extras require on this machine."""
    extras = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    waiting = [Requirement(line) for line in [*PROJECT["dependencies"], *extras]]
    found: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = [{"extra": extra} for extra in ("", *requirement.extras)]
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        for line in requires(name) or []:
            inner = Requirement(line)
            if not inner.marker or any(inner.marker.evaluate(extra) for extra in wanted):
                waiting.append(inner)
    return found


def test_every_constraint_is_an_exact_version() -> None:
    for line in LINES:
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line), line
    assert "torch" not in PINNED


def test_everything_that_is_installed_is_pinned() -> None:
    try:
        assert needed() - set(PINNED) - {"torch"} == set()
    except PackageNotFoundError as error:
        pytest.fail(f"not installed: {error}")


def test_the_pins_satisfy_the_project(dev: ModuleType) -> None:
    pins = PINNED | {"torch": dev.TORCH.split("==")[1]}
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), line


def test_what_is_installed_is_done_again_only_when_something_changed(dev: ModuleType, tmp_path: Path) -> None:
    dev.PROJECT, dev.CONSTRAINTS, dev.STAMP = tmp_path / "p.toml", tmp_path / "c.txt", tmp_path / "stamp.json"
    dev.PROJECT.write_text("a")
    dev.CONSTRAINTS.write_text("b")
    before = dev.fingerprint()
    assert before == dev.fingerprint()
    dev.CONSTRAINTS.write_text("c")
    assert dev.fingerprint() != before
    assert dev.read_stamp() == ("", set())
    dev.STAMP.write_text('{"fingerprint": "x", "extras": ["test"]}')
    assert dev.read_stamp() == ("x", {"test"})


@linux
def test_a_display_is_found_by_its_variables(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv("DISPLAY", ":1")
    assert dev.has_display()


def test_the_script_explains_itself() -> None:
    done = subprocess.run([sys.executable, ROOT / "packaging" / "dev.py", "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "run" in done.stdout
    wrong = subprocess.run([sys.executable, ROOT / "packaging" / "dev.py", "walk"], capture_output=True, text=True)
    assert wrong.returncode == 2


APT_GET = """#!/bin/sh
echo "$1" >> "{log}"
[ "$1" = update ] || grep -q update "{log}"
"""


@pytest.fixture
def missing_library(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two libraries of Qt are missing. A stand-in for apt-get logs its arguments; it knows them only after an
    update."""
    log = tmp_path / "log"
    program = tmp_path / "apt-get"
    program.write_text(APT_GET.format(log=log))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    lacking = {f"libno-such-library.so.{number}": f"libno-such-library{number}" for number in (7, 8)}
    monkeypatch.setattr("gpt_studio.core.system_libraries.QT_ALWAYS", lacking)
    return log


@linux
def test_root_installs_what_qt_lacks(dev: ModuleType, missing_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    dev.need_qt_libraries()
    assert missing_library.read_text().split() == ["install", "update", "install"]


@linux
def test_others_are_told_the_one_command(
    dev: ModuleType, missing_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(dev.SetUpError, match=r"sudo apt-get install libno-such-library7 libno-such-library8"):
        dev.need_qt_libraries()
    assert not missing_library.exists()
