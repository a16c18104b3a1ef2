"""Exports of WhatsApp and Telegram, in the shapes that phones of several languages and ages write."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

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


def test_a_whatsapp_export_is_found_in_its_archive(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "WhatsApp Chat - Luis.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("_chat.txt", iphone("12/03/24, 21:05:33", "13/03/24, 9:00:00"))
    assert (report(path).documents, report(path).characters) == (2, len(TALK + NEXT_DAY))


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
