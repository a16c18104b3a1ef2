"""PDF files as ReportLab writes them: one and two columns, running heads, hyphens, pictures, locks, damage."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from gpt_studio.corpora.hyphens import Words
from gpt_studio.corpora.loose_accents import with_accents
from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]

WIDTH, HEIGHT = A4
WORDS = (
    *("había", "una", "vez", "zorra", "bosque", "camino", "pequeña", "luna", "estrella", "comer", "dormir", "correr"),
    *("extraordinariamente", "conversación", "también", "río", "montaña"),
)


def paragraphs(count: int, seed: int = 1) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(dice.choice(WORDS) for _ in range(60)).capitalize() + f" final{n}." for n in range(count)]


def pdf(
    path: Path, texts: list[str], columns: int, gap: float = 24, style: str = "BodyText", **options: object
) -> Path:
    """Justified (BodyText) or ragged (Normal) paragraphs, with a running head and page numbers."""

    def furniture(canvas: Canvas, _document: object) -> None:
        canvas.drawString(60, HEIGHT - 40, "La zorra y el bosque")
        canvas.drawCentredString(300, 30, f"- {canvas.getPageNumber()} -")

    width = (WIDTH - 120 - 24 * (columns - 1)) / columns
    frames = [Frame(60 + n * (width + 24), 60, width, HEIGHT - 130, 0, 0, 0, 0) for n in range(columns)]
    document = BaseDocTemplate(str(path), pagesize=A4, **options)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    document.build([Paragraph(text, getSampleStyleSheet()[style]) for text in texts])
    return path


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("style", ["BodyText", "Normal"])
def test_paragraphs_are_whole_and_in_reading_order(tmp_path: Path, read: Read, columns: int, style: str) -> None:
    wanted = paragraphs(40)
    (text,) = read(pdf(tmp_path / "libro.pdf", wanted, columns, style=style))
    found = text.split("\n\n")
    assert "La zorra y el bosque" not in text
    assert " ".join(found).split() == " ".join(wanted).split()
    if style == "BodyText":
        assert found == wanted


def test_a_title_across_two_columns_comes_before_them(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "articulo.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawCentredString(WIDTH / 2, 700, "Sobre la conversación de las zorras en el bosque nocturno")
    canvas.setFont("Helvetica", 10)
    for n in range(20):
        canvas.drawString(60, 660 - 12 * n, f"columna izquierda, línea {n:02} del texto")
        canvas.drawString(310, 657 - 12 * n, f"columna derecha, línea {n:02} del texto")
    canvas.save()
    (text,) = read(path)
    order = [text.index(part) for part in ("Sobre", "izquierda, línea 00", "izquierda, línea 19", "derecha, línea 00")]
    assert order == sorted(order)


def test_broken_words_are_joined_only_where_there_is_no_doubt(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "guiones.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    lines = [
        "La conver-",
        "sación fue larga; otra conversación, físico-",
        "química y bien-",
        "estar, bien, estar, ex-",
        "marido",
    ]
    for n, line in enumerate(lines):
        canvas.drawString(60, 600 - 14 * n, line)
    canvas.save()
    (text,) = read(path)
    assert text == "La conversación fue larga; otra conversación, físicoquímica y bien-estar, bien, estar, exmarido"


def test_the_hyphen_of_a_compound_stays() -> None:
    words = Words(["a well-known tale, well told by the known"])
    assert words.joined("it is a well-", "known tale") == "it is a well-known tale"
    assert words.joined("a soft\u00ad", "ened one") == "a softened one"
    assert words.joined("the end -", "then") is None
    assert words.joined("New York-", "Boston") is None


def test_dashes_at_line_ends_have_no_space_where_the_text_has_none() -> None:
    english = ["some years ago—never mind how long", "and the sea—was calm"]
    spanish = ["—Soy yo —dijo la zorra", "—¿Quién? —dijo la luna— y se fue"]
    assert Words(english).joined("never mind how long precisely—", "having no money") == (
        "never mind how long precisely—having no money"
    )
    assert Words(english).joined("some years ago", "—never mind") == "some years ago—never mind"
    assert Words(spanish).joined("—Soy yo —dijo la zorra—", "y se fue") is None
    assert Words(spanish).joined("—Soy yo", "—dijo la zorra") is None


def test_pages_that_are_pictures_are_counted(tmp_path: Path, report: Report) -> None:
    from PIL import Image

    path = tmp_path / "escaneado.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.drawString(60, 500, "Una página con texto de verdad.")
    canvas.save()
    found = report(path)
    assert (found.documents, found.characters) == (1, len("Una página con texto de verdad."))
    assert found.problem is not None
    assert (found.problem.key, found.problem.values["scanned"], found.problem.values["count"]) == ("pdf.scanned", 2, 3)


def drawn(path: Path, draw: Callable[[Canvas], None]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    draw(canvas)
    canvas.save()
    return path


def test_ligatures_become_letters(tmp_path: Path, read: Read) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 12)
        canvas.drawString(60, 600, "El ﬁn del ﬂujo ﬁnal")

    assert read(drawn(tmp_path / "a.pdf", draw)) == ["El fin del flujo final"]


def test_letters_that_overlap_are_read_once(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        for left, bottom, word in ((60, 600, "un texto en L"), (128, 602, "A"), (134, 600, "T"), (140, 597.5, "E")):
            canvas.drawString(left, bottom, word)
        canvas.drawString(146.5, 600, "X de todos")

    assert read(drawn(tmp_path / "a.pdf", draw)) == ["un texto en LATEX de todos"]


def test_a_page_that_is_drawn_letter_by_letter_is_read_whole(tmp_path: Path, read: Read) -> None:
    lines = [" ".join(WORDS[(n + k) % len(WORDS)] for k in range(9)) for n in range(40)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 8)
        for n, line in enumerate(lines):
            for place, letter in enumerate(line):
                canvas.drawString(60 + 4.8 * place, 700 - 10 * n, letter)

    path = drawn(tmp_path / "a.pdf", draw)
    assert read(path)[0].split() == " ".join(lines).split()


def test_accents_that_are_drawn_before_their_letters_are_put_on_them() -> None:
    drawn = "Gu´ıa: instalaci´on b´asica, espa˜nol, ping¨uino, ¸cedilla, PARTE `A, fin´"
    assert with_accents(drawn) == "Guía: instalación básica, español, pingüino, çedilla, PARTE À, fin´"


def test_accents_that_somebody_typed_stay() -> None:
    typed = "it´s `code` and l´amour"
    assert with_accents(typed) == typed


def test_spaces_between_pieces_are_single(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        left = 60.0
        for word in ("una ", " zorra ", "y", " una", "luna "):
            canvas.drawString(left, 600, word)
            left += canvas.stringWidth(word) + 4

    assert read(drawn(tmp_path / "a.pdf", draw)) == ["una zorra y una luna"]


def test_characters_beyond_the_first_plane_are_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_with_code_points({"A": "D835DC65", "B": "D83E", "C": "0063"}, b"ABCA"))
    assert read(path) == ["𝑥c𝑥"]


def _with_code_points(meanings: dict[str, str], drawn: bytes) -> bytes:
    """A page in a font whose letters mean other ones."""
    lines = "".join(f"<{ord(letter):02x}> <{code}>\n" for letter, code in meanings.items())
    table = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(meanings)} beginbfchar\n{lines}endbfchar endcmap end"
    ).encode()
    stream = b"BT /F 12 Tf 60 600 Td (%s) Tj ET" % drawn
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table),
    )
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + objects + b"trailer << /Size 7 /Root 1 0 R >>\n%%EOF"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown(tmp_path: Path, read: Read, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.rotate(turn)
        shift = {90: (0, -WIDTH), 180: (-WIDTH, -HEIGHT), 270: (-HEIGHT, 0)}[turn]
        canvas.translate(*shift)
        for n in range(10):
            canvas.drawString(60, 500 - 14 * n, f"línea {n} de la página girada que")

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert text == " ".join(f"línea {n} de la página girada que" for n in range(10))


def test_a_footnote_follows_the_text_of_its_page(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for n in range(12):
            canvas.drawString(60, 700 - 14 * n, f"renglón {n:02} de un texto que sigue y sigue sin parar")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 100, "1 Una nota que explica el renglón quinto.")

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    body, note = text.split("\n\n")
    assert body.startswith("renglón 00")
    assert body.endswith("renglón 11 de un texto que sigue y sigue sin parar")
    assert note == "1 Una nota que explica el renglón quinto."


def test_a_footnote_does_not_break_the_sentence_that_goes_on_over_the_page(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            canvas.setFont("Helvetica", 11)
            for n in range(12):
                mark = "fino,1" if page == 1 and n == 3 else "fino, "
                canvas.drawString(
                    60, 700 - 14 * n, f"renglón {n:02} de la hoja {page} {mark} que sigue y sigue sin parar"
                )
            canvas.setFont("Helvetica", 8)
            if page == 1:
                canvas.drawString(60, 110, "1 Una nota que explica")
                canvas.drawString(60, 100, "el renglón cuarto.")
            canvas.showPage()

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    body, note = text.split("\n\n")
    assert body.count("renglón") == 24
    assert "fino,1" not in body
    assert note == "Una nota que explica el renglón cuarto."


def test_heads_of_chapters_go_with_their_page_numbers(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(6):
            canvas.drawString(60, 790, f"{page + 7}    CAPÍTULO {WORDS[page // 2].upper()}")
            for n in range(8):
                canvas.drawString(60, 700 - 14 * n, f"página {page} renglón {n} de un texto que sigue")
            canvas.drawString(60, 60, f"{page + 1} Nota de la {WORDS[page]}.")
            canvas.showPage()

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert "CAPÍTULO" not in text
    assert text.count("Nota de la") == 6


def test_numbers_of_a_table_and_words_drawn_one_by_one_stay_in_the_margins(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(4):
            for place, word in enumerate(["la", WORDS[page], "I", WORDS[page + 4]]):
                canvas.drawString(60 + 33 * place, 800, word)
            for n in range(8):
                canvas.drawString(60, 600 - 14 * n, f"página {page} renglón {n} de un texto que sigue")
            for place in range(4):
                canvas.drawString(60 + 90 * place, 40, str(1000 * page + place))
            canvas.showPage()

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    words = text.split()
    assert all(str(1000 * page + place) in words for page in range(4) for place in range(4))
    assert (words.count("la"), words.count("I")) == (4, 4)


def test_a_table_is_read_row_by_row(tmp_path: Path, read: Read) -> None:
    rows = [("Mes", "Lluvia", "Sol"), ("Enero", "80", "12"), ("Febrero", "70", "15"), ("Marzo", "60", "20")]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "La lluvia de los primeros meses del año fue así:")
        for n, row in enumerate(rows):
            for place, cell in enumerate(row):
                canvas.drawString(60 + 70 * place, 720 - 18 * n, cell)

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert [tuple(line.split()) for line in text.split("\n")[-4:]] == rows


FULL = "Esta línea del texto llega hasta el borde derecho de la columna y sigue"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([FULL, "• pan", "• vino y queso", "• aceite"], [FULL, "• pan", "• vino y queso", "• aceite"]),
        (["1. " + FULL, "abajo", "2. pan", "3. vino"], [f"1. {FULL} abajo", "2. pan", "3. vino"]),
        ([FULL, "1999. Después vino", FULL], [f"{FULL} 1999. Después vino", FULL]),
        ([FULL, "Calle Mayor, 3", "28013 Madrid", FULL], [f"{FULL} Calle Mayor, 3", "28013 Madrid", FULL]),
        ([FULL, FULL, "y aquí termina", FULL], [f"{FULL} {FULL} y aquí termina", FULL]),
    ],
)
def test_lines_that_were_begun_on_purpose_stay(tmp_path: Path, read: Read, lines: list[str], wanted: list[str]) -> None:
    def draw(canvas: Canvas) -> None:
        for n, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * n, line)

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert text.split("\n") == wanted


def test_text_beside_a_picture_is_no_list(tmp_path: Path, read: Read) -> None:
    lines = [FULL] * 4 + [FULL[:36]] * 8 + [FULL] * 4

    def draw(canvas: Canvas) -> None:
        for n, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * n, line)

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert text.count("\n") <= 1


def test_japanese_is_read(tmp_path: Path, read: Read) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("HeiseiMin-W3", 12)
        canvas.drawString(60, 700, "吾輩は猫である。")
        canvas.drawString(60, 660, "名前はまだ無い。")

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert "".join(text.split()) == "吾輩は猫である。名前はまだ無い。"


def test_the_words_of_a_form_are_read(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Nombre y apellidos:")
        canvas.acroForm.textfield(name="nombre", value="Ana", x=200, y=695)
        canvas.drawString(60, 650, "Acepto las condiciones")
        canvas.acroForm.checkbox(name="acepto", x=200, y=650)

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert "Nombre y apellidos:" in text
    assert "Acepto las condiciones" in text


def test_heads_that_differ_on_left_and_right_pages_are_left_out(tmp_path: Path, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(8):
            canvas.drawString(60, 800, f"{page + 10}   Capítulo primero" if page % 2 else f"La zorra   {page + 10}")
            for n in range(20):
                canvas.drawString(60, 700 - 14 * n, f"página {page} renglón {n} de un texto que sigue")
            canvas.showPage()

    (text,) = read(drawn(tmp_path / "a.pdf", draw))
    assert "Capítulo primero" not in text
    assert "La zorra" not in text
    assert text.count("renglón") == 160


def test_a_locked_file_asks_for_its_password(tmp_path: Path, report: Report) -> None:
    path = pdf(tmp_path / "cerrado.pdf", paragraphs(2), 1, encrypt="clave")
    assert report(path).needs_password


@pytest.mark.parametrize("kept", [0.0, 0.02, 0.5, 0.95])
def test_a_damaged_file_is_one_row(tmp_path: Path, report: Report, kept: float) -> None:
    path = pdf(tmp_path / "roto.pdf", paragraphs(10), 1)
    data = path.read_bytes()
    path.write_bytes(data[: round(kept * len(data))])
    found = report(path)
    assert found.documents == 1 or found.problem is not None
