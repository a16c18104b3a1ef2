"""What the remedies of a corpus make of its documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora import remedying
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, read_corpus, write_corpus
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.scan import preview, scan

FOX = "A fox ran over the hill to the river, where an old boat lay in the grass."
HEN = "A hen sat in the garden and sang of the sea, which she had never seen."


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus("mine", (str(tmp_path / "texts.jsonl"),))


def texts(corpus: Corpus, documents: list[str], **remedies: object) -> list[str]:
    lines = [json.dumps({"text": text}) for text in documents]
    Path(corpus.sources[0]).write_text("\n".join(lines), encoding="utf-8")
    chosen = replace(corpus, remedies=Remedies(**remedies))  # type: ignore[arg-type]
    return [document.text for document in iter_documents(chosen)]


def test_letters_are_repaired_before_cleaning_drops_their_halves(corpus: Corpus) -> None:
    garbled = "Así está aquí el jardín.".encode().decode("latin-1")
    assert texts(corpus, [garbled], mojibake=True) == ["Así está aquí el jardín."]
    assert texts(corpus, [garbled]) != [garbled]


def test_words_are_joined_before_lines_are(corpus: Corpus) -> None:
    assert texts(corpus, ["The sai-\r\nlor sang."], hyphens=True) == ["The sailor sang."]


def test_marks_and_personal_data_go(corpus: Corpus) -> None:
    text = "<|im_start|>user\n\u200eWrite to ana@correo.es!<|im_end|>"
    assert texts(corpus, [text], private_marks=True, personal=True, invisible=True) == ["Write to name@example.com!"]


def test_documents_of_a_kind_are_skipped(corpus: Corpus) -> None:
    rows = "\n".join(f"{n};{n * n};x" for n in range(20))
    spanish = "Una casa pequeña junto al río donde vivían los niños con su abuela y sus gatos."
    assert texts(corpus, [FOX, "Short.", rows, spanish], short_documents=True, not_prose=True) == [FOX, spanish]
    assert texts(corpus, [FOX, spanish, "Hm."], languages=("es",)) == [spanish, "Hm."]


def test_near_duplicates_are_skipped(corpus: Corpus) -> None:
    words = [f"word{number}" for number in range(200)]
    nearly = " ".join(["changed", *words[1:]])
    assert texts(corpus, [" ".join(words), FOX, nearly], near_duplicates=True) == [" ".join(words), FOX]


def test_repeated_paragraphs_are_read_once(corpus: Corpus) -> None:
    documents = [f"One\n\n{FOX}\n\nTwo", f"{FOX}\n\n{HEN}", HEN]
    assert texts(corpus, documents, repeated_paragraphs=True) == [documents[0], HEN]


def test_boilerplate_is_removed_everywhere(corpus: Corpus, tmp_path: Path) -> None:
    notice = "Subscribe to our letter."
    documents = [f"Text number {number}.\n{notice}\nThe end of {number}." for number in range(8)]
    without = [text.replace(notice + "\n", "") for text in documents]
    assert texts(corpus, documents[:7], boilerplate=True) == documents[:7]
    kept = corpus.kept_in(tmp_path / "cache")
    for _ in range(2):  # the second time, which lines they are comes from the cache
        assert texts(kept, documents, boilerplate=True) == without
    assert len(list((tmp_path / "cache" / "text" / "boilerplate").iterdir())) == 1


def test_conversations_keep_their_turns() -> None:
    turns = (Turn("user", "My number is 612 345 678."), Turn("assistant", FOX))
    work = remedying.Remedying(Remedies(personal=True, repeated_paragraphs=True))
    cleaned = work.after_cleaning(Document(turns=turns))
    assert cleaned.turns == (Turn("user", "My number is 000 000 000."), Turn("assistant", FOX))
    assert work.without_repetition(work.without_repetition(cleaned)) == cleaned


def test_scan_and_preview_show_what_training_reads(corpus: Corpus) -> None:
    texts(corpus, ["Write to ana@correo.es now."])
    masked = corpus.with_remedy("personal")
    assert preview(corpus.sources[0], masked) == "Write to name@example.com now."
    texts(corpus, ["Short."])
    (report,) = scan(corpus.with_remedy("short_documents"))
    assert report.problem is not None
    assert (report.problem.key, report.refused) == ("file.left_out", False)


def test_remedies_are_stored_and_older_files_have_none(corpus: Corpus, tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    write_corpus(place, corpus)
    assert "[remedies]" not in place.read_text(encoding="utf-8")
    chosen = corpus.with_remedy("mojibake").with_remedy("languages", ("es", "gl")).with_remedy("join_lines")
    write_corpus(place, chosen)
    assert read_corpus(place) == chosen
    assert [chosen.applies(name) for name in ("mojibake", "languages", "join_lines", "personal")] == [True] * 3 + [
        False
    ]


def test_the_fingerprint_changes_with_the_remedies_only(corpus: Corpus) -> None:
    texts(corpus, [FOX])
    plain = fingerprint(corpus)
    assert fingerprint(corpus.with_remedy("personal")) != plain
    assert fingerprint(corpus.with_remedy("personal").with_remedy("personal", False)) == plain


def test_a_missing_package_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remedying, "find_spec", lambda name: None)
    with pytest.raises(StudioError, match="ftfy"):
        texts(corpus, [FOX], mojibake=True)
