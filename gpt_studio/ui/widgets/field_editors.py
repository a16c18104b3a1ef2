"""One editor for each type of setting. All have ``value``, ``set_value`` and ``changed``."""

from __future__ import annotations

import re
from abc import abstractmethod
from math import ceil, floor
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gpt_studio.core.fields import Setting
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import engine_text
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

translate = QCoreApplication.translate
_LARGEST_INT = 2**31 - 1
_LARGEST_FLOAT = 1e12
_SIGNIFICANT_DIGITS = 6
_WHOLE_FROM = 2.0

_WORD = re.compile(r'"([^"]*)"|(\S+)')


class FieldEditor(QWidget):
    """Base class of the editors.

    ``corrected`` says in a sentence why the number that was typed became another one: it was outside the range.
    """

    changed = Signal()
    corrected = Signal(str)

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__()
        self.setting = setting
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.S)
        self._name = name

    def _adopt(self, control: QWidget, *, stretch: int = 1) -> None:
        control.setObjectName(self._name)
        control.setAccessibleName(engine_text(self.setting.label))
        control.setAccessibleDescription(engine_text(self.setting.help))
        self.control = control
        self.setFocusProxy(control)
        self._layout.addWidget(control, stretch)

    def _show_unit(self, value: float) -> None:
        """Show the unit in the form for ``value``: ``1 step``, ``2 steps``."""
        if self.setting.unit:
            self.control.setSuffix(f" {engine_text(self.setting.unit_for(value))}")  # type: ignore[attr-defined]

    @abstractmethod
    def value(self) -> Any:
        """The current value."""

    @abstractmethod
    def set_value(self, value: Any) -> None:
        """Show ``value``."""

    def state(self) -> Any:
        """The editor's state for :meth:`restore`; more than the value where a part is hidden."""
        return self.value()

    def restore(self, state: Any) -> None:
        """Restore the state that :meth:`state` returned."""
        self.set_value(state)

    def mark(self, problem: bool) -> None:
        """Draw the editor with or without the look of a problem."""
        self.control.setProperty("problem", problem)
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


class IntEditor(FieldEditor):
    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        self._spin = _WholeNumber(grouped=setting.name != "seed")
        self._spin.setRange(
            int(setting.minimum) if setting.minimum is not None else -_LARGEST_INT,
            min(_LARGEST_INT, int(setting.maximum)) if setting.maximum is not None else _LARGEST_INT,
        )
        _set_up(self._spin, setting)
        self._adopt(self._spin)
        self._show_unit(self._spin.value())
        self._spin.valueChanged.connect(self._show_unit)
        self._spin.valueChanged.connect(self.changed)
        self._spin.corrected.connect(self.corrected)

    def value(self) -> int:
        return self._spin.value()

    def set_value(self, value: int) -> None:
        self._spin.setValue(value)


class FloatEditor(FieldEditor):
    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        self._spin = _Number(in_halves_and_wholes=setting.unit == "min")
        self._spin.setDecimals(12)
        self._spin.setRange(
            setting.minimum if setting.minimum is not None else -_LARGEST_FLOAT,
            setting.maximum if setting.maximum is not None else _LARGEST_FLOAT,
        )
        _set_up(self._spin, setting)
        self._adopt(self._spin)
        self._show_unit(self._spin.value())
        self._spin.valueChanged.connect(self._show_unit)
        self._spin.valueChanged.connect(self.changed)
        self._spin.corrected.connect(self.corrected)

    def value(self) -> float:
        return self._spin.value()

    def set_value(self, value: float) -> None:
        self._spin.setValue(value)


class BoolEditor(FieldEditor):
    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        self._box = QCheckBox(engine_text(setting.label))
        self._adopt(self._box)
        self._box.toggled.connect(self.changed)

    def value(self) -> bool:
        return self._box.isChecked()

    def set_value(self, value: bool) -> None:
        self._box.setChecked(value)


class ChoiceEditor(FieldEditor):
    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        self._box = _Choice()
        for choice in setting.choices:
            self._box.addItem(engine_text(setting.named(choice)), choice)
        self._adopt(self._box)
        self._box.currentIndexChanged.connect(self.changed)

    def value(self) -> str:
        return str(self._box.currentData())

    def set_value(self, value: str) -> None:
        self._box.setCurrentIndex(max(0, self._box.findData(value)))


class TextEditor(FieldEditor):
    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        self._line = QLineEdit()
        self._adopt(self._line)
        self._line.textChanged.connect(self.changed)

    def value(self) -> Any:
        return self._line.text()

    def set_value(self, value: Any) -> None:
        self._line.setText(str(value))


class WordsEditor(TextEditor):
    r"""Edits a list of words separated by spaces; in quotes a word can hold spaces, and \n is a line break."""

    def value(self) -> tuple[str, ...]:
        found = _WORD.findall(self._line.text())
        words = ((quoted or bare).replace("\\n", "\n").replace("\\t", "\t") for quoted, bare in found)
        return tuple(word for word in words if word)

    def set_value(self, value: tuple[str, ...]) -> None:
        self._line.setText(" ".join(map(_as_typed, value)))


def _as_typed(word: str) -> str:
    shown = word.replace("\n", "\\n").replace("\t", "\\t")
    return f'"{shown}"' if " " in shown else shown


class OptionalEditor(FieldEditor):
    """An editor with a check box "Automatic", or what None is called, beneath it. Checked means None, and hides the
    editor."""

    def __init__(self, inner: FieldEditor) -> None:
        super().__init__(inner.setting, inner._name)
        self._inner = inner
        self.control = inner.control
        field, unset = engine_text(inner.setting.label), engine_text(inner.setting.unset)
        self._automatic = QCheckBox(unset or self.tr("Automatic"))
        self._automatic.setObjectName(f"{inner._name}_automatic")
        spoken = f"{field}: {unset}" if unset else self.tr("{field}: automatic").format(field=field)
        self._automatic.setAccessibleName(spoken)
        self._automatic.toggled.connect(self._switch)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(inner)
        column.addWidget(self._automatic)
        self._layout.addLayout(column, 1)
        self.setFocusProxy(inner)
        inner.changed.connect(self.changed)
        inner.corrected.connect(self.corrected)

    def value(self) -> Any:
        return None if self._automatic.isChecked() else self._inner.value()

    def set_value(self, value: Any) -> None:
        self._automatic.setChecked(value is None)
        self._show_inner(value is not None)
        if value is not None:
            self._inner.set_value(value)

    def state(self) -> Any:
        return self.value(), self._inner.value()

    def restore(self, state: Any) -> None:
        value, inner = state
        self.set_value(inner)
        self.set_value(value)

    def suggest(self, value: Any) -> None:
        """Set the value that the editor starts with when "Automatic" is unchecked. The current value does not
        change."""
        if self.value() is None:
            was_blocked = self._inner.blockSignals(True)
            self._inner.set_value(value)
            self._inner.blockSignals(was_blocked)

    def _switch(self, automatic: bool) -> None:
        self._show_inner(not automatic)
        self.changed.emit()

    def _show_inner(self, shown: bool) -> None:
        self._inner.setEnabled(shown)
        self._inner.setVisible(shown)


def editor_for(setting: Setting, name: str) -> FieldEditor:
    """The editor for the type of ``setting``; its control gets the object name ``name``."""
    if setting.choices:
        editor: FieldEditor = ChoiceEditor(setting, name)
    else:
        kinds: dict[type, type[FieldEditor]] = {
            int: IntEditor,
            float: FloatEditor,
            bool: BoolEditor,
            str: TextEditor,
            tuple: WordsEditor,
        }
        editor = kinds[setting.kind](setting, name)
    return OptionalEditor(editor) if setting.optional else editor


def move_from_edge(spin: QAbstractSpinBox) -> None:
    """Let the number stand as far from the edge as the text of a field; the style sheet's padding has no effect on
    it."""
    spin.lineEdit().setTextMargins(Space.S, 0, 0, 0)


def _set_up(spin: QAbstractSpinBox, setting: Setting) -> None:
    move_from_edge(spin)
    spin.setKeyboardTracking(True)
    spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    spin.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
    spin.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)  # type: ignore[attr-defined]
    if setting.unit:
        spin.setSuffix(f" {engine_text(setting.unit)}")  # type: ignore[attr-defined]


class _WheelNeedsFocus:
    """Ignores the mouse wheel without the focus, so that the page around the control scrolls."""

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class _SaysWhatItCorrects:
    """Emits ``corrected`` when what was typed is outside the range and the nearest number is taken instead."""

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self._typed() if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else None
        super().keyPressEvent(event)  # type: ignore[misc]
        self._tell(typed)

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        typed = self._typed()
        super().focusOutEvent(event)  # type: ignore[misc]
        self._tell(typed)

    def _typed(self) -> float | None:
        """What stands in the field, which need not be its value yet; None for no number."""
        return _number_in(self.lineEdit().text().removesuffix(self.suffix()).strip(), self.locale())  # type: ignore[attr-defined]

    def _tell(self, typed: float | None) -> None:
        least, most = self.minimum(), self.maximum()  # type: ignore[attr-defined]
        if typed is None or least <= typed <= most:
            return
        words = (
            translate("FieldEditor", "{number} is too little; the least is {limit}.")
            if typed < least
            else translate("FieldEditor", "{number} is too much; the most is {limit}.")
        )
        limit = f"{_written(least if typed < least else most)}{self.suffix()}"  # type: ignore[attr-defined]
        self.corrected.emit(words.format(number=_written(typed), limit=limit))  # type: ignore[attr-defined]


def _written(value: float) -> str:
    return QLocale().toString(float(value), "g", _SIGNIFICANT_DIGITS)


def _number_in(text: str, locale: QLocale) -> float | None:
    """The number that ``text`` is in this language or as programs write it."""
    for each in (locale, QLocale.c()):
        value, fine = each.toDouble(text)
        if fine:
            return value
    return None


class _WholeNumber(_SaysWhatItCorrects, _WheelNeedsFocus, QSpinBox):
    """Shows ``32,768``, but plain digits while it has the focus, because a separator that appears during typing moves
    the text cursor to the wrong place."""

    corrected = Signal(str)

    def __init__(self, *, grouped: bool) -> None:
        super().__init__()
        self._grouped = grouped
        self.setGroupSeparatorShown(grouped)

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setGroupSeparatorShown(False)
        super().focusInEvent(event)

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setGroupSeparatorShown(self._grouped)


class _Choice(_WheelNeedsFocus, QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class _Number(_SaysWhatItCorrects, _WheelNeedsFocus, QDoubleSpinBox):
    """Shows ``0.0003`` without padding zeros, and accepts ``3e-4``.

    ``in_halves_and_wholes``: the arrows go to the next half below 2, and to the next whole number above.
    """

    corrected = Signal(str)

    def __init__(self, *, in_halves_and_wholes: bool) -> None:
        super().__init__()
        self._in_halves_and_wholes = in_halves_and_wholes

    @called_by_qt
    def stepBy(self, steps: int) -> None:
        if not self._in_halves_and_wholes:
            super().stepBy(steps)
            return
        value = self.value()
        for _ in range(abs(steps)):
            value = _next_above(value) if steps > 0 else _next_below(value)
        self.setValue(value)

    @answers_qt(str)
    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "g", _SIGNIFICANT_DIGITS)

    @answers_qt(float)
    def valueFromText(self, text: str) -> float:
        return self._parsed(text) or 0.0

    @answers_qt(lambda: (QValidator.State.Invalid, "", 0))
    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        value = self._parsed(text)
        if value is None:
            bare = self._bare(text)
            typing = not bare or all(sign.isdigit() or sign in "+-eE.," for sign in bare)
            return (QValidator.State.Intermediate if typing else QValidator.State.Invalid), text, position
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate), text, position

    def _parsed(self, text: str) -> float | None:
        return _number_in(self._bare(text), self.locale())

    def _bare(self, text: str) -> str:
        return text.removesuffix(self.suffix()).strip()


def _next_above(value: float) -> float:
    return floor(2 * value + 1) / 2 if value < _WHOLE_FROM else floor(value) + 1


def _next_below(value: float) -> float:
    if value > _WHOLE_FROM:
        return ceil(value) - 1
    return min(value, max(ceil(2 * value - 1) / 2, 0.5))
