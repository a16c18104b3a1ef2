from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import CorpusReport, FindingKind, KindSummary
from gpt_studio.jobs.corpora import report_corpus
from gpt_studio.jobs.corpora.report_corpus import FindingFound, ReportCorpus


def report_on(folder: Path, texts: Sequence[str], events: list[Event] | None = None) -> CorpusReport:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    context = JobContext(events.append if events is not None else None)
    return report_corpus.run(ReportCorpus(Corpus("mine", (str(folder),))), context)


def summary(report: CorpusReport, kind: FindingKind) -> KindSummary:
    return next(each for each in report.kinds if each.kind is kind)


def test_a_report_counts_places_documents_and_files(tmp_path: Path) -> None:
    events: list[Event] = []
    report = report_on(tmp_path, ["A fox.\a It ran\a\a.", "A hen.", "A fox.\a It ran\a\a."], events)
    control = summary(report, FindingKind.CONTROL)
    assert (control.count, control.documents, control.files, control.characters) == (4, 2, 2, 6)
    assert (control.remedy, control.applied) == ("control", True)
    repeated = summary(report, FindingKind.DUPLICATE_DOCUMENTS)
    assert (repeated.count, repeated.samples[0].file) == (1, str(tmp_path / "2.txt"))
    assert (report.documents, report.characters) == (3, 17 + 6 + 17)
    found = [event.finding for event in events if isinstance(event, FindingFound)]
    assert [finding.place for finding in found if finding.kind is FindingKind.CONTROL] == [6, 14, 6, 14]
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)


def test_a_report_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A fox.", encoding="utf-8")
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        report_corpus.run(ReportCorpus(Corpus("mine", (str(tmp_path),))), context)
