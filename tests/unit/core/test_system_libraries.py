"""A missing system library is reported in one sentence that names its package."""

import ctypes
import sys

import pytest

from gpt_studio.core.system_libraries import (
    PACKAGES,
    QT_ALWAYS,
    QT_ON_WAYLAND,
    QT_ON_X11,
    can_load,
    missing_library,
    needed_by_qt,
)


def all_there(_library: str) -> bool:
    return True


def told(library: str) -> str:
    """The sentence for the error with which the system fails to open ``library``."""
    with pytest.raises(OSError, match="cannot open shared object file") as caught:
        ctypes.CDLL(library)
    explained = missing_library(caught.value, all_there)
    assert explained is not None
    return str(explained)


@pytest.fixture
def only_apt(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="the words are those of Linux")
def test_names_the_library_and_the_package(only_apt):
    sentence = told("libwonder-2.so.7")
    assert "lacks libwonder-2.so.7:" in sentence
    assert '"sudo apt-get install libwonder-2-7"' in sentence


@pytest.mark.parametrize("library", PACKAGES)
def test_the_package_is_the_one_of_the_table(library, only_apt):
    error = ImportError(f"{library}: cannot open shared object file: No such file or directory")
    assert f'"sudo apt-get install {PACKAGES[library]}"' in str(missing_library(error, all_there))


def test_fedora_finds_the_package_by_the_library(monkeypatch, tmp_path):
    dnf = tmp_path / "dnf"
    dnf.write_text("#!/bin/sh\n")
    dnf.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    error = OSError("libGL.so.1: cannot open shared object file: No such file or directory")
    assert "sudo dnf install 'libGL.so.1()(64bit)'" in str(missing_library(error, all_there))


def test_another_error_is_not_explained():
    assert missing_library(ImportError("No module named 'wonder'")) is None
    assert missing_library(OSError("/lib/libc.so.6: version `GLIBC_2.99' not found")) is None


def test_an_error_that_a_packed_program_wraps_is_explained_too(only_apt):
    cause = OSError("libEGL.so.1: cannot open shared object file: No such file or directory")
    error = OSError("Failed to load dynlib/dll '/opt/x/libqxcb.so'.")
    error.__cause__ = cause
    assert '"sudo apt-get install libegl1"' in str(missing_library(error, all_there))


def test_all_that_are_missing_are_named_in_one_command(only_apt, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    missing = {"libxcb-cursor.so.0", "libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libwayland-egl.so.1"}
    error = OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
    sentence = str(missing_library(error, lambda library: library not in missing))
    assert "lacks libxcb-cursor.so.0, libEGL.so.1, libglib-2.0.so.0, libgthread-2.0.so.0:" in sentence
    assert '"sudo apt-get install libxcb-cursor0 libegl1 libglib2.0-0"' in sentence


def test_what_a_window_needs_depends_on_the_display():
    assert needed_by_qt({}) == QT_ALWAYS
    assert needed_by_qt({"DISPLAY": ":1"}) == QT_ALWAYS | QT_ON_X11
    assert needed_by_qt({"WAYLAND_DISPLAY": "wayland-0"}) == QT_ALWAYS | QT_ON_WAYLAND


def test_a_library_that_is_missing_is_noticed():
    assert not can_load("libno-such-library.so.7")
