"""Where the Rust library's errors become sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from gpt_studio.core.errors import StudioError


@contextlib.contextmanager
def rust_errors(explained: StudioError) -> Iterator[None]:
    """Raise ``explained`` for whatever the Rust library raises, a panic included.

    A panic arrives as ``pyo3_runtime.PanicException``, which is a BaseException and cannot be imported by name.
    """
    try:
        yield
    except (StudioError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise explained from error
