"""``gpt-studio``: with a subcommand the terminal, without one the window."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence

from gpt_studio.artifacts.quarantine_process import FROZEN_FLAG, serve
from gpt_studio.cli.program import fail, make_streams_safe, parse, run_command
from gpt_studio.core.errors import StudioError
from gpt_studio.core.paths import find_home
from gpt_studio.core.threads import wait_without_long_spinning


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    if sys.argv[1:2] == [FROZEN_FLAG]:
        serve()
        return 0
    wait_without_long_spinning()
    make_streams_safe()
    arguments = parse(sys.argv[1:] if argv is None else argv)
    if arguments.command is not None:
        return run_command(arguments)
    if arguments.self_test:
        return _try_everything()
    if not _has_display():
        return fail(
            StudioError(
                "window.no_display",
                "There is no display to open the window on: run this where there is one, or use the terminal, "
                'for example "gpt-studio demo".',
            )
        )
    from gpt_studio.ui.system_libraries import need_system_libraries

    try:
        need_system_libraries()
    except StudioError as error:
        return fail(error)
    from gpt_studio.ui.start import run

    return run(find_home(arguments.home) if arguments.home else None, sys.argv[:1])


def _try_everything() -> int:
    from gpt_studio.cli import self_test

    return self_test.run(("gpt_studio.jobs.check_installation", "gpt_studio.ui.self_test"))


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the tokenizer's helper process, in the packaged program
    sys.exit(main())
