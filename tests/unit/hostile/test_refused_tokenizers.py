"""Tokenizers that would hang or crash the program or fill its memory, one test for each way. The helper process ends,
and one sentence says why."""

from __future__ import annotations

import json
import os
import time

import pytest
from tiny_folders import byte_level_tokenizer, change_json

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.tokenizers import list_tokenizers
from gpt_studio.jobs.tokenizers import open_tokenizer as open_tokenizer_job
from gpt_studio.tokenization.files import load_tokenizer

CATASTROPHIC = ["(a+)+$", "(a|a)*$", "([a-zA-Z0-9]+)*$", r"(\w+\s?)*$", "(a|aa)+$"]


def split_by(expression):
    return {"type": "Split", "pattern": {"Regex": expression}, "behavior": "Isolated", "invert": False}


def test_merges_whose_parts_are_not_in_the_vocabulary(folder, refusal):
    change_json(folder / "tokenizer.json", "model", "merges", to=[["zz", "qq"]])
    sentence = refusal()
    assert "tokenizer.json cannot be used" in sentence
    assert "zz" in sentence


def test_older_merges_whose_parts_are_not_in_the_vocabulary(folder, refusal):
    (folder / "tokenizer.json").unlink()
    (folder / "merges.txt").write_text("#version: 0.2\nzz qq\n")
    assert "merges.txt cannot be used: the merge 'zz qq' needs tokens" in refusal()


def test_ids_beyond_the_embedding(folder, refusal):
    change_json(folder / "tokenizer.json", "model", "vocab", "the", to=100_000)
    assert "100,001 tokens but the model knows only" in refusal()


@pytest.mark.parametrize("token_id", [2**24, 2**32 - 1])
def test_ids_beyond_any_vocabulary(folder, refusal, token_id):
    change_json(folder / "tokenizer.json", "model", "vocab", "the", to=token_id)
    assert "and the limit is 16777216" in refusal()


@pytest.mark.parametrize("token_id", [2**32, -1, 1.5, True, None, "7"])
def test_ids_that_are_none(folder, refusal, token_id):
    change_json(folder / "tokenizer.json", "model", "vocab", "the", to=token_id)
    assert "tokenizer.json cannot be used: the tokenizers library refuses it" in refusal()
    change_json(folder / "vocab.json", "the", to=token_id)
    (folder / "tokenizer.json").unlink()
    assert "vocab.json" in refusal()


def test_word_pieces_that_cannot_be_used(folder, refusal):
    for name in ("tokenizer.json", "vocab.json", "tokenizer_config.json", "special_tokens_map.json"):
        (folder / name).unlink()
    (folder / "vocab.txt").write_bytes(b"[UNK]\n\xff")
    assert "vocab.txt cannot be read or is damaged" in refusal()
    (folder / "vocab.txt").write_text("the\ncat\n")
    assert "vocab.txt cannot be used: it cannot encode a text" in refusal()
    (folder / "vocab.txt").write_text("[UNK]\n" + "\n" * 2**24)
    assert "vocab.txt cannot be used: it has more than 16777216 tokens" in refusal()


def test_an_id_that_two_tokens_have(folder, refusal):
    change_json(folder / "tokenizer.json", "model", "vocab", "the", to=5)
    assert "two tokens of its vocabulary have the id 5" in refusal()
    (folder / "tokenizer.json").unlink()
    change_json(folder / "vocab.json", "the", to=5)
    assert "two of its tokens have the same id" in refusal()


def test_padding_of_a_billion(folder, refusal):
    padding = {"strategy": {"Fixed": 10**9}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0}
    change_json(folder / "tokenizer.json", "padding", to=padding | {"pad_type_id": 0, "pad_token": "x"})
    assert "its padding fills each text up to 1000000000 tokens" in refusal()


def test_padding_up_to_a_multiple_of_a_billion(folder, refusal):
    padding = {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": 10**9, "pad_id": 0}
    change_json(folder / "tokenizer.json", "padding", to=padding | {"pad_type_id": 0, "pad_token": "x"})
    assert "its padding fills each text up to 1000000000 tokens" in refusal()


def test_padding_as_published_models_have_it(folder, quarantine):
    padding = {"strategy": {"Fixed": 512}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0}
    change_json(folder / "tokenizer.json", "padding", to=padding | {"pad_type_id": 0, "pad_token": "x"})
    assert len(open_artifact(folder, quarantine=quarantine).tokenizer.encode("the cat")) < 10


def test_tokens_that_a_post_processor_adds_and_that_do_not_exist(folder, refusal):
    template = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "x", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [],
        "special_tokens": {"x": {"id": "x", "ids": [4_000_000_000], "tokens": ["x"]}},
    }
    change_json(folder / "tokenizer.json", "post_processor", to=template)
    assert "adds the token 4000000000 to each text" in refusal()


@pytest.mark.parametrize(
    "normalizer",
    [
        {
            "type": "Sequence",
            "normalizers": [{"type": "Replace", "pattern": {"String": "a"}, "content": "a" * 100}] * 9,
        },
        {
            "type": "Sequence",
            "normalizers": [{"type": "Replace", "pattern": {"Regex": "."}, "content": "aaaaaaaa"}] * 20,
        },
        {"type": "Replace", "pattern": {"String": "a"}, "content": "b" * 10_000_000},
    ],
    ids=["steps", "expressions", "one"],
)
def test_replacements_that_explode(folder, refusal, normalizer):
    change_json(folder / "tokenizer.json", "normalizer", to=normalizer)
    before = time.process_time()
    assert "tokenizer.json cannot be used" in refusal()
    assert time.process_time() - before < 2


@pytest.mark.parametrize("expression", ["(a+)+$", r"(\w+\s?)*$"])
def test_an_expression_that_never_ends(folder, refusal, expression):
    change_json(folder / "tokenizer.json", "pre_tokenizer", to=split_by(expression))
    sentence = refusal()
    assert "tokenizer.json cannot be used" in sentence


def test_an_expression_that_hangs_on_a_rare_text_only_is_stopped_when_that_text_comes(folder, quarantine):
    """It passes every text that is tried at opening; the text itself is tried in the helper before it is encoded."""
    steps = [split_by(r"q*q*q*q*[0-9]|."), {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]
    steps[1]["use_regex"] = False
    change_json(folder / "tokenizer.json", "pre_tokenizer", to={"type": "Sequence", "pretokenizers": steps})
    tokenizer = open_tokenizer(folder, quarantine)
    assert tokenizer.rehearse is not None
    assert tokenizer.decode(tokenizer.encode("the cat")) == "the cat"
    with pytest.raises(StudioError, match="cannot encode this text"):
        tokenizer.encode(("q" * 110 + "?") * 20)
    assert tokenizer.decode(tokenizer.encode("the dog")) == "the dog"


def save_made_of(folder, model, **parts):
    folder.mkdir(exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps({"version": "1.0", "model": model} | parts))


def test_words_that_take_word_piece_for_ever_are_stopped_when_they_come(tmp_path, quarantine):
    pieces = {"[UNK]": 0, "a": 1, "##a": 2}
    model = {"type": "WordPiece", "vocab": pieces, "unk_token": "[UNK]", "continuing_subword_prefix": "##"}
    save_made_of(tmp_path, model | {"max_input_chars_per_word": 2**40})
    tokenizer = open_tokenizer(tmp_path, quarantine)
    assert tokenizer.encode("aaa") == [1, 2, 2]
    with pytest.raises(StudioError, match="cannot encode this text: it takes more than 2 seconds of processor time"):
        tokenizer.encode("a" * 20_000)
    save_made_of(tmp_path, model | {"max_input_chars_per_word": 100})
    assert open_tokenizer(tmp_path, quarantine).rehearse is None


def test_long_tokens_of_unigram_are_looked_for_in_the_helper_first(tmp_path, quarantine):
    tokens = [["<unk>", 0.0], *(["a" * length, -1.0] for length in range(1, 300))]
    save_made_of(tmp_path, {"type": "Unigram", "vocab": tokens, "unk_id": 0})
    assert open_tokenizer(tmp_path, quarantine).rehearse is not None
    save_made_of(tmp_path, {"type": "Unigram", "vocab": tokens[:200], "unk_id": 0})
    assert open_tokenizer(tmp_path, quarantine).rehearse is None


def test_a_tokenizer_without_a_token_for_the_unknown(tmp_path, quarantine):
    save_made_of(tmp_path, {"type": "Unigram", "vocab": [["a", -1.0], ["b", -2.0]], "unk_id": None})
    tokenizer = open_tokenizer(tmp_path, quarantine)
    assert tokenizer.encode("ab") == [0, 1]
    with pytest.raises(StudioError, match="could not split the text"):
        tokenizer.encode("abc")
    save_made_of(tmp_path, {"type": "Unigram", "vocab": [["x", -1.0], ["y", -2.0]], "unk_id": None})
    with pytest.raises(StudioError, match="it cannot encode a text"):
        open_tokenizer(tmp_path, quarantine)


SLOW_WAY_BACK = {
    "type": "Sequence",
    "decoders": [{"type": "Fuse"}, {"type": "Replace", "pattern": {"Regex": "(a|a)*(?!a|$)"}, "content": ""}],
}


def test_a_way_back_to_text_that_never_ends_is_stopped_when_its_ids_come(tmp_path, quarantine):
    model = {"type": "WordLevel", "vocab": {"b": 0, "a": 1}, "unk_token": "b"}
    save_made_of(tmp_path, model, decoder=SLOW_WAY_BACK)
    tokenizer = open_tokenizer(tmp_path, quarantine)
    assert tokenizer.rehearse is None
    assert tokenizer.rehearse_ids is not None
    assert tokenizer.decode([1, 1]) == "aa"
    with pytest.raises(StudioError, match=r"could not make text|cannot make text"):
        tokenizer.decode([1] * 60)
    assert tokenizer.decode([1, 1]) == "aa"


def test_a_panic_on_the_way_back_to_text_is_a_sentence(tmp_path):
    save_made_of(tmp_path, {"type": "WordLevel", "vocab": {"b": 0, "a": 1}, "unk_token": "b"}, decoder=SLOW_WAY_BACK)
    with pytest.raises(StudioError, match="could not make text of what the model writes"):
        load_tokenizer(tmp_path).decode([1] * 30)


def test_tokens_that_become_very_long_texts(tmp_path, quarantine):
    replace = {"type": "Replace", "pattern": {"String": "a"}, "content": "b" * 1_000_000}
    save_made_of(tmp_path, {"type": "WordLevel", "vocab": {"b": 0, "a": 1}, "unk_token": "b"}, decoder=replace)
    tokenizer = open_tokenizer(tmp_path, quarantine)
    assert tokenizer.decode([0]) == "b"
    with pytest.raises(StudioError, match="makes 1,000,000 characters of one token, and the limit is 1,000:"):
        tokenizer.decode([1])


def test_the_helper_does_not_mistake_one_tokenizer_for_another(tmp_path, quarantine):
    """It keeps only the one that was tried last; ids that this one does not have come from the other."""
    opened = []
    for size in (300, 2):
        model = {"type": "WordLevel", "vocab": {f"w{number}": number for number in range(size)}, "unk_token": "w0"}
        replace = {"type": "Replace", "pattern": {"Regex": "w1$"}, "content": "x" * (3_000 if size == 300 else 1)}
        save_made_of(tmp_path / str(size), model, decoder=replace)
        opened.append(open_tokenizer(tmp_path / str(size), quarantine))
    with pytest.raises(StudioError, match="makes 3,000 characters"):
        opened[0].decode([1])
    assert opened[1].decode([1]) == "x"


@pytest.mark.parametrize(
    "content",
    [
        '{"version": "1.0", "model": {"type": "WordPiece", "vocab": {}, "unk_token": "x"}}',
        '{"normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAAAAAAAAAA="}, "model": {"type": "Unigram", '
        '"vocab": [["a", 0.0]], "unk_id": 0}}',
        '{"model": {"type": "Unigram", "vocab": [["a", 0.0]], "unk_id": 7}}',
        '{"model": {"type": "Nonsense"}}',
        "{}",
        "[]",
        "",
        "\x00",
        "[" * 100_000,
        '{"normalizer": ' + '{"type": "Sequence", "normalizers": [' * 100_000,
    ],
)
def test_files_that_make_the_library_fail_or_panic(folder, refusal, content):
    (folder / "tokenizer.json").write_text(content)
    assert "tokenizer.json" in refusal()


@pytest.mark.parametrize("name", ["vocab.json", "special_tokens_map.json", "tokenizer_config.json"])
def test_deep_json_is_a_sentence_for_our_own_loader_too(folder, name):
    (folder / "tokenizer.json").unlink()
    (folder / name).write_text('{"a":' * 100_000)
    with pytest.raises(StudioError, match=name):
        load_tokenizer(folder)


@pytest.mark.parametrize(
    ("name", "entry", "value", "named"),
    [
        ("special_tokens_map.json", "bos_token", "x" * 1_000_000, "its bos_token is longer than 100000 characters"),
        ("tokenizer_config.json", "extra_special_tokens", ["x" * 1_000_000], "special tokens is longer than 100000"),
        (
            "tokenizer_config.json",
            "added_tokens_decoder",
            {"1": {"content": "x" * 1_000_000}},
            "special tokens is longer than 100000",
        ),
    ],
)
def test_a_special_token_without_end(folder, refusal, name, entry, value, named):
    change_json(folder / name, entry, to=value)
    assert named in refusal()


def test_an_added_token_without_end(folder, refusal):
    token = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": False}
    change_json(folder / "tokenizer.json", "added_tokens", to=[token | {"id": 0, "content": "x" * 1_000_000}])
    assert "tokenizer.json cannot be used: one of its special tokens is longer than 100000 characters" in refusal()


@pytest.mark.parametrize("entry", [[], {}, {"content": 3}, {"content": None}, 7, True])
def test_a_special_token_that_is_no_text_plays_no_part(folder, quarantine, entry):
    change_json(folder / "special_tokens_map.json", "bos_token", to=entry)
    assert "bos_token" not in open_artifact(folder, quarantine=quarantine).tokenizer.roles


def test_the_jobs_of_the_tokenizer_tab_are_protected_too(tmp_path):
    home = Home(tmp_path)
    for name in ("good", "bad"):
        folder = home.tokenizers / name
        folder.mkdir(parents=True)
        (folder / "tokenizer.json").write_text(byte_level_tokenizer().backend.to_str())
    change_json(folder / "tokenizer.json", "pre_tokenizer", to=split_by(CATASTROPHIC[0]))
    found = {entry.name: entry for entry in list_tokenizers.run(list_tokenizers.ListTokenizers(home), JobContext())}
    assert found["good"].problem is None
    assert found["bad"].problem is not None
    assert found["bad"].problem.key in ("tokenizer.harmful", "tokenizer.unsound")
    with pytest.raises(StudioError, match="cannot be used"):
        open_tokenizer_job.run(open_tokenizer_job.OpenTokenizer(folder), JobContext())


def test_a_vocabulary_of_256k_and_hundreds_of_special_tokens_opens(tmp_path, quarantine):
    folder = tmp_path / "large"
    folder.mkdir()
    content = json.loads(byte_level_tokenizer().backend.to_str())
    vocabulary = content["model"]["vocab"]
    first = len(vocabulary)
    vocabulary |= {f"w{number}": first + number for number in range(256_000)}
    last = len(vocabulary)
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    content["added_tokens"] += [{"id": last + i, "content": f"<|reserved_{i}|>"} | added for i in range(300)]
    (folder / "tokenizer.json").write_text(json.dumps(content))
    tokenizer = open_tokenizer(folder, quarantine)
    assert tokenizer.vocab_size == last + 300
    assert tokenizer.rehearse is None
    assert tokenizer.encode("<|reserved_299|>") == [last + 299]


def test_a_helper_that_was_ended_from_outside_is_replaced(folder, quarantine):
    tokenizer = open_tokenizer(folder, quarantine)
    process = quarantine._process
    process.kill()
    process.wait()
    assert open_tokenizer(folder, quarantine).vocab_size == tokenizer.vocab_size
    assert quarantine._process.pid != process.pid
    assert os.getpid() != quarantine._process.pid
