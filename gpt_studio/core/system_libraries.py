"""System libraries that Qt needs and no Python package includes, and the command that installs missing ones.

packaging/dev.py imports this file before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Collection, Mapping

from gpt_studio.core.errors import StudioError

QT_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Libraries that Qt needs on every display: file name to package of Debian and Ubuntu."""

QT_ON_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
QT_ON_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
PACKAGES = QT_ALWAYS | QT_ON_X11 | QT_ON_WAYLAND

_MISSING = re.compile(r"(lib[^\s:]+\.so[.\d]*): cannot open shared object file")


def needed_by_qt(environment: Mapping[str, str]) -> dict[str, str]:
    """The libraries that Qt needs on the displays named in ``environment``, with their Debian packages."""
    on_x11 = QT_ON_X11 if environment.get("DISPLAY") else {}
    on_wayland = QT_ON_WAYLAND if environment.get("WAYLAND_DISPLAY") else {}
    return QT_ALWAYS | on_x11 | on_wayland


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_library(error: Exception, loads: Callable[[str], bool] = can_load) -> StudioError | None:
    """A StudioError naming all missing libraries if ``error`` says that a library is missing; otherwise None.

    ``error`` names only the first missing one, so the others that Qt needs are tried with ``loads``.
    """
    found = _MISSING.search(f"{error}\n{error.__cause__}")  # a packed program wraps the error of the system
    if found is None:
        return None
    others = QT_ON_X11 if found[1] in QT_ON_X11 else QT_ON_WAYLAND if found[1] in QT_ON_WAYLAND else {}
    wanted = needed_by_qt(os.environ) | others
    libraries = dict.fromkeys([found[1], *(library for library in wanted if not loads(library))])
    return StudioError(
        "window.missing_libraries",
        "The window cannot open because this system lacks {libraries}: install what is missing with "
        '"{command}" and start GPT Studio again.',
        libraries=", ".join(libraries),
        command=install_command(libraries),
    )


def install_command(libraries: Collection[str]) -> str:
    """One command that installs all of ``libraries`` with the package manager of this system."""
    if shutil.which("dnf"):
        return "sudo dnf install " + " ".join(f"'{library}()(64bit)'" for library in libraries)
    if shutil.which("zypper"):
        return "sudo zypper install --capability " + " ".join(f"'{library}()(64bit)'" for library in libraries)
    packages = dict.fromkeys(PACKAGES.get(library, _likely_package(library)) for library in libraries)
    return f"sudo apt-get install {' '.join(packages)}"


def _likely_package(library: str) -> str:
    """The usual Debian package name, made of the library's name and number: ``libfoo.so.2`` is in ``libfoo2``."""
    name, _, number = library.partition(".so.")
    dash = "-" if name[-1:].isdigit() else ""
    return f"{name.lower()}{dash}{number.partition('.')[0]}"
