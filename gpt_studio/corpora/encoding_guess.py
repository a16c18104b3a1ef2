"""Which older encoding a text is in, told by how plausible it reads in each.

chardet compares the bytes with the letters and neighbours of letters of each language in each encoding. What no
language does counts against a candidate besides: letters of two scripts in one word, signs within words, capitals
behind small letters. The distance between the best candidate and the next one that reads differently says how sure
the guess is. The figures below were set with 3,600 texts of 15 to 1,000 characters in 23 languages and 26 encodings:
of those with 40 or more characters 1 in 200 was guessed wrong, and each of these was doubtful; of those with 300, 1 in
12 was doubtful though right.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpt_studio.corpora.encodings import OLDER, EncodingSample

_CANDIDATES = 30
_RARE, _RARE_IN_LONG_TEXT = 0.8, 0.97  # the weight of a rare encoding
_FEW = 30  # letters beyond ASCII from which on the text speaks for itself
_IMPLAUSIBLE = 2  # the power to which the plausible share is taken
_DOUBT, _DOUBT_OF_ONE = 0.02, 1.0  # the distance below which a guess is doubtful, and what one letter adds to it
_SURE = 0.5  # the distance from which on no guess is doubtful
_SHORT = 40  # bytes, in which Western Windows is more likely than what statistics say
_WESTERN, _WESTERN_WEIGHT = "cp1252", 1.2
_ALTERNATIVES = 4
_WORTH_SAYING = 0.5  # of the best one's score
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
_RULE = re.compile(r"([^\W\d_\x00-\x7f])\1{3,}")  # a line drawn with signs of DOS, read as letters
_OPENING = re.compile(r"(?<!\w)[¿¡]+")


@dataclass(frozen=True)
class Guess:
    """``alternatives`` read the file differently, the likeliest first; ``samples`` show one piece of it in each.

    The first sample is that of ``codec``. ``mixed`` says that a part of the text clearly is in another encoding.
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
    """The likeliest encoding of a text of which ``lines`` hold bytes beyond ASCII; None if it reads as text in none.

    ``counts`` says for each of the 256 bytes how often the whole text holds it.
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
    """Whether a quarter of the lines clearly reads differently from what ``codec`` makes of it."""
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
    """One candidate for each way in which the sample can be read, the likeliest first."""
    import chardet  # a quarter of a second, and files in UTF-8 do not need it

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
    """How many bytes of the whole text stand for nothing in ``codec``; 0 where characters have several bytes."""
    characters = bytes(range(256)).decode(codec, "replace")
    if len(characters) != 256:
        return 0
    return sum(count for count, character in zip(counts, characters, strict=True) if character == "\ufffd")


def _telling_piece(lines: Sequence[bytes], one: str, other: str) -> bytes:
    """Some words of the first line that the two encodings read differently, from a place where they do."""
    for line in lines:
        words = line.split(b" ")
        for number, word in enumerate(words):
            if word.decode(one, "replace") != word.decode(other, "replace"):
                return _beginning(b" ".join(words[max(0, number - 2) :]))
    return _beginning(lines[0]) if lines else b""


def _beginning(words: bytes) -> bytes:
    """At most :data:`_EXCERPT` bytes, whole words if there is more than one."""
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rpartition(b" ")[0] or words[:_EXCERPT]
