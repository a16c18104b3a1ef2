"""A tab whose list has not changed does not build its widgets again when it is shown, because that would block the
window during a training."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QPushButton

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.ui.tabs.corpora.saved_corpora import SavedCorpora
from gpt_studio.ui.tabs.tokenizer.chips import Chip
from gpt_studio.ui.tabs.tokenizer.token_view import TokenView
from gpt_studio.ui.tabs.training.chooser import Chooser
from gpt_studio.ui.widgets.two_line_list import Row, TwoLineList

ROWS = [Row("a", "Anna", "1 token", "ph.cube"), Row("b", "Ben", "2 tokens", "ph.cube")]


def test_a_choice_is_filled_again_only_if_the_options_are_others(qtbot, theme):
    chooser = Chooser("Corpus", name="chooser")
    qtbot.addWidget(chooser)
    options = [("a", "Anna", ""), ("b", "Ben", "")]
    chooser.set_options(options, "b")
    with qtbot.assertNotEmitted(chooser.box.model().rowsInserted):
        chooser.set_options(list(options), "b")
    assert chooser.key == "b"
    with qtbot.waitSignal(chooser.box.model().rowsInserted):
        chooser.set_options([*options, ("c", "Carol", "")], "b")


def test_rows_stay_unless_they_are_others_but_another_can_be_the_chosen_one(qtbot, theme):
    shown = TwoLineList(name="list", accessible_name="List", editable=True)
    qtbot.addWidget(shown)
    shown.show_rows(ROWS, "a")
    with qtbot.assertNotEmitted(shown.model().modelReset):
        shown.show_rows(list(ROWS), "b")
    assert shown.current_key == "b"
    with qtbot.waitSignal(shown.model().modelReset):
        shown.show_rows(ROWS[:1], "a")


def test_a_new_title_that_was_not_taken_gives_way_to_the_old_one(qtbot, theme):
    shown = TwoLineList(name="list", accessible_name="List", editable=True)
    qtbot.addWidget(shown)
    shown.show_rows(ROWS, "a")
    model = shown.model()
    assert isinstance(model, QStandardItemModel)
    with qtbot.waitSignal(shown.renamed):
        model.item(0).setText("")
    shown.show_rows(list(ROWS), "a")
    assert model.item(0).text() == "Anna"


def test_saved_corpora_keep_their_buttons(qtbot, theme):
    shown = SavedCorpora()
    qtbot.addWidget(shown)
    entry = CorpusEntry(Path("Tales.toml"), "Tales", 1000.0, Corpus("Tales", ("tales.txt",)))
    shown.show_entries((entry,))
    button = shown.findChild(QPushButton, "open_corpus_Tales")
    shown.show_entries((entry,))
    assert shown.findChildren(QPushButton, "open_corpus_Tales") == [button]
    assert button.isVisibleTo(shown)


def test_tokens_are_drawn_again_only_if_something_about_them_changes(qtbot, theme, monkeypatch):
    view = TokenView(name="tokens")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_chips(tuple(Chip(number, f"word{number}", f"word{number}") for number in range(12)))
    view.show()
    qtbot.waitExposed(view)
    drawn = []
    paint = TokenView._paint
    monkeypatch.setattr(TokenView, "_paint", lambda *given: (drawn.append(given[2]), paint(*given))[1])
    view.grab()
    drawn.clear()
    view.grab()
    assert drawn == []
    qtbot.mouseMove(view.viewport(), view.area_of(3).center())
    before = view.grab().toImage()
    qtbot.mouseMove(view.viewport(), view.area_of(5).center())
    assert view.grab().toImage() != before
    assert set(drawn) <= {3, 5}
    qtbot.keyClick(view, Qt.Key.Key_Right)
    view.grab()
    assert len(set(drawn)) == 12


def test_a_title_that_is_being_typed_is_not_lost_when_the_rows_change(qtbot, theme, find):
    shown = TwoLineList(name="list", accessible_name="List", editable=True)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_rows(ROWS, "a")
    shown.edit_current()
    editor = find(shown, "list_editor")
    editor.selectAll()
    qtbot.keyClicks(editor, "Hann")
    newer = [Row("c", "Carol", "3 tokens", "ph.cube"), *ROWS]
    shown.show_rows(newer, "a")
    qtbot.keyClicks(editor, "ah")
    with qtbot.waitSignal(shown.renamed) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == ["a", "Hannah"]
    qtbot.waitUntil(lambda: shown.keys == ["c", "a", "b"])
