from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QVBoxLayout, QWidget

from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt


@pytest.fixture
def reported(monkeypatch):
    """The exceptions that the error dialog would show."""
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    return told


class Restless(QWidget):
    """While its style changes, changes the style of ``below`` and then raises."""

    def __init__(self, below: Restless | None = None) -> None:
        super().__init__()
        self.below = below

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            if self.below is not None:
                self.below.setStyleSheet("color: red")
            raise RuntimeError(f"{self.objectName()} has lost something")


def test_what_nested_overrides_raise_is_reported_and_goes_no_further(qtbot, reported):
    above = None
    for depth in range(5):
        above = Restless(above)
        above.setObjectName(f"level {depth}")
        qtbot.addWidget(above)
    above.setStyleSheet("color: blue")
    assert sorted(str(error) for error in reported) == [f"level {depth} has lost something" for depth in range(5)]


class Sizeless(QWidget):
    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        raise LookupError("no size")


def test_qt_gets_an_answer_from_what_raised(qtbot, reported):
    outside = QWidget()
    qtbot.addWidget(outside)
    layout = QVBoxLayout(outside)
    layout.addWidget(Sizeless())
    layout.addWidget(QLabel("words"))
    outside.show()
    for _ in range(3):
        layout.invalidate()
        layout.activate()
    assert outside.sizeHint().height() >= QLabel("words").sizeHint().height()
    assert {str(error) for error in reported} == {"no size"}


class Rowless(QAbstractListModel):
    @answers_qt(int)
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return {"rows": 2}["lines"]

    @answers_qt(lambda: None)
    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return (index.row(), role)


def test_a_model_that_raises_shows_an_empty_list(qtbot, reported):
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(Rowless(view))
    view.show()
    QApplication.processEvents()
    assert view.model().rowCount() == 0
    assert {type(error) for error in reported} == {KeyError}
