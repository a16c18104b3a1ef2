"""Guesses which older encoding a text is in, by how plausible it reads in each.

chardet compares the bytes with letter and letter-pair statistics of each language in each encoding. A candidate also
loses score for what no language has: two scripts in one word, symbols within words, capitals after small letters. In a
short text it gains by letters and common words of one language (:mod:`gpt_studio.corpora.latin_languages`). The
distance from the best candidate to the next one that reads differently says how sure the guess is. The constants were
tuned on 3,600 texts of 15 to 1,000 characters in 23 languages and 26 encodings: with 40 or more characters, 1 in 200
was wrong, and all of those were marked doubtful; with 300 characters, 1 in 12 was right but marked doubtful.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpt_studio.corpora.encodings import OLDER, EncodingSample
from gpt_studio.corpora.latin_languages import reads_as_one_language

_CANDIDATES = 30
_RARE, _RARE_IN_LONG_TEXT = 0.8, 0.97  # the weight of a rare encoding
_FEW = 30  # with more bytes beyond ASCII, the weight of a rare encoding rises from the first to the second
_IMPLAUSIBLE = 2  # the exponent of the plausible share
_DOUBT, _DOUBT_OF_ONE = 0.02, 1.0  # a guess is doubtful below _DOUBT + _DOUBT_OF_ONE / bytes beyond ASCII
_SURE = 0.5  # the distance from which on no guess is doubtful
_SHORT = 40  # bytes; in shorter texts Windows-1252 is more likely than the statistics say
_WESTERN, _WESTERN_WEIGHT = "cp1252", 1.2
_TELLING = 1_000  # bytes; in shorter texts the words and the alphabet of a language tell more than statistics
_LANGUAGE = 1.0  # what a text gains whose words are all common in one language
_ALTERNATIVES = 4
_WORTH_SAYING = 0.5  # least score of an alternative, relative to the best
_PARTS = 4
_EXCERPT = 60  # bytes

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_OTHER_SCRIPTS = (
    "\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
)
_NO_TEXT = "\u0080-\u009f\ue000-\uf8ff\ufffd"
_SIGNS = "¢£¤¥¦§¨¬±´¶¸¼½¾¿¡†‡•€™®©¹²³¯÷×ƒ∂∑∏π∫Ω≈√≤≥∞◊˝˛ˇ˘˙˚⌐≡⌠⌡∙ⁿ\u2500-\u25ff"
_BETWEEN_WORDS = "«»‹›“”„‘‚–—…"
_CAPITALS = "À-ÖØ-ÞŠŽŸĂĄĆČĎĐĘĚĞİŁŃŇŐŘŚŞŤŮŰŹŻА-ЯΑ-Ω"
_LETTER = r"[^\W\d_]"
_NO_LANGUAGE = re.compile(
    f"(?<=[{_LATIN}])[{_OTHER_SCRIPTS}]|[{_OTHER_SCRIPTS}](?=[{_LATIN}])|[{_NO_TEXT}]"
    f"|(?<={_LETTER})[{_SIGNS}„‚]|[{_SIGNS}](?={_LETTER})|(?<={_LETTER})[{_BETWEEN_WORDS}](?={_LETTER})"
    f"|(?<=[a-zß-öø-ÿа-яα-ω])[{_CAPITALS}]"
)
_RULE = re.compile(r"([^\W\d_\x00-\x7f])\1{3,}")  # a line of DOS box-drawing characters, read as letters
_OPENING = re.compile(r"(?<!\w)[¿¡]+")


@dataclass(frozen=True)
class Guess:
    """The guessed encoding. ``mixed`` says that a part of the text is clearly in another encoding.

    For a doubtful guess, ``samples`` show one piece of the file in ``codec``, then in the alternatives by likelihood.
    """

    codec: str
    doubtful: bool
    samples: tuple[EncodingSample, ...] = ()
    mixed: bool = False


@dataclass(frozen=True)
class _Candidate:
    codec: str
    label: str
    score: float
    text: str


def guess_encoding(lines: Sequence[bytes], counts: Sequence[int]) -> Guess | None:
    """The likeliest encoding of a text, or None if it is plausible in none.

    ``lines`` are those with bytes beyond ASCII; ``counts`` holds how often each of the 256 bytes is in the whole text.
    """
    sample = b"\n".join(lines)
    ranked = _ranked(sample, counts)
    if not ranked or ranked[0].score <= 0:
        return None
    best, *different = ranked
    if _is_clear(best, different, sum(counts[128:])):
        return Guess(best.codec, doubtful=False, mixed=_is_mixed(lines, best.codec))
    shown = [each for each in different if each.score >= _WORTH_SAYING * best.score][:_ALTERNATIVES]
    piece = _telling_piece(lines, best.codec, shown[0].codec if shown else best.codec)
    return Guess(
        best.codec,
        doubtful=True,
        samples=tuple(
            EncodingSample(each.codec, each.label, " ".join(piece.decode(each.codec, "replace").split()))
            for each in (best, *shown)
        ),
    )


def _is_clear(best: _Candidate, others: Sequence[_Candidate], beyond: int) -> bool:
    distance = 1 - others[0].score / best.score if others else 1.0
    return distance >= min(_SURE, _DOUBT + _DOUBT_OF_ONE / max(beyond, 1))


def _is_mixed(lines: Sequence[bytes], codec: str) -> bool:
    """Whether one quarter of the lines is clearly in an encoding that reads differently from ``codec``."""
    quarter = len(lines) // _PARTS
    for start in range(0, quarter * _PARTS, max(1, quarter)):
        part = b"\n".join(lines[start : start + quarter])
        counts = [part.count(byte) for byte in range(256)]
        ranked = _ranked(part, counts)
        if ranked and ranked[0].score > 0:
            best, *others = ranked
            if best.text != part.decode(codec, "replace") and _is_clear(best, others, sum(counts[128:])):
                return True
    return False


def _ranked(sample: bytes, counts: Sequence[int]) -> list[_Candidate]:
    """One candidate for each different reading of the sample, the likeliest first."""
    import chardet  # takes a quarter of a second, and files in UTF-8 do not need it

    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        max_bytes=max(1, len(sample)),
        compat_names=False,
        include_encodings=[known.codec for known in OLDER],
    )
    confidence = {
        codecs.lookup(each["encoding"]).name: each["confidence"] for each in found[:_CANDIDATES] if each["encoding"]
    }
    beyond = max(1, sum(counts[128:]))
    candidates: dict[str, _Candidate] = {}
    for known in OLDER:
        codec = codecs.lookup(known.codec).name
        if codec in confidence:
            text = sample.decode(codec, "replace")
            strange = min(1.0, _implausible_share(text) + _undefined(codec, counts) / beyond)
            weight = min(_RARE_IN_LONG_TEXT, _RARE ** min(1.0, _FEW / beyond)) if known.rare else 1.0
            if known.codec == _WESTERN and len(sample) <= _SHORT:
                weight = _WESTERN_WEIGHT
            score = confidence[codec] * weight * (1 - strange) ** _IMPLAUSIBLE
            if len(sample) <= _TELLING:
                score *= 1 + _LANGUAGE * reads_as_one_language(text)
            same = candidates.get(text)
            if same is None:
                candidates[text] = _Candidate(codec, known.label, score, text)
            elif score > same.score:
                candidates[text] = replace(same, score=score)
    return sorted(candidates.values(), key=lambda each: -each.score)


def _implausible_share(text: str) -> float:
    beyond = sum(not character.isascii() for character in text)
    rules = sum(len(found.group()) for found in _RULE.finditer(text))
    return (len(_NO_LANGUAGE.findall(_OPENING.sub("", text))) + rules) / max(beyond, 1)


def _undefined(codec: str, counts: Sequence[int]) -> int:
    """How many bytes of the text a single-byte ``codec`` leaves undefined; 0 for a multi-byte one."""
    characters = bytes(range(256)).decode(codec, "replace")
    if len(characters) != 256:
        return 0
    return sum(count for count, character in zip(counts, characters, strict=True) if character == "\ufffd")


def _telling_piece(lines: Sequence[bytes], one: str, other: str) -> bytes:
    """A few words of the first line that the two encodings read differently, starting near the difference."""
    for line in lines:
        words = line.split(b" ")
        for number, word in enumerate(words):
            if word.decode(one, "replace") != word.decode(other, "replace"):
                return _beginning(b" ".join(words[max(0, number - 2) :]))
    return _beginning(lines[0]) if lines else b""


def _beginning(words: bytes) -> bytes:
    """The first :data:`_EXCERPT` bytes at most, cut after a whole word where possible."""
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rpartition(b" ")[0] or words[:_EXCERPT]
