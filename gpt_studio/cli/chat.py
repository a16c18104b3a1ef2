"""``gpt-studio chat``: talk to a model, line by line; lines may also come from a pipe."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from gpt_studio.cli.display import Seen
from gpt_studio.cli.flags import text, with_flags
from gpt_studio.cli.model_flags import add_adapter, add_model, add_writing
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import DONE, INTERRUPTED, Terminal
from gpt_studio.cli.writing_events import describe_writing, go_on, speed_of
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import ReplyToChat, WritingStarted, WrittenText
from gpt_studio.jobs.models.open_model import OpenedModel

RESET, QUIT = "/reset", "/quit"


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    parser.add_argument(
        "--system", type=text, default="", metavar="TEXT", help="an instruction before the conversation"
    )
    add_writing(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    opened = open_for(terminal, arguments)
    conversation = Conversation(
        opened, with_flags(opened.defaults, arguments), arguments.system, arguments.top_logprobs
    )
    terminal.note(conversation.greeting)
    if arguments.system and not opened.has_template:
        terminal.note("--system is not used: this model has no chat template, which would say where to put it.")
    while (line := _read_line()) is not None and line != QUIT:
        if line == RESET:
            conversation.reset()
            terminal.note("The conversation starts anew.")
        elif line:
            _answer(conversation, line, terminal)
            if terminal.interrupted and not sys.stdin.isatty():
                return INTERRUPTED
    return DONE


def _answer(conversation: Conversation, line: str, terminal: Terminal) -> None:
    try:
        written = conversation.say(line, terminal)
    except StudioError as error:  # Such as a message that is too long: the conversation goes on without it.
        terminal.note(str(error))
        return
    terminal.finish(written, ["", ""] if sys.stdout.isatty() else [""])
    terminal.note(speed_of(written))


class Conversation:
    """A conversation with one model. Without a chat template each line is a prompt of its own."""

    def __init__(self, opened: OpenedModel, sampling: Sampling, system: str, top_logprobs: int | None = None) -> None:
        self._opened = opened
        self._top_logprobs = top_logprobs
        self._sampling = sampling
        self._start = (Turn("system", system),) if system else ()
        self._turns = self._start
        self._said_folded = False

    @property
    def greeting(self) -> str:
        how = (
            "Write a message and press Enter."
            if self._opened.has_template
            else "This model has not learnt to converse: it goes on from what you write."
        )
        return f"{how} {RESET} starts anew, {QUIT} ends, Ctrl-C stops a reply."

    def reset(self) -> None:
        self._turns = self._start

    def say(self, line: str, terminal: Terminal) -> WrittenText:
        """The model's answer to ``line``, or what was written of it before it was stopped."""
        if not self._opened.has_template:
            return go_on(self._opened, line, self._sampling, terminal, top_logprobs=self._top_logprobs)
        turns = (*self._turns, Turn("user", line))
        asked = ReplyToChat(self._opened, turns, self._sampling, top_logprobs=self._top_logprobs)
        written = terminal.run(write_text.reply, asked, self._describe)
        self._turns = (*turns, Turn("assistant", written.text))
        return written

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
