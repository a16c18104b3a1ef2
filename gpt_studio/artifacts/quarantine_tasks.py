"""The tasks of the helper process: operations that may hang, crash or use too much memory. Needs no torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.reply_places import reply_places
from gpt_studio.artifacts.template_rendering import check_syntax, render_template, too_long
from gpt_studio.core.errors import StudioError, say, shortened
from gpt_studio.core.limits import EXPANSION, RENDERED_TOGETHER
from gpt_studio.tokenization.files import tokenizer_from
from gpt_studio.tokenization.soundness import needs_decoding_rehearsal, needs_rehearsal, unsound
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
    """``tokenizer`` is the last one tried, from ``folder``, if its texts or ids must be tried too; else None."""

    def __init__(self) -> None:
        self.tokenizer: Tokenizer | None = None
        self.folder = ""

    def run(self, task: str, parts: Mapping[str, bytes], values: Mapping[str, Any]) -> dict[str, Any]:
        """Run the method named ``task``, and return its answer. Raises StudioError for unusable input."""
        tasks: dict[str, Callable[..., dict[str, Any]]] = {
            "try_tokenizer": self.try_tokenizer,
            "try_texts": self.try_texts,
            "try_ids": self.try_ids,
            "try_template": self.try_template,
            "render": self.render,
            "render_all": self.render_all,
            "find_replies": self.find_replies,
        }
        return tasks[task](parts, **values)

    def try_tokenizer(self, parts: Mapping[str, bytes], folder: str, room: int | None = None) -> dict[str, Any]:
        """Load the tokenizer from the files ``parts``, and encode and decode with it.

        The answer says whether texts and ids must be tried, and the highest id of the vocabulary.
        """
        self.tokenizer = None
        tokenizer = tokenizer_from(parts, Path(folder), room=room)
        backend = tokenizer.backend
        place = Path(folder) / next(iter(parts))
        failure: StudioError | None = None
        knows_a_text = False
        for text in _PROBES:
            try:
                ids = tokenizer.encode(text)
            except StudioError as error:
                if not isinstance(error.__cause__, Exception):  # a Rust panic
                    raise _encodes_nothing(place, error) from error
                failure = failure or error  # some tokenizers fail on unknown characters
                continue
            knows_a_text = knows_a_text or bool(ids and text.strip())
            if len(ids) > EXPANSION * (len(text) + 1):
                reason = say(
                    "tokenizer.expands",
                    "it makes {tokens:,} tokens of {characters} characters, and the limit is {limit:,} for each",
                    tokens=len(ids),
                    characters=len(text),
                    limit=EXPANSION,
                )
                raise unsound(place, reason)
            if not tokenizer.is_byte_level:  # byte-level tokens are decoded without the library
                _decode(tokenizer, ids[:_TRIED_IDS], place)
        if failure is not None and not knows_a_text:
            raise _encodes_nothing(place, failure) from failure
        if backend.decoder is not None and not tokenizer.is_byte_level:
            last = tokenizer.vocab_size
            _decode(tokenizer, range(min(last, _TRIED_IDS)), place)
            _decode(tokenizer, range(max(0, last - _TRIED_IDS), last), place)
        rehearse = {"rehearse_texts": needs_rehearsal(backend), "rehearse_ids": needs_decoding_rehearsal(backend)}
        if any(rehearse.values()):
            self.tokenizer, self.folder = tokenizer, folder
        return rehearse | {"highest": tokenizer.highest}

    def try_texts(self, parts: Mapping[str, bytes], folder: str) -> dict[str, Any]:
        """Encode the texts as the program will."""
        if self.tokenizer is None or folder != self.folder:
            return {"tried": False}
        for data in parts.values():
            text = data.decode()
            self.tokenizer.encode(text)
            self.tokenizer.encode_text(text)
        return {"tried": True}

    def try_ids(self, parts: Mapping[str, bytes], folder: str) -> dict[str, Any]:
        """Decode the ids as the program will."""
        if self.tokenizer is None or folder != self.folder:
            return {"tried": False}
        ids = json.loads(parts["ids"])
        text = self.tokenizer.decode(ids)
        if len(text) > EXPANSION * (len(ids) + 1) and len(ids) == 1:
            raise StudioError(
                "tokenizer.text_long_one",
                "The tokenizer in {folder} makes {characters:,} characters of one token, and the limit is {limit:,}: "
                "choose another tokenizer.",
                folder=folder,
                characters=len(text),
                limit=EXPANSION,
            )
        if len(text) > EXPANSION * (len(ids) + 1):
            raise StudioError(
                "tokenizer.text_long",
                "The tokenizer in {folder} makes {characters:,} characters of {count} tokens, and the limit is "
                "{limit:,} for each: choose another tokenizer.",
                folder=folder,
                characters=len(text),
                count=len(ids),
                limit=EXPANSION,
            )
        return {"tried": True}

    def try_template(self, parts: Mapping[str, bytes], roles: dict[str, str]) -> dict[str, Any]:
        """Check the syntax and render short conversations, which the template may refuse.

        Raises StudioError for a syntax error and for too long a text.
        """
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
        """Render one conversation; ``options`` are those of :func:`render_template`."""
        return {"text": render_template(parts["template"].decode(), messages, roles, **options)}

    def render_all(
        self,
        parts: Mapping[str, bytes],
        conversations: list[list[dict[str, Any]]],
        roles: dict[str, str],
        **options: Any,
    ) -> dict[str, Any]:
        """Render each conversation: ``{"text": ...}``, or ``{"refused": ...}`` with the template's message.

        Raises StudioError if they are longer than RENDERED_TOGETHER characters together.
        """
        source = parts["template"].decode()
        rendered: list[dict[str, str]] = []
        size = 0
        for messages in conversations:
            try:
                text = render_template(source, messages, roles, **options)
            except StudioError as error:
                if error.message.key != "template.failed":
                    raise
                rendered.append({"refused": str(error.message.values["reason"])})
                continue
            size += len(text)
            if size > RENDERED_TOGETHER:
                raise too_long()
            rendered.append({"text": text})
        return {"rendered": rendered}

    def find_replies(
        self,
        parts: Mapping[str, bytes],
        conversations: list[list[dict[str, Any]]],
        roles: dict[str, str],
        special: list[str],
    ) -> dict[str, Any]:
        """Where the assistant writes in each rendered conversation: a list of begins and ends; None if that is unknown.

        Raises StudioError if the template refuses one of them.
        """
        source = parts["template"].decode()
        return {"places": [reply_places(source, messages, roles, special) for messages in conversations]}


def _encodes_nothing(place: Path, error: StudioError) -> StudioError:
    cause = shortened(str(error.__cause__))
    return unsound(place, say("tokenizer.encodes_nothing", "it cannot encode a text ({error})", error=cause))


def _decode(tokenizer: Tokenizer, ids: Sequence[int], place: Path) -> None:
    try:
        tokenizer.decode(ids)
    except StudioError as error:
        cause = shortened(str(error.__cause__))
        raise unsound(
            place, say("tokenizer.decodes_nothing", "it cannot make text of its tokens ({error})", error=cause)
        ) from error


_CONVERSATIONS = (
    [{"role": "user", "content": "Hello"}],
    [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "How are you?"},
    ],
)
