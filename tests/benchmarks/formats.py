"""How fast each text format is read: ``python tests/benchmarks/formats.py [--megabytes 20] [--only KIND...]``.

Makes files of every format, some MB of each (``--megabytes 200`` makes about 5 GB), and prepares them for a training as
the program does, one format after the other: a scan as the list of files shows it, a tokenizer that fits the text, and
the encoded text. Each is done a second time by another process with the same cache. Prints for each: MB of files, MB of
text that came out of them, seconds and MB of files per second of the first scan; seconds of the whole first
preparation; what the second scan takes of the first, and the second preparation of the first; and the highest memory of
the program and of a helper process. ``--together`` puts one folder of all formats at the end. With ``--mixed DIR`` it
reads one folder of what people have instead (mostly plain text, tables and pages, some books and PDF), of so many MB
together, which is made unless it is there and stays; ``--only-make`` makes it and reads nothing. With ``--cancel`` it
reads folders of 40 files instead, stops at ten random moments, and prints how long that took.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import itertools
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import scan
from gpt_studio.dataset.encode import prepare
from gpt_studio.jobs.corpora import scan_corpus
from gpt_studio.jobs.corpora.scan_corpus import ScanCorpus
from gpt_studio.jobs.tokenizers.fitted_again import fitted_tokenizer

MEGABYTE = 1_000_000
_WORDS = [
    "la",
    "el",
    "de",
    "que",
    "y",
    "a",
    "en",
    "un",
    "ser",
    "se",
    "no",
    "haber",
    "por",
    "con",
    "su",
    "para",
    "como",
    "estar",
    "tener",
    "le",
    "lo",
    "todo",
    "pero",
    "más",
    "hacer",
    "o",
    "poder",
    "decir",
    "este",
    "ir",
    "otro",
    "ese",
    "si",
    "me",
    "ya",
    "ver",
    "porque",
    "dar",
    "cuando",
    "él",
    "muy",
    "sin",
    "vez",
    "mucho",
    "saber",
    "qué",
    "sobre",
    "mi",
    "alguno",
    "mismo",
    "también",
    "hasta",
    "año",
    "dos",
    "querer",
    "entre",
    "así",
    "primero",
    "desde",
    "grande",
    "eso",
    "ni",
    "nos",
    "llegar",
    "pasar",
    "tiempo",
    "ella",
    "día",
    "uno",
    "bien",
    "poco",
    "deber",
    "entonces",
    "poner",
    "cosa",
    "tanto",
    "hombre",
    "parecer",
    "nuestro",
    "tan",
    "donde",
    "ahora",
    "parte",
    "después",
    "vida",
    "quedar",
    "siempre",
    "creer",
    "hablar",
    "llevar",
    "dejar",
    "nada",
    "cada",
    "seguir",
    "menos",
    "nuevo",
    "encontrar",
    "niño",
    "corazón",
    "lección",
    "canción",
    "árbol",
    "pájaro",
    "jardín",
    "montaña",
    "pequeño",
    "mañana",
    "señor",
    "sueño",
]


def prose(characters: int, seed: int) -> str:
    """Paragraphs of about 500 characters, of this length or a little more."""
    dice = random.Random(seed)
    paragraphs, length = [], 0
    while length < characters:
        paragraph = " ".join(dice.choices(_WORDS, k=90)).capitalize() + "."
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)


Parts = Callable[[int], Iterator[tuple[str, bytes]]]
"""Makes files, name and content, until they are told to stop; the argument is the seed of the first."""


def each(suffix: str, characters: int, make: Callable[[str], bytes]) -> Parts:
    def files(seed: int) -> Iterator[tuple[str, bytes]]:
        while True:
            seed += 1
            yield f"{seed:06}{suffix}", make(prose(characters, seed))

    return files


def _paragraphs(text: str, before: str, after: str) -> str:
    return "".join(f"{before}{part}{after}" for part in text.split("\n\n"))


def _page(text: str) -> str:
    menu = "<nav><ul>" + "<li><a href='/x'>Menu</a></li>" * 30 + "</ul></nav><script>var a = 1;</script>"
    return f"<!DOCTYPE html><html><body>{menu}<article><h1>Luna</h1>{_paragraphs(text, '<p>', '</p>')}</article></body></html>"


def _zip(members: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def _docx(text: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = _paragraphs(text, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>")
    return _zip({"word/document.xml": f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'})


def _odt(text: str) -> bytes:
    o, t = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    body = _paragraphs(text, "<t:p>", "</t:p>")
    return _zip({"content.xml": f'<o:c xmlns:o="{o}" xmlns:t="{t}"><o:body>{body}</o:body></o:c>'})


def _epub(text: str) -> bytes:
    size = 50_000
    chapters = [text[start : start + size] for start in range(0, len(text), size)]
    items = "".join(
        f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    pages: dict[str, str | bytes] = {f"{n}.xhtml": _page(chapter) for n, chapter in enumerate(chapters)}
    return _zip({"META-INF/container.xml": container, "a.opf": package} | pages)


def _rtf(text: str) -> bytes:
    letters = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)
    return ("{\\rtf1\\ansi " + letters.replace("\n\n", "\\par\n") + "}").encode()


def _srt(text: str) -> bytes:
    words = text.split()
    lines = (" ".join(words[start : start + 10]) for start in range(0, len(words), 10))
    return "".join(
        f"{n}\n{n // 1800:02}:{n // 30 % 60:02}:{2 * n % 60:02},000 --> {n // 1800:02}:{n // 30 % 60:02}:{2 * n % 60 + 1:02},900\n{line}\n\n"
        for n, line in enumerate(lines)
    ).encode()


def _mail(text: str) -> bytes:
    head = "From: a@example.org\nSubject: Luna\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}Content-Transfer-Encoding: 8bit\n\n{text}\n".encode()


def _whatsapp(text: str) -> bytes:
    return "".join(
        f"[{1 + n // 200 % 28:02}/03/24, {n // 10 % 24:02}:{n % 60:02}:00] {('Ana', 'Luis')[n % 2]}: {line}\n"
        for n, line in enumerate(text.split("\n\n"))
    ).encode()


def _messages(text: str) -> list[dict[str, object]]:
    return [
        {"id": n, "type": "message", "date": "2024-03-12T21:05:33", "date_unixtime": str(1_710_277_533 + 600 * n),
         "from": ("Ana", "Luis")[n % 2], "from_id": "user1", "text": line, "text_entities": [{"type": "plain", "text": line}]}
        for n, line in enumerate(text.split("\n\n"))
    ]  # fmt: skip


def _telegram(text: str) -> bytes:
    chat = {"name": "Ana", "type": "personal_chat", "id": 1, "messages": _messages(text)}
    return json.dumps(chat, ensure_ascii=False, indent=1).encode()


def _telegram_page(text: str) -> bytes:
    body = "".join(
        '<div class="message default clearfix"><div class="body"><div class="pull_right date details" '
        f'title="12.03.2024 21:05:33 UTC+01:00">21:05</div><div class="from_name">Ana</div><div class="text">{line}</div></div></div>'
        for line in text.split("\n\n")
    )
    return f'<html><head><title>Exported Data</title></head><body><div class="page_wrap">{body}</div></body></html>'.encode()


def _pdf(text: str) -> bytes:
    """Pages of 45 lines in Helvetica, packed as usual."""
    words = text.replace("\n\n", " ").split()
    lines = [" ".join(words[start : start + 14]) for start in range(0, len(words), 14)]
    pages = [lines[start : start + 45] for start in range(0, len(lines), 45)]
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        drawn = b"".join(b"(%s) Tj 0 -15 Td " % line.encode("cp1252") for line in page)
        stream = zlib.compress(b"BT /F 10 Tf 60 780 Td " + drawn + b"ET")
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F << /Type "
            b"/Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>" % (len(parts) + 2)
        )
        parts.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % n for n in kids), len(kids))
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(parts) + 1, len(file)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(file) + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def _tar(text: str) -> bytes:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        for number, part in enumerate(_slices(text)):
            member = tarfile.TarInfo(f"{number}.txt")
            member.size = len(part)
            packed.addfile(member, BytesIO(part))
    return file.getvalue()


def _slices(text: str) -> list[bytes]:
    return [text[start : start + 20_000].encode() for start in range(0, len(text), 20_000)]


def _zstandard(text: str) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    packed: bytes = zstd.compress(text.encode())
    return packed


def _parquet(text: str) -> bytes:
    import pyarrow
    import pyarrow.parquet

    file = BytesIO()
    texts = text.split("\n\n")
    table = pyarrow.table({"url": [f"example.org/{n}" for n in range(len(texts))], "text": texts})
    pyarrow.parquet.write_table(table, file)
    return file.getvalue()


KINDS: dict[str, Parts] = {
    "txt": each(".txt", 400_000, str.encode),
    "txt in Windows-1252": each(".txt", 400_000, lambda text: text.encode("cp1252")),
    "md": each(".md", 400_000, str.encode),
    "jsonl": each(
        ".jsonl",
        4_000_000,
        lambda text: "".join(json.dumps({"text": part}) + "\n" for part in text.split("\n\n")).encode(),
    ),
    "csv": each(
        ".csv",
        4_000_000,
        lambda text: ("id,text\n" + "".join(f'{n},"{part}"\n' for n, part in enumerate(text.split("\n\n")))).encode(),
    ),
    "html": each(".html", 40_000, lambda text: _page(text).encode()),
    "pdf": each(".pdf", 400_000, _pdf),
    "epub": each(".epub", 800_000, _epub),
    "docx": each(".docx", 200_000, _docx),
    "odt": each(".odt", 200_000, _odt),
    "rtf": each(".rtf", 200_000, _rtf),
    "srt": each(".srt", 60_000, _srt),
    "eml": each(".eml", 5_000, _mail),
    "mbox": each(
        ".mbox",
        4_000_000,
        lambda text: b"".join(
            b"From a@example.org Tue\n" + _mail(text[start : start + 3000]) + b"\n"
            for start in range(0, len(text), 3000)
        ),
    ),
    "tex": each(".tex", 200_000, lambda text: b"\\begin{document}\n" + text.encode() + b"\n\\end{document}\n"),
    "WhatsApp": each(".txt", 400_000, _whatsapp),
    "Telegram json": each(".json", 20_000_000, _telegram),
    "Telegram html": each(".html", 400_000, _telegram_page),
    "zip of txt": each(
        ".zip", 2_000_000, lambda text: _zip({f"{n}.txt": part for n, part in enumerate(_slices(text))})
    ),
    "tar of txt": each(".tar", 2_000_000, _tar),
    "txt.gz": each(".txt.gz", 2_000_000, lambda text: gzip.compress(text.encode(), 6)),
    "txt.bz2": each(".txt.bz2", 2_000_000, lambda text: bz2.compress(text.encode())),
    "txt.xz": each(".txt.xz", 2_000_000, lambda text: lzma.compress(text.encode(), preset=1)),
    "txt.zst": each(".txt.zst", 2_000_000, _zstandard),
    "parquet": each(".parquet", 4_000_000, _parquet),
}

_MIX = {
    "txt": 30,
    "txt in Windows-1252": 3,
    "md": 5,
    "jsonl": 18,
    "csv": 14,
    "html": 9,
    "pdf": 3,
    "epub": 2,
    "docx": 1.5,
}
_MIX |= {
    "odt": 0.5,
    "rtf": 0.5,
    "srt": 1,
    "mbox": 3,
    "eml": 0.5,
    "tex": 1,
    "WhatsApp": 1,
    "Telegram json": 1,
    "parquet": 1,
}
_MIX |= {"zip of txt": 3, "tar of txt": 1, "txt.gz": 1}
"""Shares of the bytes of a folder."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=20.0, help="of each format [20]")
    parser.add_argument("--only", nargs="*", choices=sorted(KINDS), metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--in", dest="place", type=Path, metavar="DIR", help="where the files are made for a while")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scan-only", action="store_true", help="without the tokenizer and the encoded text")
    parser.add_argument("--together", action="store_true", help="also all of them in one folder")
    parser.add_argument("--mixed", type=Path, metavar="DIR", help="read one folder of what people have")
    parser.add_argument("--only-make", action="store_true", help="make that folder, and read nothing")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="another seed makes another such folder")
    parser.add_argument("--cancel", action="store_true", help="measure how soon reading stops")
    chosen = parser.parse_args()
    if chosen.cancel:
        cancel(chosen.place)
        return 0
    if chosen.read is not None:
        print(json.dumps(measured(chosen.read, whole=not chosen.scan_only)))
        return 0
    if chosen.mixed is not None and not chosen.mixed.exists():
        mix(chosen.mixed, chosen.megabytes * MEGABYTE, chosen.first)
    if chosen.only_make:
        return 0
    print(f"{'':20}   files    text    scan   speed   whole    scan   whole  memory  helper   load")
    print(f"{'':20}      MB      MB       s    MB/s       s again % again %      MB      MB")
    if chosen.mixed is not None:
        size = sum(path.stat().st_size for path in chosen.mixed.rglob("*") if path.is_file())
        show("mixed", chosen.mixed, size, *(["--scan-only"] if chosen.scan_only else []))
        return 0
    kinds = chosen.only or list(KINDS)
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="formats-", dir=chosen.place) as temporary:
            folder = Path(temporary, "files")
            folder.mkdir()
            show(kind, folder, write(folder, KINDS[kind], chosen.megabytes * MEGABYTE))
    if chosen.together:
        with tempfile.TemporaryDirectory(prefix="formats-", dir=chosen.place) as temporary:
            size = 0
            for number, kind in enumerate(kinds):
                folder = Path(temporary, "files", f"{number:02}")
                folder.mkdir(parents=True)
                size += write(folder, KINDS[kind], chosen.megabytes * MEGABYTE)
            show("together", folder.parent, size)
    return 0


def show(kind: str, folder: Path, size: int, *options: str) -> None:
    time.sleep(3.5)  # a file that was changed a moment ago is not trusted to stay as it is
    load = os.getloadavg()[0]
    first, second = (
        json.loads(
            subprocess.run(
                [sys.executable, __file__, "--read", folder, *options], capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(2)
    )
    assert second["text"] == first["text"]
    print(
        f"{kind:20} {size / 1e6:7.1f} {first['text'] / 1e6:7.1f} {first['scan']:7.2f} {size / 1e6 / first['scan']:7.2f} "
        f"{first['whole']:7.2f} {100 * second['scan'] / first['scan']:7.2f} {100 * second['whole'] / first['whole']:7.2f} "
        f"{first['memory']:7.0f} {first['helper']:7.0f} {load:6.1f}",
        flush=True,
    )


def mix(folder: Path, size: float, first: int) -> None:
    for number, (kind, share) in enumerate(_MIX.items()):
        place = folder / kind
        place.mkdir(parents=True)
        write(place, KINDS[kind], size * share / sum(_MIX.values()), first + 10_000 * number)


def write(folder: Path, parts: Parts, size: float, seed: int = 0) -> int:
    written = 0
    for name, content in parts(seed):
        (folder / name).write_bytes(content)
        written += len(content)
        if written >= size:
            return written
    raise AssertionError


def cancel(place: Path | None) -> None:
    dice = random.Random(1)
    packed = each(".zip", 400_000, lambda text: _zip({f"{n}.txt": part for n, part in enumerate(_slices(text))}))
    for kind, files in (("pdf", each(".pdf", 120_000, _pdf)), ("zip", packed)):
        with tempfile.TemporaryDirectory(prefix="formats-", dir=place) as temporary:
            folder = Path(temporary, "files")
            folder.mkdir()
            for name, content in itertools.islice(files(0), 40):
                (folder / name).write_bytes(content)
            waits = [stopped_after(folder, dice.uniform(0.0, 4.0)) for _ in range(10)]
        shown = ", ".join("ended before" if wait is None else f"{wait:.2f}" for wait in waits)
        print(f"40 files of {kind}: seconds until it stops: {shown} (load {os.getloadavg()[0]:.1f})", flush=True)


def stopped_after(folder: Path, seconds: float) -> float | None:
    """How long after it was asked to reading stops, which is asked so after ``seconds``; None if it had ended."""
    with tempfile.TemporaryDirectory(prefix="formats-", dir=folder.parent) as cache:
        corpus = Corpus("formats", (str(folder),), cleaning=Cleaning(duplicates=False)).kept_in(Path(cache))
        context = JobContext()
        asked: list[float] = []

        def ask() -> None:
            asked.append(time.monotonic())
            context.cancel()

        timer = threading.Timer(seconds, ask)
        timer.daemon = True
        timer.start()
        try:
            for _ in scan(corpus, context):
                pass
        except JobCancelled:
            return time.monotonic() - asked[0]
        finally:
            timer.cancel()
        return None


def measured(folder: Path, *, whole: bool) -> dict[str, float]:
    cache = folder.parent / "cache"
    corpus = Corpus("formats", (str(folder),), cleaning=Cleaning(duplicates=False)).kept_in(cache)
    began = time.monotonic()
    text = scan_corpus.run(ScanCorpus(corpus), JobContext()).characters
    scanned = time.monotonic() - began
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if whole:
        tokenizer = fitted_tokenizer(corpus, cache, JobContext())
        prepare(corpus, tokenizer, cache, JobContext())
    taken = time.monotonic() - began
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"text": text, "scan": scanned, "whole": taken, "memory": own * unit / 1e6, "helper": helper * unit / 1e6}


if __name__ == "__main__":
    sys.exit(main())
