"""Decorators for overrides of Qt methods: they report what the override raises and keep it from Qt.

When an exception leaves an override, PySide raises it in the Python code that called Qt, usually another override.
Where several are nested, as when a style changes, the process ended with a segmentation fault in
``storePythonOverrideErrorOrPrint``.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar, cast

_Method = TypeVar("_Method", bound=Callable[..., Any])


def called_by_qt(method: _Method) -> _Method:
    """Decorate an override that returns nothing. What it raises goes to ``sys.excepthook`` (``ErrorReporter``)."""
    return answers_qt(_nothing)(method)


def answers_qt(otherwise: Callable[[], Any]) -> Callable[[_Method], _Method]:
    """Decorate an override that returns a value; ``otherwise()`` is returned where it raises."""

    def decorated(method: _Method) -> _Method:
        @functools.wraps(method)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except BaseException as error:  # Qt can handle none of them
                sys.excepthook(type(error), error, error.__traceback__)
            return otherwise()

        guarded.guards_qt = True  # type: ignore[attr-defined]
        return cast(_Method, guarded)

    return decorated


def is_guarded(method: object) -> bool:
    """Whether ``method`` was decorated with :func:`called_by_qt` or :func:`answers_qt`."""
    return getattr(method, "guards_qt", False)


def raised_in_override(trace: TracebackType | None) -> bool:
    """Whether ``trace`` is that of an exception which one of the decorators reported."""
    return trace is not None and trace.tb_frame.f_globals is globals()


def _nothing() -> None:
    return None
