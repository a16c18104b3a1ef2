"""Maps bytes to the printable characters of byte-level vocabularies (GPT-2, Radford et al. 2019) and back.

Bytes that are printable in Latin-1 map to themselves, the others to U+0100, U+0101, ... in order.
"""

from __future__ import annotations


def _alphabet() -> dict[str, int]:
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + place): byte for place, byte in enumerate(others)}


BYTE_OF = _alphabet()


def bytes_of(token: str) -> bytes | None:
    """The bytes of a byte-level token; None if it has a character outside the alphabet."""
    try:
        return bytes(BYTE_OF[character] for character in token)
    except KeyError:
        return None
