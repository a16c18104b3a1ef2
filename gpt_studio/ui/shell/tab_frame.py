"""The frame round a tab: scroll bars where the window is smaller than the tab needs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gpt_studio.ui.widgets.fitted_scroll import FittedScroll
from gpt_studio.ui.widgets.tab import Tab


class TabFrame(FittedScroll):
    """Shows ``tab``."""

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(tab, name=f"{tab.objectName()}_frame", parent=parent)
        self.tab = tab
        self.setFocusProxy(tab)

    def reveal(self, focused: QWidget) -> None:
        """Scroll to ``focused``, a widget of the tab, so that the keyboard can reach what is out of sight."""
        self.ensureWidgetVisible(focused)
