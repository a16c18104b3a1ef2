"""Personal data: addresses, telephone, card, bank and identity numbers, keys.

A number with check digits counts only if they are right. A telephone number counts only as people write them: with the
code of a country, or with nine digits as in Spain, or in groups.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.check_digits import (
    is_card,
    is_cpf,
    is_cuit,
    is_curp,
    is_dni,
    is_iban,
    is_nie,
    is_rut,
)
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

EMAIL, IPV4, IPV6 = "name@example.com", "192.0.2.1", "2001:db8::1"
"""What masked ones become: RFC 2606, RFC 5737 and RFC 3849 keep them for examples. Digits become 0."""

_EMAIL = re.compile(r"[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w@])")
_BEFORE_AT = 64
_OF_EXAMPLES = re.compile(r"@(?:[\w-]+\.)*example\.(?:com|org|net)\Z")

_DIGITS = bytes(ord("0") if 48 <= code <= 57 else code for code in range(256))
_NUMBERS = re.compile(rb"0(?:[-. /()\xa0]{0,2}0){6,60}")  # a line of a thousand numbers comes in pieces
_NUMBERS_WITH_LETTERS = re.compile(rb"0{2}(?:[- ]?[A-Z0]{4}){2,8}(?:[- ]?[A-Z0]{1,3})?")
_OF_CURP = re.compile(rb"000000[HMX]")
_DOTTED = re.compile(rb"0{1,3}\.0{1,3}\.0{1,3}\.0{1,3}")
_FEWEST_DIGITS = 4  # of a network address
_REACH_BACK, _REACH_ON = 16, 40

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}\b")
_CARD = re.compile(
    r"(?<![\w.+-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,4}(?:[ -]\d{3})?|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{13,19})(?![\w-])"
)
_NIE = re.compile(r"\b[XYZ][- ]?\d{7}[- ]?[A-Z]\b")
_DNI = re.compile(r"\b\d{8}[- ]?[A-HJ-NP-TV-Z]\b|\b\d{2}\.\d{3}\.\d{3}[- ]?[A-HJ-NP-TV-Z]\b")
_RUT = re.compile(r"\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b|\b\d{7,8}-[\dkK]\b")
_CUIT = re.compile(r"\b\d{2}-\d{8}-\d\b")
_CPF = re.compile(r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b")
_CURP = re.compile(r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b")
_TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?:\+|00[ ]?)[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,6}"  # with the code of a country
    r"|\(\d{2,4}\)[ ]?\d{3,4}[ .-]?\d{4}"  # with the code of a region in parentheses
    r"|[6789]\d{2}[ .-]\d{3}[ .-]\d{3}|[6789]\d{2}[ .-]?\d{2}[ .-]\d{2}[ .-]\d{2}|9\d[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}"
    r"|[67]\d{8}"  # Spain, without groups
    r"|\d{2,3}[ -]\d{4}[ -]\d{4}|\d{3}-\d{3}-\d{4}"  # Mexico, Argentina, Brazil
    r")(?![\w]|[.,/-]\d)"
)
_FEWEST_OF_TELEPHONE, _MOST_OF_TELEPHONE = 8, 15
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_HEXADECIMAL = bytes(ord("h") if chr(code) in "0123456789abcdefABCDEF" else code for code in range(256))
_COLONS = re.compile(rb":(?::|h{1,4}:h{1,4}:)")
_LONGEST_IPV6, _FEWEST_COLONS = 39, 3  # a::b is a name in C++
_IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")

_KEYS = re.compile(
    r"-----BEGIN (?P<kind>[A-Z ]{0,20}PRIVATE KEY)-----[^-]{40,20000}-----END (?P=kind)-----"
    r"|(?P<shown>sk-(?:ant-|proj-)?|gh[pousr]_|github_pat_|glpat-|hf_|xox[abprs]-|npm_|pypi-|AIza|AKIA|ASIA|sk_live_"
    r"|rk_live_)[A-Za-z0-9_-]{16,200}"
    r"|eyJ[A-Za-z0-9_-]{15,2000}\.eyJ[A-Za-z0-9_-]{15,4000}\.[A-Za-z0-9_-]{15,1000}"
)
_BLOCK = "-----BEGIN "
_KEY_CHARACTERS = bytes(
    ord("w") if code < 128 and (chr(code).isalnum() or chr(code) in "_-") else 0 for code in range(256)
)
_RUN = b"w" * 18
_SECRET = re.compile(r"[A-Za-z0-9]")


def find(passage: Passage) -> Iterator[Span]:
    """The places, in their order; where several readings overlap, the first of: key, address, number with check."""
    spans = [*_keys(passage), *_emails(passage.text), *_of_numbers(passage), *_ipv6(passage)]
    end = 0
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if span.start >= end:
            end = span.end
            yield span


def masked(text: str) -> str:
    """``text`` with neutral values of the same kind in those places."""
    parts: list[str] = []
    done = 0
    for span in find(Passage(text)):
        assert span.becomes is not None
        parts += [text[done : span.start], span.becomes]
        done = span.end
    return "".join([*parts, text[done:]])


def _keys(passage: Passage) -> Iterator[Span]:
    runs = list(_runs(passage.latin.translate(_KEY_CHARACTERS)))
    block = passage.text.find(_BLOCK)
    while block >= 0:
        runs.append(block)
        block = passage.text.find(_BLOCK, block + 1)
    for start in runs:
        found = _KEYS.match(passage.text, start)
        if found is None:
            continue
        key = found.group()
        if found["kind"]:
            inside = slice(len("-----BEGIN -----") + len(found["kind"]), -len("-----END -----") - len(found["kind"]))
            becomes = key.replace(key[inside], "\n…\n")
        else:
            shown = found.end("shown") - found.start() if found["shown"] else len("eyJ")
            becomes = key[:shown] + _SECRET.sub("0", key[shown:])
        if becomes != key:
            yield Span(found.start(), found.end(), becomes)


def _runs(data: bytes) -> Iterator[int]:
    """Where each run begins that is as long as a key."""
    place = data.find(_RUN)
    while place >= 0:
        yield place
        end = data.find(b"\0", place)
        place = data.find(_RUN, end) if end >= 0 else -1


def _emails(text: str) -> Iterator[Span]:
    at, end = text.find("@"), 0
    while at >= 0:
        start = at
        while start > max(end, at - _BEFORE_AT) and (text[start - 1].isalnum() or text[start - 1] in "._%+-"):
            start -= 1
        while start < at and text[start] in ".-":
            start += 1
        found = _EMAIL.match(text, start)
        if found and not _OF_EXAMPLES.search(found.group()):
            end = found.end()
            yield Span(start, end, EMAIL)
        at = text.find("@", max(at + 1, end))


def _of_numbers(passage: Passage) -> Iterator[Span]:
    """What consists of digits: searched for as bytes, then read as text around the place."""
    digits = passage.latin.translate(_DIGITS)
    if digits.count(b"0") < _FEWEST_DIGITS:
        return
    done = 0
    for found in _NUMBERS.finditer(digits):
        start, end = max(done, found.start() - _REACH_BACK), found.end() + _REACH_ON
        if found.end() <= done:
            continue
        for span in _numbers_within(passage.text, start, end, found.start(), found.end()):
            yield span
            done = max(done, span.end)
    for found in _NUMBERS_WITH_LETTERS.finditer(digits):
        for iban in _IBAN.finditer(passage.text, max(0, found.start() - 2), found.end()):
            account = _checked_iban(iban)
            if account is not None:
                yield account
    for found in _OF_CURP.finditer(digits):
        curp = _CURP.match(passage.text, max(0, found.start() - 4))
        if curp and is_curp(curp.group()):
            yield Span(curp.start(), curp.end(), _zeros(curp.group()))
    for found in _DOTTED.finditer(digits):
        address = _IPV4.match(passage.text, found.start())
        if address and _is_public(address.group()):
            yield Span(address.start(), address.end(), IPV4)


_Check = Callable[[str], bool]
_CHECKED: tuple[tuple[re.Pattern[str], _Check], ...] = (
    (_CARD, is_card),
    (_NIE, is_nie),
    (_DNI, is_dni),
    (_RUT, is_rut),
    (_CUIT, is_cuit),
    (_CPF, is_cpf),
)
_SEPARATORS = re.compile(r"[^A-Za-z0-9]")


def _numbers_within(text: str, start: int, end: int, first: int, last: int) -> Iterator[Span]:
    """The numbers that begin before ``last`` and end behind ``first``."""
    taken: list[tuple[int, int]] = []

    def free(found: re.Match[str]) -> bool:
        touches = found.start() < last and found.end() > first
        return touches and all(found.end() <= a or found.start() >= b for a, b in taken)

    for found in _IBAN.finditer(text, start, end):
        span = _checked_iban(found)
        if span is not None and span.end > first:
            taken.append((span.start, span.end))
            yield span
    for pattern, check in _CHECKED:
        for found in pattern.finditer(text, start, end):
            plain = _SEPARATORS.sub("", found.group())
            if free(found) and check(plain.upper()) and set(plain) - set("0TX"):
                taken.append(found.span())
                yield Span(found.start(), found.end(), _zeros(found.group()))
    for found in _TELEPHONE.finditer(text, start, end):
        digits = sum(character.isdigit() for character in found.group())
        if free(found) and _FEWEST_OF_TELEPHONE <= digits <= _MOST_OF_TELEPHONE:
            becomes = _zeros(found.group())
            if becomes != found.group():
                taken.append(found.span())
                yield Span(found.start(), found.end(), becomes)


def _checked_iban(found: re.Match[str]) -> Span | None:
    """The account number at the beginning of the match: words in capitals may follow it."""
    written = found.group()
    plain = _SEPARATORS.sub("", written)
    for length in range(len(plain), 14, -1):
        if is_iban(plain[:length]):
            end = _end_of(written, length)
            return Span(found.start(), found.start() + end, _zeros(written[:end], but=2))
    return None


def _end_of(written: str, length: int) -> int:
    """Where the first ``length`` letters and digits of ``written`` end."""
    seen = 0
    for place, character in enumerate(written):
        seen += character.isalnum()
        if seen == length:
            return place + 1
    return len(written)


def _zeros(number: str, but: int = 0) -> str:
    """``number`` with zeros, except its first ``but`` characters; letters of a bank account become zeros too."""
    if but:
        return number[:but] + re.sub(r"[A-Z0-9]", "0", number[but:])
    return re.sub(r"\d", "0", number)


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def _ipv6(passage: Passage) -> Iterator[Span]:
    end = 0
    for hint in _COLONS.finditer(passage.latin.translate(_HEXADECIMAL)):
        for found in _IPV6.finditer(passage.text, max(end, hint.start() - _LONGEST_IPV6), hint.end() + _LONGEST_IPV6):
            address = found.group()
            if found.end() > hint.start() and address.count(":") >= _FEWEST_COLONS and _is_public(address):
                end = found.end()
                yield Span(found.start(), end, IPV6)
                break


FINDER = Finder(
    FindingKind.PERSONAL,
    say("report.personal", "Personal data"),
    say(
        "report.personal.help",
        "E-mail addresses, telephone, card, bank and identity numbers, keys and network addresses. A model can write "
        "out what it has read: mask them unless they are yours to publish.",
    ),
    remedy="personal",
    find=find,
)
