"""The totals of a corpus."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals
from gpt_studio.ui.look.text import count, short_count, size
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.stat_tile import StatTile
from gpt_studio.ui.widgets.wrapping_row import WrappingRow


class TotalsRow(WrappingRow):
    """Three figures; a dash for each while the files are being read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, parent=parent)
        self._characters = StatTile(self.tr("Characters"), name="corpus_total_characters")
        self._documents = StatTile(self.tr("Documents"), name="corpus_total_documents")
        self._size = StatTile(self.tr("On disk"), name="corpus_total_size")
        for tile in (self._characters, self._documents, self._size):
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.add(tile)

    def show_totals(self, totals: CorpusTotals | None) -> None:
        if totals is None:
            for tile in (self._characters, self._documents, self._size):
                tile.set_value("")
            return
        self._characters.set_value(short_count(totals.characters), count(totals.characters))
        self._documents.set_value(short_count(totals.documents), count(totals.documents))
        self._size.set_value(size(totals.size), self.tr("%n byte(s)", "", totals.size))
