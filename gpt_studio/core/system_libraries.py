"""The libraries that the system itself must have: Qt opens them, and no Python package brings them."""

from __future__ import annotations

import re
import shutil

from gpt_studio.core.errors import StudioError

PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
"""File name of a library, and the package that holds it on Debian and Ubuntu."""

_MISSING = re.compile(r"(lib[^\s:]+\.so[.\d]*): cannot open shared object file")


def missing_library(error: Exception) -> StudioError | None:
    """What to tell a person when ``error`` (of an import, or of opening a library) means that the system lacks one."""
    found = _MISSING.search(f"{error}\n{error.__cause__}")  # a packed program wraps the error of the system
    if found is None:
        return None
    library = found[1]
    return StudioError(
        "window.missing_library",
        "The window cannot open because this system lacks the library {library}: install it with "
        '"{command}" and start GPT Studio again.',
        library=library,
        command=_install_command(library),
    )


def _install_command(library: str) -> str:
    if shutil.which("dnf"):
        return f"sudo dnf install '{library}()(64bit)'"
    if shutil.which("zypper"):
        return f"sudo zypper install --capability '{library}()(64bit)'"
    return f"sudo apt-get install {PACKAGES.get(library, _likely_package(library))}"


def _likely_package(library: str) -> str:
    """Debian names a library's package after the library and its number: ``libfoo.so.2`` is in ``libfoo2``."""
    name, _, number = library.partition(".so.")
    dash = "-" if name[-1:].isdigit() else ""
    return f"{name.lower()}{dash}{number.partition('.')[0]}"
