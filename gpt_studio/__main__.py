"""``gpt-studio``: with a subcommand the terminal, without one the window."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence

from gpt_studio.artifacts.quarantine_process import FROZEN_FLAG, serve
from gpt_studio.cli.program import fail, make_streams_safe, mention, parse, run_command
from gpt_studio.cli.terminal import INTERRUPTED
from gpt_studio.core.as_python import answer_as_python, asked_as_python
from gpt_studio.core.errors import StudioError
from gpt_studio.core.paths import Home, find_home
from gpt_studio.gpu_runtime.engine_import import activate
from gpt_studio.hardware.garbage import end_without_collecting, no_collections
from gpt_studio.hardware.leaving import leave_at_once
from gpt_studio.hardware.memory import share_one_heap
from gpt_studio.hardware.threads import wait_without_long_spinning


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    if sys.argv[1:2] == [FROZEN_FLAG]:
        serve()
        return 0
    if asked_as_python(sys.argv):
        answer_as_python(sys.argv)
        return 0
    try:
        return _answer(argv)
    except KeyboardInterrupt:  # in the first second or two, while the program is loaded
        return INTERRUPTED


def _answer(argv: Sequence[str] | None) -> int:
    wait_without_long_spinning()
    share_one_heap()
    make_streams_safe()
    with no_collections():
        arguments = parse(sys.argv[1:] if argv is None else argv)
    end_without_collecting()
    if arguments.command is not None:
        if arguments.command.words[0] != "engine":
            mention(activate())
        status = run_command(arguments)
        if "WORLD_SIZE" in os.environ:
            leave_at_once(status)
        return status
    if arguments.self_test:
        return _try_everything()
    return _open_window(find_home(arguments.home) if arguments.home else None)


def _open_window(home: Home | None) -> int:
    from gpt_studio.ui.shell.display import need_display
    from gpt_studio.ui.shell.system_libraries import need_system_libraries

    try:
        need_display()
        need_system_libraries()
    except StudioError as error:
        return fail(error)
    told = activate()
    from gpt_studio.ui.shell.start import run

    return run(home, sys.argv[:1], told)


def _try_everything() -> int:
    from gpt_studio.cli import self_test

    return self_test.run(("gpt_studio.jobs.app.check_installation", "gpt_studio.ui.shell.self_test"))


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the tokenizer's helper process, in the packaged program
    sys.exit(main())
