"""Everything that a build installs is named by a lock file, at one version."""

import ast
import contextlib
import importlib.metadata
import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from release.environment import CONSTRAINTS, TOOLS, TORCH, check_versions, pinned
from release.project import BuildError

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT / "packaging" / "gpt-studio.spec"
SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}


def test_tools_are_exact_versions():
    lines = [line for line in TOOLS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r'[\w.-]+==[\d.]+( ; sys_platform == "(linux|win32|darwin)")?', line), line


def test_markers_are_no_part_of_a_version():
    assert pinned(TOOLS)["nfpm"] == re.search(r"^nfpm==(\S+)", TOOLS.read_text(), re.MULTILINE)[1]  # type: ignore[index]


def test_no_lock_file_contradicts_the_other():
    ours, tools = pinned(CONSTRAINTS), pinned(TOOLS)
    assert {name for name in ours.keys() & tools.keys() if ours[name] != tools[name]} == set()


def test_torch_is_the_version_of_the_set_up():
    assert f'TORCH = "{TORCH}"' in (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")


def test_what_no_lock_file_names_stops_the_build():
    locked = {"numpy": "2.4.6"}
    check_versions({"numpy": "2.4.6", "pip": "1", "torch": "2.13.0+cpu"}, locked)
    with pytest.raises(BuildError, match=r"newcomer 1\.0, numpy 2\.5"):
        check_versions({"numpy": "2.5", "newcomer": "1.0"}, locked)


def test_the_build_for_nvidia_cards_stops_the_build():
    with pytest.raises(BuildError, match="point pip at torch's CPU builds"):
        check_versions({"torch": "2.13.0", "nvidia-cublas": "13.4"}, {})


def test_all_that_the_project_asks_for_is_named_by_a_lock_file():
    """Directly or through others, on every system, but for what plain torch asks for to use NVIDIA cards."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = asked["project"]["optional-dependencies"].values()
    waiting = [*asked["project"]["dependencies"], *asked["build-system"]["requires"], *itertools.chain(*extras)]
    reached: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        systems = [{"sys_platform": system, "platform_system": kind, "extra": ""} for system, kind in SYSTEMS.items()]
        if name not in reached and (not requirement.marker or any(map(requirement.marker.evaluate, systems))):
            reached.add(name)
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):  # of another system
                waiting += importlib.metadata.requires(name) or []
    for_cards = {name for name in reached if name.startswith(("nvidia-", "cuda-", "triton"))}
    assert reached - for_cards - pinned(CONSTRAINTS, TOOLS).keys() == {"torch"}
    assert {"pyside6-essentials", "shiboken6", "markupsafe", "colorama"} <= reached


def excluded() -> list[str]:
    tree = ast.parse(SPEC.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXCLUDED":
            return [ast.literal_eval(element) for element in node.value.elts]  # type: ignore[attr-defined]
    raise AssertionError("the spec excludes nothing")


def test_nothing_that_the_program_imports_is_excluded():
    imported = set()
    for path in sorted((ROOT / "gpt_studio").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    out = [name for name in excluded() if any(f"{each}.".startswith(f"{name}.") for each in imported)]
    assert out == []


def test_what_is_under_the_gpl_is_excluded():
    assert {"readline", "_gdbm"} <= set(excluded())


def test_machine_code_is_made_without_what_is_excluded():
    code = (
        "import sys; sys.modules |= dict.fromkeys(sys.argv[1:]);"
        "from gpt_studio.inference import compiled_pass;"
        "add = compiled_pass.njit(lambda number: number + 1); print(add(1), bool(add.signatures))"
    )
    made = subprocess.run([sys.executable, "-c", code, *excluded()], capture_output=True, text=True)
    assert (made.stdout, made.stderr) == ("2 True\n", "")
