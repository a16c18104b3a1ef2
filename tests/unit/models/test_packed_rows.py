"""Several texts in one row are computed as each of them alone, in all architectures and both ways of attention."""

from __future__ import annotations

import pytest
import torch
from tiny_models import CASES, VOCABULARY, make

from gpt_studio.models import blockwise_attention
from gpt_studio.models.contract import AttentionPath, LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.training.learning.loss import IGNORED, next_token_loss

ROWS = [[9, 1, 12, 3], [25], [3, 21, 1]]  # lengths of the texts in each row


def model_of(case: str, path: AttentionPath) -> LanguageModel:
    theirs = make(CASES[case])
    kind = family(theirs.config.to_dict()["model_type"])
    model = kind.model(kind.config.from_hf(theirs.config.to_dict()))
    torch.manual_seed(1)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, 0.3 if parameter.dim() > 1 else 1.0, 0.2)
    model.attention = path
    return model.eval()


def packed() -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and starts [B, T]; what a row does not need is filler, each token a text of its own."""
    ids = torch.randint(VOCABULARY, (len(ROWS), 25), generator=torch.Generator().manual_seed(2))
    starts = torch.arange(25).repeat(len(ROWS), 1)
    for row, lengths in enumerate(ROWS):
        place = 0
        for length in lengths:
            starts[row, place : place + length] = place
            place += length
    return ids, starts


@pytest.mark.parametrize("path", ["sdpa", "matmul"])
@pytest.mark.parametrize("case", CASES)
def test_each_text_is_computed_as_if_it_stood_alone(
    case: str, path: AttentionPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blockwise_attention, "BLOCK", 8)
    model = model_of(case, path)
    ids, starts = packed()
    together = model(ids, starts)
    assert together.isfinite().all()
    seen = 0
    for row, lengths in enumerate(ROWS):
        place = 0
        for length in lengths:
            # The longest text decides for those scalings of positions that depend on the length.
            alone = model(
                ids[row : row + 1, place : place + length] if length == 25 else padded(ids, row, place, length)
            )
            torch.testing.assert_close(together[row, place : place + length], alone[0, :length], rtol=1e-4, atol=2e-5)
            place += length
            seen += 1
    assert seen == sum(map(len, ROWS))


def padded(ids: torch.Tensor, row: int, place: int, length: int) -> torch.Tensor:
    """The text as the beginning of a row of the usual length: what follows is not seen."""
    return torch.cat([ids[row, place : place + length], ids[0, : 25 - length]])[None]


@pytest.mark.parametrize("path", ["sdpa", "matmul"])
@pytest.mark.parametrize("case", ["llama", "gpt2", "gemma3_text", "gemma2"])
def test_gradients_are_the_sum_of_those_of_the_texts(
    case: str, path: AttentionPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blockwise_attention, "BLOCK", 8)
    model = model_of(case, path)
    ids, starts = packed()
    targets = torch.full_like(ids, IGNORED)
    total = torch.zeros(())
    for row, lengths in enumerate(ROWS):
        place = 0
        for length in lengths:
            if length > 1:
                targets[row, place : place + length - 1] = ids[row, place + 1 : place + length]
                text = padded(ids, row, place, length)
                asked = torch.full_like(text, IGNORED)
                asked[0, : length - 1] = text[0, 1:length]
                total = total + (length - 1) * next_token_loss(
                    model(text), model.output_weight, asked, model.logit_softcap
                )
            place += length
    expected = torch.autograd.grad(total / int((targets != IGNORED).sum()), list(model.parameters()))
    loss = next_token_loss(model(ids, starts), model.output_weight, targets, model.logit_softcap)
    for ours, theirs in zip(torch.autograd.grad(loss, list(model.parameters())), expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-5)
