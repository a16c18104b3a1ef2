"""Writing with trained models: the events, how a text ends, and the sentence where writing is not possible."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scripted import scripted_folder
from tiny_folders import byte_level_tokenizer, unigram_tokenizer, word_piece_tokenizer

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import ReplyToChat, TextPiece, WriteText, WritingStarted, WrittenText
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.tokenizer import Tokenizer

REPLY = "The cat sleeps on the warm stone."


@pytest.fixture(scope="module")
def talking(talker: Path) -> OpenedModel:
    return open_model.run(OpenModel(talker), JobContext())


@pytest.fixture(scope="module")
def counting(counter: Path) -> OpenedModel:
    return open_model.run(OpenModel(counter), JobContext())


def test_a_reply_arrives_in_pieces_and_ends_by_itself(talking: OpenedModel) -> None:
    events: list[Event] = []
    asked = ReplyToChat(talking, (Turn("user", "Where is the cat?"),), talking.defaults)
    written = write_text.reply(asked, JobContext(events.append))
    assert (written.text, written.ended) == (REPLY, "end")
    assert events[0] == WritingStarted(written.prompt_tokens)
    pieces = [event for event in events if isinstance(event, TextPiece)]
    assert "".join(piece.text for piece in pieces) == written.text
    assert pieces[-1].tokens == written.tokens > 1
    assert written.tokens_per_second > 0


def test_a_text_goes_on_from_its_prompt_up_to_the_maximum_length(counting: OpenedModel) -> None:
    sampling = replace(counting.defaults, max_new_tokens=12)
    written = write_text.run(WriteText(counting, "one two three four", sampling), JobContext())
    assert written.text.startswith(" five six")
    assert (written.tokens, written.ended) == (12, "length")


def test_an_empty_prompt_begins_a_new_text(counting: OpenedModel) -> None:
    events: list[Event] = []
    written = write_text.run(WriteText(counting, "", counting.defaults), JobContext(events.append))
    assert (written.prompt_tokens, events[0]) == (1, WritingStarted(1))


def test_stopping_keeps_what_was_written_so_far(counting: OpenedModel) -> None:
    pieces: list[str] = []

    def stop_at_the_third(event: Event) -> None:
        if isinstance(event, TextPiece):
            pieces.append(event.text)
            if len(pieces) == 3:
                context.cancel()

    context = JobContext(stop_at_the_third)
    sampling = replace(counting.defaults, max_new_tokens=1_000_000)
    written = write_text.run(WriteText(counting, "one two", sampling), context)
    assert written.ended == "stopped"
    assert written.text.startswith("".join(pieces[:3]))
    assert written.text == "".join(pieces)


def test_the_same_seed_writes_the_same(counting: OpenedModel) -> None:
    wild = replace(counting.defaults, temperature=2.0, top_k=0, top_p=1.0, seed=7)
    texts = [write_text.run(WriteText(counting, "one", wild), JobContext()).text for _ in range(2)]
    other = write_text.run(WriteText(counting, "one", replace(wild, seed=8)), JobContext()).text
    assert texts[0] == texts[1] != other


def test_turns_that_do_not_fit_are_counted(talking: OpenedModel) -> None:
    events: list[Event] = []
    turns = (*(Turn("user", "Where is the cat?"), Turn("assistant", REPLY)) * 6, Turn("user", "Why?"))
    write_text.reply(ReplyToChat(talking, turns, talking.defaults), JobContext(events.append))
    started = events[0]
    assert isinstance(started, WritingStarted)
    assert started.dropped_turns > 0
    assert started.prompt_tokens + talking.defaults.max_new_tokens <= talking.context_length


def test_a_model_without_a_template_says_so(counting: OpenedModel) -> None:
    with pytest.raises(StudioError, match="counter has no chat template"):
        write_text.reply(ReplyToChat(counting, (Turn("user", "hello"),), counting.defaults), JobContext())


def written_by(
    folder: Path, tokenizer: Tokenizer, script: str, prompt: str, **options: Any
) -> tuple[str, WritingStarted]:
    """What a model that writes ``script`` writes after ``prompt``; greedily."""
    events: list[Event] = []
    start = len(tokenizer.encode_prompt(prompt.strip()))
    ids = tokenizer.encode(script, add_special_tokens=False)
    made = scripted_folder(folder, tokenizer, ids, start=start, roles=tokenizer.roles, **options)
    opened = open_model.run(OpenModel(made), JobContext())
    sampling = replace(opened.defaults, temperature=0, max_new_tokens=len(ids) + 5)
    written = write_text.run(WriteText(opened, prompt, sampling), JobContext(events.append))
    assert isinstance(events[0], WritingStarted)
    return written.text, events[0]


def answered_by(
    folder: Path, tokenizer: Tokenizer, script: str, *turns: Turn, **options: Any
) -> tuple[WrittenText, WritingStarted]:
    """The reply of a model that writes ``script``; greedily."""
    events: list[Event] = []
    ids = tokenizer.encode(script, add_special_tokens=False)
    # The position of the reply is known only once the template has laid out the turns.
    made = scripted_folder(folder, tokenizer, ids, start=1, roles=tokenizer.roles, **options)
    opened = open_model.run(OpenModel(made), JobContext())
    asked = replace(opened.defaults, temperature=0, max_new_tokens=1)
    write_text.reply(ReplyToChat(opened, turns, asked), JobContext(events.append))
    assert isinstance(events[0], WritingStarted)
    start = events[0].prompt_tokens
    scripted_folder(folder, tokenizer, ids, start=start, roles=tokenizer.roles, **options)
    opened = open_model.run(OpenModel(folder), JobContext())
    sampling = replace(opened.defaults, temperature=0, max_new_tokens=len(ids) + 5)
    return write_text.reply(ReplyToChat(opened, turns, sampling), JobContext()), events[0]


@pytest.mark.parametrize("make", [unigram_tokenizer, byte_level_tokenizer])
def test_prompt_and_text_read_as_one(make: Callable[[], Tokenizer], tmp_path: Path) -> None:
    tokenizer = make()
    for prompt in ("the cat", "the cat "):
        text, _ = written_by(tmp_path / prompt, tokenizer, " sat on the mat", prompt, end=1)
        assert prompt + text == "the cat sat on the mat"


def test_a_prompt_longer_than_the_context_is_said(tmp_path: Path) -> None:
    _, started = written_by(tmp_path / "model", byte_level_tokenizer(), "the", "x" * 100)
    assert (started.prompt_tokens, started.unread_tokens) == (100, 4)
    _, started = written_by(tmp_path / "model", byte_level_tokenizer(), "the", "x" * 96)
    assert started.unread_tokens == 0


def test_marks_that_are_read_as_text_are_said(tmp_path: Path) -> None:
    _, started = written_by(tmp_path / "model", byte_level_tokenizer(), "the", "<|im_start|>user")
    assert started.plain_marks == ("<|im_start|>",)


def test_a_text_goes_on_before_the_token_that_ends_every_text_or_behind_it(tmp_path: Path) -> None:
    tokenizer = word_piece_tokenizer()
    end = tokenizer.special_ids["[SEP]"]
    prompt = tokenizer.encode_prompt("the cat")
    ids = [tokenizer.backend.token_to_id("sat")]
    for start in (len(prompt), len(prompt) + 1):
        folder = scripted_folder(tmp_path / str(start), tokenizer, ids, start=start, end=end)
        opened = open_model.run(OpenModel(folder), JobContext())
        written = write_text.run(WriteText(opened, "the cat", replace(opened.defaults, temperature=0)), JobContext())
        assert (written.text, written.ended) == (" sat", "end")


@pytest.mark.parametrize("behind", [0, 1])
def test_a_minimum_length_holds_before_the_token_that_ends_every_text_and_behind_it(
    behind: int, tmp_path: Path
) -> None:
    tokenizer = word_piece_tokenizer()
    start = len(tokenizer.encode_prompt("the cat")) + behind
    script = [tokenizer.backend.token_to_id("sat")]
    folder = scripted_folder(tmp_path, tokenizer, script, start=start, end=tokenizer.special_ids["[SEP]"])
    opened = open_model.run(OpenModel(folder), JobContext())
    least = replace(opened.defaults, temperature=0, min_new_tokens=5)
    written = write_text.run(WriteText(opened, "the cat", least), JobContext())
    assert written.text.startswith(" sat")
    assert (written.tokens, written.ended) == (5, "end")


def test_a_reply_ends_where_the_template_ends_a_turn(tmp_path: Path) -> None:
    tokenizer = byte_level_tokenizer()
    script = "Hello there.<|im_end|>\n<|im_start|>user\nMore?"
    written, _ = answered_by(tmp_path / "model", tokenizer, script, Turn("user", "hi"), end=0, template=CHATML)
    assert (written.text, written.ended) == ("Hello there.", "end")


@pytest.mark.parametrize("after", ["\n\nUser: More?", "\nUser: More?"])
def test_a_reply_ends_at_a_mark_of_ordinary_tokens(after: str, tmp_path: Path) -> None:
    template = "{% for m in messages %}{{ m.role | title }}: {{ m.content }}\n{% endfor %}Assistant:"
    written, _ = answered_by(
        tmp_path / "model", byte_level_tokenizer(), " Hello." + after, Turn("user", "hi"), template=template
    )
    assert (written.text, written.ended) == ("Hello.", "end")


def test_a_system_message_that_the_template_refuses_stands_before_the_question(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
        "{{ m.content }}<|im_end|>{% endfor %}"
    )
    turns = (Turn("system", "Be brief"), Turn("user", "hi"))
    tokenizer = byte_level_tokenizer()
    written, started = answered_by(tmp_path / "model", tokenizer, "Hello.<|im_end|>", *turns, template=template)
    assert written.text == "Hello."
    assert started.system_folded
    assert started.prompt_tokens == len(tokenizer.encode("Be brief\n\nhi<|im_end|>"))


def test_what_the_folder_forbids_is_not_written(tmp_path: Path) -> None:
    tokenizer = byte_level_tokenizer()
    (letter,) = tokenizer.encode_text("x")
    forbidden: dict[str, Any] = {"suppress_tokens": [letter]}
    assert "x" in written_by(tmp_path / "free", tokenizer, "axa", "the cat")[0]
    assert "x" not in written_by(tmp_path / "not", tokenizer, "axa", "the cat", generation=forbidden)[0]


@pytest.mark.parametrize("cut", range(1, 11))
def test_a_reply_that_was_cut_goes_on_as_if_it_had_not_been(talking: OpenedModel, cut: int) -> None:
    turns = (Turn("user", "Where is the cat?"),)
    greedy = replace(talking.defaults, temperature=0)
    first = write_text.reply(ReplyToChat(talking, turns, replace(greedy, max_new_tokens=cut)), JobContext())
    assert first.ended == "length"
    rest = write_text.reply(ReplyToChat(talking, turns, greedy, first.text), JobContext())
    assert (first.text + rest.text, rest.ended) == (REPLY, "end")


def test_blanks_after_the_beginning_are_not_written_twice(talking: OpenedModel) -> None:
    greedy = replace(talking.defaults, temperature=0)
    asked = ReplyToChat(talking, (Turn("user", "Where is the cat?"),), greedy, "The cat ")
    assert "The cat " + write_text.reply(asked, JobContext()).text == REPLY


def test_a_reply_longer_than_the_context_goes_on_without_its_beginning(talking: OpenedModel) -> None:
    events: list[Event] = []
    asked = ReplyToChat(talking, (Turn("user", "hello"),), replace(talking.defaults, max_new_tokens=5), "a b " * 200)
    written = write_text.reply(asked, JobContext(events.append))
    assert isinstance(events[0], WritingStarted)
    assert events[0].prompt_tokens > talking.context_length
    assert written.tokens <= 5


def test_what_may_not_begin_a_reply_may_go_on_with_it(tmp_path: Path) -> None:
    tokenizer = byte_level_tokenizer()
    ids = tokenizer.encode("ab", add_special_tokens=False)
    banned = {"begin_suppress_tokens": ids}
    for begun, expected in (("", ""), ("x", "ab")):
        folder = tmp_path / (begun or "new")
        options = {"end": 0, "template": CHATML, "generation": banned}
        scripted_folder(folder, tokenizer, ids, start=1, roles=tokenizer.roles, **options)
        events: list[Event] = []
        for _ in range(2):
            opened = open_model.run(OpenModel(folder), JobContext())
            sampling = replace(opened.defaults, temperature=0, max_new_tokens=2)
            asked = ReplyToChat(opened, (Turn("user", "hi"),), sampling, begun)
            written = write_text.reply(asked, JobContext(events.append))
            started = events[0]
            assert isinstance(started, WritingStarted)
            start = started.prompt_tokens
            scripted_folder(folder, tokenizer, ids, start=start, roles=tokenizer.roles, **options)
        assert written.text[: len(expected)] == expected
        assert bool(expected) == written.text.startswith("ab")


def test_a_text_can_end_where_the_context_is_full(counting: OpenedModel) -> None:
    stopping = replace(counting.defaults, max_new_tokens=1_000_000, when_full="stop")
    written = write_text.run(WriteText(counting, "one two", stopping), JobContext())
    assert written.ended == "full"
    assert written.prompt_tokens + written.tokens == counting.context_length + 1


def test_a_second_turn_reads_only_what_is_new(talking: OpenedModel) -> None:
    turns: tuple[Turn, ...] = ()
    sampling = replace(talking.defaults, seed=0)
    for _ in range(2):
        turns = (*turns, Turn("user", "Where is the cat?"))
        written = write_text.reply(ReplyToChat(talking, turns, sampling), JobContext())
        turns = (*turns, Turn("assistant", written.text))
    session = talking.hosted._idle[-1].session
    assert session.reused > len(session.ids) / 3
    fresh = open_model.run(OpenModel(talking.folder), JobContext())
    assert write_text.reply(ReplyToChat(fresh, turns[:-1], sampling), JobContext()).text == turns[-1].text


def test_a_text_begins_as_is_wanted_and_holds_nothing_forbidden(counting: OpenedModel, talking: OpenedModel) -> None:
    sampling = replace(
        counting.defaults, max_new_tokens=12, temperature=0, begin_with=" five", forbidden=("six", " seven")
    )
    written = write_text.run(WriteText(counting, "one two three four", sampling), JobContext())
    assert written.text.startswith(" five")
    assert "six" not in written.text
    assert " seven" not in written.text
    turns = (Turn("user", "Where is the cat?"),)
    wanted = replace(talking.defaults, begin_with="Well. ")
    assert write_text.reply(ReplyToChat(talking, turns, wanted), JobContext()).text.startswith("Well. ")
    gone_on = write_text.reply(ReplyToChat(talking, turns, wanted, begun=REPLY[:12]), JobContext())
    assert gone_on.text == REPLY[12:]
