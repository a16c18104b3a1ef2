"""The files of many prompts and of the texts that go on from them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from gpt_studio.core.decode import decode
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.durable import make_folder, refuse_strange
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import CONVERSATION_BYTES, SCORED_BYTES
from gpt_studio.core.regular_file import is_there, read_regular
from gpt_studio.core.strict_json import parse

JSON_LINES, CSV = (".jsonl", ".ndjson"), (".csv",)


@dataclass(frozen=True)
class Prompt:
    """``line`` is its number in the file, from 1 on."""

    line: int
    text: str


@dataclass(frozen=True)
class Continued:
    """One line of the result: the prompt, the text that the model wrote after it, and from which seed."""

    line: int
    prompt: str
    text: str
    tokens: int
    ended: str
    seed: int
    model: str


def read_prompts(path: Path) -> list[Prompt]:
    """The prompts of a file: each line of text, or each line of JSON Lines, which is a text or has one as ``prompt``.
    Empty lines are left out. Raises StudioError."""
    data = read_regular(path, SCORED_BYTES)
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise StudioError(
            "prompts.not_utf8",
            "{path} is not UTF-8, from byte {place} on: convert it first.",
            path=path,
            place=error.start,
        ) from error
    numbered = [(number, line.removesuffix("\r")) for number, line in enumerate(lines, 1) if line.strip()]
    if path.suffix.lower() in JSON_LINES:
        found = [Prompt(number, _of_json(line, number, path)) for number, line in numbered]
    else:
        found = [Prompt(number, line) for number, line in numbered]
    if not found:
        raise StudioError("prompts.none", "{path} holds no prompt: write one a line.", path=path)
    return found


def _of_json(line: str, number: int, path: Path) -> str:
    value = parse(line.encode(), Path(f"{path}, line {number},"))
    if isinstance(value, dict):
        value = value.get("prompt")
    if not isinstance(value, str):
        raise StudioError(
            "prompts.no_prompt",
            "Line {number} of {path} has no prompt: write {example} on each line, or take a file of plain text.",
            number=number,
            path=path,
            example='{"prompt": "..."}',
        )
    return value


class ContinuedFile:
    """The file of results, in the form that its name ends with. It only grows, by whole lines."""

    def __init__(self, path: Path) -> None:
        suffix = path.suffix.lower()
        if suffix not in (*JSON_LINES, *CSV):
            raise StudioError(
                "prompts.out_suffix",
                "{path} must end with .csv for a table or with .jsonl for JSON Lines.",
                path=path,
            )
        self.path = path
        self._csv = suffix in CSV

    def resume(self) -> list[Continued]:
        """What the file holds already. A last line that is torn, because the program was killed, is cut off.

        Raises StudioError for a file of another kind, and DiskError.
        """
        refuse_strange(self.path)
        if not is_there(self.path):
            return []
        data = read_regular(self.path, CONVERSATION_BYTES)
        whole = _whole_lines(data, quoted=self._csv)
        found = self._rows(data[:whole])
        if whole < len(data):
            with disk_errors(self.path):
                os.truncate(self.path, whole)
        return found

    def append(self, rows: Iterable[Continued]) -> None:
        """Write ``rows`` behind what is there, onto the disk itself: all of them or none. Raises DiskError."""
        with disk_errors(self.path):
            make_folder(self.path.parent)
            refuse_strange(self.path)
            with self.path.open("ab", buffering=0) as file:
                before = file.seek(0, os.SEEK_END)
                rest = memoryview(self._written(rows, header=before == 0))
                try:
                    while rest:
                        rest = rest[file.write(rest) :]
                    os.fsync(file.fileno())
                except OSError:
                    with contextlib.suppress(OSError):
                        file.truncate(before)
                    raise

    def _written(self, rows: Iterable[Continued], *, header: bool) -> bytes:
        if not self._csv:
            lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
            return "".join(lines).encode("utf-8", "replace")
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        if header:
            writer.writerow(_NAMES)
        writer.writerows(asdict(row).values() for row in rows)
        return text.getvalue().encode("utf-8", "replace")

    def _rows(self, data: bytes) -> list[Continued]:
        try:
            text = data.decode()
            if self._csv:
                return [decode(Continued, _of_cells(cells), self.path) for cells in _cells(text)]
            return [decode(Continued, parse(line.encode(), self.path), self.path) for line in text.split("\n")[:-1]]
        except (StudioError, ValueError, csv.Error) as error:
            raise StudioError(
                "prompts.other_file",
                "{path} holds something else than texts that were written here: name another file.",
                path=self.path,
            ) from error


_NAMES = [field.name for field in fields(Continued)]


def _cells(text: str) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if rows and rows[0] != _NAMES:
        raise ValueError("another table")
    return rows[1:]


def _of_cells(cells: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(zip(_NAMES, cells, strict=True))
    return found | {name: int(found[name]) for name in ("line", "tokens", "seed")}


def _whole_lines(data: bytes, *, quoted: bool) -> int:
    """The length of ``data`` up to the end of the last whole line. Line ends between quotation marks end none."""
    if not quoted:
        return data.rfind(b"\n") + 1
    end, place, marks = 0, 0, 0
    while (after := data.find(b"\n", place) + 1) > 0:
        marks += data.count(b'"', place, after)
        place = after
        if marks % 2 == 0:
            end = after
    return end


def check_resumed(
    found: Sequence[Continued], prompts: Sequence[Prompt], seeds: Sequence[int], model: str, path: Path
) -> None:
    """Raises StudioError unless ``found`` are the first results of these prompts, seeds and model."""
    for row, prompt, seed in zip(found, prompts, seeds, strict=False):
        if (row.line, row.prompt, row.seed, row.model) != (prompt.line, prompt.text, seed, model):
            raise StudioError(
                "prompts.other_texts",
                "{path} holds texts of another prompt, seed or model ({prompt}): name another file, or remove it.",
                path=path,
                prompt=shortened(row.prompt),
            )
    if len(found) > len(prompts):
        raise StudioError(
            "prompts.more_texts",
            "{path} holds more texts than there are prompts: name another file, or remove it.",
            path=path,
        )
