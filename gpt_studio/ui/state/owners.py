"""The objects that all tabs share. Each exists once per window and owns one kind of state."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.paths import Home
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.library import Library
from gpt_studio.ui.state.worker import Runner


@dataclass(frozen=True)
class Owners:
    """``runner`` owns the running jobs, ``library`` the lists, ``actions`` the commands and whether each is enabled."""

    home: Home
    runner: Runner
    library: Library
    actions: Actions
