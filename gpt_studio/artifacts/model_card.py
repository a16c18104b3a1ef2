"""Writes ``README.md``, the model card in the form that Hugging Face shows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import ModelConfig


@dataclass(frozen=True)
class CardFacts:
    """Facts about a model and its training; None or empty is left out of the card.

    ``languages``: two-letter codes; ``data``: descriptions of the corpora; ``loss``: nats per token, and
    ``bits_per_byte``, both on held-out text; ``base``: name of the model that was fine-tuned.
    """

    name: str
    languages: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    base: str | None = None
    train_tokens: int | None = None
    steps: int | None = None
    loss: float | None = None
    bits_per_byte: float | None = None
    conversations: bool = False


def render_card(facts: CardFacts, config: ModelConfig) -> str:
    """The card as Markdown, with front matter for Hugging Face."""
    parts = [_front_matter(facts, config), _introduction(facts, config), _sizes(config)]
    if facts.data:
        parts.append("## Training data\n\n" + "\n".join(f"- {source}" for source in facts.data))
    training = _training(facts)
    if training:
        parts.append(training)
    parts.append(_how_to_load(facts))
    return "\n\n".join(parts) + "\n"


def render_adapter_card(facts: CardFacts, config: ModelConfig, base: str) -> str:
    """The card of an adapter for the model ``base`` as Markdown, with front matter for Hugging Face."""
    front = (
        f"---\nbase_model: {json.dumps(base, ensure_ascii=False)}\nlibrary_name: peft\ntags:\n- gpt-studio\n- lora\n---"
    )
    made = f"# {facts.name}\n\nA LoRA adapter for {facts.base} ({config.model_type}), trained with GPT Studio."
    parts = [front, made]
    if facts.data:
        parts.append("## Training data\n\n" + "\n".join(f"- {source}" for source in facts.data))
    training = _training(facts)
    return "\n\n".join([*parts, *([training] if training else [])]) + "\n"


def _front_matter(facts: CardFacts, config: ModelConfig) -> str:
    tags = ["gpt-studio", config.model_type, *(["conversational"] if facts.conversations else [])]
    lines = ["---"]
    if facts.languages:
        lines += ["language:", *(f"- {code}" for code in facts.languages)]
    lines += ["library_name: transformers", "pipeline_tag: text-generation"]
    lines += [f"model_name: {json.dumps(facts.name, ensure_ascii=False)}", "tags:", *(f"- {tag}" for tag in tags)]
    return "\n".join([*lines, "---"])


def _introduction(facts: CardFacts, config: ModelConfig) -> str:
    made = f"trained on from {facts.base}" if facts.base else "trained from scratch"
    kind = "answers in conversations" if facts.conversations else "continues text"
    return (
        f"# {facts.name}\n\nA {config.model_type} language model of {_count(parameter_count(config))} parameters, "
        f"{made} with GPT Studio. It {kind}."
    )


def _sizes(config: ModelConfig) -> str:
    rows = {
        "Parameters": f"{parameter_count(config):,}",
        "Layers": f"{config.layers}",
        "Heads": f"{config.heads}"
        + (f" ({config.kv_heads} for keys and values)" if config.kv_heads != config.heads else ""),
        "Hidden size": f"{config.hidden_size:,}",
        "Intermediate size": f"{config.intermediate_size:,}",
        "Context length": f"{config.context_length:,} tokens",
        "Vocabulary": f"{config.vocab_size:,} tokens",
    }
    return "## Architecture\n\n" + _table(rows)


def _training(facts: CardFacts) -> str:
    rows = {}
    if facts.steps is not None:
        rows["Steps"] = f"{facts.steps:,}"
    if facts.train_tokens is not None:
        rows["Tokens in the training text"] = f"{facts.train_tokens:,}"
    if facts.loss is not None:
        rows["Validation loss"] = f"{facts.loss:.4f} nats a token"
    if facts.bits_per_byte is not None:
        rows["Bits per byte"] = f"{facts.bits_per_byte:.4f} on held-out text"
    return "## Training\n\n" + _table(rows) if rows else ""


def _table(rows: dict[str, str]) -> str:
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())])


def _count(number: int) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= size:
            return f"{number / size:.3g} {word}"
    return str(number)


_PROMPT = 'tokenizer("Once upon a time", return_tensors="pt")'
_CONVERSATION = """tokenizer.apply_chat_template(
    [{"role": "user", "content": "Hello!"}], add_generation_prompt=True, return_tensors="pt", return_dict=True
)"""


def _how_to_load(facts: CardFacts) -> str:
    return f"""\
## How to load it

```python
from transformers import AutoModelForCausalLM, AutoTokenizer
folder = "."  # the folder that holds this file
tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModelForCausalLM.from_pretrained(folder)
prompt = {_CONVERSATION if facts.conversations else _PROMPT}
print(tokenizer.decode(model.generate(**prompt, max_new_tokens=100)[0], skip_special_tokens=True))
```"""
