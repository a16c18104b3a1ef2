"""Reads exports of WhatsApp chats, of phones in any language: who says what; notices and absent media are left out.

A message begins with date and time, in brackets on iPhones, before a dash on Android. The order of day, month and year
follows from the numbers of the whole file.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.speakers import ChatMessage, conversations

_SPACE = "[ \u00a0\u202f]"
_TURNED = "[\u200e\u200f]"
_DATE = rf"(\d{{1,4}}){_TURNED}?[./\-年]{_SPACE}?(\d{{1,2}}){_TURNED}?[./\-月]{_SPACE}?(\d{{1,4}})[.日]?"
_HALF = rf"[ap]\.?{_SPACE}?m\.?|上午|下午|오전|오후|午前|午後|[^\W\d]{{1,3}}\.?{_SPACE}?[^\W\d]{{0,3}}\.?"
_TIME = rf"(?:({_HALF}){_SPACE}?)?(\d{{1,2}})[:.](\d{{2}})(?:[:.]\d{{2}})?(?:{_SPACE}?({_HALF}))?"
_WHEN = rf"{_DATE}[,،]?{_SPACE}+(?:(?:um|a las|at|kl\.?|à){_SPACE})?{_TIME}"
_BEGIN = rf"(?:\[{_WHEN}\]{_SPACE}?|{_WHEN}{_SPACE}[-–]{_SPACE})"
_START = re.compile(rf"^[\u200e\u200f\u202a\ufeff]*{_BEGIN}(.*)$", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"^([^:\n]{1,80}?):[ \u00a0](.*)$|^([^:\n]{1,80}?):()$", re.DOTALL)
_AFTERNOON = re.compile(r"^(?:p|μ|م)|下午|오후|午後", re.IGNORECASE)
_MORNING = re.compile(r"^(?:a|π|ص)|上午|오전|午前", re.IGNORECASE)
_NOTICE = "\u200e"
"""iPhones begin notices and absent media with this mark, in every language."""
_ABSENT = re.compile(
    r"^<[^<>\n]{3,60}>$"  # Android, in every language: <Media omitted>, <Multimedia omitido>, …
    r"|^[^\n]{1,120}\((?:file attached|archivo adjunto|arquivo anexado|fichier joint|Datei angehängt|file allegato)\)"
    r"|^(?:image|video|audio|sticker|GIF|document|contact card)[ \w]{0,20} (?:omitted|omitid[oa]|weggelassen)$"
    r"|^(?:imagen|foto|vídeo|documento|tarjeta de contacto|nota de vídeo)[ \w]{0,20} omitid[oa]$"
    r"|^(?:This message was deleted|You deleted this message|Se eliminó este mensaje|Eliminaste este mensaje"
    r"|Este mensaje fue eliminado|Mensagem apagada|Você apagou esta mensagem|Diese Nachricht wurde gelöscht"
    r"|Du hast diese Nachricht gelöscht|Ce message a été supprimé|Questo messaggio è stato eliminato"
    r"|Dit bericht is verwijderd|(?:Je|U) hebt dit bericht verwijderd|Vous avez supprimé ce message"
    r"|Hai eliminato questo messaggio|Esta mensagem foi (?:apagada|eliminada)|Eliminou esta mensagem"
    r"|(?:Данное|Это) сообщение удалено|Вы удалили (?:данное|это) сообщение|Bu mesaj silindi|Bu mesajı sildiniz"
    r"|Ta wiadomość została usunięta|S[’']ha suprimit aquest missatge|Heu suprimit aquest missatge"
    r"|Pesan ini telah dihapus|Anda menghapus pesan ini|此消息已删除|您已删除此消息|このメッセージは削除されました"
    r"|삭제된 메시지입니다|تم حذف هذه الرسالة|(?:You deleted this message|This message was deleted by) [^\n]{1,60}"
    r"|Waiting for this message[^\n]{0,40}|Esperando este mensaje[^\n]{0,60}|null)\.?$"
    r"|^[^\n:]{1,40}: https://maps\.google\.com/\?q=[-\d.,]{1,60}$"
    r"|^(?:Missed (?:group )?(?:voice|video) call|(?:Vídeo|Video)?llamada(?: de voz)? perdida"
    r"|Chamada de (?:voz|vídeo) perdida|Verpasster (?:Sprach|Video)anruf|Appel (?:vocal|vidéo) manqué"
    r"|(?:Chiamata|Videochiamata)(?: vocale)? persa|live location shared|Ubicación en tiempo real compartida)\.?$",
    re.IGNORECASE,
)
_EDITED = re.compile(r"(?<!\s)\s*\u200e?<[^<>\n]{5,60}>$")
_LOOKED_AT, _LEAST = 12, 3


@dataclass
class _Entry:
    date: tuple[int, int, int]
    minutes: int
    lines: list[str]


def read(reading: Reading) -> Iterator[Document]:
    """One document for each conversation."""
    with open_text(reading) as file:
        entries = list(_entries(file))
    order = _order([entry.date for entry in entries])
    yield from conversations(_messages(entries, order))


def recognises(head: bytes) -> bool:
    """Whether a text begins as an export does: most of its first lines begin with date, time and a name."""
    text = head.decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    starts = [found[found.lastindex or 0] for line in lines if (found := _START.match(line))]
    return len(starts) >= _LEAST and any(_NAME.match(rest) for rest in starts)


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    current: _Entry | None = None
    for raw in lines:
        line = raw.rstrip("\r\n")
        found = _START.match(line)
        if found is None:
            if current is not None:
                current.lines.append(line)
            continue
        if current is not None:
            yield current
        numbers = list(found.groups()[:-1])
        first = numbers[:7] if numbers[0] is not None else numbers[7:]
        one, two, three, before, hour, minute, after = first
        half = before or after or ""
        hours = int(hour or 0) % 12 + 12 if _AFTERNOON.search(half) else int(hour or 0)
        hours = 0 if _MORNING.search(half) and hours == 12 else hours
        date = (int(one or 0), int(two or 0), int(three or 0))
        current = _Entry(date, 60 * hours + int(minute or 0), [found[found.lastindex or 0]])
    if current is not None:
        yield current


def _order(dates: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Which of the three numbers are day, month and year."""
    if any(date[0] > 31 for date in dates):
        return (2, 1, 0)
    if any(date[1] > 12 for date in dates):
        return (1, 0, 2)
    if any(date[0] > 12 for date in dates):
        return (0, 1, 2)
    # Both may be: in a chat, the days pass faster than the months.
    firsts = sum(one[0] != two[0] for one, two in itertools.pairwise(dates))
    seconds = sum(one[1] != two[1] for one, two in itertools.pairwise(dates))
    return (0, 1, 2) if firsts >= seconds else (1, 0, 2)


def _messages(entries: Iterable[_Entry], order: tuple[int, int, int]) -> Iterator[ChatMessage]:
    for entry in entries:
        named = _NAME.match(entry.lines[0])
        if named is None or _opens_a_quotation(named[1] or ""):
            continue  # a notice of the program has no name
        speaker, said = (named[1], named[2]) if named[1] is not None else (named[3], "")
        if said.startswith(_NOTICE):
            continue
        text = "\n".join([said, *entry.lines[1:]]).replace("\u200e", "").replace("\u200f", "").strip()
        text = text if _ABSENT.match(text) is None else ""
        text = _EDITED.sub("", text) if text.endswith(">") else text
        yield ChatMessage(speaker.strip("\u200e\u200f\u202a\u202c~ \u00a0\u202f"), text, _seconds(entry, order))


def _opens_a_quotation(words: str) -> bool:
    """Whether the colon after ``words`` belongs to a title that a notice quotes."""
    return words.count('"') % 2 == 1 or words.count("“") > words.count("”") or words.count("«") > words.count("»")


def _seconds(entry: _Entry, order: tuple[int, int, int]) -> float | None:
    day, month, year = (entry.date[place] for place in order)
    try:
        moment = datetime(year + (2000 if year < 100 else 0), month, day, tzinfo=UTC)
    except ValueError:
        return None
    return moment.timestamp() + 60 * entry.minutes


WHATSAPP = TextFormat("WhatsApp chat", (), read, version=4, extracted=True, within=(".txt",), recognises=recognises)
