from __future__ import annotations

import random
from pathlib import Path

import pytest
import short_sentences

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.decoding import find_encoding, open_text
from gpt_studio.corpora.encoding_guess import guess_encoding
from gpt_studio.corpora.latin_languages import reads_as_one_language
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
    assert reading.problem.key == "file.damaged_character"


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


# One text a language, in the encodings in which such files are found.
TEXTS = {
    "Hungarian": "A kislány reggel kinyitotta az ablakot, és meglátta a körtefát. „Őt bizony már láttam” – "
    "mondta, és tűt "
    "meg cérnát vett elő.",
    "Czech": "Malý kluk šel po úzké cestě k rybníku, kde na něj čekal dědeček s novým prutem. Bylo časné ráno a "
    "nad vodou "
    "se ještě držela mlha.",
    "Polish": "Dziewczynka znalazła w szufladzie stary zegarek, który należał kiedyś do jej pradziadka. Może "
    "zegarmistrz "
    "zdoła go naprawić.",
    "Turkish": "Küçük kız sabah erkenden kalkıp bahçeye çıktı. Dün gece yağan yağmurdan sonra toprak mis gibi "
    "kokuyordu.",
    "Greek": "Το μικρό αγόρι ξύπνησε νωρίς το πρωί και έτρεξε στην παραλία. Ο παππούς του επισκεύαζε ήδη τα δίχτυα.",
    "Russian": "Мальчик проснулся рано утром и сразу побежал к реке. На берегу его уже ждал дедушка с двумя удочками.",
    "Ukrainian": "Дівчинка прокинулася рано й побігла до саду. Уночі йшов дощ, і на листі ще блищали краплі. Звідки ти "
    "тут узялося?",
    "Bulgarian": "Момчето се събуди рано сутринта и изтича на двора. През нощта беше валяло сняг и всичко беше бяло.",
    "Spanish": "La niña se levantó temprano y salió al jardín, donde su abuelo regaba los rosales. ¿Sabes qué "
    "día es hoy?",
    "Portuguese": "O menino acordou cedo e correu até à janela. Lá fora, o avô já estava a apanhar maçãs. Não "
    "te esqueças.",
    "French": "La petite fille ouvrit la fenêtre et aperçut un écureuil sur la branche du vieux chêne, très "
    "près d'elle.",
    "German": "Der kleine Junge wachte früh auf und lief in den Garten. Alle Bäume trugen weiße Mützen, so groß "
    "wie Äpfel.",
    "Swedish": "Den lilla flickan vaknade tidigt och sprang ner till sjön. Över vattnet låg en tunn dimma, så "
    "änderna teg.",
}
FOUND_IN = {
    ("Hungarian", "Czech", "Polish"): ("cp1250", "iso8859_2", "cp852", "mac_latin2"),
    ("Turkish",): ("cp1254", "iso8859_9", "cp857", "mac_turkish"),
    ("Greek",): ("cp1253", "iso8859_7", "cp737", "mac_greek"),
    ("Russian",): ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic"),
    ("Ukrainian",): ("cp1251", "koi8_u", "iso8859_5", "mac_cyrillic"),
    ("Bulgarian",): ("cp1251", "iso8859_5", "cp866"),
    ("Spanish", "Portuguese", "French", "German", "Swedish"): ("cp1252", "iso8859_15", "cp850", "mac_roman"),
}
CASES = [(name, codec) for names, codecs in FOUND_IN.items() for name in names for codec in codecs]


def typed(name: str, codec: str) -> str:
    """The text with quotes that the encoding has."""
    kept = TEXTS[name].translate(str.maketrans({"„": '"', "”": '"', "–": "-"}))
    assert kept.encode(codec).decode(codec) == kept
    return kept


@pytest.mark.parametrize(("name", "codec"), CASES)
def test_languages_are_read_right_in_their_encodings(tmp_path: Path, name: str, codec: str) -> None:
    file = tmp_path / "a.txt"
    text = typed(name, codec)
    file.write_bytes((text * 3).encode(codec))
    assert read(file)[0] == text * 3
    file.write_bytes(text[:60].encode(codec))
    short, reading = read(file)
    assert short == text[:60] or reading.doubt is not None


def test_where_encodings_read_alike_the_usual_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes((SPANISH * 5).encode("iso8859_1"))
    assert read(file)[1].encoding == "Windows-1252"


def test_a_doubtful_guess_shows_a_piece_of_the_file_in_each_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"Nothing but ASCII here, and one price: 5 \x80 a day, which may be anything.")
    encoding = find_encoding(file)
    assert encoding.doubtful
    assert encoding.samples[0].codec == encoding.codec
    assert "5 € a day" in encoding.samples[0].text
    others = [sample.text for sample in encoding.samples[1:]]
    assert others
    assert len({*others, encoding.samples[0].text}) == len(encoding.samples)
    _, reading = read(file)
    assert reading.doubt is not None
    assert (reading.doubt.key, reading.problem) == ("file.doubtful_encoding", None)
    assert encoding.samples[1].label in str(reading.doubt)


def test_the_whole_file_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("“Café”\n".encode("cp1252") + b"plain words only\n" * 20_000 + (SPANISH * 90).encode())
    text, reading = read(file)
    assert SPANISH * 90 in text
    assert reading.encoding == "UTF-8"
    assert reading.problem is not None
    assert (reading.problem.key, reading.problem.values["count"]) == ("file.damaged_text", 2)


def test_a_file_put_together_from_two_encodings_is_doubtful(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for first, second in (
        ((SPANISH * 20).encode("cp1252"), (SPANISH * 5).encode()),
        ((POLISH * 9).encode("cp1250"), (RUSSIAN * 9).encode("cp1251")),
    ):
        file.write_bytes(first + second)
        assert find_encoding(file).doubtful


def test_what_a_person_chose_is_believed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("año".encode("mac_roman"))
    assert find_encoding(file, "cp1252").codec == "cp1252"
    assert find_encoding(file, "", "mac-roman").codec == "mac-roman"
    assert find_encoding(file, "utf-8").damaged == 1
    file.write_text("año", encoding="utf-8")
    assert find_encoding(file, "", "mac-roman").codec == "utf-8", "it is for files that are not in Unicode"
    assert find_encoding(file, "mac-roman").codec == "mac-roman"
    file.write_text("año", encoding="utf-8-sig")
    assert find_encoding(file, "mac-roman").codec == "utf-8-sig", "the mark says more than anybody"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [SPANISH * 5, RUSSIAN, "人人生而自由,在尊严和权利上一律平等。\n" * 20])
def test_wide_encodings_need_no_mark(tmp_path: Path, codec: str, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(codec))
    assert read(file)[0] == text


def test_boxes_of_dos_are_no_letters(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = "Menü ─────────────\n│ Datei │ Öffnen │\n└───────┘ für Größe\n" * 4
    file.write_bytes(text.encode("cp437"))
    assert read(file)[0] == text


@pytest.mark.parametrize("language", short_sentences.SENTENCES)
def test_a_sentence_of_a_few_words_is_read_right(language: str) -> None:
    codec = "cp1252" if language in short_sentences.OF_WESTERN_EUROPE else "cp1250"
    wrong = []
    for sentence in short_sentences.SENTENCES[language].strip().splitlines():
        data = sentence.encode(codec)
        guess = guess_encoding([data], [data.count(byte) for byte in range(256)])
        if guess is None or data.decode(guess.codec, "replace") != sentence:
            wrong.append(sentence)
    assert len(wrong) <= 1, wrong


def test_letters_and_words_of_one_language_speak_for_a_reading() -> None:
    right, wrong = reads_as_one_language("¿Dónde está la niña?"), reads_as_one_language("żDónde está la nińa?")
    assert right > 0.5
    assert wrong == 0.0
    assert reads_as_one_language("La niña sonó") > reads_as_one_language("La nińa sonó") > 0.0
    assert reads_as_one_language("Где живёт лиса?") == 0.0
    assert reads_as_one_language("12 + 3") == 0.0
