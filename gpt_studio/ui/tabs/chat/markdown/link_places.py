"""Where the links of a text document are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextDocument


@dataclass(frozen=True)
class LinkPlace:
    """A link from position ``start`` to ``end``."""

    start: int
    end: int
    address: str


def next_link(document: QTextDocument, position: int) -> LinkPlace | None:
    """The first link that begins at ``position`` or behind it."""
    block = document.findBlock(position)
    while block.isValid():
        found = next((link for link in _links_in(block) if link.start >= position), None)
        if found is not None:
            return found
        block = block.next()
    return None


def link_before(document: QTextDocument, position: int) -> LinkPlace | None:
    """The last link that ends at ``position`` or before it."""
    block = document.findBlock(position)
    while block.isValid():
        found = [link for link in _links_in(block) if link.end <= position]
        if found:
            return found[-1]
        block = block.previous()
    return None


def _links_in(block: QTextBlock) -> Iterator[LinkPlace]:
    """Runs of another look within a link are one link."""
    open_link: LinkPlace | None = None
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        start, address = fragment.position(), fragment.charFormat().anchorHref()
        end = start + fragment.length()
        if open_link is not None and address == open_link.address and open_link.end == start:
            open_link = LinkPlace(open_link.start, end, address)
        else:
            if open_link is not None:
                yield open_link
            open_link = LinkPlace(start, end, address) if address else None
        step += 1
    if open_link is not None:
        yield open_link
