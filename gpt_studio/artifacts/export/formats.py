"""The registry of export formats. Needs no torch: a format's file is imported when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from gpt_studio.core.errors import Message, StudioError, say

if TYPE_CHECKING:
    from gpt_studio.artifacts.export.meter import Meter
    from gpt_studio.artifacts.export.source import Source

GIGABYTE = 1_000_000_000
GGUF_ENDING = ".gguf"
NUMBERS_OF_ADAPTERS = ("f16", "bf16", "f32")
GGUF = (
    *("gpt2", "llama", "qwen3", "qwen2", "gemma3_text", "smollm3"),
    *("mistral", "gpt_neox", "gpt_neo", "phi3", "olmo2", "gemma2"),
)
"""The architectures that llama.cpp computes as this program does."""


@dataclass(frozen=True)
class Options:
    """``shard_bytes`` is the most that one file of a sharded folder may hold; a larger tensor has one to itself."""

    shard_bytes: int = 2 * GIGABYTE


class Export(Protocol):
    """A model that was checked and is ready to be written."""

    @property
    def size(self) -> int:
        """About how many bytes will be written."""
        ...

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the format cannot hold or holds differently."""
        ...

    def write(self, place: Path, meter: Meter) -> None:
        """Fill ``place``: a file to make, or for a format without an ending an empty folder."""
        ...


class FormatFile(Protocol):
    """What each format's file defines."""

    def prepare(self, source: Source, form: Format, options: Options) -> Export:
        """Raises StudioError for a model that the format cannot hold."""
        ...


@dataclass(frozen=True)
class Format:
    """``ending``: that of the file, "" for a folder. ``numbers``: how weights are stored, "" for unchanged."""

    name: str
    file: str
    ending: str
    numbers: str
    title: Message
    about: Message

    def suits(self, model_type: str, *, adapter: bool = False) -> bool:
        """Whether the format can hold this architecture, or an adapter of it. An option may still be refused."""
        if adapter:
            return self.ending == GGUF_ENDING and self.numbers in NUMBERS_OF_ADAPTERS and model_type in GGUF
        return self.ending != GGUF_ENDING or model_type in GGUF

    def load(self) -> FormatFile:
        return cast("FormatFile", import_module(f"gpt_studio.artifacts.export.{self.file}"))


FORMATS = (
    Format(
        "zip",
        "zip_file",
        ".zip",
        "",
        say("export.zip", "One zip file"),
        say(
            "export.zip.about",
            "For sending it to somebody or keeping a copy: the whole model in one file. Unpacked, it opens in this "
            "program.",
        ),
    ),
    Format(
        "gguf-q8_0",
        "gguf_file",
        GGUF_ENDING,
        "q8_0",
        say("export.gguf_q8_0", "GGUF, 8 bits"),
        say(
            "export.gguf_q8_0.about",
            "For llama.cpp, Ollama and LM Studio: a quarter of float32's size, and hardly a difference in what it "
            "writes.",
        ),
    ),
    Format(
        "gguf-q4_0",
        "gguf_file",
        GGUF_ENDING,
        "q4_0",
        say("export.gguf_q4_0", "GGUF, 4 bits"),
        say(
            "export.gguf_q4_0.about",
            "For llama.cpp, Ollama and LM Studio where memory is short: about a fifth of float32's size. What it "
            "writes differs somewhat, the more so the smaller the model is.",
        ),
    ),
    Format(
        "gguf-f16",
        "gguf_file",
        GGUF_ENDING,
        "f16",
        say("export.gguf_f16", "GGUF, float16"),
        say("export.gguf_f16.about", "For llama.cpp, Ollama and LM Studio: half of float32's size, nearly exact."),
    ),
    Format(
        "gguf-bf16",
        "gguf_file",
        GGUF_ENDING,
        "bf16",
        say("export.gguf_bf16", "GGUF, bfloat16"),
        say(
            "export.gguf_bf16.about",
            "For llama.cpp, Ollama and LM Studio: half of float32's size, for models whose numbers float16 cannot "
            "hold.",
        ),
    ),
    Format(
        "gguf-f32",
        "gguf_file",
        GGUF_ENDING,
        "f32",
        say("export.gguf_f32", "GGUF, float32"),
        say(
            "export.gguf_f32.about",
            "For llama.cpp, Ollama and LM Studio: every number as it is, to quantise it yourself.",
        ),
    ),
    Format(
        "safetensors",
        "sharded_folder",
        "",
        "",
        say("export.safetensors", "Folder in parts"),
        say(
            "export.safetensors.about",
            "For places that take no large files: the weights in several files with an index, as transformers reads "
            "them.",
        ),
    ),
    Format(
        "float16",
        "half_folder",
        "",
        "float16",
        say("export.float16", "Folder in float16"),
        say("export.float16.about", "For transformers on a graphics card: half of float32's size, nearly exact."),
    ),
    Format(
        "bfloat16",
        "half_folder",
        "",
        "bfloat16",
        say("export.bfloat16", "Folder in bfloat16"),
        say(
            "export.bfloat16.about",
            "For transformers on a newer graphics card: half of float32's size, and no number is too large for it.",
        ),
    ),
)


def format_named(name: str) -> Format:
    """The format called ``name``. Raises StudioError if there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise StudioError(
        "export.unknown",
        'There is no format "{name}" to export to: choose one of {known}.',
        name=name,
        known=", ".join(known.name for known in FORMATS),
    )
