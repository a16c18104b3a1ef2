"""The corpus tab."""

from __future__ import annotations

from gpt_studio.ui.handover import Stage
from gpt_studio.ui.tab import Tab


class CorpusTab(Tab):
    """Choose the text that a model learns from."""

    stage = Stage.CORPUS
    icon_name = "ph.books"

    def title(self) -> str:
        return self.tr("Corpus")
