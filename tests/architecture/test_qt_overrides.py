"""Every method of the window that Qt calls reports what it raises, and no widget is tied to another or to none."""

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
from gpt_studio.ui.state.overrides import is_guarded

NOT_VIRTUAL = {"setText", "icon"}
"""Methods that stand in place of a library's, and that no library calls: QLabel.setText, IconicFont.icon."""


TYING = re.compile(r"\.(nextInFocusChain|previousInFocusChain)\(|\.setParent\(None\)")
"""PySide makes what the first two return a child of what they were asked of, wherever it stands in Qt: once that is
gone, Python objects of things that are alive become invalid. The third gives a widget to Python's garbage collector."""


def classes() -> Iterator[type]:
    """All classes of the window that derive from one of Qt's."""
    for module in pkgutil.walk_packages(gpt_studio.ui.__path__, "gpt_studio.ui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and issubclass(found, shiboken6.Shiboken.Object):
                yield found


def overrides(kind: type) -> Iterator[tuple[str, object]]:
    """The methods that stand in place of one of a library's: Qt's, or one that pyqtgraph calls while Qt calls it.

    Those of a class without Qt count too, where it is mixed into one with Qt.
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
