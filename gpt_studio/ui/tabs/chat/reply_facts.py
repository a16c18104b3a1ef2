"""The line of facts beneath what a model wrote: model, tokens, speed, and whether something was cut."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gpt_studio.conversations.loops import ends_in_a_loop
from gpt_studio.conversations.passage import BEGUN, UNFINISHED, Passage, SettingValue
from gpt_studio.core.fields import settings_of
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.look.text import count, decimal, engine_text, token_count

translate = QCoreApplication.translate


def reply_facts(passage: Passage) -> str:
    """The line for a finished passage."""
    return " · ".join([*_measured(passage), *cuts(passage)])


def speed_words(written: int, tokens_per_second: float) -> str:
    """The line while the model is writing, which has written so many tokens."""
    said = token_count(written)
    if tokens_per_second > 0:
        said += " · " + _per_second(tokens_per_second)
    return said


def changed_words(before: Passage, now: Passage) -> str:
    """What was changed between two replies to the same message: the model, or settings of generation."""
    if now.role == "user":
        return ""
    found = []
    if not now.is_of(before.model, before.folder) and before.model:
        found.append(translate("reply_facts", "{before} before").format(before=before.model))
    for known in settings_of(Sampling):
        was, is_now = (each.settings.get(known.name) for each in (before, now))
        if known.name != "seed" and was != is_now:
            found.append(f"{engine_text(known.label)}: {_value(was)} → {_value(is_now)}")
    return ", ".join(found)


def _value(value: SettingValue) -> str:
    if value is None:
        return translate("reply_facts", "as its folder says")
    if isinstance(value, float):
        return decimal(value, 2)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def cuts(passage: Passage) -> list[str]:
    """Notes on a text that is not complete, or that was written without the whole conversation in the context."""
    found = []
    if passage.ended == "length":
        found.append(translate("reply_facts", "cut at the maximum length"))
    if passage.ended == "full":
        found.append(translate("reply_facts", "ended where its context was full"))
    if passage.ended == "stopped":
        found.append(translate("reply_facts", "stopped by you"))
    if passage.ended == "failed":
        found.append(translate("reply_facts", "ended by an error"))
    if passage.ended == BEGUN:
        found.append(translate("reply_facts", "edited by you"))
    if passage.ended == UNFINISHED:
        found.append(translate("reply_facts", "the program ended while it was being written"))
    if passage.role == "assistant" and passage.ended in ("length", "stopped", "full") and ends_in_a_loop(passage.text):
        found.append(
            translate("reply_facts", "it says the same over and over: a repetition penalty above 1 helps against that")
        )
    if passage.system_folded:
        found.append(translate("reply_facts", "its template takes no system prompt: it stood before the first message"))
    if passage.ended == "end" and not passage.text:
        found.append(translate("reply_facts", "the model had nothing to say"))
    if passage.dropped_turns:
        found.append(
            translate("reply_facts", "earlier messages that no longer fit into its context: {number}").format(
                number=count(passage.dropped_turns)
            )
        )
    if passage.unread_tokens:
        found.append(
            translate("reply_facts", "tokens at the beginning that did not fit into its context: {number}").format(
                number=count(passage.unread_tokens)
            )
        )
    if passage.plain_marks:
        found.append(
            translate("reply_facts", "read as plain text, not as special tokens: {marks}").format(
                marks=" ".join(passage.plain_marks)
            )
        )
    if passage.outgrew and not passage.unread_tokens:
        found.append(
            translate(
                "reply_facts", "outgrew its context of {tokens} tokens, so it lost sight of the beginning"
            ).format(tokens=count(passage.outgrew))
        )
    return found


def _measured(passage: Passage) -> list[str]:
    found = [passage.model] if passage.model and passage.role == "assistant" else []
    if passage.tokens:
        found.append(speed_words(passage.tokens, passage.tokens_per_second))
    return found


def _per_second(speed: float) -> str:
    return translate("reply_facts", "{speed} tokens per second").format(speed=decimal(speed, 1 if speed < 10 else 0))
