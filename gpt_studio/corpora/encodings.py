"""The encodings that a text can have: Python's name, the common name, and whether it is rare."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError, shortened


@dataclass(frozen=True)
class KnownEncoding:
    """``codec`` is Python's name, ``label`` the common one. A ``rare`` encoding is guessed only on clear evidence."""

    codec: str
    label: str
    rare: bool = False


@dataclass(frozen=True)
class EncodingSample:
    """A piece of a file decoded with ``codec`` (Python's name)."""

    codec: str
    label: str
    text: str


UNICODE = (
    KnownEncoding("utf-8", "UTF-8"),
    KnownEncoding("utf-16-le", "UTF-16 LE"),
    KnownEncoding("utf-16-be", "UTF-16 BE"),
    KnownEncoding("utf-32-le", "UTF-32 LE"),
    KnownEncoding("utf-32-be", "UTF-32 BE"),
)
# Where several decode a file to the same text, the first is named.
OLDER = (
    KnownEncoding("cp1252", "Windows-1252"),
    KnownEncoding("cp1250", "Windows-1250"),
    KnownEncoding("cp1251", "Windows-1251"),
    KnownEncoding("cp1253", "Windows-1253"),
    KnownEncoding("cp1254", "Windows-1254"),
    KnownEncoding("cp1255", "Windows-1255"),
    KnownEncoding("cp1256", "Windows-1256"),
    KnownEncoding("cp1257", "Windows-1257"),
    KnownEncoding("cp1258", "Windows-1258"),
    KnownEncoding("iso8859-1", "ISO 8859-1"),
    KnownEncoding("iso8859-2", "ISO 8859-2"),
    KnownEncoding("iso8859-5", "ISO 8859-5"),
    KnownEncoding("iso8859-6", "ISO 8859-6"),
    KnownEncoding("iso8859-7", "ISO 8859-7"),
    KnownEncoding("iso8859-8", "ISO 8859-8"),
    KnownEncoding("iso8859-9", "ISO 8859-9"),
    KnownEncoding("iso8859-13", "ISO 8859-13"),
    KnownEncoding("iso8859-15", "ISO 8859-15"),
    KnownEncoding("koi8-r", "KOI8-R"),
    KnownEncoding("koi8-u", "KOI8-U"),
    KnownEncoding("cp850", "DOS 850"),
    KnownEncoding("cp437", "DOS 437"),
    KnownEncoding("cp852", "DOS 852"),
    KnownEncoding("cp866", "DOS 866"),
    KnownEncoding("cp857", "DOS 857"),
    KnownEncoding("cp737", "DOS 737"),
    KnownEncoding("cp775", "DOS 775"),
    KnownEncoding("mac-roman", "Mac Roman"),
    KnownEncoding("mac-latin2", "Mac Central European"),
    KnownEncoding("mac-cyrillic", "Mac Cyrillic"),
    KnownEncoding("mac-greek", "Mac Greek"),
    KnownEncoding("mac-turkish", "Mac Turkish"),
    KnownEncoding("cp932", "Shift JIS"),
    KnownEncoding("euc_jis_2004", "EUC-JP"),
    KnownEncoding("gb18030", "GB 18030"),
    KnownEncoding("big5hkscs", "Big5"),
    KnownEncoding("cp949", "EUC-KR"),
    KnownEncoding("cp874", "Windows-874"),
    KnownEncoding("cp1125", "DOS 1125"),
    KnownEncoding("cp855", "DOS 855", rare=True),
    KnownEncoding("cp858", "DOS 858", rare=True),
    KnownEncoding("cp860", "DOS 860", rare=True),
    KnownEncoding("cp861", "DOS 861", rare=True),
    KnownEncoding("cp862", "DOS 862", rare=True),
    KnownEncoding("cp863", "DOS 863", rare=True),
    KnownEncoding("cp864", "DOS 864", rare=True),
    KnownEncoding("cp865", "DOS 865", rare=True),
    KnownEncoding("cp869", "DOS 869", rare=True),
    KnownEncoding("iso8859-3", "ISO 8859-3", rare=True),
    KnownEncoding("iso8859-4", "ISO 8859-4", rare=True),
    KnownEncoding("iso8859-10", "ISO 8859-10", rare=True),
    KnownEncoding("iso8859-14", "ISO 8859-14", rare=True),
    KnownEncoding("iso8859-16", "ISO 8859-16", rare=True),
    KnownEncoding("mac-iceland", "Mac Icelandic", rare=True),
    KnownEncoding("kz1048", "Kazakh 1048", rare=True),
    KnownEncoding("ptcp154", "PT154", rare=True),
    KnownEncoding("johab", "Johab", rare=True),
    KnownEncoding("shift_jis_2004", "Shift JIS 2004", rare=True),
)
_NOT_FOR_FILES = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"))
_LABELS = {codecs.lookup(known.codec).name: known.label for known in (*UNICODE, *OLDER)}
_LABELS |= {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}


def label_of(codec: str) -> str:
    """The common name: ``UTF-8``, ``Windows-1252``."""
    name = codecs.lookup(codec).name
    return _LABELS.get(name, name.replace("_", "-").upper())


def is_text_encoding(name: str) -> bool:
    """Whether text files can be read in the encoding called ``name``: a PDF is in none."""
    try:
        return bool(codec_named(name))
    except StudioError:
        return False


def codec_named(name: str) -> str:
    """Python's name for the text encoding that a person calls ``name``. Raises StudioError if there is none."""
    wanted = name.strip()
    for known in (*UNICODE, *OLDER):
        if wanted.casefold() == known.label.casefold():
            return codecs.lookup(known.codec).name
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError):
        found = None
    if found is None or not found._is_text_encoding or found.incrementaldecoder is None or found.name in _NOT_FOR_FILES:
        raise StudioError(
            "encoding.unknown",
            "There is no text encoding called {name}: use a name such as utf-8, cp1252, iso8859-2 or koi8-r.",
            name=shortened(name),
        )
    return found.name
