from __future__ import annotations

import random
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.decoding import find_encoding, open_text
from gpt_studio.corpora.reading import Reading

SPANISH = (
    "El niño pequeño abrió la puerta y encontró un árbol. ¿Qué pasó después? Mañana subirá a la montaña con su tía, "
    "que vive en la última casa del camino. Allí comerán pan con jamón y beberán agua fría del río.\n"
)
POLISH = (
    "Chłopiec otworzył drzwi i zobaczył duże drzewo. Jutro pójdzie w góry ze swoją ciocią, która żyje wśród łąk.\n" * 5
)
RUSSIAN = "Мальчик открыл дверь и увидел большое дерево. Завтра он пойдёт в горы вместе со своей тётей.\n" * 5


def read(path: Path) -> tuple[str, Reading]:
    reading = Reading(path)
    with open_text(reading) as file:
        return file.read(), reading


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_exactly(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "a.txt"
    mark = "\ufeff" if codec in ("utf-16-le", "utf-16-be") else ""
    file.write_bytes((mark + SPANISH).encode(codec))
    text, reading = read(file)
    assert text == SPANISH
    assert reading.encoding == ("UTF-8" if codec.startswith("utf-8") else codec[:6].upper())
    assert reading.problem is None


@pytest.mark.parametrize(
    "text", [SPANISH, "Año nuevo, vida nueva.", "Gruß aus Köln, schöne Tage für alle Bürger.", "“Café” — naïve façade"]
)
def test_windows_western_is_detected(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode("cp1252"))
    assert read(file)[0] == text
    assert read(file)[1].encoding == "Windows-1252"


@pytest.mark.parametrize(
    ("text", "codec"),
    [(RUSSIAN, "cp1251"), (POLISH, "cp1250"), ("日本語の文章を読みます。これは長い文です。" * 9, "shift_jis")],
)
def test_other_old_encodings_are_detected(tmp_path: Path, text: str, codec: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(codec))
    assert read(file)[0] == text


def test_the_first_accent_may_come_late(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = "plain words only\n" * 100_000 + SPANISH
    file.write_bytes(text.encode("cp1252"))
    assert read(file)[0] == text


def test_damaged_utf8_stays_utf8_and_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes((SPANISH * 10).encode() + b"caf\xe9 " + (SPANISH * 10).encode())
    text, reading = read(file)
    assert text == SPANISH * 10 + "caf\N{REPLACEMENT CHARACTER} " + SPANISH * 10
    assert reading.problem is not None
    assert reading.problem.key == "file.damaged_text"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
        b"text and then a hole \0 in it",
        bytes(byte for byte in random.Random(1).randbytes(20_000) if byte),
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(StudioError) as error:
        find_encoding(file)
    assert error.value.message.key == "file.binary"
