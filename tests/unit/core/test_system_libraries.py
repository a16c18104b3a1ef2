"""A missing system library becomes one sentence that names its package."""

import ctypes
import importlib.util
import sys
from pathlib import Path

import pytest

from gpt_studio.core.system_libraries import PACKAGES, missing_library

ROOT = Path(__file__).resolve().parents[3]


def told(library: str) -> str:
    """What a person reads after the system itself failed to open ``library``."""
    with pytest.raises(OSError, match="cannot open shared object file") as caught:
        ctypes.CDLL(library)
    explained = missing_library(caught.value)
    assert explained is not None
    return str(explained)


@pytest.fixture
def only_apt(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="the words are those of Linux")
def test_names_the_library_and_the_package(only_apt):
    sentence = told("libwonder-2.so.7")
    assert "lacks the library libwonder-2.so.7" in sentence
    assert '"sudo apt-get install libwonder-2-7"' in sentence


@pytest.mark.parametrize("library", PACKAGES)
def test_the_package_is_the_one_of_the_table(library, only_apt):
    error = ImportError(f"{library}: cannot open shared object file: No such file or directory")
    assert f'"sudo apt-get install {PACKAGES[library]}"' in str(missing_library(error))


def test_fedora_finds_the_package_by_the_library(monkeypatch, tmp_path):
    dnf = tmp_path / "dnf"
    dnf.write_text("#!/bin/sh\n")
    dnf.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    error = OSError("libGL.so.1: cannot open shared object file: No such file or directory")
    assert "sudo dnf install 'libGL.so.1()(64bit)'" in str(missing_library(error))


def test_another_error_is_not_explained():
    assert missing_library(ImportError("No module named 'wonder'")) is None
    assert missing_library(OSError("/lib/libc.so.6: version `GLIBC_2.99' not found")) is None


def test_an_error_that_a_packed_program_wraps_is_explained_too(only_apt):
    cause = OSError("libEGL.so.1: cannot open shared object file: No such file or directory")
    error = OSError("Failed to load dynlib/dll '/opt/x/libqxcb.so'.")
    error.__cause__ = cause
    assert '"sudo apt-get install libegl1"' in str(missing_library(error))


def test_knows_every_library_that_the_set_up_installs():
    found = importlib.util.spec_from_file_location("dev_script", ROOT / "packaging" / "dev.py")
    assert found is not None
    assert found.loader is not None
    dev = importlib.util.module_from_spec(found)
    found.loader.exec_module(dev)
    needed = dev.QT_ALWAYS | dev.QT_ON_X11 | dev.QT_ON_WAYLAND
    assert needed.items() <= PACKAGES.items()
