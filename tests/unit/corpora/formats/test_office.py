"""Word, OpenDocument and RTF files, each made by a writer of its own kind."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]

ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:h>Título</text:h><text:p>Uno<text:s text:c="2"/>dos<text:tab/>tres<text:line-break/>cuatro<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>Una nota.</text:p>
</text:note-body></text:note>.</text:p>
<text:list><text:list-item><text:p>elemento</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def test_word_paragraphs_tables_and_lists_come_in_order(tmp_path: Path, read: Read, report: Report) -> None:
    document = docx.Document()
    document.add_heading("La zorra", 1)
    paragraph = document.add_paragraph("Había una ")
    paragraph.add_run("vez").bold = True
    paragraph.add_run("\tuna zorra.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "uno", "dos"
    document.add_paragraph("punto", style="List Bullet")
    path = tmp_path / "zorra.docx"
    document.save(str(path))
    assert read(path) == ["La zorra\nHabía una vez\tuna zorra.\nuno\tdos\npunto"]
    assert (report(path).documents, report(path).problem) == (1, None)


def test_deleted_text_of_tracked_changes_is_left_out_and_inserted_kept(tmp_path: Path, read: Read) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {word}><w:body><w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    path = zipped(tmp_path / "changes.docx", word__document_xml=body)
    assert read(path) == ["kept new"]


def test_open_document_text_with_notes_and_tables(tmp_path: Path, read: Read) -> None:
    path = zipped(tmp_path / "carta.odt", content_xml=ODT)
    (text,) = read(path)
    assert text.split("\n") == ["Título", "Uno  dos\ttres", "cuatro.", "elemento", "a\tb", "Una nota."]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OMML = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def test_formulae_of_word_stand_in_their_sentence(tmp_path: Path, read: Read) -> None:
    body = (
        f'<w:document xmlns:w="{WORD}" xmlns:m="{OMML}"><w:body><w:p><w:r><w:t>Sea </w:t></w:r><m:oMath>'
        "<m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
        "</m:sSup></m:oMath><w:r><w:t> o </w:t></w:r><m:oMath><m:f><m:fPr><m:type m:val='bar'/></m:fPr>"
        "<m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
        "<w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(zipped(tmp_path / "f.docx", word__document_xml=body)) == ["Sea E=mc^2 o (a+b)/2."]


def test_tables_of_contents_are_left_out(tmp_path: Path, read: Read) -> None:
    line = '<w:p><w:pPr><w:pStyle w:val="TDC1"/></w:pPr><w:r><w:t>Uno 3</w:t></w:r></w:p>'
    box = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f'<w:document xmlns:w="{WORD}"><w:body>{line}{box}<w:sdtContent><w:p><w:r><w:t>Índice</w:t></w:r></w:p>'
        "</w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:p><w:r><w:t>Texto.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "</w:body></w:document>"
    )
    assert read(zipped(tmp_path / "f.docx", word__document_xml=body)) == ["Texto."]
    contents = (
        "<text:table-of-content><text:index-body><text:p>Uno 3</text:p></text:index-body></text:table-of-content>"
    )
    odt = ODT.replace("<text:h>", f"{contents}<text:h>")
    (text,) = read(zipped(tmp_path / "f.odt", content_xml=odt))
    assert "Uno 3" not in text


def test_text_boxes_follow_the_paragraph_they_hang_on(tmp_path: Path, read: Read) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Recuadro.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Una </w:t></w:r><w:r><w:pict>{box}</w:pict></w:r>'
        "<w:r><w:t>frase.</w:t></w:r></w:p><w:p><w:r><w:t>Otra.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(zipped(tmp_path / "f.docx", word__document_xml=body)) == ["Una frase.\nRecuadro.\nOtra."]


def test_open_document_boxes_formulae_and_pictures(tmp_path: Path, read: Read) -> None:
    start = ODT[: ODT.index("<office:body")].rstrip()[:-1]
    names = (
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">'
    )
    content = (
        f"{start}{names}<office:body><office:text><text:p>Sea <draw:frame><draw:object xlink:href='./Object 1'/>"
        "</draw:frame> la <draw:frame><draw:text-box><text:p>Recuadro.</text:p></draw:text-box></draw:frame>energía"
        "<draw:frame><draw:image/><svg:title>foto</svg:title><svg:desc>un faro</svg:desc></draw:frame>.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    math = "<math xmlns='http://www.w3.org/1998/Math/MathML'><msup><mi>c</mi><mn>2</mn></msup></math>"
    path = zipped(tmp_path / "f.odt", content_xml=content)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("Object 1/content.xml", math)
    assert read(path) == ["Sea c^2 la energía.\nRecuadro."]


def test_rich_text_keeps_accents_and_drops_markup(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "nota.rtf"
    path.write_text(
        r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0 Ma\'f1ana \b vendr\'e1\b0\par Fin \u8364?}", "ascii"
    )
    (text,) = read(path)
    assert text.split("\n") == ["Mañana vendrá", "Fin €"]


def test_rich_text_as_word_and_libreoffice_write_it(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "libro.rtf"
    path.write_text(
        r"{\rtf1\ansi{\pard Uno{\super\chftn}{\*\footnote\chftn\pard Una nota.} y {\deleted\revauthdel1 mal}bien.\par}"
        r"{\listtext\pard\plain \u8226\'95\tab}{\deleted0 pan\par}"
        r"\trowd\cellx1\pard\intbl a\cell\pard b\cell\row\trowd\pard\intbl c\cell\pard d\cell\row\pard Fin.}",
        "ascii",
    )
    (text,) = read(path)
    assert text.split("\n") == ["Uno y bien.", "pan", "a\tb", "c\td", "Fin.", "Una nota."]


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "epub"])
@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"{\\rtf", b"\0" * 4096, b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"plain text", b"%PDF-1.7"],
)
def test_what_only_has_the_name_is_one_bad_row(tmp_path: Path, report: Report, suffix: str, content: bytes) -> None:
    path = tmp_path / f"odd.{suffix}"
    path.write_bytes(content)
    assert report(path).documents == 0
    assert report(path).problem is not None


def test_a_document_locked_by_word_asks_for_its_password(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le"))
    locked = report(path)
    assert locked.needs_password
    assert locked.problem is not None
    assert locked.problem.key == "file.locked"


def test_xml_bombs_and_external_entities_do_nothing(tmp_path: Path, report: Report) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for name, entity in (
        ("laughs", f'<!ENTITY l0 "ha">{laughs}'),
        ("outside", f'<!ENTITY l9 SYSTEM "{secret.as_uri()}">'),
    ):
        paragraph = "<w:p><w:r><w:t>a&l9;b</w:t></w:r></w:p>"
        body = f"<!DOCTYPE d [{entity}]><w:document {word}><w:body>{paragraph}</w:body></w:document>"
        found = report(zipped(tmp_path / f"{name}.docx", word__document_xml=body))
        assert found.characters <= len("asecretb") - len("secret")


def test_xml_nested_without_end_is_one_bad_row(tmp_path: Path, report: Report) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    depth = 100_000
    body = f"<w:document {word}>{'<w:sdt>' * depth}<w:p/>{'</w:sdt>' * depth}</w:document>"
    assert report(zipped(tmp_path / "deep.docx", word__document_xml=body)).problem is not None


def rich(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "carta.rtf"
    path.write_text(rf"{{\rtf1\ansi\ansicpg1252\uc1 {body}\par}}", "ascii")
    return path


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"hi \u-10179?\u-8704? end", "hi 😀 end"),
        (r"a \u-70000? b \u99999999? c", "a ? b ? c"),
        (r"a {\pict\bin4 {{{{}b\bin-1  c", "a b c"),
        (r'Ve {\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{\ul la web}}}.', "Ve la web."),
        (r"Uno{\*\footnote\ftnalt\chftn Nota.} dos.", "Uno dos.\n\nNota."),
        (r"a{\shp{\*\shpinst\shpleft0{\shptxt\pard en caja\par}}{\shprslt{\*\do en caja}}}b", "ab\n\nen caja"),
        (r"\trowd\pard\intbl{a\par}{b\par}\cell{c\par}\cell\row\pard fin", "a b\tc\nfin"),
        (
            r"\trowd\intbl a\par\itap2 n1\nestcell n2\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
            r"\itap1 b\cell\row\pard fin",
            "n1\tn2\nb\nfin",
        ),
        (r"uno\column dos\lbr0 tres", "uno\ndos\ntres"),
    ],
)
def test_rich_text_of_other_programs(tmp_path: Path, read: Read, body: str, wanted: str) -> None:
    (text,) = read(rich(tmp_path, body))
    assert text.strip().endswith(wanted)


@pytest.mark.parametrize("body", ["{" * 100_000 + "hondo", "hondo" + "}" * 100_000, r"\'" * 100_000 + "hondo"])
def test_brackets_of_rich_text_that_do_not_match_cost_nothing(tmp_path: Path, read: Read, body: str) -> None:
    (text,) = read(rich(tmp_path, body))
    assert "hondo" in text


def word(tmp_path: Path, body: str, notes: str = "") -> Path:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    path = tmp_path / "carta.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        if notes:
            packed.writestr("word/footnotes.xml", f"<w:footnotes {space}>{notes}</w:footnotes>")
    return path


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def row(*cells: str, marks: str = "") -> str:
    return f"<w:tr>{marks}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


INNER = table(row(para(run("n1")), para(run("n2"))))
DELETED = "<w:trPr><w:del/></w:trPr>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (table(row(para(run("a")) + INNER + para(), para(run("b")))), "a n1\tn2\tb"),
        (
            table(
                row(para(run("no")), marks=DELETED),
                f"<w:sdt><w:sdtContent>{row(para(run('sí')))}</w:sdtContent></w:sdt>",
            ),
            "sí",
        ),
        (
            para(run("ve"), run(" oculto", "<w:vanish/>"), run(" y sigue", '<w:vanish w:val="0"/>')),
            "ve y sigue",
        ),
        (
            para(f"<w:r><w:ruby><w:rt>{run('kyo')}</w:rt><w:rubyBase>{run('京')}</w:rubyBase></w:ruby></w:r>"),
            "京",
        ),
    ],
)
def test_word_is_read_as_it_is_seen(tmp_path: Path, read: Read, body: str, wanted: str) -> None:
    assert read(word(tmp_path, body)) == [wanted]


def test_notes_of_word_begin_without_a_blank(tmp_path: Path, read: Read) -> None:
    notes = f"<w:footnote>{para(run(' La nota.'))}</w:footnote>"
    assert read(word(tmp_path, para(run("Texto.")), notes)) == ["Texto.\nLa nota."]


def test_tables_within_tables_are_read_once(tmp_path: Path, read: Read) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + para(run("hondo")) + "</w:tc></w:tr></w:tbl>" * 60
    assert read(word(tmp_path, deep)) == ["hondo"]
