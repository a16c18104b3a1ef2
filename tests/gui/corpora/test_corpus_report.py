"""The report in the corpus tab, what is switched on there, passwords, the preview's marks, undo and copies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from locked_files import LOCKED_ZIP
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import read_corpus
from gpt_studio.corpora.report.finding import FindingKind
from gpt_studio.ui.tabs.corpora.file_model import ROW_ROLE
from gpt_studio.ui.tabs.corpora.tab import CorpusTab

GARBLED = "The cafÃ© was closed all winter, and the old fox went home to her garden without a word."


@pytest.fixture
def tab(make_tab) -> CorpusTab:
    return make_tab(CorpusTab)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "garbled.txt").write_text(f"{GARBLED}\n", encoding="utf-8")
    (folder / "one.txt").write_text("The same tale, told in two places, word for word.", encoding="utf-8")
    (folder / "two.txt").write_bytes((folder / "one.txt").read_bytes())
    return folder


def scan(qtbot, tab: CorpusTab, source: Path) -> None:
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add([str(source)])


def reported(qtbot, tab: CorpusTab, source: Path):
    """The report, which comes by itself after the scan of a small corpus."""
    pane = tab._editor._report
    with qtbot.waitSignal(pane.reported, check_params_cb=lambda report: report is not None, timeout=60_000):
        tab.add([str(source)])
    return pane.report


def test_a_finding_is_switched_on_undone_and_kept_with_the_corpus(qtbot, tab, odd, find, home: Home):
    report = reported(qtbot, tab, odd)
    assert {FindingKind.MOJIBAKE, FindingKind.DUPLICATE_DOCUMENTS} <= {each.kind for each in report.kinds}
    qtbot.mouseClick(find(tab, "corpus_view_report"), Qt.MouseButton.LeftButton)
    card = find(tab, "finding_mojibake")
    sample = card.findChild(QWidget, "finding_mojibake_sample_0").findChild(QLabel)
    assert "<s>cafÃ©</s>" in sample.text()
    assert "<u>café</u>" in sample.text()
    switch = find(tab, "finding_mojibake_remedy", QCheckBox)
    assert find(tab, "finding_duplicate_documents_remedy", QCheckBox).isChecked()
    assert not switch.isChecked()
    with qtbot.waitSignal(tab._editor.scanned):
        switch.click()
    assert find(tab, "corpus_remedies_mojibake", QCheckBox).isChecked()
    with qtbot.waitSignal(tab._editor.scanned):
        tab.commands["corpus.undo"].trigger()
    assert not switch.isChecked()
    with qtbot.waitSignal(tab._editor.scanned):
        tab.commands["corpus.redo"].trigger()
    assert switch.isChecked()
    qtbot.mouseClick(find(card, "finding_file"), Qt.MouseButton.LeftButton)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: preview.toPlainText().startswith("The cafÃ©é was closed"))
    assert find(tab, "corpus_preview_legend").isVisible()
    find(tab, "corpus_show_removed", QCheckBox).click()
    assert preview.toPlainText().startswith("The café was closed")
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "corpus_save"), Qt.MouseButton.LeftButton)
    assert read_corpus(home.corpora / "odd.toml").remedies.mojibake
    assert (odd / "garbled.txt").read_text(encoding="utf-8") == f"{GARBLED}\n"


def test_other_files_make_the_report_old_and_a_large_corpus_is_checked_when_asked(
    qtbot, tab, odd, tmp_path, find, monkeypatch
):
    reported(qtbot, tab, odd)
    assert find(tab, "corpus_findings").rowCount() > 0
    monkeypatch.setattr("gpt_studio.ui.tabs.corpora.report_pane.SMALL", 10)
    (tmp_path / "more.txt").write_text("More text, and nothing odd about it.", encoding="utf-8")
    scan(qtbot, tab, tmp_path / "more.txt")
    assert tab._editor._report.report is None
    qtbot.mouseClick(find(tab, "corpus_view_report"), Qt.MouseButton.LeftButton)
    assert not find(tab, "corpus_findings").isVisible()
    with qtbot.waitSignal(tab._editor._report.reported, timeout=60_000):
        qtbot.mouseClick(find(tab, "corpus_check"), Qt.MouseButton.LeftButton)
    assert find(tab, "corpus_findings").rowCount() > 0
    assert "tokens" in find(tab, "corpus_amount_sentence", QLabel).text()


def test_what_stands_before_is_struck_with_the_reason(qtbot, tab, odd, find):
    scan(qtbot, tab, odd)
    table = find(tab, "corpus_files")
    table.selectRow(2)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: preview.toPlainText().startswith("[Skipped: the same text stands before.]"))
    cursor = preview.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    assert cursor.charFormat().fontStrikeOut()


def test_a_locked_file_is_opened_with_its_password(qtbot, tab, tmp_path, find):
    path = tmp_path / "locked.zip"
    path.write_bytes(LOCKED_ZIP)
    scan(qtbot, tab, path)
    table = find(tab, "corpus_files")
    assert table.files.reports[0].needs_password
    qtbot.mouseClick(find(tab, "corpus_unlock"), Qt.MouseButton.LeftButton)
    dialog = find(tab, "password_dialog")
    typed = find(dialog, "password", QLineEdit)
    problem = find(dialog, "password_problem", QLabel)
    typed.setText("wrong")
    qtbot.mouseClick(find(dialog, "password_open"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(problem.isVisible, timeout=30_000)
    assert "does not open it" in problem.text()
    typed.setText("secret")
    with qtbot.waitSignal(tab._editor.scanned, timeout=30_000):
        qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert tab.findChild(QWidget, "password_dialog") is None
    (report,) = table.files.reports
    assert (report.documents, report.needs_password, report.problem) == (1, False, None)
    assert not find(tab, "corpus_unlock").isVisible()
    assert "secret" not in repr(tab._draft)


def test_a_file_taken_off_while_the_list_is_sorted_comes_back_with_undo(qtbot, tab, odd, find):
    scan(qtbot, tab, odd)
    table = find(tab, "corpus_files")
    table.sort_by(0)
    table.sort_by(0)
    table.selectRow(0)
    assert table.currentIndex().data(ROW_ROLE).name == "two.txt"
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_remove"), Qt.MouseButton.LeftButton)
    assert tab._draft.corpus.sources == (str(odd / "garbled.txt"), str(odd / "one.txt"))
    assert find(tab, "corpus_undo").accessibleName() == "Undo: texts taken off"
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_undo"), Qt.MouseButton.LeftButton)
    assert tab._draft.corpus.sources == (str(odd),)
    assert [report.name for report in table.files.reports] == ["two.txt", "one.txt", "garbled.txt"]
    tab.commands["corpus.undo"].trigger()
    assert find(tab, "corpus_empty").isVisible()


def test_a_saved_corpus_is_copied_under_another_name(qtbot, tab, odd, find, home: Home):
    scan(qtbot, tab, odd)
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "corpus_save"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(tab, "corpus_all"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.findChild(QWidget, "copy_corpus_odd") is not None)
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "copy_corpus_odd"), Qt.MouseButton.LeftButton)
    assert find(tab, "corpus_name", QLineEdit).text() == "odd 2"
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "corpus_save", QPushButton), Qt.MouseButton.LeftButton)
    assert read_corpus(home.corpora / "odd 2.toml").sources == read_corpus(home.corpora / "odd.toml").sources


def test_the_text_field_is_chosen_by_its_values(qtbot, tab, tmp_path, find):
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(json.dumps({"title": f"T{n}", "body": f"Note {n}"}) for n in range(9)), encoding="utf-8")
    scan(qtbot, tab, path)
    chooser = find(tab, "corpus_text_field", QComboBox)
    told = [chooser.itemData(row, Qt.ItemDataRole.AccessibleTextRole) for row in range(chooser.count())]
    assert told[1:] == ["title: T0  ·  T1  ·  T2", "body: Note 0  ·  Note 1  ·  Note 2"]


def test_a_long_word_in_a_sample_does_not_widen_its_card(qtbot, tab, tmp_path, find):
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "a.txt").write_text(f"The key is ghp_{'Ab3x' * 30} and stands here.", encoding="utf-8")
    report = reported(qtbot, tab, folder)
    assert FindingKind.PERSONAL in {each.kind for each in report.kinds}
    qtbot.mouseClick(find(tab, "corpus_view_report"), Qt.MouseButton.LeftButton)
    assert find(tab, "finding_personal").minimumSizeHint().width() < 400
