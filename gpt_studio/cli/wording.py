"""Format numbers, sizes, times and tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_CONTROL = (*range(0x20), *range(0x7F, 0xA0))
_OBEYED = {code: None if chr(code) == "\r" else "\ufffd" for code in _CONTROL if chr(code) not in "\t\n"}


def harmless(text: str) -> str:
    """``text`` without control characters, which a terminal would obey: a model may write any of them, and the name
    of a file may hold them."""
    return text.translate(_OBEYED)


def count(number: int) -> str:
    """``1234567`` -> ``1,234,567``."""
    return f"{number:,}"


def size(number_of_bytes: int) -> str:
    """``2500000`` -> ``2.5 MB``; decimal units, as file managers show them."""
    if number_of_bytes == 1:
        return "1 byte"
    amount = float(number_of_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 999.5:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:.3g} TB"


def duration(seconds: float) -> str:
    """``75.2`` -> ``1 min 15 s``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def columns(rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Rows as aligned lines; the columns in ``right`` are numbers."""
    table = [tuple(harmless(cell).replace("\n", "\ufffd") for cell in row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
