"""Documents that stand in the corpus more than once."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDER = Finder(
    FindingKind.DUPLICATE_DOCUMENTS,
    say("report.duplicate_documents", "Documents that repeat"),
    say(
        "report.duplicate_documents.help",
        "The same document stands in the corpus several times. A model learns repeated text by heart, so each is read "
        "once.",
    ),
    remedy="duplicates",
)
