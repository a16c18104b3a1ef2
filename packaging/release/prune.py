"""Remove parts of torch, Qt and others that GPT Studio never opens from the frozen folder.

Comments give the reasons. Patterns are relative to the folder, with / between names.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePath

from release.elf import elf_files, needs_of_file
from release.project import run

UNUSED = (
    # torch: its tests, its compilers and their headers, its tools
    "torch/test/*",
    "torch/bin/protoc*",
    "torch/bin/test_*",
    "torch/bin/*Test",
    "torch/bin/upgrader_models/*",
    "torch/bin/*.ptl",
    "torch/include/*",
    "torch/share/*",
    "torch/utils/benchmark/*",
    "torch/utils/model_dump/*",
    "torch/_inductor/codegen/*",
    "torch/testing/*",
    "torch/lib/libtorchbind_test.so",
    "torch/lib/libbackend_with_compiler.so",
    "torch/lib/libjitbackend_test.so",
    "torch/lib/libaoti_custom_ops.so",
    "torch/lib/*.lib",
    "*.dist-info/RECORD",
    "*.dist-info/licenses/*",
    "*.dist-info/sboms/*",
    # Qt: parts that no window here uses
    "PySide6/Qt/lib/libQt6Quick*",
    "PySide6/Qt/lib/libQt6Qml*",
    "PySide6/Qt/lib/libQt6Designer*",
    "PySide6/Qt/lib/libQt6VirtualKeyboard*",
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/generic/*",
    "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/tls/*",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimalegl.so",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libdmabuf-server.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libdrm-egl-server.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libshm-emulation-server.so",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/libvulkan-server.so",
    "PySide6/Qt/plugins/wayland-shell-integration/libfullscreen-shell-v1.so",
    "PySide6/Qt/plugins/wayland-shell-integration/libivi-shell.so",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/imageformats/libqpdf.so",
    "PySide6/Qt/plugins/qmltooling/*",
    # The same as wheels for Windows and macOS name it, and Windows' way of drawing in OpenGL without a driver
    "PySide6/Qt6Quick*.dll",
    "PySide6/Qt6Qml*.dll",
    "PySide6/Qt6Pdf*.dll",
    "PySide6/Qt6VirtualKeyboard*.dll",
    "PySide6/opengl32sw.dll",
    "PySide6/plugins/generic/*",
    "PySide6/plugins/networkinformation/*",
    "PySide6/plugins/tls/*",
    "PySide6/plugins/imageformats/qpdf.dll",
    "PySide6/plugins/platforminputcontexts/*",
    "PySide6/plugins/qmltooling/*",
    "PySide6/Qt/lib/QtQuick*.framework/*",
    "PySide6/Qt/lib/QtQml*.framework/*",
    "PySide6/Qt/lib/QtPdf*.framework/*",
    "PySide6/Qt/lib/QtVirtualKeyboard*.framework/*",
    "PySide6/Qt/plugins/imageformats/libqpdf.dylib",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.dylib",
    # The interface draws its icons with Phosphor only
    "qtawesome/fonts/[!p]*",
    # Tests and examples of other packages
    "numpy/*/tests/*",
    "numpy/tests/*",
    "pyqtgraph/examples/*",
    "sympy/*/tests/*",
)
WITH_SYMBOLS = (
    # Symbols for debuggers are a fifth of the whole. Only libraries as the linker made them are listed: those that were
    # patched afterwards, as numpy's are, break when they are stripped.
    "torch/lib/libtorch*.so",
    "torch/lib/libc10.so",
    "torch/lib/libshm.so",
    "tokenizers/tokenizers.abi3.so",
    "safetensors/_safetensors_rust.abi3.so",
    "llvmlite/binding/libllvmlite.so",
    "PySide6/Qt/lib/libicu*.so.*",
    "libpython3.*.so*",
    "python3.*/lib-dynload/*.so",
)
KEPT_LANGUAGES = ("en", "es")
"""Of Qt's own translations, those of the window's languages."""
SYSTEMS_OWN = (
    # The graphics drivers of the system need its own, newer ones: two in one process cannot work.
    "libstdc++.so.6",
    "libgcc_s.so.1",
    # Reads the system's settings and caches, whose form must be the one that it knows.
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libdbus-1.so.3",
    "libglib-2.0.so.0",
    "libgobject-2.0.so.0",
    "libgthread-2.0.so.0",
    "libgio-2.0.so.0",
    "libgmodule-2.0.so.0",
    "libxcb.so.1",
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libz.so.1",
)
"""System libraries that must be the system's: PyInstaller copies some of them from where it builds."""


def prune(folder: Path) -> int:
    """Remove what is unused from ``folder`` and return how many bytes that was."""
    files = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    out = [path for path in files if is_unused(path.relative_to(folder))]
    saved = sum(path.lstat().st_size for path in out)
    for path in out:
        path.unlink()
    remove_dead_links(folder)
    if sys.platform.startswith("linux"):
        saved += remove_orphans(folder) + strip_symbols(folder)
    remove_leftovers(folder)
    return saved


def remove_leftovers(folder: Path) -> None:
    """Remove links that lead nowhere, and empty folders."""
    remove_dead_links(folder)
    remove_empty(folder)


def remove_orphans(folder: Path) -> int:
    """Remove libraries that only pruned files needed, and return how many bytes that was.

    PyInstaller puts what a library needs at the top of the folder, and Qt's libraries into Qt's folder. torch and numpy
    have folders of their own, which are left alone.
    """
    needed = {path: needs_of_file(path).libraries for path in elf_files(folder)}
    places = {folder, folder / "PySide6" / "Qt" / "lib"}
    saved = 0
    while orphans := [path for path in needed if path.parent in places and is_orphan(path, needed)]:
        for path in orphans:
            saved += path.stat().st_size
            path.unlink()
            del needed[path]
    remove_dead_links(folder)
    return saved


def is_orphan(path: Path, needed: Mapping[Path, Collection[str]]) -> bool:
    """Whether no file needs the library ``path``. Only the starter, outside, needs libpython, and modules of Python are
    imported, not linked."""
    is_library = ".so" in path.name and not path.name.startswith("libpython") and ".cpython-" not in path.name
    return is_library and not any(path.name in libraries for libraries in needed.values())


def strip_symbols(folder: Path) -> int:
    """Strip the symbols of WITH_SYMBOLS and return how many bytes that was."""
    files = [path for path in elf_files(folder) if _matches(path.relative_to(folder), WITH_SYMBOLS)]
    before = sum(path.stat().st_size for path in files)
    if files:
        run(["strip", "--strip-unneeded", *files], "Taking out symbols")
    return before - sum(path.stat().st_size for path in files)


def is_unused(path: PurePath) -> bool:
    if _matches(path, UNUSED):
        return True
    if path.parent.name == "translations" and path.suffix == ".qm" and "PySide6" in path.parts:
        return not (path.name.startswith("qtbase_") and path.stem.partition("_")[2] in KEPT_LANGUAGES)
    return len(path.parts) == 1 and path.name in SYSTEMS_OWN


def _matches(path: PurePath, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path.as_posix(), pattern) for pattern in patterns)


def remove_dead_links(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() and not path.exists():
            path.unlink()


def remove_empty(folder: Path) -> None:
    folders: Iterable[Path] = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in folders:
        if not path.is_symlink() and not any(path.iterdir()):
            shutil.rmtree(path)
