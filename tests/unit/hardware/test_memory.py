"""Freed memory stays with the process while a training runs, and goes back to the system afterwards."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from gpt_studio.hardware.memory import TOKENIZER_THREADS

ON_GLIBC = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc gives large blocks back at once")

PROGRAM = textwrap.dedent("""
    import ctypes
    from pathlib import Path

    from gpt_studio.hardware.memory import kept_for_the_next_step, share_one_heap

    BLOCK = 200 << 20

    def resident():
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    def touch_and_free():
        block = ctypes.CDLL(None)
        block.malloc.restype = ctypes.c_void_p
        address = block.malloc(ctypes.c_size_t(BLOCK))
        ctypes.memset(address, 1, BLOCK)
        block.free(ctypes.c_void_p(address))

    share_one_heap()
    before = resident()
    touch_and_free()
    freed = resident() - before
    with kept_for_the_next_step():
        touch_and_free()
        kept = resident() - before
    print(freed < BLOCK // 2, kept > BLOCK // 2, resident() - before < BLOCK // 2)
""")


@ON_GLIBC
def test_memory_is_kept_while_asked_and_given_back_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "True", "True"]


@ON_GLIBC
@pytest.mark.parametrize(("chosen", "expected"), [(None, "false"), ("true", "true")])
def test_tokenizers_take_one_thread_where_all_share_one_heap(
    chosen: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "import os; from gpt_studio.hardware import memory as m; m.share_one_heap(); "
        "print(os.environ[m.TOKENIZER_THREADS])"
    )
    monkeypatch.delenv(TOKENIZER_THREADS, raising=False)
    if chosen is not None:
        monkeypatch.setenv(TOKENIZER_THREADS, chosen)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == expected
