"""The token that ends a turn, found from the chat templates of published models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tokenizers
from tokenizers import AddedToken

from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.turn_end import TurnEnd, turn_end
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.tokenizer import Tokenizer

MARKS = ["<s>", "</s>", "<|im_start|>", "<|im_end|>", "<start_of_turn>", "<end_of_turn>", "<|start_header_id|>"]
MARKS += ["<|end_header_id|>", "<|eot_id|>", "<|user|>", "<|assistant|>", "<|end|>", "[INST]", "[/INST]", "\n\n"]
ALTERNATE = (
    "{% for m in messages %}"
    "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}"
)
TEMPLATES = {
    "ChatML": (CHATML, ["<|im_end|>", "<|im_start|>"], []),
    "Gemma": (
        "{{ bos_token }}" + ALTERNATE + "{{ '<start_of_turn>' + ('model' if m.role == 'assistant' else m.role) }}\n"
        "{{ m.content | trim }}<end_of_turn>\n{% endfor %}",
        ["<end_of_turn>", "<start_of_turn>"],
        [],
    ),
    "Llama 3": (
        "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
        "{{ m.content | trim }}<|eot_id|>{% endfor %}",
        ["<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>"],
        [],
    ),
    "Phi 3": (
        "{% for m in messages %}<|{{ m.role }}|>\n{{ m.content }}<|end|>\n{% endfor %}",
        ["<|end|>", "<|user|>"],
        [],
    ),
    "Mistral": (
        "{{ bos_token }}" + ALTERNATE + "{% if m.role == 'user' %}[INST] {{ m.content }} [/INST]"
        "{% else %}{{ m.content + eos_token }}{% endif %}{% endfor %}",
        ["</s>", "[INST]"],
        [],
    ),
    "Llama 2": (
        ALTERNATE + "{% if m.role == 'user' %}{{ bos_token }}[INST] {{ m.content }} [/INST]"
        "{% else %} {{ m.content }} {{ eos_token }}{% endif %}{% endfor %}",
        ["</s>", "<s>", "[INST]"],
        [],
    ),
    "Zephyr": (
        "{% for m in messages %}<|{{ m.role }}|>\n{{ m.content + eos_token }}\n{% endfor %}",
        ["</s>", "<|user|>"],
        [],
    ),
    "nothing but the next turn": (
        "{% for m in messages %}<|{{ m.role }}|>\n{{ m.content }}\n{% endfor %}",
        ["<|user|>"],
        [],
    ),
    "Alpaca": (
        "{% for m in messages %}{% if m.role == 'user' %}### Instruction:\n{{ m.content }}\n\n"
        "{% else %}### Response:\n{{ m.content }}\n\n{% endif %}{% endfor %}",
        [],
        ["\n### Instruction:"],
    ),
    "names": ("{% for m in messages %}{{ m.role | title }}: {{ m.content }}\n{% endfor %}", [], ["\nUser:"]),
    "ordinary marks": (
        "{% for m in messages %}<|turn|>{{ m.role }}\n{{ m.content }}<|over|>\n{% endfor %}",
        [],
        ["<|over|>"],
    ),
    "ordinary marks, last turn open": (
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% if not loop.last %} [over]\n{% endif %}{% endfor %}",
        [],
        ["[over]", "[user]"],
    ),
    "an ordinary mark before a special one": (
        "{% for m in messages %}<|im_start|>{{ m.content }}\n-- end --\n{% endfor %}",
        ["<|im_start|>"],
        ["\n-- end --"],
    ),
    "wants a system message": (
        "{% if messages[0].role != 'system' %}{{ raise_exception('no') }}{% endif %}"
        "{% for m in messages %}{{ m.content }}<|end|>{% endfor %}",
        ["<|end|>"],
        [],
    ),
    "one question only": (
        "{% if messages | length > 2 %}{{ raise_exception('no') }}{% endif %}"
        "{% for m in messages %}{{ m.content }}<|end|>{% endfor %}",
        ["<|end|>"],
        [],
    ),
    "no answer in it": ("{{ messages[0].content }}<|end|>", [], []),
    "no mark": ("{% for m in messages %}{{ m.content }}\n{% endfor %}", [], []),
    "always refuses": ("{{ raise_exception('no') }}", [], []),
}


@pytest.fixture(scope="module")
def helper() -> Iterator[Quarantine]:
    with Quarantine() as quarantine:
        yield quarantine


@pytest.fixture(scope="module")
def marked(trained: Tokenizer) -> Tokenizer:
    backend = tokenizers.Tokenizer.from_str(trained.backend.to_str())
    backend.add_tokens([AddedToken(mark, special=mark.strip() != "", normalized=False) for mark in MARKS])
    return Tokenizer(backend, {"bos_token": "<s>", "eos_token": "</s>"})


@pytest.fixture(scope="module")
def trained() -> Tokenizer:
    from tiny_folders import byte_level_tokenizer

    return byte_level_tokenizer()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_end_of_a_turn_is_read_off_the_template(name: str, marked: Tokenizer, helper: Quarantine) -> None:
    source, tokens, texts = TEMPLATES[name]
    found = turn_end(ChatTemplate(source), marked, helper)
    assert [marked.backend.id_to_token(token) for token in found.ids] == tokens
    assert list(found.texts) == texts


def test_marks_that_are_no_tokens_of_the_model_are_texts(helper: Quarantine) -> None:
    backend = tokenizers.Tokenizer(tokenizers.models.BPE())
    backend.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = tokenizers.trainers.BpeTrainer(
        initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    backend.train_from_iterator(["the cat"], trainer)
    found = turn_end(ChatTemplate(CHATML), Tokenizer(backend, {}), helper)
    assert found == TurnEnd(texts=("<|im_end|>",))


def test_a_mark_that_is_a_word_of_the_vocabulary_is_that_token(helper: Quarantine) -> None:
    words = {word: i for i, word in enumerate(["[UNK]", "<|im_end|>", "<", "|", "im_end", ">"])}
    backend = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    backend.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    found = turn_end(ChatTemplate(CHATML), Tokenizer(backend, {}), helper)
    assert (found.ids, found.texts) == ((1,), ("<|im_end|>",))
