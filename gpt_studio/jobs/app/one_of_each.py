"""A tiny file of each text format that the packaged application reads, made with the standard library only."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

SENTENCE = "La zorra miró la luna y preguntó: ¿quién vive ahí?"
"""What stands in each of the files."""

_DAY = "2024-03-12T21:05:33"


def write_one_of_each(folder: Path) -> Iterator[Path]:
    """Write the files into ``folder``, one after the other."""
    for name, content in one_of_each():
        path = folder / name
        path.write_bytes(content)
        yield path


def one_of_each() -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file."""
    text = SENTENCE.encode()
    yield "plain.txt", text
    yield "markdown.md", b"# Luna\n\n" + text
    yield "lines.jsonl", json.dumps({"text": SENTENCE}).encode()
    yield "table.csv", f'title,text\nLuna,"{SENTENCE}"\n'.encode()
    yield "page.html", _PAGE.encode()
    yield "print.pdf", _pdf()
    yield "book.epub", _epub()
    yield "word.docx", _zip({"word/document.xml": _WORD})
    yield "office.odt", _zip({"content.xml": _OPEN_DOCUMENT})
    yield "rich.rtf", ("{\\rtf1\\ansi " + _in_rtf(SENTENCE) + "\\par}").encode("ascii")
    yield "film.srt", f"1\n00:00:01,000 --> 00:00:03,000\n{SENTENCE}\n".encode()
    yield "mail.eml", _MAIL.encode()
    yield "box.mbox", b"From ana@example.org Tue Mar 12 21:05:33 2024\n" + _MAIL.encode() + b"\n"
    yield "article.tex", b"\\begin{document}\n" + text + b"\n\\end{document}\n"
    yield "program.py", b'print("' + text + b'")\n'
    yield "whatsapp.txt", "".join(f"[12/03/24, 21:05:3{n}] Ana: {SENTENCE}\n" for n in range(4)).encode()
    yield "telegram.json", json.dumps({"name": "Ana", "type": "personal_chat", "messages": [_MESSAGE]}).encode()
    yield "telegram.html", _TELEGRAM_PAGE.encode()
    yield "discord.json", json.dumps({"guild": {}, "channel": {}, "messages": [_DISCORD_MESSAGE]}).encode()
    yield "archive.zip", _zip({"a.txt": SENTENCE})
    yield "archive.tar", _tar()
    yield "packed.txt.gz", gzip.compress(text, mtime=0)
    yield "packed.txt.bz2", bz2.compress(text)
    yield "packed.txt.xz", lzma.compress(text)
    yield "packed.txt.zst", _zstandard(text)


def _zip(members: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def _zstandard(content: bytes) -> bytes:
    """A frame with one block that is stored as it is (RFC 8878), for less than 256 bytes."""
    return b"\x28\xb5\x2f\xfd" + bytes((0x20, len(content))) + (len(content) << 3 | 1).to_bytes(3, "little") + content


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        member = tarfile.TarInfo("a.txt")
        member.size = len(SENTENCE.encode())
        packed.addfile(member, io.BytesIO(SENTENCE.encode()))
    return file.getvalue()


def _epub() -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="one"/></spine></package>'
    )
    return _zip({"META-INF/container.xml": container, "book.opf": package, "one.xhtml": _PAGE})


def _pdf() -> bytes:
    """One page with the sentence in Helvetica."""
    shown = SENTENCE.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    drawing = b"BT /F 12 Tf 60 700 Td (" + shown + b") Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        b">> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    ]
    file = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def _in_rtf(text: str) -> str:
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)


_PAGE = (
    "<!DOCTYPE html><html><head><title>Luna</title></head><body><nav>Menu</nav>"
    f"<article><h1>Luna</h1><p>{SENTENCE}</p></article></body></html>"
)
_WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:document>"
)
_OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    f"<text:p>{SENTENCE}</text:p></office:text></office:body></office:document-content>"
)
_MAIL = (
    "From: ana@example.org\nSubject: Luna\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    f"Content-Transfer-Encoding: 8bit\n\n{SENTENCE}\n"
)
_MESSAGE = {"id": 1, "type": "message", "date": _DAY, "date_unixtime": "1710277533", "from": "Ana", "text": SENTENCE}
_DISCORD_MESSAGE = {"type": "Default", "timestamp": _DAY, "author": {"name": "Ana"}, "content": SENTENCE}
_TELEGRAM_PAGE = (
    "<!DOCTYPE html><html><head><title>Exported Data</title></head><body>"
    '<div class="page_wrap"><div class="message default clearfix"><div class="body">'
    '<div class="pull_right date details" title="12.03.2024 21:05:33 UTC+01:00">21:05</div>'
    f'<div class="from_name">Ana</div><div class="text">{SENTENCE}</div></div></div></div></body></html>'
)
