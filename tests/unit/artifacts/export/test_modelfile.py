"""The Modelfile beside a GGUF file: Ollama's template writes what the folder's own does, replies end where they end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from go_template import evaluate
from scripted import scripted_folder
from tiny_folders import byte_level_tokenizer

from gpt_studio.artifacts.export.turn_template import taken_apart
from gpt_studio.artifacts.template_rendering import render_template
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import Exported, ExportModel, unused_target
from gpt_studio.tokenization.conversation import CHATML

ROLES = {"bos_token": "<s>", "eos_token": "</s>"}
FAMILIES = {
    "ChatML": CHATML,
    "a default instruction": "{% if messages[0].role != 'system' %}<|im_start|>system\nBe of help.<|im_end|>\n"
    "{% endif %}" + CHATML,
    "Llama 3": "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
    "{{ m.content | trim }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}",
    "Llama 2": "{% if messages[0].role == 'system' %}{% set s = '<<SYS>>\n' + messages[0].content + '\n<</SYS>>\n\n' %}"
    "{% set rest = messages[1:] %}{% else %}{% set s = '' %}{% set rest = messages %}{% endif %}"
    "{% for m in rest %}{% if m.role == 'user' %}{{ bos_token }}[INST] {{ (s if loop.first else '') + m.content }} "
    "[/INST]{% else %}{{ ' ' + m.content + ' ' + eos_token }}{% endif %}{% endfor %}",
    "Gemma": "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no') }}{% endif %}"
    "<start_of_turn>{{ 'model' if m.role == 'assistant' else m.role }}\n{{ m.content | trim }}<end_of_turn>\n"
    "{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}",
    "Mistral": "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[INST]{{ m.content }}[/INST]"
    "{% elif m.role == 'assistant' %}{{ m.content + eos_token }}{% else %}{{ m.content + '\n\n' }}{% endif %}"
    "{% endfor %}",
    "braces": "{% for m in messages %}{{ '{{' + m.role + '}}' }} {{ m.content }}\n{% endfor %}{{ '{{assistant}}' }}",
}
DEPENDS_ON_MORE = {
    "the number of turns": "{{ messages | length }}" + CHATML,
    "thoughts in the last reply": CHATML.replace("message['content']", "message['content'] * loop.index"),
    "other words": "{% for m in messages %}{{ m.content | upper }}{% endfor %}",
    "what fails": "{{ raise_exception('never') }}",
}


def rendered(source: str) -> Callable[[Sequence[Turn]], str]:
    return lambda turns: render_template(
        source, [{"role": turn.role, "content": turn.text} for turn in turns], ROLES, add_generation_prompt=True
    )


def talks(system: bool) -> list[list[Turn]]:
    first = [Turn("system", "Be kind.")] if system else []
    turns = [Turn("user", "Hello {{ x }}"), Turn("assistant", "Hi!"), Turn("user", "How?"), Turn("assistant", "So.")]
    return [[*first, *turns[:count]] for count in (1, 3)] + [[*first, *turns, Turn("user", "Why?")]]


@pytest.mark.parametrize("name", FAMILIES)
def test_ollama_writes_a_conversation_as_the_folder_does(name: str) -> None:
    render = rendered(FAMILIES[name])
    found = taken_apart(render)
    assert found is not None
    for turns in [*talks(False), *([] if name == "Gemma" else talks(True))]:
        messages = [{"role": turn.role, "content": turn.text} for turn in turns]
        assert evaluate(found.for_ollama(), messages) == render(turns)
    assert evaluate(found.for_ollama(), []) == ""


def test_where_a_template_refuses_instructions_they_come_before_the_question() -> None:
    found = taken_apart(rendered(FAMILIES["Gemma"]))
    assert found is not None
    messages = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello"}]
    assert evaluate(found.for_ollama(), messages).startswith("<s><start_of_turn>user\nBe kind.\n\nHello<end_of_turn>")


@pytest.mark.parametrize("name", DEPENDS_ON_MORE)
def test_a_template_that_depends_on_more_than_the_turns_is_left_out(name: str) -> None:
    assert taken_apart(rendered(DEPENDS_ON_MORE[name])) is None


def exported(folder: Path, template: str | None, **options: Any) -> Exported:
    generation = {"eos_token_id": [2], "do_sample": True, "temperature": 0.7, "top_p": 0.9, "repetition_penalty": 1.2}
    scripted_folder(folder, byte_level_tokenizer(), [], start=1, end=0, template=template, generation=generation)
    out = folder.parent / "out" / "m.gguf"
    out.parent.mkdir()
    return export_model.run(ExportModel(folder, "gguf-f16", out, modelfile=True, **options), JobContext())


def test_the_file_says_what_ollama_needs(tmp_path: Path) -> None:
    made = exported(tmp_path / "Heron", CHATML)
    assert made.modelfile == tmp_path / "out" / "m.Modelfile"
    text = made.modelfile.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert "FROM ./m.gguf" in lines
    numbers = {"temperature 0.7", "top_p 0.9", "repeat_penalty 1.2", 'stop "<|im_end|>"', 'stop "<|endoftext|>"'}
    assert {f"PARAMETER {each}" for each in numbers} <= set(lines)
    template = text.partition('TEMPLATE """')[2].partition('"""')[0]
    said = evaluate(template, [{"role": "user", "content": "Hi"}])
    assert said == "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    form = export_model.format_named("gguf-f16")
    assert unused_target(tmp_path / "out", "m", form) == tmp_path / "out" / "m-f16.gguf"
    (tmp_path / "out" / "m-f16.Modelfile").write_text("mine")
    assert unused_target(tmp_path / "out", "m", form) == tmp_path / "out" / "m-f16 2.gguf"


def test_a_model_without_a_template_goes_on_from_the_text(tmp_path: Path) -> None:
    made = exported(tmp_path / "Heron", None)
    assert made.modelfile is not None
    assert 'TEMPLATE """{{ .Prompt }}"""' in made.modelfile.read_text(encoding="utf-8")


def test_what_cannot_be_said_is_left_out_with_a_comment(tmp_path: Path) -> None:
    made = exported(tmp_path / "Heron", DEPENDS_ON_MORE["the number of turns"])
    assert made.modelfile is not None
    lines = made.modelfile.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("# TEMPLATE is left out") for line in lines)
    assert not any(line.startswith("TEMPLATE") for line in lines)


def test_a_modelfile_is_not_overwritten(tmp_path: Path) -> None:
    exported(tmp_path / "Heron", CHATML)
    (tmp_path / "out" / "m.gguf").unlink()
    with pytest.raises(StudioError, match="overwrites nothing"):
        export_model.run(
            ExportModel(tmp_path / "Heron", "gguf-f16", tmp_path / "out" / "m.gguf", modelfile=True), JobContext()
        )
    assert not (tmp_path / "out" / "m.gguf").exists()


def test_one_for_an_adapter_names_its_model(tmp_path: Path, learned: dict[str, Path]) -> None:
    from brief_models import random_adapter

    adapter = random_adapter(tmp_path / "tuned", learned["qwen2"])
    made = export_model.run(ExportModel(adapter, "gguf-f16", tmp_path / "a.gguf", modelfile=True), JobContext())
    assert made.modelfile is not None
    lines = made.modelfile.read_text(encoding="utf-8").splitlines()
    assert ("FROM ./qwen2-f16.gguf" in lines, "ADAPTER ./a.gguf" in lines) == (True, True)
