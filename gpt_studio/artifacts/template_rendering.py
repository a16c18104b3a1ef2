"""Renders chat templates as transformers does; only for the helper process, because templates are untrusted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import MEGABYTE, RENDERED_BYTES

_BEGIN, _END = "\U000f0001", "\U000f0002"  # private use: no text and no template has them
_REASONING = ("reasoning_content", "thinking", "reasoning")  # three names of the same entry


def render_template(
    source: str,
    messages: Sequence[Mapping[str, Any]],
    roles: Mapping[str, str],
    *,
    tools: Sequence[Mapping[str, Any]] | None = None,
    documents: Sequence[Mapping[str, Any]] | None = None,
    add_generation_prompt: bool = True,
) -> str:
    """The conversation as one text; with ``add_generation_prompt`` it ends where the reply begins.

    ``roles`` maps roles (``bos_token`` and so on) to special tokens; ``tools`` are JSON schemas. Raises StudioError
    if the template fails or writes more than 8 MB.
    """
    parts: list[str] = []
    size = 0
    known = dict(roles) | {
        "messages": [_as_templates_expect(message) for message in messages],
        "tools": tools,
        "documents": documents,
        "add_generation_prompt": add_generation_prompt,
    }
    try:
        for part in _compiled(source).generate(known):
            size += len(part.encode("utf-8", "replace"))
            if size > RENDERED_BYTES:
                raise too_long()
            parts.append(part)
    except (StudioError, MemoryError):
        raise
    except Exception as error:  # an untrusted program can raise anything
        raise StudioError(
            "template.failed",
            "The model's chat template could not lay out this conversation ({reason}): start a new one, or use the "
            "model without chat.",
            reason=shortened(str(error)) or type(error).__name__,
        ) from error
    return "".join(parts)


def render_marked(
    source: str, messages: Sequence[Mapping[str, Any]], roles: Mapping[str, str]
) -> tuple[str, list[tuple[int, int]]]:
    """As :func:`render_template`, without the beginning of a reply, and where the text marked as replies stands."""
    environment = _compiled(source).environment
    environment.marks_replies = True  # type: ignore[attr-defined]
    try:
        written = render_template(source, messages, roles, add_generation_prompt=False)
    finally:
        environment.marks_replies = False  # type: ignore[attr-defined]
    text, places = "", list[tuple[int, int]]()
    for number, part in enumerate(written.split(_BEGIN)):
        inside, closed, outside = part.rpartition(_END)
        if number and closed:
            places.append((len(text), len(text) + len(inside)))
        text += inside + outside
    return text, places


def check_syntax(source: str) -> None:
    """Raise StudioError if ``source`` is not a valid template."""
    try:
        _compiled(source)
    except MemoryError:
        raise
    except Exception as error:
        raise StudioError(
            "template.syntax",
            "chat_template is not a template that can be read ({reason}): get a good copy of it.",
            reason=shortened(str(error)) or type(error).__name__,
        ) from error


def _as_templates_expect(message: Mapping[str, Any]) -> dict[str, Any]:
    """The message without None entries, with the reasoning under both names that templates use."""
    kept = {name: value for name, value in message.items() if value is not None}
    thought = next((kept[name] for name in _REASONING if name in kept), None)
    return kept if thought is None else {"thinking": thought} | kept | {"reasoning_content": thought}


@lru_cache(maxsize=4)
def _compiled(source: str) -> jinja2.Template:
    return _environment().from_string(source)


def too_long() -> StudioError:
    return StudioError(
        "template.output",
        "The model's chat template writes more than {limit} MB for this conversation: use the model without chat.",
        limit=RENDERED_BYTES // MEGABYTE,
    )


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_GenerationBlock, loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = _raise_exception
    environment.globals["strftime_now"] = _now_as
    environment.globals["dict"] = _Dict()
    environment.globals["namespace"] = _Namespace
    return environment


class _GenerationBlock(Extension):
    """Renders the content of ``{% generation %}``, which marks the assistant's text for training, as in transformers.

    Variables set inside are local, as in a macro. For :func:`render_marked` the content stands between two letters that
    no template writes otherwise.
    """

    tags = {"generation"}  # noqa: RUF012 (jinja2 declares it so)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_written"), [], [], body).set_lineno(line)

    def _written(self, caller: Callable[[], str]) -> str:
        text = caller()
        return f"{_BEGIN}{text}{_END}" if getattr(self.environment, "marks_replies", False) else text


class _Dict:
    """Offers ``dict(...)`` and ``dict.fromkeys(...)`` without exposing the type."""

    def __call__(self, *entries: Any, **named: Any) -> dict[Any, Any]:
        return dict(*entries, **named)

    def fromkeys(self, keys: Any, value: Any = None) -> dict[Any, Any]:
        return dict.fromkeys(keys, value)


class _Namespace(Namespace):
    """Refuses names that begin with an underscore, as transformers does."""

    def __init__(*arguments: Any, **named: Any) -> None:
        # No named parameters, so that an entry can be called "self".
        self, entries = arguments[0], dict(*arguments[1:], **named)
        for name in entries:
            _check_name(name)
        Namespace.__init__(self, entries)

    def __setitem__(self, name: str, value: Any) -> None:
        _check_name(name)
        Namespace.__setitem__(self, name, value)


def _check_name(name: Any) -> None:
    if isinstance(name, str) and name.startswith("_"):
        raise SecurityError(f"a namespace cannot hold {shortened(name)!r}, which begins with an underscore")


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """Plain JSON, because jinja2's own filter escapes characters for HTML."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _raise_exception(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


def _now_as(form: str) -> str:
    return datetime.now().strftime(form)
