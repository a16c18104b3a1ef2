"""What is removed from the frozen folder, and what is kept."""

from pathlib import Path, PurePosixPath

import pytest
from release.elf import parse_needs
from release.prune import is_orphan, is_unused, prune, remove_leftovers

GONE = (
    "torch/bin/protoc",
    "torch/bin/TCPStoreTest",
    "torch/test/List_test",
    "torch/include/ATen/ATen.h",
    "torch/lib/libtorchbind_test.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/translations/designer_es.qm",
    "PySide6/Qt6Quick.dll",
    "PySide6/opengl32sw.dll",
    "PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll",
    "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
    "qtawesome/fonts/materialdesignicons6-webfont-6.9.96.ttf",
    "qtawesome/fonts/fontawesome5-solid-webfont-charmap-5.15.4.json",
    "libstdc++.so.6",
    "libfontconfig.so.1",
)
STAYS = (
    "torch/bin/torch_shm_manager",
    "torch/lib/libtorch_cpu.so",
    "torch/lib/libgomp.so.1",
    "torch/_inductor/config.py",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/Qt6Core.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/translations/qtbase_es.qm",
    "qtawesome/fonts/phosphor-1.3.0.ttf",
    "qtawesome/fonts/phosphor-charmap-1.3.0.json",
    "gpt_studio/resources/i18n/es.qm",
    "libxcb-cursor.so.0",
    "libpython3.11.so.1.0",
)
PRINTED = """
libthing.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libstdc++.so.6
  NEEDED               libc.so.6
  SONAME               libthing.so

Version definitions:
1 0x01 0x0d2c1f3a GLIBC_2.99

Version References:
  required from libc.so.6:
    0x06969194 0x00 04 GLIBC_2.14
    0x09691a75 0x00 02 GLIBC_2.2.5
    0x069691b4 0x00 07 GLIBC_2.34
  required from libstdc++.so.6:
    0x0297f865 0x00 05 GLIBCXX_3.4.5
    0x0297f866 0x00 05 GLIBCXX_3.4.26
"""


@pytest.mark.parametrize("name", GONE)
def test_is_taken_out(name):
    assert is_unused(PurePosixPath(name))


@pytest.mark.parametrize("name", STAYS)
def test_stays(name):
    assert not is_unused(PurePosixPath(name))


def test_pruning_leaves_no_dead_link_and_no_empty_folder(tmp_path):
    for name in (GONE[0], STAYS[0], "torch/test/deep/er/file"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"12345678")
    (tmp_path / "libprotoc.so").symlink_to(GONE[0])
    assert prune(tmp_path) >= 16
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [STAYS[0]]
    assert not (tmp_path / "torch" / "test").exists()
    assert not (tmp_path / "libprotoc.so").is_symlink()


def test_the_parts_of_an_application_for_macos_keep_no_link_to_what_the_other_lost(tmp_path):
    code, data = tmp_path / "Frameworks", tmp_path / "Resources"
    for name in ("torch/include/ATen/ATen.h", "gpt_studio/resources/i18n/es.qm"):
        (data / name).parent.mkdir(parents=True)
        (data / name).touch()
    (code / "torch").mkdir(parents=True)
    (code / "torch" / "include").symlink_to("../../Resources/torch/include")
    (code / "gpt_studio").symlink_to("../Resources/gpt_studio")
    for step in (prune, remove_leftovers):
        for folder in (code, data):
            step(folder)
    assert [path.name for path in code.iterdir()] == ["gpt_studio"]
    assert [path.name for path in data.iterdir()] == ["gpt_studio"]


def test_a_library_that_nothing_asks_for_is_an_orphan():
    needed = {Path("/f/libcairo.so.2"): {"libpixman-1.so.0"}, Path("/f/libpixman-1.so.0"): set()}
    assert is_orphan(Path("/f/libcairo.so.2"), needed)
    assert not is_orphan(Path("/f/libpixman-1.so.0"), needed)
    assert not is_orphan(Path("/f/libpython3.11.so.1.0"), needed)
    assert not is_orphan(Path("/f/uv"), needed)


def test_reads_what_a_library_needs():
    needs = parse_needs(PRINTED)
    assert needs.libraries == {"libstdc++.so.6", "libc.so.6"}
    assert needs.glibc == (2, 34)  # as numbers: 2.34 is newer than 2.5, and its own definitions do not count
    assert needs.libstdcxx == (3, 4, 26)


def test_a_file_that_needs_nothing():
    needs = parse_needs("static:     file format elf64-x86-64\n")
    assert needs.libraries == frozenset()
    assert needs.glibc == ()
