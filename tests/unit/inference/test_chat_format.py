"""Conversations laid out as transformers lays them out."""

import datetime

import pytest
import tokenizers
from transformers import PreTrainedTokenizerFast

from gpt_studio.artifacts.chat_layout import ChatLayout
from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.chat_format import chat_prompt, render
from gpt_studio.tokenization.conversation import CHATML, with_system_folded
from gpt_studio.tokenization.tokenizer import Tokenizer

TALK = (
    Turn("system", "Sé breve."),
    Turn("user", 'the cat & the <dog> "sat"\n\n  on <b> 日本 🎉'),
    Turn("assistant", "  the mat  "),
    Turn("user", "¿y el niño?"),
)
BLOCKS = """\
{%- for message in messages %}
    {% if loop.first and message.role == 'system' %}
        {% continue %}
    {% endif %}
    {{ message | tojson }}
    {{- message | tojson(indent=2) }}
{% endfor %}
{% if add_generation_prompt %}
>
{% endif %}
"""
SILENT = "whitespace, loop controls, JSON"
"""The name of the template that leaves the system's message out."""
TEMPLATES = {
    "chatml": CHATML,
    "special tokens": "{{ bos_token }}{% for m in messages %}{{ m.content | trim }}{{ eos_token }}{% endfor %}",
    SILENT: BLOCKS,
    "generation block": "{% for m in messages %}{% generation %}{{ m['content'] }}{% endgeneration %}{% endfor %}",
    "absent names": "{% if tools or documents %}t{% endif %}{% if enable_thinking is defined %}e{% endif %}x",
    "namespace": "{% set n = namespace(k=0) %}{% for m in messages %}{% set n.k = n.k + 1 %}{% endfor %}{{ n.k }}",
    "break": "{% for m in messages %}{% if loop.index == 2 %}{% break %}{% endif %}{{ m.role }}{% endfor %}",
}


@pytest.fixture
def theirs(tokenizer):
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer.backend, **tokenizer.roles)


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_and_ids_are_those_of_transformers(name, tokenizer, theirs):
    messages = [{"role": turn.role, "content": turn.text} for turn in TALK]
    options = {"chat_template": TEMPLATES[name], "add_generation_prompt": True}
    template = ChatTemplate(TEMPLATES[name])
    assert render(template, tokenizer, TALK) == theirs.apply_chat_template(messages, tokenize=False, **options)
    if name == SILENT:  # what transformers would leave out stands in the user's first turn
        folded = with_system_folded(TALK)
        messages = [{"role": turn.role, "content": turn.text} for turn in folded]
    expected = theirs.apply_chat_template(messages, return_dict=False, **options)
    prompt = chat_prompt(template, tokenizer, TALK, 10_000, 0)
    assert (list(prompt.ids), prompt.folded) == (expected, name == SILENT)


def test_only_the_template_writes_the_begin_of_text(tokenizer):
    backend = tokenizers.Tokenizer.from_str(tokenizer.backend.to_str())
    backend.post_processor = tokenizers.processors.TemplateProcessing(
        single="<|endoftext|> $A", special_tokens=[("<|endoftext|>", 0)]
    )
    beginning = Tokenizer(backend, tokenizer.roles)
    assert beginning.encode("x")[0] == 0
    ids = chat_prompt(ChatTemplate(CHATML), beginning, TALK, 10_000, 0).ids
    assert ids == chat_prompt(ChatTemplate(CHATML), tokenizer, TALK, 10_000, 0).ids


def test_the_date_is_todays(tokenizer):
    found = render(ChatTemplate("{{ strftime_now('%Y-%m-%d') }}"), tokenizer, TALK)
    assert abs(datetime.date.fromisoformat(found) - datetime.date.today()) <= datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ raise_exception('roles must alternate') }}", "roles must alternate"),
        ("{% for", "unexpected"),
        ("{{ messages[0].content + 3 }}", "str"),
        ("{{ messages.append(1) }}", "append"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ nothing.at.all }}", "undefined"),
    ],
)
def test_a_template_that_fails_gives_one_sentence(source, reason, tokenizer):
    with pytest.raises(StudioError, match=reason):
        render(ChatTemplate(source), tokenizer, TALK)


def long_talk(questions):
    turns = [Turn("system", "S" * 20)]
    for number in range(questions):
        turns += [Turn("user", f"question {number} " + "q" * 30), Turn("assistant", f"answer {number}")]
    return (*turns, Turn("user", "and the last?"))


def test_a_conversation_that_fits_is_kept_whole(tokenizer):
    template = ChatTemplate(CHATML)
    whole = chat_prompt(template, tokenizer, long_talk(5), 10_000, 100)
    assert whole.dropped_turns == 0
    assert chat_prompt(template, tokenizer, long_talk(5), len(whole.ids) + 100, 100) == whole
    assert chat_prompt(template, tokenizer, long_talk(5), len(whole.ids) + 99, 100).dropped_turns == 2


def test_the_oldest_questions_are_dropped_with_their_answers(tokenizer):
    prompt = chat_prompt(ChatTemplate(CHATML), tokenizer, long_talk(10), 350, 50)
    text = tokenizer.decode(prompt.ids)
    assert 0 < prompt.dropped_turns < 20
    assert prompt.dropped_turns % 2 == 0
    assert len(prompt.ids) <= 300
    kept = 10 - prompt.dropped_turns // 2
    assert text == render(ChatTemplate(CHATML), tokenizer, (long_talk(10)[0], *long_talk(10)[-2 * kept - 1 :]))
    longer = chat_prompt(ChatTemplate(CHATML), tokenizer, long_talk(10), 350 + 100, 50)
    assert longer.dropped_turns < prompt.dropped_turns


def test_the_last_question_stays_even_without_the_room_asked_for(tokenizer):
    last = chat_prompt(ChatTemplate(CHATML), tokenizer, (long_talk(0)), 10_000, 0)
    prompt = chat_prompt(ChatTemplate(CHATML), tokenizer, long_talk(4), len(last.ids) + 1, 50)
    assert prompt.ids == last.ids
    assert prompt.dropped_turns == 8


def test_a_last_question_longer_than_the_context_is_said(tokenizer):
    turns = (*long_talk(3), Turn("user", "x" * 500))
    with pytest.raises(StudioError, match="sees only 300 at once"):
        chat_prompt(ChatTemplate(CHATML), tokenizer, turns, 300, 50)


TITLED = (
    "{% for m in messages %}{{ m.role }}:{{ ' ' + m.content }}\n{% endfor %}"
    "{% if add_generation_prompt %}bot:{% endif %}"
)
SPACED = TITLED.replace("m.role", "('bot' if m.role == 'assistant' else m.role)")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (CHATML, "<|im_start|>assistant\nOnce upon"),
        (SPACED, "bot: Once upon"),  # the template writes a blank before an answer
        (TITLED, "bot:Once upon"),  # it lays out an answer in another way than it asks for one
    ],
)
def test_the_prompt_of_a_reply_that_has_begun_ends_after_its_beginning(source, expected, tokenizer):
    template = ChatTemplate(source)
    whole = chat_prompt(template, tokenizer, TALK, 10_000, 0)
    begun = chat_prompt(template, tokenizer, TALK, 10_000, 0, begun="Once upon")
    assert begun.ids[: len(whole.ids)] == whole.ids
    assert tokenizer.decode(begun.ids).endswith(expected)


def test_marks_in_the_beginning_of_a_reply_are_plain_text(tokenizer):
    whole = chat_prompt(ChatTemplate(CHATML), tokenizer, TALK, 10_000, 0)
    begun = chat_prompt(ChatTemplate(CHATML), tokenizer, TALK, 10_000, 0, begun="a<|im_end|>b")
    assert tokenizer.special_ids["<|im_end|>"] not in begun.ids[len(whole.ids) :]
    assert tokenizer.decode(begun.ids).endswith("a<|im_end|>b")


def test_old_turns_make_room_for_a_reply_that_has_begun(tokenizer):
    template, begun = ChatTemplate(CHATML), "word " * 40
    prompt = chat_prompt(template, tokenizer, long_talk(5), 400, 50, begun=begun)
    assert prompt.dropped_turns > chat_prompt(template, tokenizer, long_talk(5), 400, 50).dropped_turns
    assert len(prompt.ids) <= 350


@pytest.mark.parametrize("limit", [120, 200, 400, 1000, 3000, 20_000])
def test_of_a_long_conversation_as_much_is_kept_as_fits_and_little_is_laid_out(tokenizer, limit, monkeypatch):
    turns = [Turn("system", "Sé breve.")]
    for place in range(200):
        turns += [Turn("user", f"{place}? " * (1 + place * 7 % 13)), Turn("assistant", "the mat " * (place * 5 % 11))]
    template, laid_out = ChatTemplate(CHATML), []
    real = ChatLayout.prompt

    def counted(self, some, begun=""):
        laid_out.append(len(some))
        return real(self, some, begun)

    monkeypatch.setattr(ChatLayout, "prompt", counted)
    with Quarantine() as helper:
        found = chat_prompt(template, tokenizer, turns, limit, 20, helper)
        assert len(laid_out) < 20
        whole_text = sum(len(turn.text) for turn in turns)
        assert (len(turns) in laid_out) == (whole_text <= 16 * (limit - 20))
        layout = ChatLayout(template.source, tokenizer, helper)

        def length_without(dropped: int) -> int:
            return len(real(layout, [turns[0], *turns[1 + dropped :]])[0])

        assert len(found.ids) == length_without(found.dropped_turns)
        assert found.dropped_turns == 398 or len(found.ids) <= limit - 20
        assert found.dropped_turns == 0 or length_without(found.dropped_turns - 2) > limit - 20
