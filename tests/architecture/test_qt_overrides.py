"""Every override of a Qt method is guarded, and no code calls Qt methods that make PySide destroy objects too early."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6

import gpt_studio.ui
from gpt_studio.ui.state.qt_overrides import is_guarded

NOT_VIRTUAL = {"setText", "icon"}
"""Methods that hide one of a library but that no library calls: QLabel.setText, IconicFont.icon."""


TYING = re.compile(r"\.(nextInFocusChain|previousInFocusChain)\(|\.setParent\(None\)")
"""PySide makes the widget that the first two return a child of the one they were called on; when that is destroyed,
Python objects of living widgets become invalid. The third gives a widget to Python's garbage collector."""


def classes() -> Iterator[type]:
    """All classes of the window that derive from one of Qt's."""
    for module in pkgutil.walk_packages(gpt_studio.ui.__path__, "gpt_studio.ui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and issubclass(found, shiboken6.Shiboken.Object):
                yield found


def overrides(kind: type) -> Iterator[tuple[str, object]]:
    """The methods of ``kind`` that override one of a library: Qt's, or pyqtgraph's that run within a call by Qt.

    Methods of mixins that do not derive from Qt count too.
    """
    own = [base for base in kind.__mro__ if base.__module__.startswith("gpt_studio.")]
    libraries = [base for base in kind.__mro__[1:-1] if base not in own]
    for base in own:
        for name, method in vars(base).items():
            replaced = any(callable(vars(library).get(name)) for library in libraries)
            if replaced and inspect.isfunction(method) and not name.startswith("__") and name not in NOT_VIRTUAL:
                yield f"{base.__module__}.{base.__qualname__}.{name}", method


def test_what_qt_calls_reports_its_errors() -> None:
    found = {where: method for kind in classes() for where, method in overrides(kind)}
    assert len(found) > 60
    assert sorted(where for where, method in found.items() if not is_guarded(method)) == []


def test_no_widget_is_tied_to_one_that_may_leave_before_it_or_orphaned() -> None:
    sources = Path(gpt_studio.ui.__file__).parent.rglob("*.py")
    found = [str(path) for path in sources if TYING.search(path.read_text(encoding="utf-8"))]
    assert found == []
