"""``gpt-studio chat``: talk to a model, line by line; lines may also come from a pipe."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.display import Seen
from gpt_studio.cli.flags import given_flags, text, with_flags
from gpt_studio.cli.model_flags import add_adapter, add_model, add_writing
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import DONE, INTERRUPTED, Terminal
from gpt_studio.cli.writing_events import describe_writing, go_on, speed_of
from gpt_studio.conversations.passage import UNFINISHED, Passage
from gpt_studio.conversations.tree import CHAT, Conversation, new_conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.conversations import ReadConversation, SaveConversation, read_one, save_conversation
from gpt_studio.jobs.chat.kept_sampling import sampling_for
from gpt_studio.jobs.chat.write_text import ReplyToChat, TextPiece, WritingStarted, WrittenText
from gpt_studio.jobs.models.open_model import AUTO, OpenedModel

RESET, AGAIN, QUIT = "/reset", "/again", "/quit"
NEW = "new"
_SAVED_EVERY = 1.0
"""Seconds between two saves of a reply that is being written."""


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    parser.add_argument("--system", type=text, metavar="TEXT", help="an instruction before the conversation")
    parser.add_argument(
        "--conversation",
        type=text,
        metavar="ID",
        help='go on with this conversation of "gpt-studio conversations list", and keep each turn in it; "new" begins '
        "one that is kept",
    )
    add_writing(parser, precision=AUTO)


def run(arguments: Namespace, terminal: Terminal) -> int:
    kept = _conversation(arguments, terminal)
    opened = open_for(terminal, arguments)
    talk = Talk(opened, arguments, kept, terminal)
    terminal.note(talk.greeting)
    if talk.conversation.system and not opened.has_template:
        terminal.note("--system is not used: this model has no chat template, which would say where to put it.")
    while (line := _read_line()) is not None and line != QUIT:
        if line == RESET:
            talk.reset()
            terminal.note("The conversation starts anew.")
        elif line:
            _answer(talk, line, terminal)
            if terminal.interrupted and not sys.stdin.isatty():
                return INTERRUPTED
    return DONE


def _conversation(arguments: Namespace, terminal: Terminal) -> Conversation | None:
    """The conversation to keep the turns in. Raises StudioError for an unknown one and for a text."""
    if arguments.conversation is None:
        return None
    if arguments.conversation == NEW:
        return new_conversation(CHAT)
    name = shelf_of(terminal.home).find(arguments.conversation).stem
    found = terminal.run(read_one, ReadConversation(terminal.home, name))
    if found.kind != CHAT:
        raise StudioError(
            "chat.is_text",
            "{name} is a text that a model goes on with, and no chat: continue it in the window, or with "
            '"gpt-studio generate".',
            name=name,
        )
    return found


def _answer(talk: Talk, line: str, terminal: Terminal) -> None:
    try:
        written = talk.write_again() if line == AGAIN else talk.say(line)
    except StudioError as error:  # Such as a message that is too long: the conversation goes on without it.
        terminal.note(str(error))
        return
    terminal.finish(written, ["", ""] if sys.stdout.isatty() else [""])
    terminal.note(speed_of(written))


class Talk:
    """A conversation with one model, saved at every turn if it is ``kept``. Without a chat template each line is a
    prompt of its own. Raises StudioError for a kept one with a model that has none."""

    def __init__(
        self, opened: OpenedModel, arguments: Namespace, kept: Conversation | None, terminal: Terminal
    ) -> None:
        self._opened = opened
        self._top_logprobs: int | None = arguments.top_logprobs
        self._terminal = terminal
        self._is_kept = kept is not None
        if kept is not None and not opened.has_template:
            raise StudioError(
                "chat.no_template",
                "{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a "
                "model that was trained on conversations.",
                name=opened.name,
            )
        start = kept if kept is not None else new_conversation(CHAT)
        chosen = given_flags(arguments, Sampling)
        self._sampling = with_flags(sampling_for(start, opened.defaults), arguments)
        system = start.system if arguments.system is None else arguments.system
        self.conversation = replace(
            start, model=str(opened.folder), system=system, sampling={**start.sampling, **chosen}
        )
        self._said_folded = False
        self._writing = Passage("assistant", "")
        self._saved = 0.0

    @property
    def greeting(self) -> str:
        if not self._opened.has_template:
            how = "This model has not learnt to converse: it goes on from what you write."
            return f"{how} {RESET} starts anew, {QUIT} ends, Ctrl-C stops a reply."
        turns = len(self.conversation.path)
        how = "Write a message and press Enter."
        if turns:
            how = f"“{self.conversation.heading}” has {turns} turn{'s' * (turns > 1)} so far. {how}"
        return f"{how} {AGAIN} writes another reply, {RESET} starts anew, {QUIT} ends, Ctrl-C stops a reply."

    def reset(self) -> None:
        """Begin anew; what is kept stays as it is."""
        new = new_conversation(CHAT, self.conversation.model)
        self.conversation = replace(new, system=self.conversation.system, sampling=self.conversation.sampling)

    def say(self, line: str) -> WrittenText:
        """The model's answer to ``line``, or what was written of it before it was stopped."""
        if not self._opened.has_template:
            return go_on(self._opened, line, self._sampling, self._terminal, top_logprobs=self._top_logprobs)
        said = Passage("user", line, self._opened.name, folder=str(self._opened.folder))
        return self._reply(self.conversation.add(said))

    def write_again(self) -> WrittenText:
        """Another reply to the last message; the one before is kept as a branch. Raises StudioError without one."""
        path = self.conversation.path
        if not path:
            raise StudioError("chat.nothing_to_repeat", "Nothing was said yet that could be answered again.")
        ends_with_reply = path[-1].passage.role == "assistant"
        return self._reply(self.conversation.cut_from(len(path) - 1) if ends_with_reply else self.conversation)

    def _reply(self, asked: Conversation) -> WrittenText:
        before, self.conversation = self.conversation, asked
        self._save()
        self._writing = Passage("assistant", "", self._opened.name, ended=UNFINISHED, folder=str(self._opened.folder))
        self._saved = time.monotonic()
        system = (Turn("system", asked.system),) if asked.system else ()
        turns = tuple(Turn(passage.role, passage.text) for passage in asked.passages)
        asked_of_model = (*system, *turns)
        request = ReplyToChat(self._opened, asked_of_model, self._sampling, top_logprobs=self._top_logprobs)
        try:
            written = self._terminal.run(write_text.reply, request, self._describe, watch=self._watch)
        except StudioError:
            self.conversation = before
            self._save()
            raise
        self.conversation = asked.add(
            replace(
                self._writing,
                text=written.text,
                tokens=written.tokens,
                tokens_per_second=written.tokens_per_second,
                ended=written.ended,
            )
        )
        self._save()
        return written

    def _save(self) -> None:
        if self._is_kept and self.conversation.nodes:
            save_conversation(SaveConversation(self._terminal.home, self.conversation), JobContext())

    def _save_what_is_written(self) -> None:
        """Now and then, so that a reply is not lost with the program."""
        if self._is_kept and time.monotonic() - self._saved >= _SAVED_EVERY:
            so_far = self.conversation.add(self._writing)
            save_conversation(SaveConversation(self._terminal.home, so_far), JobContext())
            self._saved = time.monotonic()

    def _watch(self, event: Event) -> None:
        if isinstance(event, TextPiece):
            self._writing = replace(self._writing, text=self._writing.text + event.text, tokens=event.tokens)
            self._save_what_is_written()
        elif isinstance(event, WritingStarted):
            self._writing = replace(
                self._writing,
                dropped_turns=event.dropped_turns,
                plain_marks=event.plain_marks,
                system_folded=event.system_folded,
            )

    def _describe(self, event: Event) -> Seen:
        if isinstance(event, WritingStarted) and event.system_folded and not self._said_folded:
            self._said_folded = True
            folded = "This model takes no system instruction: it stands before your first message instead."
            return "\n".join(filter(None, (folded, str(describe_writing(event) or ""))))
        return describe_writing(event)


def _read_line() -> str | None:
    """The next line, or None at the end of the input."""
    try:
        return text(input("> " if sys.stdin.isatty() else "")).strip()
    except EOFError:
        return None
