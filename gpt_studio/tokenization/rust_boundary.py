"""Turns errors of the Rust tokenizers library into StudioErrors."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from gpt_studio.core.errors import StudioError


@contextlib.contextmanager
def rust_errors(explained: StudioError) -> Iterator[None]:
    """Raise ``explained`` for every error of the Rust library, including a panic.

    A panic is a ``pyo3_runtime.PanicException``, which derives from BaseException and cannot be imported by name.
    """
    try:
        yield
    except (StudioError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise explained from error
