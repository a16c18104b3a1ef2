"""Everything that a build installs is named by a lock file, at one version."""

import ast
import re
from pathlib import Path

import pytest
from release.environment import CONSTRAINTS, TOOLS, TORCH, check_versions, pinned
from release.project import BuildError

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT / "packaging" / "gpt-studio.spec"


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
