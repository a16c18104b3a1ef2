"""The constructs of published chat templates: each renders byte for byte as in transformers.

Every template is rendered with several conversations, with and without the beginning of a reply, in the helper
process as the program does it, and by transformers. Where one fails the other has to fail too.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from tiny_folders import byte_level_tokenizer
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from gpt_studio.artifacts.chat_template import ChatTemplate, read_chat_template
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import render_messages
from gpt_studio.core.errors import StudioError

ROLES = {"bos_token": "<s>", "eos_token": "<|endoftext|>", "pad_token": "<|im_end|>", "image_token": "<image>"}
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Says how the weather is in a city, in °C & <b>bold</b>.",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": 'The city\'s name: "Cádiz"'},
                "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
                "days": {"type": ["integer", "null"], "default": None},
            },
            "required": ["city"],
        },
    },
}
CLOCK = {"type": "function", "function": {"name": "now", "description": "", "parameters": {"type": "object"}}}
DOCUMENTS = [{"title": "Mar", "text": "El mar es azul."}, {"title": "", "text": "Line\nbreak"}]
SYSTEM = {"role": "system", "content": "  Be kind & <brief>.\n"}
USER = {"role": "user", "content": "¿Qué tal?  \n\tHello 'you' \"there\" 🎉 <|im_end|>"}
ASSISTANT = {"role": "assistant", "content": "<think>\nhm\n</think>\n\nFine, thanks."}
CALLING = {
    "role": "assistant",
    "content": None,
    "reasoning": "He wants the weather.",
    "tool_calls": [
        {
            "id": "a1",
            "type": "function",
            "function": {"name": "get_weather", "arguments": {"city": "Cádiz", "days": 2}},
        },
        {"id": "b2", "type": "function", "function": {"name": "now", "arguments": "{}"}},
    ],
}
ANSWER = {"role": "tool", "name": "get_weather", "tool_call_id": "a1", "content": '{"t": 21.5, "wind": null}'}
PARTS = {
    "role": "user",
    "content": [{"type": "image"}, {"type": "text", "text": "What is this? "}, {"type": "text", "text": "Say it."}],
}
CRITIC = {"role": "critic", "content": "No.", "weight": 0.5, "ok": False}
CONVERSATIONS: dict[str, list[dict[str, Any]]] = {
    "one message": [USER],
    "with a system message": [SYSTEM, USER, ASSISTANT, USER],
    "tools": [SYSTEM, USER, CALLING, ANSWER, ANSWER | {"content": "12:00"}, ASSISTANT, USER],
    "parts": [PARTS, ASSISTANT, USER],
    "odd": [ASSISTANT, USER, USER | {"content": ""}, CRITIC],
}

CONSTRUCTS = {
    # How published formats are laid out
    "chatml": (
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + "
        "'<|im_end|>' + "
        "'\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
    ),
    "a default system message": (
        "{%- if messages[0]['role'] == 'system' %}{%- set rest = messages[1:] %}{%- set first = "
        "messages[0]['content'] "
        "%}{%- else %}{%- set rest = messages %}{%- set first = 'You are helpful.' %}{%- endif %}{{- first }}"
        "{%- for m in rest %}\n{{ m.role }}: {{ m.content }}{%- endfor %}"
    ),
    "instructions in brackets": (
        "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '[INST] ' + m['content']|string + "
        "' [/INST]' }}{% elif m['role'] == 'assistant' %}{{ m['content'] + eos_token }}{% else %}"
        "{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}"
    ),
    "roles that must take turns": (
        "{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}"
        "{{ m['role'] }}{% endfor %}"
    ),
    "headers": (
        "{%- for message in messages %}{%- set content = '<|start_header_id|>' + message['role'] + "
        "'<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{%- if loop.index0 == 0 %}"
        "{%- set content = bos_token + content %}{%- endif %}{{- content }}{%- endfor %}"
        "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif %}"
    ),
    "another name for a role": (
        "{% for message in messages %}{% set role = 'model' if message['role'] == 'assistant' else message['role'] %}"
        "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
    ),
    "vicuna": (
        "{% for m in messages %}{% if m.role == 'user' %}USER: {{ m.content }} {% elif m.role == 'assistant' %}"
        "ASSISTANT: {{ m.content }}</s>{% else %}{{ m.content }}\n\n{% endif %}{% endfor %}"
    ),
    "alpaca": ("{% for m in messages %}\n### {{ m.role | title }}:\n{{ m.content }}\n{% endfor %}\n### Response:\n"),
    # Blanks
    "trimmed and stripped blocks": (
        "A\n    {% if true %}\n  B\n    {% endif %}\n  C\n\t{%- if 1 -%}\n D \n{%- endif %}\nE"
    ),
    "blanks that are kept": "A\n   {%+ if true %}\n  B {% endif +%}\n\n C {{- ' d ' -}} \n e{{+ ' f' }}",
    "comments": "A\n  {# a comment\n over lines #}\n B {#- tight -#} C",
    "line ends": "A\r\nB\r\n{% if true %}\r\nC\r\n{% endif %}\r\nD\n",
    "raw": "{% raw %}{{ messages }} {% if %}{% endraw %}",
    "no newline at the end": "{{ messages|length }}\n",
    "two newlines at the end": "{{ messages|length }}\n\n",
    # Control
    "break and continue": (
        "{% for m in messages %}{% if m.role == 'system' %}{% continue %}{% endif %}{{ loop.index }}{{ m.role }};"
        "{% if loop.index > 2 %}{% break %}{% endif %}{% endfor %}"
    ),
    "for with a condition and an else": (
        "{% for m in messages if m.role == 'tool' %}{{ loop.index }}/{{ loop.length }} {% else %}none{% endfor %}"
    ),
    "what a loop knows": (
        "{% for m in messages %}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}"
        "{{ loop.previtem.role if loop.previtem is defined }}>{{ loop.nextitem.role if not loop.last else '-' }}"
        "{{ loop.cycle('a', 'b') }}{{ loop.changed(m.role) }}\n{% endfor %}"
    ),
    "loops in loops": (
        "{% for m in messages %}{% set outer = loop %}{% for c in m.role %}{{ outer.index }}.{{ loop.index }}{{ c }} "
        "{% endfor %}{% endfor %}"
    ),
    "a recursive loop": (
        "{% for item in [[1, [2, 3]], [4]] recursive %}{% if item is iterable %}({{ loop(item) }}){% else "
        "%}{{ item }}"
        "{% endif %}{% endfor %}"
    ),
    "sets inside a loop do not leave it": (
        "{% set x = 1 %}{% for m in messages %}{% set x = 2 %}{{ x }}{% endfor %}{{ x }}"
    ),
    "a namespace": (
        "{% set ns = namespace(system='', last=-1, seen=[]) %}{% for m in messages %}{% if m.role == 'system' %}"
        "{% set ns.system = m.content %}{% endif %}{% if m.role == 'user' %}{% set ns.last = loop.index0 %}{% "
        "endif %}"
        "{% set ns.seen = ns.seen + [m.role] %}{% endfor %}{{ ns.system }}|{{ ns.last }}|{{ ns.seen|join(',') }}"
    ),
    "a namespace with a forbidden name": "{% set ns = namespace(_x=1) %}{{ ns._x }}",
    "backwards for the last question": (
        "{%- set ns = namespace(multi=true, last=messages|length - 1) %}{%- for message in messages[::-1] %}"
        "{%- set index = (messages|length - 1) - loop.index0 %}{%- if ns.multi and message.role == 'user' and "
        "message.content is string and not(message.content.startswith('<tool_response>')) %}{%- set ns.multi "
        "= false %}"
        "{%- set ns.last = index %}{%- endif %}{%- endfor %}{{ ns.last }}"
    ),
    "a block that is set": "{% set text %}A {{ messages[0].role }}\n{% endset %}[{{ text|upper }}]",
    "a block through a filter": "{% filter upper %}{{ messages[0].role }} a{% endfilter %}",
    "with": "{% with a = 1, b = messages|length %}{{ a + b }}{% endwith %}{{ a is defined }}",
    "several targets": (
        "{% set a, b = 'x', 'y' %}{{ b ~ a }}{% for k, v in {'p': 1, 'q': 2}.items() %}{{ k }}{{ v }}{% endfor %}"
    ),
    # Macros
    "a macro": (
        "{% macro turn(role, text='', end='\n') %}<{{ role }}>{{ text }}{{ end }}{% endmacro %}"
        "{% for m in messages %}{{ turn(m.role, m.content, end='|') }}{% endfor %}{{ turn('assistant') }}"
    ),
    "a macro that calls itself": (
        "{%- macro kind(spec) -%}{%- if spec.type == 'object' -%}{ {%- for n, p in spec.properties.items() "
        "-%}{{ n }}: "
        "{{ kind(p) }}{{ ', ' if not loop.last }}{%- endfor -%} }{%- elif spec.enum -%}{{ spec.enum|join(' | ') }}"
        "{%- elif spec.type is string -%}{{ spec.type }}{%- else -%}{{ spec.type|first }}{%- endif -%}{%- "
        "endmacro -%}"
        "{% if tools %}{{ kind(tools[0].function.parameters) }}{% endif %}"
    ),
    "a macro's caller, arguments and keywords": (
        "{% macro box(n) %}[{{ n }}{{ varargs|join('+') }}{{ kwargs.k }}{{ caller('x') }}]{% endmacro %}"
        "{% call(inner) box(1, 2, 3, k='v') %}{{ inner }}!{% endcall %}"
    ),
    # Tools
    "tools as json": (
        "{%- if tools %}# Tools\n<tools>{%- for tool in tools %}\n{{ tool | tojson }}{%- endfor "
        "%}\n</tools>{%- endif %}"
    ),
    "tools as indented json": (
        "{% if tools %}{{ tools|tojson(indent=4) }}\n{{ tools[0]|tojson(indent=2, sort_keys=true) }}{% endif %}"
    ),
    "json with options": (
        "{{ messages|tojson }}{{ {'b': 1, 'a': 'é<&>\\'\"'}|tojson(ensure_ascii=true, sort_keys=true) }}"
        "{{ [1, 2.50, none, true, {'k': []}]|tojson(separators=(',', ':')) }}"
    ),
    "tool calls": (
        "{%- for m in messages %}{%- if m.tool_calls is defined and m.tool_calls %}{%- for call in m.tool_calls %}"
        '{%- if call.function is defined %}{%- set call = call.function %}{%- endif %}<tool_call>\n{"name": "'
        '{{ call.name }}", "arguments": {{ call.arguments if call.arguments is string else call.arguments|tojson }}}\n'
        "</tool_call>{%- endfor %}{%- endif %}{%- endfor %}"
    ),
    "tool results gathered in one turn": (
        "{%- for m in messages %}{%- if m.role == 'tool' %}{%- if loop.first or messages[loop.index0 - "
        "1].role != 'tool' "
        "%}<user>{%- endif %}\n<tool_response>\n{{ m.content }}\n</tool_response>{%- if loop.last or "
        "messages[loop.index0 "
        "+ 1].role != 'tool' %}</user>{%- endif %}{%- endif %}{%- endfor %}"
    ),
    "tools are none": "{{ tools is none }}{{ tools is not none and tools|length > 0 }}{{ not tools }}",
    "tool arguments in a table": (
        "{% if tools %}{% for n, p in (tools|first).function.parameters.properties|dictsort %}{{ n }}={{ p.type }}"
        "{{ ' (required)' if n in tools[0].function.parameters.required }};{% endfor %}{% endif %}"
    ),
    "documents": (
        "{% for d in documents or [] %}Document: {{ loop.index0 }}\n{% for k, v in d.items() %}{{ k | title "
        "}}: {{ v }}\n"
        "{% endfor %}{% endfor %}{{ documents is defined }}"
    ),
    # Messages
    "parts of a message": (
        "{% for m in messages %}{% if m.content is string %}{{ m.content }}{% elif m.content is iterable %}{% "
        "for p in "
        "m['content'] %}{% if p['type'] == 'image' %}{{ image_token }}{% elif 'text' in p %}{{ p.text | trim "
        "}}{% endif %}"
        "{% endfor %}{% endif %}{% endfor %}"
    ),
    "texts of parts selected": (
        "{% for m in messages %}{% if m.content is not string %}{{ m.content|selectattr('type', 'equalto', 'text')|"
        "map(attribute='text')|join(' / ') }}{{ m.content|rejectattr('text')|list|length }}{% endif %}{% endfor %}"
    ),
    "reasoning under its names": (
        "{% for m in messages %}{{ m.reasoning_content }}|{{ m.thinking }}|{{ m.reasoning }}|{{ m.get('content') }};"
        "{% endfor %}"
    ),
    "reasoning cut out of the text": (
        "{% for m in messages if m.role == 'assistant' and m.content is string %}{% if '</think>' in m.content %}"
        "{% set t = m.content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}"
        "{% set c = m.content.split('</think>')[-1].lstrip('\n') %}[{{ t }}][{{ c }}]{% endif %}{% endfor %}"
    ),
    "entries that are not there": (
        "{% for m in messages %}{{ m.weight }}{{ m['weight'] }}{{ m.get('weight', 'x') }}{{ 'ok' in m }}"
        "{{ m.ok is defined and not m.ok }}{% endfor %}{{ nothing }}{{ nothing is undefined }}"
    ),
    "what is missing from what is missing": "{{ nothing.more }}",
    "slices": (
        "{{ messages[-1].role }}{{ messages[:1][0].role }}{{ messages[1:]|length }}{{ "
        "messages[::-1]|map(attribute='role')"
        "|list }}{{ 'abcdef'[1:-1:2] }}{{ (messages|last).role }}{{ (messages|first).role[:2] }}"
    ),
    # Values
    "methods of texts": (
        "{{ ' ab '.strip() }}{{ 'a-b'.split('-') }}{{ 'ab'.upper() }}{{ 'ABC'.lower().capitalize() }}"
        "{{ 'a.b'.replace('.', '/') }}{{ 'x'.join(['1', '2']) }}{{ 'abc'.startswith('a') }}{{ 'abc'.find('c') }}"
        "{{ 'a\nb'.splitlines() }}{{ 'abab'.count('a') }}{{ 'xay'.rsplit('a', 1)[-1] }}{{ '7'.isdigit() }}"
        "{{ 'a%sb' % 'X' }}{{ '{}-{}'.format(1, 'z') }}{{ 'ab'.rpartition('b') }}{{ '7'.zfill(3) }}"
    ),
    "methods of dicts and lists": (
        "{{ {'a': 1}.get('b', 2) }}{{ {'a': 1}.keys()|list }}{{ {'a': 1}.values()|list }}{{ {'a': 1}.items()|list }}"
        "{{ [3, 1].index(1) }}{{ [1, 1].count(1) }}{{ {'a': {'b': 'deep'}}.a['b'] }}"
    ),
    "changes that the sandbox forbids": "{% set x = [1] %}{% set _ = x.append(2) %}{{ x }}",
    "dict": (
        "{{ dict(a=1, b='x') }}{{ dict([('k', 2)]) }}{{ dict.fromkeys(['p', 'q'], 0) }}{{ dict(dict(a=1), c=3) }}"
    ),
    "filters of texts": (
        "{{ '  a b '|trim }}|{{ 'a'|upper }}{{ 'Ab cD'|title }}{{ 'abc'|capitalize }}{{ 'a\nb'|indent(2) }}"
        "{{ 'a\nb\n\nc'|indent(width=4, first=true, blank=true) }}{{ 'ab'|replace('a', 'é') }}{{ "
        "'abcdef'|truncate(4) }}"
        "{{ 'ab'|center(6) }}{{ '%s is %d'|format('x', 3) }}{{ '<b>&'|escape }}{{ 'a b'|urlencode }}{{ 'one "
        "two'|wordcount }}"
    ),
    "filters of lists": (
        "{{ [3, 1, 2]|sort|join(',') }}{{ [1, 2, 2]|unique|list }}{{ [1, 2]|sum }}{{ [1, 2, 3]|min }}{{ [1]|max }}"
        "{{ ['b', 'A']|sort(case_sensitive=true) }}{{ [1, 2, 3]|batch(2)|list }}{{ [1, 2, 3]|slice(2)|list }}"
        "{{ ['a', 'b']|reverse|list }}{{ messages|groupby('role')|map(attribute='grouper')|list }}{{ "
        "'ba'|list|sort }}"
        "{{ [1, none, 2]|select|list }}{{ [1, 2, 3]|reject('odd')|list }}{{ ['x']|map('upper')|join }}"
    ),
    "filters of values": (
        "{{ none|default('d') }}{{ ''|default('d', true) }}{{ nothing|default('u') }}{{ 3.75|round(1) }}{{ "
        "'12'|int + 1 }}"
        "{{ 'x'|int(-1) }}{{ '1.5'|float }}{{ -3|abs }}{{ 5|string ~ 'a' }}{{ [1]|length }}{{ 'ab'|count }}"
        "{{ 1000000|filesizeformat }}{{ {'b': 1, 'a': 2}|dictsort }}{{ {'a': 1}|items|list }}{{ [[1, "
        "2]]|first|last }}"
    ),
    "tests": (
        "{{ 1 is odd }}{{ 2 is even }}{{ 4 is divisibleby(2) }}{{ 'a' is string }}{{ 1 is number }}{{ 1.0 is float }}"
        "{{ true is boolean }}{{ none is none }}{{ {} is mapping }}{{ [] is sequence }}{{ 'a' is in ['a'] }}"
        "{{ 'A' is upper }}{{ 1 is integer }}{{ 3 is gt(2) }}{{ 'x' is eq 'x' }}{{ raise_exception is callable }}"
        "{{ true is true }}{{ 0 is false }}{{ 'x' is not sameas 'y' }}"
    ),
    "numbers": (
        "{{ 7 // 2 }}{{ 7 / 2 }}{{ -7 % 3 }}{{ 2 ** 10 }}{{ 1e3 }}{{ 0.1 + 0.2 }}{{ 1_000 }}{{ 0xff }}{{ 3 == "
        "3.0 }}{{ 1 < 2 < 3 }}"
    ),
    "conditions": (
        "{{ 'a' if false }}{{ 'a' if 0 else 'b' }}{{ '' or 'c' }}{{ 1 and 2 }}{{ not 0 }}{{ 'x' in 'xyz' }}"
        "{{ 'q' not in ['q'] }}{{ (1, 2) + (3,) }}{{ none == false }}{{ [] or none or 'last' }}"
    ),
    "how values are written": (
        "{{ true }} {{ none }} {{ 1.0 }} {{ 1e100 }} {{ [1, 'a', none] }} {{ {'k': 'é', 1: [true]} }} {{ ('t',) }} "
        "{{ \"it's\"|list }} {{ 'a' ~ 1 ~ none ~ true }}"
    ),
    "escapes in texts": "{{ 'tab\\t|nl\\n|quote\\'|\\\\|\\u00e9|\\x41' }}{{ \"a\\\"b\" }}{{ 'a' 'b' }}",
    "range": "{% for i in range(3) %}{{ i }}{% endfor %}{{ range(5, 0, -2)|list }}{{ range(0)|list }}",
    "cyclers and joiners": (
        "{% set c = cycler('a', 'b') %}{% set j = joiner(', ') %}{% for m in messages %}{{ j() }}{{ c.next() "
        "}}{% endfor %}"
        "{{ c.current }}"
    ),
    # What transformers adds
    "special tokens": (
        "{{ bos_token }}{{ eos_token }}{{ pad_token }}{{ image_token }}{{ sep_token is defined }}{{ unk_token }}"
    ),
    "the date": "{{ strftime_now('%d %b %Y') }}{{ strftime_now('%%é') }}",
    "an exception with a reason": (
        "{% if messages|length > 1 %}{{ raise_exception('Too many: ' ~ messages|length) }}{% endif %}x"
    ),
    "generation": (
        "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{{ eos_token }}"
        "{% endgeneration %}{% else %}{{ m.content }}\n{% endif %}{% endfor %}"
    ),
    "generation keeps what is set inside": (
        "{% set x = 'out' %}{%- generation -%}{% set x = 'in' %} {{ x }} \n{%- endgeneration -%} {{ x }}"
    ),
    "whether a reply is to begin": (
        "{{ add_generation_prompt }}{% if add_generation_prompt is defined and add_generation_prompt %}<a>{% endif %}"
        "{% if not add_generation_prompt %}<end>{% endif %}"
    ),
    "thinking switched off": (
        "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- if enable_thinking is defined and "
        "enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}{%- endif %}"
    ),
    "an unknown filter": "{{ messages|nonsense }}",
    "an unknown test": "{{ 1 is nonsense }}",
    "an attribute of python": "{{ ''.__class__.__mro__ }}",
    "text and number": "{{ 'a' + 1 }}",
    "an include": "{% include 'x' %}",
    "a syntax error": "{% if %}",
}

FAILING = {
    "a namespace with a forbidden name",
    "what is missing from what is missing",
    "changes that the sandbox forbids",
    "an unknown filter",
    "an unknown test",
    "an attribute of python",
    "text and number",
    "an include",
    "a syntax error",
}
OPTIONS: tuple[dict[str, Any], ...] = (
    {"tools": None, "documents": None, "add_generation_prompt": True},
    {"tools": [WEATHER, CLOCK], "documents": DOCUMENTS, "add_generation_prompt": False},
)


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as one:
        yield one


@pytest.fixture(scope="module")
def theirs() -> Any:
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=byte_level_tokenizer().backend, **ROLES)
    assert tokenizer.special_tokens_map == ROLES
    return tokenizer


def outcome(render: Callable[[], str]) -> str | None:
    """The rendered text; None if the template fails, with a StudioError or an exception of Jinja."""
    try:
        return render()
    except StudioError as error:
        if error.message.key != "template.failed":
            raise
    except (jinja2.TemplateError, TypeError):
        pass
    return None


def test_there_are_more_than_fifty() -> None:
    assert len(CONSTRUCTS) >= 60


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_construct(name: str, quarantine: Quarantine, theirs: Any) -> None:
    source = CONSTRUCTS[name]
    written = []
    for messages, options in itertools.product(CONVERSATIONS.values(), OPTIONS):

        def ours(messages: Any = messages, options: Any = options) -> str:
            return render_messages(ChatTemplate(source), ROLES, messages, quarantine, **options)

        def expected(messages: Any = messages, options: Any = options) -> str:
            return str(theirs.apply_chat_template(messages, chat_template=source, tokenize=False, **options))

        found, wanted = outcome(ours), outcome(expected)
        if found != wanted:  # once more, should it have been midnight
            found, wanted = outcome(ours), outcome(expected)
        assert found == wanted
        written.append(found)
    assert all(text is None for text in written) == (name in FAILING)


@pytest.mark.parametrize("form", ["text", "list", "object", "file", "files"])
def test_where_templates_stand(form: str, tmp_path: Path, quarantine: Quarantine) -> None:
    plain, with_tools = "plain {{ messages[0].content }}\r\n{{ bos_token }}", "tools {{ tools|length }} é"
    named = {"default": plain, "tool_use": with_tools, "rag": "no {{ nothing }}"}
    entry: Any = {
        "text": plain,
        "list": [{"name": name, "template": source} for name, source in named.items()],
        "object": named,
    }.get(form, "not this one")
    backend = byte_level_tokenizer().backend
    (tmp_path / "tokenizer.json").write_text(backend.to_str(), encoding="utf-8")
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "chat_template": entry, "bos_token": "<s>"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(settings))
    if form.startswith("file"):
        (tmp_path / "chat_template.jinja").write_bytes(plain.encode())
    if form == "files":
        (tmp_path / "additional_chat_templates").mkdir()
        (tmp_path / "additional_chat_templates" / "tool_use.jinja").write_text(with_tools, encoding="utf-8")
    theirs = AutoTokenizer.from_pretrained(tmp_path)
    template = read_chat_template(tmp_path)
    assert template is not None
    for tools in (None, [WEATHER]):
        expected = theirs.apply_chat_template([USER], tools=tools, tokenize=False, add_generation_prompt=True)
        assert render_messages(template, {"bos_token": "<s>"}, [USER], quarantine, tools=tools) == expected
    assert bool(template.with_tools) == (form in ("list", "object", "files"))


def test_named_templates_without_a_default_are_none(tmp_path: Path) -> None:
    (tmp_path / "tokenizer_config.json").write_text('{"chat_template": [{"name": "rag", "template": "x"}, 3, {}]}')
    assert read_chat_template(tmp_path) is None
