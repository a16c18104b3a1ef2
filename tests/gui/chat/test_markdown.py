"""Replies as formatted text: laid out as they grow, coloured, copied, raw, and harmless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.chat import message_list
from gpt_studio.ui.tabs.chat.markdown.view import MarkdownText
from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
from gpt_studio.ui.tabs.chat.message_list import MessageList

REPLY = """# Head

Some *text* with [a link](https://example.org/page).

| a | b |
|---|---|
| 1 | 2 |

```python
def f(x):
    return "three"
```

- one
- two

The end."""


@pytest.fixture
def make_text(qtbot: Any, theme: Theme, runner: Runner) -> Iterator[Callable[[str], MarkdownText]]:
    warm_up = WarmUp(runner)
    shown: list[QScrollArea] = []

    def make(text: str = "") -> MarkdownText:
        made = MarkdownText(text, warm_up, name="text")
        around = QScrollArea()  # because the text is as high as it is long
        shown.append(around)
        around.setWidget(made)
        around.resize(700, 500)
        qtbot.addWidget(around)
        made.setFixedWidth(600)
        around.show()
        qtbot.waitUntil(lambda: made.is_complete)
        return made

    yield make
    runner.wait_for_all()


def paragraphs(view: MarkdownText) -> list[tuple[str, float]]:
    """The words of each block of the document, and how far down it is."""
    found, block, layout = [], view.document().begin(), view.document().documentLayout()
    while block.isValid():
        if block.text():
            found.append((block.text(), layout.blockBoundingRect(block).top()))
        block = block.next()
    return found


@pytest.mark.parametrize("at_once", [1, 5, 23])
def test_a_reply_that_grew_looks_as_one_that_was_there(make_text: Any, qtbot: Any, at_once: int) -> None:
    whole, grown = make_text(REPLY), make_text()
    for start in range(0, len(REPLY), at_once):
        grown.append_text(REPLY[start : start + at_once])
    qtbot.waitUntil(lambda: grown.is_complete)
    assert grown.text == REPLY
    assert paragraphs(grown) == paragraphs(whole)
    assert grown.height() == whole.height()


def test_what_is_laid_out_stays_when_more_comes(make_text: Any) -> None:
    view = make_text(REPLY)
    first = view.document().findBlockByNumber(0)
    before = view.document().revision(), first.revision()
    view.append_text(" More.\n\nAnd more.")
    assert view.document().revision() > before[0]
    assert view.document().findBlockByNumber(0).revision() == before[1]


def test_code_is_coloured_and_copied_with_one_click(make_text: Any, qtbot: Any) -> None:
    view = make_text(REPLY)

    def colours() -> set[str]:
        block = view.document().find("def f").block()
        return {each.format.foreground().color().name() for each in block.layout().formats()}

    qtbot.waitUntil(lambda: QColor(tokens().series[3]).name() in colours())
    button = view.findChild(QWidget, "text_code_0")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == 'def f(x):\n    return "three"'
    view.show_raw(True)
    qtbot.waitUntil(lambda: view.findChild(QWidget, "text_code_0") is None)


def test_the_colours_follow_the_theme(make_text: Any, theme: Theme, qtbot: Any) -> None:
    view = make_text(REPLY)
    theme.choose(ThemeChoice.DARK)
    place = view.document().find("a link")
    assert place.charFormat().foreground().color() == QColor(tokens().accent)


def test_the_raw_text_is_one_click_away(qtbot: Any, theme: Theme) -> None:
    shown = MessageList()
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    shown.show_passages(
        [Passage("user", "*hi*"), Passage("assistant", REPLY), Passage("assistant", "No signs.\nAt all.")]
    )
    _mine, formatted, plain = shown.messages
    assert plain._raw.isHidden()
    assert formatted.body.toPlainText().startswith("Head\n")
    QTest.mouseClick(formatted._raw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: formatted.body.toPlainText() == REPLY)
    QTest.mouseClick(formatted._raw, Qt.MouseButton.LeftButton)
    assert formatted.body.toPlainText().startswith("Head\n")


def test_a_link_asks_before_it_opens(make_text: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view = make_text(REPLY)
    cursor = QTextCursor(view.document().find("a link"))
    cursor.setPosition(cursor.selectionStart() + 2)
    place = view.cursorRect(cursor).center() + QPoint(2, 0)
    for button, expected in (("chat_link_leave", []), ("chat_link_open", ["https://example.org/page"])):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        dialog = view.findChild(QDialog, "chat_link_dialog")
        QTest.mouseClick(dialog.findChild(QWidget, button), Qt.MouseButton.LeftButton)
        assert opened == expected
        qtbot.waitUntil(lambda: view.findChild(QDialog, "chat_link_dialog") is None)


@pytest.mark.parametrize(
    "reply",
    [
        "x" * 100_000,
        "![a](https://example.org/p.png) <img src='https://example.org/q.png'>\n\n" * 50,
        "[" * 5000 + ">" * 5000,
        "\u202e\ufdd0\ufdd1\x00\ufffc |a|\n|-|\n" * 300,
        "> " * 60 + "deep\n" + "  " * 80 + "- a",
        "שלום **עולם** — hello\n\n" * 20,
    ],
)
def test_hostile_replies_are_shown_and_nothing_is_loaded(make_text: Any, qtbot: Any, reply: str) -> None:
    view = make_text()
    asked: list[object] = []
    view.loadResource = lambda *about: asked.append(about)
    view.append_text(reply)
    qtbot.waitUntil(lambda: view.is_complete, timeout=20_000)
    view.grab()
    assert view.text == reply
    assert not asked
    shown = view.toPlainText().replace("\n", "")
    assert shown.count("x") == reply.count("x") or "example" in reply
    assert len(shown) >= min(len(reply) // 4, 20)


def test_a_long_conversation_has_few_widgets_wherever_one_reads(
    qtbot: Any, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_list, "_MOST", 20)
    shown = MessageList()
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    shown.show_passages([Passage("user" if n % 2 == 0 else "assistant", f"turn {n}") for n in range(50)])
    bar = shown.findChild(QWidget, "chat_messages").verticalScrollBar()

    def settle() -> None:
        qtbot.waitUntil(lambda: not shown._growing.isActive())

    settle()
    assert bar.value() == bar.maximum()
    while shown.messages[0].index > 0:
        bar.setValue(0)
        settle()
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        assert len(shown.messages) <= 20
    assert shown.messages[-1].index < 49
    down = shown.findChild(QWidget, "chat_to_end")
    assert down.isVisible()
    QTest.mouseClick(down, Qt.MouseButton.LeftButton)
    settle()
    assert shown.messages[-1].text == "turn 49"
    assert bar.value() == bar.maximum()


def test_tab_goes_from_link_to_link_and_enter_asks(make_text: Any, qtbot: Any) -> None:
    view = make_text(
        "A [first **bold**](https://example.org/1) one.\n\n| a |\n|---|\n| [in a table](https://example.org/2) |\n\n"
        + "word\n\n" * 40
        + "The [last](https://example.org/3)."
    )
    around = view.parentWidget().parentWidget()
    before, after = QPushButton("before", around), QPushButton("after", around)
    QWidget.setTabOrder(before, view)
    QWidget.setTabOrder(view, after)
    before.show()
    after.show()
    around.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    seen = []
    for _ in range(3):
        QTest.keyClick(view if view.hasFocus() else before, Qt.Key.Key_Tab)
        assert view.hasFocus()
        seen.append(view.textCursor().selectedText())
        assert f"https://example.org/{len(seen)}" in view.accessibleDescription()
    assert seen == ["first bold", "in a table", "last"]
    assert around.verticalScrollBar().value() > 0  # to what is told
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog = view.findChild(QDialog, "chat_link_dialog")
    assert "https://example.org/3" in dialog.findChild(QLabel, "chat_link_address").text()
    dialog.reject()
    qtbot.waitUntil(lambda: view.findChild(QDialog, "chat_link_dialog") is None)
    around.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert not view.textCursor().hasSelection()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert view.textCursor().selectedText() == "last"
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert view.textCursor().selectedText() == "in a table"
    assert make_text("No link here.").focusPolicy() == Qt.FocusPolicy.ClickFocus
