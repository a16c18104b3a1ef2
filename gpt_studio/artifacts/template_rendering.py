"""Chat templates, rendered as transformers renders them. Run only where a stranger's program may run: in the helper."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import MEGABYTE, RENDERED_BYTES


def render_template(source: str, messages: Sequence[Mapping[str, Any]], roles: Mapping[str, str]) -> str:
    """The conversation as one text that ends where the reply begins.

    ``roles`` names the special tokens (``bos_token`` and so on). Raises StudioError if the template fails or writes
    more than 8 MB.
    """
    parts: list[str] = []
    size = 0
    try:
        for part in _compiled(source).generate(
            messages=messages, tools=None, documents=None, add_generation_prompt=True, **roles
        ):
            size += len(part.encode("utf-8", "replace"))
            if size > RENDERED_BYTES:
                raise _too_long()
            parts.append(part)
    except (StudioError, MemoryError):
        raise
    except Exception as error:  # a template is a program of someone else's: it may fail in any way
        raise StudioError(
            "template.failed",
            "The model's chat template could not lay out this conversation ({reason}): start a new one, or use the "
            "model without chat.",
            reason=shortened(str(error)) or type(error).__name__,
        ) from error
    return "".join(parts)


def check_syntax(source: str) -> None:
    """Raise StudioError if ``source`` is not a template."""
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


@lru_cache(maxsize=4)
def _compiled(source: str) -> jinja2.Template:
    return _environment().from_string(source)


def _too_long() -> StudioError:
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
    return environment


class _GenerationBlock(Extension):
    """``{% generation %}`` marks, for training, what the assistant wrote; here its content is just rendered."""

    tags = {"generation"}  # noqa: RUF012 (jinja2 declares it so)

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """Plain JSON: jinja2's own filter would escape characters for HTML."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _raise_exception(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


def _now_as(form: str) -> str:
    return datetime.now().strftime(form)
