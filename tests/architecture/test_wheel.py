"""Installed from a built wheel, the program finds its resources."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHERE = "import gpt_studio; from gpt_studio.core.paths import resources; print(gpt_studio.__file__); print(resources())"

pytestmark = pytest.mark.xdist_group("wheel")


def python(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT if arguments[0] == "-m" and arguments[1] == "hatchling" else Path(ROOT.anchor),
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def checked_in() -> set[str]:
    folder = ROOT / "resources"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_resources_the_licence_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = "gpt_studio/resources/"
    assert {name.removeprefix(inside) for name in names if name.startswith(inside)} == checked_in() != set()
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"gpt_studio"}


def test_an_installed_copy_finds_its_resources_and_starts(wheel: Path, tmp_path: Path) -> None:
    python("-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(tmp_path), str(wheel))
    package, resources = python("-c", WHERE, PYTHONPATH=str(tmp_path)).splitlines()
    assert Path(package).parent == tmp_path / "gpt_studio"
    assert Path(resources) == tmp_path / "gpt_studio" / "resources"
    assert Path(resources).is_dir()
    assert python("-m", "gpt_studio", "--version", PYTHONPATH=str(tmp_path)).startswith("gpt-studio ")
