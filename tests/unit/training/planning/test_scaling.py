"""The scaling laws that choose a model's size: properties that hold for any constants, and known cases."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpt_studio.core.errors import StudioError
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.planning import decide
from gpt_studio.training.planning.scaling import (
    Candidate,
    choose,
    expected_bits,
    hidden_parameters,
    ladder,
    most_readings,
    speed_between,
    useful_tokens,
    work_a_token,
)
from gpt_studio.training.planning.size_choice import (
    MEASURING_MINUTES,
    check_has_minutes,
    reasons_for,
    size_for_the_time,
    with_batch_for,
)
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import TrainingSettings

TEXT = 400_000
VOCABULARY = 1024


def candidates(operations_a_second: float, vocab_size: int = VOCABULARY) -> list[Candidate]:
    return [
        Candidate(shape, hidden_parameters(shape), operations_a_second / work_a_token(shape, vocab_size))
        for shape in ladder(ModelShape())
    ]


def chosen_size(seconds: float, text_tokens: int, operations_a_second: float = 1.2e11) -> int:
    return choose(candidates(operations_a_second), seconds, text_tokens).candidate.hidden_parameters


@settings(deadline=None)
@given(st.floats(1, 1e12), st.floats(1e3, 1e9))
def test_reading_again_is_worth_less_than_reading_something_new(read: float, text: float) -> None:
    assert useful_tokens(read, text) <= read
    assert useful_tokens(read, text) <= 7 * text
    assert useful_tokens(read, text) <= useful_tokens(1.1 * read, text)


def test_two_readings_are_worth_almost_as_much_as_new_text() -> None:
    assert useful_tokens(2 * TEXT, TEXT) == pytest.approx(2 * TEXT, rel=0.1)
    assert useful_tokens(20 * TEXT, TEXT) < 7 * TEXT


@settings(deadline=None)
@given(st.floats(1e4, 1e9), st.floats(1e4, 1e10), st.floats(1e4, 1e9))
def test_larger_models_and_more_text_never_end_higher(size: float, read: float, text: float) -> None:
    here = expected_bits(size, read, text)
    if read < text:
        assert expected_bits(2 * size, read, text) <= here
    assert expected_bits(size, 2 * read, text) <= here
    assert expected_bits(size, read, 2 * text) <= here


def test_a_large_model_learns_a_short_text_by_heart_sooner() -> None:
    assert most_readings(800_000, 411_000) == pytest.approx(6, rel=0.05)
    assert most_readings(100_000, 411_000) > 12
    assert most_readings(25_000_000, 411_000) < 2
    assert most_readings(25_000_000, 50_000_000) > 6


def test_more_time_is_worth_a_larger_model() -> None:
    sizes = [chosen_size(seconds, 50_000_000) for seconds in (10, 60, 600, 6000, 60_000)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) >= 3


def test_a_faster_machine_is_worth_a_larger_model() -> None:
    assert chosen_size(300, 50_000_000, 1e14) > chosen_size(300, 50_000_000, 1e11)


def test_every_size_to_choose_from_can_be_built_and_keeps_what_was_asked_for() -> None:
    template = ModelShape(model_type="gpt2", context_length=128, dropout=0.1)
    shapes = ladder(template)
    for shape in shapes:
        check_shape(shape)
        assert (shape.model_type, shape.context_length, shape.dropout) == ("gpt2", 128, 0.1)
    assert [hidden_parameters(shape) for shape in shapes] == sorted(hidden_parameters(shape) for shape in shapes)


def test_speed_passes_through_what_was_measured() -> None:
    speed = speed_between([(1e7, 10_000.0), (4e7, 3_000.0)])
    assert speed(1e7) == pytest.approx(10_000)
    assert speed(4e7) == pytest.approx(3_000)
    assert 3_000 < speed(2e7) < 10_000
    assert speed(8e7) == pytest.approx(1_500)
    three = speed_between([(4e7, 3_000.0), (1e7, 10_000.0), (16e7, 1_500.0)])
    assert three(4e7) == pytest.approx(3_000)
    assert three(16e7) == pytest.approx(1_500)
    assert 1_500 < three(8e7) < 3_000
    assert speed(5e6) == pytest.approx(10_000)


def inputs(settings: TrainingSettings, text_tokens: int = TEXT) -> RunInputs:
    dataset = SimpleNamespace(train=SimpleNamespace(tokens=text_tokens), distinct_tokens=text_tokens)
    return RunInputs(family("qwen3").from_shape(ModelShape(), VOCABULARY), dataset, settings, "")  # type: ignore[arg-type]


class Machine:
    """A stand-in for a machine with so many operations per second. It records what it was asked to measure."""

    def __init__(self, operations_a_second: float) -> None:
        self.measured: list[RunInputs] = []
        self._operations = operations_a_second

    def seconds_a_step(self, timed: RunInputs) -> float:
        self.measured.append(timed)
        config, settings = timed.config, timed.settings
        shape = ModelShape(layers=config.layers, hidden_size=config.hidden_size, context_length=config.context_length)
        return settings.batch_size * config.context_length * work_a_token(shape, VOCABULARY) / self._operations


def test_the_machine_is_measured_and_the_reasons_are_said() -> None:
    machine = Machine(1e11)
    size = size_for_the_time(inputs(TrainingSettings(minutes=10)), ModelShape(), machine.seconds_a_step)
    assert {timed.settings.minutes for timed in machine.measured} == {MEASURING_MINUTES}
    assert size.choice.tokens == pytest.approx(10 * 60 * 0.93 * size.choice.candidate.tokens_per_second)
    assert size.settings.minutes == 10
    said = str(reasons_for(size, VOCABULARY))
    assert said.startswith("In 10 minutes this machine reads about ")
    assert f"{size.shape.layers} layers, hidden size {size.shape.hidden_size}" in said


def test_a_short_time_is_not_spent_on_measuring_models_that_are_too_large() -> None:
    short, long = Machine(2e11), Machine(2e14)
    size_for_the_time(inputs(TrainingSettings(minutes=0.1)), ModelShape(), short.seconds_a_step)
    assert len(short.measured) == 1
    size_for_the_time(inputs(TrainingSettings(minutes=100_000), 10**10), ModelShape(), long.seconds_a_step)
    assert len(long.measured) > 3
    sizes = [timed.config.layers * timed.config.hidden_size for timed in long.measured]
    assert sizes == sorted(sizes)


def test_short_runs_get_small_updates_unless_the_person_chose_another_batch() -> None:
    usual = TrainingSettings(device="cpu")
    assert with_batch_for(0.1, usual).batch_size < usual.batch_size
    assert with_batch_for(10, usual) == usual
    for asked in (replace(usual, batch_size=32), replace(usual, accumulation=2)):
        assert with_batch_for(0.1, asked) == asked


@pytest.mark.parametrize(("minutes", "asked", "tied"), [(0.2, True, False), (10, True, True), (10, False, False)])
def test_models_of_short_runs_have_an_output_layer_of_their_own(minutes: float, asked: bool, tied: bool) -> None:
    timed = inputs(TrainingSettings(minutes=minutes))
    size = size_for_the_time(timed, ModelShape(tied=asked), Machine(2e11).seconds_a_step)
    assert size.shape.tied == tied


def test_a_text_of_a_page_gets_the_smallest_size_however_much_time_there_is() -> None:
    machine = Machine(2e14)
    size = size_for_the_time(inputs(TrainingSettings(minutes=60), 600), ModelShape(), machine.seconds_a_step)
    assert size.choice.candidate.hidden_parameters == hidden_parameters(ladder(ModelShape())[0])
    assert len(machine.measured) == 1


def test_sizes_that_do_not_fit_into_memory_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "available_memory", lambda device: 24 << 30)
    huge = TrainingSettings(minutes=100_000, batch_size=4096, micro_batch=4096, device="cpu")
    in_parts = replace(huge, micro_batch=None)
    large, small = (
        size_for_the_time(inputs(chosen, 10**10), ModelShape(), Machine(1e16).seconds_a_step)
        for chosen in (in_parts, huge)
    )
    assert large.choice.candidate.hidden_parameters > 50_000_000
    assert small.choice.candidate.hidden_parameters < 5_000_000


def test_processes_of_one_machine_share_its_memory_when_the_size_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decide, "available_memory", lambda device: 24 << 30)
    timed = inputs(TrainingSettings(minutes=100_000, batch_size=64, micro_batch=8, device="cpu"), 10**10)
    alone, shared = (
        size_for_the_time(timed, ModelShape(), Machine(1e16).seconds_a_step, team)
        for team in (ALONE, Team(size=8, local_size=8))
    )
    assert shared.choice.candidate.hidden_parameters < alone.choice.candidate.hidden_parameters


@pytest.mark.parametrize("length", [{"steps": 10}, {"epochs": 1.0}])
def test_only_a_time_lets_the_size_be_chosen(length: dict[str, float]) -> None:
    with pytest.raises(StudioError, match="length in minutes"):
        check_has_minutes(replace(TrainingSettings(), **length))  # type: ignore[arg-type]
    check_has_minutes(TrainingSettings(minutes=3))
    check_has_minutes(TrainingSettings())
