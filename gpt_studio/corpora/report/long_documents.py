"""Documents that are probably many documents in one file."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

LONGEST = 3_000_000
"""Characters: the longest novels have as many."""

FINDER = Finder(
    FindingKind.LONG_DOCUMENTS,
    say("report.long_documents", "Very long documents"),
    say(
        "report.long_documents.help",
        "Documents of more than three million characters are probably many texts in one file. Put <|endoftext|> "
        "between them, so that the model learns where a text begins and ends.",
    ),
)
