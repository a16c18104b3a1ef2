"""Rows for tokens that a model did not have."""

from __future__ import annotations

import pytest
import torch
from tiny_models import CASES, PLAIN, make

from gpt_studio.models.build import build_on_meta
from gpt_studio.models.more_rows import grown, with_rows
from gpt_studio.models.registry import family

FORMS = [*PLAIN, "llama tied, one key-value head"]


@pytest.mark.parametrize("case", FORMS)
def test_a_grown_model_gives_old_tokens_the_numbers_that_they_had(case: str) -> None:
    theirs = make(CASES[case]).eval()
    kind = family(theirs.config.model_type)
    config = kind.config.from_hf(theirs.config.to_dict())
    before = kind.model(config)
    naming = before.weight_names
    named = {naming.from_hf(name): (name, tensor) for name, tensor in theirs.state_dict().items()}
    weights = {}
    for name, _ in before.named_parameters():
        stored, tensor = named[name]
        weights[name] = tensor.T.contiguous() if naming.is_transposed(stored) else tensor
    after = build_on_meta(with_rows(config, config.vocab_size + 2))
    after.load_state_dict(grown(weights, config, config.vocab_size, config.vocab_size + 2), strict=False, assign=True)
    ids = torch.randint(config.vocab_size, (1, 20), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        logits = after.eval().logits(after(ids))
        assert torch.equal(logits[..., :-2].argmax(-1), theirs(ids).logits.argmax(-1))
        torch.testing.assert_close(logits[..., :-2], theirs(ids).logits, rtol=0, atol=1e-5)
    tables = {name: weight for name, weight in after.named_parameters() if len(weight) == config.vocab_size + 2}
    assert len(tables) == (1 if config.tied else 2)
    for table in tables.values():
        assert not torch.equal(table[-1], table[-2])
        mean, spread = table[:-2].mean(0), table[:-2].std(0)
        assert bool(((table[-2:] - mean).abs() < spread).all())


def test_rows_to_spare_are_filled_and_none_is_added() -> None:
    config = family("llama").config(vocab_size=10, hidden_size=8, layers=1, heads=2, kv_heads=2, tied=True)
    assert with_rows(config, 9) == config
    table = torch.arange(80.0).reshape(10, 8)
    now = grown({"embed_tokens.weight": table}, config, known=6, rows=8)["embed_tokens.weight"]
    assert torch.equal(now[:6], table[:6])
    assert torch.equal(now[8:], table[8:])
    assert not torch.equal(now[6:8], table[6:8])


def test_it_is_the_same_each_time_and_keeps_the_number_format() -> None:
    config = family("llama").config(vocab_size=10, hidden_size=8, layers=1, heads=2, kv_heads=2, tied=True)
    table = {"embed_tokens.weight": torch.randn(10, 8, dtype=torch.bfloat16)}
    first, second = (grown(table, config, 10, 12)["embed_tokens.weight"] for _ in range(2))
    assert first.dtype == torch.bfloat16
    assert torch.equal(first, second)
