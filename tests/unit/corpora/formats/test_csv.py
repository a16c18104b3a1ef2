from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.reading import TextField
from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
POEMS = ("Verde que te quiero verde,\nverde viento.", 'She said "no", twice; and left.', "¿Qué? Nada, nada…")


def written(path: Path, rows: list[list[str]], encoding: str = "utf-8", **dialect: str) -> Path:
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)  # type: ignore[arg-type]
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_delimiter_the_quotes_and_the_text_column_are_found(
    tmp_path: Path, read: Read, delimiter: str, encoding: str
) -> None:
    rows = [["id", "text", "date"], *([str(n), poem, "2024-05-01"] for n, poem in enumerate(POEMS * 5))]
    assert read(written(tmp_path / "poems.csv", rows, encoding, delimiter=delimiter)) == list(POEMS * 5)


def test_without_a_known_title_the_column_with_most_letters_is_read(tmp_path: Path, read: Read) -> None:
    rows = [["clave", "valor", "poema"], *([str(n), "corto", poem] for n, poem in enumerate(POEMS * 5))]
    assert read(written(tmp_path / "poems.csv", rows)) == list(POEMS * 5)


def test_a_table_that_tells_excel_its_delimiter(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes("sep=;\r\nAño;Texto\r\n2020,5;El niño, que ríe\r\n2021,5;La niña, que no\r\n".encode("cp1252"))
    assert read(path) == ["El niño, que ríe", "La niña, que no"]


def test_a_table_without_titles_loses_no_row(tmp_path: Path, read: Read) -> None:
    rows = [[str(n), poem] for n, poem in enumerate(POEMS * 5)]
    assert read(written(tmp_path / "poems.tsv", rows, delimiter="\t")) == list(POEMS * 5)


def test_one_column_of_text_is_read_row_by_row(tmp_path: Path, read: Read) -> None:
    path = written(tmp_path / "lines.csv", [[poem] for poem in POEMS * 3])
    assert read(path) == list(POEMS * 3)


def test_the_column_can_be_chosen_and_a_missing_one_is_said(tmp_path: Path, read: Read) -> None:
    path = written(tmp_path / "two.csv", [["text", "translation"], *[["hello there", "hola, ¿qué tal?"]] * 3])
    assert read(path, "translation") == ["hola, ¿qué tal?"] * 3
    with pytest.raises(StudioError) as raised:
        read(path, "nothing")
    assert raised.value.message.key == "csv.no_column"


def test_each_column_shows_its_first_values_to_choose_by(tmp_path: Path, report: Callable[[Path], FileReport]) -> None:
    rows = [["date", "name", "note"], ["1", "Ana", ""], ["2", "Luis\nMar", "x" * 200], ["3", "Eva", "b"]]
    path = written(tmp_path / "notes.csv", [*rows, *[["5", "Noa", "more words " * 9]] * 3])
    assert report(path).fields == (
        TextField("name", ("Ana", "Luis Mar", "Eva")),
        TextField("note", ("x" * 79 + "…", "b", ("more words " * 9)[:79] + "…")),
    )


def test_question_and_answer_become_a_conversation(tmp_path: Path) -> None:
    path = written(tmp_path / "talk.csv", [["question", "answer"], ["¿Quién eres?", "Un modelo."], ["2+2?", "4."]])
    first, second = iter_documents(Corpus("test", (str(path),)))
    assert first.turns == (Turn("user", "¿Quién eres?"), Turn("assistant", "Un modelo."))
    assert second.turns[1].text == "4."


@pytest.mark.parametrize(
    "titles", [["Question", "Answer"], ["PREGUNTA", "respuesta"], ["prompt", "completion"], ["uno", "dos"], []]
)
def test_two_columns_are_conversations_by_their_titles_or_because_one_asks(tmp_path: Path, titles: list[str]) -> None:
    rows = [[f"¿Cuánto es {n} + {n}?", f"Son {2 * n}, si no me equivoco."] for n in range(5)]
    path = written(tmp_path / "talk.csv", [titles, *rows] if titles else rows)
    found = list(iter_documents(Corpus("test", (str(path),))))
    assert [[turn.text for turn in each.turns] for each in found] == rows


def test_fields_of_megabytes_nuls_and_broken_rows_stop_nothing(
    tmp_path: Path, read: Read, report: Callable[[Path], FileReport]
) -> None:
    long = "palabra " * 400_000
    path = written(tmp_path / "long.csv", [["text"], [long], ["a\0b"], ["short"]])
    assert read(path) == [long, "ab", "short"]
    (tmp_path / "odd.csv").write_text('text,n\n"never closed,1\nnext line,2\n')
    assert report(tmp_path / "odd.csv").documents == 1
    (tmp_path / "empty.csv").write_text("")
    assert report(tmp_path / "empty.csv").problem is not None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_that_ends_where_a_block_of_64_kB_ends_is_a_row(
    tmp_path: Path, read: Read, report: Callable[[Path], FileReport], end: str
) -> None:
    path = tmp_path / "block.csv"
    title = "n" * (64 - len("text,") - len(end))
    words = [f"row {number:05} " + "x" * (64 - 10 - 2 - len(end)) for number in range(3000)]
    lines = [f"text,{title}", *(f"{each},1" for each in words)]
    assert {len(line + end) for line in lines} == {64}
    path.write_bytes("".join(line + end for line in lines).encode())
    assert read(path) == words
    assert report(path).problem is None


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0c", "\x0b", "\x1c"])
def test_only_line_ends_end_rows(tmp_path: Path, read: Read, mark: str) -> None:
    (tmp_path / "odd.csv").write_text(f"text,n\none{mark}two,1\nthree,2\n", "utf-8")
    assert read(tmp_path / "odd.csv") == [f"one{mark}two", "three"]


@pytest.mark.parametrize("head", ["id;nota", "a;texto", "número;comentario"])
def test_a_first_row_of_titles_is_no_text(tmp_path: Path, read: Read, head: str) -> None:
    path = tmp_path / "tabla.csv"
    path.write_text(f"{head}\n1;Me gustó\n2;No tanto\n", "utf-8")
    assert read(path) == ["Me gustó", "No tanto"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_line_that_tells_the_delimiter_may_end_in_any_way(tmp_path: Path, read: Read, end: str) -> None:
    path = tmp_path / "excel.csv"
    path.write_text(end.join(["sep=;", "a;texto", "1;Hola, amigo", ""]), "utf-8", newline="")
    assert read(path) == ["Hola, amigo"]


def test_quotes_behind_backslashes_belong_to_the_text(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "base.csv"
    path.write_text('id,text\n1,"dijo \\"hola\\" y se fue"\n2,"C:\\\\casa"\n', "utf-8")
    assert read(path) == ['dijo "hola" y se fue', "C:\\casa"]
