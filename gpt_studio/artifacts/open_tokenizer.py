"""Opens a tokenizer of unknown origin after testing it in the helper process. Needs no torch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from gpt_studio.artifacts.find_model import tokenizer_folder
from gpt_studio.artifacts.quarantine import HelperDied, Quarantine
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import MEGABYTE, TEXT_SECONDS, TOKENIZER_SECONDS, TOKENIZER_SECONDS_PER_MEGABYTE
from gpt_studio.tokenization.files import MARKS, TOKENIZER, read_tokenizer_files, tokenizer_from
from gpt_studio.tokenization.special_tokens import CONFIG
from gpt_studio.tokenization.tokenizer import Tokenizer


def open_tokenizer(folder: Path, quarantine: Quarantine, room: int | None = None) -> Tokenizer:
    """The tokenizer in ``folder``; it stays usable after ``quarantine`` is closed.

    ``room``: number of ids that its model knows. If some text might take very long, every text is encoded in the
    helper before it is encoded here; likewise for decoding. Raises StudioError if there is no tokenizer, if it is
    damaged, or if it ends the helper.
    """
    folder = tokenizer_folder(folder)
    files = read_tokenizer_files(folder)
    try:
        answer = quarantine.ask("try_tokenizer", _seconds(files), files, folder=str(folder), room=room)
    except HelperDied as died:
        place = folder / next(iter(files))
        raise StudioError(
            "tokenizer.harmful",
            "{path} cannot be used: {reason}. Get a good copy of it, or choose another tokenizer.",
            path=place,
            reason=died.reason,
        ) from died
    tokenizer = tokenizer_from(files, folder, room=room, highest=answer["highest"])
    if answer["rehearse_texts"] or answer["rehearse_ids"]:
        rehearsal = _Rehearsal(tokenizer, folder, quarantine)
        tokenizer.rehearse = rehearsal.texts if answer["rehearse_texts"] else None
        tokenizer.rehearse_ids = rehearsal.ids if answer["rehearse_ids"] else None
    return tokenizer


class _Rehearsal:
    """Encodes texts and decodes ids in the helper first, to check that this terminates within the limits."""

    def __init__(self, tokenizer: Tokenizer, folder: Path, quarantine: Quarantine) -> None:
        self._files = {
            TOKENIZER: tokenizer.backend.to_str().encode(),
            CONFIG: json.dumps(tokenizer.roles | {MARKS: sorted(tokenizer.marks)}).encode(),
        }
        self._folder, self._quarantine = folder, quarantine

    def texts(self, texts: Sequence[str]) -> None:
        parts = {str(place): text.encode("utf-8", "replace") for place, text in enumerate(texts)}
        try:
            self._try("try_texts", TEXT_SECONDS + sum(map(len, parts.values())) / MEGABYTE, parts)
        except HelperDied as died:
            raise StudioError(
                "tokenizer.text_harmful",
                "The tokenizer in {folder} cannot encode this text: {reason}. Change the text, or choose another "
                "tokenizer.",
                folder=self._folder,
                reason=died.reason,
            ) from died

    def ids(self, ids: Sequence[int]) -> None:
        try:
            self._try("try_ids", TEXT_SECONDS, {"ids": json.dumps(list(ids)).encode()})
        except HelperDied as died:
            raise StudioError(
                "tokenizer.ids_harmful",
                "The tokenizer in {folder} cannot make text of what the model writes: {reason}. Get a good copy of "
                "it, or choose another model.",
                folder=self._folder,
                reason=died.reason,
            ) from died

    def _try(self, task: str, seconds: float, parts: dict[str, bytes]) -> None:
        folder = str(self._folder)
        if not self._quarantine.ask(task, seconds, parts, folder=folder)["tried"]:
            self._quarantine.ask("try_tokenizer", _seconds(self._files), self._files, folder=folder, room=None)
            self._quarantine.ask(task, seconds, parts, folder=folder)


def _seconds(files: dict[str, bytes]) -> float:
    return TOKENIZER_SECONDS + TOKENIZER_SECONDS_PER_MEGABYTE * sum(map(len, files.values())) / MEGABYTE
