"""What a report on a corpus consists of."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class FindingKind(enum.Enum):
    """What can be odd about a text, in the order of a report."""

    DUPLICATE_DOCUMENTS = "duplicate_documents"
    NEAR_DUPLICATES = "near_duplicates"
    REPEATED_PARAGRAPHS = "repeated_paragraphs"
    BOILERPLATE = "boilerplate"
    ENCODING = "encoding"
    MOJIBAKE = "mojibake"
    CONTROL = "control"
    INVISIBLE = "invisible"
    HYPHENS = "hyphens"
    WRAPPED_LINES = "wrapped_lines"
    LONG_LINES = "long_lines"
    SHORT_DOCUMENTS = "short_documents"
    LONG_DOCUMENTS = "long_documents"
    OTHER_LANGUAGES = "other_languages"
    MIXED_LANGUAGES = "mixed_languages"
    NOT_PROSE = "not_prose"
    PERSONAL = "personal"
    PRIVATE_MARKS = "private_marks"


class TextKind(enum.Enum):
    """What kind of text a document is, by most of its characters."""

    PROSE = "prose"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    NUMBERS = "numbers"
    ENCODED = "encoded"


@dataclass(frozen=True)
class Sample:
    """A place with a little text to the left and right. What is long is shortened with "…".

    ``becomes`` is what the remedy makes of ``found``: "" if it is removed, None where there is no remedy.
    """

    before: str
    found: str
    after: str
    becomes: str | None


@dataclass(frozen=True)
class Finding:
    """One odd place: in the file at path ``file`` ("sample:" is the built-in sample), in the document with this number
    (0 is the first), from the character ``place`` on, in ``characters`` characters.

    Places count in the text as the file holds it, with its line ends written alike. The turns of a conversation count
    as one text, with an empty line between them.
    """

    kind: FindingKind
    file: str
    document: int
    place: int
    sample: Sample
    characters: int


@dataclass(frozen=True)
class KindSummary:
    """All findings of one kind: how many places, in how many documents and files, with how many characters.

    ``samples`` are up to three, from different files where possible. ``remedy`` is the name of a setting of
    :class:`~gpt_studio.corpora.remedies.Remedies` or :class:`~gpt_studio.corpora.cleaning.Cleaning` that
    ``Corpus.with_remedy`` switches on; "" if there is none. ``applied``: the corpus has it already, and the numbers say
    what it takes care of.
    """

    kind: FindingKind
    count: int
    documents: int
    files: int
    characters: int
    samples: tuple[Finding, ...]
    remedy: str
    applied: bool


@dataclass(frozen=True)
class LanguageShare:
    """How much of a corpus is in one language: ``code`` as in ISO 639-1; "und" where the text says too little."""

    code: str
    documents: int
    characters: int


@dataclass(frozen=True)
class TextShare:
    """How much of a corpus is text of one kind."""

    kind: TextKind
    documents: int
    characters: int


@dataclass(frozen=True)
class CorpusReport:
    """What is odd about a corpus, and what it consists of.

    ``kinds``: those that were found, in the order of FindingKind. ``languages`` and ``texts`` begin with the largest
    share. ``main_languages`` are those with a tenth of the characters or more: what "keep these languages only" begins
    with. ``characters`` are those of the text as the files hold it, ``bytes`` the size of the files. ``missing`` are
    the Python packages without which some kinds were not looked for. ``file_languages``: the path of each file and the
    language of most of it, where that is known.
    """

    kinds: tuple[KindSummary, ...]
    languages: tuple[LanguageShare, ...]
    texts: tuple[TextShare, ...]
    documents: int
    characters: int
    bytes: int
    main_languages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    file_languages: tuple[tuple[str, str], ...] = ()
