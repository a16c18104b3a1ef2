"""The settings of generation. They need no torch: the window shows them before torch is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.artifacts.generation_config import Generation, longest_text
from gpt_studio.core.fields import setting, settings_of


@dataclass(frozen=True)
class Sampling:
    """The settings of one generated text, with the meanings that Hugging Face transformers gives them."""

    temperature: float = setting(
        0.8,
        label="Temperature",
        concept="temperature",
        help="How daring the choice is. 0 always takes the likeliest token; 1 follows the model's own probabilities; "
        "above that it grows wild.",
        minimum=0.0,
        maximum=2.0,
    )
    top_p: float = setting(
        0.95,
        label="Top-p",
        concept="top_p",
        help="Choose only among the likeliest tokens that together have this probability. 1 leaves all of them in.",
        minimum=0.0,
        maximum=1.0,
    )
    top_k: int = setting(
        0,
        label="Top-k",
        concept="top_k",
        help="Choose only among this many of the likeliest tokens. 0 leaves all of them in.",
        unit="tokens",
        minimum=0,
        maximum=1_000_000,
    )
    repetition_penalty: float = setting(
        1.0,
        label="Repetition penalty",
        concept="repetition_penalty",
        help="Above 1, tokens already in the text become less likely, against loops. 1 turns it off; 1.1 is gentle.",
        minimum=0.1,
        maximum=5.0,
    )
    presence_penalty: float = setting(
        0.0,
        label="Presence penalty",
        help="Makes every token that the model has already written in this text less likely, however often: new words, "
        "new subjects. 0 turns it off; below 0 it likes to repeat itself.",
        minimum=-2.0,
        maximum=2.0,
        advanced=True,
    )
    frequency_penalty: float = setting(
        0.0,
        label="Frequency penalty",
        help="Makes a token less likely each time that the model writes it in this text, against overused words. 0 "
        "turns it off; below 0 it likes to repeat itself.",
        minimum=-2.0,
        maximum=2.0,
        advanced=True,
    )
    min_p: float = setting(
        0.0,
        label="Min-p",
        help="Choose only among tokens that have at least this share of the likeliest one's probability. 0 leaves all "
        "of them in.",
        minimum=0.0,
        maximum=1.0,
        advanced=True,
    )
    typical_p: float = setting(
        1.0,
        label="Typical-p",
        help="Choose only among the tokens nearest to what is to be expected that together have this probability. 1 "
        "leaves all of them in.",
        minimum=0.0,
        maximum=1.0,
        advanced=True,
    )
    no_repeat_ngram_size: int = setting(
        0,
        label="No repeated runs",
        help="No run of this many tokens may stand in the text twice, the prompt included. 0 allows repetition.",
        unit="tokens",
        minimum=0,
        maximum=1_000_000,
        advanced=True,
    )
    min_new_tokens: int = setting(
        0,
        label="Minimum length",
        help="The model cannot end the text before so many tokens. 0 lets it end at any time.",
        unit="tokens",
        minimum=0,
        maximum=1_000_000,
        advanced=True,
    )
    max_new_tokens: int = setting(
        300,
        label="Maximum length",
        help="Stop after this many tokens, if the model has not come to an end by itself.",
        unit="tokens",
        minimum=1,
        maximum=1_000_000,
    )
    stop: tuple[str, ...] = setting(
        (),
        label="Stop texts",
        help="End the text where one of these comes; it is not shown. One that holds spaces stands in quotes; \\n is a "
        "line break.",
        advanced=True,
    )
    forbidden: tuple[str, ...] = setting(
        (),
        label="Forbidden texts",
        help="The model never writes one of these, letter for letter.",
        advanced=True,
    )
    begin_with: str = setting(
        "",
        label="Beginning",
        help="The text begins with these words, and the model goes on from them.",
        advanced=True,
    )
    when_full: str = setting(
        "slide",
        label="When the context is full",
        help="A model sees only so many tokens at once. It can forget the older half of the text and write on, or stop "
        "there.",
        choices={"slide": "Forget the beginning", "stop": "Stop writing"},
        advanced=True,
    )
    seed: int | None = setting(
        None,
        label="Seed",
        concept="seed",
        help="The number from which all chance is drawn: the same seed gives the same text. Automatic takes "
        "a new one each time.",
        minimum=0,
        maximum=2**63 - 1,
    )


@dataclass(frozen=True)
class Bans:
    """Token ids that a folder forbids: ``always``, as the first new token (``at_first``), and as ``sequences``."""

    always: tuple[int, ...] = ()
    at_first: tuple[int, ...] = ()
    sequences: tuple[tuple[int, ...], ...] = ()


def bans_from(generation: Generation) -> Bans:
    """What ``generation_config.json`` forbids, except bad words that end a text (as in transformers)."""
    ends = {(token,) for token in generation.eos_token_ids}
    sequences = tuple(sequence for sequence in generation.bad_words_ids if sequence not in ends)
    return Bans(generation.suppress_tokens, generation.begin_suppress_tokens, sequences)


def sampling_from(generation: Generation, context_length: int) -> Sampling:
    """The settings of ``generation_config.json``; this program's defaults where it sets nothing.

    Values are clamped to the range of their fields. A file that does not ask for sampling gets this program's defaults
    for it too: with the likeliest token only, small models repeat themselves. The maximum length is
    :func:`longest_text` where the file sets none, or one that leaves no room in the context.
    """
    stated, limit = generation.max_new_tokens, longest_text(context_length)
    wanted: dict[str, float | None] = {
        "repetition_penalty": generation.repetition_penalty,
        "no_repeat_ngram_size": generation.no_repeat_ngram_size,
        "min_new_tokens": generation.min_new_tokens,
        "max_new_tokens": limit if stated is None or stated >= context_length else stated,
    }
    if generation.do_sample:
        # The defaults of transformers for a file that samples without setting these.
        wanted["temperature"] = 1.0 if generation.temperature is None else generation.temperature
        wanted["top_p"] = 1.0 if generation.top_p is None else generation.top_p
        wanted["top_k"] = 50 if generation.top_k is None else generation.top_k
        wanted["min_p"], wanted["typical_p"] = generation.min_p, generation.typical_p
    fitted = {}
    for described in settings_of(Sampling):
        value = wanted.get(described.name)
        if value is not None and described.minimum is not None and described.maximum is not None:
            fitted[described.name] = described.kind(min(max(value, described.minimum), described.maximum))
    return Sampling(**fitted)
