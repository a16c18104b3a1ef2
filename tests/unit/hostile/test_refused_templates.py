"""Chat templates that try to leave the sandbox, never end, or fill the memory."""

from __future__ import annotations

import contextlib
import time

import pytest
from tiny_folders import change_json

from gpt_studio.artifacts import render_chat as rendering
from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.render_chat import render_chat
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.chat_format import chat_prompt

TURNS = (Turn("user", "Hello"),)
ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ messages.__class__.__init__.__globals__ }}",
    "{{ raise_exception.__globals__['json'] }}",
    "{{ strftime_now.__code__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch OWNED') }}",
    "{{ lipsum.__globals__['os'].popen('touch OWNED').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ '{m.__class__.__init__.__globals__}'.format_map({'m': messages}) }}",
    "{{ (messages|attr('__class__')).mro() }}",
    "{{ messages|attr('__class__')|attr('__base__')|attr('__subclasses__')() }}",
    "{{ (messages|map(attribute='__class__')|first).mro() }}",
    "{{ messages.append({}) }}",
    "{{ messages[0].update(role='system') }}",
    "{{ messages.clear() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'config.json' %}",
]
ENDLESS = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
    "{{ 9 ** (9 ** 9) }}",
    "{% for i in range(99999) %}{{ 'x' * 0 ~ (range(99999)|list|length * 0)|string }}{% endfor %}",
]
REPEATED = [
    "{{ 'x' * 1000000000 }}",
    "{{ 'x' * (10 ** 9) }}",
    "{{ ['x'] * 10000000000 }}",
    "{{ 'x'|center(1000000000) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ 'xxxxxxxxxx'|replace('x', 'x' * 1000000)|replace('x', 'x' * 1000000) }}",
    "{% set ns = namespace(x='x') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
]
LONG = [
    "{% for i in range(99999) %}{{ 'x' * 100 }}{% endfor %}",
    "{{ 'x' * 8000001 }}",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_an_escape_gives_nothing_away(quarantine, source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = ""
    with contextlib.suppress(StudioError):
        text = render_chat(ChatTemplate(source), {}, TURNS, quarantine)
    assert not any(word in text for word in ("subclasses", "<class", "<module", "builtin", "root:"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def impatient(monkeypatch):
    """A fifth of the usual time, which test_templates_are_tried_wherever_they_stand waits for."""
    monkeypatch.setattr(rendering, "TEMPLATE_SECONDS", 0.4)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("source", [*ENDLESS, *REPEATED, *LONG])
def test_a_template_without_measure_is_refused_at_opening(folder, refusal, source):
    (folder / "chat_template.jinja").write_text(source)
    before = time.process_time()
    sentence = refusal()
    assert "chat_template.jinja cannot be used" in sentence
    assert time.process_time() - before < 2


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("source", [ENDLESS[0], "{{ 'x' * (messages|length * 10 ** 9) }}", LONG[0]])
def test_a_template_without_measure_in_a_certain_conversation_is_stopped(folder, quarantine, source):
    """It renders at opening and fails only with the actual conversation, in the helper."""
    guarded = "{% if messages[0].content == 'now' %}" + source + "{% endif %}{{ messages[0].content }}"
    (folder / "chat_template.jinja").write_text(guarded)
    template = open_artifact(folder, quarantine=quarantine).chat_template
    assert template is not None
    assert render_chat(template, {}, TURNS, quarantine) == "Hello"
    with pytest.raises(StudioError, match="chat template"):
        render_chat(template, {}, (Turn("user", "now"),), quarantine)
    assert render_chat(template, {}, TURNS, quarantine) == "Hello"


def test_a_template_that_writes_nothing_is_a_sentence(folder, quarantine):
    (folder / "chat_template.jinja").write_text("{% set x = messages %}")
    artifact = open_artifact(folder, quarantine=quarantine)
    with pytest.raises(StudioError, match="writes nothing"):
        chat_prompt(artifact.chat_template, artifact.tokenizer, TURNS, 100, 10, quarantine)


def test_output_of_just_under_8_mb_is_fine(quarantine):
    assert len(render_chat(ChatTemplate("{{ 'x' * 7999999 }}"), {}, TURNS, quarantine)) == 7_999_999


@pytest.mark.parametrize("where", ["file", "entry", "named"])
def test_templates_are_tried_wherever_they_stand(folder, refusal, where):
    if where == "file":
        (folder / "chat_template.jinja").write_text(ENDLESS[0])
    else:
        (folder / "chat_template.jinja").unlink()
        named = [{"name": "tools", "template": "x"}, {"name": "default", "template": ENDLESS[0]}]
        change_json(folder / "tokenizer_config.json", "chat_template", to=ENDLESS[0] if where == "entry" else named)
    name = "chat_template.jinja" if where == "file" else "tokenizer_config.json"
    assert f"{name} cannot be used: it takes more than 2 seconds of processor time" in refusal()


def test_a_template_over_1_mb(folder, refusal):
    (folder / "chat_template.jinja").write_text("x" * 1_000_001)
    assert "chat_template.jinja is longer than 1 MB" in refusal()


@pytest.mark.parametrize(
    "source", ["{{", "{% for m in messages %}", "{% nonsense %}", "{{ " + "(" * 20_000, "{{ 1" + "+1" * 50_000 + " }}"]
)
def test_a_template_that_cannot_be_read_leaves_a_model_without_chat(folder, quarantine, source):
    (folder / "chat_template.jinja").write_text(source)
    artifact = open_artifact(folder, quarantine=quarantine)
    assert artifact.chat_template is None
    assert "not a template that can be read" in str(artifact.notes[0])


def test_templates_that_refuse_the_conversations_that_are_tried_are_kept(folder, quarantine):
    (folder / "chat_template.jinja").write_text("{{ raise_exception('only tools') }}")
    assert open_artifact(folder, quarantine=quarantine).chat_template is not None


def test_a_long_template_as_published_models_have_it(folder, quarantine):
    part = "{% if messages|length > 0 %}{% for m in messages %}{{ m.role }}{% endfor %}{% endif %}\n"
    (folder / "chat_template.jinja").write_text(part * 300)
    template = open_artifact(folder, quarantine=quarantine).chat_template
    assert template is not None
    assert render_chat(template, {}, TURNS, quarantine).count("user") == 300
