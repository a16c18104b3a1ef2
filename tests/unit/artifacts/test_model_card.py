import re

from gpt_studio.artifacts.model_card import CardFacts, render_card
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape

CONFIG = family("qwen3").from_shape(ModelShape(model_type="qwen3", kv_heads=4), 4000)
FACTS = CardFacts(
    name='Quijote: "uno" de dos',
    languages=("en", "es"),
    data=("quijote.txt (2.1 MB)",),
    train_tokens=123_456,
    steps=500,
    loss=2.5,
    bits_per_byte=1.23456,
)


def metadata(card, tmp_path):
    from huggingface_hub import ModelCard

    path = tmp_path / "README.md"
    path.write_text(card, encoding="utf-8")
    return ModelCard.load(path).data.to_dict()


def test_the_hub_reads_the_front_matter(tmp_path):
    found = metadata(render_card(FACTS, CONFIG), tmp_path)
    assert found["language"] == ["en", "es"]
    assert found["library_name"] == "transformers"
    assert found["pipeline_tag"] == "text-generation"
    assert found["tags"] == ["gpt-studio", "qwen3"]
    assert found["model_name"] == FACTS.name


def test_the_card_tells_sizes_data_and_how_well_it_learned():
    card = render_card(FACTS, CONFIG)
    for text in ("5.45 million", "| Parameters | 5,451,", "8 (4 for keys and values)", "2.5000 nats", "1.2346"):
        assert text in card
    assert "- quijote.txt (2.1 MB)" in card
    assert "| Steps | 500 |" in card


def test_what_is_not_known_is_left_out(tmp_path):
    card = render_card(CardFacts(name="x"), CONFIG)
    assert "language" not in metadata(card, tmp_path)
    assert "None" not in card
    assert "## Training" not in card


def test_the_way_to_load_it_is_five_lines_of_python_that_compile():
    for facts in (FACTS, CardFacts(name="x", conversations=True)):
        code = re.search(r"```python\n(.*?)```", render_card(facts, CONFIG), re.DOTALL)[1]
        compile(code, "card", "exec")
        assert ("apply_chat_template" in code) is facts.conversations
    assert len(code.splitlines()) <= 7
