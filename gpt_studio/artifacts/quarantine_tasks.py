"""The tasks of the helper process: to try what may hang, crash or grow without end. Needs no torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.template_rendering import check_syntax, render_template
from gpt_studio.core.errors import StudioError, say, shortened
from gpt_studio.core.limits import EXPANSION
from gpt_studio.tokenization.files import tokenizer_from
from gpt_studio.tokenization.soundness import needs_rehearsal, unsound
from gpt_studio.tokenization.tokenizer import Tokenizer

_TRIED_IDS = 1_000
_RUN = 500  # characters
_PROBES = (
    "",
    " ",
    "Hello, world! ¿Qué tal? 你好 🙂\r\n\t0123456789 don't <|im_start|>user",
    *(character * _RUN + end for character in "a 1.\n-_é" for end in ("", "!", "a")),
    "ab" * _RUN + "!",
    "a b " * _RUN + "\u0000",
)


class Tasks:
    """``tokenizer`` is the one tried last, kept if its texts are to be tried too."""

    def __init__(self) -> None:
        self.tokenizer: Tokenizer | None = None

    def run(self, task: str, parts: Mapping[str, bytes], values: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of a task, each of which is a method. Raises StudioError for what cannot be used."""
        tasks: dict[str, Callable[..., dict[str, Any]]] = {
            "try_tokenizer": self.try_tokenizer,
            "try_texts": self.try_texts,
            "try_template": self.try_template,
            "render": self.render,
        }
        return tasks[task](parts, **values)

    def try_tokenizer(self, parts: Mapping[str, bytes], folder: str, room: int | None = None) -> dict[str, Any]:
        """Read the tokenizer in the files ``parts``; encode and decode with it. Says whether texts must be tried, and
        which is the highest id of its vocabulary."""
        self.tokenizer = None
        tokenizer = tokenizer_from(parts, Path(folder), room=room)
        backend = tokenizer.backend
        place = Path(folder) / next(iter(parts))
        for text in _PROBES:
            try:
                ids = tokenizer.encode(text)
            except StudioError as error:
                cause = shortened(str(error.__cause__))
                raise unsound(
                    place, say("tokenizer.encodes_nothing", "it cannot encode a text ({error})", error=cause)
                ) from error
            if len(ids) > EXPANSION * (len(text) + 1):
                reason = say(
                    "tokenizer.expands",
                    "it makes {tokens} tokens of {characters} characters",
                    tokens=len(ids),
                    characters=len(text),
                )
                raise unsound(place, reason)
            if not tokenizer.is_byte_level:  # those are decoded without the library
                tokenizer.decode(ids[:_TRIED_IDS])
        if backend.decoder is not None and not tokenizer.is_byte_level:
            last = tokenizer.vocab_size
            tokenizer.decode(range(min(last, _TRIED_IDS)))
            tokenizer.decode(range(max(0, last - _TRIED_IDS), last))
        rehearse = needs_rehearsal(backend)
        if rehearse:
            self.tokenizer = tokenizer
        return {"rehearse": rehearse, "highest": tokenizer.highest}

    def try_texts(self, parts: Mapping[str, bytes]) -> dict[str, Any]:
        """Encode the texts as the program is going to."""
        if self.tokenizer is None:
            return {"tried": False}
        for data in parts.values():
            self.tokenizer.encode(data.decode())
        return {"tried": True}

    def try_template(self, parts: Mapping[str, bytes], roles: dict[str, str]) -> dict[str, Any]:
        """Whether it can be read, and what is wrong if a short conversation makes it fail (which it may)."""
        source = parts["template"].decode()
        check_syntax(source)
        for messages in _CONVERSATIONS:
            try:
                render_template(source, messages, roles)
            except StudioError as error:
                if error.message.key != "template.failed":
                    raise
        return {}

    def render(
        self, parts: Mapping[str, bytes], messages: list[dict[str, Any]], roles: dict[str, str], **options: Any
    ) -> dict[str, Any]:
        """The options are those of :func:`render_template`."""
        return {"text": render_template(parts["template"].decode(), messages, roles, **options)}


_CONVERSATIONS = (
    [{"role": "user", "content": "Hello"}],
    [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "How are you?"},
    ],
)
