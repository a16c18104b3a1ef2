import dataclasses
import subprocess
import sys

import pytest

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.core.fields import settings_of, validate
from gpt_studio.inference.sampling_settings import Bans, Sampling, bans_from, sampling_from


def test_every_field_is_described_and_its_default_is_valid():
    assert {known.name for known in settings_of(Sampling)} == {field.name for field in dataclasses.fields(Sampling)}
    validate(Sampling())


def test_what_the_folder_asks_for_becomes_the_default():
    generation = Generation(
        do_sample=True, temperature=0.5, top_p=0.7, top_k=9, repetition_penalty=1.2, max_new_tokens=8
    )
    expected = Sampling(temperature=0.5, top_p=0.7, top_k=9, repetition_penalty=1.2, max_new_tokens=8)
    assert sampling_from(generation, 512) == expected


def test_limits_that_the_folder_sets_are_followed():
    found = sampling_from(Generation(do_sample=True, min_p=0.1, typical_p=0.5, no_repeat_ngram_size=3), 512)
    assert (found.min_p, found.typical_p, found.no_repeat_ngram_size) == (0.1, 0.5, 3)
    found = sampling_from(Generation(no_repeat_ngram_size=3, min_p=0.1), 512)
    assert found == Sampling(no_repeat_ngram_size=3, max_new_tokens=256)


def test_a_token_that_ends_texts_is_no_bad_word():
    generation = Generation(
        eos_token_ids=(7,), bad_words_ids=((7,), (8,), (7, 8)), suppress_tokens=(1,), begin_suppress_tokens=(2,)
    )
    assert bans_from(generation) == Bans(always=(1,), at_first=(2,), sequences=((8,), (7, 8)))


def test_a_folder_that_samples_gets_the_defaults_of_transformers_for_the_rest():
    found = sampling_from(Generation(do_sample=True), 512)
    assert (found.temperature, found.top_p, found.top_k) == (1.0, 1.0, 50)


@pytest.mark.parametrize("do_sample", [False, None])
def test_a_silent_folder_gets_our_defaults(do_sample):
    assert sampling_from(Generation(do_sample=do_sample, temperature=0.1), 512) == Sampling(max_new_tokens=256)


def test_values_out_of_range_are_brought_into_it():
    found = sampling_from(Generation(do_sample=True, temperature=9.0, repetition_penalty=0.0, max_new_tokens=0), 512)
    validate(found)
    assert (found.temperature, found.repetition_penalty, found.max_new_tokens) == (2.0, 0.1, 1)


def test_the_settings_need_no_torch():
    code = "import sys, gpt_studio.inference.sampling_settings; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("stated", "context_length", "expected"),
    [(None, 128, 64), (None, 1, 1), (None, 100_000, 1024), (40, 128, 40), (300, 256, 128), (2048, 32_768, 2048)],
)
def test_the_maximum_length_follows_from_the_context(stated, context_length, expected):
    assert sampling_from(Generation(max_new_tokens=stated), context_length).max_new_tokens == expected
