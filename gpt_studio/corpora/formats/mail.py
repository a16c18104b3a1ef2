"""Reads e-mails (.eml) and mailboxes (.mbox): what was written, without headers, quotations, signatures and files."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import IO

from gpt_studio.core.errors import say
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats.html import all_text
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

_LARGEST = 64 << 20  # bytes of one e-mail
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD, _LONGEST_LINE, _MOST_LINES = 64 << 10, 998, 1000
_FROM = b"From "
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_WROTE = r"(?:wrote|escribió|va escriure|escreveu|schrieb|écrit|ha scritto)"
_QUOTES = re.compile(
    rf"(?:^(?:[^\n]{{0,200}}\n(?=[^\n]{{0,80}}{_WROTE}:))?[^\n]{{0,200}}:[ \t]*\n(?:[ \t]*\n)?)?(?:^>[^\n]*(?:\n|\Z))+",
    re.MULTILINE,
)
"""Quoted lines, with the line or two before them that say who wrote them."""
_EARLIER = re.compile(
    r"^(?:-{2,}[ \t]*(?:Original Message|Mensaje original|Mensagem original|Ursprüngliche Nachricht|Message d.origine"
    r"|Messaggio originale)[ \t]*-{2,}[ \t]*\n|_{20,}[ \t]*\n(?:[ \t]*\n)?(?=[*]?(?:From|De|Von|Da):)"
    r"|(?=[*]?(?:From|De|Von|Da):[^\n]+\n[*]?(?:Sent|Enviado|Enviada|Enviado el|Gesendet|Envoyé|Inviato)[^\n]{0,20}:))",
    re.MULTILINE | re.IGNORECASE,
)
"""Where Outlook puts the e-mail that is answered, to the end."""
_LIST_FOOT = re.compile(r"^_{40,}\n[^\n]* mailing list\n[\s\S]*\Z", re.MULTILINE)
_PHONE = re.compile(
    r"^(?:Enviado desde mi|Enviado do meu|Sent from my|Get Outlook for|Obtener Outlook para|Von meinem|Envoyé de mon"
    r"|Inviato da)[ \t][^\n]{1,60}$",
    re.MULTILINE,
)
_NOT_WRITTEN = [
    "blockquote[type=cite]",
    ".gmail_quote",
    ".gmail_attr",
    ".yahoo_quoted",
    ".moz-cite-prefix",
    "#appendonsend ~ *",
    ".gmail_signature, .moz-signature, #Signature",
]
_KNOWN_HEADERS = ("From", "To", "Subject", "Date", "Received", "Message-ID")


def read_one(reading: Reading) -> Iterator[Document]:
    """One document for the e-mail."""
    reading.encoding = "MIME"
    with reading.path.open("rb") as file:
        data = file.read(_LARGEST)
    message = _parsed(data)
    if not any(message.get(name) for name in _KNOWN_HEADERS):
        raise not_this_kind(reading, "e-mail")
    text = _written(message)
    if text:
        yield Document(text)


def read_many(reading: Reading) -> Iterator[Document]:
    """One document for each e-mail of the mailbox."""
    reading.encoding = "MIME"
    size = max(1, reading.path.stat().st_size)
    bad = 0
    with reading.path.open("rb") as file:
        if not file.read(len(_FROM)).startswith(_FROM):
            raise not_this_kind(reading, "mailbox")
        file.seek(0)
        for data in _parts(file):
            reading.progressed(file.tell() / size)
            try:
                text = _written(_parsed(data))
            except (ValueError, LookupError, TypeError, AttributeError):  # what the parser makes of broken headers
                bad += 1
                continue
            if text:
                yield Document(text)
    if bad:
        reading.problem = say(
            "mail.left_out", "{count:,} e-mails of {name} are damaged and left out.", count=bad, name=reading.path.name
        )


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, empty = 0, True
    for line in iter(lambda: file.readline(_LARGEST), b""):
        if empty and line.startswith(_FROM):
            if lines:
                yield _QUOTED_FROM.sub(rb"\1", b"".join(lines))
            lines, size = [], 0
        elif size < _LARGEST:
            lines.append(line)
            size += len(line)
        empty = not line.strip()
    if lines:
        yield _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(_with_bounded_head(data), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _with_bounded_head(data: bytes) -> bytes:
    """The e-mail; of headers of megabytes only their beginnings, because to parse them takes for ever."""
    end = _HEAD_END.search(data)
    place = end.start() if end is not None else len(data)
    if place <= _LONGEST_HEAD:
        return data
    lines = [line[:_LONGEST_LINE] for line in data[:place].split(b"\n")[:_MOST_LINES]]
    return b"\n".join(lines) + data[place:]


def _written(message: EmailMessage) -> str:
    """The subject and what the person wrote."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError):  # an encoding that does not exist
        text = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if body.get_content_subtype() == "html":
        text = all_text(text, without=_NOT_WRITTEN)
    text = text.replace("\r\n", "\n")
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _unfolded(text, delete=str(body.get_param("delsp", "")).lower() == "yes")
    text = _own_words(text) or text.strip()  # one that was only sent on
    subject = _subject(message)
    return f"{subject}\n\n{text}" if subject and text else text


def _own_words(text: str) -> str:
    """What the person wrote: not the e-mail that is answered, nor what programs put under it."""
    text = _LIST_FOOT.sub("", _SIGNATURE.split(_EARLIER.split(text)[0])[0])
    return _PHONE.sub("", _QUOTES.sub("", text)).strip()


def _unfolded(text: str, *, delete: bool) -> str:
    """Lines that end with a space go on in the next one (RFC 3676), except the one before a signature."""
    parts: list[str] = []
    goes_on = False
    for number, raw in enumerate(text.split("\n")):
        quoted = raw.startswith(">")
        line = raw[1:] if raw.startswith(" ") else raw
        if number and not (goes_on and not quoted and line not in ("-- ", "--")):
            parts.append("\n")
        goes_on = line.endswith(" ") and not quoted and line != "-- "
        parts.append(line[:-1] if goes_on and delete else line)
    return "".join(parts)


def _subject(message: EmailMessage) -> str:
    """The subject, also if it is written in letters that are not allowed there, as old programs did."""
    subject = str(message.get("Subject", "")).strip()
    if "\N{REPLACEMENT CHARACTER}" not in subject:
        return subject
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "subject"), "")
    return " ".join(_decoded(raw.encode("utf-8", "surrogateescape")).split())


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


EMAIL = TextFormat("E-mail", (".eml",), read_one, version=3, extracted=True)
MAILBOX = TextFormat("Mailbox", (".mbox", ".mbx"), read_many, version=3, extracted=True)
