"""A conversation is a tree: editing and writing again make branches, and nothing is lost."""

import random
from pathlib import Path

import pytest

from gpt_studio.conversations.passage import Passage, held_with_another
from gpt_studio.conversations.stored import read_conversation, write_conversation
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation, new_conversation

START = Conversation("a", CHAT, 1.0)


def said(text: str) -> Passage:
    return Passage("user", text)


def reply(text: str) -> Passage:
    return Passage("assistant", text, "mine")


def shown(conversation: Conversation) -> list[str]:
    return [passage.text for passage in conversation.passages]


TALK = START.with_passages([said("a"), reply("b"), said("c"), reply("d")])


def test_an_edited_message_is_a_branch_and_the_old_one_leads_on_as_before() -> None:
    edited = TALK.branch(0, said("A")).add(reply("B"))
    assert shown(edited) == ["A", "B"]
    assert len(edited.alternatives(0)) == 2
    assert shown(edited.step(0, -1)) == ["a", "b", "c", "d"]
    assert shown(edited.step(0, -1).step(0, 1)) == ["A", "B"]
    assert shown(edited.step(0, 5)) == ["A", "B"]


def test_a_reply_written_again_stands_beside_the_first() -> None:
    again = TALK.cut_from(3)
    assert shown(again) == ["a", "b", "c"]
    again = again.add(reply("D"))
    assert len(again.alternatives(3)) == 2
    assert len(again.alternatives(1)) == 1
    assert shown(again.step(3, -1)) == ["a", "b", "c", "d"]
    assert [[node.passage.text for node in leaf] for leaf in again.leaves()] == [list("abcd"), list("abcD")]


def test_stepping_back_finds_the_branch_that_was_last_shown_below() -> None:
    inner = TALK.cut_from(3).add(reply("D")).step(3, -1)
    away = inner.branch(0, said("A"))
    assert shown(away.step(0, -1)) == ["a", "b", "c", "d"]


def test_a_reply_that_goes_on_keeps_its_place() -> None:
    longer = TALK.replaced(3, reply("d and more"))
    assert shown(longer) == ["a", "b", "c", "d and more"]
    assert len(longer.nodes) == 4


def test_a_text_that_is_rewritten_replaces_what_differs_unless_a_branch_hangs_on_it() -> None:
    text = Conversation("t", TEXT, 1.0).with_passages([said("Once"), reply(" upon")])
    changed = text.rewritten([said("Twice"), reply(" upon")])
    assert changed.text == "Twice upon"
    assert len(changed.nodes) == 2
    assert changed.problem() is None
    branched = text.cut_from(1).add(reply(" more")).rewritten([said("Twice")])
    assert branched.text == "Twice"
    assert branched.step(0, -1).text == "Once more"
    assert branched.problem() is None


@pytest.mark.parametrize(
    ("conversation", "heading"),
    [
        (START.with_passages([said("¿Qué hace?\nLine two")]), "¿Qué hace?"),
        (Conversation("a", CHAT, 1.0, title="Cats").add(said("x")), "Cats"),
        (Conversation("a", TEXT, 1.0).with_passages([said("\n\n On"), reply("ce")]), "Once"),
        (START.add(said("x" * 100)), "x" * 59 + "…"),
        (START, ""),
    ],
)
def test_the_heading_is_the_title_or_the_first_line(conversation: Conversation, heading: str) -> None:
    assert conversation.heading == heading


def test_new_conversations_never_share_a_file() -> None:
    assert len({new_conversation(CHAT).id for _ in range(100)}) == 100


def test_after_500_random_sequences_of_actions_the_tree_loads_and_shows_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for seed in range(500):
        chance = random.Random(seed)
        now, everything = START, set[str]()
        for number in range(chance.randrange(1, 16)):
            passage = (said if chance.random() < 0.5 else reply)(f"{number}")
            place = chance.randrange(len(now.path)) if now.path else 0
            before = shown(now)
            match chance.choice(["add", "add", "branch", "cut", "step", "show", "longer", "delete"]):
                case "branch" if now.path:
                    now = now.branch(place, passage)
                    assert shown(now) == [*before[:place], passage.text]
                    everything.add(passage.text)
                case "cut" if now.path:
                    now = now.cut_from(place)
                    assert shown(now) == before[:place]
                case "step" if now.path:
                    now = now.step(place, chance.choice([-1, 1]))
                    assert shown(now)[:place] == before[:place]
                case "show" if now.nodes:
                    node = chance.choice(now.nodes)
                    now = now.show(node.id)
                    assert node.id in [each.id for each in now.path]
                case "delete" if now.path:
                    others = len(now.alternatives(place))
                    now = now.without(place)
                    assert shown(now)[:place] == before[:place]
                    assert (len(now.path) > place) == (others > 1)
                    everything = {node.passage.text for node in now.nodes}
                    assert before[place] not in everything
                case "longer" if now.path:
                    everything.remove(before[place])
                    now = now.replaced(place, passage)
                    everything.add(passage.text)
                case _:
                    now = now.add(passage)
                    assert shown(now) == [*before, passage.text]
                    everything.add(passage.text)
            assert {node.passage.text for node in now.nodes} == everything
        if seed % 25 == 0:
            write_conversation(path, now)
            assert read_conversation(path) == now
        assert now.problem() is None


@pytest.mark.parametrize(
    ("model", "folder", "another"),
    [
        ("mine", "/models/mine", False),
        ("mine", "", False),
        ("mine", "/elsewhere/mine", True),
        ("yours", "/models/yours", True),
        ("", "", False),
    ],
)
def test_another_model_is_told_by_its_name_and_folder(model: str, folder: str, another: bool) -> None:
    talk = (Passage("assistant", "b", "mine", folder="/models/mine"), Passage("user", "c"))
    assert held_with_another(talk, model, folder) is another
    assert not held_with_another((), model, folder)


def test_what_follows_a_reply_becomes_one_with_it() -> None:
    first = Passage("assistant", "Once upon", "mine", 2, 80.0, "length", dropped_turns=2, folder="/models/mine")
    more = Passage("assistant", " a time", "mine", 3, 40.0, "end", outgrew=128, folder="/models/mine")
    assert first.with_more(more) == Passage(
        "assistant", "Once upon a time", "mine", 5, 40.0, "end", 2, 128, folder="/models/mine"
    )
    nothing = Passage("assistant", "", "mine", 0, 0.0, "end", folder="/models/mine")
    assert first.with_more(nothing).tokens_per_second == 80.0
    assert first.can_go_on
    assert not first.with_more(more).can_go_on


def test_a_turn_is_deleted_with_what_follows_it_and_the_alternative_beside_it_is_shown() -> None:
    edited = TALK.branch(2, said("C")).add(reply("D"))
    assert shown(edited.without(2)) == ["a", "b", "c", "d"]
    assert shown(TALK.without(2)) == ["a", "b"]
    assert [node.passage.text for node in TALK.without(1).nodes] == ["a"]
    assert edited.without(0).nodes == ()
