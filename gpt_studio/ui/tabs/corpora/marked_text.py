"""How text that is taken out, put in or skipped is drawn: struck through or underlined, and not only coloured."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from PySide6.QtGui import QColor, QTextCharFormat

from gpt_studio.corpora.marked_preview import Fate
from gpt_studio.ui.look.colours import tokens

_SIGNS = {"\n": "⏎", "\r": "⏎", "\t": "⇥", " ": "·"}
_LONG_RUN = re.compile(r"\S{20}(?=\S)")
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cn"))


def visible(text: str) -> str:
    """``text`` with signs in place of what nobody would see: invisible characters, and blanks where there is nothing
    else."""
    blank = text.isspace()
    return "".join(_sign(character, blank) for character in text)


def breakable(text: str) -> str:
    """``text`` with places in its longest words where a line may end: a key or a link is as long as a card is wide."""
    return _LONG_RUN.sub("\\g<0>\u200b", text)


def _sign(character: str, blank: bool) -> str:
    if character in _SIGNS and (blank or character == "\r"):
        return _SIGNS[character]
    if character not in "\n\t" and unicodedata.category(character) in _UNSEEN:
        return f"⟨U+{ord(character):04X}⟩"
    return character


def format_of(fate: Fate) -> QTextCharFormat:
    """The format of a piece in a text widget."""
    look = QTextCharFormat()
    now = tokens()
    if fate in (Fate.REMOVED, Fate.SKIPPED):
        look.setFontStrikeOut(True)
        look.setForeground(QColor(now.text_muted))
        look.setBackground(QColor(now.danger_soft))
    elif fate is Fate.ADDED:
        look.setFontUnderline(True)
        look.setForeground(QColor(now.text))
        look.setBackground(QColor(now.success_soft))
    return look


def change_as_html(found: str, becomes: str | None) -> str:
    """A place of a report, and what its remedy makes of it (None: nothing), for a label of rich text."""
    now = tokens()
    shown = escape(breakable(visible(found))).replace("\n", "⏎ ")
    if becomes is None:
        return f'<span style="background:{now.warning_soft}"><u>{shown}</u></span>'
    gone = f'<span style="background:{now.danger_soft}; color:{now.text_muted}"><s>{shown}</s></span>'
    come = escape(breakable(becomes)).replace("\n", "⏎ ")
    return f'{gone}<span style="background:{now.success_soft}"><u>{come}</u></span>' if come else gone
