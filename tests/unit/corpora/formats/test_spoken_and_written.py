"""Subtitles, e-mails, TeX and program code."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import LeftOut, find_sources

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]


def test_subrip_gives_what_is_said(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "cine.srt"
    path.write_text(
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>¿Quién</i> anda\r\nahí?\r\n\r\n"
        "2\r\n00:00:02,600 --> 00:00:04,000\r\n{\\an8}Soy yo.\r\n\r\n"
        "3\r\n00:00:30,000 --> 00:00:31,000\r\nMás tarde &amp; lejos.\r\n",
        "utf-8-sig",
        newline="",
    )
    assert read(path) == ["¿Quién anda ahí?\nSoy yo.\n\nMás tarde & lejos."]


def test_web_subtitles_lose_notes_styles_and_rolling_repetition(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "charla.vtt"
    path.write_text(
        "WEBVTT\n\nNOTE a remark\nof two lines\n\nSTYLE\n::cue {color: red}\n\n"
        "cue-1\n00:01.000 --> 00:02.000 align:start\n<v Ana>Hola a todos\n\n"
        "00:02.000 --> 00:03.000\nHola a todos\n\n00:03.000 --> 00:04.000\n<00:03.500><c>otra línea</c>\n",
        "utf-8",
    )
    assert read(path) == ["Hola a todos\notra línea"]


def test_subtitles_that_roll_line_by_line_are_read_once(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "video.vtt"
    cues = (
        "00:00:01.000 --> 00:00:03.000{}\n \nhola<00:00:01.500><c> a</c><00:00:02.000><c> todos</c>",
        "00:00:03.000 --> 00:00:03.010{}\nhola a todos\n ",
        "00:00:03.010 --> 00:00:05.000{}\nhola a todos\nbienvenidos<00:00:04.000><c> al canal</c>",
        "00:00:05.000 --> 00:00:05.010{}\nbienvenidos al canal\n ",
        "00:00:05.010 --> 00:00:07.000{}\nbienvenidos al canal\nhoy<00:00:06.000><c> veremos</c>",
    )
    shown = "\n\n".join(cue.format(" align:start position:0%") for cue in cues)
    path.write_text(f"WEBVTT\nKind: captions\nLanguage: es\n\n{shown}\n", "utf-8")
    assert read(path) == ["hola a todos\nbienvenidos al canal\nhoy veremos"]


def test_two_people_in_one_subtitle_have_a_line_each(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "cine.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,500\n- Soy yo.\n- ¿Tú?\nNo te\nveo.\n", "utf-8")
    assert read(path) == ["- Soy yo.\n- ¿Tú? No te veo."]


def letter(subject: str, body: str, html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ana <ana@example.org>", "b@example.org", subject
    if body:
        message.set_content(body, charset="iso-8859-1")
    if html:
        message.set_content(html, subtype="html")
    return message


def test_an_email_gives_what_was_written_in_it(tmp_path: Path, read: Read) -> None:
    message = letter(
        "Mañana",
        "Hola:\n\nnos vemos mañana.\n\nEl lunes, Luis escribió:\n> ¿cuándo?\n> dime\n\nUn abrazo\n-- \nAna, S.A.\n",
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="x.pdf")
    path = tmp_path / "carta.eml"
    path.write_bytes(bytes(message))
    (text,) = read(path)
    assert text.split() == ["Mañana", "Hola:", "nos", "vemos", "mañana.", "Un", "abrazo"]


ANSWERS = {
    "Gmail breaks the line that says who wrote": (
        "Sí.\n\nEl mar, 14 mar 2023 a las 9:30, Luis (<l@example.org>)\nescribió:\n\n> ¿No?\n"
    ),
    "Outlook": "Sí.\n\n-----Original Message-----\nFrom: L <l@example.org>\nSent: Monday\nTo: A\n\n¿No?\n",
    "Outlook on the web": f"Sí.\n\n{'_' * 32}\nDe: L <l@example.org>\nEnviado: lunes\nPara: A\n\n¿No?\n",
    "Outlook without a line": "Sí.\n\nDe: L <l@example.org>\nEnviado el: lunes\nPara: A\n\n¿No?\n",
    "a telephone": "Sí.\n\nEnviado desde mi iPhone\n\n> El 14 mar 2023, a las 9:30, Luis escribió:\n> \n> ¿No?\n",
    "a mailing list": f"Sí.\n{'_' * 47}\nLista mailing list\nLista@example.org\nhttps://example.org/lista\n",
    "only sent on": "-----Original Message-----\nFrom: L <l@example.org>\nSent: Monday\n\nSí.\n",
}


@pytest.mark.parametrize("program", ANSWERS)
def test_the_email_that_is_answered_is_left_out(tmp_path: Path, read: Read, program: str) -> None:
    path = tmp_path / "carta.eml"
    path.write_text(f"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n{ANSWERS[program]}", "utf-8")
    (text,) = read(path)
    assert text == ("Sí." if program != "only sent on" else ANSWERS[program].strip())


def test_the_email_that_is_answered_is_left_out_of_pages_too(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "carta.eml"
    path.write_text(
        "From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n<div>Sí.</div><div class='gmail_quote'>"
        "<div class='gmail_attr'>Luis escribió:</div><blockquote class='gmail_quote'>¿No?</blockquote></div>",
        "utf-8",
    )
    assert read(path) == ["Sí."]


def test_lines_that_flow_are_joined_and_old_subjects_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "carta.eml"
    head = (
        "From: a@example.org\nSubject: Reunión en Málaga\nContent-Type: text/plain; charset=iso-8859-1; format=flowed"
    )
    body = "Una línea larga que el programa \nha partido.\nOtra.\n -> esta\n-- \nAna\n"
    path.write_bytes(f"{head}\n\n{body}".encode("latin-1"))
    assert read(path) == ["Reunión en Málaga\n\nUna línea larga que el programa ha partido.\nOtra.\n-> esta"]


def test_a_mailbox_gives_one_document_for_each_email(tmp_path: Path, read: Read, report: Report) -> None:
    path = tmp_path / "correo.mbox"
    box = mailbox.mbox(path)
    box.add(letter("Uno", "From here it begins.\nSegunda línea."))
    box.add(letter("Dos", "", "<html><body><p>En <b>negrita</b></p></body></html>"))
    box.close()
    assert read(path) == ["Uno\n\nFrom here it begins.\nSegunda línea.", "Dos\n\nEn negrita"]
    assert (report(path).documents, report(path).problem) == (2, None)


def test_what_is_no_mail_is_said(tmp_path: Path, report: Report) -> None:
    for name in ("a.eml", "b.mbox"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        assert report(tmp_path / name).problem is not None


def test_tex_is_read_as_it_is_written_without_preamble_and_comments(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(
        "\\documentclass{article}\n\\begin{document}\n% a comment\n\\section{Uno} 5\\% es $x^2$. % end\n"
        "\\end{document}\nlost",
        "utf-8",
    )
    assert [text.strip() for text in read(path)] == ["\\section{Uno} 5\\% es $x^2$."]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("uno\\\\% mal\ndos", "uno\\\\\ndos"),
        ("50\\% de % mal", "50\\% de "),
        ("\\begin{verbatim}\nx = 5 % 3\n\\end{verbatim} % mal", "\\begin{verbatim}\nx = 5 % 3\n\\end{verbatim} "),
        ("\\begin{lstlisting}\n% sí\n\\end{lstlisting}", "\\begin{lstlisting}\n% sí\n\\end{lstlisting}"),
        ("\\verb|a%b| y \\url{http://x.org/a%20b}", "\\verb|a%b| y \\url{http://x.org/a%20b}"),
        ("a\\begin{comment}\nmal\n\\end{comment}b", "ab"),
        ("\\begin{verbatim} sin fin % mal", "\\begin{verbatim} sin fin "),
    ],
)
def test_only_comments_of_tex_are_left_out(tmp_path: Path, read: Read, source: str, text: str) -> None:
    path = tmp_path / "parte.tex"
    path.write_text(source, "utf-8")
    assert read(path) == [text]


def test_code_is_read_in_source_trees_only_and_as_gitignore_says(tmp_path: Path) -> None:
    tree, papers = tmp_path / "project", tmp_path / "papers"
    for path in ("src/main.py", "src/generated/big.py", "build/out.js", "secret.txt", "keep.txt", "src/keep/out.js"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text("text")
    (tree / ".gitignore").write_text("build/\nsecret.txt\nout.js\n")
    (tree / "src" / ".gitignore").write_text("generated\n!out.js\n")
    papers.mkdir()
    (papers / "style.css").write_text("p {}")
    (papers / "letter.txt").write_text("Dear reader")
    left_out = LeftOut()
    found = {source.path for source in find_sources((str(tree), str(papers)), left_out) if source.path is not None}
    assert found == {tree / "src/main.py", tree / "keep.txt", tree / "src/keep/out.js", papers / "letter.txt"}
    assert left_out.kinds == {".css": 1}
    (alone,) = find_sources((str(papers / "style.css"),))
    assert alone.format is not None


def test_headers_of_megabytes_are_cut_and_the_text_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: " + b"a <a@b>, " * 20_000 + b"\nSubject: " + b"=?utf-8?q?" * 20_000 + b"\n\nWhat was written."
    )
    (text,) = read(path)
    assert text.endswith("\n\nWhat was written.")


def test_subtitles_written_word_by_word_are_read_once(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "directo.srt"
    shown = ["hola", "hola a", "hola a todos", "y a ti"]
    path.write_text(
        "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{text}\n\n" for n, text in enumerate(shown)), "utf-8"
    )
    assert read(path) == ["hola a todos\ny a ti"]


def test_what_is_said_again_after_a_pause_stays(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "cine.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:09,000 --> 00:00:10,000\nNo.\n", "utf-8")
    assert read(path) == ["No.\n\nNo."]


@pytest.mark.parametrize(
    "literal",
    [
        r"\lstinline{50% de}",
        r"\lstinline[language=C]|a % b|",
        r"\mintinline{python}{x % y}",
        "\\begin{alltt}\n% uno\n\\end{alltt}",
        "\\begin{BVerbatim}\n% uno\n\\end{BVerbatim}",
        "\\begin{semiverbatim}\n% uno\n\\end{semiverbatim}",
        "\\begin{filecontents*}{x.bib}\n% uno\n\\end{filecontents*}",
    ],
)
def test_signs_of_comments_within_code_in_tex_are_none(tmp_path: Path, read: Read, literal: str) -> None:
    path = tmp_path / "code.tex"
    path.write_text(f"Antes {literal} después.% fuera\n", "utf-8")
    assert read(path) == [f"Antes {literal} después.\n"]


@pytest.mark.parametrize("mark", ['class="gmail_signature"', 'class="moz-signature"', 'id="Signature"'])
def test_signatures_of_web_mail_are_no_text(tmp_path: Path, read: Read, mark: str) -> None:
    path = tmp_path / "web.eml"
    path.write_bytes(bytes(letter("Hola", "", f"<p>Ya voy.</p><div {mark}>Ana, S.A.</div>")))
    assert read(path) == ["Hola\n\nYa voy."]
