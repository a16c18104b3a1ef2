from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report import looking, looking_process, making
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


STORY = (
    "Hace mucho tiempo, en una isla pequeña, vivía un marinero que no tenía barco y miraba el mar por las mañanas.\n\n"
    "Un día una niña le llevó madera, cuerda, tela y pan, y juntos hicieron un barco con una vela de color rojo."
)
NOTICE = "Subscribe to our letter, it is free."


def varied_texts() -> list[str]:
    """Texts with a finding of each kind that compares documents or judges whole ones."""
    foreign = "A small house stood near the river, and the children lived there with their grandmother and her cats."
    rows = "\n".join(f"{number};{number * number};x" for number in range(30))
    words = [f"palabra{number}" for number in range(200)]
    stories = [f"{STORY} Capítulo {number}: {' '.join(words[number : number + 9])}." for number in range(6)]
    noticed = [f"{' '.join(words[n * 12 : n * 12 + 12])} y se fue a su casa.\n{NOTICE}" for n in range(9)]
    near = [" ".join(words), " ".join(["otra", *words[1:]])]
    mixed = STORY * 12 + "\n\n" + foreign * 24
    return [*stories, stories[0], *near, *noticed, foreign, rows, "Corto.", mixed, STORY * 40]


def test_documents_are_compared(tmp_path: Path) -> None:
    report = report_on(tmp_path, varied_texts())
    counts = {each.kind: each.documents for each in report.kinds}
    assert counts[FindingKind.DUPLICATE_DOCUMENTS] == 1
    assert counts[FindingKind.NEAR_DUPLICATES] >= 1
    assert counts[FindingKind.REPEATED_PARAGRAPHS] >= 2
    assert counts[FindingKind.SHORT_DOCUMENTS] == counts[FindingKind.NOT_PROSE] == 1
    assert counts[FindingKind.MIXED_LANGUAGES] == 1
    assert counts[FindingKind.OTHER_LANGUAGES] == 1
    boilerplate = summary(report, FindingKind.BOILERPLATE)
    assert (boilerplate.count, boilerplate.characters) == (9, 9 * len(NOTICE))
    assert {each.sample.found for each in boilerplate.samples} == {NOTICE}
    assert len({each.file for each in boilerplate.samples}) == 3
    assert report.main_languages == ("es", "en")[: len(report.main_languages)]
    assert report.languages[0].code == "es"
    assert {share.kind.value for share in report.texts} == {"prose", "numbers"}
    assert sum(share.documents for share in report.texts) == report.documents


def test_helper_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*varied_texts(), "A\a b\u200e ana@correo.es a\ufffdo <|im_start|>user"]
    events: list[Event] = []
    monkeypatch.setattr(making, "_BATCH_DOCUMENTS", 7)
    alone = report_on(tmp_path, texts)
    monkeypatch.setattr(making, "_LITTLE", 0)
    monkeypatch.setattr(looking_process, "_MOST_HELPERS", 1)  # each takes a second to begin
    assert report_on(tmp_path, texts, events) == alone
    found = [event.finding for event in events if isinstance(event, FindingFound)]
    assert {finding.kind for finding in found} == {each.kind for each in alone.kinds}


def test_long_documents_are_looked_at_in_passages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PASSAGE", 1_000)
    report = report_on(tmp_path, [f"{'x' * 2_500}\a", f"{'x' * 2_500}\a", f"{'x' * 2_500}!"])
    control = summary(report, FindingKind.CONTROL)
    assert [finding.place for finding in control.samples] == [2_500, 2_500]
    assert summary(report, FindingKind.DUPLICATE_DOCUMENTS).characters == 2_501
    assert report.documents == 3


def test_single_findings_are_bounded_but_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\ab" * 50, encoding="utf-8")
    events: list[Event] = []
    request = ReportCorpus(Corpus("mine", (str(tmp_path),)), findings=5)
    control = summary(report_corpus.run(request, JobContext(events.append)), FindingKind.CONTROL)
    assert (control.count, control.characters) == (50, 50)
    assert sum(isinstance(event, FindingFound) for event in events) == 5


def test_without_the_extra_some_kinds_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "find_spec", lambda name: None)
    report = report_on(tmp_path, ["aÃ±o\a"])
    assert report.missing == ("ftfy", "py3langid")
    assert report.languages == ()
    assert {each.kind for each in report.kinds} == {FindingKind.CONTROL, FindingKind.SHORT_DOCUMENTS}


def test_a_report_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A fox.", encoding="utf-8")
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        report_corpus.run(ReportCorpus(Corpus("mine", (str(tmp_path),))), context)
