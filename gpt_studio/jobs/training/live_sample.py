"""A short text written by the model during its training."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.inference.generate import generate
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.text_prompt import text_prompt
from gpt_studio.inference.text_stream import stream_text
from gpt_studio.models.contract import LanguageModel
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class LiveSample:
    """Writes on from ``prompt``, or starts a text where it is empty. Always with the same seed: only the model
    changes between two samples."""

    tokenizer: Tokenizer
    prompt: str
    tokens: int

    def __call__(self, model: LanguageModel) -> tuple[str, str]:
        """The prompt and what follows it."""
        end = self.tokenizer.end_of_text
        stops = () if end is None else (end,)
        prompt = text_prompt(self.tokenizer, self.prompt)
        model.eval()
        written = generate(model, prompt.ids or stops or (0,), Sampling(max_new_tokens=self.tokens, seed=0), stops)
        return self.prompt, "".join(piece.text for piece in stream_text(written, self.tokenizer, prompt=prompt))
