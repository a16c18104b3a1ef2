"""From bytes to text. The project decides the encoding, never a library further down the line.

Order: byte order mark (UTF-8, UTF-16, UTF-32); binary if a NUL byte comes early; valid UTF-8; UTF-8 with a few
damaged bytes; statistical detection of an older encoding on a bounded sample around the first byte that is not ASCII.
"""

from __future__ import annotations

import codecs
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from gpt_studio.core.errors import StudioError, say
from gpt_studio.corpora.reading import Reading

_BLOCK = 1 << 20
_HEAD = 64 << 10  # bytes in which a NUL means "binary"; further on, a stray one is dropped by cleaning
_SAMPLE = 64 << 10
_DAMAGE = 0.05  # up to this share of broken sequences a file is damaged UTF-8, not another encoding
_CONTROL = 0.01  # from this share of control characters on, what was decoded is not text
_WESTERN = frozenset("áéíóúüñçàèìòùâêîôûäëïöåæøãõßœÁÉÍÓÚÜÑÇÀÈÌÒÙÂÊÎÔÛÄËÏÖÅÆØ¿¡«»“”‘’‚„–—…ºª°€£§·•©®\xa0")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """A codec of Python's, and whether some bytes of the file do not fit it."""

    codec: str
    damaged: bool = False

    @property
    def label(self) -> str:
        """The name that a person knows: ``UTF-8``, ``Windows-1252``."""
        return _LABELS.get(self.codec, self.codec.replace("_", "-").upper())


_LABELS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251"}


def open_text(reading: Reading) -> io.TextIOWrapper:
    """Open ``reading.path`` as text, newlines as they are, and note its encoding and any damage in ``reading``.

    Raises StudioError for a file that is not text.
    """
    encoding = find_encoding(reading.path)
    reading.encoding = encoding.label
    if encoding.damaged:
        reading.problem = say(
            "file.damaged_text",
            "Some characters of {name} are damaged and are read as \N{REPLACEMENT CHARACTER}: "
            "if that matters, save it again as UTF-8.",
            name=reading.path.name,
        )
    return reading.path.open("r", encoding=encoding.codec, errors="replace", newline="")


def find_encoding(path: Path) -> Encoding:
    """Find out how ``path`` is encoded; reads it once at most, in blocks. Raises StudioError if it is not text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        for mark, codec in _MARKS:
            if head.startswith(mark):
                return Encoding(codec, damaged=not _decodes(file, codec))
        if b"\0" in head:
            raise _not_text(path)
        if _decodes(file, "utf-8"):
            return Encoding("utf-8")
        sample = _sample_around(file, _first_beyond_ascii(file))
    if _is_damaged_utf8(sample):
        return Encoding("utf-8", damaged=True)
    detected = _detect(sample)
    if detected is None:
        raise _not_text(path)
    return Encoding(detected)


def _decodes(file: io.BufferedReader, codec: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_beyond_ascii(file: io.BufferedReader) -> int:
    file.seek(0)
    position = 0
    while block := file.read(_BLOCK):
        if not block.isascii():
            return position + next(i for i, byte in enumerate(block) if byte > 127)
        position += len(block)
    return 0


def _sample_around(file: io.BufferedReader, position: int) -> bytes:
    start = max(0, position - _SAMPLE // 4)
    file.seek(start)
    return file.read(_SAMPLE)


def _is_damaged_utf8(sample: bytes) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)  # an incomplete end is no damage
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(not character.isascii() for character in text) - broken
    return sound > 0 and broken <= _DAMAGE * (sound + broken)


def _detect(sample: bytes) -> str | None:
    """The likeliest older encoding, or None if the bytes read as text in none.

    Western Windows is asked first: it is by far the most common, and statistics need more text than a short file has.
    """
    if _reads_as_western(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    if best is None:
        return None
    return best.encoding if _control_share(sample.decode(best.encoding, "replace")) <= _CONTROL else None


def _reads_as_western(sample: bytes) -> bool:
    """Whether the bytes, as Windows-1252, are words of unaccented letters with the usual accents among them."""
    text = sample.decode("cp1252", "replace")
    beyond = [character for character in text if not character.isascii()]
    usual = sum(character in _WESTERN for character in beyond)
    plain = sum(character.isascii() and character.isalpha() for character in text)
    return usual >= 0.98 * len(beyond) and plain >= 2 * len(beyond) and _control_share(text) <= _CONTROL


def _control_share(text: str) -> float:
    control = sum(unicodedata.category(character) == "Cc" and not character.isspace() for character in text)
    return control / max(len(text), 1)


def _not_text(path: Path) -> StudioError:
    return StudioError(
        "file.binary",
        "{name} is not a text file: take it off the list, or save its text as .txt in UTF-8 first.",
        name=path.name,
    )
