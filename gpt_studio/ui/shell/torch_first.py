"""Imported before Qt: on Windows torch's libraries fail to load once Qt's are there (pytorch issue 166628)."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import torch  # noqa: F401
