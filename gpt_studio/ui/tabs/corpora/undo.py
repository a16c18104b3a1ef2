"""A notice that offers to take back what was just done."""

from __future__ import annotations

from collections.abc import Callable

from gpt_studio.ui.widgets.notice import Notice


class Undo:
    """Remembers one way back: that of the newest offer."""

    def __init__(self, notice: Notice) -> None:
        self._notice = notice
        self._way_back: Callable[[], None] | None = None
        notice.action_clicked.connect(self._go_back)

    def offer(self, words: str, action: str, way_back: Callable[[], None]) -> None:
        self._way_back = way_back
        self._notice.show_text(words, kind="info", action=action)

    def _go_back(self) -> None:
        self._notice.hide()
        if self._way_back is not None:
            way_back, self._way_back = self._way_back, None
            way_back()
