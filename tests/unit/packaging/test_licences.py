"""Every library that is bundled states its licence and brings its text, or the build stops."""

import importlib.metadata
import tomllib
from pathlib import Path

from packaging.licenses import canonicalize_license_expression
from packaging.requirements import Requirement
from release.licences import _distribution, licence_of

ROOT = Path(__file__).resolve().parents[3]


UNDER_THE_LGPL = {"PySide6-Essentials", "shiboken6"}


def test_the_libraries_that_are_bundled_have_a_licence(tmp_path):
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = asked["optional-dependencies"]
    waiting = [Requirement(line) for line in (*asked["dependencies"], *extras["formats"], *extras["speed"])]
    seen = set()
    while waiting:
        wanted = waiting.pop()
        if wanted.name in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(wanted.name)
        known = importlib.metadata.distribution(wanted.name)
        folder = tmp_path / wanted.name
        folder.mkdir()
        _, _, licence = _distribution(known, folder)
        if (expression := licence_of(known).get("expression")) is not None:
            assert canonicalize_license_expression(expression)  # raises for words that are none of SPDX
        assert "GPL" not in licence or wanted.name in UNDER_THE_LGPL
        assert [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 200]
        waiting += map(Requirement, known.requires or ())
    assert {"lxml", "pypdfium2", "resiliparse", "fastwarc", "striprtf", "numba", "llvmlite", "mdurl"} <= seen
