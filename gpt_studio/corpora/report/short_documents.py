"""Documents too short to learn from."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

SHORTEST = 50
"""Characters, blanks at both ends not counted."""

FINDER = Finder(
    FindingKind.SHORT_DOCUMENTS,
    say("report.short_documents", "Very short documents"),
    say(
        "report.short_documents.help",
        "Documents of fewer than 50 characters, often a title or what remained of a page. A model that reads many of "
        "them writes little and stops.",
    ),
    remedy="short_documents",
)
