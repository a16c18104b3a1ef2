"""Moves files into the system's bin (trash, recycle bin), from which a person can restore them."""

from __future__ import annotations

from pathlib import Path


def into_system_bin(path: Path) -> None:
    """Move a file or a folder into the bin. Raises OSError if the system has none for this disk.

    Send2Trash uses the recycle bin of Windows, the Trash of macOS, and on Linux the trash of freedesktop.org.
    """
    import send2trash  # here, because on Linux it may load desktop libraries

    send2trash.send2trash(str(path))  # type: ignore[attr-defined, no-untyped-call]
