"""The metadata of the Linux packages, and the launcher that checks the system first."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from release.elf import Needs
from release.linux import C_LIBRARY, DEBIAN, FILES, debian_packages, nfpm_config, package_name, stage_installed
from release.project import Build, BuildError

from gpt_studio.core.system_libraries import PACKAGES

NEEDS = Needs(frozenset({"libc.so.6", "libm.so.6", "libGL.so.1", "libxcb.so.1"}), (2, 34), (3, 4, 26))
BUILD = Build("1.2.3", "linux-x86_64", 1_790_000_000, Path("dist"))

posix = pytest.mark.skipif(os.name == "nt", reason="a shell script")


def test_depends_on_the_packages_of_the_libraries():
    assert debian_packages(NEEDS) == ["libc6 (>= 2.34)", "libgl1", "libxcb1"]


def test_a_library_of_unknown_origin_stops_the_build():
    with pytest.raises(BuildError, match=r"libwonder\.so\.7"):
        debian_packages(Needs(NEEDS.libraries | {"libwonder.so.7"}, (2, 34), ()))


def test_says_the_same_packages_as_the_program_itself():
    """In a sentence there is no room for the other name that Debian 13 has for glib's package."""
    both = PACKAGES.keys() & DEBIAN.keys()
    assert len(both) > 10
    assert {name for name in both if DEBIAN[name].split(" | ")[0] != PACKAGES[name]} == set()


def test_an_rpm_asks_for_the_libraries_themselves():
    config = nfpm_config(BUILD, NEEDS, debian_packages(NEEDS), Path("root"))
    assert config["overrides"]["rpm"]["depends"] == [
        *("libc.so.6(GLIBC_2.34)(64bit)", "libGL.so.1()(64bit)", "libxcb.so.1()(64bit)")
    ]
    assert package_name(BUILD, "rpm") == "gpt-studio-1.2.3-1.x86_64.rpm"
    assert config["mtime"] == "2026-09-21T14:13:20Z"
    assert not C_LIBRARY & DEBIAN.keys()


def test_the_menu_entry_speaks_both_languages():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FILES / "gpt-studio.desktop", encoding="utf-8")
    said = entry["Desktop Entry"]
    assert (said["Exec"], said["Icon"], said["Terminal"]) == ("gpt-studio", "gpt-studio", "false")
    assert {f"{key}[es]" for key in ("GenericName", "Comment", "Keywords")} <= said.keys()
    assert "MimeType" not in said


def test_the_metadata_speak_both_languages():
    root = ElementTree.parse(FILES / "gpt-studio.metainfo.xml").getroot()
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for kind in ("summary", "p", "li"):
        spoken = [element.get(language, "en") for element in root.iter(kind)]
        assert spoken.count("en") == spoken.count("es") > 0
    assert root.findtext("launchable") == "gpt-studio.desktop"
    assert root.find("releases/release").get("version") == "@VERSION@"  # type: ignore[union-attr]


def test_each_lintian_exception_is_explained():
    lines = (FILES / "lintian-overrides").read_text(encoding="utf-8").splitlines()
    assert lines
    explained = False
    for line in lines:
        assert line.startswith("#") or explained, line
        assert line.startswith(("#", "gpt-studio: ")), line
        explained = True


def test_each_rpmlint_exception_is_explained():
    text = (FILES / "rpmlint.toml").read_text(encoding="utf-8")
    assert len(set(tomllib.loads(text)["Filters"])) == text.count('",')
    groups = re.findall(r"(?:^    #[^\n]*\n)+(?:^    \"[a-z-]+\",\n)+", text, re.MULTILINE)
    assert sum(group.count('",') for group in groups) == text.count('",')


SAYS_ITS_ARGUMENTS = 'printf "<%s>" "$@"'


def start(tmp_path: Path, glibc: str | None, program: str = SAYS_ITS_ARGUMENTS) -> subprocess.CompletedProcess[str]:
    """Run the launcher, beside a stand-in for the program, where getconf tells of ``glibc``."""
    here = tmp_path / "with space ñ"
    (here / "program").mkdir(parents=True)
    frozen, launcher = here / "program" / "gpt-studio", here / "gpt-studio"
    frozen.write_text(f"#!/bin/sh\n{program}\n")
    launcher.write_text((FILES / "launcher.sh").read_text(encoding="utf-8").replace("@GLIBC@", "2.34"))
    answers = tmp_path / "bin"
    answers.mkdir()
    getconf = answers / "getconf"
    getconf.write_text(f'#!/bin/sh\necho "glibc {glibc}"\n' if glibc else "#!/bin/sh\nexit 1\n")
    for path in (frozen, launcher, getconf):
        path.chmod(0o755)
    (tmp_path / "link").symlink_to(launcher)
    environment = os.environ | {"PATH": f"{answers}:{os.environ['PATH']}"}
    command = [str(tmp_path / "link"), "chat", "My first model"]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


@posix
@pytest.mark.parametrize("glibc", ["2.34", "2.36", "2.100", "3.0"])
def test_the_launcher_starts_the_program(tmp_path, glibc):
    done = start(tmp_path, glibc)
    assert (done.returncode, done.stdout, done.stderr) == (0, "<chat><My first model>", "")


@posix
@pytest.mark.parametrize("glibc", ["2.9", "2.31", "2.33"])
def test_the_launcher_says_when_the_system_is_too_old(tmp_path, glibc):
    done = start(tmp_path, glibc)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"glibc {glibc}, and GPT Studio needs 2.34 or newer" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the loader of Linux")
def test_the_launcher_starts_where_nothing_tells_the_version(tmp_path):
    assert start(tmp_path, None).stdout == "<chat><My first model>"


@posix
@pytest.mark.parametrize(
    ("chosen", "used"),
    [
        ({}, "/C.UTF-8"),
        ({"LANG": "C"}, "/C.UTF-8"),
        ({"LC_ALL": "POSIX", "LANG": "es_ES.UTF-8"}, "C.UTF-8/"),
        ({"LANG": "es_ES.UTF-8"}, "/"),
        ({"LC_ALL": "es_ES.UTF-8", "LANG": "C"}, "es_ES.UTF-8/"),
        ({"LC_CTYPE": "en_US.UTF-8", "LANG": "C"}, "/en_US.UTF-8"),
    ],
)
def test_the_launcher_takes_utf_8_where_no_language_is_chosen(tmp_path, monkeypatch, chosen, used):
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    done = start(tmp_path, "2.36", program='echo "$LC_ALL/$LC_CTYPE"')
    assert done.stdout.strip() == used


@posix
def test_the_tree_of_the_packages(tmp_path, monkeypatch):
    """Staged from a tiny portable folder: what lies where, who may do what, and that no time is of today."""
    monkeypatch.setattr("release.project.ROOT", tmp_path)
    portable = tmp_path / "portable"
    for name in ("gpt-studio", "program/gpt-studio", "program/_internal/x.so", "licences/README.md"):
        (portable / name).parent.mkdir(parents=True, exist_ok=True)
        (portable / name).write_text(name)
    (portable / "gpt-studio").chmod(0o775)
    (portable / "share/man/man1").mkdir(parents=True)
    (portable / "share/man/man1/gpt-studio.1").write_text(".TH")
    root = stage_installed(BUILD, portable)
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}
    assert files == {
        "usr/bin/gpt-studio",
        "usr/lib/gpt-studio/gpt-studio",
        "usr/lib/gpt-studio/program/gpt-studio",
        "usr/lib/gpt-studio/program/_internal/x.so",
        "usr/share/doc/gpt-studio/changelog.gz",
        "usr/share/doc/gpt-studio/copyright",
        "usr/share/doc/gpt-studio/licences/README.md",
        "usr/share/lintian/overrides/gpt-studio",
        "usr/share/man/man1/gpt-studio.1.gz",
    }
    assert (root / "usr/bin/gpt-studio").resolve() == (root / "usr/lib/gpt-studio/gpt-studio").resolve()
    kept = [path for path in root.rglob("*") if not path.is_symlink()]
    assert {path.stat().st_mtime for path in kept} == {BUILD.epoch}
    assert {oct(path.stat().st_mode & 0o777) for path in kept} == {"0o755", "0o644"}
