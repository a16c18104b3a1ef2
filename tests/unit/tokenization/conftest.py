"""Fixtures: a tokenizer trained by the engine, and texts that are hard to tokenize correctly."""

from __future__ import annotations

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer

STORY = (
    "The old fisherman's boat wouldn't leave the harbour; they'd said so in 1984, and again in 2,021.\n"
    "La niña soñó que el pingüino cantaba: «¡Qué corazón!» — ¿y después? Nadie contestó.\n\n"
    "\tif x == 10:  # two  blanks\n\t\treturn  'done'\n北京的天气很好。東京 شمس وقمر 🙂👩‍👩‍👧\n"
)


@pytest.fixture(scope="session")
def trained() -> Tokenizer:
    """400 tokens, learned from a few lines in several scripts."""
    return train_tokenizer([STORY] * 20, TokenizerSettings(vocab_size=400), JobContext())


def hostile_texts() -> list[str]:
    """A hundred and more: scripts, emoji, blanks of all kinds, every byte value, and what only looks special."""
    texts = [
        "",
        " ",
        "   ",
        "\n",
        "\n\n \n\t\n",
        "\r\n",
        "\r",
        "a\u00a0b\u2003c\u3000d",
        "zero\u200bwidth\u200djoiner\ufeff",
        "\t\ttabs\tand  runs   of    blanks     ",
        " leading and trailing ",
        "don't can't we'll I'm you've they're he'd it's 'S 'RE",
        "ñandú, pingüino, corazón, ¿qué? ¡así!",
        "n\u0303 is not \u00f1 until composed",
        "e\u0301\u0302\u0303 stacked",
        "北京的天气很好。東京、大阪",
        "한국어 텍스트",
        "نص عربي مع تشكيل: مُحَمَّد",
        "עברית עם ניקוד: שָׁלוֹם",
        "हिन्दी ไทย ქართული",
        "🙂🙃👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇪🇸",
        "\U0001f9ff\U00020000\U0010ffff",
        "<|endoftext|>",
        "a<|endoftext|>b",
        "<|im_start|>user\nHi<|im_end|>\n",
        "<|im_start|> <|im_end|><|endoftext|><|endoftext|>",
        "<|endoftext| > <|im_start <|unknown|>",
        "0 00 000 1234567890 3.14159 1,000,000",
        "x=1;y+=2//3**4 && ~!@#$%^&*()_+",
        "https://example.org/a?b=c&d=%20#e",
        "A" * 300,
        "ab" * 200 + " " * 50,
        "\x00\x01\x02\x1f\x7f\x80\x9f\x85\u2028\u2029",
        "\x1c\x1d\x1e\x1f a \x1c b",
        "ĠĊ are GPT-2's own signs for blank and newline",
        "".join(map(chr, range(256))),
    ]
    texts += [f"a{chr(byte)}{chr(byte)} {chr(byte)}b" for byte in (*range(33), *range(127, 162))]
    return [*texts, STORY, STORY[::-1]]
