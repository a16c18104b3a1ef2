from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, read_corpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.ui.state.handover import TrainTokenizerOn
from gpt_studio.ui.tabs.corpora.file_rows import Column
from gpt_studio.ui.tabs.corpora.saved_corpora import SavedCorpora
from gpt_studio.ui.tabs.corpora.tab import CorpusTab
from gpt_studio.ui.widgets.labels import ElidedLabel
from gpt_studio.ui.widgets.stat_tile import StatTile


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with a good file, one in an old encoding, one .jsonl and a binary one."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a tale.txt").write_text("Once upon a time there was a fox.\n" * 20, encoding="utf-8")
    (folder / "cuento.txt").write_bytes("Érase una vez una niña que vivía en un valle.\n".encode("cp1252") * 20)
    (folder / "data.bin.txt").write_bytes(bytes(range(256)) * 8)
    lines = [json.dumps({"title": f"Title {n}", "story": f"The story of number {n}."}) for n in range(5)]
    (folder / "stories.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def tab(make_tab) -> CorpusTab:
    return make_tab(CorpusTab)


def table(tab: CorpusTab):
    return tab.findChild(object, "corpus_files")


def names(tab: CorpusTab) -> list[str]:
    model = table(tab).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def scan(qtbot, tab: CorpusTab, sources: list[str]) -> None:
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add(sources)


def test_without_a_corpus_the_tab_says_how_to_begin(tab, find):
    assert find(tab, "corpus_empty").isVisible()
    assert find(tab, "corpus_start_sample").isEnabled()
    assert not find(tab, "corpus_files").isVisible()


def test_a_folder_becomes_rows_with_figures_problems_and_totals(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts)])
    assert names(tab) == ["a tale.txt", "cuento.txt", "data.bin.txt", "stories.jsonl"]
    model = table(tab).model()
    second_line = Qt.ItemDataRole.UserRole + 1
    assert model.index(0, Column.CHARACTERS).data() == "680"
    assert model.index(3, Column.DOCUMENTS).data() == "5"
    assert [model.index(row, Column.KIND).data() for row in (0, 3)] == ["Text", "JSON"]
    assert "Windows-1252" in model.index(1, 0).data(second_line)
    assert "data.bin.txt" in model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(2, 0).data(second_line) == str(model.reports[2].problem)
    assert find(tab, "corpus_total_documents", StatTile).value == "7"
    assert find(tab, "corpus_name", QLineEdit).text() == "texts"


def test_numbers_are_shown_whole(qtbot, tab, texts):
    scan(qtbot, tab, [str(texts)])
    shown = table(tab)
    qtbot.waitUntil(
        lambda: all(
            shown.columnWidth(n) >= shown.sizeHintForColumn(n) for n in Column if n and not shown.isColumnHidden(n)
        )
    )


def test_selecting_a_file_shows_how_it_begins(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts)])
    table(tab).selectRow(1)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: preview.toPlainText().startswith("Érase una vez una niña"))


def test_a_file_taken_off_a_folder_stays_off(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts)])
    table(tab).selectRow(2)
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_remove"), Qt.MouseButton.LeftButton)
    assert names(tab) == ["a tale.txt", "cuento.txt", "stories.jsonl"]


def test_the_delete_key_takes_the_last_files_off_and_the_start_page_returns(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "a tale.txt")])
    qtbot.keyClick(table(tab), Qt.Key.Key_Delete)
    assert find(tab, "corpus_empty").isVisible()


def test_the_field_of_a_jsonl_file_can_be_chosen(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "a tale.txt")])
    chooser = find(tab, "corpus_text_field", QComboBox)
    assert not chooser.isVisible()
    scan(qtbot, tab, [str(texts / "stories.jsonl")])
    assert chooser.isVisible()
    title = chooser.findData("title")
    assert title >= 0
    chooser.setCurrentIndex(title)
    with qtbot.waitSignal(tab._editor.scanned):
        chooser.activated.emit(title)
    table(tab).selectRow(1)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: preview.toPlainText().startswith("Title 0"))


def test_a_cleaning_step_switched_off_changes_what_is_read(qtbot, tab, texts, find):
    (texts / "copy.txt").write_bytes((texts / "a tale.txt").read_bytes())
    scan(qtbot, tab, [str(texts / "a tale.txt"), str(texts / "copy.txt")])
    assert find(tab, "corpus_total_documents", StatTile).value == "1"
    with qtbot.waitSignal(tab._editor.scanned):
        find(tab, "corpus_cleaning_duplicates").setChecked(False)
    assert find(tab, "corpus_total_documents", StatTile).value == "2"


def test_a_doubtful_encoding_is_shown_with_the_others_and_can_be_chosen(qtbot, tab, tmp_path, find):
    file = tmp_path / "price.txt"
    file.write_bytes(b"Nothing but ASCII here, and one price: 5 \x80 a day, which may be anything.")
    scan(qtbot, tab, [str(file)])
    assert "doubtful" in find(tab, "corpus_file_problem").text()
    shown = [find(tab, f"corpus_encoding_sample_{number}").text() for number in range(2)]
    assert shown[0].startswith("Windows-1252: ")
    assert "5 € a day" in shown[0]
    assert "a day" in shown[1]
    assert "€" not in shown[1]
    chooser = find(tab, "corpus_file_encoding", QComboBox)
    assert "Windows-1252" in chooser.currentText()
    greek = chooser.findData("mac-greek")
    chooser.setCurrentIndex(greek)
    with qtbot.waitSignal(tab._editor.scanned):
        chooser.activated.emit(greek)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: "5 Ä a day" in preview.toPlainText())
    assert not find(tab, "corpus_file_problem").isVisible()
    save(qtbot, tab, find)
    assert "mac-greek" in (tab.home.corpora / "price.toml").read_text(encoding="utf-8")


def test_the_encoding_of_a_whole_corpus_can_be_chosen(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "cuento.txt")])
    chooser = find(tab, "corpus_encoding", QComboBox)
    cyrillic = chooser.findData("cp1251")
    with qtbot.waitSignal(tab._editor.scanned):
        chooser.activated.emit(cyrillic)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: "сa" in preview.toPlainText() or "niсa" in preview.toPlainText())
    assert chooser.currentData() == "cp1251"


def test_what_is_left_out_and_which_marks_there_are_is_said(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "a tale.txt")])
    assert not find(tab, "corpus_left_out").isVisible()
    assert not find(tab, "corpus_marks").isVisible()
    (texts / "table.xyz").write_text("1", encoding="utf-8")
    (texts / "many.txt").write_text("One.<|endoftext|>Two. [INST]", encoding="utf-8")
    scan(qtbot, tab, [str(texts)])
    assert names(tab)[-1] == "table.xyz"
    assert "divide documents: <|endoftext|> (1)" in find(tab, "corpus_marks").text()
    assert "[INST] (1)" in find(tab, "corpus_marks").text()


def test_links_to_folders_are_followed_by_a_click_and_that_is_kept(qtbot, tab, texts, find, home: Home):
    mine = texts.parent / "mine"
    mine.mkdir()
    (mine / "own.txt").write_text("One of my own.", encoding="utf-8")
    try:
        (mine / "more").symlink_to(texts, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")
    scan(qtbot, tab, [str(mine)])
    assert names(tab) == ["own.txt"]
    links = find(tab, "corpus_links", QPushButton)
    assert links.text() == "Follow the links"
    with qtbot.waitSignal(tab._editor.scanned):
        links.click()
    assert names(tab) == ["own.txt", "a tale.txt", "cuento.txt", "data.bin.txt", "stories.jsonl"]
    assert "are followed" in find(tab, "corpus_left_out").text()
    save(qtbot, tab, find)
    assert read_corpus(home.corpora / "mine.toml").follow_links
    with qtbot.waitSignal(tab._editor.scanned):
        links.click()
    assert names(tab) == ["own.txt"]


def save(qtbot, tab: CorpusTab, find) -> None:
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "corpus_save"), Qt.MouseButton.LeftButton)


def test_a_saved_corpus_leads_on_to_the_tokenizer(qtbot, tab, texts, find, home: Home):
    scan(qtbot, tab, [str(texts)])
    assert not find(tab, "corpus_next").isVisible()
    save(qtbot, tab, find)
    assert (home.corpora / "texts.toml").is_file()
    assert not find(tab, "corpus_save").isEnabled()
    with qtbot.waitSignal(tab.asked) as asked:
        qtbot.mouseClick(find(tab, "corpus_next"), Qt.MouseButton.LeftButton)
    assert asked.args == [TrainTokenizerOn("texts")]


def test_a_saved_corpus_can_be_opened_deleted_and_brought_back(qtbot, tab, texts, find, home: Home, trash):
    scan(qtbot, tab, [str(texts)])
    save(qtbot, tab, find)
    qtbot.mouseClick(find(tab, "corpus_all"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.findChild(object, "open_corpus_texts") is not None)
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "open_corpus_texts"), Qt.MouseButton.LeftButton)
    assert find(tab, "corpus_name", QLineEdit).text() == "texts"
    qtbot.mouseClick(find(tab, "corpus_all"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "delete_corpus_texts"), Qt.MouseButton.LeftButton)
    assert not (home.corpora / "texts.toml").exists()
    assert (trash / "texts.toml").is_file()
    assert (texts / "a tale.txt").exists()
    with qtbot.waitSignal(tab.library.corpora.changed):
        qtbot.mouseClick(find(tab, "corpus_notice_action"), Qt.MouseButton.LeftButton)
    assert (home.corpora / "texts.toml").is_file()


def test_the_keyboard_goes_to_the_next_step_with_the_page(qtbot, tab, texts, find):
    tab.window().activateWindow()
    find(tab, "corpus_start_folder").setFocus()
    scan(qtbot, tab, [str(texts)])
    assert tab.window().focusWidget() is find(tab, "corpus_save")
    find(tab, "corpus_all").setFocus()
    qtbot.keyClick(find(tab, "corpus_all"), Qt.Key.Key_Space)
    assert tab.window().focusWidget() is find(tab, "corpus_begin")


@pytest.mark.parametrize(("width", "beneath"), [(480, False), (260, True)])
def test_a_saved_corpus_is_named_whole_where_the_buttons_leave_too_little_room(qtbot, theme, width, beneath):
    shown = SavedCorpora()
    qtbot.addWidget(shown)
    shown.show_entries((CorpusEntry(Path("a"), "Chat with Marta", 0.0, Corpus("a", ()), files=2),))
    shown.resize(width, 300)
    shown.show()
    name = next(each for each in shown.findChildren(ElidedLabel) if each.text() == "Chat with Marta")
    opener = shown.findChild(QPushButton, "open_corpus_Chat with Marta")
    assert (opener.mapTo(shown, QPoint()).y() >= name.mapTo(shown, QPoint(0, name.height())).y()) is beneath
    assert name.width() >= name.fontMetrics().horizontalAdvance(name.text())
    assert opener.visibleRegion().boundingRect() == opener.rect()


def test_a_corpus_left_unsaved_can_be_fetched_back(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts)])
    qtbot.mouseClick(find(tab, "corpus_all"), Qt.MouseButton.LeftButton)
    assert find(tab, "corpus_empty").isVisible()
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_notice_action"), Qt.MouseButton.LeftButton)
    assert len(names(tab)) == 4


def test_a_bad_or_taken_name_is_explained_and_nothing_is_overwritten(qtbot, tab, texts, find, home: Home):
    scan(qtbot, tab, [str(texts)])
    notice = find(tab, "corpus_notice")
    home.corpora.mkdir(parents=True, exist_ok=True)
    # Another program takes the name just before the click, so that the list does not tell yet.
    (home.corpora / "texts.toml").write_text("mine", encoding="utf-8")
    qtbot.mouseClick(find(tab, "corpus_save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(notice.isVisible)
    assert "already" in notice.text
    assert (home.corpora / "texts.toml").read_text(encoding="utf-8") == "mine"
    qtbot.waitUntil(lambda: find(tab, "corpus_save").text() == "Save as “texts 2”")  # the list was read again
    assert "already" in find(tab, "corpus_name_problem").text()
    name = find(tab, "corpus_name", QLineEdit)
    for typed in ("a/b", " ", "con"):
        name.selectAll()
        qtbot.keyClicks(name, typed)
        assert f'"{typed.strip()}"' in find(tab, "corpus_name_problem").text()
        assert find(tab, "corpus_save").text() == "Save as “texts 2”"
    save(qtbot, tab, find)
    assert (home.corpora / "texts 2.toml").is_file()
    assert name.text() == "texts 2"
    assert not find(tab, "corpus_name_problem").isVisible()


def test_a_name_that_is_taken_is_not_proposed(qtbot, tab, texts, find):
    for expected in ("texts", "texts 2"):
        scan(qtbot, tab, [str(texts)])
        assert find(tab, "corpus_name", QLineEdit).text() == expected
        save(qtbot, tab, find)
        qtbot.mouseClick(find(tab, "corpus_all"), Qt.MouseButton.LeftButton)


def test_files_without_text_are_not_saved_but_added_to(qtbot, tab, texts, tmp_path, find):
    (tmp_path / "nothing.txt").write_bytes(b"")
    scan(qtbot, tab, [str(tmp_path / "nothing.txt")])
    assert find(tab, "corpus_begin").isVisible()
    assert not find(tab, "corpus_save").isVisible()
    assert "no text" in tab.header.sentence
    scan(qtbot, tab, [str(texts)])
    assert find(tab, "corpus_save").isVisible()


def test_a_corpus_of_one_empty_file_says_so_and_cannot_be_saved(qtbot, tab, tmp_path, find, home: Home):
    (tmp_path / "nothing.txt").touch()
    scan(qtbot, tab, [str(tmp_path / "nothing.txt")])
    assert find(tab, "corpus_advice").text == "There is no text in this corpus yet."
    assert not find(tab, "corpus_save").isVisible()
    qtbot.keyClick(find(tab, "corpus_name"), Qt.Key.Key_Return)
    qtbot.waitUntil(find(tab, "corpus_notice").isVisible)
    assert "holds no text" in find(tab, "corpus_notice").text
    assert not home.corpora.exists()
    with qtbot.waitSignal(tab._editor.scanned, timeout=60_000):
        qtbot.mouseClick(find(tab, "corpus_advice_action"), Qt.MouseButton.LeftButton)
    assert names(tab) == ["nothing.txt", "Built-in sample"]
    assert not find(tab, "corpus_advice").isVisible()
    assert find(tab, "corpus_save").isEnabled()
    assert find(tab, "corpus_name", QLineEdit).text() == "Stories"


def test_files_that_could_not_be_read_are_counted_and_give_no_name(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "data.bin.txt"), str(texts / "a tale.txt"), str(texts / "cuento.txt")])
    assert find(tab, "corpus_name", QLineEdit).text() == "a tale"
    save(qtbot, tab, find)
    qtbot.waitUntil(lambda: "3 file" in tab.header.sentence)
    assert "“a tale” is saved (3 file" in tab.header.sentence
    assert "1 of them could not be read, 1,600 characters" in tab.header.sentence


def test_a_name_that_a_person_typed_stays_whatever_was_read(qtbot, tab, texts, find):
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add([str(texts / "data.bin.txt"), str(texts / "a tale.txt")])
        find(tab, "corpus_name", QLineEdit).selectAll()
        qtbot.keyClicks(find(tab, "corpus_name"), "Mine")
    assert find(tab, "corpus_name", QLineEdit).text() == "Mine"


def test_lines_broken_at_a_fixed_width_are_joined_with_one_click(qtbot, tab, tmp_path, find):
    sentence = "The old fox went down to the river and asked the keeper of the lighthouse for the golden key. "
    paragraphs = [textwrap.fill(sentence * n, 70) for n in (3, 4, 5, 6, 7)] * 30
    (tmp_path / "wrapped.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    scan(qtbot, tab, [str(tmp_path / "wrapped.txt")])
    assert "wrapped.txt" in find(tab, "corpus_advice").text
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_advice_action"), Qt.MouseButton.LeftButton)
    assert find(tab, "corpus_cleaning_join_lines").isChecked()
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: "⏎" in preview.toPlainText())
    find(tab, "corpus_show_removed").setChecked(False)
    assert preview.toPlainText().startswith((sentence * 3).strip() + "\n")
    assert "broken" not in find(tab, "corpus_advice").text or not find(tab, "corpus_advice").isVisible()


def test_one_long_line_is_broken_into_paragraphs_with_one_click(qtbot, tab, tmp_path, find):
    (tmp_path / "line.txt").write_text("A fox slept in the sun. " * 6000, encoding="utf-8")
    scan(qtbot, tab, [str(tmp_path / "line.txt")])
    assert "one long line" in find(tab, "corpus_advice").text
    with qtbot.waitSignal(tab._editor.scanned):
        qtbot.mouseClick(find(tab, "corpus_advice_action"), Qt.MouseButton.LeftButton)
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: preview.toPlainText().count("\n") > 5)
    assert not find(tab, "corpus_advice").isVisible()


def test_a_text_that_is_too_short_is_told_before_a_training_and_closed_advice_stays_closed(qtbot, tab, texts, find):
    scan(qtbot, tab, [str(texts / "a tale.txt")])
    assert "680 characters" in find(tab, "corpus_advice").text
    assert find(tab, "corpus_save").isEnabled()
    qtbot.mouseClick(find(tab, "corpus_advice_close"), Qt.MouseButton.LeftButton)
    scan(qtbot, tab, [str(texts / "cuento.txt")])
    assert not find(tab, "corpus_advice").isVisible()


def test_the_built_in_sample_is_one_click_away(qtbot, tab, find):
    with qtbot.waitSignal(tab._editor.scanned, timeout=60_000) as scanned:
        qtbot.mouseClick(find(tab, "corpus_start_sample"), Qt.MouseButton.LeftButton)
    assert scanned.args[0].size >= 2_000_000
    assert table(tab).model().reports[0].path == SAMPLE


def test_folders_of_models_are_left_to_others(tab, texts, tmp_path):
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}", encoding="utf-8")
    assert tab.accepts([texts])
    assert not tab.accepts([model])


def test_shutting_down_in_the_middle_of_a_scan_leaves_nothing_running(tab, runner):
    tab.add([SAMPLE])
    tab.shut_down()
    runner.wait_for_all()
    assert not runner.busy
