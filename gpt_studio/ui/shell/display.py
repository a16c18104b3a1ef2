"""Checks for a display before Qt is loaded, because Qt aborts the process where there is none."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

from gpt_studio.core.errors import StudioError


def need_display() -> None:
    """Raise StudioError if the window could not be shown anywhere."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    named = os.environ.get("DISPLAY")
    if _wayland_answers() or (named and _x11_answers()):
        return
    if named:
        raise StudioError(
            "window.display_refused",
            'The display "{display}" does not let GPT Studio open its window: start it as the person who is logged in '
            'there, or use the terminal, for example "gpt-studio demo".',
            display=named,
        )
    raise StudioError(
        "window.no_display",
        "There is no display to open the window on: run this where there is one, or use the terminal, "
        'for example "gpt-studio demo".',
    )


def _wayland_answers() -> bool:
    named = os.environ.get("WAYLAND_DISPLAY")
    if not named:
        return False
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), named)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(str(place))
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Whether the X server of DISPLAY accepts a connection; True if libxcb is missing, because Qt then reports that."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    line = xcb.xcb_connect(None, None)
    try:
        return bool(xcb.xcb_connection_has_error(line) == 0)
    finally:
        xcb.xcb_disconnect(line)
