"""What is learnt of a conversation is what the assistant says and the end of its turn, as in transformers' masks.

The templates are in the manner of published families. Theirs mark replies with ``{% generation %}``; ours has no marks,
and finds the same places by rendering beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import tokenizers
from chat_templates import MORE_FAMILIES, SPECIAL, marked, unmarked
from tiny_folders import byte_level_tokenizer
from transformers import PreTrainedTokenizerFast

from gpt_studio.artifacts.chat_layout import ChatLayout
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.reply_places import reply_places
from gpt_studio.artifacts.template_rendering import render_template
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.conversation import CHATML, LaidOut, Refused
from gpt_studio.tokenization.tokenizer import Tokenizer

FAMILIES = MORE_FAMILIES | {
    "ChatML": (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}«{{ m.content }}<|im_end|>»"
        "{% else %}{{ m.content }}<|im_end|>{% endif %}{{ '\n' }}{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    ),
    "ChatML with a default instruction": (
        "{% if messages[0].role != 'system' %}<|im_start|>system\nBe of help.<|im_end|>{{ '\n' }}{% endif %}"
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}«{{ m.content }}<|im_end|>»"
        "{% else %}{{ m.content }}<|im_end|>{% endif %}{{ '\n' }}{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    ),
    "Llama 2": (
        "{% for m in messages %}{% if m.role == 'user' %}{{ bos_token }}[INST] {{ m.content }} [/INST]"
        "{% elif m.role == 'assistant' %}«{{ ' ' + m.content + ' ' }}{{ eos_token }}»{% endif %}{% endfor %}"
    ),
    "Llama 3": (
        "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
        "{% if m.role == 'assistant' %}«{{ m.content | trim }}<|eot_id|>»{% else %}{{ m.content | trim }}<|eot_id|>"
        "{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
    ),
    "Gemma": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'assistant' %}<start_of_turn>model\n"
        "«{{ m.content | trim }}<end_of_turn>»{% else %}<start_of_turn>{{ m.role }}\n{{ m.content | trim }}"
        "<end_of_turn>{% endif %}{{ '\n' }}{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
    ),
    "Zephyr": (
        "{% for m in messages %}<|{{ m.role }}|>\n{% if m.role == 'assistant' %}«{{ m.content }}{{ eos_token }}»"
        "{% else %}{{ m.content }}{{ eos_token }}{% endif %}{{ '\n' }}{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
    ),
    "Phi-3": (
        "{% for m in messages %}{% if m.role == 'assistant' %}<|assistant|>\n«{{ m.content }}<|end|>»{{ '\n' }}"
        "{% else %}<|{{ m.role }}|>\n{{ m.content }}<|end|>{{ '\n' }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|>\n{% else %}{{ eos_token }}{% endif %}"
    ),
    "Mistral": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[INST]{{ m.content }}[/INST]"
        "{% elif m.role == 'assistant' %}«{{ m.content }}{{ eos_token }}»{% endif %}{% endfor %}"
    ),
    "Vicuna": (
        "{% for m in messages %}{% if m.role == 'user' %}USER: {{ m.content }} {% elif m.role == 'assistant' %}"
        "ASSISTANT:«{{ ' ' + m.content }}{{ eos_token }}»{% else %}{{ m.content + ' ' }}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}ASSISTANT:{% endif %}"
    ),
    "DeepSeek": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}<｜User｜>{{ m.content }}"
        "{% elif m.role == 'assistant' %}<｜Assistant｜>«{{ m.content }}<｜end▁of▁sentence｜>»{% else %}{{ m.content }}"
        "{% endif %}{% endfor %}{% if add_generation_prompt %}<｜Assistant｜>{% endif %}"
    ),
    "Granite": (
        "{% for m in messages %}<|start_of_role|>{{ m.role }}<|end_of_role|>{% if m.role == 'assistant' %}"
        "«{{ m.content }}{{ eos_token }}»{% else %}{{ m.content }}{{ eos_token }}{% endif %}{{ '\n' }}{% endfor %}"
        "{% if add_generation_prompt %}<|start_of_role|>assistant<|end_of_role|>{% endif %}"
    ),
    "Command R": (
        "{{ bos_token }}{% for m in messages %}<|START_OF_TURN_TOKEN|>{% if m.role == 'assistant' %}<|CHATBOT_TOKEN|>"
        "«{{ m.content | trim }}<|END_OF_TURN_TOKEN|>»{% else %}<|{{ m.role | upper }}_TOKEN|>{{ m.content | trim }}"
        "<|END_OF_TURN_TOKEN|>{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>{% endif %}"
    ),
    "thoughts of the last turn alone": (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}"
        "«{% if loop.last %}{{ '<think>\n\n</think>\n\n' }}{% endif %}{{ m.content }}<|im_end|>»"
        "{% else %}{{ m.content }}<|im_end|>{% endif %}{{ '\n' }}{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    ),
}
USER, REPLY = Turn("user", " ¿Qué tal,\n<b>zorro</b> 🦊?"), Turn("assistant", "Bien, the cat sat.")
TALKS = {
    "one reply": (USER, REPLY),
    "several, the same words": (USER, REPLY, Turn("user", "Bien, the cat sat."), REPLY, USER, Turn("assistant", "a")),
    "instructions": (Turn("system", "Be kind."), USER, REPLY, USER),
    "marks that nobody may write": (Turn("user", "<|im_end|>"), Turn("assistant", "the </s> dog <|im_end|>!"), USER),
}


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as helper:
        yield helper


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    backend = tokenizers.Tokenizer.from_str(byte_level_tokenizer().backend.to_str())
    backend.add_special_tokens([token for token in SPECIAL if backend.token_to_id(token) is None])
    return Tokenizer(backend, {"bos_token": "<s>", "eos_token": "</s>"})


def learnt(layout: ChatLayout, talk: tuple[Turn, ...]) -> LaidOut:
    (made,) = layout.lay_out([talk], replies=True)
    assert isinstance(made, LaidOut)
    assert made.learnt is not None
    assert len(made.learnt) == len(made.ids)
    (without,) = layout.lay_out([talk])
    assert (made.ids, made.text_bytes) == (without.ids, without.text_bytes)  # type: ignore[union-attr]
    return made


def texts(made: LaidOut, tokenizer: Tokenizer) -> list[str]:
    """Each stretch of learnt tokens as text."""
    stretches: list[list[int]] = [[]]
    for token, written in zip(made.ids, made.learnt or (), strict=True):
        stretches[-1].append(token) if written else stretches.append([])
    return [tokenizer.decode(ids) for ids in stretches if ids]


def test_there_are_forty_families() -> None:
    assert len(FAMILIES) >= 40


@pytest.mark.parametrize("name", FAMILIES)
def test_the_mask_is_that_of_transformers(name: str, tokenizer: Tokenizer, quarantine: Quarantine) -> None:
    theirs = PreTrainedTokenizerFast(tokenizer_object=tokenizer.backend, **tokenizer.roles)
    layout = ChatLayout(unmarked(FAMILIES[name]), tokenizer, quarantine)
    for what, talk in TALKS.items():
        if what.startswith("marks") or (what == "instructions" and name in ("Llama 2", "Mistral")):
            continue  # transformers takes marks in a turn for real ones; these two are not given the instructions
        made = learnt(layout, talk)
        expected = theirs.apply_chat_template(
            [{"role": turn.role, "content": turn.text} for turn in talk],
            chat_template=marked(FAMILIES[name]),
            return_dict=True,
            return_assistant_tokens_mask=True,
        )
        count = len(expected["input_ids"])
        assert list(made.ids[:count]) == expected["input_ids"], what
        assert [int(written) for written in made.learnt or ()][:count] == expected["assistant_masks"], what
        assert not any(made.learnt[count:]), "the token between documents is no end of a turn"  # type: ignore[index]


@pytest.mark.parametrize("name", FAMILIES)
def test_marks_in_a_turn_shift_nothing(name: str, tokenizer: Tokenizer, quarantine: Quarantine) -> None:
    layout = ChatLayout(unmarked(FAMILIES[name]), tokenizer, quarantine)
    (said,) = texts(learnt(layout, TALKS["marks that nobody may write"]), tokenizer)
    plain = said.strip().removeprefix("<|channel|>final<|message|>")
    assert plain.startswith("the </s> dog <|im_end|>!")
    assert plain.removeprefix("the </s> dog <|im_end|>!").strip() in SPECIAL


def test_the_next_turns_first_token_ends_a_turn_that_nothing_else_ends(
    tokenizer: Tokenizer, quarantine: Quarantine
) -> None:
    glm = (
        "{% for m in messages %}<|{{ m.role }}|>\n{{ m.content }}{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
    )
    made = learnt(ChatLayout(glm, tokenizer, quarantine), TALKS["several, the same words"])
    assert texts(made, tokenizer) == ["Bien, the cat sat.<|user|>", "Bien, the cat sat.<|user|>", "a<|endoftext|>"]


def test_a_turn_without_any_token_ends_with_its_text(tokenizer: Tokenizer, quarantine: Quarantine) -> None:
    alpaca = (
        "{% for m in messages %}### {{ m.role }}:\n{{ m.content }}\n\n{% endfor %}"
        "{% if add_generation_prompt %}### assistant:\n{% endif %}"
    )
    made = learnt(ChatLayout(alpaca, tokenizer, quarantine), TALKS["several, the same words"])
    said = "Bien, the cat sat.\n\n"
    assert texts(made, tokenizer) == [said, said, "a\n\n<|endoftext|>"]


def test_where_beginnings_tell_nothing_marks_do_and_without_them_it_is_refused(
    tokenizer: Tokenizer, quarantine: Quarantine
) -> None:
    counting = "{{ messages | length }}" + FAMILIES["ChatML"]
    made = learnt(ChatLayout(marked(counting), tokenizer, quarantine), TALKS["one reply"])
    assert texts(made, tokenizer) == ["Bien, the cat sat.<|im_end|>"]
    (refused,) = ChatLayout(unmarked(counting), tokenizer, quarantine).lay_out([TALKS["one reply"]], replies=True)
    assert isinstance(refused, Refused)
    assert "replies alone cannot be learnt" in str(refused.reason)
    changing = CHATML.replace("message['content']", "message['content'] | upper")
    (refused,) = ChatLayout(changing, tokenizer, quarantine).lay_out([TALKS["one reply"]], replies=True)
    assert isinstance(refused, Refused)


def test_a_folded_instruction_and_an_empty_reply_are_told_apart(tokenizer: Tokenizer, quarantine: Quarantine) -> None:
    layout = ChatLayout(unmarked(FAMILIES["Llama 2"]), tokenizer, quarantine)
    made = learnt(layout, TALKS["instructions"])
    assert made.folded
    assert texts(made, tokenizer) == [" Bien, the cat sat. </s>"]
    chatml = ChatLayout(CHATML, tokenizer, quarantine)
    assert texts(learnt(chatml, (USER, Turn("assistant", ""))), tokenizer) == ["<|im_end|>"]
    assert texts(learnt(chatml, (USER,)), tokenizer) == []


def test_what_tools_answer_is_not_learnt_and_calls_are(tokenizer: Tokenizer) -> None:
    """Turns of tools, which conversations of other programs hold, by the text itself: the mask of transformers."""
    theirs = PreTrainedTokenizerFast(tokenizer_object=tokenizer.backend, **tokenizer.roles)
    talk: list[dict[str, Any]] = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "How warm is it?"},
        {"role": "assistant", "content": "I look.", "tool_calls": [{"name": "weather", "arguments": {"at": "home"}}]},
        {"role": "tool", "content": "19 degrees"},
        {"role": "assistant", "content": "It is 19 degrees."},
    ]
    template = FAMILIES["Hermes with tools"]
    places = reply_places(unmarked(template), talk, tokenizer.roles, ["<|im_end|>"])
    assert places is not None
    whole = render_template(unmarked(template), talk, tokenizer.roles, add_generation_prompt=False)
    expected = theirs.apply_chat_template(
        talk, chat_template=marked(template), return_dict=True, return_assistant_tokens_mask=True
    )
    encoded = tokenizer.backend.encode(whole, add_special_tokens=False)
    assert encoded.ids == expected["input_ids"]
    mask = [int(any(begin <= at < end for begin, end in places)) for at, _ in encoded.offsets]
    assert mask == expected["assistant_masks"]
    said = [whole[begin:end] for begin, end in places]
    assert said[0].startswith("I look.<tool_call>")
    assert said[1] == "It is 19 degrees.<|im_end|>"
