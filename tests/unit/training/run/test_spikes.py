import random

from gpt_studio.training.run.spikes import QUIET_STEPS, Spikes


def noisy(steps: int) -> list[float]:
    chance = random.Random(0)
    return [3.0 - 0.01 * step + chance.gauss(0, 0.1) for step in range(steps)]


def test_noise_is_no_spike_and_neither_is_the_beginning() -> None:
    spikes = Spikes()
    assert not any(spikes.note(step, loss) for step, loss in enumerate([9.0, 5.0, 12.0, *noisy(200)], 1))


def test_a_jump_is_told_with_what_is_usual_and_then_not_again_for_a_while() -> None:
    spikes = Spikes()
    for step, loss in enumerate(noisy(60), 1):
        spikes.note(step, loss)
    usual = spikes.note(61, 6.0)
    assert usual is not None
    assert 2.3 < usual < 3.0
    assert spikes.note(62, 9.0) is None
    assert spikes.note(61 + QUIET_STEPS, 20.0) is not None


def test_what_is_not_finite_is_no_spike_and_changes_nothing() -> None:
    spikes = Spikes()
    for step, loss in enumerate(noisy(60), 1):
        spikes.note(step, loss)
        spikes.note(step, float("nan"))
        spikes.note(step, float("inf"))
    assert spikes.note(61, 6.0) is not None


def test_after_going_back_the_past_counts_no_more() -> None:
    spikes = Spikes()
    for step, loss in enumerate(noisy(60), 1):
        spikes.note(step, loss)
    spikes.forget()
    assert spikes.note(10, 6.0) is None


def test_high_spikes_and_what_is_not_finite_are_counted_also_while_nothing_is_told() -> None:
    spikes = Spikes()
    for step, loss in enumerate(noisy(60), 1):
        spikes.note(step, loss)
    assert spikes.note(61, 6.0) is not None
    assert spikes.note(62, 2.5) is None
    assert spikes.note(63, 6.0) is None
    assert spikes.note(64, float("nan")) is None
    assert [spikes.high_after(step) for step in (60, 61, 63, 64)] == [3, 2, 1, 0]


def test_a_jump_that_is_not_high_is_told_and_not_counted() -> None:
    spikes = Spikes()
    for step in range(1, 61):
        spikes.note(step, 1.0)
    assert spikes.note(61, 1.5) == 1.0
    assert spikes.high_after(0) == 0
