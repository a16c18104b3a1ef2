"""The settings for training a tokenizer, and their checks."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import FieldError
from gpt_studio.core.fields import setting, validate

END_OF_TEXT = "<|endoftext|>"
IM_START = "<|im_start|>"
IM_END = "<|im_end|>"
BYTES = 256


@dataclass(frozen=True)
class TokenizerSettings:
    """Byte-level BPE: 256 byte tokens can encode every text; merges join frequent pairs into longer tokens."""

    vocab_size: int = setting(
        8192,
        label="Vocabulary size",
        concept="vocabulary",
        help="How many different tokens the model knows. More tokens make texts shorter but the model larger. "
        "A short text gives fewer.",
        unit="tokens",
        minimum=BYTES + 1,
        maximum=1_000_000,
    )
    min_frequency: int = setting(
        2,
        label="Minimum frequency",
        help="Two tokens are merged into a new one only if they stand side by side at least this often.",
        unit="times",
        minimum=1,
        maximum=1_000_000,
        advanced=True,
    )
    most_text: int = setting(
        100,
        label="Text to learn from",
        help="Of a longer text, the tokenizer learns from a sample of at most this size, spread evenly over all of it: "
        "that packs text about as well and takes less time. The model reads all of your text. The sample is held in "
        "memory.",
        unit="MB",
        minimum=1,
        maximum=2_000,
        advanced=True,
    )
    special_tokens: tuple[str, ...] = setting(
        (END_OF_TEXT, IM_START, IM_END),
        label="Special tokens",
        concept="special_token",
        help="Marks with a meaning of their own: the end of a text, and the start and end of a turn in a conversation. "
        "If you change the list, the marks in it are recognised in your texts and prompts, each as one token; "
        "otherwise only the program sets them.",
        advanced=True,
    )


def smallest_vocabulary(settings: TokenizerSettings) -> int:
    """The smallest vocabulary size: the bytes, the special tokens and one merge."""
    return BYTES + len(settings.special_tokens) + 1


def check_settings(settings: TokenizerSettings) -> None:
    """Raise the FieldError of the first invalid setting."""
    validate(settings)
    seen: set[str] = set()
    for token in settings.special_tokens:
        if not token.strip() or token != token.strip():
            raise FieldError(
                "tokenizer.special_blank",
                "The special token {token!r} is empty or has blanks around it: write one like <|name|>.",
                field="special_tokens",
                token=token,
            )
        if len(token) == 1:
            raise FieldError(
                "tokenizer.special_short",
                "The special token {token!r} is a single character, which ordinary text needs: write one like "
                "<|name|>.",
                field="special_tokens",
                token=token,
            )
        if token in seen:
            raise FieldError(
                "tokenizer.special_twice",
                "The special token {token!r} is listed twice: remove one.",
                field="special_tokens",
                token=token,
            )
        seen.add(token)
    if settings.vocab_size < smallest_vocabulary(settings):
        raise FieldError(
            "tokenizer.vocab_small",
            "A vocabulary of {vocab_size} is too small: the {byte_count} bytes, {special_count} special tokens and at "
            "least one merge need {minimum}. Choose {minimum} or more.",
            field="vocab_size",
            vocab_size=settings.vocab_size,
            byte_count=BYTES,
            special_count=len(settings.special_tokens),
            minimum=smallest_vocabulary(settings),
        )
