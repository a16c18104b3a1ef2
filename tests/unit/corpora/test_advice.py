"""What a scan advises before a training."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from gpt_studio.corpora.advice import LITTLE_TEXT, AdviceKind, advice_on
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus, fingerprint
from gpt_studio.corpora.scan import scan

SENTENCE = "The old fox went down to the river and asked the keeper of the lighthouse for the golden key. "
ENOUGH = "\n".join(SENTENCE.replace("fox", f"fox {n}") for n in range(LITTLE_TEXT // len(SENTENCE) + 1))
WRAPPED = "\n\n".join(textwrap.fill(SENTENCE * 5, 70) for _ in range(250))
ONE_LINE = SENTENCE * (LITTLE_TEXT // len(SENTENCE) + 1)


def kinds(folder: Path, texts: dict[str, str], **cleaning: bool) -> list[AdviceKind]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    corpus = Corpus("c", tuple(str(folder / name) for name in texts), cleaning=Cleaning(**cleaning))
    return [advice.kind for advice in advice_on(list(scan(corpus)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [AdviceKind.EMPTY]),
        (" \n", [AdviceKind.EMPTY]),
        ("A fox.", [AdviceKind.LITTLE]),
        (ENOUGH, []),
        (WRAPPED, [AdviceKind.WRAPPED]),
        (ONE_LINE, [AdviceKind.LONG_LINES]),
    ],
)
def test_each_fault_of_a_text_is_found(tmp_path: Path, text: str, found: list[AdviceKind]) -> None:
    assert kinds(tmp_path, {"a.txt": text}) == found


def test_what_was_advised_and_done_is_not_advised_again(tmp_path: Path) -> None:
    assert kinds(tmp_path, {"a.txt": WRAPPED}, join_lines=True) == []
    assert kinds(tmp_path, {"a.txt": ONE_LINE}, break_lines=True) == []


def test_files_are_named_or_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRAPPED, encoding="utf-8")
    (tmp_path / "b.txt").write_text(WRAPPED + "!", encoding="utf-8")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert "a.txt" in str(advice_on(list(scan(Corpus("c", tuple(files[:1])))))[0].what)
    assert "2 files" in str(advice_on(list(scan(Corpus("c", tuple(files)))))[0].what)


def test_the_built_in_sample_needs_no_advice() -> None:
    assert advice_on(list(scan(Corpus("c", ("sample:",))))) == ()


def test_a_corpus_without_the_later_steps_has_the_fingerprint_that_it_had_before_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A fox.", encoding="utf-8")
    plain = Corpus("c", (str(tmp_path / "a.txt"),))
    assert fingerprint(plain) == FINGERPRINT
    changed = {
        fingerprint(Corpus("c", plain.sources, cleaning=Cleaning(**{step: True})))
        for step in ("join_lines", "break_lines")
    }
    assert len(changed | {FINGERPRINT}) == 3


FINGERPRINT = "81627d0ec5db1631b2d0d46919b044a9c64ffedf86b38a3c7f87eac922360bd5"  # written by the version before them


def test_a_few_conversations_are_not_called_too_little(tmp_path: Path) -> None:
    talk = '{"prompt": "Who are you?", "completion": "A fox."}'
    assert kinds(tmp_path, {"talk.jsonl": talk}) == []
    assert kinds(tmp_path, {"talk.jsonl": talk, "a.txt": "A fox."}) == [AdviceKind.LITTLE]
