"""Says how well a text in Latin letters reads as one language: by its letters beyond ASCII and by its commonest words.

A wrong encoding gives letters that no language has together ("¿está" as "żestá"), or that do not go with the words
round them ("La niña" as "La nińa").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[¿¡]")
_ALPHABET = 0.1  # what the letters tell without the words


@dataclass(frozen=True)
class _Language:
    letters: frozenset[str]
    words: frozenset[str]


def _language(letters: str, words: str) -> _Language:
    return _Language(frozenset(letters), frozenset(words.split()))


_LANGUAGES = (
    _language(
        "áéíóúüñ¿¡",
        "de la que el en y a los las se un una por con no para es al lo su más como pero sus le ya o este sí porque "
        "esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos qué dónde cuándo cómo tú él "
        "mi te si está están fue era ser son del año años ni tan",
    ),
    _language(
        "áâãàçéêíóôõúü",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
        "sua ou quando muito nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus "
        "quem nas me esse eles estão você tinha foram essa num nem suas meu às minha então há são",
    ),
    _language(
        "àâæçéèêëîïôœùûüÿ",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son ses "
        "mais comme on tout nous sa aux ou été même elle ma mon très où être déjà ça à était je tu vous leur si deux "
        "après avant sans mes ils cette voilà c l d j n s qu",
    ),
    _language(
        "äöüß",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an er hat aus bei "
        "werden nach wie wir ich sie war über noch nur wenn vor einen um am man können dass daß wo zum zur ihr du "
        "mir dir uns aber bis durch oder so sind haben",
    ),
    _language(
        "àèéìíîòóùú",
        "di e il la che in un a per è una sono con non si da come io ma le lo ha gli del della dei al più anche nel "
        "alla perché così già può se mi ti ci questo quella era città",
    ),
    _language(
        "ëïéèêöüóá", "de en van het een in is dat op te zijn met voor niet aan er om ook als dan maar bij nog één"
    ),
    _language(
        "àçéèíïóòúü",
        "de la i el que a en un per és amb no una les els del al es més com però són ha també ni si aquest molt",
    ),
    _language(
        "ąćęłńóśźż",
        "w i na z do nie się że to jest o jak po co ale od za przez dla czy tak już tylko był była być tym jego go "
        "ma są może ją który która które kiedy mnie przed pod nad też jej mój gdzie a u",
    ),
    _language(
        "áčďéěíňóřšťúůýž",
        "a v se na je že to s z do o i ve pro jako za by ale po jsem od který jeho které už si podle která bylo byl "
        "byla nebo jen tak jsou k když být ještě jak až má při můj kde něco",
    ),
    _language(
        "áäčďéíĺľňóôŕšťúýž",
        "a v sa na je že to s z do o aj vo pre ako za by ale po som od ktorý už si bol bola bolo len tak sú keď",
    ),
    _language(
        "áéíóöőúüű",
        "a az és hogy nem is egy ez meg de csak volt ha már van mint még el azt ki be le mert kell fel minden vagy "
        "én ő úgy mi amikor senki amely aki itt ott majd több nagyon után előtt",
    ),
    _language(
        "ăâîșțşţ", "de și şi în la cu a care nu o pe un din să sa ca mai este pentru că fost prin era ce se lui au"
    ),
    _language(
        "åäöé", "och att det i en jag hon som han på den med var sig för så till är men ett om hade de av icke är"
    ),
    _language(
        "æøåé", "og i det at en den til er som på de med han af for ikke der var mig sig men et har om vi jeg å ikke"
    ),
    _language("äöå", "ja on ei että se hän oli mutta niin kun en kuin joka ovat myös mitä jos minä nyt sitä olla"),
    _language(
        "çğıöşüâî", "ve bir bu da de için çok ne o ile ben daha gibi ama kadar sonra var mi mı her değil olan ki"
    ),
    _language("čćđšž", "i je u na se da za od su s a ne što koji kao o to biti iz po ili te ali već bio"),
    _language("āčēģīķļņšūž", "un ir ar no par ka uz kas bet vai to viņš lai es tas kā"),
    _language("ąčęėįšųūž", "ir yra kad su į iš tai bet kaip jis ne apie o už per"),
    _language("äöõüšž", "ja on ei et see ta oli ka kui aga siis nagu ning või oma mis"),
)


def reads_as_one_language(text: str) -> float:
    """From 0, where the letters beyond ASCII belong to no one language, to 1, where all words are common in one.

    A text in other letters gives 0.
    """
    words = _WORD.findall(text.lower())
    used = {letter for word in words for letter in word if not letter.isascii()} | set(_SIGNS.findall(text))
    fitting = [language for language in _LANGUAGES if used <= language.letters]
    if not words or not fitting:
        return 0.0
    common = max(sum(word in language.words for word in words) for language in fitting)
    return _ALPHABET + (1 - _ALPHABET) * common / len(words)
