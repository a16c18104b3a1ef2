"""A form made from a dataclass whose fields are described with ``core.fields.setting``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.fields import Setting, problem_of, settings_of
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import engine_text, message_text, tip
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.explained import ExplainedLabel, explained
from gpt_studio.ui.widgets.field_editors import BoolEditor, editor_for
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import IconLabel, label

_COLUMN_GAP = Space.L


class FieldRow(QWidget):
    """One field: label, editor, help and problem, beneath each other."""

    def __init__(self, setting: Setting, name: str, *, help_beneath: bool) -> None:
        super().__init__()
        self.setting = setting
        self._name: QLabel | None = None
        self.editor = editor_for(setting, name)
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName(f"{name}_problem")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        if not isinstance(self.editor, BoolEditor):
            layout.addLayout(self._head(help_beneath))
        layout.addWidget(self.editor)
        self._corrected = label("", "caption", wrap=True)
        self._corrected.setObjectName(f"{name}_corrected")
        self._corrected.hide()
        layout.addWidget(self._corrected)
        self.editor.corrected.connect(self._tell_of_correction)
        self.editor.changed.connect(self._corrected.hide)
        if help_beneath:
            layout.addWidget(label(engine_text(setting.help), "caption", wrap=True))
        self._problem_row = QWidget()
        problem = QHBoxLayout(self._problem_row)
        problem.setContentsMargins(0, 0, 0, 0)
        problem.setSpacing(Space.XS)
        problem.addWidget(IconLabel("ph.warning-circle", "danger", 14), 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        self._problem_row.hide()
        layout.addWidget(self._problem_row)
        layout.addStretch()
        if not help_beneath:
            self.setToolTip(tip(_tool_tip(setting)))

    @property
    def problem(self) -> str:
        return self._problem.text()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Explain the word of the label at F1."""
        if event.key() == Qt.Key.Key_F1 and isinstance(self._name, ExplainedLabel):
            self._name.explain()
        else:
            super().keyPressEvent(event)

    def show_problem(self, problem: Message | None) -> None:
        text = "" if problem is None else message_text(problem)
        if text != self._problem.text():
            self._problem.setText(text)
            self._problem_row.setVisible(bool(text))
            self.editor.mark(bool(text))

    def _tell_of_correction(self, sentence: str) -> None:
        self._corrected.setText(sentence)
        self._corrected.show()

    def _head(self, help_beneath: bool) -> QHBoxLayout:
        name = explained(engine_text(self.setting.label), "field", concept=self.setting.concept, buddy=self.editor)
        self._name = name
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(name)
        if not help_beneath:
            head.addWidget(IconLabel("ph.info", "text_muted", 14))
        head.addStretch()
        return head


class FieldForm(QWidget):
    """Edits an instance of ``type(initial)``. Fields without a description keep their value.

    ``fields`` limits the form to those names. Advanced fields are in a folded panel beneath the others, unless
    ``fold_advanced`` is False. ``columns`` is the number of columns. With ``help_beneath=False`` the help texts are
    tool tips.
    """

    changed = Signal()

    def __init__(
        self,
        initial: Any,
        *,
        name: str,
        fields: Collection[str] | None = None,
        columns: int = 1,
        help_beneath: bool = True,
        fold_advanced: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._base = initial
        self._raised: dict[str, Message] = {}
        shown = [setting for setting in settings_of(type(initial)) if fields is None or setting.name in fields]
        self._rows = {
            setting.name: FieldRow(setting, f"{name}_{setting.name}", help_beneath=help_beneath) for setting in shown
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        advanced = [row for row in self._rows.values() if row.setting.advanced and fold_advanced]
        layout.addLayout(self._grid([row for row in self._rows.values() if row not in advanced], columns))
        if advanced:
            self.advanced = FoldingPanel(self.tr("Advanced"), name=f"{name}_advanced")
            self.advanced.body.addLayout(self._grid(advanced, columns))
            layout.addWidget(self.advanced)
        self.set_value(initial)
        for row in self._rows.values():
            row.editor.changed.connect(self._edited)

    def value(self) -> Any:
        """The edited instance, including fields that the form does not show."""
        return replace(self._base, **{name: row.editor.value() for name, row in self._rows.items()})

    def set_value(self, value: Any) -> None:
        """Show ``value``. ``changed`` is emitted once if the value is different."""
        before = self.value()
        self._base = value
        blocked = [(row.editor, row.editor.blockSignals(True)) for row in self._rows.values()]
        for name, row in self._rows.items():
            row.editor.set_value(getattr(value, name))
        for editor, was_blocked in blocked:
            editor.blockSignals(was_blocked)
        self._check()
        if self.value() != before:
            self.changed.emit()

    def state(self) -> Any:
        """The state of the form for :meth:`restore`."""
        return self._base, {name: row.editor.state() for name, row in self._rows.items()}

    def restore(self, state: Any) -> None:
        """Restore the state that :meth:`state` returned. ``changed`` is not emitted."""
        self._base, editors = state
        for name, row in self._rows.items():
            with QSignalBlocker(row.editor):
                row.editor.restore(editors[name])
        self._check()

    def is_valid(self) -> bool:
        """Whether no field shows a problem."""
        return not any(row.problem for row in self._rows.values())

    def set_problem(self, field: str, problem: Message | None) -> None:
        """Show ``problem`` at ``field``; None removes it. For problems that follow from several fields together."""
        self._raised.pop(field, None)
        if problem is not None:
            self._raised[field] = problem
        self._check()

    def clear_problems(self) -> None:
        """Remove all problems that :meth:`set_problem` set."""
        self._raised.clear()
        self._check()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that are shown."""
        return tuple(self._rows)

    def row(self, field: str) -> FieldRow:
        """The row of one field."""
        return self._rows[field]

    def _grid(self, rows: list[FieldRow], columns: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(_COLUMN_GAP)
        grid.setVerticalSpacing(Space.L)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        boxes = [row for row in rows if isinstance(row.editor, BoolEditor)]
        # Among other editors a check box gets the full width, because its text cannot wrap.
        alone = boxes if len(boxes) < len(rows) else []
        beside = [row for row in rows if row not in alone]
        for index, row in enumerate(beside):
            grid.addWidget(row, index // columns, index % columns)
        for row in alone:
            grid.addWidget(row, grid.rowCount(), 0, 1, columns)
        return grid

    def _edited(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        for name, row in self._rows.items():
            wrong = problem_of(row.setting, row.editor.value())
            row.show_problem(wrong.message if wrong is not None else self._raised.get(name))


def _tool_tip(setting: Setting) -> str:
    return engine_text(setting.help)
