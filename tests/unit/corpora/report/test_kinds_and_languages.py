from __future__ import annotations

import base64

import pytest

from gpt_studio.corpora.report.finding import TextKind
from gpt_studio.corpora.report.languages import _Identifier, languages_of, languages_of_each, main_and_others
from gpt_studio.corpora.report.text_kinds import kind_of, kind_of_document

STORY = (
    "Hace mucho tiempo, en una isla pequeña, vivía un marinero que no tenía barco. Cada mañana miraba el mar, "
    'contaba las olas y decía: "Mañana". Un día, una niña le llevó madera, cuerda, tela y pan.\n\n'
)
SENTENCES = {
    "es": "Una casa pequeña junto al río donde vivían los niños con su abuela y sus gatos.",
    "gl": "Unha casa pequena xunto ao río onde vivían os nenos coa súa avoa e os seus gatos.",
    "pt": "Uma casa pequena junto ao rio onde viviam as crianças com a sua avó e os seus gatos.",
    "ca": "Una casa petita vora el riu on vivien els nens amb la seva àvia i els seus gats.",
    "en": "A small house near the river where the children lived with their grandmother and her cats.",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (STORY * 3, TextKind.PROSE),
        ("—¿Quién es?\n—Soy yo.\n—¿Qué quieres?\n—Nada.\n" * 5, TextKind.PROSE),
        ("- una manzana\n- dos peras\n- tres limones\n- una sandía entera\n" * 2, TextKind.LIST),
        ("nombre;edad;ciudad\nAna;31;Soria\nLuis;28;Lugo\nEva;44;Jaén\nJuan;19;Vigo\n", TextKind.TABLE),
        ("| a | b |\n|---|---|\n" + "| uno | dos |\n| tres | cuatro |\n" * 3, TextKind.TABLE),
        ("12.5 13.6 59.1\n9.7 24.6 61.9\n" * 5, TextKind.NUMBERS),
        (
            "def add(a, b):\n    total = a + b\n    return total\n\nfor n in range(10):\n    print(add(n, 2))\n" * 2,
            TextKind.CODE,
        ),
        ("function f(x) {\n  if (x > 0) {\n    return x * 2;\n  }\n  return -x;\n}\n" * 2, TextKind.CODE),
        (base64.encodebytes(bytes(range(256)) * 3).decode(), TextKind.ENCODED),
        ("1 + 2 = 3", TextKind.PROSE),
        ("", TextKind.PROSE),
    ],
)
def test_the_kind_of_a_text(text: str, kind: TextKind) -> None:
    assert kind_of(text) is kind
    assert kind_of_document(text) is kind


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_languages_like_each_other_are_told_apart(code: str, text: str) -> None:
    assert languages_of(text) == (code,)


def test_a_text_that_says_too_little_has_no_language() -> None:
    assert languages_of_each(["El gato come.", "12 34 56 78 90 " * 20, "", STORY]) == [
        ("und",),
        ("und",),
        ("und",),
        ("es",),
    ]


def test_a_longer_text_is_looked_at_in_several_places() -> None:
    spanish, english = SENTENCES["es"] * 12, SENTENCES["en"] * 12
    assert languages_of(spanish + english) == ("es", "en")
    assert main_and_others(languages_of(spanish * 2 + english)) == ("es", ("en",))
    assert main_and_others(["es", "es", "und", "es"]) == ("es", ())
    assert main_and_others(["und"]) == ("und", ())


def test_many_at_once_are_as_the_library_says_of_each() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    texts = [*SENTENCES.values(), "A", "MAYÚSCULAS CON ACENTO EN TODA LA FRASE", "Привет, как дела", "…"]
    for (code, probability), (theirs, expected) in zip(
        _Identifier.instance().classified(texts), map(library.classify, texts), strict=True
    ):
        assert code == theirs
        assert probability == pytest.approx(expected, abs=2e-3)
