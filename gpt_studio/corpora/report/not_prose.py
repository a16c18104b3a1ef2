"""Documents that are no prose: tables, program code, columns of numbers, encoded data."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDER = Finder(
    FindingKind.NOT_PROSE,
    say("report.not_prose", "Documents that are no prose"),
    say(
        "report.not_prose.help",
        "Tables, program code, columns of numbers and encoded data such as base64. They teach a small model little of "
        "how to write.",
    ),
    remedy="not_prose",
)
