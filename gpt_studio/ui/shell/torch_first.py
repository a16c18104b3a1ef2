"""Imports torch on Windows, where its libraries fail to load after Qt's (pytorch issue 166628). Import it before Qt."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import torch  # noqa: F401
