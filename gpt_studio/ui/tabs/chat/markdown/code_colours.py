"""Which parts of a program's text get which colour. No Qt.

Only languages that are listed here are coloured: their rules are known not to take long over any text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

COMMENT, WORD, TEXT, NUMBER, NAME, PLAIN = range(6)
_LANGUAGES = {
    "bash": "bash",
    "c": "c",
    "c#": "csharp",
    "c++": "cpp",
    "cpp": "cpp",
    "cs": "csharp",
    "csharp": "csharp",
    "css": "css",
    "diff": "diff",
    "go": "go",
    "html": "html",
    "ini": "ini",
    "java": "java",
    "javascript": "javascript",
    "js": "javascript",
    "json": "json",
    "kotlin": "kotlin",
    "lua": "lua",
    "php": "php",
    "py": "python",
    "python": "python",
    "r": "r",
    "rb": "ruby",
    "rs": "rust",
    "ruby": "ruby",
    "rust": "rust",
    "sh": "bash",
    "shell": "bash",
    "sql": "sql",
    "swift": "swift",
    "toml": "toml",
    "ts": "typescript",
    "typescript": "typescript",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
}


LANGUAGES = tuple(sorted(set(_LANGUAGES.values())))


def known(language: str) -> str:
    """The name under which ``language`` is coloured, or ""."""
    return _LANGUAGES.get(language.lower(), "")


def modules() -> list[str]:
    """The modules in which Pygments keeps the rules of the languages."""
    from pygments.lexers import find_lexer_class_by_name

    return sorted({find_lexer_class_by_name(name).__module__ for name in LANGUAGES})


def prepare(language: str) -> None:
    """Load the rules of a known language, which takes up to a tenth of a second."""
    list(coloured("0", language))


def coloured(code: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Start, length and kind of each part of ``code``, in a known ``language``; it is read as far as one asks."""
    kinds = _kinds()
    for start, token, text in _lexer(language).get_tokens_unprocessed(code):
        yield start, len(text), next((kind for family, kind in kinds if token in family), PLAIN)


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import find_lexer_class_by_name

    # PHP is coloured without the mark that begins it in a page, too.
    return find_lexer_class_by_name(language)(**({"startinline": True} if language == "php" else {}))


@cache
def _kinds() -> tuple[tuple[Any, int], ...]:
    from pygments.token import Token

    return (
        (Token.Comment, COMMENT),
        (Token.Keyword, WORD),
        (Token.Operator.Word, WORD),
        (Token.Literal.String, TEXT),
        (Token.Literal.Number, NUMBER),
        (Token.Generic.Inserted, TEXT),
        (Token.Generic.Deleted, NUMBER),
        (Token.Name.Function, NAME),
        (Token.Name.Class, NAME),
        (Token.Name.Tag, NAME),
        (Token.Name.Attribute, NAME),
        (Token.Name.Decorator, NAME),
    )
