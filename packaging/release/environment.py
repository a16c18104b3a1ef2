"""A clean Python environment for one build, at exactly the versions of the lock files."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from release.project import PACKAGING, ROOT, Build, BuildError, run

TORCH = "torch==2.13.0"
CONSTRAINTS = PACKAGING / "constraints.txt"
TOOLS = PACKAGING / "build-tools.txt"
_UNPINNED = {"pip", "setuptools", "torch", "gpt-studio"}
"""pip comes with Python and is not bundled; torch is pinned above, whatever its build."""


def make_environment(build: Build) -> None:
    """Make an environment with GPT Studio, what it needs and the build tools, unless it is up to date."""
    stamp, wanted = build.venv / "built-from.txt", _fingerprint()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(build.venv, ignore_errors=True)
        print(f"Making {build.venv}", flush=True)
        venv.EnvBuilder(with_pip=True, symlinks=sys.platform != "win32").create(build.venv)
        pip(build, TORCH)
        pip(build, "--requirement", str(TOOLS), *_requirements(), TORCH)
        check_versions(installed(build.python), pinned(CONSTRAINTS, TOOLS))
        stamp.write_text(wanted, encoding="utf-8")
    shutil.rmtree(ROOT / "build" / "lib", ignore_errors=True)
    pip(build, "--no-deps", "--no-build-isolation", "--force-reinstall", str(ROOT))


def pip(build: Build, *arguments: str) -> None:
    command: list[str | Path] = [build.python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*command, "--constraint", CONSTRAINTS, *arguments], "Installing what is built with")


def pinned(*files: Path) -> dict[str, str]:
    """The versions that lock files name, by normalised name."""
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    parts = [line.partition("==") for line in lines if line and not line.startswith("#")]
    return {_normalised(name): version.partition(";")[0].strip() for name, _, version in parts}


def installed(python: Path) -> dict[str, str]:
    """What is installed beside ``python``, by normalised name."""
    code = (
        "import importlib.metadata as m, json;"
        "print(json.dumps({d.metadata['Name']: d.version for d in m.distributions()}))"
    )
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    return {_normalised(name): version for name, version in json.loads(told).items()}


def check_versions(there: dict[str, str], locked: dict[str, str]) -> None:
    """Raise BuildError if a package is installed that no lock file names, or names with another version."""
    strange = sorted(
        f"{name} {version}" for name, version in there.items() if name not in _UNPINNED and locked.get(name) != version
    )
    if any(name.startswith("nvidia-") for name in there):
        raise BuildError(
            "The torch that pip found is the one for NVIDIA cards, of several gigabytes: point pip at torch's CPU "
            "builds (PIP_EXTRA_INDEX_URL or PIP_FIND_LINKS; in the workflow, the repository variable TORCH_CPU_INDEX)."
        )
    if strange:
        raise BuildError(
            f"The lock files do not name these, so the build could not be repeated: {', '.join(strange)}. "
            "Add them to packaging/constraints.txt or packaging/build-tools.txt."
        )


def _requirements() -> Iterable[str]:
    """What pyproject.toml asks for at run time, and to build."""
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = asked["project"]["optional-dependencies"]
    return [*asked["project"]["dependencies"], *extras["formats"], *extras["speed"], *asked["build-system"]["requires"]]


def _fingerprint() -> str:
    parts = [CONSTRAINTS.read_text(encoding="utf-8"), TOOLS.read_text(encoding="utf-8"), *_requirements()]
    return hashlib.sha256("\0".join([*parts, TORCH, sys.version, str(ROOT)]).encode()).hexdigest()


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
