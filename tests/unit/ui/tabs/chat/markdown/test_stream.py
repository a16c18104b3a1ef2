"""Replies are read the same however they come in, and nothing that a model writes takes long or gets lost."""

from __future__ import annotations

import random
import re

import pytest

from gpt_studio.ui.tabs.chat.markdown.leaves import Kind, Leaf
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.tabs.chat.markdown.stream import MarkdownStream

ALL = r"""# Title of *it*

Once upon a time there was a **dog**.
It had a `name` and [a link](https://example.org/x_y) and ![picture](http://example.org/p.png).
It cost $5 and $10, but $a_1 + b_2$ and \(x_*\) are numbers. <script>alert(1)</script>

- one
- two
  - nested *thing*
    still within
  - other
-
- three

3. third
4. fourth

> quoted
> more
>
> second

| a | b |
|---|:-:|
| 1 | 2 |
| **3** | 4 |

```python
def f(x):
    return x

class A: pass
```

$$
x = y_1 * z_2
$$

---

Text at the end
    indented
#tag
-"""


def read(text: str, at_once: int = 10**9) -> list[Leaf]:
    stream, found, growing = MarkdownStream(), [], ()
    for start in range(0, len(text), at_once):
        settled, growing = stream.add(text[start : start + at_once])
        found += settled
    return [*found, *growing]


def said(leaf: Leaf) -> str:
    return leaf.text or " ".join(run.text for row in leaf.rows for runs in row for run in runs)


def texts(leaves: list[Leaf], kind: Kind) -> list[str]:
    return [said(leaf) for leaf in leaves if leaf.kind is kind]


def test_each_kind_is_recognised() -> None:
    leaves = read(ALL)
    assert texts(leaves, Kind.HEADING) == ["Title of it"]
    assert texts(leaves, Kind.CODE) == ["def f(x):\n    return x\n\nclass A: pass\n"]
    assert texts(leaves, Kind.MATH) == ["x = y_1 * z_2"]
    assert texts(leaves, Kind.TABLE) == ["a b 1 2 3 4"]
    assert len(texts(leaves, Kind.RULE)) == 1
    assert [leaf.marker for leaf in leaves if leaf.depth] == ["•", "•", "◦", "◦", "•", "•", "3.", "4."]
    assert [said(leaf) for leaf in leaves if leaf.quoted] == ["quoted\nmore", "second"]


def test_text_is_shown_as_it_was_written() -> None:
    story = "Once there was a cat.\nIt slept.\n   It cost 3 * 4 < 20 & it was $5 or $6.\n\n    Then it woke."
    leaves = read(story)
    assert all(leaf.plain for leaf in leaves)
    assert [leaf.text for leaf in leaves] == [story.split("\n\n")[0], "Then it woke."]


def test_html_is_text_and_other_addresses_are_no_links() -> None:
    runs = [
        run
        for leaf in read("<img src=x onerror=y> [a](javascript:x) [b](file:///c) [d](https://d)")
        for run in leaf.runs
    ]
    assert "".join(run.text for run in runs).startswith("<img src=x onerror=y> ")
    assert {run.link for run in runs} == {"", "https://d"}


@pytest.mark.parametrize("at_once", [1, 3, 7, 50])
def test_it_does_not_matter_how_a_reply_comes_in(at_once: int) -> None:
    assert read(ALL, at_once) == read(ALL)


def test_what_is_settled_holds_all_that_was_written_before() -> None:
    """Whatever comes next, words that were shown stay in their order."""
    pieces = ["word ", "\n", "\n\n", "- item\n", "> said\n", "```\n", "7. ", "$$\n", "# head\n", "**"]
    for seed in range(40):
        draw = random.Random(seed)
        written = [draw.choice(pieces) + (f"w{n} " if n % 3 == 0 else "") for n in range(120)]
        shown = " ".join(said(leaf) for leaf in read("".join(written), draw.randint(1, 40)))
        assert re.findall(r"w(\d+)", shown) == [str(n) for n in range(0, 120, 3)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("- item\n" * 2000, "item"),
        ("|a|b|\n|-|-|\n" + "|x|y|\n" * 2000, "x"),
        ("```python\n" + "x = 1\n" * 3000, "x"),
        ("word " * 20_000, "word"),
        ("line of words\n" * 2000, "line"),
        ("> quoted\n>\n" * 1000, "quoted"),
        ("[" * 20_000, "["),
        (">" * 5000 + "a", ">"),
    ],
)
def test_a_block_that_never_ends_is_settled_on_the_way(text: str, kept: str) -> None:
    stream, settled, most = MarkdownStream(), list[Leaf](), 0
    for start in range(0, len(text), 300):
        done, growing = stream.add(text[start : start + 300])
        settled += done
        most = max(most, sum(len(said(leaf)) for leaf in growing))
    assert most < 4000
    shown = "".join(said(leaf) for leaf in [*settled, *growing])
    assert shown.count(kept) == text.count(kept) if kept not in "x" else shown.count("x") >= 2000


def test_signs_in_place_of_what_commands_a_display() -> None:
    assert safe("a\x00b\x1b[31m\u202ec\r\nd\u2028e\ufdd0\ufffc") == "a␀b␛[31m[U+202E]c\nd\ne\ufffd\ufffd"
    assert safe("שלום — ¿qué?\t…") == "שלום — ¿qué?\t…"
