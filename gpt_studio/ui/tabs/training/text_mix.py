"""More corpora for the same training, each with a weight and its share of what is learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.fields import setting, settings_of
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import percent
from gpt_studio.ui.tabs.training.chooser import CalmBox
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.field_editors import FloatEditor
from gpt_studio.ui.widgets.labels import ElidedLabel, label


@dataclass(frozen=True)
class Weight:
    """How much a corpus counts in a mixture."""

    weight: float = setting(
        1.0,
        label="Weight",
        help="How much of what is learnt comes from this corpus, compared with the others.",
        minimum=0.1,
        maximum=100.0,
    )


class TextMix(QWidget):
    """Corpora that are mixed with the first one, which is chosen elsewhere. ``changed`` is emitted after every edit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = ""
        self._names: dict[str, str] = {}
        self._rows: dict[str, _Row] = {}
        self._add = CalmBox(name="training_mix_add", accessible_name=self.tr("Mix with another corpus"))
        self._add.activated.connect(self._add_chosen)
        self._explanation = label(
            self.tr("The weights say how much of what the model learns comes from each corpus."), "caption", wrap=True
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(self._list)
        layout.addWidget(self._explanation)
        layout.addWidget(self._add)

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each corpus by its key, the first one first; {} where only one is chosen."""
        return {key: row.weight for key, row in self._rows.items()}

    def show_corpora(self, names: Mapping[str, str], first: str) -> None:
        """Offer the corpora of these keys and ``names`` beside the ``first``, which is in the mixture itself."""
        self._names = dict(names)
        weights = self.weights
        if first != self._first:
            before, self._first = self._first, first
            own = weights.pop(before, 1.0)
            weights = {first: own, **weights}
        self._show({key: weight for key, weight in weights.items() if key in self._names})

    def restore(self, weights: Mapping[str, float]) -> None:
        """Show these :attr:`weights`. ``changed`` is not emitted."""
        self._show(dict(weights))

    def _mix_with(self, key: str) -> None:
        self._show({self._first: 1.0, **self.weights, key: 1.0})
        self._rows[key].editor.control.setFocus()
        self.changed.emit()

    def _leave_out(self, key: str) -> None:
        self._show({other: weight for other, weight in self.weights.items() if other != key})
        self._add.setFocus()
        self.changed.emit()

    def _show(self, weights: Mapping[str, float]) -> None:
        if len(weights) < 2:
            weights = {}
        for key, row in self._rows.items():
            if key not in weights:
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
        self._rows = {key: self._rows.get(key) or self._new_row(key) for key in weights}
        for place, (key, row) in enumerate(self._rows.items()):
            self._list.insertWidget(place, row)
            row.set_removable(key != self._first)
            row.set_weight(weights[key])
        self._explanation.setVisible(bool(weights))
        self._show_shares()
        self._offer()

    def _new_row(self, key: str) -> _Row:
        row = _Row(key, self._names.get(key, key))
        row.edited.connect(self._edited)
        row.leave_out_wanted.connect(partial(self._leave_out, key))
        return row

    def _offer(self) -> None:
        """List what can be added, behind the words that say so."""
        with QSignalBlocker(self._add):
            self._add.clear()
            self._add.addItem(self._add.accessibleName())
            for key, name in self._names.items():
                if key != self._first and key not in self._rows:
                    self._add.addItem(name, key)
        self._add.setVisible(self._add.count() > 1)

    def _add_chosen(self, index: int) -> None:
        if index > 0:
            self._mix_with(str(self._add.itemData(index)))

    def _edited(self) -> None:
        self._show_shares()
        self.changed.emit()

    def _show_shares(self) -> None:
        whole = sum(self.weights.values())
        for row in self._rows.values():
            row.show_share(row.weight / whole)


class _Row(QWidget):
    """A corpus of the mixture: its name, its weight and its share."""

    edited = Signal()
    leave_out_wanted = Signal()

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        (described,) = settings_of(Weight)
        self.editor = FloatEditor(described, f"training_weight_{key}")
        self.editor.control.setAccessibleName(self.tr("Weight of {name}").format(name=name))
        self._share = label("", "caption")
        self._share.setObjectName(f"training_share_{key}")
        self._share.setMinimumWidth(self._share.fontMetrics().horizontalAdvance("100 % "))
        self._remove = remove = IconButton(
            "ph.x", self.tr("Leave {name} out").format(name=name), name=f"training_unmix_{key}"
        )
        kept = remove.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        remove.setSizePolicy(kept)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(ElidedLabel(name), 2)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self._share)
        layout.addWidget(remove)
        self.editor.changed.connect(self.edited)
        remove.clicked.connect(self.leave_out_wanted)

    @property
    def weight(self) -> float:
        return self.editor.value()

    def set_weight(self, weight: float) -> None:
        """Show ``weight``. ``edited`` is not emitted."""
        with QSignalBlocker(self.editor):
            self.editor.set_value(weight)

    def set_removable(self, removable: bool) -> None:
        self._remove.setVisible(removable)

    def show_share(self, share: float) -> None:
        self._share.setText(percent(share))
