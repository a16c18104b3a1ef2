"""llama.cpp on exported files: the same text, the same probabilities, the same tokens."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import gguf
import pytest
import torch
from brief_models import (
    CONFIGS,
    MORE_CONFIGS,
    PROMPTS,
    ROWS,
    SENTENCES,
    SPECIAL,
    brief_model,
    greedy,
    pieces_tokenizer,
    random_adapter,
    tokenizer_that_splits_like,
)
from llama_cpp import Answer, Question, ask
from tiny_models import CASES, make

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import load_tokenizer, tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer

pytestmark = [
    pytest.mark.xdist_group("export"),
    pytest.mark.skipif(find_spec("xllamacpp") is None, reason="xllamacpp is not installed"),
]

FORMATS = {"gguf-f32": 1e-4, "gguf-f16": 0.02, "gguf-bf16": 0.15, "gguf-q8_0": 0.15, "gguf-q4_0": 1.5}
"""How far the chances of a first token (natural logarithms, those above one in a thousand) may be from ours."""
GELU = 5e-3  # llama.cpp looks this activation up in a table of float16
WITH_GELU = ("gpt2", "gpt_neo", "gemma")
HOSTILE = (
    "El ñandú comió piñas; ¡qué raro! ÁÉÍÓÚ Ü ç",
    "e\u0301 compuesta de dos, n\u0303 también",
    "😀👩‍👩‍👧‍👦 🏳️‍🌈 🐧🐿️ ½ ² ﬁ Ⅷ",
    "3.14159 1234567 007 ١٢٣ १२३ 7:30",
    "a\n\n\n b\r\n\tc  d   \n  e\n",
    "<|im_start|>user\nhola<|im_end|>\n<|endoftext|> fin",
    "<|im_start|<|im_end|><|endoftext|>|>",
    "don't I'LL we've 'tis O'Neil's 'S",
    "\u00a0x\u2003y\u200bz\u0085w\u1680v\u3000u\ufeff",
    "中文测试 日本語テスト 한국어 עברית العربية ไทย",
    "def f(x):\n    return {'a': [1, 2]}  # ok!!!\n",
    "\x00\x01\x1b[0m\x7f",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    " ",
    "\n",
    "   leading and trailing   ",
    "La niña fue al bosque<s> y encontró<end>x",
)


@pytest.fixture(scope="module")
def answers(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Answer]:
    """The answers of llama.cpp for every architecture and format, from one process."""
    folder = tmp_path_factory.mktemp("gguf")
    asked = {
        (model_type, form): Question(
            str(export(learned[model_type], form, folder / f"{model_type} {form}.gguf").path), PROMPTS, chances=20
        )
        for model_type in CONFIGS
        for form in FORMATS
    }
    return dict(zip(asked, ask(list(asked.values())), strict=True))


@pytest.fixture(scope="module")
def ours(learned: dict[str, Path]) -> dict[str, tuple[list[str], list[Any]]]:
    """Texts and log-probabilities by model type."""
    found = {}
    for model_type, folder in learned.items():
        tokenizer = load_tokenizer(folder)
        written, chances = greedy(folder)
        # llama.cpp keeps back a character of which only the first bytes are there
        found[model_type] = ([tokenizer.decode(ids).rstrip("\ufffd") for ids in written], chances)
    return found


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("model_type", CONFIGS)
def test_it_writes_the_same_text(model_type: str, form: str, answers: Any, ours: Any) -> None:
    texts, _ = ours[model_type]
    assert answers[model_type, form].texts == texts
    assert texts[0].startswith(" al bosque y encontró")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("model_type", CONFIGS)
def test_its_chances_are_ours(model_type: str, form: str, answers: Any, ours: Any) -> None:
    _, chances = ours[model_type]
    apart = difference(answers[model_type, form], chances)
    print(f"{model_type} {form}: {apart:.2g}")
    assert apart < max(FORMATS[form], GELU if model_type == "gpt2" else 0)


def test_fewer_bits_name_the_same_next_token(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    """At each place of the sentences that a model knows; tests/benchmarks/gguf_agreement.py asks at 2,000 others."""
    folder = learned["llama"]
    opened = open_artifact(folder)
    beginnings, ours = [], []
    for sentence in SENTENCES:
        ids = opened.tokenizer.encode(sentence)
        with torch.no_grad():
            likeliest = opened.model.logits(opened.model(torch.tensor([ids])))[0].argmax(-1).tolist()
        beginnings += [tuple(ids[:end]) for end in range(1, len(ids) + 1)]
        ours += likeliest
    assert len(ours) > 200
    forms = ("gguf-q8_0", "gguf-q4_0")
    files = [export(folder, form, tmp_path / f"{form}.gguf").path for form in forms]
    answers = ask([Question(str(file), beginnings=tuple(beginnings)) for file in files])
    for form, answer in zip(forms, answers, strict=True):
        same = sum(one == other for one, other in zip(answer.following, ours, strict=True)) / len(ours)
        print(f"{form}: {same:.4f}")
        assert same >= 0.98, form


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of the architectures that can only be tuned here, by model type."""
    root, tokenizer = tmp_path_factory.mktemp("others"), tokenizer_that_splits_like("gpt2")
    return {
        model_type: brief_model(root / model_type, model_type, tokenizer, steps=40, sentences=SENTENCES[:3])
        for model_type in MORE_CONFIGS
    }


def test_all_architectures_write_the_same_text_with_and_without_an_adapter(
    others: dict[str, Path], learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    """In float32; an adapter of random numbers on all linear layers, of GPT-2's scaled by the root of its rank."""
    prompts, folders = PROMPTS[:3], others | learned
    questions, adapters = [], {}
    for model_type, folder in folders.items():
        file = str(export(folder, "gguf-f32", tmp_path / f"{model_type}.gguf").path)
        adapter = random_adapter(tmp_path / f"{model_type}-lora", folder, by_root=model_type == "gpt2")
        onto = str(export(folder, "gguf-f32", tmp_path / f"{model_type}-lora.gguf", adapter=adapter).path)
        questions += [Question(file, prompts, chances=20), Question(file, prompts, chances=20, adapter=onto)]
        adapters[model_type] = adapter
    answers = iter(ask(questions))
    for model_type, folder in folders.items():
        tokenizer = load_tokenizer(folder)
        plain: list[Any] = []
        for adapter, answer in zip((None, adapters[model_type]), answers, strict=False):
            written, chances = greedy(folder, prompts, adapter=adapter)
            apart = difference(answer, chances)
            print(f"{model_type} {'with' if adapter else 'without'} an adapter: {apart:.2g}")
            assert apart < (GELU if model_type.startswith(WITH_GELU) else 1e-4), model_type
            if adapter is not None:
                assert max(float((one - other).abs().max()) for one, other in zip(chances, plain, strict=True)) > 0.1
            else:
                plain = chances
                theirs = [text.rstrip("\ufffd") for text in answer.texts]
                assert theirs == [tokenizer.decode(ids).rstrip("\ufffd") for ids in written], model_type


def difference(answer: Answer, chances: list[Any]) -> float:
    pairs = [
        (theirs, float(own[token]))
        for found, own in zip(answer.chances, chances, strict=True)
        for token, theirs in found.items()
        if theirs > -7
    ]
    assert len(pairs) >= len(chances) // 2
    return max(abs(theirs - own) for theirs, own in pairs)


OPTIONS = (
    "llama tied, one key-value head",
    "llama attention and MLP biases",
    "llama theta 500,000, epsilon 0.01",
    "llama linear",
    "llama llama3",
    "qwen2",
    "qwen3 untied, all heads",
    "qwen3 head size 32, one key-value head",
    "llama yarn of the usual kind",
    "gpt2 untied",
    "gpt_neo all global, inner 100",
    "gpt_neox one after the other",
    "gpt_neox half, linear",
    "mistral linear, all heads, no window",
    "phi3 part of the head",
    "phi3 longrope in a short text",
    "gemma2 tight soft-capping, query scalar 100",
    "gemma3_text linear in full layers",
    "gemma3_text query scalar 24, untied",
    "olmo2 tied, all heads",
    "smollm3",
)
MORE_CASES = CASES | {
    "llama yarn of the usual kind": CASES["llama"]
    | {"rope_parameters": CASES["llama yarn"]["rope_parameters"] | {"beta_slow": 1.0}},
    "gpt2 untied": CASES["gpt2"] | {"tie_word_embeddings": False, "n_inner": 100},
    "gpt_neo all global, inner 100": CASES["gpt_neo all global, inner 100, ReLU"] | {"activation_function": "gelu_new"},
    "gpt_neox one after the other": CASES["gpt_neox half of the head, tied"] | {"use_parallel_residual": False},
    "mistral linear, all heads, no window": CASES["mistral linear, all heads"] | {"sliding_window": None},
    "phi3 longrope in a short text": CASES["phi3 longrope"]
    | {"max_position_embeddings": 1024, "original_max_position_embeddings": 512}
    | {"rope_parameters": CASES["phi3 longrope"]["rope_parameters"] | {"original_max_position_embeddings": 512}},
    "gemma2 tight soft-capping, query scalar 100": CASES["gemma2 tight soft-capping"] | {"query_pre_attn_scalar": 100},
    "gemma3_text query scalar 24, untied": CASES["gemma3_text"]
    | {"query_pre_attn_scalar": 24, "tie_word_embeddings": False},
}
CAT = (
    "the cat sat on the mat and the dog sat on the log once more and more",
    "a b",
    "the dog, the log. The mat?",
    "on",
    "and the cat sat, and sat, and sat, and the mat",
    "log log log dog",
    "1 2 3 4 5",
)


def test_options_that_change_the_numbers_are_kept(
    export: Callable[..., Any], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    folders = {name: tmp_path / str(number) for number, name in enumerate(OPTIONS)}
    for name, folder in folders.items():
        make(MORE_CASES[name]).save_pretrained(folder)
        for file, content in tokenizer_files(tokenizer).items():
            (folder / file).write_bytes(content)
    questions = [
        Question(
            str(export(folder, "gguf-f32", folder.with_suffix(".gguf")).path), CAT, length=1, chances=50, context=256
        )
        for folder in folders.values()
    ]
    for (name, folder), answer in zip(folders.items(), ask(questions), strict=True):
        _, chances = greedy(folder, CAT, 1)
        # llama.cpp says nothing of a first token that is only a part of a character
        written = [(found, own) for found, own in zip(answer.chances, chances, strict=True) if found]
        assert len(written) >= 2, name
        apart = max(abs(theirs - float(own[token])) for found, own in written for token, theirs in found.items())
        print(f"{name}: {apart:.2g}")
        assert apart < (GELU if name.startswith(WITH_GELU) else 1e-4), name


def test_rows_that_are_no_blocks_of_32_are_stored_in_16_bits(
    export: Callable[..., Any], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    make(CASES["llama"]).save_pretrained(folder)  # of hidden size 48
    for file, content in tokenizer_files(tokenizer).items():
        (folder / file).write_bytes(content)
    exported = export(folder, "gguf-q8_0", tmp_path / "odd.gguf")
    kinds = {tensor.name: tensor.tensor_type.name for tensor in gguf.GGUFReader(exported.path).tensors}
    assert {kinds["blk.0.ffn_up.weight"], kinds["token_embd.weight"]} == {"F16"}
    assert kinds["output_norm.weight"] == "F32"
    (answer,) = ask([Question(str(exported.path), CAT, length=1, chances=50)])
    assert difference(answer, greedy(folder, CAT, 1)[1]) < FORMATS["gguf-f16"]


def test_texts_become_the_same_tokens(export: Callable[..., Any], tmp_path: Path) -> None:
    """For each way to split that llama.cpp knows, with and without a begin token, and for SentencePiece's."""
    known = {
        f"{split} {adds_start}": tokenizer_that_splits_like(split, adds_start=adds_start)
        for split in ("gpt2", "qwen2", "llama3", "smollm")
        for adds_start in (False, True)
    }
    questions, tokenizers = [], []
    for name, tokenizer in (known | {kind: pieces_tokenizer(kind) for kind in ("gemma", "llama2")}).items():
        folder = brief_model(tmp_path / name, "llama", tokenizer, steps=0)
        questions.append(Question(str(export(folder, "gguf-f16", folder.with_suffix(".gguf")).path), texts=HOSTILE))
        tokenizers.append(open_artifact(folder).tokenizer)
    for tokenizer, answer in zip(tokenizers, ask(questions), strict=True):
        for text, theirs in zip(HOSTILE, answer.tokens, strict=True):
            if tokenizer.backend.normalizer is not None:
                text = tokenizer.backend.normalizer.normalize_str(text)  # what the export warns of
                if text not in HOSTILE:
                    continue
            assert theirs == tokenizer.encode(text), text


def test_the_file_says_what_the_folder_says(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    """Chat template, special tokens, sizes and kinds of tokens, as llama.cpp's own reader finds them."""
    path = export(learned["llama"], "gguf-f16", tmp_path / "llama.gguf").path
    fields = {name: field.contents() for name, field in gguf.GGUFReader(path).fields.items()}
    assert fields["tokenizer.chat_template"] == CHATML
    assert fields["tokenizer.ggml.pre"] == "gpt-2"
    ends = {key: fields[f"tokenizer.ggml.{key}_token_id"] for key in ("bos", "eos", "eot", "padding")}
    assert ends == {"bos": 0, "eos": 2, "eot": 0, "padding": 0}
    assert (fields["tokenizer.ggml.add_bos_token"], fields["tokenizer.ggml.add_eos_token"]) == (False, False)
    assert len(fields["tokenizer.ggml.tokens"]) == len(fields["tokenizer.ggml.token_type"]) == ROWS
    kinds = dict(zip(fields["tokenizer.ggml.tokens"], fields["tokenizer.ggml.token_type"], strict=True))
    assert [kinds[name] for name in (*SPECIAL, "Ġ", f"[PAD{ROWS - 1}]")] == [3, 3, 3, 1, 5]
    sizes = {"context_length": 128, "attention.key_length": 24, "attention.head_count_kv": 2, "vocab_size": ROWS}
    assert {name: fields[f"llama.{name}"] for name in sizes} == sizes
    assert fields["llama.rope.freq_base"] == 5000.0
    assert fields["general.file_type"] == gguf.LlamaFileType.MOSTLY_F16
