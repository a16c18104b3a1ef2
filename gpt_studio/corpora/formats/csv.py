"""Reads tables of text (CSV, TSV): each row is a document, from one column, or a question and its answer from two.

The delimiter and the quotes are found out from the first rows. Without a choice of the person, columns with known names
are read (:data:`gpt_studio.corpora.json_documents.PAIRS` and ``TEXT_FIELDS``, in capital letters or not); else two
columns of which the first asks are questions and answers; else the column that holds most of the letters is the text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TextIO

from gpt_studio.core.errors import say
from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.json_documents import documents_in
from gpt_studio.corpora.reading import VALUES_SHOWN, Reading, TextFormat, no_column

_HEAD = 64 << 10
_ROWS_LOOKED_AT = 200
_LONGEST_FIELD = 64 << 20
_DELIMITERS = ",;\t|"
_TOLD = re.compile(r'"?sep=([,;\t|])"?(?:\r\n?|\n)', re.IGNORECASE)
"""The line with which a table tells Excel its delimiter."""
_BACKSLASHED = re.compile(r'\\"(?![,;\t|\r\n]|\Z)')
_DOUBLED = re.compile(r'[^,;\t|\r\n]""[^,;\t|\r\n]')
_LONGEST_TITLE = 60
_QUESTION_AND_ANSWER = ("question", "answer")
_MOST = 0.6  # of the rows


def read(reading: Reading) -> Iterator[Document]:
    """The text of each row in the column ``reading.text_field``, or in the detected one. Sets ``reading.fields``."""
    csv.field_size_limit(_LONGEST_FIELD)
    with open_text(reading) as file:
        rows = _rows(file, reading)
        first = list(islice(rows, _ROWS_LOOKED_AT))
        if not first:
            return
        titles = _titles(first)
        body = first[1:] if titles else first
        titles = titles or tuple(str(number) for number in range(1, max(map(len, first)) + 1))
        letters = [_letters(body, place) for place in range(len(titles))]
        for place, title in enumerate(titles):
            if letters[place]:
                filled = (row[place] for row in body if place < len(row) and row[place].strip())
                for value in islice(filled, VALUES_SHOWN):
                    reading.note_field(title, value)
        column = reading.text_field if reading.text_field in titles else ""
        if reading.text_field and not column and reading.depth == 0:
            raise no_column(reading)
        if not column:
            found = tuple(title.casefold() for title in titles)
            titles = found if len(set(found)) == len(found) else titles
            known = bool(body) and bool(documents_in(dict(zip(titles, body[0], strict=False))).documents)
            if not known and _asks(body):
                titles = _QUESTION_AND_ANSWER
            elif not known and reading.fields:
                column = max(zip(titles, letters, strict=True), key=lambda each: each[1])[0]
        for row in chain(body, rows):
            yield from documents_in(dict(zip(titles, row, strict=False)), column).documents


def _rows(file: TextIO, reading: Reading) -> Iterator[list[str]]:
    """The rows that are not empty. What breaks the table ends it, and becomes the problem of the file."""
    head = file.read(_HEAD)
    told = _TOLD.match(head)
    head = head[told.end() :] if told is not None else head
    dialect = _with_delimiter(told[1]) if told is not None else _dialect(head, reading)
    if _BACKSLASHED.search(head) and not _DOUBLED.search(head):
        dialect.escapechar, dialect.doublequote = "\\", False  # as databases write quotes within quotes
    rows = csv.reader(_lines(head, file), dialect)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        reading.problem = say(
            "csv.broken",
            "{name} can be read up to line {line} only ({reason}): mend that line in a text editor.",
            name=reading.path.name,
            line=rows.line_num,
            reason=str(error),
        )


def _lines(head: str, file: TextIO) -> Iterator[str]:
    """The lines of the file whose beginning is ``head``, without NUL characters, on which the reader would stop."""
    *lines, rest = _split(head) or [""]
    if not rest.endswith("\n"):
        following = file.readline(_LONGEST_FIELD)
        if rest.endswith("\r") and following != "\n":
            lines, rest = [*lines, rest], following
        else:
            rest += following  # the block ended within a line, or within its end
    for line in chain(lines, [rest], iter(lambda: file.readline(_LONGEST_FIELD), "")):
        if line:
            yield line.replace("\0", "")


def _split(text: str) -> list[str]:
    """The lines of ``text`` with their ends. Unlike str.splitlines, only line feeds and carriage returns end one."""
    return list(io.StringIO(text, newline=""))


def _dialect(head: str, reading: Reading) -> type[csv.Dialect]:
    """The delimiter that divides most lines of ``head`` into equally many cells, with quotes as in RFC 4180."""
    lines = _split(head)[:_ROWS_LOOKED_AT]
    lines = lines[:-1] if len(lines) > 1 and len(head) == _HEAD else lines

    def evenness(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in _parsed(lines, delimiter) if row]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) / len(counts) if usual > 1 else 0.0), usual

    preferred = "\t" if reading.path.suffix.lower() in (".tsv", ".tab") else ","
    best = max(_DELIMITERS, key=lambda delimiter: (*evenness(delimiter), delimiter == preferred))
    return _with_delimiter(best if evenness(best)[0] else preferred)


def _parsed(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, _with_delimiter(delimiter)))
    except csv.Error:
        return []


def _with_delimiter(mark: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = mark

    return Found


def _titles(rows: list[list[str]]) -> tuple[str, ...]:
    """The titles in the first row; () if it looks like the others: with long, repeated, empty or numeric cells."""
    first = [cell.strip().lstrip("\ufeff") for cell in rows[0]]
    plain = all(cell and len(cell) <= _LONGEST_TITLE and not _is_number(cell) for cell in first)
    if not plain or len(set(first)) < len(first):
        return ()
    if documents_in(dict.fromkeys(first, "text")).documents or len(rows) == 1:
        return tuple(first) if len(rows) > 1 else ()
    if any(_are_numbers(row[place] for row in rows[1:] if place < len(row)) for place in range(len(first))):
        return tuple(first)
    longer = sum(len(cell) for row in rows[1:] for cell in row) / max(1, sum(len(row) for row in rows[1:]))
    return tuple(first) if longer > 2 * sum(map(len, first)) / len(first) else ()


def _are_numbers(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(_is_number, filled))


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def _asks(rows: list[list[str]]) -> bool:
    """Whether the rows are two columns, of which most of the first are questions and few of the second."""
    if not rows or any(len(row) != 2 for row in rows):
        return False
    asked, answered = (sum(row[place].rstrip().endswith("?") for row in rows) / len(rows) for place in (0, 1))
    return asked > _MOST > 2 * answered


def _letters(rows: list[list[str]], place: int) -> int:
    """How many letters the column at ``place`` holds."""
    return sum(sum(map(str.isalpha, row[place][:10_000])) for row in rows if place < len(row))


CSV = TextFormat("Table", (".csv", ".tsv", ".tab"), read, version=4)
