"""Where the machine code of ``inference/compiled_pass.py`` is kept on the disk. Needs no numba.

By itself numba would keep it beside the source, and in a folder of the user's cache that is named after the source's
where it cannot write there. The packaged program keeps it in the user's cache always, under one name: an application
for macOS with one more file in it is no longer the one that was signed, what a package manager did not install it does
not remove, and an AppImage lies in another folder at each start. Of a packaged program numba would also look only at
the program that starts it, and take the code of an older source for that of the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import tempfile
from pathlib import Path

import platformdirs

from gpt_studio import __version__

SOURCE = Path(__file__).with_name("compiled_pass.py")
_FILES = "compiled_pass.*"
"""numba names the files after the module, the function and the edition: ``compiled_pass.run_pass-<edition>.py311.nbi``,
an index, and ``compiled_pass.run_pass-<edition>.py311.1.nbc``, the code, which it writes last."""


def folders() -> tuple[Path, ...]:
    """Where the code may be kept, best place first."""
    users = platformdirs.user_cache_path("gpt-studio") / "machine-code"
    return (users,) if getattr(sys, "frozen", False) else (SOURCE.parent / "__pycache__", users)


def edition() -> str:
    """Names the code of this source in this version of the program. Raises OSError if the source is not a file."""
    return hashlib.sha256(SOURCE.read_bytes() + __version__.encode()).hexdigest()[:16]


def kept_in() -> Path | None:
    """The folder that holds the code, or None."""
    return next((folder for folder in folders() if any(folder.glob(f"{_FILES}-{edition()}.*.nbc"))), None)


def place() -> Path | None:
    """The folder that holds the code or can take it; None if nothing can be written."""
    return kept_in() or next(filter(_can_be_written, folders()), None)


def forget(*, others: bool = False) -> None:
    """Remove what is kept of this edition, or of all ``others`` in the same folder."""
    folder = place()
    for path in folder.glob(f"{_FILES}.nb[ic]") if folder is not None else ():
        if (f"-{edition()}." in path.name) != others:
            with contextlib.suppress(OSError):
                path.unlink()


class Keeper:
    """What numba asks where it keeps the code, and of what source it is (in numba's words, a cache locator)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._py_file = str(SOURCE)  # numba's warnings name it

    @classmethod
    def from_function(cls, _function: object, _file: str) -> Keeper | None:
        folder = place()
        return None if folder is None else cls(folder)

    def ensure_cache_path(self) -> None:
        """Raises OSError if the folder cannot be made."""
        self._folder.mkdir(parents=True, exist_ok=True)

    def get_cache_path(self) -> str:
        return str(self._folder)

    def get_source_stamp(self) -> str:
        return edition()

    def get_disambiguator(self) -> str:
        return edition()


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True
