"""Methods that Qt calls: what they raise is reported and never reaches Qt.

PySide hands an exception that leaves an override on to whatever Python code is below on the stack, usually another
override in the middle of its work. With several of them nested, as while a style changes, the process ended with a
segmentation fault in ``storePythonOverrideErrorOrPrint``.
"""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from typing import Any, TypeVar, cast

_Method = TypeVar("_Method", bound=Callable[..., Any])

_reported: set[str] = set()
"""Tracebacks reported so far: Qt calls most overrides again with the next painting, which a dialog brings about."""


def called_by_qt(method: _Method) -> _Method:
    """Decorates an override of a Qt method that returns nothing.

    Everything raised goes to ``sys.excepthook``, where the window's error dialog takes it: each traceback once.
    """
    return answers_qt(_nothing)(method)


def answers_qt(otherwise: Callable[[], Any]) -> Callable[[_Method], _Method]:
    """As :func:`called_by_qt`, for an override that returns something: ``otherwise()`` where it raised."""

    def decorated(method: _Method) -> _Method:
        @functools.wraps(method)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except BaseException as error:  # Qt cannot be told of any
                _report(error)
            return otherwise()

        guarded.guards_qt = True  # type: ignore[attr-defined]
        return cast(_Method, guarded)

    return decorated


def is_guarded(method: object) -> bool:
    """Whether ``method`` was decorated by one of these."""
    return getattr(method, "guards_qt", False)


def _nothing() -> None:
    return None


def _report(error: BaseException) -> None:
    details = "".join(traceback.format_exception(error))
    if details not in _reported:
        _reported.add(details)
        sys.excepthook(type(error), error, error.__traceback__)
