"""Reproducible archives (the same files give the same bytes), and check sums."""

from __future__ import annotations

import hashlib
import stat
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

LEVEL = 12
WINDOW = 27
"""log2 of zstd's window in bytes: the largest that a reader accepts without an option."""


def write_archive(folder: Path, path: Path, epoch: int, *, level: int = LEVEL) -> None:
    """Write ``folder``, under its own name, to ``path``, a .tar.zst."""
    import zstandard

    chosen = zstandard.ZstdCompressionParameters.from_level(level, window_log=WINDOW, enable_ldm=True, threads=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file, zstandard.ZstdCompressor(compression_params=chosen).stream_writer(file) as packed:
        write_tar(folder, packed, epoch)


def write_tar(folder: Path, file: IO[bytes], epoch: int) -> None:
    """Write a tar that depends on ``folder`` only: sorted, owned by root, one time for every file."""
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.GNU_FORMAT) as archive:
        for path in [folder, *walk(folder)]:
            entry = archive.gettarinfo(path, str(path.relative_to(folder.parent)))
            if entry.islnk():  # gettarinfo notices hard links; each name is to be a file of its own
                entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = epoch
            entry.mode = 0o777 if entry.issym() else usual_mode(path)
            if entry.isreg():
                with path.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)


def usual_mode(path: Path) -> int:
    """0755 for folders and programs, 0644 for the rest, and for libraries that their wheels mark executable."""
    mode = path.stat().st_mode
    is_library = ".so" in path.suffixes
    return 0o755 if stat.S_ISDIR(mode) or (mode & stat.S_IXUSR and not is_library) else 0o644


def walk(folder: Path) -> Iterator[Path]:
    """Everything in ``folder``, each folder before what is in it, in the order of the names' bytes."""
    for path in sorted(folder.iterdir(), key=lambda each: each.name.encode()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(folder: Path) -> Iterator[str]:
    """One line per file, as ``sha256sum`` writes it; for a link, its target."""
    for path in walk(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield f"{'-> ' + str(path.readlink()):64}  {name}"
        elif path.is_file():
            yield f"{sha256(path)}  {name}"


def write_sums(artifacts: Iterable[Path], path: Path) -> None:
    """Write SHA256SUMS, for ``sha256sum --check``."""
    lines = [f"{sha256(artifact)}  {artifact.name}\n" for artifact in sorted(artifacts)]
    path.write_text("".join(lines), encoding="utf-8")
