"""Reads the files in zip and tar archives, each by its own format."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO

from gpt_studio.core.errors import Message, say, shortened
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats.compressed import SUFFIXES as PACKED
from gpt_studio.corpora.formats.compressed import opened
from gpt_studio.corpora.locked_archive import AES, WrongPassword, opened_with
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.unpacking import Unpacking

_ENCRYPTED = 1
_NAMED_KINDS = 6
_OF_MACS = ("._", ".DS_Store")
"""What Macs put beside the files of an archive; it holds nothing of a person's."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, lzma.LZMAError, NotImplementedError)
"""What reading a member raises where its bytes or its way of packing are wrong, which costs only that member."""


def read_zip(reading: Reading) -> Iterator[Document]:
    """The documents of all members that can be read, in the order of the archive."""
    told = _Told()
    unlocked = False
    with Unpacking(reading) as unpacking, zipfile.ZipFile(reading.path) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        for number, found in enumerate(members):
            reading.progressed(number / len(members))
            known = unpacking.format_of(found.filename)
            if known is None:
                told.leave_out(found.filename)
                continue
            try:
                with _opened_member(packed, found, reading) as file:
                    member = unpacking.unpack(file, found.filename, known)
            except _DAMAGE as error:
                if found.flag_bits & _ENCRYPTED and not unlocked and found.compress_type != AES:
                    # A wrong password passes zip's own check once in 256.
                    raise reading.locked() from error
                told.note(_damaged(found.filename))
                continue
            unlocked = unlocked or bool(found.flag_bits & _ENCRYPTED)
            yield from unpacking.documents(member)
            told.note(member.reading.problem)
    told.tell(reading)


def read_tar(reading: Reading) -> Iterator[Document]:
    """The documents of all members that can be read; links and devices are passed over."""
    told = _Told()
    with Unpacking(reading) as unpacking, _tar(reading) as packed:
        for found in packed:
            reading.alive()
            file = packed.extractfile(found) if found.isreg() else None
            if file is None:
                continue
            known = unpacking.format_of(found.name)
            if known is None:
                told.leave_out(found.name)
                continue
            member = unpacking.unpack(file, found.name, known)
            yield from unpacking.documents(member)
            told.note(member.reading.problem)
    told.tell(reading)


def _tar(reading: Reading) -> tarfile.TarFile:
    packed = reading.path.suffix.lower() in (*PACKED, ".tgz", ".tbz2", ".txz", ".tzst")
    stream: IO[bytes] = opened(reading.path) if packed else reading.path.open("rb")
    return tarfile.open(fileobj=stream, mode="r|")


def _opened_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, reading: Reading) -> IO[bytes]:
    if not member.flag_bits & _ENCRYPTED:
        return packed.open(member)
    if not reading.password:
        raise reading.locked()
    try:
        if member.compress_type == AES:
            assert packed.fp is not None
            return opened_with(packed.fp, member, reading.password)
        return packed.open(member, pwd=reading.password.encode())
    except (RuntimeError, WrongPassword) as error:
        raise reading.locked() from error


def _damaged(name: str) -> Message:
    return say("archive.member_damaged", "{name} is damaged in the archive.", name=shortened(name))


class _Told:
    """What is to be said about the members that gave no text."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._problems: list[Message] = []
        self._bad = 0

    def leave_out(self, name: str) -> None:
        last = name.replace("\\", "/").rpartition("/")[2]
        if last.startswith(_OF_MACS):
            return
        self._kinds["." + last.rpartition(".")[2].lower() if "." in last else ""] += 1

    def note(self, problem: Message | None) -> None:
        if problem is not None:
            self._bad += 1
            self._problems = self._problems or [problem]

    def tell(self, reading: Reading) -> None:
        if self._problems:
            reading.problem = say(
                "archive.members_bad",
                "Of the files in {name}, {count:,} could not be used in full. The first: {problem}",
                name=reading.path.name,
                count=self._bad,
                problem=self._problems[0],
            )
        elif self._kinds:
            kinds = [kind for kind, _ in self._kinds.most_common(_NAMED_KINDS) if kind]
            reading.problem = say(
                "archive.left_out",
                "Files in {name} that are not read: {count:,} ({kinds}).",
                name=reading.path.name,
                count=self._kinds.total(),
                kinds=", ".join(kinds) or "?",
            )


ZIP = TextFormat("Zip archive", (".zip",), read_zip, extracted=True, holds_files=True)
TAR = TextFormat(
    "Tar archive",
    (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst"),
    read_tar,
    extracted=True,
    holds_files=True,
)
