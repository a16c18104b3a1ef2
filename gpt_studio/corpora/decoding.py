"""From bytes to text. The project decides the encoding, never a library further down the line.

Order: what the person chose; a byte order mark (UTF-8, UTF-16, UTF-32); UTF-16 or UTF-32 without one, if it reads as
text, else a NUL byte among the first means "binary"; valid UTF-8; UTF-8 with some damage; an older encoding, guessed
(:mod:`gpt_studio.corpora.encoding_guess`). The whole file counts: it is read in blocks, and what is kept of it is the
number of each byte and lines from everywhere in it.
"""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.corpora.encoding_guess import guess_encoding
from gpt_studio.corpora.encodings import EncodingSample, label_of
from gpt_studio.corpora.reading import Reading

_BLOCK = 1 << 20
_HEAD = 64 << 10  # bytes in which a NUL means "binary"; further on, a stray one is dropped by cleaning
_SAMPLE = 128 << 10
_LONGEST_LINE = 4 << 10
_MANY, _EVERY = 200_000, 8  # after so many broken characters, one block in eight says whether UTF-8 follows
_CONTROL = 0.01  # from this share of control characters on, what was decoded is not text
_MIXED = 0.05  # from this share of lines in sound UTF-8 on, a file that is not UTF-8 was put together from several
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_NULS_IN_PLACE = 0.5
_PLAIN = 0.7  # the least share of letters, signs and blanks of ASCII, and other letters
_PRINTABLE = bytes((0, *b"\t\n\r", *range(32, 127)))
_NULS_OF_ASCII = 0.4  # at least, in UTF-16; in UTF-32 three in four
_ESCAPED = b"\x1b$"  # begins Japanese or Korean in seven bits, which is ASCII as bytes
_CONTROLS = tuple(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True)
class Encoding:
    """A codec of Python's, how many characters do not fit it, and whether it is a doubtful guess.

    ``samples`` of a doubtful one show a piece of the file as it is read, then as the likeliest others would read it.
    """

    codec: str
    damaged: int = 0
    doubtful: bool = False
    samples: tuple[EncodingSample, ...] = ()

    @property
    def label(self) -> str:
        """The name that a person knows: ``UTF-8``, ``Windows-1252``."""
        return label_of(self.codec)


def open_text(reading: Reading) -> io.TextIOWrapper:
    """Open ``reading.path`` as text, newlines as they are, and note its encoding and any damage in ``reading``.

    Raises StudioError for a file that is not text.
    """
    encoding = find_encoding(reading.path, reading.codec, reading.fallback)
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


def find_encoding(path: Path, codec: str = "", fallback: str = "") -> Encoding:
    """Find out how ``path`` is encoded; reads it twice at most, in blocks. Raises StudioError if it is not text.

    ``codec`` is what a person chose for this file, ``fallback`` what they chose for those of a corpus that are not in
    Unicode; a byte order mark is believed before either.
    """
    with path.open("rb") as file:
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
        found = _Bytes(file)
    if fallback and not (found.valid_utf8 and found.beyond_ascii):
        with path.open("rb") as file:
            return Encoding(fallback, _damage(file, fallback))
    if found.valid_utf8:
        return Encoding(_in_seven_bits(head) or "utf-8")
    if found.control_share > _CONTROL:
        raise _not_text(path)
    if found.sound > found.broken:
        return Encoding("utf-8", found.broken)
    return _guessed(path, found)


def _guessed(path: Path, found: _Bytes) -> Encoding:
    guess = guess_encoding(found.lines, found.counts)
    if guess is None:
        raise _not_text(path)
    with path.open("rb") as file:
        damaged = _damage(file, guess.codec)
    mixed = found.utf8_share > _MIXED or guess.mixed
    return Encoding(guess.codec, damaged, guess.doubtful or mixed, guess.samples)


class _Bytes:
    """What is kept of a file that was read once: the number of each byte, and lines with bytes beyond ASCII.

    ``sound`` characters beyond ASCII are valid UTF-8, ``broken`` ones are not; ``utf8_share`` of the lines are valid
    UTF-8, and not kept. Reading ends early, with nothing but ``valid_utf8``, where there is nothing to guess.
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
    """Lines that are not UTF-8 from all parts of a file: all of them, or every second, fourth, ... if many."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._size = 0
        self._every = 1
        self._number = self._examined = self._utf8 = 0
        self._rest = b""

    @property
    def utf8_share(self) -> float:
        """Which share of the examined lines with anything beyond ASCII is valid UTF-8."""
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
    """A long line in parts that end at a blank, where there is one: no character is cut there in any encoding."""
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
    """Whether the file is valid UTF-8, and whether it holds anything beyond ASCII."""
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
    """How many pieces of the file stand for nothing in ``codec``."""
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
    """The wide encoding in which ``head`` is text, or None. Text has no NUL, few controls, and letters.

    ASCII with a NUL here and there would read as Chinese.
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
        narrow = sum(character < "\u0100" for character in text)  # each has a NUL at the right place
        if codec.startswith("utf-16") and narrow < _NULS_IN_PLACE * head.count(0):
            continue
        if text and "\0" not in text and odd <= _CONTROL * len(text) and plain >= _PLAIN * len(text):
            blanks = sum(character in " \n" for character in text)  # read the wrong way round there are none
            if best is None or blanks > best[0]:
                best = (blanks, codec)
    return best[1] if best else None


def _in_seven_bits(head: bytes) -> str | None:
    """``iso2022_jp`` or ``iso2022_kr`` if the beginning of an ASCII file is Japanese or Korean in it."""
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
