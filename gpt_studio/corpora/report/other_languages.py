"""Documents in a language of which the corpus has little."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDER = Finder(
    FindingKind.OTHER_LANGUAGES,
    say("report.other_languages", "Documents in other languages"),
    say(
        "report.other_languages.help",
        "Documents in a language that makes up less than a tenth of the corpus. A small model needs all its room for "
        "one or two languages.",
    ),
    remedy="languages",
    needs="py3langid",
)
