"""Detects the encoding of a file and opens it as text.

Order: a byte order mark (UTF-8, UTF-16, UTF-32); the encoding that the person chose; UTF-16 or UTF-32 without a mark
if the start has a NUL byte and reads as text, else a NUL byte means "binary"; valid UTF-8; UTF-8 with some damage; a
guessed older encoding (:mod:`gpt_studio.corpora.encoding_guess`). The whole file is examined in blocks; only byte
counts and a sample of lines are kept.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.corpora.encoding_guess import guess_encoding
from gpt_studio.corpora.encodings import EncodingSample, label_of
from gpt_studio.corpora.reading import Reading

_BLOCK = 1 << 20
_HEAD = 64 << 10  # first bytes, in which a NUL means "binary"; cleaning drops later ones
_SAMPLE = 128 << 10
_LONGEST_LINE = 4 << 10
_MANY, _EVERY = 200_000, 8  # after so many broken characters, only one block in eight is decoded as UTF-8
_CONTROL = 0.01  # above this share of control characters a file is not text
_MIXED = 0.05  # above this share of valid UTF-8 lines, a file that is not UTF-8 holds several encodings
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, because it begins with that mark
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_NULS_IN_PLACE = 0.5
_PLAIN = 0.7  # the least share of ASCII characters and letters
_PRINTABLE = bytes((0, *b"\t\n\r", *range(32, 127)))
_NULS_OF_ASCII = 0.4  # the least share of NUL bytes in ASCII text as UTF-16; UTF-32 has more
_ESCAPED = b"\x1b$"  # escape sequence that begins Japanese or Korean in ISO 2022, whose bytes are all ASCII
_CONTROLS = tuple(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True)
class Encoding:
    """Python's codec name, the number of characters that it cannot decode, and whether it is a doubtful guess.

    For a doubtful guess, ``samples`` show a piece of the file in this encoding, then in the next likeliest ones.
    """

    codec: str
    damaged: int = 0
    doubtful: bool = False
    samples: tuple[EncodingSample, ...] = ()

    @property
    def label(self) -> str:
        """The common name: ``UTF-8``, ``Windows-1252``."""
        return label_of(self.codec)


def open_text(reading: Reading) -> io.TextIOWrapper:
    """Open ``reading.path`` as text with newlines unchanged, and store its encoding and any damage in ``reading``.

    Raises StudioError for a file that is not text.
    """
    encoding = find_encoding(reading.path, reading.codec, reading.fallback, reading.alive)
    reading.encoding = encoding.label
    if encoding.damaged == 1:
        reading.problem = say(
            "file.damaged_character",
            "One damaged character of {name} is read as \N{REPLACEMENT CHARACTER} ({encoding}): "
            "if that matters, save it again as UTF-8, or choose its encoding.",
            name=reading.path.name,
            encoding=encoding.label,
        )
    elif encoding.damaged:
        reading.problem = say(
            "file.damaged_text",
            "{count:,} damaged characters of {name} are read as \N{REPLACEMENT CHARACTER} ({encoding}): "
            "if that matters, save it again as UTF-8, or choose its encoding.",
            count=encoding.damaged,
            name=reading.path.name,
            encoding=encoding.label,
        )
    if encoding.doubtful:
        reading.doubt = _doubt(reading.path, encoding)
        reading.samples = encoding.samples
    return reading.path.open("r", encoding=encoding.codec, errors="replace", newline="")


def find_encoding(
    path: Path, codec: str = "", fallback: str = "", alive: Callable[[], None] = lambda: None
) -> Encoding:
    """Detect the encoding of ``path``, reading it in blocks. Raises StudioError if it is not text.

    ``codec`` is the encoding chosen for this file, ``fallback`` the one chosen for all files of the corpus that are
    not in Unicode; a byte order mark overrides both. ``alive`` is called before each block; it may raise.
    """
    with _Blocks(path, alive) as file:
        head = file.read(_HEAD)
        for mark, marked in _MARKS:
            if head.startswith(mark):
                return Encoding(marked, _damage(file, marked))
        if codec:
            return Encoding(codec, _damage(file, codec))
        if b"\0" in head:
            wide = _without_mark(head)
            if wide is None:
                raise _not_text(path)
            return Encoding(wide, _damage(file, wide))
        found = _ByteStatistics(file)
    if fallback and not (found.valid_utf8 and found.beyond_ascii):
        with _Blocks(path, alive) as file:
            return Encoding(fallback, _damage(file, fallback))
    if found.valid_utf8:
        return Encoding(_in_seven_bits(head) or "utf-8")
    if found.control_share > _CONTROL:
        raise _not_text(path)
    if found.sound > found.broken:
        return Encoding("utf-8", found.broken)
    return _guessed(path, found, alive)


def _guessed(path: Path, found: _ByteStatistics, alive: Callable[[], None]) -> Encoding:
    guess = guess_encoding(found.lines, found.counts)
    if guess is None:
        raise _not_text(path)
    with _Blocks(path, alive) as file:
        damaged = _damage(file, guess.codec)
    mixed = found.utf8_share > _MIXED or guess.mixed
    return Encoding(guess.codec, damaged, guess.doubtful or mixed, guess.samples)


class _Blocks(io.BufferedReader):
    """A file that says that it is at work whenever something is read from it."""

    def __init__(self, path: Path, alive: Callable[[], None]) -> None:
        super().__init__(io.FileIO(path))
        self._alive = alive

    def read(self, size: int | None = -1, /) -> bytes:
        self._alive()
        return super().read(size)


class _ByteStatistics:
    """Statistics of a file: whether it is valid UTF-8, and if not, byte counts and sampled lines beyond ASCII.

    ``sound`` and ``broken`` count the characters beyond ASCII that are and are not valid UTF-8. ``utf8_share`` is the
    share of examined lines in valid UTF-8, which are not kept.
    """

    def __init__(self, file: io.BufferedReader) -> None:
        self.counts = [0] * 256
        self.lines: list[bytes] = []
        self.sound = self.broken = 0
        self.utf8_share = 0.0
        self.valid_utf8, self.beyond_ascii = _is_utf8(file)
        if not self.valid_utf8:
            self._look(file)

    @property
    def control_share(self) -> float:
        return sum(self.counts[code] for code in _CONTROLS) / max(1, sum(self.counts))

    def _look(self, file: io.BufferedReader) -> None:
        import numpy as np

        counts = np.zeros(256, dtype=np.int64)
        sampled = _Lines()
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        beyond = 0
        number = 0
        file.seek(0)
        while block := file.read(_BLOCK):
            number += 1
            these = np.bincount(np.frombuffer(block, dtype=np.uint8), minlength=256)
            counts += these
            sampled.add(block)
            if self.broken > _MANY and number % _EVERY:
                decoder.reset()
                continue
            text = decoder.decode(block)
            self.broken += text.count("\N{REPLACEMENT CHARACTER}") - block.count("\N{REPLACEMENT CHARACTER}".encode())
            beyond += len(text) - int(these[:128].sum())
        self.broken = max(1, self.broken + len(decoder.decode(b"", final=True)))
        self.sound = max(0, beyond - self.broken)
        self.counts = counts.tolist()
        self.lines = sampled.lines()
        self.utf8_share = sampled.utf8_share


class _Lines:
    """Samples lines that are not UTF-8 from the whole file: all, or every second, fourth, ... if there are many."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._size = 0
        self._every = 1
        self._number = self._examined = self._utf8 = 0
        self._rest = b""

    @property
    def utf8_share(self) -> float:
        """The share of valid UTF-8 among the examined lines that are not ASCII."""
        return self._utf8 / max(1, self._examined)

    def add(self, block: bytes) -> None:
        *lines, self._rest = (self._rest + block).split(b"\n")
        for line in lines:
            self._take(line)
        if len(self._rest) > _LONGEST_LINE:
            cut = self._rest.rfind(b" ") + 1 or len(self._rest)
            self._take(self._rest[:cut])
            self._rest = self._rest[cut:]

    def lines(self) -> list[bytes]:
        self._take(self._rest)
        self._rest = b""
        return self._kept

    def _take(self, line: bytes) -> None:
        if line.isascii():
            return
        for part in _parts(line) if len(line) > _LONGEST_LINE else (line,):
            if part.isascii():
                continue
            self._number += 1
            if self._number % self._every:
                continue
            self._examined += 1
            if _reads_as_utf8(part):
                self._utf8 += 1
            else:
                self._kept.append(part)
                self._size += len(part)
        if self._size > 2 * _SAMPLE:
            self._kept = self._kept[::2]
            self._every *= 2
            self._size = sum(map(len, self._kept))


def _parts(line: bytes) -> list[bytes]:
    """Split a long line at spaces where possible, because no encoding uses that byte within another character."""
    parts = []
    start = 0
    while start < len(line):
        end = start + _LONGEST_LINE
        cut = line.rfind(b" ", start, end) + 1 if end < len(line) else len(line)
        end = cut if cut > start else end
        parts.append(line[start:end])
        start = end
    return parts


def _reads_as_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(file: io.BufferedReader) -> tuple[bool, bool]:
    """Whether the file is valid UTF-8, and whether it has bytes beyond ASCII."""
    beyond = False
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(_BLOCK):
            beyond = beyond or not block.isascii()
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, True
    return True, beyond


def _damage(file: io.BufferedReader, codec: str) -> int:
    """How many places of the file ``codec`` cannot decode."""
    file.seek(0)
    strict = codecs.getincrementaldecoder(codec)()
    try:
        while block := file.read(_BLOCK):
            strict.decode(block)
        strict.decode(b"", final=True)
    except UnicodeError:
        return _count_damage(file, codec)
    return 0


def _count_damage(file: io.BufferedReader, codec: str) -> int:
    file.seek(0)
    lenient = codecs.getincrementaldecoder(codec)("replace")
    damaged = 0
    while block := file.read(_BLOCK):
        damaged += lenient.decode(block).count("\N{REPLACEMENT CHARACTER}")
    return max(1, damaged + lenient.decode(b"", final=True).count("\N{REPLACEMENT CHARACTER}"))


def _without_mark(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 variant in which ``head`` is text (no NUL, few controls, many letters), or None.

    ASCII with a few NUL bytes is refused first, because it would read as Chinese.
    """
    if not head.translate(None, _PRINTABLE) and head.count(0) < _NULS_OF_ASCII * len(head):
        return None
    best: tuple[int, str] | None = None
    for codec in _WITHOUT_MARK:
        try:
            text = codecs.getincrementaldecoder(codec)().decode(head, final=len(head) < _HEAD)
        except UnicodeDecodeError:
            continue
        plain = sum(character.isascii() or character.isalpha() for character in text)
        odd = sum(character < " " and character not in "\t\n\v\f\r" for character in text)
        narrow = sum(character < "\u0100" for character in text)  # each has a NUL byte in UTF-16
        if codec.startswith("utf-16") and narrow < _NULS_IN_PLACE * head.count(0):
            continue
        if text and "\0" not in text and odd <= _CONTROL * len(text) and plain >= _PLAIN * len(text):
            blanks = sum(character in " \n" for character in text)  # none in the wrong byte order
            if best is None or blanks > best[0]:
                best = (blanks, codec)
    return best[1] if best else None


def _in_seven_bits(head: bytes) -> str | None:
    """``iso2022_jp_2`` or ``iso2022_kr`` if the start of an ASCII file decodes with it, else None."""
    if _ESCAPED not in head:
        return None
    for codec in ("iso2022_jp_2", "iso2022_kr"):
        try:
            codecs.getincrementaldecoder(codec)().decode(head)
        except UnicodeDecodeError:
            continue
        return codec
    return None


def _doubt(path: Path, encoding: Encoding) -> Message:
    others = ", ".join(sample.label for sample in encoding.samples[1:])
    if not others:
        return say(
            "file.mixed_encodings",
            "{name} seems to be put together from texts in several encodings, and is read as {encoding}: look at the "
            "preview, and save its parts as UTF-8 if letters are wrong.",
            name=path.name,
            encoding=encoding.label,
        )
    return say(
        "file.doubtful_encoding",
        "The encoding of {name} is doubtful: it is read as {encoding}, but may be {others}. Look at the preview, and "
        "choose another encoding if letters are wrong.",
        name=path.name,
        encoding=encoding.label,
        others=others,
    )


def _not_text(path: Path) -> StudioError:
    return StudioError(
        "file.binary",
        "{name} is not a text file: take it off the list, or save its text as .txt in UTF-8 first.",
        name=path.name,
    )
