"""Text from a model as it may be shown: characters that would command the display are shown as signs. No Qt."""

from __future__ import annotations

import re

_PICTURES = 0x2400
"""Unicode has a picture of each control character from here on."""
_SIGNS = {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\n\t"}
_SIGNS |= {0x7F: "\u2421", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SIGNS |= {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Qt takes these for pictures, and for the ends of tables.
_SIGNS |= dict.fromkeys((65532, *range(64976, 65008), 65534, 65535, *range(55296, 57344)), "�")
_RETURNS = re.compile("\r\n?")


def safe(text: str) -> str:
    """``text`` with one kind of line break, and with pictures and names in place of control characters and of those
    that turn the direction of reading around."""
    return _RETURNS.sub("\n", text).translate(_SIGNS)
