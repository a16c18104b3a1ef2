"""Renders a folder's chat template, always in the helper process, because a template is an untrusted program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.quarantine import HelperDied, Quarantine
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.limits import CONVERSATION_SECONDS, MEGABYTE, RENDERED_BYTES, TEMPLATE_SECONDS
from gpt_studio.core.regular_file import is_there
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.conversation import Refused


def render_chat(template: ChatTemplate, roles: Mapping[str, str], turns: Sequence[Turn], quarantine: Quarantine) -> str:
    """The conversation as one text that ends where the reply begins; ``roles`` maps roles to special tokens.

    Raises StudioError if the template fails, takes more than two seconds or writes more than 8 MB.
    """
    return render_messages(template, roles, [{"role": turn.role, "content": turn.text} for turn in turns], quarantine)


def render_messages(
    template: ChatTemplate,
    roles: Mapping[str, str],
    messages: Sequence[Mapping[str, Any]],
    quarantine: Quarantine,
    *,
    tools: Sequence[Mapping[str, Any]] | None = None,
    documents: Sequence[Mapping[str, Any]] | None = None,
    add_generation_prompt: bool = True,
) -> str:
    """As :func:`render_chat`, with the inputs of transformers' ``apply_chat_template``, all JSON values: messages
    with any entries, tools and documents."""
    source = template.with_tools if tools is not None and template.with_tools else template.source
    parts = {"template": source.encode("utf-8", "replace")}
    try:
        answer = quarantine.ask(
            "render",
            TEMPLATE_SECONDS,
            parts,
            messages=list(messages),
            roles=dict(roles),
            tools=tools,
            documents=documents,
            add_generation_prompt=add_generation_prompt,
        )
    except HelperDied as died:
        raise _harmful(died) from died
    return str(answer["text"])


def render_all(
    source: str,
    roles: Mapping[str, str],
    conversations: Sequence[Sequence[Turn]],
    quarantine: Quarantine,
    *,
    add_generation_prompt: bool,
) -> list[str | Refused]:
    """Render each conversation with the template ``source``; one that it refuses gives :class:`Refused`.

    Raises StudioError if the template takes more than two seconds plus 0.02 s for each conversation, or writes too
    much.
    """
    try:
        answer = quarantine.ask(
            "render_all",
            TEMPLATE_SECONDS + CONVERSATION_SECONDS * len(conversations),
            {"template": source.encode("utf-8", "replace")},
            conversations=[[{"role": turn.role, "content": turn.text} for turn in turns] for turns in conversations],
            roles=dict(roles),
            add_generation_prompt=add_generation_prompt,
        )
    except HelperDied as died:
        raise _harmful(died) from died
    return [item["text"] if "text" in item else Refused(item["refused"]) for item in answer["rendered"]]


def find_replies(
    source: str,
    roles: Mapping[str, str],
    conversations: Sequence[Sequence[Turn]],
    special: Sequence[str],
    quarantine: Quarantine,
) -> list[list[tuple[int, int]] | None]:
    """Where the assistant writes in each of ``conversations``, which ``source`` renders: see reply_places.py.

    ``special``: the special tokens that can end a turn. Raises StudioError as :func:`render_all`; each prefix of a
    conversation counts as one.
    """
    renderings = sum(2 + 2 * len(turns) for turns in conversations)
    try:
        answer = quarantine.ask(
            "find_replies",
            TEMPLATE_SECONDS + CONVERSATION_SECONDS * renderings,
            {"template": source.encode("utf-8", "replace")},
            conversations=[[{"role": turn.role, "content": turn.text} for turn in turns] for turns in conversations],
            roles=dict(roles),
            special=list(special),
        )
    except HelperDied as died:
        raise _harmful(died) from died
    return [None if places is None else [(begin, end) for begin, end in places] for places in answer["places"]]


def _harmful(died: HelperDied) -> StudioError:
    return StudioError(
        "template.harmful",
        "The model's chat template cannot lay out this conversation: {reason}. Use the model without chat.",
        reason=died.reason,
    )


def template_problem(
    folder: Path, template: ChatTemplate, roles: Mapping[str, str], quarantine: Quarantine
) -> Message | None:
    """The syntax error of a template, or None if it can be used.

    Raises StudioError if it does not terminate or writes more than 8 MB for a short conversation.
    """
    place = folder / (names.CHAT_TEMPLATE if is_there(folder / names.CHAT_TEMPLATE) else names.TOKENIZER_CONFIG)
    try:
        quarantine.ask(
            "try_template",
            TEMPLATE_SECONDS,
            {"template": template.source.encode("utf-8", "replace")},
            roles=dict(roles),
        )
    except HelperDied as died:
        raise StudioError(
            "template.refused",
            "The chat template in {path} cannot be used: {reason}. Get a good copy of it.",
            path=place,
            reason=died.reason,
        ) from died
    except StudioError as error:
        if error.message.key == "template.syntax":
            return error.message
        raise StudioError(
            "template.refused",
            "The chat template in {path} cannot be used: {reason}. Get a good copy of it.",
            path=place,
            reason=say("template.writes_much", "it writes more than {limit} MB", limit=RENDERED_BYTES // MEGABYTE),
        ) from error
    return None
