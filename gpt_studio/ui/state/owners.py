"""The objects that all tabs share. Each exists once per window and owns one kind of state."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.paths import Home
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.library import Library
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.steps import Steps
from gpt_studio.ui.state.worker import Runner


@dataclass(frozen=True)
class Owners:
    """``runner`` owns the jobs that are under way, ``library`` the lists, ``actions`` what can be done, ``links`` the
    folders whose links may lead anywhere, ``steps`` what of the way to a chat is ready."""

    home: Home
    runner: Runner
    library: Library
    actions: Actions
    links: Links
    steps: Steps
