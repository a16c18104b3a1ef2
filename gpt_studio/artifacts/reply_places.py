"""Finds what the assistant writes in a rendered conversation; only for the helper process, as templates are untrusted.

A template is a program and does not say what it writes for whom. Rendered up to a reply, with the beginning of one, it
writes what the model reads: if that is how the whole conversation begins, then the reply follows. Templates that change
earlier turns give no such beginnings; some of them mark replies themselves with ``{% generation %}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gpt_studio.artifacts.template_rendering import render_marked, render_template
from gpt_studio.core.errors import StudioError

Spans = list[tuple[int, int]]


def reply_places(
    source: str, messages: Sequence[Mapping[str, Any]], roles: Mapping[str, str], special: Sequence[str]
) -> Spans | None:
    """Begin and end of each reply in the text that the template writes without the beginning of another reply.

    A reply reaches from the end of what the model reads before it to the end of the special token that ends it. Where
    the template ends it with ordinary text, that belongs to it; where only the next turn's first token does, that one.
    None if neither beginnings nor marks tell. Raises StudioError if the template fails for the whole conversation.
    """
    whole = render_template(source, messages, roles, add_generation_prompt=False)
    found = _by_beginnings(source, messages, roles, special, whole)
    if found is not None:
        return found
    marked, places = render_marked(source, messages, roles)
    replies = sum(message["role"] == "assistant" for message in messages)
    return places if marked == whole and len(places) == replies else None


def _by_beginnings(
    source: str,
    messages: Sequence[Mapping[str, Any]],
    roles: Mapping[str, str],
    special: Sequence[str],
    whole: str,
) -> Spans | None:
    spans: Spans = []
    for number, message in enumerate(messages):
        if message["role"] != "assistant":
            continue
        try:
            before = render_template(source, messages[:number], roles, add_generation_prompt=True)
            through = render_template(source, messages[: number + 1], roles, add_generation_prompt=False)
        except StudioError as error:
            if error.message.key != "template.failed":
                raise
            return None
        if not whole.startswith(before) or (spans and len(before) < spans[-1][1]):
            return None
        bounded = whole.startswith(through)
        end = _end_of(whole, len(before), message["content"].strip(), len(through) if bounded else None, special)
        if end is None:
            return None
        spans.append((len(before), end))
    return spans


def _end_of(whole: str, begin: int, said: str, bound: int | None, special: Sequence[str]) -> int | None:
    """Where the reply ``said`` ends that begins at ``begin``; ``bound`` is where its turn ends, if that is known."""
    at = whole.find(said, begin) if bound is None else whole.rfind(said, begin, bound)
    if at < 0:
        return None
    after = at + len(said) if said else begin
    limit = len(whole) if bound is None else bound
    marks = [(place, -len(mark)) for mark in special if (place := whole.find(mark, after, limit)) >= 0]
    if marks:
        place, negative = min(marks)
        if bound is None and whole[after:place].strip():
            return None
        return place - negative
    if bound is None:
        return None
    following = [len(mark) for mark in special if whole.startswith(mark, bound)]
    return bound + max(following, default=0)
