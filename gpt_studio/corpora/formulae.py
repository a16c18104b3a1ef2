"""Writes formulae of Word (OMML) and of OpenDocument (MathML) on one line, as people type them: E=mc^2, (a+b)/2."""

from __future__ import annotations

from typing import Any

_POWER, _INDEX, _BOTH = ("sSup", "msup"), ("sSub", "msub"), ("sSubSup", "msubsup", "munderover")
_FRACTION, _ROOT = ("f", "mfrac"), ("rad", "msqrt")
_NO_TEXT = ("annotation", "annotation-xml", "deg")
_WORDS = ("t", "mi", "mn", "mo", "mtext", "ms")
_DEEPEST = 100


def on_one_line(formula: Any, depth: int = 0) -> str:
    """The formula; what has no name of its own here is written from left to right."""
    name = _name(formula)
    if name in _NO_TEXT or name.endswith("Pr") or depth > _DEEPEST:
        return ""
    if name in _WORDS:
        return "".join(formula.itertext()).strip()
    parts = [on_one_line(child, depth + 1) for child in formula if _name(child) and not _name(child).endswith("Pr")]
    if name in _POWER and len(parts) == 2:
        return f"{parts[0]}^{_grouped(parts[1])}"
    if name in _INDEX and len(parts) == 2:
        return f"{parts[0]}_{_grouped(parts[1])}"
    if name in _BOTH and len(parts) == 3:
        return f"{parts[0]}_{_grouped(parts[1])}^{_grouped(parts[2])}"
    if name in _FRACTION and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if name in _ROOT:
        return f"√{_grouped(''.join(parts))}"
    if name == "nary":
        return _sum(formula, parts)
    if name == "d":
        return f"({''.join(parts)})"
    return "".join(parts)


def _sum(formula: Any, parts: list[str]) -> str:
    """A sum or integral with its bounds."""
    sign = next((value for each in formula.iter("{*}chr") for value in each.attrib.values()), "∫")
    if len(parts) != 3:
        return sign + "".join(parts)
    low, high, rest = parts
    return sign + (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "") + f" {rest}"


def _grouped(part: str) -> str:
    return part if len(part) <= 1 or part.isalnum() else f"({part})"


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
