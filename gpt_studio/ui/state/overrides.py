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
from typing import Concatenate, ParamSpec, TypeVar

_Self = TypeVar("_Self")
_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")

_reported: set[str] = set()
"""Tracebacks reported so far: Qt calls most overrides again with the next painting, which a dialog brings about."""


def called_by_qt(method: Callable[Concatenate[_Self, _Rest], None]) -> Callable[Concatenate[_Self, _Rest], None]:
    """Decorates an override of a Qt method that returns nothing.

    Everything raised goes to ``sys.excepthook``, where the window's error dialog takes it: each traceback once.
    """
    return answers_qt(_nothing)(method)


def answers_qt(
    otherwise: Callable[[], _Result],
) -> Callable[[Callable[Concatenate[_Self, _Rest], _Result]], Callable[Concatenate[_Self, _Rest], _Result]]:
    """As :func:`called_by_qt`, for an override that returns something: ``otherwise()`` where it raised."""

    def decorated(
        method: Callable[Concatenate[_Self, _Rest], _Result],
    ) -> Callable[Concatenate[_Self, _Rest], _Result]:
        @functools.wraps(method)
        def guarded(self: _Self, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Result:
            try:
                return method(self, *args, **kwargs)
            except BaseException as error:  # Qt cannot be told of any
                _report(error)
            return otherwise()

        guarded.guards_qt = True  # type: ignore[attr-defined]
        return guarded

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
