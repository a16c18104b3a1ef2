from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest

from gpt_studio.corpora.scan import FileReport
from gpt_studio.jobs.corpora.scan_corpus import NotRead
from gpt_studio.ui.tabs.corpora.file_model import FileModel
from gpt_studio.ui.tabs.corpora.file_rows import Column, rows_of
from gpt_studio.ui.tabs.corpora.file_table import FileTable


def report(number: int, **values) -> FileReport:
    fields = {"size": number * 7 % 1000, "characters": number, "documents": 1, "encoding": "UTF-8"}
    return FileReport(
        **{"path": f"/a/{number:04}.txt", "format": "Plain text", "problem": None} | fields | values  # type: ignore[arg-type]
    )


def shown(model: FileModel, column: Column = Column.FILE) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def model(theme) -> FileModel:
    return FileModel()


def test_three_thousand_rows_are_put_sorted_and_thinned_out_in_few_steps(model):
    reports = [report(number) for number in range(3000)]
    random.Random(1).shuffle(reports)
    told: list[str] = []
    model.rowsInserted.connect(lambda *_: told.append("in"))
    model.rowsRemoved.connect(lambda *_: told.append("out"))
    model.layoutChanged.connect(lambda *_: told.append("order"))
    model.dataChanged.connect(lambda *_: told.append("data"))
    model.put(reports)
    kept = QPersistentModelIndex(model.index(model.row_of("/a/0007.txt"), 0))
    model.keep([each.path for each in sorted(reports, key=lambda each: each.path)])
    assert shown(model) == [f"{number:04}.txt" for number in range(3000)]
    model.sort(Column.SIZE, Qt.SortOrder.DescendingOrder)
    assert kept.data() == "0007.txt"
    assert [each.size for each in model.reports] == sorted((each.size for each in reports), reverse=True)
    model.put(reports)  # the same ones: nothing changes
    model.keep([f"/a/{number:04}.txt" for number in range(1500)])
    assert model.rowCount() == 1500
    assert model.index(model.row_of("/a/0007.txt"), 0).data() == "0007.txt"
    assert told.count("in") == 1
    assert told.count("data") == 0
    model.sort(-1)
    assert shown(model)[:2] == ["0000.txt", "0001.txt"]


def test_files_that_are_not_read_come_last_one_by_one_where_they_are_few(model, qtmodeltester):
    qtmodeltester.check(model)
    model.put([report(1), report(2)])
    model.keep(["/a/0001.txt", "/a/0002.txt"])
    few, many, code = (
        NotRead(".xyz", 1, (Path("/a/table.xyz"),)),
        NotRead(".jpg", 700, tuple(Path(f"/a/{number}.jpg") for number in range(3))),
        NotRead(".py", 5, (Path("/a/1.py"),), code=True),
    )
    model.show_left_out(rows_of((few, many, code)))
    assert shown(model) == ["0001.txt", "0002.txt", "table.xyz", "700 .jpg files", "5 .py files"]
    model.sort(Column.FILE, Qt.SortOrder.DescendingOrder)
    assert shown(model)[:3] == ["0002.txt", "0001.txt", "table.xyz"]
    assert shown(model, Column.KIND)[2:] == ["Not read"] * 3
    assert "whole program" in model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show_left_out(())
    assert model.rowCount() == 2


def test_languages_and_kinds_are_sorted_by_what_is_shown(model):
    model.put([report(1, format="PDF"), report(2), report(3, format="Table", needs_password=True)])
    model.keep([f"/a/000{number}.txt" for number in (1, 2, 3)])
    model.show_languages({"/a/0001.txt": "Français", "/a/0003.txt": "English"})
    model.sort(Column.LANGUAGE)
    assert shown(model, Column.LANGUAGE) == ["", "English", "Français"]
    model.sort(Column.KIND)
    assert shown(model, Column.KIND) == ["PDF", "Table", "Text"]


def test_a_table_is_sorted_in_turns_and_keeps_its_selection(qtbot, theme):
    table = FileTable()
    qtbot.addWidget(table)
    table.files.put([report(number) for number in (3, 1, 2)])
    table.files.keep([f"/a/000{number}.txt" for number in (3, 1, 2)])
    chosen = table.files.index(0, 0)
    table.selectionModel().select(
        chosen, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    for expected in (["0001.txt", "0002.txt", "0003.txt"], ["0003.txt", "0002.txt", "0001.txt"]):
        table.sort_by(Column.FILE)
        assert shown(table.files) == expected
        assert table.selected_paths() == ["/a/0003.txt"]
    table.sort_by(-1)
    assert shown(table.files) == ["0003.txt", "0001.txt", "0002.txt"]


def test_many_rows_here_and_there_are_removed_at_once_and_the_current_one_stays(qtbot, theme):
    table = FileTable()
    qtbot.addWidget(table)
    table.files.put([report(number) for number in range(3000)])
    table.selectRow(2000)
    told: list[str] = []
    table.files.rowsRemoved.connect(lambda *_: told.append("out"))
    table.files.keep([f"/a/{number:04}.txt" for number in range(0, 3000, 2)])
    assert table.files.rowCount() == 1500
    assert table.selected_paths() == ["/a/2000.txt"]
    assert len(told) <= 20


def test_the_row_under_the_pointer_and_the_one_with_the_keyboard_are_marked_whole(qtbot, theme):
    table = FileTable()
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.files.put([report(number) for number in (1, 2, 3)])
    table.show()

    def edges(row: int) -> set[str]:
        """The colours along the upper and lower edge of a row, where nothing is written."""
        picture = table.viewport().grab().toImage()
        cell = table.visualRect(table.files.index(row, 0))
        lines = (cell.top() + 3, cell.bottom() - 4)
        return {picture.pixelColor(x, y).name() for y in lines for x in range(4, table.viewport().width() - 4)}

    plain = edges(0)
    assert len(plain) == 1
    QTest.mouseMove(table.viewport(), table.visualRect(table.files.index(0, 0)).center())
    qtbot.waitUntil(lambda: edges(0) != plain)
    assert len(edges(0)) == 1, "all columns of it"
    assert edges(1) == plain
    table.activateWindow()
    table.setFocus()
    table.selectRow(2)
    qtbot.waitUntil(table.hasFocus)
    assert len(edges(2)) == 1, "no frame around one of its cells"
    assert edges(2) not in (plain, edges(0))
