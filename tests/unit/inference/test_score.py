"""The log-probabilities of a text's tokens are those of transformers."""

import pytest
import torch
from tiny_models import CASES, make

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference import score
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.score import log_probabilities
from gpt_studio.models.registry import family

IDS = torch.randint(0, 300, (150,), generator=torch.Generator().manual_seed(4)).tolist()


def pair(case):
    reference = make(CASES[case])
    known = family(reference.config.model_type)
    model = known.model(known.config.from_hf(reference.config.to_dict())).eval()
    model.load_state_dict(
        {model.weight_names.from_hf(name): weight for name, weight in reference.state_dict().items()}, strict=False
    )
    return reference, Engine(model)


def theirs(reference, ids):
    with torch.no_grad():
        said = reference(torch.tensor([ids]), use_cache=False).logits[0, :-1].log_softmax(-1)
    return said.gather(1, torch.tensor(ids[1:])[:, None])[:, 0].tolist()


@pytest.mark.parametrize("case", ["qwen3", "phi3 longrope"])
@pytest.mark.parametrize("at_once", [7, 128])
def test_a_text_within_the_context(case, at_once, monkeypatch):
    monkeypatch.setattr(score, "_AT_ONCE", at_once)
    reference, engine = pair(case)
    for length in (2, 20, 64):
        found = log_probabilities(engine, IDS[:length])
        assert found == pytest.approx(theirs(reference, IDS[:length]), abs=1e-4)


def test_a_longer_text_is_seen_through_windows():
    reference, engine = pair("qwen3")
    found = log_probabilities(engine, IDS)
    assert len(found) == 149
    assert found[:64] == pytest.approx(theirs(reference, IDS[:65]), abs=1e-4)
    assert found[64:96] == pytest.approx(theirs(reference, IDS[32:97])[32:], abs=1e-4)
    assert found[128:] == pytest.approx(theirs(reference, IDS[96:])[32:], abs=1e-4)


def test_one_token_says_nothing():
    assert log_probabilities(pair("qwen3")[1], IDS[:1]) == []


def test_it_can_be_cancelled():
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        log_probabilities(pair("qwen3")[1], IDS, context)
