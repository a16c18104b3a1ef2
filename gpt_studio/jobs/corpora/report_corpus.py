"""Report what is odd about the texts of a corpus."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import CorpusReport, Finding

MOST_FINDINGS = 1_000


@dataclass(frozen=True)
class ReportCorpus:
    """``findings``: after so many of a kind, further ones are counted but not reported one by one."""

    corpus: Corpus
    findings: int = MOST_FINDINGS


@dataclass(frozen=True)
class FindingFound(Event):
    """One odd place."""

    finding: Finding

    @classmethod
    def written_as(cls) -> str:
        return "finding"


def run(request: ReportCorpus, context: JobContext) -> CorpusReport:
    """Emit progress, and a :class:`FindingFound` for each odd place. Files that cannot be read are left out: a scan
    tells about them. Raises JobCancelled, and StudioError if a helper process ended."""
    from gpt_studio.corpora.report.making import make_report  # brings numpy

    return make_report(request.corpus, context, lambda each: context.emit(FindingFound(each)), request.findings)
