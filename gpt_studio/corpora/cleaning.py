"""Cleans texts before training. Each step can be switched off."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from gpt_studio.core.fields import setting
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.line_breaks import broken_up, joined

CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u00ad]")
_PAGE_BREAK = re.compile("[\x0b\x0c\x1c-\x1e]")  # U+2028, U+2029 and U+0085 end lines as they are
LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e]")
_OTHER_ENDS = ("\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e")
_CONTROL_BYTES = bytes(
    (*range(0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD)
)
_BLANKS = (" ", "\t")
_LINE_ENDS = ("\n", "\x85", "\u2028", "\u2029")
_BLANK_RUN = re.compile(r"\n{4,}")
_SPACES_AT_END = re.compile(r"(?<![ \t])[ \t]++(?=[\n\x85\u2028\u2029]|\Z)")  # one try for each run keeps it linear


@dataclass(frozen=True)
class Cleaning:
    """The cleaning steps to do, in this order."""

    newlines: bool = setting(
        True,
        label="Same line ends",
        help="Writes every line end the same way, those of Windows and old Macs too. A page break ends a line.",
    )
    unicode: bool = setting(
        True,
        label="Compose accents",
        help="Writes each accented letter as one character (Unicode NFC), so that é is always the same é.",
    )
    control: bool = setting(
        True,
        label="Drop invisible characters",
        help="Removes control characters, soft hyphens and marks without width. Tabs and line ends stay.",
    )
    blanks: bool = setting(
        True,
        label="Shorten blank runs",
        help="Removes spaces at the end of lines and leaves at most two empty lines in a row.",
    )
    join_lines: bool = setting(
        False,
        label="Join broken lines",
        help="For texts whose lines are broken at a fixed width: each paragraph becomes one line. Verses, titles, "
        "lists and dialogues keep their lines.",
    )
    break_lines: bool = setting(
        False,
        label="Break long lines",
        help="Divides a line of more than 5,000 characters after a sentence about every 500, so that the model learns "
        "to begin new paragraphs.",
    )
    duplicates: bool = setting(
        True,
        label="Skip duplicates",
        help="Reads a document only once, even if it stands in several files. A model learns repeated text by heart.",
    )


def clean(document: Document, cleaning: Cleaning) -> Document:
    """Clean a document. Turns that become empty are kept, so that roles keep their order."""
    if document.turns:
        return Document(turns=tuple(Turn(turn.role, clean_text(turn.text, cleaning)) for turn in document.turns))
    return Document(clean_text(document.text, cleaning))


def clean_text(text: str, cleaning: Cleaning) -> str:
    """Clean ``text``. No step joins words: line and page breaks are kept or become line ends or blanks."""
    if cleaning.newlines:
        text = with_same_line_ends(text)
    if cleaning.unicode:
        text = unicodedata.normalize("NFC", text)
    if cleaning.control and has_control(text):
        text = CONTROL.sub("", _PAGE_BREAK.sub("\n", text))
    if cleaning.blanks:
        if text[-1:] in _BLANKS or _has_blanks_at_line_ends(text):
            text = _SPACES_AT_END.sub("", text)
        if "\n\n\n\n" in text:
            text = _BLANK_RUN.sub("\n\n\n", text)
    if cleaning.join_lines:
        text = joined(text)
    if cleaning.break_lines:
        text = broken_up(text)
    return text


def _has_blanks_at_line_ends(text: str) -> bool:
    """A single character is found several times as fast as two, and most of them stand in no text."""
    blanks = [blank for blank in _BLANKS if blank in text]
    return any(end in text and any(blank + end in text for blank in blanks) for end in _LINE_ENDS)


def with_same_line_ends(text: str) -> str:
    """``text`` with a line feed for each line end and page break."""
    return LINE_END.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def has_control(text: str) -> bool:
    """Whether ``text`` holds a character that is dropped, or a page break. Bytes are searched ten times as fast as
    text."""
    data = text.encode("latin-1", "replace")
    if len(data.translate(None, _CONTROL_BYTES)) < len(data):
        return True
    return not text.isascii() and ("\ufeff" in text or "\u200b" in text)


def is_blank(document: Document) -> bool:
    """Whether the document holds only white space."""
    return not document.text.strip() and not any(turn.text.strip() for turn in document.turns)


class Duplicates:
    """Finds repeated documents by a hash of eight bytes each, so that ten million fit in memory.

    With ten million documents, the chance that any two different ones have the same hash is three in a million.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._of_this_file: set[int] = set()

    def begin_file(self) -> None:
        """Start a new file; the documents that follow belong to it."""
        self._seen |= self._of_this_file
        self._of_this_file = set()

    def is_new(self, document: Document, *, part_of_text: bool = False) -> bool:
        """Whether no equal document was passed before.

        Parts of one text that marks divide are compared with other files only: repetition within a text is intended.
        """
        return self.is_new_key(key_of(document), part_of_text=part_of_text)

    def is_new_key(self, key: int, *, part_of_text: bool = False) -> bool:
        """As :meth:`is_new`, for the :func:`key_of` a document."""
        if key in self._seen or (key in self._of_this_file and not part_of_text):
            return False
        self._of_this_file.add(key)
        return True


def key_of(document: Document) -> int:
    """Eight bytes of a hash of the document, as a number."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (document.text, *(part for turn in document.turns for part in (turn.role, turn.text))):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return int.from_bytes(digest.digest(), "little")
