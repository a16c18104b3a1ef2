"""The numbers of the engine that writes, to be compared."""

import torch
from tiny_models import VOCABULARY

from gpt_studio.models.registry import family

IDS = torch.randint(0, VOCABULARY, (2, 30), generator=torch.Generator().manual_seed(1))


def ours(reference):
    """The model of this program with the weights of transformers' ``reference``."""
    known = family(reference.config.model_type)
    model = known.model(known.config.from_hf(reference.config.to_dict())).eval()
    own = dict(model.named_parameters())
    with torch.no_grad():
        for theirs, weight in reference.state_dict().items():
            name = model.weight_names.from_hf(theirs)
            if name in own:
                own[name].copy_(weight.T if model.weight_names.is_transposed(name) else weight)
    return model


def in_portions(engine, ids, sizes):
    cache = engine.new_cache()
    return torch.cat([engine.all_scores(part, cache) for part in ids.split(sizes, dim=1)], dim=1)


def close(found, expected):
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-4)
