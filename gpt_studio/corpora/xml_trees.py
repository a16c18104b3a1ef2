"""Parses XML of unknown origin: no entity is expanded, nothing is fetched, and libxml2 bounds nesting."""

from __future__ import annotations

import zipfile
from typing import Any

from gpt_studio.core.limits import EXTRACTED_AT_LEAST, EXTRACTED_TIMES
from gpt_studio.corpora.reading import Expands, Reading


def parsed(data: bytes) -> Any:
    """The root element (lxml). Raises lxml's XMLSyntaxError for what is no XML."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("no XML")
    return root


def member(packed: zipfile.ZipFile, name: str, reading: Reading) -> bytes:
    """A member of the zip file that ``reading`` is about. Raises KeyError if it is not there, Expands for a bomb."""
    found = packed.getinfo(name)
    if found.flag_bits & 1:
        raise reading.sealed()
    most = most_within(reading)
    with packed.open(found) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Expands(reading.path.name)
    return data


def most_within(reading: Reading) -> int:
    """How many bytes an honest file holds in one member at most."""
    return max(EXTRACTED_AT_LEAST, EXTRACTED_TIMES * reading.path.stat().st_size)
