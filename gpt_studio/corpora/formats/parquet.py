"""Reads Parquet tables (with pyarrow, an extra of its own): each row is a document, or a conversation.

A few rows are in memory at a time, and of the columns only those that are used. Without a choice of the person, the
columns are those with known names (:mod:`gpt_studio.corpora.json_documents`), else the one that holds most letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from gpt_studio.core.errors import say
from gpt_studio.corpora.documents import Document, plain_text
from gpt_studio.corpora.json_documents import KNOWN_FIELDS, documents_in
from gpt_studio.corpora.reading import VALUES_SHOWN, Reading, TextFormat, no_column, not_this_kind

_START = b"PAR1"
_ROWS_LOOKED_AT = 200
_CHARACTERS_LOOKED_AT = 4 << 20
_BATCH_BYTES = 4 << 20
_MOST_ROWS = 256  # of a batch; a dictionary makes rows far longer than the file says
_BUFFER = 1 << 20


def read(reading: Reading) -> Iterator[Document]:
    """The text of each row in the column ``reading.text_field``, or in the detected ones. Sets ``reading.fields``."""
    with reading.path.open("rb") as file:
        if file.read(len(_START)) != _START:
            raise not_this_kind(reading, "Parquet")
    reading.encoding = "UTF-8"
    with _Table(reading) as table:
        first = list(_beginning(table.rows(table.columns)))
        fields = [name for name in table.columns if any(documents_in(row, name).documents for row in first)]
        for name in fields:
            for document in islice((each for row in first for each in documents_in(row, name).documents), VALUES_SHOWN):
                reading.note_field(name, plain_text(document))
        column = reading.text_field if reading.text_field in table.columns else ""
        if reading.text_field and not column and reading.depth == 0:
            raise no_column(reading)
        if not column and fields and not any(documents_in(row).documents for row in first):
            column = max(fields, key=lambda name: sum(_letters(row.get(name)) for row in first))
        used = [column] if column else [name for name in table.columns if name in KNOWN_FIELDS]
        table.bad = 0
        for row in table.rows(used) if used else ():
            yield from documents_in(row, column).documents
        table.tell()


class _Table:
    """A Parquet file. ``columns`` are those that may hold text; ``bad`` counts the rows that are no text."""

    def __init__(self, reading: Reading) -> None:
        import pyarrow
        import pyarrow.parquet

        pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # the others reserve more addresses than a helper may
        self._reading = reading
        self._raw = reading.path.open("rb")
        self._file = pyarrow.parquet.ParquetFile(self._raw, buffer_size=_BUFFER, pre_buffer=False)
        self.columns = [field.name for field in self._file.schema_arrow if _may_hold_text(field.type)]
        self.bad = 0

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()
        self._raw.close()

    def rows(self, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The rows, with these columns only."""
        done, total = 0, max(1, self._file.metadata.num_rows)
        for batch in self._file.iter_batches(self._rows_at_once(), columns=list(columns), use_threads=False):
            try:
                yield from batch.to_pylist()
            except UnicodeDecodeError:
                yield from self._sound_rows(batch)
            done += batch.num_rows
            self._reading.progressed(done / total)

    def _sound_rows(self, batch: Any) -> Iterator[dict[str, Any]]:
        for place in range(batch.num_rows):
            try:
                yield from batch.slice(place, 1).to_pylist()
            except UnicodeDecodeError:
                self.bad += 1

    def _rows_at_once(self) -> int:
        metadata = self._file.metadata
        size = sum(int(metadata.row_group(number).total_byte_size) for number in range(metadata.num_row_groups))
        return max(1, min(_MOST_ROWS, _BATCH_BYTES * int(metadata.num_rows) // max(1, size)))

    def tell(self) -> None:
        if self.bad:
            self._reading.problem = say(
                "parquet.left_out",
                "{count:,} {count:|row|rows} of {name} {count:|is|are} damaged and left out.",
                count=self.bad,
                name=self._reading.path.name,
            )


def _beginning(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first rows, fewer if they are long."""
    room = _CHARACTERS_LOOKED_AT
    for row in islice(rows, _ROWS_LOOKED_AT):
        yield row
        room -= sum(len(value) for value in row.values() if isinstance(value, str))
        if room < 0:
            return


def _may_hold_text(kind: Any) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return types.is_struct(kind.value_type) or _is_string(kind.value_type)
    return _is_string(kind)


def _is_string(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _letters(value: Any) -> int:
    return sum(map(str.isalpha, value[:10_000])) if isinstance(value, str) else 0


PARQUET = TextFormat("Parquet table", (".parquet",), read, extracted=True, extra="parquet")
