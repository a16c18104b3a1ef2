"""The hints that histories of good and bad runs give."""

import math
import random
from collections.abc import Callable

import pytest

from gpt_studio.training.events import Evaluated, Hint, StepDone
from gpt_studio.training.run.watch import (
    DIVERGING,
    FEWER_EPOCHS,
    FORGETTING,
    KEEP_BEST,
    LOWER_RATE,
    OVER_FITTING,
    PLATEAU,
    RATE_TOO_HIGH,
    Watch,
    little_data,
    stopped_improving,
)

STEPS = 1000
EVERY = 50


def hints(
    loss: list[float],
    bits: dict[int, float],
    watch: Watch | None = None,
    length_at: Callable[[int], int] = lambda step: 32,
) -> list[Hint]:
    """Run a watch over losses (one per step) and evaluations (bits per byte by step, with a context length)."""
    watch, found = watch or Watch(), []
    for step, value in enumerate(loss, 1):
        said = watch.step_done(StepDone(step, STEPS, value, 1e-3, 1.0, 1.0, step, 1.0, 1.0))
        found += [event for event in said if isinstance(event, Hint)]
        if step in bits:
            found += watch.evaluated(Evaluated(step, bits[step], bits[step], step, False, length_at(step)))
    return found


def in_two_stages(step: int) -> int:
    return 16 if step <= 500 else 32


def falling(step: float) -> float:
    return 2.0 + 6.0 * math.exp(-step / 150)


def noisy(values: list[float], deviation: float = 0.08) -> list[float]:
    generator = random.Random(0)
    return [value + generator.gauss(0, deviation) for value in values]


LOSSES = noisy([falling(step) for step in range(STEPS)])
LEARNING = {step: 1.5 + 2.5 / math.sqrt(step / EVERY) for step in range(EVERY, STEPS, EVERY)}


def test_a_good_run_is_left_in_peace() -> None:
    assert hints(LOSSES, LEARNING) == []


def test_held_out_text_that_gets_worse_while_the_training_text_gets_better() -> None:
    turning = {step: 2.0 + abs(step - 400) / 1000 for step in range(EVERY, STEPS, EVERY)}
    found = hints(LOSSES, turning)
    assert [(hint.kind, hint.step, hint.action) for hint in found] == [(OVER_FITTING, 550, KEEP_BEST)]
    assert "at step 400 (2.000 bits per byte)" in str(found[0].what)


def test_one_bad_measurement_is_not_over_fitting() -> None:
    assert hints(LOSSES, LEARNING | {600: 2.4}) == []


def test_a_rise_together_with_the_training_loss_is_not_over_fitting() -> None:
    turning = {step: 2.0 + abs(step - 400) / 1000 for step in range(EVERY, STEPS, EVERY)}
    rising = [2.0 + abs(step - 400) / 1000 for step in range(STEPS)]
    assert OVER_FITTING not in [hint.kind for hint in hints(rising, turning)]


def test_a_model_that_learns_nothing_more_long_before_the_end() -> None:
    flat = {step: max(2.2, 4.0 - step / 100) for step in range(EVERY, STEPS, EVERY)}
    found = hints(LOSSES, flat)
    assert [(hint.kind, hint.action) for hint in found] == [(PLATEAU, KEEP_BEST)]
    assert found[0].step < 700


def test_little_gained_at_the_end_is_as_it_should_be() -> None:
    flat_at_the_end = {step: max(2.2, 4.0 - step / 400) for step in range(EVERY, STEPS, EVERY)}
    assert hints(LOSSES, flat_at_the_end) == []


def test_a_loss_that_climbs() -> None:
    losses = noisy([falling(step) if step < 300 else falling(300) + (step - 300) / 50 for step in range(STEPS)])
    found = hints(losses, {})
    assert [(hint.kind, hint.action) for hint in found] == [(DIVERGING, LOWER_RATE)]
    assert 320 < found[0].step < 380
    assert "0.001" in str(found[0].what)


def test_a_loss_that_is_no_number_any_more_counts_as_a_spike() -> None:
    losses = [math.nan if step % 25 == 0 and step > 200 else value for step, value in enumerate(LOSSES)]
    assert [hint.kind for hint in hints(losses, {})] == [RATE_TOO_HIGH]


def test_a_loss_that_jumps_again_and_again() -> None:
    losses = [value + (1.5 if step % 30 == 0 and step > 400 else 0) for step, value in enumerate(LOSSES)]
    found = hints(losses, {})
    assert [(hint.kind, hint.action) for hint in found] == [(RATE_TOO_HIGH, LOWER_RATE)]


def test_the_noise_of_very_small_batches_is_no_sign_of_anything() -> None:
    assert hints(noisy([falling(step) for step in range(8000)], deviation=0.5), {}) == []


def test_a_run_that_goes_back_is_not_measured_by_what_it_lost() -> None:
    watch = Watch()
    assert hints(LOSSES, {}, watch) == []
    assert hints(LOSSES[:300], {}, watch) == []


def test_however_long_a_run_is_little_is_remembered_of_it() -> None:
    watch = Watch()
    hints([2.0] * 5000, {}, watch)
    assert len(watch.history.losses) < 500


def test_two_spikes_are_not_worth_a_word() -> None:
    losses = [value + (1.5 if step in (400, 450) else 0) for step, value in enumerate(LOSSES)]
    assert hints(losses, {}) == []


def test_what_was_said_before_a_stop_is_not_said_again_after_it() -> None:
    turning = {step: 2.0 + abs(step - 400) / 1000 for step in range(EVERY, STEPS, EVERY)}
    records = []
    for step, loss in enumerate(LOSSES[:700], 1):
        records.append(
            {"event": "step_done", "step": step, "steps": STEPS, "loss": loss, "learning_rate": 1e-3,
             "gradient_norm": None, "tokens_per_second": 1, "elapsed": 1, "seconds_left": 1, "epoch": 1}
        )  # fmt: skip
        if step in turning:
            records.append(
                {"event": "evaluated", "step": step, "loss": 1.0, "bits_per_byte": turning[step], "elapsed": 1,
                 "best": False, "context_length": 32}
            )  # fmt: skip
    watch = Watch()
    watch.recall([*records, {"event": "sample_written", "step": 700, "prompt": "", "text": ""}], last_step=600)
    assert watch.history.step == 600
    assert watch.regular(EVERY) == [turning[step] for step in range(EVERY, 601, EVERY)]
    assert hints(LOSSES, {}, watch) == []
    assert watch.evaluated(Evaluated(650, 2.3, 2.3, 1.0, best=False, context_length=32)) == []


@pytest.mark.parametrize(
    ("parameters", "text", "read", "said"),
    [
        (5_000_000, 400_000, 600_000, False),
        (5_000_000, 400_000, 2_000_000, True),
        (1_000_000, 400_000, 2_000_000, False),
        (1_000_000, 400_000, 8_000_000, True),
        (124_000_000, 10_000_000, 20_000_000, False),
    ],
)
def test_a_text_that_is_too_short_is_known_before_the_start(parameters: int, text: int, read: int, said: bool) -> None:
    assert (little_data(parameters, text, read) is not None) is said


def test_a_model_that_is_tuned_reads_a_short_text_several_times() -> None:
    assert little_data(134_000_000, 20_000, 100_000, tuning=True) is None
    hint = little_data(134_000_000, 20_000, 2_000_000, tuning=True)
    assert hint is not None
    assert "100 times" in str(hint.what)


def test_patience() -> None:
    assert not stopped_improving([3.0, 2.0, 2.1], 3)
    assert not stopped_improving([3.0, 2.0, 2.1, 2.1], 3)
    assert stopped_improving([3.0, 2.0, 2.1, 2.1, 2.05], 3)
    assert not stopped_improving([3.0, 2.0, 2.1, 2.1, 1.99], 3)


def test_what_a_damaged_history_lacks_is_passed_over() -> None:
    watch = Watch()
    strange = [{"event": "step_done", "step": 3}, {"event": "evaluated", "step": 4, "loss": 1.0, "more": 2.0}]
    watch.recall(strange, last_step=10)
    assert watch.history.step == 0
    assert watch.history.measured == []


def test_measurements_in_contexts_of_another_length_are_not_compared() -> None:
    """The figures get worse when the sequences get longer, although the model goes on learning."""
    bits = {step: 2.0 - step / 1000 + (0.4 if step > 500 else 0.0) for step in range(EVERY, STEPS, EVERY)}
    watch = Watch()
    assert hints(LOSSES, bits, watch, length_at=in_two_stages) == []
    assert [hint.kind for hint in hints(LOSSES, bits)] == [OVER_FITTING]
    assert watch.regular(EVERY) == [bits[step] for step in bits if step > 500]


def test_the_best_one_is_the_best_of_those_in_contexts_of_its_length() -> None:
    watch = Watch()
    row = [(50, 2.0, 16), (100, 1.8, 16), (150, 1.9, 16), (200, 2.5, 32), (250, 2.4, 32), (300, math.inf, 32)]
    best = []
    for step, bits, length in row:
        measured = Evaluated(step, bits, bits, step, best=False, context_length=length)
        best.append(watch.is_best(measured))
        watch.evaluated(measured)
    assert best == [True, True, False, True, True, False]
    # After going back: what came later is measured anew.
    assert watch.is_best(Evaluated(250, 2.45, 2.45, 250, best=False, context_length=32))


@pytest.mark.parametrize(
    ("best_at", "action", "epochs", "rate"),
    [(40, FEWER_EPOCHS, 4.0, None), (0, LOWER_RATE, None, 0.0005)],
)
def test_a_tuned_model_that_learns_by_heart_is_offered_fewer_epochs_or_half_the_rate(
    best_at: int, action: str, epochs: float | None, rate: float | None
) -> None:
    watch, hints = Watch(tuning=True), list[Hint]()
    for step in range(0, 110, 10):
        if step:
            watch.step_done(StepDone(step, 200, 3.0 - step / 100, 1e-3, 1.0, 100.0, 1.0, 1.0, step / 10))
        bits = 2.0 + abs(step - best_at) / 100
        hints += watch.evaluated(Evaluated(step, bits, bits, 1.0, best=False, context_length=32))
    (hint,) = hints
    assert (hint.kind, hint.action, hint.epochs, hint.learning_rate) == (OVER_FITTING, action, epochs, rate)


def test_a_tuned_model_that_forgets_is_told_once() -> None:
    watch, found = Watch(tuning=True), list[Hint]()
    watch.step_done(StepDone(1, 200, 3.0, 1e-3, 1.0, 100.0, 1.0, 1.0, 0.1))
    for step, general in ((0, 1.0), (10, 1.2), (20, 1.3), (30, 1.5)):
        found += watch.evaluated(
            Evaluated(step, 3 - step, 3 - step / 100, 1.0, False, 32, general_bits_per_byte=general)
        )
    assert [(hint.kind, hint.step, hint.learning_rate) for hint in found] == [(FORGETTING, 20, 0.0005)]
    assert "30% more" in str(found[0].what)
