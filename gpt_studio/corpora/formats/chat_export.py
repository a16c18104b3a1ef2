"""Reads JSON exports of chats of Discord, Slack, Messenger and Instagram: who says what, without notices."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.exported_messages import exported_messages
from gpt_studio.corpora.json_values import elements_under, values_in
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.speakers import ChatMessage, conversations, name, seconds, words

_HEAD = 1024  # bytes
_DISCORD = re.compile(rb'\s*\{\s*"guild"\s*:\s*\{.*"channel"\s*:', re.DOTALL)
_MESSENGER = re.compile(rb'\s*\{\s*"participants"\s*:\s*\[.*"(?:sender_name|timestamp_ms)"\s*:', re.DOTALL)
_MESSENGER_NOTICE = re.compile(
    r"(?:Reacted \S{1,20} to your message|Reaccionó con \S{1,20} a tu mensaje|A réagi avec \S{1,20} à votre message"
    r"|Reagiu com \S{1,20} à sua mensagem|Hat mit \S{1,20} auf deine Nachricht reagiert"
    r"|Liked a message|Indicó que le gusta un mensaje|Curtiu uma mensagem|A aimé un message"
    r"|[^\n]{1,80} (?:sent an attachment|envió un archivo adjunto|enviou um anexo|a envoyé une pièce jointe"
    r"|hat einen Anhang gesendet|sent a photo|envió una foto|missed your call|missed a call from you))\s?\.?\s*\Z"
)
_SLACK_MESSAGE = re.compile(rb'"type"\s*:\s*"message"')
_SLACK_TIME = re.compile(rb'"ts"\s*:\s*"\d{9,11}\.\d+"')
_DISCORD_TEXTS = ("Default", "Reply", "ThreadStarterMessage")
_SLACK_TEXTS = (None, "thread_broadcast", "me_message", "bot_message")
_SLACK_MARK = re.compile(r"<([^<>|\s]{1,2000})(?:\|([^<>]{0,500}))?>")


def read(reading: Reading) -> Iterator[Document]:
    """One document for each conversation. The file may be larger than memory."""
    with reading.path.open("rb") as file:
        slack = _is_array(file.read(_HEAD))
    found = exported_messages(reading, values_in if slack else partial(elements_under, "messages"))
    messages = (entry.value for entry in found)
    yield from conversations(_slack(messages) if slack else _others(messages))


def recognises(head: bytes) -> bool:
    """Whether a JSON file begins as an export does."""
    if _DISCORD.match(head) or _MESSENGER.match(head):
        return True
    return _is_array(head) and bool(_SLACK_MESSAGE.search(head) and _SLACK_TIME.search(head))


def _is_array(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[")


def _slack(entries: Iterator[dict[str, Any]]) -> Iterator[ChatMessage]:
    names: dict[str, str] = {}
    for entry in entries:
        if entry.get("type") != "message" or entry.get("subtype") not in _SLACK_TEXTS:
            continue
        profile = entry.get("user_profile")
        user = name(entry.get("user"), entry.get("username"))
        if isinstance(profile, dict):
            names[user] = name(profile.get("display_name"), profile.get("real_name"), user)

        def shown(mark: re.Match[str]) -> str:
            if mark[1].startswith("@"):
                return "@" + (mark[2] or names.get(mark[1][1:], mark[1][1:]))
            return mark[2] or mark[1].lstrip("!#")

        text = html.unescape(_SLACK_MARK.sub(shown, words(entry.get("text"))))
        yield ChatMessage(names.get(user, user), text, seconds(entry.get("ts")))


def _others(entries: Iterator[dict[str, Any]]) -> Iterator[ChatMessage]:
    """Messages of Discord, oldest first, and of Messenger and Instagram, which begin with the newest."""
    newest_first: list[ChatMessage] = []
    for entry in entries:
        author = entry.get("author")
        if isinstance(author, dict):
            if entry.get("type", "Default") in _DISCORD_TEXTS:
                speaker = name(author.get("nickname"), author.get("name"))
                yield ChatMessage(speaker, words(entry.get("content")), seconds(entry.get("timestamp")))
        elif isinstance(entry.get("sender_name"), str) and not entry.get("is_unsent"):
            text = _as_meant(words(entry.get("content")))
            if _MESSENGER_NOTICE.match(text) is None:
                moment = seconds(entry.get("timestamp_ms"))
                newest_first.append(ChatMessage(_as_meant(entry["sender_name"]), text, moment and moment / 1000))
    yield from sorted(newest_first, key=lambda message: message.seconds or 0.0)


def _as_meant(text: str) -> str:
    """The text; these programs write each byte of its UTF-8 as a character."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


CHAT_EXPORT = TextFormat("Chat export", (), read, extracted=True, version=2, within=(".json",), recognises=recognises)
