"""Spacings, corner radii and text sizes in logical pixels, named once."""

from __future__ import annotations


class Space:
    """Distances in logical pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius:
    """Corner radii in logical pixels."""

    S = 6
    M = 8
    L = 12


class TextSize:
    """Text sizes in logical pixels; ``BODY`` is also the application's font size."""

    CAPTION = 12
    BODY = 13
    READING = 14
    HEADING = 15
    TITLE = 22
    FIGURE = 24
