"""Talk: the current conversation, without widgets."""

from __future__ import annotations

from pathlib import Path

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT
from gpt_studio.ui.tabs.chat.talk import Talk, kind_for


def talk(kind: str, *passages: tuple[str, str]) -> Talk:
    made = Talk()
    made.begin(kind)
    for role, text in passages:
        made.add(Passage(role, text))
    return made


def roles(made: Talk) -> list[tuple[str, str]]:
    return [(passage.role, passage.text) for passage in made.conversation.passages]


def test_what_is_typed_behind_the_text_is_the_persons() -> None:
    made = talk(TEXT, ("user", "Once "), ("assistant", "upon"))
    made.take_up("Once upon a time", [])
    assert roles(made) == [("user", "Once "), ("assistant", "upon"), ("user", " a time")]


def test_a_text_that_was_changed_inside_is_taken_as_it_stands() -> None:
    made = talk(TEXT, ("user", "Once "), ("assistant", "upon"))
    made.take_up("Twice upon", [("Twice ", False), ("upon", True)])
    assert roles(made) == [("user", "Twice "), ("assistant", "upon")]


def test_an_unchanged_text_leaves_the_conversation_alone() -> None:
    made = talk(TEXT, ("user", "Once"))
    before = made.conversation
    made.take_up("Once", [("Once", False)])
    assert made.conversation is before


def test_only_a_reply_at_the_end_is_left_out_and_comes_back_if_no_other_one_came() -> None:
    made = talk(CHAT, ("user", "Hello"), ("assistant", "Hi"))
    assert made.leave_out_reply() == 1
    assert made.leave_out_reply() is None
    assert roles(made) == [("user", "Hello")]
    assert made.go_back()
    assert roles(made) == [("user", "Hello"), ("assistant", "Hi")]
    made.leave_out_reply()
    made.add(Passage("assistant", "Ho"))
    assert not made.go_back()
    assert made.places() == [(1, 1), (2, 2)]
    made.step(1, -1)
    assert roles(made)[1] == ("assistant", "Hi")


def test_an_edited_message_stands_beside_the_first() -> None:
    made = talk(CHAT, ("user", "Hello"), ("assistant", "Hi"), ("user", "More"))
    made.edited = 0
    made.say(Passage("user", "Hallo"))
    assert (roles(made), made.places(), made.edited) == ([("user", "Hallo")], [(2, 2)], None)
    assert made.last_said == 0
    made.step(0, -1)
    assert len(roles(made)) == 3


def test_going_elsewhere_ends_the_editing_of_a_message() -> None:
    made = talk(CHAT, ("user", "Hello"))
    made.edited = 0
    made.begin(CHAT, Path("model"))
    assert (made.edited, made.conversation.model) == (None, "model")


def test_a_model_without_a_template_can_only_continue() -> None:
    assert [kind_for(True, CHAT), kind_for(True, TEXT), kind_for(False, CHAT)] == [CHAT, TEXT, TEXT]


def test_a_changed_text_keeps_its_writer_if_only_one_can_have_written_it() -> None:
    made = Talk()
    made.begin(TEXT)
    made.add(Passage("user", "Once "))
    made.add(Passage("assistant", "upon", "mine", folder="/models/mine"))
    made.take_up("Twice upon", [("Twice ", False), ("upon", True)])
    assert [(each.model, each.folder) for each in made.conversation.passages] == [("", ""), ("mine", "/models/mine")]
    made.add(Passage("assistant", " a time", "yours", folder="/models/yours"))
    made.take_up("Thrice upon a time", [("Thrice ", False), ("upon a time", True)])
    assert [each.model for each in made.conversation.passages] == ["", ""]


def test_a_text_goes_on_otherwise_from_any_character_and_nothing_is_lost() -> None:
    for length, expected in (
        (8, [("user", "Once "), ("assistant", "upo!")]),
        (5, [("user", "Once "), ("assistant", "!")]),
        (2, [("user", "On"), ("assistant", "!")]),
        (0, [("assistant", "!")]),
        (9, [("user", "Once "), ("assistant", "upon"), ("assistant", "!")]),
    ):
        made = talk(TEXT, ("user", "Once "), ("assistant", "upon"))
        made.fork_text(length, Passage("assistant", "!"))
        assert roles(made) == expected
        texts = ["".join(node.passage.text for node in leaf) for leaf in made.conversation.leaves()]
        assert any(text.startswith("Once upon") for text in texts)


def test_a_text_is_drawn_again_from_the_beginning_of_what_the_model_wrote() -> None:
    made = talk(TEXT, ("user", "Once "), ("assistant", "upon"))
    made.fork_text(5, Passage("assistant", ""))
    assert roles(made) == [("user", "Once ")]


def test_a_reply_goes_on_otherwise_beside_the_first() -> None:
    made = talk(CHAT, ("user", "hello"), ("assistant", "Hi there."), ("user", "and?"))
    made.fork(1, Passage("assistant", "Hi you"))
    assert roles(made) == [("user", "hello"), ("assistant", "Hi you")]
    assert made.places() == [(1, 1), (2, 2)]
    assert not made.go_back()
    made.fork(1, Passage("assistant", ""))
    assert roles(made) == [("user", "hello")]
    assert made.go_back()
    assert roles(made) == [("user", "hello"), ("assistant", "Hi you")]


def test_a_text_that_goes_on_within_keeps_what_follows_there() -> None:
    made = talk(TEXT, ("user", "Once upon a time."), ("assistant", " The end."))
    made.go_on_at(9)
    assert roles(made) == [("user", "Once upon")]
    assert made.behind == " a time. The end."
    made.add(Passage("assistant", " a hill"))
    whole = [("user", "Once upon"), ("assistant", " a hill"), ("user", " a time."), ("assistant", " The end.")]
    assert roles(made) == whole
    assert (made.latest, made.behind) == (1, "")
    assert made.leave_out_reply() == 1
    made.add(Passage("assistant", " a moon"))
    assert made.places()[made.latest] == (2, 2)
    assert made.conversation.text == "Once upon a moon a time. The end."
    made.step(made.latest, -1)
    assert roles(made) == whole
    assert made.conversation.leaves()[0][-1].passage.text == " The end."  # as it was before


def test_nothing_written_within_a_text_leaves_it_as_it_was() -> None:
    made = talk(TEXT, ("user", "Once upon a time."))
    before = made.conversation
    made.go_on_at(4)
    assert made.go_back()
    assert made.conversation is before
    assert made.behind == ""
    made.go_on_at(len("Once upon a time."))
    assert made.conversation is before
