"""The default learning rate and weight decay, from the size of the model and the length of the run."""

from __future__ import annotations

from gpt_studio.training.settings import LORA, TrainingSettings

# Peak rates at REFERENCE_PARAMETERS, the power of the size with which they rise for smaller models, and the most.
REFERENCE_RATES = {"adamw": (6e-4, 1 / 3, 3e-3), "muon": (1.2e-3, 0.415, 1e-2), LORA: (1.2e-3, 1 / 3, 3e-3)}
REFERENCE_PARAMETERS = 124e6
LARGEST = 0.3
BESIDE_MUON = 3.0
BESIDE_MUON_FROM_PAIRS = 1.0  # more would wipe out what was counted (training/learning/bigram_init.py)
FORGETTING = 3.0
TUNING_SHARE = 0.1
WEIGHT_DECAY = (0.01, 0.4)


def default_learning_rate(parameters: int, way: str) -> float:
    """Peak rate for a model of this size that learns in this ``way`` (adamw, muon or lora): the smaller, the larger.

    The measured sweeps behind it are in tests/benchmarks/RESULTS.md.
    """
    rate, power, most = REFERENCE_RATES[way]
    smaller = float((REFERENCE_PARAMETERS / max(parameters, 1)) ** power)
    return min(rate * max(smaller, LARGEST), most)


def usual_rate(settings: TrainingSettings, parameters: int, *, goes_on: bool) -> float:
    """The peak rate for ``settings``. A model that ``goes_on`` has much to lose, so all of its weights learn at a tenth
    of the rate of a new one; an adapter learns with AdamW, at up to twice the rate of a new model of its size."""
    if settings.method == LORA:
        return default_learning_rate(parameters, LORA)
    rate = default_learning_rate(parameters, settings.optimizer)
    return TUNING_SHARE * rate if goes_on else rate


def default_weight_decay(peak: float, steps: int) -> float:
    """The weight decay that suits the length of the run.

    With learning rate r and decay d a weight keeps what it learned for about 1 / (r d) steps, and the best such time
    is a share of the run that hardly depends on anything else (Wang and Aitchison 2024, Bergsma et al. 2025).
    The measured sweep is in tests/benchmarks/RESULTS.md.
    """
    least, most = WEIGHT_DECAY
    return min(max(FORGETTING / (peak * steps), least), most)
