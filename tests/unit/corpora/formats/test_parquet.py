"""Parquet tables as pyarrow writes them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora import extraction
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.extraction_process import serve
from gpt_studio.corpora.formats.parquet import read as read_table
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]

POEMS = ["La luna, la luna", "Río abajo va\nel barco", "“Adiós”, dijo"]


def table(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, **options)
    return path


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
def test_the_text_column_is_read_over_all_row_groups(
    tmp_path: Path, read: Read, report: Report, compression: str
) -> None:
    texts = [f"{poem} {number}" for number in range(400) for poem in POEMS]
    columns = {"id": range(len(texts)), "url": [f"example.org/{n}" for n in range(len(texts))], "text": texts}
    path = table(tmp_path / "poems.parquet", columns, compression=compression, row_group_size=100)
    assert read(path) == texts
    if compression == "zstd":
        row = report(path)
        assert (row.documents, row.format, row.problem) == (1200, "Parquet table", None)
        assert [field.name for field in row.fields] == ["url", "text"]
        assert row.fields[0].values == ("example.org/0", "example.org/1", "example.org/2")


@pytest.mark.parametrize(
    "kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())]
)
def test_without_a_known_name_the_column_with_most_letters_is_read(
    tmp_path: Path, read: Read, kind: pyarrow.DataType
) -> None:
    verses = pyarrow.array([*POEMS, None]).cast(kind)
    path = table(tmp_path / "a.parquet", {"author": ["Lorca", None, "Machado", "Mistral"], "verses": verses})
    assert read(path) == POEMS
    assert read(path, "author") == ["Lorca", "Machado", "Mistral"]
    with pytest.raises(StudioError, match="no column “title”: choose one of author, verses"):
        read(path, "title")


def test_lists_of_messages_are_conversations(tmp_path: Path) -> None:
    talk = [
        {"role": "user", "content": "¿Qué hora es?"},
        {"role": "assistant", "content": "Las tres."},
    ]
    path = table(tmp_path / "talks.parquet", {"source": ["web"] * 3, "messages": [talk] * 3})
    wanted = Document(turns=(Turn("user", "¿Qué hora es?"), Turn("assistant", "Las tres.")))
    assert list(read_table(Reading(path))) == [wanted] * 3
    pairs = table(tmp_path / "pairs.parquet", {"question": ["¿Qué hora es?"], "answer": ["Las tres."]})
    assert list(iter_documents(Corpus("test", (str(pairs),)).kept_in(tmp_path / "cache"))) == [wanted]


def test_memory_is_bounded_by_rows_and_not_by_the_row_group(tmp_path: Path) -> None:
    pool = pyarrow.system_memory_pool()
    text = "Había una vez " * 70_000  # a MB
    pages = {"write_batch_size": 1, "use_dictionary": False}  # pages of a MB, in one row group
    path = table(tmp_path / "large.parquet", {"text": [f"{n} {text}" for n in range(64)]}, **pages)
    before = pool.bytes_allocated()
    most = 0
    for number, document in enumerate(read_table(Reading(path))):
        assert document.text.startswith(f"{number} ")
        most = max(most, pool.bytes_allocated() - before)
    assert number == 63
    assert most < 16 << 20


def test_rows_that_are_no_text_are_left_out_and_counted(tmp_path: Path) -> None:
    raw = pyarrow.array([b"one", b"\xff\xfe", b"three"], pyarrow.binary())
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 3, raw.buffers())
    path = table(tmp_path / "a.parquet", {"text": texts})
    reading = Reading(path)
    assert [document.text for document in read_table(reading)] == ["one", "three"]
    assert reading.problem is not None
    assert str(reading.problem) == "1 row of a.parquet is damaged and left out."


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.99])
def test_a_cut_table_is_one_row(tmp_path: Path, report: Report, kept: float) -> None:
    path = table(tmp_path / "cut.parquet", {"text": POEMS * 500})
    data = path.read_bytes()
    path.write_bytes(data[: round(kept * len(data))])
    problem = report(path).problem
    assert problem is not None
    assert problem.key in ("file.damaged", "file.other_kind")


def test_without_its_library_the_row_says_what_to_install_and_nothing_is_kept(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path / "a.parquet", {"text": POEMS})
    with monkeypatch.context() as patched:
        patched.setattr(extraction, "serve", serve_without_pyarrow)
        row = report(path)
    assert row.problem is not None
    assert (row.problem.key, row.problem.values["package"]) == ("file.extra_missing", "pyarrow")
    assert "“parquet”" in str(row.problem)
    assert report(path).documents == 3


def serve_without_pyarrow(line: Any) -> None:
    sys.modules["pyarrow"] = None  # type: ignore[assignment]
    serve(line)
