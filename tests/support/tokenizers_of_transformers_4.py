"""Compare with transformers 4: ``python tests/support/tokenizers_of_transformers_4.py --python VENV/bin/python``.

The other Python has transformers 4.57. It saves tokenizers of every kind and class in every form that it writes, with
and without ``tokenizer.json``. This Python opens them: the ids of all texts and the token of each role have to be the
same. Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TEXTS = (
    "",
    "the cat sat on the mat",
    "The Cat SAT, on-the mat!  twice\n\n and don't",
    "¿Dónde está el niño? çñ ÀÉ e\u0301",
    "日本語の犬 cat狗dog 12345",
    "<|endoftext|>the<|im_start|>user cat<|im_end|> <s>dog</s> <image>x<extra> y",
    "[CLS] the [MASK] sat [SEP] [UNK][PAD] [mask]",
)
ROLES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "The", "##s", "##at", "on", "-", "don", "'")
WORDS += ("t", "日", "本", "donde", "Dónde", "esta", "nino", "el", "?", "¿", "mat")


def save_there(root: Path, plain: Path) -> None:
    """Runs in the other Python. ``plain`` holds a byte-level tokenizer in all its forms."""
    import transformers
    from transformers import AddedToken

    (root / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    words, unigram = str(root / "vocab.txt"), str(plain / "unigram.json")
    older = {"vocab_file": str(plain / "vocab.json"), "merges_file": str(plain / "merges.txt")}
    whole = {"tokenizer_file": str(plain / "tokenizer.json")}
    image = AddedToken("<image>", lstrip=True, special=True)
    added = {"bos_token": "<s>", "eos_token": AddedToken("</s>", rstrip=True), "additional_special_tokens": [image]}
    named = {"extra_special_tokens": {"image_token": "<image>"}, "eos_token": "cat", "pad_token": None}
    made: dict[str, tuple[str, dict[str, Any]]] = {
        "words": ("BertTokenizerFast", {"vocab_file": words}),
        "words, slow": ("BertTokenizer", {"vocab_file": words, "additional_special_tokens": ["<extra>"]}),
        "words, cased": ("BertTokenizerFast", {"vocab_file": words, "do_lower_case": False, "strip_accents": True}),
        "words, distil": ("DistilBertTokenizerFast", {"vocab_file": words, "tokenize_chinese_chars": False}),
        "bytes": ("GPT2TokenizerFast", older),
        "bytes, slow": ("GPT2Tokenizer", older | {"pad_token": "<pad>"}),
        "bytes, roles": ("GPT2TokenizerFast", older | added),
        "bytes, prefix": ("GPT2TokenizerFast", older | {"add_prefix_space": True}),
        "bytes, qwen": ("Qwen2TokenizerFast", older),
        "bytes, qwen, slow": ("Qwen2Tokenizer", older | {"additional_special_tokens": ["<|im_start|>"]}),
        "any": ("PreTrainedTokenizerFast", whole),
        "any, roles": ("PreTrainedTokenizerFast", whole | added),
        "any, named": ("PreTrainedTokenizerFast", whole | named),
        "unigram": ("PreTrainedTokenizerFast", {"tokenizer_file": unigram, "eos_token": "</s>", "unk_token": "<unk>"}),
    }
    for name, (kind, options) in made.items():
        tokenizer = getattr(transformers, kind)(**options)
        for form in ("whole", "older"):
            if form == "older" and kind == "PreTrainedTokenizerFast":
                continue
            folder = root / f"{name}, {form}"
            tokenizer.save_pretrained(folder)
            if form == "older":
                (folder / "tokenizer.json").unlink(missing_ok=True)
            again = getattr(transformers, kind).from_pretrained(folder)
            roles = {role: str(getattr(again, role)) for role in ROLES if getattr(again, role) is not None}
            known = {"ids": [again(text)["input_ids"] for text in TEXTS], "roles": roles}
            (folder / "expected.json").write_text(json.dumps(known), encoding="utf-8")


def make_plain(folder: Path) -> None:
    from tiny_folders import byte_level_tokenizer, unigram_tokenizer

    from gpt_studio.tokenization.files import tokenizer_files

    for name, content in tokenizer_files(byte_level_tokenizer()).items():
        (folder / name).write_bytes(content)
    (folder / "unigram.json").write_text(unigram_tokenizer().backend.to_str(), encoding="utf-8")


def compare_here(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder, and what differs in it."""
    from gpt_studio.tokenization.files import load_tokenizer

    for expected in sorted(root.glob("*/expected.json")):
        known = json.loads(expected.read_text(encoding="utf-8"))
        tokenizer = load_tokenizer(expected.parent)
        found = [repr(text) for text, ids in zip(TEXTS, known["ids"], strict=True) if tokenizer.encode(text) != ids]
        roles = {role: token for role, token in tokenizer.roles.items() if role in ROLES}
        if known["roles"] and roles != known["roles"]:  # a folder that names no roles gets the usual ones here
            found.append(f"{roles} for {known['roles']}")
        yield expected.parent.name, found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--python", type=Path, help="the Python that has the other transformers")
    parser.add_argument("--there", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.there:
        save_there(*arguments.there)
        return 0
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as plain:
        make_plain(Path(plain))
        subprocess.run([arguments.python, __file__, "--there", scratch, plain], check=True)
        outcomes = list(compare_here(Path(scratch)))
    print(f"{sum(not differences for _, differences in outcomes)} of {len(outcomes)} folders are the same")
    for name, differences in outcomes:
        for difference in differences:
            print(f"  {name}: {difference}")
    return 1 if any(differences for _, differences in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
