"""Reads Markdown that grows at its end, and says each time which leaves are new. No Qt.

What comes before the beginning of the last block cannot change any more: it is settled, and never read again. In lists,
quotations, tables and code the same holds for the last item, part, row and line. A block that stays open for long is
cut, so that reading more of it never takes long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from gpt_studio.ui.tabs.chat.markdown.leaves import Kind, Leaf, Run, Runs
from gpt_studio.ui.tabs.chat.markdown.parser import block_tokens

_LONGEST = 1500
"""Characters of a block, after which it is cut."""
_ROWS_TOGETHER = 6
_EMPTY = re.compile(r"[\s>]*")
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_BULLETS = ("•", "◦", "▪")


@dataclass(frozen=True)
class _Cut:
    """A line from which on the text can be read by itself, if ``prefix`` is put before it."""

    line: int
    prefix: str = ""


class MarkdownStream:
    def __init__(self) -> None:
        self._tail = ""
        self._prefix = ""
        """What is read before the tail: the line that opened its code, or the head of its table."""
        self._apart = False
        """Whether an empty line stands before the tail."""
        self._in_line = False
        """Whether the tail begins within a line."""

    def add(self, text: str) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        """The leaves that are settled now, and those that may still change; both together replace what could change
        before."""
        self._tail += text
        settled: list[Leaf] = []
        while True:
            read = self._read()
            if not self._settle(read, settled):
                return tuple(settled), tuple(leaf for leaf, _line in read.found)

    def trim_end(self) -> None:
        """Forget white space at the end."""
        self._tail = self._tail.rstrip()

    def _settle(self, read: _Reader, settled: list[Leaf]) -> bool:
        """Take the leaves that cannot change any more into ``settled``; whether there may be more of them."""
        complete = self._tail.count("\n")
        cut = max((cut for cut in read.cuts if 0 < cut.line < complete), key=lambda each: each.line, default=None)
        if cut is not None:
            settled += [leaf for leaf, line in read.found if line < cut.line]
            before = self._tail.split("\n", cut.line)
            self._leave_behind(before[:-1], before[-1], cut.prefix)
            return True
        if len(self._tail) <= _LONGEST:
            return False
        self._cut_open_block(read.open_code, settled)
        return True

    def _cut_open_block(self, open_code: str, settled: list[Leaf]) -> None:
        """Settle the beginning of a block that stays open for too long."""
        at = self._tail.rfind("\n", 0, _LONGEST) + 1
        within_line = at == 0
        if within_line:
            at = self._tail.rfind(" ", _LONGEST // 2, _LONGEST) + 1 or _LONGEST
        rest = self._tail[at:]
        self._tail = self._tail[:at]
        settled += [leaf for leaf, _line in self._read().found]
        self._leave_behind(self._tail.split("\n")[:-1], rest, open_code)
        self._in_line = within_line

    def _leave_behind(self, before: Sequence[str], rest: str, prefix: str) -> None:
        self._apart = bool(before) and _EMPTY.fullmatch(before[-1]) is not None
        self._tail, self._prefix, self._in_line = rest, prefix, False

    def _read(self) -> _Reader:
        """Read the tail."""
        lines = self._tail.split("\n")
        read = _Reader(lines, self._prefix, self._apart)
        if self._in_line and not self._prefix:  # what looks like a mark at its beginning begins no line
            read.take_as_it_is(0)
            read.read(block_tokens("\n" + "\n".join(lines[1:])) if len(lines) > 1 else [])
        else:
            read.read(block_tokens(self._prefix + self._tail))
        return read


class _Reader:
    """Makes leaves of tokens. ``lines`` are those of the tail, which ``prefix`` was put before.

    ``found``: each leaf with the line in which it begins; ``cuts``: where the tail can be cut; ``open_code``: the line
    that opened the code with which the tail ends, if it does.
    """

    def __init__(self, lines: Sequence[str], prefix: str, apart: bool) -> None:
        self.found: list[tuple[Leaf, int]] = []
        self.cuts: list[_Cut] = []
        self.open_code = ""
        self._lines = lines
        self._prefix = prefix
        self._prefixed = prefix.count("\n")
        self._apart = apart
        self._depth = self._quoted = self._level = 0
        self._marker: tuple[str, int] | None = None
        """What begins the item that is open, and its line, until the item's first leaf is there."""

    def take_as_it_is(self, line: int) -> None:
        self.found.append((Leaf(Kind.TEXT, _plain(self._lines[line]), goes_on=True), line))
        self.cuts.append(_Cut(line + 1))

    def read(self, tokens: Sequence[Token] | None) -> None:
        """Read the tokens; None for lines that are shown as they are."""
        if tokens is None:
            for line in range(len(self._lines)):
                self.take_as_it_is(line)
            return
        table: list[Token] = []
        for token in tokens:
            if token.level == 0 and token.nesting >= 0 and token.map:
                self.cuts.append(_Cut(self._line_of(token)))
            if table or token.type == "table_open":
                table.append(token)
                if token.type == "table_close":
                    self._table(table)
                    table = []
            else:
                self._one(token)

    def _line_of(self, token: Token) -> int:
        return max(0, (token.map[0] if token.map else 0) - self._prefixed)

    def _one(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._show_empty_item()
                self._depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
            case "list_item_open":
                line, bullet = self._line_of(token), _BULLETS[min(self._depth, len(_BULLETS)) - 1]
                self._marker = (f"{token.info}{token.markup}" if token.info else bullet, line)
                if token.level == 1:
                    self.cuts.append(_Cut(line))
            case "list_item_close":
                self._show_empty_item()
            case "blockquote_open":
                self._quoted += 1
            case "blockquote_close":
                self._quoted -= 1
            case "heading_open":
                self._level = int(token.tag[1:])
            case "paragraph_open" if self._quoted == 1 and token.level == 1:
                self.cuts.append(_Cut(self._line_of(token)))
            case "inline":
                kind = Kind.HEADING if self._level else Kind.TEXT
                self._add(Leaf(kind, _runs(token.children or []), self._level), self._line_of(token))
                self._level = 0
            case "fence":
                self._code(token)
            case "math_block":
                self._add(Leaf(Kind.MATH, (Run(token.content.strip("\n"), code=True),)), self._line_of(token))
            case "hr":
                self._add(Leaf(Kind.RULE), self._line_of(token))

    def _add(self, leaf: Leaf, line: int) -> None:
        apart = _EMPTY.fullmatch(self._lines[line - 1]) is not None if line else self._apart
        marker, self._marker = self._marker, None
        self.found.append(
            (
                replace(
                    leaf,
                    depth=self._depth,
                    quoted=self._quoted,
                    marker=marker[0] if marker else "",
                    apart=apart and not leaf.goes_on,
                ),
                line,
            )
        )

    def _show_empty_item(self) -> None:
        if self._marker is not None:
            self._add(Leaf(Kind.TEXT), self._marker[1])

    def _code(self, token: Token) -> None:
        """Code that stays open for long is cut before its last whole line."""
        assert token.map is not None
        goes_on = self._prefixed > 0 and token.map[0] == 0
        line = self._line_of(token)
        language = token.info.split()[0].lower() if token.info.strip() else ""
        leaf = Leaf(Kind.CODE, (Run(token.content, code=True),), language=language, goes_on=goes_on)
        self._add(leaf, line)
        first = 0 if goes_on else line + 1
        last = token.map[1] - self._prefixed
        closed = last - 1 >= first and self._lines[last - 1].strip().startswith(token.markup)
        if closed or token.level:
            return
        self.open_code = self._prefix if goes_on else f"{self._lines[line]}\n"
        whole = len(self._lines) - 2
        if len(token.content) > _LONGEST and whole > first:
            before = "\n".join(self._lines[first:whole]) + "\n"
            self.found[-1] = (replace(self.found[-1][0], runs=(Run(before, code=True),)), line)
            rest = "\n".join(self._lines[whole:])
            self.found.append((replace(leaf, runs=(Run(rest, code=True),), goes_on=True), whole))
            self.cuts.append(_Cut(whole, self.open_code))

    def _table(self, tokens: Sequence[Token]) -> None:
        """A table as its rows, some together."""
        start = self._line_of(tokens[0])
        goes_on = self._prefixed > 0 and bool(tokens[0].map) and tokens[0].map[0] == 0  # type: ignore[index]
        rows: list[tuple[tuple[Runs, ...], int]] = []
        sides: list[str] = []
        cells: list[Runs] = []
        for token in tokens:
            if token.type == "tr_open":
                cells, line = [], self._line_of(token)
                rows.append(((), line))
            elif token.type == "th_open":
                sides.append(str(token.attrs.get("style", "")).removeprefix("text-align:") or "left")
            elif token.type == "inline":
                cells.append(_runs(token.children or []))
                rows[-1] = (tuple(cells), rows[-1][1])
        head = self._prefix if goes_on else "\n".join(self._lines[start : start + 2]) + "\n"
        if goes_on:
            rows = rows[1:]
        for begun in range(0, len(rows), _ROWS_TOGETHER):
            part = rows[begun : begun + _ROWS_TOGETHER]
            shown = tuple(row for row, _line in part)
            self._add(
                Leaf(Kind.TABLE, rows=shown, sides=tuple(sides), goes_on=goes_on or begun > 0),
                part[0][1] if begun else start,
            )
            if begun and tokens[0].level == 0:
                self.cuts.append(_Cut(part[0][1], head))


def _plain(text: str) -> Runs:
    return (Run(text),) if text else ()


def _runs(children: Sequence[Token]) -> Runs:
    found: list[Run] = []
    bold = italic = struck = 0
    links: list[str] = []

    def put(text: str, *, code: bool = False, link: str = "") -> None:
        run = Run(text, bold > 0, italic > 0, struck > 0, code, link or (links[-1] if links else ""))
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        elif text:
            found.append(run)

    for token in children:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "s_open" | "s_close":
                struck += token.nesting
            case "link_open":
                address = str(token.attrs.get("href", ""))
                links.append(address if _ADDRESS.match(address) else "")
            case "link_close":
                links.pop()
            case "image":
                address = str(token.attrs.get("src", ""))
                put(token.content or address, link=address if _ADDRESS.match(address) else "")
            case "code_inline" | "math":
                put(token.content, code=True)
            case "softbreak" | "hardbreak":
                put("\n")
            case _:
                put(token.content)
    return tuple(found)
