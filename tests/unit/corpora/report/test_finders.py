"""What each finder finds in one text, and what its remedy makes of it."""

from __future__ import annotations

import re

import pytest

from gpt_studio.corpora.report import (
    control,
    encoding,
    hyphens,
    invisible,
    long_lines,
    mojibake,
    personal,
    private_marks,
    wrapped_lines,
)
from gpt_studio.corpora.report.finder import Passage
from gpt_studio.corpora.report.finding import FindingKind
from gpt_studio.corpora.report.looking import sample_of
from gpt_studio.corpora.report.registry import FINDERS, finder_of
from gpt_studio.corpora.report.repeated_paragraphs import paragraphs


def found(find, text: str) -> list[tuple[str, str | None]]:
    return [(text[span.start : span.end], span.becomes) for span in find(Passage(text))]


def test_every_kind_has_a_finder_with_a_title_and_an_explanation() -> None:
    assert [finder.kind for finder in FINDERS] == list(FindingKind)
    for kind in FindingKind:
        assert str(finder_of(kind).title)
        assert str(finder_of(kind).explanation).endswith(".")


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "text",
    [
        "El niño comió en el jardín; mañana será otro día.",
        "¡Qué ilusión! ¿Dónde está el pingüino?",
        "Così è la città: perché no?",
        "Informação não é saudade.",
    ],
)
def test_garbled_letters_are_repaired(text: str, codec: str) -> None:
    garbled = text.encode().decode(codec)
    repaired = mojibake.repaired(garbled)
    if codec == "mac-roman":  # which leaves little to go by in short words
        assert sum(a != b for a, b in zip(repaired.split(), text.split(), strict=False)) <= 3
    else:
        assert repaired == text
    assert found(mojibake.find, garbled)


@pytest.mark.parametrize(
    "text",
    [
        "Él fue a la estación… «hola» “bien” —dijo—; ¿qué? ¡Órale! 1º, 2ª, 20 °C, 5 €.",
        "À propos: déjà vu, l’été. Größe, Straße, Äpfel? Zażółć gęślą jaźń.",
        "ÁÉÍÓÚ Ñandú. São Paulo… informação é «não».",
        "Привет, как дела? 你好，世界。 שלום",
    ],
)
def test_right_letters_stay(text: str) -> None:
    assert found(mojibake.find, text) == []
    assert mojibake.repaired(text) == text


def test_lost_letters_are_found_without_a_remedy() -> None:
    assert found(encoding.find, "a\ufffdo y ma\ufffd\ufffdna") == [("\ufffd", None), ("\ufffd\ufffd", None)]


def test_control_and_invisible_characters() -> None:
    text = "A\x07 f\u00ado\u200b\u200bx, \u200eright\u2060 \ue000 a\u200db."
    assert found(control.find, text) == [("\x07", ""), ("\u00ad", ""), ("\u200b\u200b", "")]
    assert found(invisible.find, text) == [("\u200e", ""), ("\u2060", ""), ("\ue000", "")]
    assert invisible.without("\u200eright\u2060") == "right"
    assert found(control.find, "Año\tnuevo.\n") == found(invisible.find, "¿Por qué?") == []


def test_words_broken_at_line_ends_are_joined() -> None:
    text = "The sai-\nlor knew a well known sailor on a well-\nknown island, 1990-\n1995.\nUna pala-\n  bra larga."
    assert found(hyphens.find, text) == [("sai-\nlor", "sailor"), ("pala-\n  bra", "palabra")]
    assert hyphens.joined(text).startswith("The sailor knew a well known sailor on a well-\nknown island")


def test_wrapped_lines_but_no_table() -> None:
    words = "Otto quería llevar la calabaza a casa y Luna volvía del mercado cuando oyó un grito junto al río. " * 6
    wrapped = re.sub(r"(.{50,60}) ", r"\1\n", words)
    assert len(found(wrapped_lines.find, wrapped)) == 1
    assert found(wrapped_lines.find, words) == []
    assert found(wrapped_lines.find, "\n".join(["12.50 13.63 59.13 9.74 24.66 61.98 40.04 17.20 11.08"] * 20)) == []


def test_the_sample_of_a_long_line_shows_where_it_is_divided() -> None:
    text = "The fox went home and slept. " * 400
    (span,) = long_lines.find(Passage(text))
    sample = sample_of(text, span)
    assert sample.becomes is not None
    assert sample.becomes != sample.found
    assert sample.becomes.startswith("\n")
    assert sample.before.endswith("slept.")


def test_long_lines() -> None:
    line = "A fox ran over the hill. " * 300
    ((text, becomes),) = found(long_lines.find, f"Title\n{line}\nEnd")
    assert text == line
    assert becomes is not None
    assert "\n" in becomes


PERSONAL = [
    ("ana.pérez@correo.es", "name@example.com"),
    ("612 345 678", "000 000 000"),
    ("91 234 56 78", "00 000 00 00"),
    ("+34 600123456", "+00 000000000"),
    ("+52 55 1234 5678", "+00 00 0000 0000"),
    ("(11) 4123-4567", "(00) 0000-0000"),
    ("4111 1111 1111 1111", "0000 0000 0000 0000"),
    ("ES91 2100 0418 4502 0005 1332", "ES00 0000 0000 0000 0000 0000"),
    ("GB82WEST12345698765432", "GB00000000000000000000"),
    ("12345678Z", "00000000Z"),
    ("X1234567L", "X0000000L"),
    ("12.345.678-5", "00.000.000-0"),
    ("20-12345678-6", "00-00000000-0"),
    ("529.982.247-25", "000.000.000-00"),
    ("HEGG560427MVZRRL04", "HEGG000000MVZRRL00"),
    ("8.8.8.8", "192.0.2.1"),
    ("2a00:1450:4003:80f::200e", "2001:db8::1"),
    ("sk-abcdefghijklmnopqrstuvwx", "sk-000000000000000000000000"),
    ("AKIAIOSFODNN7EXAMPLE", "AKIA0000000000000000"),
]


@pytest.mark.parametrize(("value", "becomes"), PERSONAL)
def test_personal_data_is_masked(value: str, becomes: str) -> None:
    text = f"El dato es {value}, según Ñoño."
    assert found(personal.find, text) == [(value, becomes)]
    masked = personal.masked(text)
    assert masked == text.replace(value, becomes)
    assert personal.masked(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "12345678A",
        "X1234567A",
        "ES92 2100 0418 4502 0005 1332",
        "1999, 2024-10-12, 12:30:45",
        "1.234.567,89 euros",
        "ISBN 978-84-376-0494-7",
        "192.168.1.1 y 127.0.0.1",
        "versión 1.2.3.4567",
        "std::vector y a::b",
        "name@example.com",
        "@usuario",
    ],
)
def test_other_numbers_are_no_personal_data(text: str) -> None:
    assert found(personal.find, f"El dato es {text}, según Ñoño.") == []


def test_a_private_key_is_masked_as_a_whole() -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA7Zq7o+V0\n" * 4 + "-----END RSA PRIVATE KEY-----"
    assert personal.masked(f"a {key} b") == "a -----BEGIN RSA PRIVATE KEY-----\n…\n-----END RSA PRIVATE KEY----- b"


def test_marks_of_other_models_are_removed() -> None:
    text = "<|im_start|>user\nHola<|im_end|>\n[INST] b [/INST] <start_of_turn>model\nc ### Response: a < b [1] <em>"
    marks = ["<|im_start|>user\n", "<|im_end|>", "[INST]", "[/INST]", "<start_of_turn>model", "### Response:"]
    assert [mark for mark, _ in found(private_marks.find, text)] == marks
    assert private_marks.without("<|start_header_id|>user<|end_header_id|>\nHola") == "Hola"


def test_paragraphs_are_blocks_or_long_lines() -> None:
    long = "A long line with many words that goes on and on. " * 3
    short = "A line of about sixty characters that a printer has broken"
    assert [text_of(long + "\n" + long, span) for span in paragraphs(long + "\n" + long)] == [long, long]
    block = f"{short}\n{short}\n{short}"
    text = f"Title\n\n{block}\n \n{long}\n{long}"
    assert [text_of(text, span) for span in paragraphs(text)] == [block, long, long]


def text_of(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]
