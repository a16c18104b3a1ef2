"""Documents that change their language."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDER = Finder(
    FindingKind.MIXED_LANGUAGES,
    say("report.mixed_languages", "Documents in several languages"),
    say(
        "report.mixed_languages.help",
        "The beginning, the middle and the end of the document are beyond doubt in different languages: a translation "
        "beside its original, or several texts in one.",
    ),
    needs="py3langid",
)
