"""The manual page, made from the subcommands' own descriptions of their arguments.

python packaging/release/man_page.py VERSION EPOCH     (where GPT Studio is installed)
"""

from __future__ import annotations

import re
import sys
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime

from gpt_studio.cli.registry import COMMANDS

_HEAD = """.TH GPT\\-STUDIO 1 "{date}" "GPT Studio {version}" "User Commands"
.SH NAME
gpt\\-studio \\- make a GPT of your own: text, tokenizer, training, chat
.SH SYNOPSIS
.B gpt\\-studio
[\\fB\\-\\-home\\fR \\fIDIR\\fR]
.br
.B gpt\\-studio
\\fISUBCOMMAND\\fR [\\fIOPTIONS\\fR]
.br
.B gpt\\-studio \\-\\-self\\-test
.SH DESCRIPTION
Without a subcommand the window opens. Each subcommand does one thing that the window does, over the same engine.
Everything runs on this computer; nothing is sent anywhere.
.SH OPTIONS
.TP
\\fB\\-\\-home\\fR \\fIDIR\\fR
Your folder of corpora, tokenizers and models; otherwise that of GPT_STUDIO_HOME, or ~/GPT Studio.
.TP
\\fB\\-\\-json\\fR
With a subcommand: print events and the result as JSON, one object a line, on standard output.
.TP
\\fB\\-\\-self\\-test\\fR
Try the whole program in a temporary folder: one line per check.
.TP
\\fB\\-\\-version\\fR, \\fB\\-\\-help\\fR
Show the version; show the usage.
.SH SUBCOMMANDS
"""
_TAIL = """.SH EXIT STATUS
0 done; 1 it could not be done, and one sentence on standard error says why; 2 wrong usage; 130 interrupted, with what
was done so far saved.
.SH ENVIRONMENT
.TP
.B GPT_STUDIO_HOME
Your folder, unless \\fB\\-\\-home\\fR names one.
.TP
.B QT_QPA_PLATFORM
How the window is shown, for example \\fBxcb\\fR, \\fBwayland\\fR or \\fBoffscreen\\fR.
.SH FILES
.TP
.I ~/GPT Studio
Your corpora, tokenizers, models and conversations. Removing the program leaves it alone.
"""


def man_page(version: str, epoch: int) -> str:
    date = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    commands = "".join(line + "\n" for command in COMMANDS for line in _command(command.words, command.help))
    return _HEAD.format(date=date, version=version) + commands + _TAIL


def _command(words: tuple[str, ...], what: str) -> Iterator[str]:
    parser = ArgumentParser(prog="gpt-studio " + " ".join(words), add_help=False)
    command = next(each for each in COMMANDS if each.words == words)
    command.load().add_arguments(parser)
    usage = re.sub(r"\s+", " ", parser.format_usage()).strip().removeprefix("usage: ")
    yield f".SS {_quoted(escaped('gpt-studio ' + ' '.join(words)))}"
    yield escaped(what[0].upper() + what[1:] + ".")
    yield ".PP"
    yield escaped(usage)
    for group in parser._action_groups:
        for action in group._group_actions:
            if action.help != SUPPRESS:
                yield ".TP"
                yield _flags(action)
                yield escaped((action.help or "").replace("%%", "%")) or "(no more to say)"


def _flags(action: Action) -> str:
    value = action.metavar or (" | ".join(map(str, action.choices)) if action.choices else "")
    shown = f" \\fI{escaped(str(value))}\\fR" if value and action.nargs != 0 else ""
    if not action.option_strings:
        return shown.strip()
    return ", ".join(f"\\fB{escaped(flag)}\\fR" for flag in action.option_strings) + shown


def escaped(text: str) -> str:
    """``text`` so that roff shows it unchanged: hyphens that can be copied, and no line that is read as a request."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return "\n".join(f"\\&{line}" if line[:1] in {".", "'"} else line for line in safe.split("\n"))


def _quoted(text: str) -> str:
    return f'"{text}"'


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(man_page(sys.argv[1], int(sys.argv[2])))
