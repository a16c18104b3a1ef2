"""Web pages and e-books."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.corpora.formats.html import all_text, text_of_page
from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]

PARAGRAPHS = [f"Este es el párrafo número {n} de un cuento sobre una zorra que vivía en el bosque." for n in range(8)]
MENU = "<nav><ul>" + "".join(f'<li><a href="/{n}">Menú {n}</a></li>' for n in range(12)) + "</ul></nav>"
PAGE = (
    "<!DOCTYPE html><html><head><title>t</title><script>var secreto = 1;</script><style>p {color: red}</style></head>"
    f"<body>{MENU}<article><h1>La zorra</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article>"
    "<footer><p>Todos los derechos reservados</p></footer></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_main_text_of_a_page_without_menus_and_scripts(tmp_path: Path, read: Read, encoding: str) -> None:
    path = tmp_path / "pagina.html"
    path.write_bytes(PAGE.encode(encoding))
    (text,) = read(path)
    assert all(paragraph in text for paragraph in ["La zorra", *PARAGRAPHS])
    assert not any(word in text for word in ("Menú", "secreto", "color", "derechos"))


def test_a_page_that_is_no_article_is_read_whole(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "lista.htm"
    path.write_text(f"<html><body>{''.join(f'<div><span>{p}</span></div>' for p in PARAGRAPHS)}</body></html>", "utf-8")
    (text,) = read(path)
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_nesting_without_end_and_broken_markup_are_read(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "hondo.html"
    path.write_text("<div>" * 100_000 + "<p>en el fondo</p><b><i>mal cerrado</b></i><", "utf-8")
    assert report(path).documents == 1


def test_a_list_of_the_text_is_no_menu_wherever_it_stands(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "receta.html"
    menu = "<ul class='x'><li><a href='/'>Menú uno</a></li><li><a href='/b'>Menú dos</a></li></ul>"
    parts = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    path.write_text(f"<body>{menu}{parts}<ul><li>harina de trigo</li><li>agua tibia</li></ul>{parts}</body>", "utf-8")
    (text,) = read(path)
    assert "harina de trigo" in text
    assert "Menú" not in text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('vino<sup><a href="#fn1">1</a></sup>.', "vino."),
        ('vino<a href="notas.xhtml#n1"><sup>1</sup></a>.', "vino."),
        ('vino<a href="#f1" role="doc-noteref">1</a>.', "vino."),
        ('vino<a href="#f1" epub:type="noteref">1</a>.', "vino."),
        ('vino.<a href="#r1" role="doc-backlink">↩</a>', "vino."),
        ("<del>vin</del><ins>vino</ins>.", "vino."),
        ("<ruby>vino<rp>(</rp><rt>bino</rt><rp>)</rp></ruby>.", "vino."),
        (
            "<math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac>"
            '<annotation encoding="application/x-tex">\\frac{a}{b}</annotation></semantics></math>.',
            r"\frac{a}{b}.",
        ),
        (
            '<span class="mwe-math-mathml-inline" style="display: none;"><math><semantics><mi>a</mi>'
            '<annotation encoding="application/x-tex">a^2</annotation></semantics></math></span>.',
            "a^2.",
        ),
        ("<math><mi>a</mi><mo>+</mo><mi>b</mi></math>.", "a+b."),
    ],
)
def test_marks_of_notes_and_what_was_deleted_are_no_text(tmp_path: Path, read: Read, markup: str, text: str) -> None:
    path = tmp_path / "pagina.html"
    path.write_text(f"<body><p>Y luego {markup}</p></body>", "utf-8")
    assert read(path) == [f"Y luego {text}"]


def book(path: Path, chapters: dict[str, str], spine: list[str]) -> Path:
    """An EPUB 3 with ``chapters`` by name; ``spine`` is their order."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="i{list(chapters).index(name)}"/>' for name in spine)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>'
        '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
        f'{items}</manifest><spine><itemref idref="nav"/>{order}</spine></package>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        )
        packed.writestr("OEBPS/content.opf", package)
        packed.writestr("OEBPS/nav.xhtml", page("Índice de contenidos"))
        for name, text in chapters.items():
            packed.writestr(f"OEBPS/{name}", text)
    return path


def page(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'


def test_chapters_come_in_the_order_of_the_spine_without_navigation(tmp_path: Path, read: Read, report: Report) -> None:
    chapters = {"c2.xhtml": page("Segundo capítulo."), "c1.xhtml": page("Primer capítulo.", "Nota: una nota.")}
    path = book(tmp_path / "libro.epub", chapters, ["c1.xhtml", "c2.xhtml"])
    assert read(path) == ["Primer capítulo.\n\nNota: una nota.\n\n\nSegundo capítulo."]
    assert report(path).problem is None


def test_a_book_without_a_spine_is_read_in_the_order_of_its_files(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "roto.epub"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.xhtml", page("Uno."))
        packed.writestr("b.html", page("Dos."))
    assert read(path) == ["Uno.\n\n\nDos."]


def test_a_book_that_its_seller_locked_is_said(tmp_path: Path, report: Report) -> None:
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="aes128-cbc"/></EncryptedData></encryption>'
    path = book(tmp_path / "drm.epub", {"c.xhtml": page("x")}, ["c.xhtml"])
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("META-INF/encryption.xml", lock)
    problem = report(path).problem
    assert problem is not None
    assert problem.key == "epub.locked"


def test_a_tag_with_very_many_attributes_costs_no_time(tmp_path: Path, read: Read) -> None:
    attributes = " ".join(f"a{n}=1" for n in range(100_000))
    path = tmp_path / "a.html"
    path.write_text(f"<p>before</p><p {attributes}>within</p><p>after</p>", "utf-8")
    began = time.process_time()
    (text,) = read(path)
    assert text.split() == ["before", "within", "after"]
    assert time.process_time() - began < 5


LONG = "<p>" + "Este párrafo del texto principal es bastante largo. " * 10 + "</p>"


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        (
            "<table><tr><td><p>Año</p></td><td><p>Nombre</p></td></tr>"
            "<tr><td><p>1999</p><p>mayo</p></td><td><ul><li>Ana</li><li>Leo</li></ul></td></tr></table>",
            "Año\t\tNombre\n1999 mayo\t\tAna Leo",
        ),
        ("<p>東<ruby>京<rp>(</rp><rt>kyo</rt><rp>)</rp></ruby>に<ruby>行<rt>i</rt></ruby>く。</p>", "東京に行く。"),
        (
            "<p>Si <math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>, entonces.</p>",
            "Si E=mc^2, entonces.",
        ),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_rows_readings_and_formulae_of_pages(part: str, wanted: str, whole: bool) -> None:
    page = f"<html><body><article>{LONG}{part}{LONG}</article></body></html>"
    text = all_text(page) if whole else text_of_page(page)
    assert f"\n{wanted}\n" in text


@pytest.mark.parametrize(
    "part", ["<ul><li>uno</li></ul>", "<p><ruby>a<rt>b</rt></ruby></p>", "<tr><td><p>a</p></td><td>b</td></tr>"]
)
def test_time_grows_no_faster_than_a_page(part: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        text_of_page(f"<html><body>{LONG}<div>{part * times}</div></body></html>")
        return time.process_time() - began

    seconds(10)  # loads the library
    assert seconds(8_000) < 20 * max(0.02, seconds(1_000))
