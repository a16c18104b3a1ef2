"""Reads program code as it is. In folders it is read only where they are source trees (corpora/sources.py)."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats import plain_text
from gpt_studio.corpora.reading import Reading, TextFormat


def read(reading: Reading) -> Iterator[Document]:
    """The documents of :func:`plain_text.read`: a file is one."""
    return plain_text.read(reading)


SOURCE_CODE = TextFormat(
    "Source code",
    (
        *(".py", ".pyi", ".ipy", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte"),
        *(".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".m", ".mm", ".cs", ".java", ".kt", ".kts", ".scala"),
        *(".go", ".rs", ".rb", ".php", ".swift", ".dart", ".lua", ".pl", ".pm", ".r", ".jl", ".hs", ".ml", ".ex"),
        *(".exs", ".erl", ".clj", ".lisp", ".el", ".scm", ".sh", ".bash", ".zsh", ".fish", ".ps1", ".bat", ".sql"),
        *(".css", ".scss", ".less", ".zig", ".nim", ".f90", ".f", ".pas", ".asm", ".s", ".cmake", ".gradle", ".groovy"),
    ),
    read,
    code=True,
)
