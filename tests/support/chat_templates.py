"""Chat templates in the structure of published families, written for the tests.

« and » stand where {% generation %} and {% endgeneration %} do in a template that marks what the assistant writes.
"""

from __future__ import annotations

SPECIAL = (
    *(
        "<|endoftext|>",
        "<s>",
        "</s>",
        "<|im_start|>",
        "<|im_end|>",
        "<|eot_id|>",
        "<|start_header_id|>",
        "<|end_header_id|>",
    ),
    *("<start_of_turn>", "<end_of_turn>", "<|end|>", "<|user|>", "<|assistant|>", "<|system|>", "[INST]", "[/INST]"),
    *("<｜User｜>", "<｜Assistant｜>", "<｜end▁of▁sentence｜>", "<|start_of_role|>", "<|end_of_role|>"),
    *("<|START_OF_TURN_TOKEN|>", "<|END_OF_TURN_TOKEN|>", "<|CHATBOT_TOKEN|>", "<|USER_TOKEN|>", "<|SYSTEM_TOKEN|>"),
    *("<|im_sep|>", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CALLS]", "<|eom_id|>", "<|python_tag|>"),
    *("<reserved_106>", "<reserved_107>", "[gMASK]", "<sop>", "<|observation|>", "<|end_of_turn|>"),
    *("[|system|]", "[|user|]", "[|assistant|]", "[|endofturn|]", "<用户>", "<AI>", "<extra_id_0>", "<extra_id_1>"),
    *("<|header_start|>", "<|header_end|>", "<|eot|>", "<|start|>", "<|channel|>", "<|message|>", "<|return|>"),
    *("<|im_user|>", "<|im_assistant|>", "<|im_system|>", "<|im_middle|>", "<sep>", "<|user_end|>"),
    *("<|assistant_start|>", "<|assistant_end|>", "<|START_RESPONSE|>", "<|END_RESPONSE|>", "<|bom|>", "<|eom|>"),
    *("<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>"),
)

_BEGIN = "{% if add_generation_prompt %}"
_CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}«{{ m.content }}<|im_end|>»"
    "{% else %}{{ m.content }}<|im_end|>{% endif %}{{ '\n' }}{% endfor %}"
    + _BEGIN
    + "<|im_start|>assistant\n{% endif %}"
)


def _roles(user: str, assistant: str, system: str, end: str, *, start: str = "", gap: str = "") -> str:
    """A text before each turn, one after it; the reply begins after the text before it."""
    return (
        start
        + "{% for m in messages %}{% if m.role == 'assistant' %}"
        + f"{assistant}«{{{{ '{gap}' + m.content }}}}{end}»"
        + "{% elif m.role == 'user' %}"
        + f"{user}{{{{ m.content }}}}{end}"
        + "{% else %}"
        + f"{system}{{{{ m.content }}}}{end}"
        + "{% endif %}{% endfor %}"
        + _BEGIN
        + assistant
        + "{% endif %}"
    )


MORE_FAMILIES = {
    "Qwen 2.5 with tools": (
        "{% if tools %}<|im_start|>system\n# Tools\n{% for t in tools %}{{ t | tojson }}{% endfor %}<|im_end|>"
        "{{ '\n' }}{% endif %}" + _CHATML
    ),
    "Qwen 3 without earlier thoughts": (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}"
        "«{{ m.content.split('</think>')[-1].lstrip('\n') }}<|im_end|>»{% else %}{{ m.content }}<|im_end|>{% endif %}"
        "{{ '\n' }}{% endfor %}" + _BEGIN + "<|im_start|>assistant\n{% endif %}"
    ),
    "SmolLM 3": (
        "<|im_start|>system\n## Metadata\n{% if messages[0].role == 'system' %}{{ messages[0].content }}{% endif %}"
        "<|im_end|>{{ '\n' }}{% for m in messages if m.role != 'system' %}<|im_start|>{{ m.role }}\n"
        "{% if m.role == 'assistant' %}«{{ m.content }}<|im_end|>»{% else %}{{ m.content }}<|im_end|>{% endif %}"
        "{{ '\n' }}{% endfor %}" + _BEGIN + "<|im_start|>assistant\n{% endif %}"
    ),
    "Llama 3.1 with a date": (
        "{{ bos_token }}{% set given = messages[0].content if messages[0].role == 'system' else '' %}"
        "<|start_header_id|>system<|end_header_id|>\n\nToday Date: {{ '26 Jul 2024' }}\n\n{{ given }}<|eot_id|>"
        "{% for m in messages if m.role != 'system' %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
        "{% if m.role == 'assistant' %}«{{ m.content | trim }}<|eot_id|>»{% else %}{{ m.content | trim }}<|eot_id|>"
        "{% endif %}{% endfor %}" + _BEGIN + "<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
    ),
    "Llama 4": (
        "{{ bos_token }}{% for m in messages %}<|header_start|>{{ m.role }}<|header_end|>\n\n"
        "{% if m.role == 'assistant' %}«{{ m.content | trim }}<|eot|>»{% else %}{{ m.content | trim }}<|eot|>"
        "{% endif %}{% endfor %}" + _BEGIN + "<|header_start|>assistant<|header_end|>\n\n{% endif %}"
    ),
    "Mistral 7": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}[SYSTEM_PROMPT]{{ m.content }}"
        "[/SYSTEM_PROMPT]{% elif m.role == 'user' %}[INST]{{ m.content }}[/INST]{% else %}«{{ m.content }}"
        "{{ eos_token }}»{% endif %}"
        "{% endfor %}"
    ),
    "Mistral 3 with the instruction in the last question": (
        "{% set given = messages[0].content if messages[0].role == 'system' else '' %}{{ bos_token }}"
        "{% for m in messages if m.role != 'system' %}{% if m.role == 'user' %}[INST] "
        "{% if loop.first and given %}{{ given + '\n\n' }}{% endif %}{{ m.content }}[/INST]"
        "{% else %}«{{ ' ' + m.content }}{{ eos_token }}»{% endif %}{% endfor %}"
    ),
    "Mixtral": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[INST] {{ m.content }} [/INST]"
        "{% elif m.role == 'assistant' %}«{{ m.content }}{{ eos_token }}»{% else %}{{ m.content + '\n' }}{% endif %}"
        "{% endfor %}"
    ),
    "Gemma 3 with the instruction in the first question": (
        "{{ bos_token }}{% set given = messages[0].content + '\n\n' if messages[0].role == 'system' else '' %}"
        "{% for m in messages if m.role != 'system' %}{% if m.role == 'assistant' %}<start_of_turn>model\n"
        "«{{ m.content | trim }}<end_of_turn>»{% else %}<start_of_turn>user\n{{ given if loop.first else '' }}"
        "{{ m.content | trim }}<end_of_turn>{% endif %}{{ '\n' }}{% endfor %}"
        + _BEGIN
        + "<start_of_turn>model\n{% endif %}"
    ),
    "Phi-4": (
        "{% for m in messages %}<|im_start|>{{ m.role }}<|im_sep|>{% if m.role == 'assistant' %}«{{ m.content }}"
        "<|im_end|>»{% else %}{{ m.content }}<|im_end|>{% endif %}{% endfor %}"
        + _BEGIN
        + "<|im_start|>assistant<|im_sep|>{% endif %}"
    ),
    "Phi-4-mini": _roles("<|user|>", "<|assistant|>", "<|system|>", "<|end|>"),
    "OLMo 2": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'assistant' %}<|assistant|>\n«{{ m.content }}"
        "{{ eos_token }}»{% if not loop.last %}{{ '\n' }}{% endif %}{% else %}<|{{ m.role }}|>\n{{ m.content }}\n"
        "{% endif %}"
        "{% endfor %}" + _BEGIN + "<|assistant|>\n{% endif %}"
    ),
    "StableLM": _roles("<|user|>\n", "<|assistant|>\n", "<|system|>\n", "<|endoftext|>{{ '\n' }}").replace(
        "<|endoftext|>{{ '\n' }}»", "<|endoftext|>»{{ '\n' }}"
    ),
    "InternLM 2": "{{ bos_token }}" + _CHATML,
    "Yi": _CHATML.replace(
        "{{ '\n' }}{% endfor %}", "{% if not loop.last or add_generation_prompt %}{{ '\n' }}{% endif %}{% endfor %}"
    ),
    "Baichuan 2": (
        "{% for m in messages %}{% if m.role == 'user' %}<reserved_106>{{ m.content }}{% elif m.role == 'assistant' %}"
        "<reserved_107>«{{ m.content }}{{ eos_token }}»{% else %}{{ m.content }}{% endif %}{% endfor %}"
        + _BEGIN
        + "<reserved_107>{% endif %}"
    ),
    "OpenChat": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'assistant' %}GPT4 Correct Assistant:"
        "«{{ ' ' + m.content }}<|end_of_turn|>»{% elif m.role == 'user' %}GPT4 Correct User: {{ m.content }}"
        "<|end_of_turn|>{% else %}{{ m.content }}<|end_of_turn|>{% endif %}{% endfor %}"
        + _BEGIN
        + "GPT4 Correct Assistant:{% endif %}"
    ),
    "Solar": (
        "{% for m in messages %}{% if m.role == 'assistant' %}### Assistant:\n«{{ m.content }}{{ eos_token }}»"
        "{{ '\n' }}"
        "{% else %}### {{ m.role | capitalize }}:\n{{ m.content }}\n\n{% endif %}{% endfor %}"
        + _BEGIN
        + "### Assistant:\n{% endif %}"
    ),
    "DeepSeek Coder": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ m.content }}{% elif m.role == 'user' %}"
        "### Instruction:\n{{ m.content }}\n{% else %}### Response:\n«{{ m.content }}\n<|end|>»{{ '\n' }}"
        "{% endif %}{% endfor %}" + _BEGIN + "### Response:\n{% endif %}"
    ),
    "DeepSeek 2": (
        "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}User: {{ m.content + '\n\n' }}"
        "{% elif m.role == 'assistant' %}Assistant:«{{ ' ' + m.content }}{{ eos_token }}»{% else %}"
        "{{ m.content + '\n\n' }}{% endif %}{% endfor %}" + _BEGIN + "Assistant:{% endif %}"
    ),
    "Hermes with tools": (
        "{% if tools %}<|im_start|>system\n<tools>{{ tools | tojson }}</tools><|im_end|>{{ '\n' }}{% endif %}"
        "{% for m in messages %}{% if m.role == 'tool' %}<|im_start|>tool\n<tool_response>"
        "{{ m.content }}</tool_response>"
        "<|im_end|>{{ '\n' }}{% elif m.role == 'assistant' %}<|im_start|>assistant\n«{{ m.content }}"
        "{% for c in m.tool_calls or [] %}<tool_call>{{ c | tojson }}</tool_call>{% endfor %}<|im_end|>»{{ '\n' }}"
        "{% else %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>{{ '\n' }}{% endif %}{% endfor %}"
        + _BEGIN
        + "<|im_start|>assistant\n{% endif %}"
    ),
    "Jamba": _roles("<|bom|><|user|> ", "<|bom|><|assistant|>", "<|bom|><|system|> ", "<|eom|>", gap=" "),
    "Command R7B": (
        "{{ bos_token }}{% for m in messages %}<|START_OF_TURN_TOKEN|>{% if m.role == 'assistant' %}<|CHATBOT_TOKEN|>"
        "<|START_RESPONSE|>«{{ m.content }}<|END_RESPONSE|>»<|END_OF_TURN_TOKEN|>{% else %}"
        "<|{{ m.role | upper }}_TOKEN|>{{ m.content }}<|END_OF_TURN_TOKEN|>{% endif %}{% endfor %}"
        + _BEGIN
        + "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|><|START_RESPONSE|>{% endif %}"
    ),
    "EXAONE": (
        "{% for m in messages %}{% if loop.first and m.role != 'system' %}[|system|][|endofturn|]{{ '\n' }}{% endif %}"
        "[|{{ m.role }}|]{% if m.role == 'assistant' %}«{{ m.content }}[|endofturn|]»{% elif m.role == 'system' %}"
        "{{ m.content }}[|endofturn|]{% else %}{{ m.content }}{% endif %}{% if not loop.last %}{{ '\n' }}{% endif %}"
        "{% endfor %}" + _BEGIN + "{{ '\n' }}[|assistant|]{% endif %}"
    ),
    "MiniCPM": (
        "{% for m in messages %}{% if m.role == 'user' %}<用户>{{ m.content | trim }}<AI>"
        "{% elif m.role == 'assistant' %}"
        "«{{ m.content | trim }}{{ eos_token }}»{% else %}{{ m.content }}{% endif %}{% endfor %}"
    ),
    "Nemotron": (
        "<extra_id_0>System\n{% if messages[0].role == 'system' %}{{ messages[0].content }}{% endif %}\n"
        "{% for m in messages if m.role != 'system' %}{% if m.role == 'user' %}<extra_id_1>User\n{{ m.content }}\n"
        "<extra_id_1>Assistant\n{% else %}«{{ m.content }}{{ eos_token }}»"
        "{{ '\n' }}{% endif %}{% endfor %}"
    ),
    "gpt-oss, whose last reply ends otherwise": (
        "{% for m in messages %}{% if m.role == 'assistant' %}<|start|>assistant«<|channel|>final<|message|>"
        "{{ m.content }}"
        "{% if loop.last and not add_generation_prompt %}<|return|>{% else %}<|end|>{% endif %}»{% else %}"
        "<|start|>{{ m.role }}<|message|>{{ m.content }}<|end|>{% endif %}{% endfor %}"
        + _BEGIN
        + "<|start|>assistant{% endif %}"
    ),
    "Kimi": (
        "{% for m in messages %}<|im_{{ m.role }}|>{{ m.role }}<|im_middle|>{% if m.role == 'assistant' %}"
        "«{{ m.content }}<|im_end|>»{% else %}{{ m.content }}<|im_end|>{% endif %}{% endfor %}"
        + _BEGIN
        + "<|im_assistant|>assistant<|im_middle|>{% endif %}"
    ),
    "Reka": (
        "{% for m in messages %}{% if m.role == 'assistant' %}assistant:«{{ ' ' + m.content }} <sep>» {% else %}"
        "human: {{ m.content }} <sep> {% endif %}{% endfor %}" + _BEGIN + "assistant:{% endif %}"
    ),
    "Apertus": _roles("<|user|>", "<|assistant_start|>", "<|system|>", "<|user_end|>", start="{{ bos_token }}").replace(
        "<|user_end|>»", "<|assistant_end|>»"
    ),
}


def unmarked(template: str) -> str:
    return template.replace("«", "").replace("»", "")


def marked(template: str) -> str:
    return template.replace("«", "{% generation %}").replace("»", "{% endgeneration %}")
