from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import read_corpus
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
