"""The roles of special tokens in the files of a new tokenizer, as transformers reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizers import ByteLevelBPETokenizer
from transformers import AutoTokenizer

from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer, tokenizer_files
from gpt_studio.tokenization.roles import end_of_text, usual_roles
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from tests.unit.tokenization.conftest import STORY

GPT2 = "<|endoftext|>"
NAMED: dict[tuple[str, ...], dict[str, str]] = {
    ("<s>", "</s>"): {"bos": "<s>", "eos": "</s>", "pad": "</s>"},
    ("<s>", "<pad>", "</s>", "<unk>", "<mask>"): {
        "bos": "<s>",
        "eos": "</s>",
        "pad": "<pad>",
        "unk": "<unk>",
        "mask": "<mask>",
    },
    ("[BOS]", "[EOS]", "[PAD]", "[UNK]"): {"bos": "[BOS]", "eos": "[EOS]", "pad": "[PAD]", "unk": "[UNK]"},
    ("<pad>", "<eos>", "<bos>"): {"bos": "<bos>", "eos": "<eos>", "pad": "<pad>"},
    (GPT2,): {"bos": GPT2, "eos": GPT2, "pad": GPT2, "unk": GPT2},
    ("<|begin_of_text|>", "<|end_of_text|>"): {
        "bos": "<|begin_of_text|>",
        "eos": "<|end_of_text|>",
        "pad": "<|end_of_text|>",
    },
    ("<|startoftext|>", GPT2, "<|pad|>"): {"bos": "<|startoftext|>", "eos": GPT2, "pad": "<|pad|>", "unk": GPT2},
    ("<BOS>", "<EOS>"): {"bos": "<BOS>", "eos": "<EOS>", "pad": "<EOS>"},
    ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"): {
        "bos": "<｜begin▁of▁sentence｜>",
        "eos": "<｜end▁of▁sentence｜>",
        "pad": "<｜end▁of▁sentence｜>",
    },
    ("</s>",): {"bos": "</s>", "eos": "</s>", "pad": "</s>"},
    ("<user>", "<bot>"): {},
}


@pytest.mark.parametrize("named", NAMED, ids=" ".join)
def test_transformers_reads_the_roles_that_the_names_tell(named: tuple[str, ...], tmp_path: Path) -> None:
    settings = TokenizerSettings(vocab_size=270, special_tokens=named)
    ours = train_tokenizer([STORY], settings, JobContext())
    save_tokenizer(ours, tmp_path / "own")
    theirs = AutoTokenizer.from_pretrained(tmp_path / "own")
    roles = NAMED[named]
    for part in ("bos", "eos", "pad", "unk", "mask"):
        assert getattr(theirs, f"{part}_token") == roles.get(part)
    assert json.loads((tmp_path / "own" / "special_tokens_map.json").read_text(encoding="utf-8")) == ours.roles
    if "pad" not in roles:
        return
    begin = [] if roles["bos"] == roles["eos"] else [named.index(roles["bos"])]
    padded = theirs(["a", "b c"], padding=True)["input_ids"]
    assert padded[1] == [*begin, *ours.encode_text("b c")] == ours.encode("b c") == ours.encode_prompt("b c")
    assert padded[0][-1] == named.index(roles["pad"])
    assert ours.end_ids == (named.index(roles["eos"]),)


def test_the_tokenizer_of_hugging_faces_tutorials(tmp_path: Path) -> None:
    made = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    made.train_from_iterator([STORY] * 5, vocab_size=300, min_frequency=2, special_tokens=special)
    made.save_model(str(tmp_path))
    opened = load_tokenizer(tmp_path)
    assert {opened.special_ids[token] for token in special} == set(range(5))
    assert (opened.end_of_text, opened.end_ids, opened.begin_ids) == (2, (2,), ())
    for name, content in tokenizer_files(opened).items():
        (tmp_path / name).write_bytes(content)
    theirs = AutoTokenizer.from_pretrained(tmp_path)
    assert [theirs.bos_token, theirs.pad_token, theirs.eos_token, theirs.unk_token, theirs.mask_token] == special
    assert theirs(["a", "b c"], padding=True)["input_ids"][1] == made.encode("b c").ids


def test_what_ends_a_text_may_not_be_what_ends_a_turn() -> None:
    llama = ["<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>"]
    assert end_of_text(llama, {"eos_token": "<|eot_id|>"}) == "<|end_of_text|>"
    assert end_of_text([GPT2, "<|im_end|>"], {"eos_token": "<|im_end|>"}) == GPT2
    assert end_of_text(["<end_of_turn>", "<eos>"], {"eos_token": "<eos>"}) == "<eos>"
    assert end_of_text(["a mark"], {"eos_token": "a mark"}) == "a mark"
    assert end_of_text(["[CLS]", "[SEP]"], {}) == "[SEP]"
    assert end_of_text([], {"eos_token": "</s>"}) is None


def test_ordinary_names_play_no_part() -> None:
    assert usual_roles(["s", "eos", "<user>", "<system>", "<|end|>", "<sunk>", "[INST]", "<|eot_id|>"]) == {}
