"""The rules of Markdown that replies are read by. No Qt.

CommonMark with tables, struck text and mathematics, and with what prose of small models must not run into left out:
indented code, underlined headings, and definitions of links, which would hide text. Line breaks stay. HTML is text.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_DEEPEST = 100
"""Blocks within blocks; :data:`_DEEP_LINE` keeps a reply from reaching it, because the parser leaves out the rest."""
_DEEP_LINE = re.compile(r"^(?:[ \t]*(?:[>*+-]|\d+[.)])){40}", re.MULTILINE)
_INDENTED_LINE = re.compile(r"^[ \t]{120}", re.MULTILINE)
_SIGNS = re.compile(r"[\[*_`<&~\\!$]")
_MOST_SIGNS, _MOST_BRACKETS = 200, 40
"""In a text with more, nobody marked words: it is shown as it is, because reading it would take long."""
_LEFT_OUT = ("code", "lheading", "reference", "html_block", "html_inline")


def block_tokens(source: str) -> list[Token] | None:
    """The tokens of ``source``; None for one whose blocks stand within each other beyond reason."""
    if _DEEP_LINE.search(source) or _INDENTED_LINE.search(source):
        return None
    return _parser().parse(source)


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    made.enable(["table", "strikethrough"]).disable(list(_LEFT_OUT))
    made.core.ruler.at("inline", _read_inline)
    made.inline.ruler.at("newline", _line_break)
    made.inline.ruler.before("escape", "math", _math)
    made.block.ruler.before("fence", "math_block", _math_block, {"alt": ["paragraph"]})
    return made


def _read_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline" or token.children is None:
            continue
        signs = len(_SIGNS.findall(token.content))
        if signs == 0 or signs > _MOST_SIGNS or token.content.count("[") > _MOST_BRACKETS:
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _line_break(state: StateInline, silent: bool) -> bool:
    """A line break stays one, and what indents the next line too."""
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("softbreak", "br", 0)
    state.pos += 1
    return True


def _math(state: StateInline, silent: bool) -> bool:
    r"""``$x$``, ``$$x$$``, ``\(x\)`` or ``\[x\]``. A price is none: the dollars of mathematics touch it."""
    source, start = state.src, state.pos
    if source.startswith("\\(", start) or source.startswith("\\[", start):
        closing = "\\)" if source[start + 1] == "(" else "\\]"
        opened = 2
    elif source[start] == "$":
        closing = "$$" if source.startswith("$$", start) else "$"
        opened = len(closing)
    else:
        return False
    end = source.find(closing, start + opened, state.posMax)
    inner = source[start + opened : end]
    if end < 0 or not inner.strip():
        return False
    after = source[end + 1 : end + 2]
    if closing == "$" and (inner[0].isspace() or inner[-1].isspace() or after.isdigit() or "\n\n" in inner):
        return False
    if not silent:
        state.push("math", "", 0).content = inner.strip()
    state.pos = end + len(closing)
    return True


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Lines between ``$$`` and ``$$``, or ``\[`` and ``\]``, each on a line of its own, or to the end."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    closing = {"$$": "$$", "\\[": "\\]"}.get(first)
    if closing is None or state.sCount[start] < state.blkIndent:
        return False
    if silent:
        return True
    line = start + 1
    while line < end:
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        if state.src[state.bMarks[line] : state.eMarks[line]].strip() == closing:
            break
        line += 1
    closed = line < end and state.src[state.bMarks[line] : state.eMarks[line]].strip() == closing
    token = state.push("math_block", "", 0)
    token.content = state.getLines(start + 1, line, state.blkIndent, False)
    state.line = line + 1 if closed else line
    token.map = [start, state.line]
    return True
