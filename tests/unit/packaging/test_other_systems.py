"""The scripts for Windows and macOS, and the workflow that runs them, match what the build passes to them."""

import plistlib
import re
import sys
from pathlib import Path

import pytest
import yaml
from release.project import Build, BuildError
from release.windows import check_path_lengths, find_compiler, write_version_resource

ROOT = Path(__file__).resolve().parents[3]
PACKAGING = ROOT / "packaging"
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
SET_UP = (PACKAGING / "windows" / "gpt-studio.iss").read_text(encoding="utf-8")


def commands(job: str) -> str:
    return "\n".join(step.get("run", "") for step in WORKFLOW["jobs"][job]["steps"])


def test_the_set_up_program_gets_every_value_that_it_uses():
    defined = re.findall(r'^        "(\w+)": ', (PACKAGING / "release" / "windows.py").read_text(), re.MULTILINE)
    assert set(re.findall(r"\{#(\w+)\}", SET_UP)) <= set(defined)


def test_the_set_up_program_needs_no_administrator_and_leaves_the_persons_folder():
    assert "PrivilegesRequired=lowest" in SET_UP
    assert r"DefaultDirName={localappdata}\Programs" in SET_UP
    removed = SET_UP.partition("[UninstallDelete]")[2]
    assert set(re.findall(r'Name: "([^"]+)"', removed)) == {r"{app}\_internal", "{app}"}


def test_windows_shows_the_version(tmp_path):
    path = tmp_path / "version.txt"
    write_version_resource(Build("1.2.3", "windows-x86_64", 0, tmp_path), path)
    kinds = "VSVersionInfo FixedFileInfo StringFileInfo StringTable StringStruct VarFileInfo VarStruct"
    known = {kind: (lambda *parts, **named: (parts, named)) for kind in kinds.split()}
    _, resource = eval(path.read_text(encoding="utf-8"), known)
    assert resource["ffi"][1] == {"filevers": (1, 2, 3, 0), "prodvers": (1, 2, 3, 0)}


@pytest.mark.skipif(sys.platform == "win32", reason="a program is told by its mode")
def test_inno_setup_is_found_where_it_installs_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path / "Program Files (x86)"))
    with pytest.raises(BuildError, match=r"needs Inno Setup 6\.3"):
        find_compiler()
    for name in ("Inno Setup 5", "Inno Setup 6", "Inno Setup 7"):
        compiler = tmp_path / "Program Files (x86)" / name / "iscc"
        compiler.parent.mkdir(parents=True)
        compiler.touch(0o755)
        if name == "Inno Setup 5":
            with pytest.raises(BuildError):
                find_compiler()
        else:
            assert find_compiler() == str(compiler)


def test_a_file_that_windows_could_not_open_stops_the_build(tmp_path):
    installed = r"C:\Users\a name of forty letters, the longest one yet\AppData\Local\Programs\GPT Studio"
    assert len(r"a name of forty letters, the longest one") == 40
    room = 240 - len(installed.replace(" yet", "")) - 1
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / ("x" * (room - len("folder/")))).touch()
    check_path_lengths(tmp_path)
    (tmp_path / "folder" / ("x" * (room - len("folder/") + 1))).touch()
    with pytest.raises(BuildError, match=f"has {room + 1} characters and Windows leaves room for {room}:"):
        check_path_lengths(tmp_path)


def test_macos_shows_the_window_of_the_application():
    spec = (PACKAGING / "gpt-studio.spec").read_text(encoding="utf-8")
    assert '"LSBackgroundOnly": False' in spec


def test_entitlements_are_a_property_list_of_three_permissions():
    entitlements = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert len(entitlements) == 3
    assert all(entitlements.values())


def test_each_system_is_built_installed_and_tried():
    built = {entry["name"] for entry in WORKFLOW["jobs"]["build"]["strategy"]["matrix"]["include"]}
    assert built == {"Linux", "Windows", "macOS"}
    assert "python packaging/build.py" in commands("build")
    for job in ("deb", "rpm", "windows", "macos", "portable"):
        assert WORKFLOW["jobs"][job]["needs"] == "build"
        assert "--self-test" in commands(job)


def test_nothing_is_attached_before_it_was_tried():
    attach = WORKFLOW["jobs"]["attach"]
    assert set(attach["needs"]) == set(WORKFLOW["jobs"]) - {"attach"}
    assert "--draft" in commands("attach")
    assert WORKFLOW["permissions"] == {"contents": "read"}
