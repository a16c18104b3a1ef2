"""The ``Modelfile`` from which Ollama makes a model: the GGUF file, its chat template, where replies end, sampling.

Reference: https://github.com/ollama/ollama/blob/main/docs/modelfile.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.export.gguf_settings import context_in_gguf
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.export.turn_template import TurnTemplate, taken_apart
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import render_chat
from gpt_studio.artifacts.validate import Language

_QUOTES = '"""'
_LONGEST_CONTEXT = 8192  # tokens; more takes memory that few conversations need
_NAMES_THE_DAY = "strftime_now"


def modelfile(source: Source, file: str, numbers: Mapping[str, float], adapter: str = "") -> str:
    """The text of a Modelfile beside ``file``. ``numbers``: how it writes, by Ollama's names of the parameters.

    For the file of an ``adapter``, ``file`` is that of its model.
    """
    lines = [f"# {_one_line(source.name)}, for Ollama: ollama create NAME -f THIS_FILE"]
    if adapter:
        lines.append("# The adapter needs its model: export that as GGUF too, and name its file here.")
    lines.append(f"FROM ./{file}")
    if adapter:
        lines.append(f"ADAPTER ./{adapter}")
    lines += ["", *_template(source.language), ""]
    context = min(context_in_gguf(source.config), _LONGEST_CONTEXT)
    lines += [f"PARAMETER num_ctx {context}", *(f"PARAMETER {name} {value:g}" for name, value in numbers.items())]
    lines += [f"PARAMETER stop {_quoted(text)}" for text in _stops(source.language)]
    return "\n".join(lines) + "\n"


def _template(language: Language) -> Iterator[str]:
    template = language.chat_template
    if template is None:
        yield "# The model has no chat template: it goes on from the text that it is given."
        yield f"TEMPLATE {_QUOTES}{{{{ .Prompt }}}}{_QUOTES}"
        return
    found = _for_turns(template, language)
    if found is None:
        yield "# TEMPLATE is left out: the model's chat template depends on more than the turns, which Ollama's cannot"
        yield "# say. Ollama then looks for a template like the one inside the GGUF file."
        return
    if _NAMES_THE_DAY in template.source:
        yield "# The model's chat template names the day. This one always names the day of the export."
    yield f"TEMPLATE {_QUOTES}{found}{_QUOTES}"


def _for_turns(template: ChatTemplate, language: Language) -> str | None:
    roles = language.tokenizer.roles
    with Quarantine() as quarantine:
        found = taken_apart(lambda turns: render_chat(template, roles, turns, quarantine))
    if found is None:
        return None
    written = _without_start(found, _added_start(language)).for_ollama()
    return None if _QUOTES in written else written


def _added_start(language: Language) -> str:
    """The token that the tokenizer puts before each text, and llama.cpp too."""
    plain, whole = (language.tokenizer.encode("a", add_special_tokens=special) for special in (False, True))
    if len(whole) <= len(plain) or whole[1 : 1 + len(plain)] != plain:
        return ""
    return language.tokenizer.backend.id_to_token(whole[0]) or ""


def _without_start(template: TurnTemplate, start: str) -> TurnTemplate:
    return TurnTemplate(
        template.start.removeprefix(start),
        template.system_start.removeprefix(start),
        template.after_system,
        template.answer,
        template.again,
        template.reply,
    )


def _stops(language: Language) -> Sequence[str]:
    """The texts at which a reply ends: Ollama stops at texts, not at tokens."""
    backend = language.tokenizer.backend
    tokens = (backend.id_to_token(number) for number in (*language.turn_end.ids, *language.stop_ids))
    texts = (*tokens, *(text.strip("\n") for text in language.turn_end.texts))
    return tuple(dict.fromkeys(text for text in texts if text and text.isprintable()))


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"{_QUOTES}{text}{_QUOTES}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
