"""Documents that are nearly the same as an earlier one."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDER = Finder(
    FindingKind.NEAR_DUPLICATES,
    say("report.near_duplicates", "Documents that are nearly the same"),
    say(
        "report.near_duplicates.help",
        "Four fifths or more of the sequences of five words stand in an earlier document too: another version of it, "
        "or a copy with changes. Documents that repeat exactly are not counted here.",
    ),
    remedy="near_duplicates",
)
