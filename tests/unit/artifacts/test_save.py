"""Folders that GPT Studio writes, read by transformers and by the safetensors library."""

import json

import pytest
import safetensors.torch
import torch

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.save import save_artifact, save_card
from gpt_studio.artifacts.summary import summary
from gpt_studio.artifacts.weights import save_weights
from gpt_studio.core.errors import StudioError
from gpt_studio.models.build import new_model, parameter_count
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH
from gpt_studio.tokenization.conversation import CHATML

IDS = torch.randint(0, 259, (2, 40), generator=torch.Generator().manual_seed(3))
GENERATION = Generation(
    eos_token_ids=(0, 2),
    bos_token_id=0,
    pad_token_id=0,
    do_sample=True,
    temperature=0.8,
    top_p=0.95,
    top_k=0,
    max_new_tokens=20,
)
SHAPES = [
    ModelShape(model_type="gpt2", layers=2, heads=4, hidden_size=64, context_length=64),
    ModelShape(model_type="gpt2", layers=1, heads=2, hidden_size=32, intermediate_size=50, tied=False, dropout=0.1),
    ModelShape(model_type="llama", layers=2, heads=4, kv_heads=2, hidden_size=64, context_length=64),
    ModelShape(model_type="llama", layers=1, heads=2, hidden_size=32, intermediate_size=50, tied=False, dropout=0.1),
    ModelShape(model_type="qwen3", layers=2, heads=4, kv_heads=2, hidden_size=64, context_length=64),
    ModelShape(model_type="qwen3", layers=1, heads=2, hidden_size=32, intermediate_size=50, tied=False, dropout=0.1),
]


@pytest.fixture(params=SHAPES, ids=lambda shape: f"{shape.model_type}-{'tied' if shape.tied else 'untied'}")
def model(request, tokenizer):
    config = family(request.param.model_type).from_shape(request.param, tokenizer.vocab_size)
    made = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return made


def save(folder, model, tokenizer, *, chat_template=None, generation=GENERATION, **options):
    card = CardFacts(name="a model", data=("a text",), loss=2.0)
    save_artifact(
        folder,
        model,
        model.config,
        tokenizer,
        chat_template=chat_template,
        generation=generation,
        card=card,
        **options,
    )
    return folder


def logits(model):
    with torch.no_grad():
        return model.logits(model(IDS))


def test_every_file_is_there(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer, chat_template=CHATML)
    assert {path.name for path in folder.iterdir()} == {
        "README.md",
        "chat_template.jinja",
        "config.json",
        "generation_config.json",
        "merges.txt",
        "model.safetensors",
        "special_tokens_map.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.json",
    }


def test_transformers_computes_the_same_and_has_nothing_to_say(model, tokenizer, tmp_path, warnings_of_transformers):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = save(tmp_path / "m", model, tokenizer)
    theirs, loading = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
    their_tokenizer = AutoTokenizer.from_pretrained(folder)
    assert not any(loading.values()), loading
    with torch.no_grad():
        torch.testing.assert_close(theirs(IDS).logits, logits(model), rtol=0, atol=1e-4)
    text = "the cat sat on the mat<|endoftext|> ¿y el niño? 日本 🎉\n\n  x"
    assert their_tokenizer(text)["input_ids"] == tokenizer.encode(text)
    assert theirs.generation_config.eos_token_id == [0, 2]
    assert theirs.generation_config.temperature == 0.8
    assert theirs.dtype == torch.float32
    theirs.generate(**their_tokenizer("the cat", return_tensors="pt"))
    assert warnings_of_transformers() == []


def test_what_is_saved_opens_again(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer, chat_template=CHATML)
    steps = []
    artifact = open_artifact(folder, lambda *step: steps.append(step))
    assert torch.equal(logits(artifact.model), logits(model))
    assert artifact.config == model.config
    assert artifact.generation == GENERATION
    assert artifact.chat_template.source == CHATML
    assert artifact.stop_ids == (0, 2)
    assert artifact.start_id == 0
    assert artifact.parameters == parameter_count(model.config)
    assert artifact.tokenizer.encode("the cat") == tokenizer.encode("the cat")
    assert not artifact.model.training
    assert [step[:2] for step in steps] == [
        (part, done) for part in ("architecture", "knowledge", "language") for done in (False, True)
    ]
    facts = " / ".join(str(fact) for _, done, found, _ in steps if done for fact in found)
    for text in (model.config.model_type, f"{artifact.parameters:,} parameters", "stored as float32", "chat template"):
        assert text in facts
    assert not any(found or odd for _, done, found, odd in steps if not done)


def test_names_layout_and_metadata_are_those_of_hugging_face(model, tokenizer, tmp_path):
    from transformers import AutoModelForCausalLM

    folder = save(tmp_path / "ours", model, tokenizer)
    AutoModelForCausalLM.from_pretrained(folder).save_pretrained(tmp_path / "theirs")
    ours, theirs = (safetensors.torch.load_file(tmp_path / name / "model.safetensors") for name in ("ours", "theirs"))
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
    with safetensors.safe_open(folder / "model.safetensors", "pt") as opened:
        assert opened.metadata() == {"format": "pt"}
    if model.config.model_type == "gpt2":
        size = model.config.hidden_size
        assert ours["transformer.h.0.attn.c_attn.weight"].shape == (size, 3 * size)
    assert ("lm_head.weight" in ours) is not model.config.tied


def test_weights_can_be_saved_in_half_precision(model, tokenizer, tmp_path):
    from transformers import AutoModelForCausalLM

    folder = save(tmp_path / "m", model, tokenizer, dtype=torch.bfloat16)
    assert json.loads((folder / "config.json").read_text())["dtype"] == "bfloat16"
    assert AutoModelForCausalLM.from_pretrained(folder).dtype == torch.bfloat16
    torch.testing.assert_close(logits(open_artifact(folder).model), logits(model), rtol=0.1, atol=0.1)


def test_later_checkpoints_replace_weights_and_card_alone(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer)
    kept = {path.name: path.stat().st_ino for path in folder.iterdir()}
    with torch.no_grad():
        model.output_weight.add_(1)
    save_weights(folder, model)
    save_card(folder, model.config, CardFacts(name="a model", loss=1.5))
    changed = {path.name for path in folder.iterdir() if kept[path.name] != path.stat().st_ino}
    assert changed == {"model.safetensors", "README.md"}
    assert torch.equal(logits(open_artifact(folder).model), logits(model))
    assert "1.5000 nats" in (folder / "README.md").read_text()


def test_a_template_of_an_earlier_save_goes_away(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer, chat_template=CHATML)
    save(folder, model, tokenizer)
    assert not (folder / "chat_template.jinja").exists()
    assert open_artifact(folder).chat_template is None


def test_a_reply_also_ends_with_the_end_of_a_turn(model, tokenizer, tmp_path):
    silent = Generation(eos_token_ids=(0,))
    assert open_artifact(save(tmp_path / "a", model, tokenizer, generation=silent)).stop_ids == (0,)
    folder = save(tmp_path / "b", model, tokenizer, generation=silent, chat_template=CHATML)
    assert open_artifact(folder).stop_ids == (0, tokenizer.special_ids["<|im_end|>"])


def test_without_generation_config_the_ids_come_from_elsewhere(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer)
    (folder / "generation_config.json").unlink()
    assert open_artifact(folder).stop_ids == (0, 2)
    hf = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(hf | {"eos_token_id": None}))
    assert open_artifact(folder).stop_ids == (tokenizer.end_of_text,)
    assert open_artifact(folder).start_id == tokenizer.end_of_text


@pytest.mark.parametrize("form", ["file", "entry", "named"])
def test_a_chat_template_is_found_where_any_version_puts_it(model, tokenizer, tmp_path, form):
    folder = save(tmp_path / "m", model, tokenizer)
    if form == "file":
        (folder / "chat_template.jinja").write_text("x{{ messages }}", encoding="utf-8")
    else:
        named = [{"name": "tool_use", "template": "y"}, {"name": "default", "template": "x{{ messages }}"}]
        settings = json.loads((folder / "tokenizer_config.json").read_text())
        settings["chat_template"] = named if form == "named" else "x{{ messages }}"
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    assert open_artifact(folder).chat_template.source == "x{{ messages }}"
    assert summary(folder).has_template


def test_the_summary_tells_what_a_list_shows(model, tokenizer, tmp_path):
    folder = save(tmp_path / "m", model, tokenizer)
    (folder / "training").mkdir()
    (folder / "training" / "large").write_bytes(b"0" * 1_000_000)
    found = summary(folder)
    assert (found.model_type, found.parameters) == (model.config.model_type, parameter_count(model.config))
    assert (found.layers, found.context_length) == (model.config.layers, model.config.context_length)
    assert found.vocab_size == tokenizer.vocab_size
    assert found.size_bytes == sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    assert found.changed == (folder / "config.json").stat().st_mtime
    assert not found.has_template


def test_the_summary_of_a_folder_that_is_no_model_says_so(tmp_path):
    with pytest.raises(StudioError, match=r"no config\.json"):
        summary(tmp_path)


def test_a_summary_needs_no_torch():
    import subprocess
    import sys

    code = "import sys, gpt_studio.artifacts.summary; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_architecture_that_is_written_is_tried_here():
    assert {shape.model_type for shape in SHAPES} == set(FROM_SCRATCH)
