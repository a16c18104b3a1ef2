"""The machine code: the same numbers with any number of threads, and torch in its place where it cannot be had."""

import threading

import pytest
import torch
from engine_numbers import IDS, close, in_portions, ours
from tiny_models import CASES, PLAIN, make

from gpt_studio.inference import compiled_pass, compiled_plan
from gpt_studio.inference.compiled_plan import MOST_QUERIES, can_compile
from gpt_studio.inference.engine import Engine
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.registry import SUPPORTED, family

PORTIONS = [11, 1, 3, 1, 14]


def test_every_architecture_is_compiled():
    assert {CASES[case]["model_type"] for case in CASES if can_compile(ours(make(CASES[case])))} == set(SUPPORTED)


@pytest.mark.parametrize("case", PLAIN)
@pytest.mark.parametrize("precision", ["exact", "bfloat16", "int8"])
def test_threads_do_not_change_the_numbers(case, precision):
    model = ours(make(CASES[case]))
    alone, *others = (
        in_portions(Engine(model, precision, threads=lambda count=count: count), IDS, PORTIONS) for count in (1, 2, 5)
    )
    assert all(torch.equal(alone, other) for other in others)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_is_multiplied_as_the_numbers_it_stands_for(dtype):
    model = ours(make(CASES["llama"]))
    with torch.no_grad():
        for parameter in model.parameters():
            # Numbers of all sizes that the format has, those below its normal ones too.
            parameter.copy_((parameter * torch.logspace(-6, 0, parameter.shape[-1])).to(dtype))
    expected = in_portions(Engine(model), IDS, PORTIONS)
    for parameter in model.parameters():
        parameter.data = parameter.to(dtype)
    held = Engine(model)
    close(in_portions(held, IDS, PORTIONS), expected)


def test_texts_of_one_engine_are_written_at_the_same_time():
    engine = Engine(ours(make(CASES["gemma3_text"])), threads=lambda: 2)
    expected = [in_portions(engine, ids[None], [1] * 30) for ids in IDS]
    found = {}

    def write(row):
        for _ in range(5):
            found.setdefault(row, []).append(in_portions(engine, IDS[row : row + 1], [1] * 30))

    threads = [threading.Thread(target=write, args=(row,)) for row in range(len(IDS))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(torch.equal(each, expected[row]) for row in range(len(IDS)) for each in found[row])


def test_a_text_of_one_token_is_its_own_beginning():
    engine = Engine(ours(make(CASES["gpt2"])))
    cache = engine.new_cache([0, 3])
    padded = torch.stack((IDS[0, :4], torch.cat((torch.zeros(3, dtype=torch.long), IDS[1, :1]))))
    close(engine.scores(padded, cache)[1:], engine.scores(IDS[1:, :1], engine.new_cache()))


def test_more_tokens_than_the_machine_code_takes_are_computed_by_torch():
    engine = Engine(ours(make(CASES["qwen3"])))
    ids = IDS.reshape(1, -1)
    most, more = ids[:, :MOST_QUERIES], ids[:, : MOST_QUERIES + 1]
    close(engine.all_scores(more, engine.new_cache())[:, :-1], engine.all_scores(most, engine.new_cache()))


def test_an_activation_that_it_does_not_know_is_left_to_torch():
    known = family("gpt2")
    options = make(CASES["gpt2"]).config.to_dict()
    model = known.model(known.config.from_hf(options | {"activation_function": "mish"})).eval()
    assert not can_compile(model)
    assert can_compile(known.model(known.config.from_hf(options)).eval())
    assert len(set(ACTIVATIONS.values())) > len(compiled_plan._ACTIVATIONS)
    engine = Engine(model)
    with torch.no_grad():
        close(in_portions(engine, IDS, PORTIONS), model.logits(model(IDS)))


def test_without_numba_torch_writes(monkeypatch):
    model = ours(make(CASES["gemma2"]))
    expected = in_portions(Engine(model), IDS, PORTIONS)
    monkeypatch.setattr(compiled_plan, "_code", lambda: None)
    assert not can_compile(model)
    found = in_portions(Engine(model), IDS, PORTIONS)
    close(found, expected)
    assert not torch.equal(found, expected)


def test_a_compiler_that_fails_leaves_torch_to_write(monkeypatch, caplog):
    def fails():
        raise RuntimeError("may not make code that runs")

    monkeypatch.setattr(compiled_pass, "prepare", fails)
    assert compiled_plan._code.__wrapped__() is None
    assert "may not make code that runs" in caplog.text


def test_memory_that_is_not_there_ends_a_pass_before_it_begins(monkeypatch):
    engine = Engine(ours(make(CASES["llama"])), threads=lambda: 2)
    expected = in_portions(engine, IDS, PORTIONS)

    def nothing(*_):
        raise MemoryError

    cache = engine.new_cache()
    with monkeypatch.context() as patch:
        patch.setattr(compiled_plan._Place, "make_room", nothing)
        with pytest.raises(MemoryError):
            engine.all_scores(IDS[:, :11], cache)
    assert cache.length == 0
    assert torch.equal(in_portions(engine, IDS, PORTIONS), expected)
