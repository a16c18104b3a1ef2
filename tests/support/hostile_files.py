"""Files that may end, stop or mislead a program that reads them, over all text formats.

Each has a shape. The sound files of :mod:`gpt_studio.jobs.app.one_of_each` are cut and bent; the others are made by hand.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import socket
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.jobs.app.one_of_each import one_of_each

Content = bytes | Callable[[Path], object]

TEXT = "La zorra miró la luna y preguntó: ¿quién vive ahí? "
_CUTS = (0.02, 0.3, 0.6, 0.95)
_BENT = 3  # versions of each file
_MEGABYTE = 1 << 20
_OF_ZIP_FILES = ("book.epub", "word.docx", "office.odt", "archive.zip")


@dataclass(frozen=True)
class HostileFile:
    """``heavy``: it takes seconds, or makes hundreds of megabytes."""

    shape: str
    name: str
    content: Content
    heavy: bool = False


def write_hostile_files(
    folder: Path,
    url: str = "http://127.0.0.1:9/x",
    *,
    quick: bool = False,
    heavy: bool = True,
    only: str = "",
    part: tuple[int, int] = (1, 1),
) -> list[Path]:
    """Write each file into a folder of its own below ``folder``; some are links, pipes or folders.

    ``url`` is what they try to fetch. ``quick``: only one of each shape, and none that is heavy; ``heavy``: also those.
    ``only``: shapes or names with these words. ``part``: (2, 3) is the second of three parts, of every third file each.
    """
    paths = []
    seen: set[str] = set()
    for number, hostile in enumerate(hostile_files(url)):
        if (quick and hostile.shape in seen) or (hostile.heavy and (quick or not heavy)):
            continue
        if only not in f"{hostile.shape}/{hostile.name}" or number % part[1] != part[0] - 1:
            continue
        seen.add(hostile.shape)
        path = folder / f"{number:03} {hostile.shape}" / hostile.name
        path.parent.mkdir(parents=True)
        if callable(hostile.content):
            hostile.content(path)
        else:
            path.write_bytes(hostile.content)
        paths.append(path)
    return paths


def hostile_files(url: str) -> Iterator[HostileFile]:
    """All of them, those of one shape in a row."""
    sound = dict(one_of_each())
    sound["table.parquet"] = _parquet()
    yield from _cut(sound)
    yield from _bent(sound)
    yield from _of_another_kind(sound)
    yield from _special_files()
    yield from _names()
    yield from _encodings()
    yield from _bombs()
    yield from _archives()
    yield from _xml(url)
    yield from _books(url)
    yield from _pdfs(url)
    yield from _pages(url)
    yield from _tables_and_json()
    yield from _mails()
    yield from _texts()
    yield from _locked()


def _cut(sound: Mapping[str, bytes]) -> Iterator[HostileFile]:
    for name, content in sound.items():
        for share in _CUTS:
            yield HostileFile("cut", name, content[: round(share * len(content))])


def _bent(sound: Mapping[str, bytes]) -> Iterator[HostileFile]:
    for name, content in sound.items():
        for seed in range(_BENT):
            dice = random.Random(f"{name} {seed}")
            bent = bytearray(content)
            for _ in range(1 + len(bent) // 100):
                bent[dice.randrange(len(bent))] ^= 1 << dice.randrange(8)
            yield HostileFile("bent", name, bytes(bent))


def _of_another_kind(sound: Mapping[str, bytes]) -> Iterator[HostileFile]:
    noise = random.Random(1).randbytes(5_000)
    for name in sound:
        yield HostileFile("empty", name, b"")
        yield HostileFile("noise", name, noise)
        yield HostileFile("NULs", name, b"\0" * 5_000)
        yield HostileFile("picture", name, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise)
    for name in sound:
        if name not in _OF_ZIP_FILES:
            yield HostileFile("a zip file by another name", name, sound["archive.zip"])


def _special_files() -> Iterator[HostileFile]:
    def device(path: Path) -> None:
        path.symlink_to("/dev/zero")

    def circle(path: Path) -> None:
        path.symlink_to(path.parent / "other.txt")
        (path.parent / "other.txt").symlink_to(path)

    def folder_circle(path: Path) -> None:
        path.mkdir()
        (path / "a.txt").write_text(TEXT)
        (path / "again").symlink_to(path)

    def plug(path: Path) -> None:
        with socket.socket(socket.AF_UNIX) as opened:
            here = Path.cwd()
            os.chdir(path.parent)  # the path of a socket may be 108 bytes long
            try:
                opened.bind(path.name)
            finally:
                os.chdir(here)

    if hasattr(os, "mkfifo"):
        yield HostileFile("pipe", "pipe.txt", os.mkfifo)
        yield HostileFile("pipe", "pipe.pdf", os.mkfifo)
        yield HostileFile("device", "endless.txt", device)
        yield HostileFile("device", "endless.zip", device)
        yield HostileFile("socket", "plug.txt", plug)
    yield HostileFile("link to nowhere", "gone.txt", lambda path: path.symlink_to(path.parent / "nothing.txt"))
    yield HostileFile("links in a circle", "one.txt", circle)
    yield HostileFile("folders in a circle", "folder", folder_circle)
    yield HostileFile("folder by the name of a file", "folder.pdf", lambda path: path.mkdir())
    yield HostileFile("unreadable", "secret.txt", lambda path: (path.write_text(TEXT), path.chmod(0)))


def _names() -> Iterator[HostileFile]:
    text = TEXT.encode()
    packed = _zip({"a.txt": text})
    names = (
        os.fsdecode(b"\xff\xfe\xe9"),
        "line\nend",
        "\u202etxt.exe",
        "-rf",
        "$(touch harm)",
        "e\u0301 🦊 ñ",
        "x" * 250,
        "%s%n{0}",
    )
    for name in names:
        yield HostileFile("odd name", f"{name}.txt"[-254:], text)
        yield HostileFile("odd name of a packed file", f"{name}.zip"[-254:], packed)


def _encodings() -> Iterator[HostileFile]:
    text = TEXT * 20
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        mark = "\ufeff".encode(codec)
        plain = text.encode(codec)
        yield HostileFile("Unicode without a mark", f"{codec}.txt", plain)
        yield HostileFile("Unicode with a mark", f"{codec}.txt", mark + plain)
        yield HostileFile("only a mark", f"{codec}.txt", mark)
        yield HostileFile("half a character", f"{codec}.txt", mark + plain[:-1])
        yield HostileFile("half characters", f"{codec}.txt", mark + "\ud800\udc00\udc00".encode(codec, "surrogatepass"))
    yield HostileFile("NULs in a text", "a.txt", text.encode() + b"\0" * 1000 + text.encode())
    yield HostileFile("all bytes", "all.txt", bytes(range(256)) * 100)
    yield HostileFile(
        "many encodings",
        "mixed.txt",
        b"\n".join(text.encode(codec) for codec in ("utf-8", "cp1252", "cp850", "utf-16")),
    )


def _bombs() -> Iterator[HostileFile]:
    """Gigabytes in a few kilobytes, packed in each way."""

    def bomb(name: str, make: Callable[[], bytes]) -> HostileFile:
        return HostileFile("bomb", name, lambda path: path.write_bytes(make()), heavy=True)

    def gzipped() -> bytes:
        return gzip.compress(b"a" * (64 * _MEGABYTE), 9, mtime=0) * 64

    def in_blocks() -> bytes:
        block = ((1 << 17) << 3 | 2).to_bytes(3, "little") + b"a"  # one byte that is repeated
        return b"\x28\xb5\x2f\xfd\x00\x58" + block * (1 << 15) + b"\x01\x00\x00"

    yield bomb("bomb.txt.bz2", lambda: bz2.compress(b"a\n" * (22 * _MEGABYTE)) * 93)
    yield bomb("bomb.txt.gz", gzipped)
    yield bomb("bomb.txt.gz.gz", lambda: gzip.compress(gzipped(), 9, mtime=0))
    yield bomb("bomb.txt.xz", lambda: lzma.compress(b"a" * (64 * _MEGABYTE)) * 64)
    yield bomb("bomb.txt.zst", in_blocks)
    yield bomb("bomb.txt.zst.gz", lambda: gzip.compress(in_blocks(), 9, mtime=0))
    yield bomb("a.txt.zip", lambda: _repeated_member("a.txt", 100))
    yield bomb("a.jsonl.zip", lambda: _repeated_member("a.jsonl", 100))
    yield bomb("a.csv.zip", lambda: _repeated_member("a.csv", 100))
    yield bomb("a.html.zip", lambda: _repeated_member("a.html", 100))
    yield bomb("word.docx", lambda: _zip({"word/document.xml": b"<a>" + b" " * (600 * _MEGABYTE)}))
    yield bomb("office.odt", lambda: _zip({"content.xml": b"<a>" + b" " * (600 * _MEGABYTE)}))
    yield bomb("bomb.pdf", lambda: _pdf([b"/Filter /FlateDecode", zlib.compress(b"q " * (300 * _MEGABYTE), 9)]))


def _repeated_member(name: str, times: int) -> bytes:
    """A zip file whose list of members names the same packed 64 MB many times."""
    file = io.BytesIO(_zip({name: b"a\n" * (32 * _MEGABYTE)}))
    data = file.getvalue()
    start = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry, last = data[start:end], bytearray(data[end:])
    last[8:12] = struct.pack("<HH", times, times)
    last[12:16] = struct.pack("<I", times * len(entry))
    return data[:start] + entry * times + bytes(last)


def _archives() -> Iterator[HostileFile]:
    text = TEXT.encode()
    outside = (
        "../../outside.txt",
        "/absolute.txt",
        "..\\..\\windows.txt",
        "C:\\absolute.txt",
        "a/../../b.txt",
        "~/home.txt",
    )
    yield HostileFile("names that lead outside", "outside.zip", _zip(dict.fromkeys(outside, text)))
    yield HostileFile("names that lead outside", "outside.tar", _tar([(_member(name), text) for name in outside]))
    kinds = (
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        tarfile.DIRTYPE,
        b"?",
    )
    members = [(_member("link.txt", kind=kind, linkname="/etc/passwd"), b"") for kind in kinds]
    yield HostileFile("links in an archive", "links.tar", _tar(members))
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    yield HostileFile("links in an archive", "links.zip", _zip({link: b"/etc/passwd"}))

    def many(path: Path) -> None:
        empty = [f"{number}.txt" for number in range(60_000)]
        zipped = path.suffix == ".zip"
        path.write_bytes(_zip(dict.fromkeys(empty, b"")) if zipped else _tar([(_member(name), b"") for name in empty]))

    yield HostileFile("very many members", "many.zip", many, heavy=True)
    yield HostileFile("very many members", "many.tar", many, heavy=True)
    yield HostileFile(
        "names of members", "odd.zip", _zip({"a\0.txt": text, "\n.txt": text, "x" * 5000 + ".txt": text, ".txt": text})
    )
    inner = _zip({"a.txt": text})
    for depth in range(20):
        inner = _zip({f"{depth}.zip": inner})
    yield HostileFile("archives in archives", "deep.zip", inner)
    large = bytearray(_tar([(_member("a.txt"), text)]))
    large[124:136] = b"77777777777\0"
    yield HostileFile("a size that is not true", "size.tar", bytes(large))
    negative = bytearray(large)
    negative[124:136] = b"\xff" * 12
    yield HostileFile("a size that is not true", "negative.tar", bytes(negative))
    for place, value in ((22, 0xFFFFFFF0), (18, 0xFFFFFFF0), (8, 99), (26, 0xFFFF)):
        bent = bytearray(_zip({"a.txt": text}))
        struct.pack_into("<I" if value > 0xFFFF else "<H", bent, place, value)
        yield HostileFile("a size that is not true", f"{place}.zip", bytes(bent))
    ended = _zip({"a.txt": text})
    for place, value in ((16, 0xFFFFFFFF), (16, 1 << 30), (12, 0x7FFFFFFF)):
        bent = bytearray(ended)
        struct.pack_into("<I", bent, ended.rindex(b"PK\x05\x06") + place, value)
        yield HostileFile("a place that is not true", f"{place}-{value}.zip", bytes(bent))
    header = _member("a.txt")
    header.pax_headers = {"comment": "x" * (8 * _MEGABYTE)}
    yield HostileFile("headers of megabytes", "pax.tar", _tar([(header, text)]))


def _xml(url: str) -> Iterator[HostileFile]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'
    square = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
    files = "".join(f'<!ENTITY {name} SYSTEM "{place}">' for name, place in (("f", "file:///etc/passwd"), ("u", url)))
    fetched = f'<!DOCTYPE x SYSTEM "{url}" [{files}<!ENTITY % p SYSTEM "{url}">%p;]>'
    for name, member, before, after in (
        (
            "word.docx",
            "word/document.xml",
            f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>',
            "</w:t></w:r></w:p></w:body></w:document>",
        ),
        ("office.odt", "content.xml", f'<o:c xmlns:o="{_O}" xmlns:t="{_T}"><o:body><t:p>', "</t:p></o:body></o:c>"),
        (
            "book.epub",
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='a.opf'>",
            "</rootfile></rootfiles></container>",
        ),
    ):
        yield HostileFile("a billion laughs", name, _zip({member: f"{bomb}{before}&a11;{after}"}))
        yield HostileFile("a square of entities", name, _zip({member: f"{square}{before}{'&a;' * 50_000}{after}"}))
        yield HostileFile("entities from elsewhere", name, _zip({member: f"{fetched}{before}&f;&u;{after}"}))
        yield HostileFile("nested without end", name, _zip({member: before + "<a>" * 100_000}))
        yield HostileFile(
            "nested without end",
            f"named {name}",
            _zip({member: before.rpartition("<")[0] + f"<{before.rpartition('<')[2]}" * 50_000}),
        )
        attributes = " ".join(f'a{n}="{n}"' for n in range(50_000))
        yield HostileFile("very many attributes", name, _zip({member: f"{before}<a {attributes}/>{after}"}))
        yield HostileFile("no XML", name, _zip({member: b"\xff\xfe\0\0<<<<>>>>&&&&" * 1000}))
    include = f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}"/></x>'
    yield HostileFile("entities from elsewhere", "include.docx", _zip({"word/document.xml": include}))
    many = '<t:s t:c="999999999"/>' * 100
    spaces = f'<o:c xmlns:o="{_O}" xmlns:t="{_T}"><o:body><t:p>{many}</t:p></o:body></o:c>'
    yield HostileFile("numbers without measure", "spaces.odt", _zip({"content.xml": spaces}))
    broken = f'<o:c xmlns:o="{_O}" xmlns:t="{_T}"><o:body><t:p><t:s t:c="many"/></t:p></o:body></o:c>'
    yield HostileFile("numbers without measure", "number.odt", _zip({"content.xml": broken}))


def _books(url: str) -> Iterator[HostileFile]:
    page = f"<html><head><link href='{url}'/><script src='{url}'></script></head><body><img src='{url}'/><p>{TEXT}</p></body></html>"
    container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    item = '<item id="{0}" href="{1}" media-type="application/xhtml+xml"/>'

    def book(items: str, spine: str, **more: str) -> bytes:
        package = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest>{spine}</package>'
        return _zip({"META-INF/container.xml": container, "a.opf": package, "a.xhtml": page} | more)

    yield HostileFile("a book without a spine", "no spine.epub", book(item.format("a", "a.xhtml"), ""))
    yield HostileFile("a book without a spine", "empty.epub", book("", "<spine/>"))
    outside = "".join(item.format(n, name) for n, name in enumerate(("../../etc/passwd", "/etc/passwd", url, "")))
    spine = "<spine>" + "".join(f'<itemref idref="{n}"/>' for n in range(4)) + "</spine>"
    yield HostileFile("chapters elsewhere", "elsewhere.epub", book(outside, spine))
    many = "<spine>" + '<itemref idref="a"/>' * 20_000 + "</spine>"
    yield HostileFile("very many chapters", "repeated.epub", book(item.format("a", "a.xhtml"), many))
    nested = "<html><body>" + "<div>" * 100_000 + TEXT
    yield HostileFile(
        "chapters nested without end",
        "deep.epub",
        book(item.format("a", "a.xhtml"), "<spine><itemref idref='a'/></spine>", **{"a.xhtml": nested}),
    )
    yield HostileFile(
        "a book that names itself",
        "itself.epub",
        book(item.format("a", "a.opf"), "<spine><itemref idref='a'/></spine>"),
    )


def _pdfs(url: str) -> Iterator[HostileFile]:
    drawing = b"BT /F 12 Tf 60 700 Td (La zorra) Tj ET"
    many = b"".join(b"%d 0 obj\n<< /A %d >>\nendobj\n" % (n, n) for n in range(10, 400_000))
    yield HostileFile("very many objects", "objects.pdf", b"%PDF-1.4\n" + many + _pdf([b"", drawing]), heavy=True)
    yield HostileFile(
        "very many objects", "letters.pdf", _pdf([b"", b"BT /F 12 Tf (a) Tj " * 200_000 + b"ET"]), heavy=True
    )
    yield HostileFile("very many objects", "small.pdf", _pdf([b"", b"BT /F 12 Tf (a) Tj ET " * 2_000]))
    circle = b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1000000 >>"
    yield HostileFile("pages in a circle", "circle.pdf", _pdf([b"", drawing], pages=circle))
    yield HostileFile(
        "pages that are not there",
        "million.pdf",
        _pdf([b"", drawing], pages=b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"),
    )
    repeated = b"<< /Type /Pages /Kids [" + b"3 0 R " * 500 + b"] /Count 500 >>"
    yield HostileFile("very many pages", "pages.pdf", _pdf([b"", drawing], pages=repeated))
    yield HostileFile("nested without end", "arrays.pdf", _pdf([b"/A " + b"[" * 100_000, drawing]))
    yield HostileFile("nested without end", "states.pdf", _pdf([b"", b"q " * 500_000 + drawing]))
    yield HostileFile("an object that names itself", "itself.pdf", _pdf([b"/Length 4 0 R", drawing]))
    yield HostileFile(
        "numbers without measure",
        "numbers.pdf",
        _pdf([b"", b"BT /F 1e38 Tf 1e38 -1e38 Td (x) Tj 99999999999999999999 0 Td (y) Tj ET"]),
    )
    yield HostileFile("numbers without measure", "box.pdf", _pdf([b"", drawing]).replace(b"595 842", b"1e9 1e9"))
    action = b"/OpenAction << /S /URI /URI (%s) >> /AA << /O << /S /Launch /F (/bin/true) >> >>" % url.encode()
    yield HostileFile("a document that acts", "action.pdf", _pdf([b"", drawing], catalog=action))
    filters = b"/Filter [" + b"/FlateDecode " * 1000 + b"]"
    yield HostileFile("very many filters", "filters.pdf", _pdf([filters, zlib.compress(drawing)]))
    yield HostileFile(
        "a table that leads to itself", "xref.pdf", _pdf([b"", drawing]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")
    )
    yield HostileFile("only a beginning", "beginning.pdf", b"%PDF-1.7\n")


def _pages(url: str) -> Iterator[HostileFile]:
    for name in ("page.html", "page.xhtml"):
        yield HostileFile("a page nested without end", name, b"<div>" * 100_000 + TEXT.encode())
        yield HostileFile("a page nested without end", f"tables {name}", b"<table><tr><td>" * 30_000 + TEXT.encode())
        yield HostileFile(
            "a page nested without end", f"bold {name}", b"<b><i>" * 30_000 + TEXT.encode() + b"</b>" * 30_000
        )
    yield HostileFile("very many elements", "many.html", b"<p>a</p>" * 500_000, heavy=True)
    attributes = b" ".join(b"a%d=1" % n for n in range(100_000))
    yield HostileFile("very many attributes", "attributes.html", b"<p " + attributes + b">" + TEXT.encode())
    yield HostileFile("never closed", "comment.html", b"<p>a<!--" * 50_000)
    yield HostileFile("never closed", "script.html", b"<script>" * 50_000)
    yield HostileFile("never closed", "tag.html", b"<" * 1_000_000)
    yield HostileFile("never closed", "entity.html", b"&#x" * 300_000)
    fetched = f"<base href='{url}'><link rel=stylesheet href='{url}'><iframe src='{url}'></iframe><img src='{url}'><meta http-equiv=refresh content='0;{url}'><p>{TEXT}</p>"
    yield HostileFile("a page that fetches", "fetch.html", fetched.encode())
    head = '<html><title>Exported Data</title><div class="page_wrap">'
    yield HostileFile(
        "a chat nested without end", "telegram.html", (head + '<div class="message default">' * 3_000).encode()
    )


def _tables_and_json() -> Iterator[HostileFile]:
    yield HostileFile("fields of megabytes", "long.csv", b'text\n"' + b"a b " * _MEGABYTE + b'"\nshort\n')
    yield HostileFile("a quote never closed", "quote.csv", b'text\n"' + b"a,b\n" * _MEGABYTE)
    yield HostileFile("very many columns", "wide.csv", b"\n".join([b",".join(b"c%d" % n for n in range(20_000))] * 20))
    yield HostileFile("very many quotes", "quotes.csv", b'"' * 1_000_001)
    yield HostileFile("NULs in a table", "nul.tsv", b"a\0\tb\0\n\0\t\0\n" * 1000)
    yield HostileFile("JSON nested without end", "deep.json", b"[" * 100_000)
    yield HostileFile("JSON nested without end", "objects.jsonl", b'{"text":' * 300_000)
    yield HostileFile("numbers without measure", "number.json", b'{"text": "a", "n": ' + b"9" * 3_000_000 + b"}")
    yield HostileFile("a string never closed", "string.jsonl", b'{"text": "' + b"a\\" * (4 * _MEGABYTE))
    yield HostileFile("half characters", "half.jsonl", rb'{"text": "a\ud800b\udc00"}' * 100)
    start = b'{"name": "a", "type": "personal_chat", "messages": ['
    message = (
        b'{"type": "message", "date_unixtime": "%s", "from": {"a": 1}, "text": ["a", ["b", {"text": {"text": "c"}}]]},'
    )
    yield HostileFile(
        "a chat of odd messages",
        "odd.json",
        start + b"".join(message % time for time in (b"1e400", b"nan", b"-9", b"x")) + b"1, null, [], {}]}",
    )
    yield HostileFile(
        "a chat nested without end", "deep.json", start + b'{"type": "message", "text": ' + b"[" * 200_000
    )
    yield HostileFile(
        "a chat nested without end", "chats.json", b'{"type": "message", "messages": [' + b'{"messages": [' * 100_000
    )
    yield HostileFile(
        "a chat never closed", "string.json", start + b'{"type": "message", "text": "' + b"a\\" * (4 * _MEGABYTE)
    )
    footer = (1 << 31).to_bytes(4, "little")
    yield HostileFile("a place that is not true", "footer.parquet", b"PAR1" + b"\0" * 100 + footer + b"PAR1")
    yield HostileFile(
        "nested without end", "footer.parquet", b"PAR1" + b"\x1c" * 100_000 + (100_000).to_bytes(4, "little") + b"PAR1"
    )


def _mails() -> Iterator[HostileFile]:
    head = b"From: a@b\nSubject: x\nMIME-Version: 1.0\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5_000))
    yield HostileFile("parts nested without end", "deep.eml", head + parts + b"\ntext", heavy=True)
    yield HostileFile(
        "very many parts",
        "many.eml",
        head + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\na\n" * 50_000,
        heavy=True,
    )
    yield HostileFile(
        "headers of megabytes",
        "header.eml",
        b"From: " + b"a <a@b>, " * 20_000 + b"\nSubject: " + b"=?utf-8?q?" * 20_000 + b"\n\ntext",
    )
    yield HostileFile(
        "an encoding that does not exist",
        "codec.eml",
        head + b"Content-Type: text/plain; charset=\xff\0\xfe\nContent-Transfer-Encoding: base64\n\n" + b"=" * 10_000,
    )
    yield HostileFile(
        "an encoding that does not exist", "zip.eml", head + b"Content-Type: text/plain; charset=zlib_codec\n\ntext"
    )
    yield HostileFile(
        "quotations without end", "quotes.eml", head + b"\n" + b"a:\n" * 100_000 + b"> q\n" * 100_000 + b":" * 200_000
    )
    yield HostileFile("very many e-mails", "box.mbox", b"From a\n\n" * 100_000, heavy=True)


def _texts() -> Iterator[HostileFile]:
    yield HostileFile("one line of megabytes", "line.txt", TEXT.encode() * 50_000)
    yield HostileFile("only line ends", "ends.txt", b"\r\n\n\r" * 200_000)
    yield HostileFile("only blanks", "blanks.md", b" \t" * 500_000)
    yield HostileFile("front matter without end", "front.md", b"---\n" + b"a: b\n" * 200_000)
    yield HostileFile("comments without end", "comments.tex", b"\\begin{document}" * 10_000 + b"\\%" * 200_000)
    yield HostileFile("groups without end", "groups.rtf", b"{\\rtf1" + b"{" * 500_000)
    yield HostileFile(
        "groups without end", "words.rtf", b"{\\rtf1" + b"\\u-99999 " * 100_000 + b"\\bin2000000000 " + b"}" * 1000
    )
    yield HostileFile("groups without end", "hex.rtf", b"{\\rtf1\\ansicpg99999 " + b"\\'zz\\'ff" * 100_000)
    yield HostileFile(
        "times without measure", "times.srt", b"1\n99999999999:99:99,999 --> 0:00:00,000\n<b" + b"<" * 500_000 + b"\n"
    )
    yield HostileFile("times without measure", "times.vtt", b"WEBVTT\n\n" + b"1:1:1.1-->" * 100_000)
    start = "".join(f"[12/03/24, 21:05:3{n}] Ana: Hola\n" for n in range(4))
    yield HostileFile("dates without measure", "chat.txt", (start + "[9999/99/9999, 99:99] Ana: x\n" * 1000).encode())
    yield HostileFile(
        "dates without measure", "spaces.txt", (start + "[12/03/24, " + " " * 200_000 + "\n" + "[" * 200_000).encode()
    )
    yield HostileFile(
        "notices without end",
        "notice.txt",
        (start + "[12/03/24, 21:05:40] Ana: <" + "a" * 500_000 + "\n" + "<a" * 200_000).encode(),
    )


def _locked() -> Iterator[HostileFile]:
    yield HostileFile("locked", "locked.zip", _LOCKED_ZIP)
    yield HostileFile(
        "locked", "locked.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    )
    yield HostileFile(
        "locked", "locked.odt", _zip({"content.xml": b"\0" * 99, "META-INF/manifest.xml": "<encryption-data/>"})
    )
    yield HostileFile("locked", "locked.epub", _zip({"META-INF/encryption.xml": "<EncryptionMethod/>"}))
    encrypted = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    yield HostileFile("locked", "locked.pdf", _pdf([b"", b""]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + encrypted))


def _zip(members: Mapping[str | zipfile.ZipInfo, str | bytes]) -> bytes:  # type: ignore[type-var]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, linkname: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, linkname
    return member


def _tar(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        for member, content in members:
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return file.getvalue()


def _pdf(
    stream: list[bytes], pages: bytes = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", catalog: bytes = b""
) -> bytes:
    """One page with this content stream (its entries, its bytes), without a table of places, which readers rebuild."""
    entries, drawing = stream
    length = b"" if b"/Length" in entries else b"/Length %d" % len(drawing)
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " + font + b" >>",
        b"<< " + length + b" " + entries + b" >>\nstream\n" + drawing + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"


def _parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [TEXT] * 50}), file)
    return file.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_O = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LOCKED_ZIP = bytes.fromhex(
    "504b0304140001000000000021004b948f8713000000070000000a00000068696464656e2e747874c888c2bf0de3a403f415"
    "325e5fc2943e0bb5dd504b01021400140001000000000021004b948f8713000000070000000a000000000000000000000000"
    "000000000068696464656e2e747874504b05060000000001000100380000003b0000000000"
)
