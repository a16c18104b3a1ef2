from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import read_corpus
from gpt_studio.ui.state.handover import ContinueTraining
from gpt_studio.ui.tabs.corpora.tab import CorpusTab

CHAT = (
    "12/3/24, 21:05 - Luis: ¿Vienes?\n12/3/24, 21:07 - Ana: Voy\n12/3/24, 21:08 - Luis: Bien\n12/3/24, 21:09 - Ana: Ya"
)


def test_a_chat_asks_who_is_the_model_and_becomes_conversations(qtbot, make_tab, find, tmp_path, home: Home):
    tab = make_tab(CorpusTab)
    plain, chat = tmp_path / "tale.txt", tmp_path / "_chat.txt"
    plain.write_text("Once upon a time there was a fox.\n" * 20, "utf-8")
    chat.write_text(CHAT, "utf-8")
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add([str(plain)])
    chooser = find(tab, "corpus_assistant", QComboBox)
    assert not chooser.isVisible()
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add([str(chat)])
    assert chooser.isVisible()
    assert [chooser.itemData(place) for place in range(chooser.count())] == ["", "Luis", "Ana"]
    with qtbot.waitSignal(tab._editor.scanned):
        chooser.setCurrentIndex(chooser.findData("Ana"))
        chooser.activated.emit(chooser.currentIndex())
    tab._editor._show_wanted(str(chat))
    preview = find(tab, "corpus_preview", QPlainTextEdit)
    qtbot.waitUntil(lambda: "assistant: Voy" in preview.toPlainText())
    tab.commands["corpus.save"].trigger()
    qtbot.waitUntil(lambda: not tab._draft.changed)
    assert read_corpus(home.corpora / "tale.toml").assistant == "Ana"
    with qtbot.waitSignal(tab._editor.scanned):
        tab.commands["corpus.undo"].trigger()
    assert chooser.currentData() == ""


def test_where_a_model_is_there_it_learns_to_answer_like_the_speaker(qtbot, make_tab, find, tmp_path, home: Home):
    save_tiny(home.models / "Cat", "gpt2", byte_level_tokenizer(), None)
    tab = make_tab(CorpusTab)
    chat = tmp_path / "_chat.txt"
    chat.write_text(CHAT, "utf-8")
    with qtbot.waitSignal(tab._editor.scanned):
        tab.add([str(chat)])
    qtbot.waitUntil(lambda: bool(tab.library.models.now))
    assert "Next: train a tokenizer on it." in tab.header.sentence
    chooser = find(tab, "corpus_assistant", QComboBox)
    with qtbot.waitSignal(tab._editor.scanned):
        chooser.setCurrentIndex(chooser.findData("Ana"))
        chooser.activated.emit(chooser.currentIndex())
    assert "Next: let a model learn it." in tab.header.sentence
    tab.commands["corpus.save"].trigger()
    qtbot.waitUntil(lambda: not tab._draft.changed)
    assert "Next: let “Cat” learn to answer like Ana." in tab.header.sentence
    with qtbot.waitSignal(tab.asked) as asked:
        qtbot.mouseClick(find(tab, "corpus_next", QPushButton), Qt.MouseButton.LeftButton)
    assert asked.args == [ContinueTraining(home.models / "Cat", "_chat")]
