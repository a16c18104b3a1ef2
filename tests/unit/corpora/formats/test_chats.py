"""Exports of WhatsApp and Telegram, in the shapes that phones of several languages and ages write."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.corpora import json_values, speakers
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.registry import format_of
from gpt_studio.corpora.scan import FileReport

Read = Callable[..., list[str]]
Report = Callable[[Path], FileReport]

TALK = "Ana: Hola, ¿vienes mañana?\nLuis: Sí: a las 5\ny traigo pan\nAna: Genial"
NEXT_DAY = "Luis: Ya estoy aquí"


def android(when: str, later: str) -> str:
    return (
        f"{when} - Los mensajes y las llamadas están cifrados de extremo a extremo.\n"
        f"{when} - Ana: Hola, ¿vienes mañana?\n"
        f"{when} - Luis: Sí: a las 5\ny traigo pan\n"
        f"{when} - Luis: <Multimedia omitido>\n"
        f"{when} - Ana: Genial\n"
        f"{when} - Ana: Se eliminó este mensaje.\n"
        f"{later} - Luis cambió el asunto del grupo\n"
        f"{later} - Luis: Ya estoy aquí\n"
    )


def iphone(when: str, later: str) -> str:
    return (
        f"[{when}] Ana: \u200eMessages and calls are end-to-end encrypted.\n"
        f"[{when}] Ana: Hola, ¿vienes mañana?\n"
        f"[{when}] Luis: Sí: a las 5\ny traigo pan\n"
        f"\u200e[{when}] Luis: \u200eimage omitted\n"
        f"[{when}] Ana: Genial\n"
        f"\u200e[{later}] Luis: \u200e<attached: 00000012-PHOTO-2024-03-13-09-00-00.jpg>\n"
        f"[{later}] ~\u00a0Luis: Ya estoy aquí\n"
    )


@pytest.mark.parametrize(
    ("shape", "when", "later"),
    [
        (android, "12/3/24, 21:05", "13/3/24, 9:00"),
        (android, "12/03/2024 21:05", "13/03/2024 9:00"),
        (android, "12.03.24, 21:05", "13.03.24, 09:00"),
        (android, "3/12/24, 9:05\u202fPM", "3/13/24, 9:00\u202fAM"),
        (android, "12/3/2024, 9:05 p. m.", "13/3/2024, 9:00 a. m."),
        (android, "12/3/2024, 9:05\u00a0p.\u00a0m.", "13/3/2024, 9:00\u00a0a.\u00a0m."),
        (android, "2024-03-12, 21:05", "2024-03-13, 09:00"),
        (android, "2024/3/12 下午9:05", "2024/3/13 上午9:00"),
        (android, "12.03.2024, 21:05", "13.03.2024, 09:00"),
        (iphone, "12/03/24, 21:05:33", "13/03/24, 9:00:00"),
        (iphone, "12.03.24, 21:05:33", "13.03.24, 09:00:00"),
        (iphone, "3/12/24, 9:05:33\u202fPM", "3/13/24, 9:00:00\u202fAM"),
        (iphone, "2024-03-12, 9:05:33 PM", "2024-03-13, 9:00:00 AM"),
        (iphone, "12/3/24 21:05:33", "13/3/24 9:00:00"),
    ],
)
def test_whatsapp_of_every_shape_gives_who_says_what(
    tmp_path: Path, read: Read, shape: Callable[[str, str], str], when: str, later: str
) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text(shape(when, later), "utf-8")
    assert read(path) == [TALK, NEXT_DAY]


WHATSAPP = {
    "Spanish, Android, 24 hours": (
        "12/3/24, 21:05 - Ana: ¿Qué tal?\n12/3/24, 21:06 - Luis: Bien <Se editó este mensaje.>\n"
        "12/3/24, 21:06 - Luis: IMG-20240312-WA0001.jpg (archivo adjunto)\n12/3/24, 21:07 - Ana: Vale",
        "Ana: ¿Qué tal?\nLuis: Bien\nAna: Vale",
    ),
    "Spanish, iPhone, 12 hours": (
        "[12/3/24, 9:05:01 p.\u00a0m.] Ana: ¿Qué tal?\n\u200e[12/3/24, 9:05:30 p.\u00a0m.] Ana: \u200eimagen omitida\n"
        "[12/3/24, 9:06:00 p.\u00a0m.] Luis: Bien\n[12/3/24, 9:07:00 p.\u00a0m.] Ana: Vale",
        "Ana: ¿Qué tal?\nLuis: Bien\nAna: Vale",
    ),
    "English of the USA, Android": (
        "3/12/24, 9:05 PM - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "3/12/24, 9:05 PM - Ana: Hi\n3/12/24, 9:06 PM - Bob: <Media omitted>\n3/12/24, 9:06 PM - Bob: Hello: again\n"
        "3/13/24, 12:01 AM - Bob: Midnight",
        "Ana: Hi\nBob: Hello: again\nMidnight",
    ),
    "English of Britain, iPhone": (
        "[12/03/2024, 21:05:01] Dr. Ana O’Neil: Hi\n[12/03/2024, 21:05:09] Bob: Line one\n\n- point: two\n"
        "[12/03/2024, 21:06:00] Bob: This message was deleted.\n[13/03/2024, 00:00:10] Bob: Night",
        "Dr. Ana O’Neil: Hi\nBob: Line one\n\n- point: two\nNight",
    ),
    "German, Android": (
        "12.03.24, 21:05 - Ana: Grüß dich\n12.03.24, 21:06 - Jörg: <Medien ausgeschlossen>\n"
        "12.03.24, 21:06 - Jörg: Na\n12.03.24, 21:07 - Ana: Diese Nachricht wurde gelöscht.\n"
        "13.03.24, 00:10 - Ana: Tschüss",
        "Ana: Grüß dich\nJörg: Na\nAna: Tschüss",
    ),
    "German, iPhone": (
        "[12.03.24, 21:05:01] Ana: Grüß dich\n[12.03.24, 21:06:00] Jörg: Na\n"
        "\u200e[12.03.24, 21:06:30] Jörg: \u200eBild weggelassen\n"
        "[13.03.24, 00:10:00] Ana: Tschüss",
        "Ana: Grüß dich\nJörg: Na\nAna: Tschüss",
    ),
    "German, older Android": (
        "12.03.24 um 21:05 - Ana: Grüß dich\n12.03.24 um 21:06 - Jörg: Na\n13.03.24 um 00:10 - Ana: Tschüss",
        "Ana: Grüß dich\nJörg: Na\nAna: Tschüss",
    ),
    "Portuguese and French words for what is absent": (
        "12/03/2024 21:05 - Ana: <Mídia oculta>\n12/03/2024 21:05 - Ana: Oi\n12/03/2024 21:06 - Zoé: <Médias omis>\n"
        "12/03/2024 21:06 - Zoé: Ce message a été supprimé\n12/03/2024 21:07 - Zoé: Mensagem apagada\n"
        "12/03/2024 21:08 - Zoé: Salut",
        "Ana: Oi\nZoé: Salut",
    ),
    "telephone numbers, emoji and colons in names and texts": (
        "12/3/24, 21:05 - +34 600 11 22 33: https://example.org/a:b\n12/3/24, 21:06 - 🦊 Zorra: 10:30: ¿sí?\n"
        "12/3/24, 21:06 - ~\u202fLuis: [12/3] fue martes\n13/3/24, 2:00 - +34 600 11 22 33: Ok",
        "+34 600 11 22 33: https://example.org/a:b\n🦊 Zorra: 10:30: ¿sí?\nLuis: [12/3] fue martes\n"
        "+34 600 11 22 33: Ok",
    ),
    "changes of a group": (
        '12/3/24, 21:05 - Ana creó el grupo "Viaje: Roma"\n12/3/24, 21:05 - Ana añadió a Luis\n'
        "12/3/24, 21:05 - Ana: Hola\n"
        "12/3/24, 21:06 - Cambió tu código de seguridad con Luis. Toca para obtener más información.\n"
        "12/3/24, 21:07 - Luis: Hola\n"
        "13/3/24, 2:00 - Luis salió del grupo",
        "Ana: Hola\nLuis: Hola",
    ),
}


@pytest.mark.parametrize("shape", WHATSAPP)
def test_whatsapp_as_phones_write_it(tmp_path: Path, read: Read, shape: str) -> None:
    written, wanted = WHATSAPP[shape]
    path = tmp_path / "chat.txt"
    path.write_text(written + "\n", "utf-8")
    known = format_of(path)
    assert known is not None
    assert known.name == "WhatsApp chat"
    assert read(path) == [wanted]


def test_a_whatsapp_export_is_found_in_its_archive(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "WhatsApp Chat - Luis.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("_chat.txt", iphone("12/03/24, 21:05:33", "13/03/24, 9:00:00"))
    assert (report(path).documents, report(path).characters) == (2, len(TALK + NEXT_DAY))


@pytest.mark.parametrize("notice", ["Missed voice call", "Llamada perdida", "Dit bericht is verwijderd", "null"])
def test_whatsapp_calls_and_deleted_messages_are_no_text(tmp_path: Path, read: Read, notice: str) -> None:
    path = tmp_path / "chat.txt"
    lines = ["Ana: Hola", f"Luis: {notice}", "Ana: Vi una llamada perdida.", "Luis: Sí"]
    path.write_text("".join(f"12/3/21, 21:0{n} - {line}\n" for n, line in enumerate(lines)), "utf-8")
    assert read(path) == ["Ana: Hola\nVi una llamada perdida.\nLuis: Sí"]


def test_what_macs_put_into_archives_is_not_told(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "mac.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("carta.txt", "Querida Ana, te escribo.")
        packed.writestr("__MACOSX/._carta.txt", b"\0\5\x16\7" + b"\0" * 100)
        packed.writestr(".DS_Store", b"\0\0\0\1Bud1")
    assert report(path).documents == 1
    assert report(path).problem is None


@pytest.mark.parametrize(
    "text",
    [
        "12/3/24, 21:05 - nothing\nA story begins.\nOn 3/4/21 - it ends.\n",
        "Acta del 12/03/2024\nAna: sí\nLuis: no\n",
        "2024-03-12 21:05:33 INFO server: started\n" * 20,
    ],
)
def test_other_texts_with_dates_stay_texts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(text, "utf-8")
    known = format_of(path)
    assert known is not None
    assert known.name == "Plain text"


def telegram_messages() -> list[dict[str, object]]:
    def message(number: int, speaker: str, text: object, seconds: int, **more: object) -> dict[str, object]:
        common = {"id": number, "type": "message", "date": "2024-03-12T21:05:33", "date_unixtime": str(seconds)}
        return common | {"from": speaker, "from_id": f"user{speaker}", "text": text} | more

    marked = ["Sí: ", {"type": "bold", "text": "a las 5"}, "\ny traigo pan"]
    return [
        {
            "id": 1,
            "type": "service",
            "date": "2024-03-12T21:00:00",
            "actor": "Ana",
            "action": "create_group",
            "text": "",
        },
        message(2, "Ana", "Hola, ¿vienes mañana?", 1_710_277_533),
        message(3, "Luis", marked, 1_710_277_600),
        message(4, "Luis", "", 1_710_277_601, photo="photos/1.jpg"),
        message(5, "Ana", "Genial", 1_710_277_700),
        message(6, "Luis", "Ya estoy aquí", 1_710_330_000),
    ]


@pytest.mark.parametrize("whole", [False, True])
def test_telegram_json_of_one_chat_and_of_all(tmp_path: Path, read: Read, report: Report, whole: bool) -> None:
    chat = {"name": "Luis", "type": "personal_chat", "id": 1, "messages": telegram_messages()}
    content = {"about": "…", "chats": {"about": "…", "list": [chat]}} if whole else chat
    path = tmp_path / "result.json"
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
    assert read(path) == [TALK, NEXT_DAY]
    assert report(path).format == "Telegram chat"


TELEGRAM: dict[str, tuple[dict[str, object], str]] = {
    "a colon in the name": ({"from": "Ana: trabajo", "text": "Hola"}, "Ana: trabajo: Hola"),
    "an account that was deleted": ({"from": None, "text": "Hola"}, "?: Hola"),
    "a message that was edited": ({"text": "Hola", "edited": "2024-03-12T22:00:00"}, "Ana: Hola"),
    "a message that was forwarded": ({"text": "Hola", "forwarded_from": "Luis"}, "Ana: Hola"),
    "an answer": ({"text": "Hola", "reply_to_message_id": 1}, "Ana: Hola"),
    "a picture with words": ({"text": "Hola", "photo": "photos/1.jpg"}, "Ana: Hola"),
    "a sticker": ({"text": "", "media_type": "sticker", "sticker_emoji": "🦊"}, ""),
    "a poll": ({"text": "", "poll": {"question": "¿Sí?", "answers": []}}, ""),
    "several lines": ({"text": "Hola\n\n  tú"}, "Ana: Hola\n\n  tú"),
    "links, mentions and marked pieces": (
        {
            "text": [
                "Mira ",
                {"type": "link", "text": "example.org"},
                {"type": "bold", "text": ": "},
                {"type": "mention", "text": "@luis"},
            ]
        },
        "Ana: Mira example.org: @luis",
    ),
    "a notice": ({"type": "service", "action": "pin_message", "actor": "Ana", "text": ""}, ""),
}


@pytest.mark.parametrize("shape", TELEGRAM)
def test_telegram_messages_as_the_program_writes_them(tmp_path: Path, read: Read, shape: str) -> None:
    special, wanted = TELEGRAM[shape]
    message = {"id": 1, "type": "message", "date": "2024-03-12T21:05:33", "date_unixtime": "1710277533", "from": "Ana"}
    other = message | {"from": "Luis", "text": "Adiós"}
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "a", "type": "personal_chat", "messages": [message | special, other]}), "utf-8")
    assert read(path) == [f"{wanted}\nLuis: Adiós".strip()]


def test_an_export_of_everything_is_known_also_where_the_chats_come_late(tmp_path: Path, read: Read) -> None:
    contacts = {"about": "…", "list": [{"first_name": f"Person {n}", "phone_number": "1"} for n in range(200)]}
    chats = [{"name": "messages", "type": "saved_messages", "messages": telegram_messages()}] * 2
    export = {"about": "Here is the data.", "personal_information": {"bio": '"messages": ['}, "contacts": contacts}
    path = tmp_path / "result.json"
    path.write_text(
        json.dumps(export | {"chats": {"list": chats}, "left_chats": {"list": []}}, ensure_ascii=False), "utf-8"
    )
    assert read(path) == [TALK, NEXT_DAY] * 2


def test_a_large_export_is_read_message_by_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "_BLOCK", 300)
    message = {"type": "message", "from": "Ana", "text": 'Ana: \\ "[{'}
    text = json.dumps({"messages": [message] * 500, "name": "after"}, indent=1)
    parts = list(json_values.elements_under("messages", io.StringIO(text)))
    assert [part.value for part in parts] == [message] * 500
    assert parts[1].line == parts[0].line + 5


@pytest.mark.parametrize("cut", [2, 30, 100, 600])
def test_an_export_that_is_cut_gives_what_is_there_and_says_so(tmp_path: Path, report: Report, cut: int) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "a", "type": "personal_chat", "messages": telegram_messages()})[:-cut], "utf-8")
    row = report(path)
    assert row.documents >= 1
    assert row.problem is not None
    assert row.problem.key == "telegram.left_out"


def test_a_group_that_never_rests_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speakers, "_LONGEST", 100)
    found = list(speakers.conversations(speakers.ChatMessage("Ana", "x" * 30, 60.0 * n) for n in range(10)))
    assert [document.text.count("x") for document in found] == [120, 120, 60]
    assert all(document.text.startswith("Ana: ") for document in found)


def test_other_json_stays_json(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_text('{"messages": [{"role": "user", "content": "hi"}]}')
    known = format_of(path)
    assert known is not None
    assert known.name == "JSON Lines"


def test_telegram_pages(tmp_path: Path, read: Read) -> None:
    def message(name: str, text: str, day: int, clock: str = "21:05:33") -> str:
        who = f'<div class="from_name">{name}</div>' if name else ""
        joined = "" if name else " joined"
        return (
            f'<div class="message default clearfix{joined}" id="message2"><div class="body">'
            f'<div class="pull_right date details" title="{day}.03.2024 {clock} UTC+01:00">{clock[:5]}</div>'
            f'{who}<div class="text">{text}</div></div></div>'
        )

    body = (
        '<div class="message service" id="message1"><div class="body details">12 March 2024</div></div>'
        + message("Ana", "Hola, ¿vienes mañana?", 12)
        + message("Luis", "Sí: a las 5<br>y traigo pan", 12)
        + '<div class="message default"><div class="body"><div class="media_wrap">photo</div></div></div>'
        + message("Ana", "Genial", 12)
        + message("Luis", "Ya estoy <strong>aquí</strong>", 13, "09:00:00")
    )
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>'
        f'<div class="page_wrap"><div class="history">{body}</div></div></body></html>'
    )
    path = tmp_path / "messages.html"
    path.write_text(page, "utf-8")
    assert read(path) == [TALK, NEXT_DAY]


DISCORD = {
    "guild": {"id": "1", "name": "G"},
    "channel": {"id": "2", "name": "general"},
    "messages": [
        {"type": "Default", "timestamp": "2023-03-12T09:05:00+00:00", "content": "Hola", "author": {"name": "ana"}},
        {"type": "GuildMemberJoin", "content": "Joined the server.", "author": {"name": "luis"}},
        {
            "type": "Reply",
            "timestamp": "2023-03-12T09:06:00+00:00",
            "content": "¿Qué tal?",
            "author": {"name": "luis", "nickname": "Luis"},
        },
    ],
}
SLACK = [
    {"type": "message", "user": "U1", "text": "Hola", "ts": "1678611900.0001", "user_profile": {"real_name": "Ana"}},
    {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined", "ts": "1678611901.1"},
    {"type": "message", "user": "U2", "text": "<@U1>, mira <https://e.org|esto> &amp; di", "ts": "1678611910.0"},
]
MESSENGER = {
    "participants": [{"name": "Ana"}, {"name": "Jos\u00c3\u00a9"}],
    "messages": [
        {"sender_name": "Jos\u00c3\u00a9", "timestamp_ms": 1678611920000, "content": "Adi\u00c3\u00b3s"},
        {"sender_name": "Ana", "timestamp_ms": 1678611900000, "content": "\u00c2\u00bfQu\u00c3\u00a9 tal?"},
        {"sender_name": "Ana", "timestamp_ms": 1678611890000, "photos": [{"uri": "a.jpg"}]},
    ],
}


@pytest.mark.parametrize(
    ("export", "said"),
    [
        (DISCORD, "ana: Hola\nLuis: ¿Qué tal?"),
        (SLACK, "Ana: Hola\nU2: @Ana, mira esto & di"),
        (MESSENGER, "Ana: ¿Qué tal?\nJosé: Adiós"),
    ],
    ids=["Discord", "Slack", "Messenger"],
)
def test_exports_of_other_chats(tmp_path: Path, read: Read, export: object, said: str) -> None:
    path = tmp_path / "chat.json"
    path.write_text(json.dumps(export), "utf-8")
    assert read(path) == [said]


@pytest.mark.parametrize(
    "notice",
    [
        "Hai eliminato questo messaggio",
        "Vous avez supprimé ce message",
        "Данное сообщение удалено",
        "Bu mesaj silindi",
        "삭제된 메시지입니다.",
        "You deleted this message as admin",
        "Waiting for this message. This may take a while.",
        "ubicación: https://maps.google.com/?q=40.4,-3.7",
    ],
)
def test_whatsapp_notices_of_many_languages_are_no_text(tmp_path: Path, read: Read, notice: str) -> None:
    path = tmp_path / "chat.txt"
    lines = ["Ana: Hola", f"Luis: {notice}", "Luis: Sí"]
    path.write_text("".join(f"12/3/21, 21:0{n} - {line}\n" for n, line in enumerate(lines)), "utf-8")
    assert read(path) == ["Ana: Hola\nLuis: Sí"]


def test_whatsapp_in_arabic(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "chat.txt"
    when = "\u200f12\u200f/3\u200f/2024، 9:0{} م - "
    said = ["علي: مرحبا", "سارة: <تم استبعاد الوسائط>", "سارة: نعم"]
    path.write_text("".join(f"{when.format(n)}{text}\n" for n, text in enumerate(said)), "utf-8")
    assert read(path) == ["علي: مرحبا\nسارة: نعم"]


ODD = [None, 5, True, [], [None], {}, {"a": 1}, "x", float("nan"), 1e400]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_no_value_of_another_type_keeps_a_chat_from_being_read(tmp_path: Path, read: Read, odd: object) -> None:
    telegram = {"id": 1, "type": "message", "date": "2024-03-12T21:05:33", "from": "Ana", "text": "a"}
    discord = {
        "id": "1",
        "type": "Default",
        "timestamp": "2024-03-12T21:05:33",
        "content": "a",
        "author": {"name": "B"},
    }
    slack = {
        "type": "message",
        "user": "U1",
        "text": "a",
        "ts": "1710277533.000100",
        "user_profile": {"real_name": "A"},
    }
    messenger = {"sender_name": "Ana", "timestamp_ms": 1710277533000, "content": "a"}
    tree: dict[str, object] = {"role": "user"}
    node = {"id": "n", "parent": None, "message": {"author": tree, "content": {"content_type": "text", "parts": ["a"]}}}

    def each(message: dict[str, object]) -> list[object]:
        return [message, *({**message, name: odd} for name in message), odd, message]

    kept = {
        "telegram.json": {"name": "x", "type": "personal_chat", "messages": each(telegram)},
        "discord.json": {"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": each(discord)},
        "slack.json": each(slack),
        "messenger.json": {"participants": [], "messages": each(messenger)},
        "chatgpt.json": [
            {"mapping": {"n": node, "m": {**node, name: odd}}, "current_node": place}
            for name in node
            for place in (odd, "n", "m")
        ],
    }
    for name, export in kept.items():
        path = tmp_path / name
        path.write_text(json.dumps(export), "utf-8")
        known = format_of(path)
        assert known is not None
        documents = list(known.read(Reading(path)))
        assert documents, name
        said = {each.speaker for document in documents for each in document.said}
        assert said <= {"Ana", "A", "B", "?", "U1", "x"}, name


def test_chatgpt_trees_without_an_end_are_read_once(tmp_path: Path) -> None:
    message = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["Hola"]}}
    nodes = {name: {"id": name, "parent": other, "message": message} for name, other in (("a", "b"), ("b", "a"))}
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([{"mapping": nodes, "current_node": "a"}]), "utf-8")
    known = format_of(path)
    assert known is not None
    (document,) = known.read(Reading(path))
    assert [turn.text for turn in document.turns] == ["Hola", "Hola"]


def test_links_to_sources_in_answers_of_chatgpt_are_no_text(tmp_path: Path) -> None:
    text = "Según \ue200cite\ue202turn0search1\ue201 esto【4:0†source】."
    message = {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [text]}}
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([{"mapping": {"a": {"message": message}}, "current_node": "a"}]), "utf-8")
    known = format_of(path)
    assert known is not None
    (document,) = known.read(Reading(path))
    assert [turn.text for turn in document.turns] == ["Según esto."]


def test_a_tool_between_two_texts_of_claude_makes_two_paragraphs(tmp_path: Path) -> None:
    parts = [{"type": "text", "text": "Busco."}, {"type": "tool_use", "name": "x"}, {"type": "text", "text": "Listo."}]
    messages = [{"sender": "human", "text": "¿Qué?"}, {"sender": "assistant", "content": parts}]
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([{"uuid": "1", "chat_messages": messages}]), "utf-8")
    known = format_of(path)
    assert known is not None
    (document,) = known.read(Reading(path))
    assert [turn.text for turn in document.turns] == ["¿Qué?", "Busco.\n\nListo."]


@pytest.mark.parametrize(
    "notice", ["Reacted ❤ to your message ", "Ana sent an attachment.", "Indicó que le gusta un mensaje"]
)
def test_notices_of_messenger_are_no_text(tmp_path: Path, read: Read, notice: str) -> None:
    said = ["Adiós", notice, "Hola"]
    messages = [
        {"sender_name": "Ana", "timestamp_ms": 1710277533000 - n, "content": text.encode().decode("latin-1")}
        for n, text in enumerate(said)
    ]
    path = tmp_path / "message_1.json"
    path.write_text(json.dumps({"participants": [{"name": "Ana"}], "messages": messages}), "utf-8")
    assert read(path) == ["Ana: Hola\nAdiós"]
