import pytest

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.core.errors import StudioError

FULL = Generation(
    eos_token_ids=(0, 2),
    bos_token_id=0,
    pad_token_id=0,
    do_sample=True,
    temperature=0.8,
    top_p=0.95,
    top_k=0,
    repetition_penalty=1.1,
    max_new_tokens=300,
    min_p=0.05,
    typical_p=0.9,
    no_repeat_ngram_size=3,
    suppress_tokens=(1, 2),
    begin_suppress_tokens=(3,),
    bad_words_ids=((4,), (5, 6)),
)


def test_what_is_written_reads_back():
    assert Generation.from_hf(FULL.to_hf()) == FULL
    assert Generation.from_hf(Generation().to_hf()) == Generation()


def test_one_end_token_is_a_number_and_several_are_a_list():
    assert FULL.to_hf()["eos_token_id"] == [0, 2]
    assert Generation(eos_token_ids=(5,)).to_hf() == {"eos_token_id": 5}
    assert Generation.from_hf({"eos_token_id": 5}).eos_token_ids == (5,)


def test_sampling_is_left_out_where_there_is_none():
    greedy = Generation(do_sample=False, temperature=0.5, top_p=0.5, top_k=3, max_new_tokens=7)
    assert greedy.to_hf() == {"max_new_tokens": 7}


@pytest.mark.parametrize("generation", [FULL, Generation(do_sample=False, temperature=0.5), Generation()])
def test_transformers_reads_the_same_and_finds_nothing_to_warn_about(generation, tmp_path, warnings_of_transformers):
    from transformers import GenerationConfig

    theirs = GenerationConfig.from_dict(generation.to_hf())
    theirs.validate(strict=True)
    theirs.save_pretrained(tmp_path)
    assert warnings_of_transformers() == []
    written = generation.to_hf()
    assert {name: getattr(theirs, name) for name in written} == written


@pytest.mark.parametrize(
    "entries",
    [
        {"eos_token_id": "end"},
        {"eos_token_id": [1, None]},
        {"temperature": "hot"},
        {"top_k": 0.5},
        {"top_p": float("nan")},
        {"max_new_tokens": True},
        {"do_sample": "false"},
        {"eos_token_id": list(range(1_001))},
    ],
)
def test_an_entry_without_sense_is_named(entries):
    with pytest.raises(StudioError, match=next(iter(entries))):
        Generation.from_hf(entries)


def test_a_top_k_of_minus_one_means_no_limit():
    assert Generation.from_hf({"top_k": -1}).top_k == 0


def test_an_id_of_minus_one_suppresses_nothing():
    assert Generation.from_hf({"suppress_tokens": [-1, 5]}).suppress_tokens == (5,)


def test_what_is_not_followed_is_named():
    entries = {"num_beams": 4, "forced_bos_token_id": 0, "top_h": 0.5, "guidance_scale": 2, "of_the_future": [1]}
    assert Generation.from_hf(FULL.to_hf() | entries).not_followed == tuple(sorted(entries))


def test_what_has_no_effect_is_not_named():
    from transformers import GenerationConfig

    everything = GenerationConfig().to_dict() | GenerationConfig()._get_default_generation_params()
    assert Generation.from_hf(everything | {"_from_model_config": True, "max_length": 4096}).not_followed == ()


@pytest.mark.parametrize(
    "entries",
    [
        {"suppress_tokens": 5},
        {"suppress_tokens": ["the"]},
        {"begin_suppress_tokens": [True]},
        {"bad_words_ids": [5]},
        {"bad_words_ids": [[]]},
        {"bad_words_ids": [[-1]]},
        {"bad_words_ids": [[1] * 200_001]},
        {"no_repeat_ngram_size": -1},
        {"min_p": "low"},
        {"top_k": -2},
    ],
)
def test_a_list_or_limit_without_sense_is_named(entries):
    with pytest.raises(StudioError, match=next(iter(entries))):
        Generation.from_hf(entries)
