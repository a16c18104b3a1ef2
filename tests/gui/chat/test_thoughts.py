"""What the model was thinking: tints, the card of a token, and going on from another one."""

from pathlib import Path
from typing import Any

import pytest
from learnt_here import learn_here
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from gpt_studio.core.paths import Home
from gpt_studio.insight.choice import Choice
from gpt_studio.ui.tabs.chat.look_at_text import LookAtText
from gpt_studio.ui.tabs.chat.time_machine import TimeMachine
from gpt_studio.ui.tabs.chat.tinted_reply import TintedReply
from gpt_studio.ui.thoughts.legend import Sample
from gpt_studio.ui.thoughts.token_layer import TokenLayer, units

REPLY = "The cat sleeps on the warm stone."
COUNTING = "one two three four five six seven. "


@pytest.fixture
def talking(models: Path, person: Any) -> Any:
    person.open("talker")
    return person


def settle(person: Any) -> None:
    person.wait_for_writing_to_end()
    person.wait_until(lambda: not person.tab.runner.busy)


def switch_on(person: Any) -> None:
    if not person.tab.parts.thoughts.on:
        if person.shows("chat_thoughts"):
            person.click("chat_thoughts")
        else:  # nothing was written yet
            person.tab.commands["chat.thoughts"].trigger()
    settle(person)


def tinted(person: Any, index: int = 1) -> TintedReply:
    """The view of tinted text in the message at ``index``."""
    message = next(each for each in person.tab.parts.middle.messages.messages if each.index == index)
    (view,) = message.findChildren(TintedReply)
    return view


def shown(layer: TokenLayer) -> str:
    return layer.start_text + "".join(choice.shown for choice in layer.choices)


def point_at(layer: TokenLayer, number: int) -> None:
    viewport = layer.view.viewport()
    place = QPointF(viewport.mapFromGlobal(layer.rect_of(number).center()))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, moved)


def click_on(layer: TokenLayer, number: int) -> None:
    viewport = layer.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.mapFromGlobal(layer.rect_of(number).center()))


def card_of(person: Any) -> Any:
    return person.tab.parts.thoughts._cards.card


def other_row(card: Any) -> Any:
    return next(row for row in card._rows if row.isEnabled() and not row.isHidden())


def test_the_switch_tints_a_reply_whose_thoughts_are_known_and_is_remembered(talking: Any, make_person: Any) -> None:
    talking.say("hello")
    settle(talking)
    body = talking.find("chat_message_1_text")
    assert body.isVisible()
    talking.click("chat_thoughts")
    assert not talking.tab.parts.thoughts._reading  # they were reported while it was written
    assert shown(tinted(talking).layer) == REPLY
    assert not body.isVisible()
    assert talking.text("chat_message_1_likelihood").startswith("At each token it hesitated as between 1.")
    settle(talking)
    again = make_person()
    again.wait_until(lambda: again.tab.parts.thoughts.on)
    talking.click("chat_thoughts")
    assert body.isVisible()
    settle(talking)


def test_tints_while_it_is_written(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    talking.wait_until(lambda: bool(tinted(talking).layer.choices))
    settle(talking)
    assert shown(tinted(talking).layer) == REPLY == talking.said()[1]
    assert tinted(talking).body.text == REPLY


def test_replies_of_an_earlier_session_are_read_anew(talking: Any, make_person: Any) -> None:
    talking.say("hello")
    settle(talking)
    talking.say("a")
    settle(talking)
    later = make_person()
    later.wait_until(lambda: bool(later.rows("chat_conversations")))
    later.pick("chat_conversations", "hello")
    later.wait_until(lambda: len(later.said()) == 4)
    settle(later)
    switch_on(later)
    for index in (1, 3):
        later.wait_until(lambda index=index: shown(tinted(later, index).layer) == REPLY)
    settle(later)


def test_pointing_shows_the_card_and_a_click_holds_it(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    settle(talking)
    layer = tinted(talking).layer
    point_at(layer, 2)
    card = card_of(talking)
    assert card.isVisible()
    assert card.choice is layer.choices[2]
    rows = [row for row in card._rows if not row.isHidden()]
    assert len(rows) == 10
    assert [row.candidate.id for row in rows if row.drawn] == [layer.choices[2].id]
    assert "It was drawn" in rows[0].accessibleName()
    layer.left.emit()
    talking.wait_until(lambda: not card.isVisible())
    click_on(layer, 3)
    point_at(layer, 1)
    assert card.choice is layer.choices[3]
    QTest.keyClick(layer.view, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert layer.current is None


def test_another_token_goes_on_as_a_branch(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    settle(talking)
    layer = tinted(talking).layer
    click_on(layer, 1)
    row = other_row(card_of(talking))
    begun = layer.choices[0].shown + row.candidate.text
    row.click()
    settle(talking)
    assert talking.said()[1].startswith(begun)
    assert not card_of(talking).isVisible()
    assert shown(tinted(talking).layer) == talking.tab.parts.talk.conversation.passages[1].text
    assert tinted(talking).layer.choices[1].id == row.candidate.id
    talking.wait_until(lambda: talking.text("chat_message_1_which") == "2/2")
    talking.click("chat_message_1_earlier")
    settle(talking)
    assert talking.said() == ["hello", REPLY]
    assert shown(tinted(talking).layer) == REPLY


def test_the_end_can_be_chosen_too(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    settle(talking)
    layer = tinted(talking).layer
    for number in range(len(layer.choices) - 1, 0, -1):
        ends = [each for each in layer.choices[number].candidates if each.ends]
        if ends:
            break
    kept = "".join(choice.shown for choice in layer.choices[:number])
    click_on(layer, number)
    next(row for row in card_of(talking)._rows if row.candidate is ends[0]).click()
    settle(talking)
    assert talking.said()[1] == kept
    assert talking.tab.parts.talk.conversation.passages[1].ended == "end"


def test_keys_lead_through_the_tokens_and_into_the_card(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    settle(talking)
    view = tinted(talking)
    view.body.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view.body, key)
    assert view.layer.current == 1
    QTest.keyClick(view.body, Qt.Key.Key_Return)
    card = card_of(talking)
    assert talking.tab.window().focusWidget() is other_row(card)
    QTest.keyClick(card, Qt.Key.Key_Down)
    row = talking.tab.window().focusWidget()
    assert row is not other_row(card)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert talking.tab.window().focusWidget() is view.body


def test_other_settings_move_the_bars_and_write_only_when_asked(talking: Any) -> None:
    switch_on(talking)
    talking.say("hello")
    settle(talking)
    layer = tinted(talking).layer
    click_on(layer, 2)
    card = card_of(talking)
    talking.find("chat_token_more").click()
    talking.wait_until(lambda: talking.shows("chat_token_temperature"))
    before = [row.candidate.odds for row in card._rows if not row.isHidden()]
    talking.find("chat_token_temperature").setValue(200)
    talking.find("chat_token_top_p").setValue(100)
    after = [row.candidate.odds for row in card._rows if not row.isHidden()]
    assert after[0] < before[0]
    assert all(after)
    assert talking.said()[1] == REPLY
    talking.find("chat_token_top_k").setValue(1)
    assert [row.candidate.odds for row in card._rows if not row.isHidden()][:2] == [1.0, 0.0]
    talking.click("chat_token_write")
    settle(talking)
    assert talking.tab.parts.sampling.sampling.top_k == 1
    talking.wait_until(lambda: talking.text("chat_message_1_which") == "2/2")


@pytest.fixture
def counting(models: Path, person: Any) -> Any:
    person.open("counter")
    return person


def test_a_completion_is_tinted_where_the_model_wrote_and_branches(counting: Any) -> None:
    counting.write_at_most(12)
    switch_on(counting)
    editor = counting.find("chat_text")
    editor.setPlainText("one two three four")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    counting.click("chat_continue")
    settle(counting)
    layer = counting.tab.parts.thoughts._text_layer
    counting.wait_until(lambda: shown(layer) == counting.document)
    told = [number for number, tells in enumerate(layer._told) if tells]
    assert "".join(layer.choices[number].shown for number in told) == counting.document.removeprefix(
        "one two three four"
    )
    first = told[1]
    kept = layer.start_text + "".join(choice.shown for choice in layer.choices[:first])
    click_on(layer, first)
    row = other_row(card_of(counting))
    row.click()
    settle(counting)
    assert counting.document.startswith(kept + row.candidate.text)
    assert len(counting.tab.parts.talk.conversation.leaves()) == 2
    counting.wait_until(lambda: shown(layer) == counting.document)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    number = len(layer.choices)
    QTest.keyClicks(editor, "x")
    assert len(layer.choices) == number  # the model saw all of it
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(editor, "x")
    assert not layer.choices


def test_a_pasted_text_is_looked_at(counting: Any) -> None:
    switch_on(counting)
    counting.click("chat_look_at_text")
    (dialog,) = counting.tab.findChildren(LookAtText)
    dialog._text.setPlainText("one two three cheese five")
    dialog.findChild(QTextEdit, "chat_look_text").setFocus()
    counting.find("chat_look").click()
    counting.wait_until(lambda: "perplexity" in counting.text("chat_look_said"))
    assert shown(dialog._layer) == "one two three cheese five"
    assert "bits per byte" in counting.text("chat_look_said")
    hardest = counting.find("chat_look_hardest")
    surprises = [choice.surprise for choice in dialog._layer.choices]
    hardest.setCurrentRow(0)
    assert surprises[dialog._layer.current] == max(surprises)
    assert dialog._cards.card.isVisible()
    assert not any(row.isEnabled() for row in dialog._cards.card._rows if not row.isHidden())
    dialog._text.setPlainText("one")
    assert counting.text("chat_look_said") == ""
    dialog.reject()
    settle(counting)


def test_a_part_of_a_character_is_said_to_be_one(counting: Any) -> None:
    counting.tab.commands["chat.look_at_text"].trigger()
    (dialog,) = counting.tab.findChildren(LookAtText)
    dialog._text.setPlainText("one é two")
    counting.find("chat_look").click()
    counting.wait_until(lambda: "perplexity" in counting.text("chat_look_said"))
    hardest = counting.find("chat_look_hardest")
    words = [hardest.item(row).text().split("   ")[0] for row in range(hardest.count())]
    assert words.count("part of “é”") == 1
    assert "é" in words
    hardest.setCurrentRow(words.index("part of “é”"))
    assert dialog._cards.card._title.text().startswith("“(part)”: ")
    dialog.reject()
    settle(counting)


def test_what_it_learnt_by_heart_leads_to_its_file(counting: Any, home: Home, tmp_path: Path) -> None:
    known = tmp_path / "known.txt"
    known.write_text(COUNTING * 60, encoding="utf-8")
    model = counting.tab.parts.opener.model
    learn_here(model.folder, model.hosted.artifact.tokenizer, home.cache, known)
    counting.write_at_most(24)
    switch_on(counting)
    counting.find("chat_text").setPlainText("one two three four")
    counting.click("chat_continue")
    settle(counting)
    layer = counting.tab.parts.thoughts._text_layer
    counting.wait_until(lambda: shown(layer) == counting.document)
    counting.click("chat_by_heart")
    counting.wait_until(lambda: "training text" in counting.text("chat_thoughts_said"))
    settle(counting)
    passage = layer._learnt[0]
    assert passage.text in COUNTING * 3
    assert passage.end - passage.start >= 12
    assert counting.shows("chat_thoughts_learnt")
    click_on(layer, passage.start + 1)
    counting.click("chat_token_place")
    counting.wait_until(lambda: counting.text("chat_passage_file").endswith("known.txt"))
    assert passage.text in counting.find("chat_passage_text").text
    counting.click("chat_passage_close")
    settle(counting)


def test_the_time_machine_needs_checkpoints(talking: Any) -> None:
    talking.say("hello")
    settle(talking)
    switch_on(talking)
    talking.click("chat_time_machine")
    assert talking.find("chat_time_prompt").text() == "hello"
    talking.click("chat_time_write")
    talking.wait_until(lambda: "no checkpoints" in talking.text("chat_time_said"))
    (dialog,) = talking.tab.findChildren(TimeMachine)
    dialog.reject()
    settle(talking)


def test_tokens_are_found_under_the_pointer_in_any_script(qtbot: Any, theme: Any) -> None:
    view = QTextEdit()
    qtbot.addWidget(view)
    view.resize(200, 200)
    parts = ["one ", "🙂🙂", "", "ñandú\n", "\n", "last word that is long enough for a second line", "."]
    view.setPlainText("".join(parts))
    view.setReadOnly(True)
    view.show()
    layer = TokenLayer(view)
    layer.show_choices([Choice(0, part, part, -1.0, 1.0, 1, ()) for part in parts])
    assert layer._ends[-1] == units("".join(parts)) == view.document().characterCount() - 1
    found: list[int] = []
    layer.pointed.connect(lambda number, _: found.append(number))
    for number, part in enumerate(parts):
        if part:
            point_at(layer, number)
            assert found[-1] == number
    gone: list[bool] = []
    layer.left.connect(lambda: gone.append(True))
    QTest.mouseMove(view.viewport(), QPoint(190, 190))
    layer._pointed_at(QPointF(190, 190))
    assert gone
    view.grab()


def test_in_a_low_window_legend_and_commands_are_in_a_menu(talking: Any) -> None:
    talking.tab.resize(836, 500)
    talking.say("hello")
    settle(talking)
    assert not talking.shows("chat_thoughts_more")  # only where tints are shown
    switch_on(talking)
    bar = talking.tab.parts.middle.thoughts
    assert not talking.shows("chat_thoughts_step_0")
    assert talking.shows("chat_thoughts_said_briefly")
    assert bar.height() <= talking.find("chat_thoughts_more").height()  # one line
    button = talking.find("chat_thoughts_more")
    assert button.accessibleName()
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, 0)))
    assert all(sample.isVisible() for sample in menu.findChildren(Sample))
    (look,) = (each for each in menu.actions() if each is talking.tab.commands["chat.look_at_text"])
    menu.setActiveAction(look)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    (dialog,) = talking.tab.findChildren(LookAtText)
    dialog.reject()
    talking.tab.resize(836, 900)
    assert talking.shows("chat_thoughts_step_0")
    assert not talking.shows("chat_thoughts_more")
    settle(talking)
