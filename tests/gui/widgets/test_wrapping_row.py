"""A row of widgets that wraps into several lines."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from gpt_studio.ui.widgets.wrapping_row import WrappingRow


class Block(QWidget):
    """100 wide and 20 high; one that expands can be 40 narrow."""

    def __init__(self, expands=False):
        super().__init__()
        self.setMinimumSize(40 if expands else 100, 20)
        if expands:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self):
        return self.minimumSize().expandedTo(QSize(100, 20))


@pytest.fixture
def make(qtbot):
    def made(width, *blocks, alignment=Qt.AlignmentFlag.AlignLeft):
        row = WrappingRow(spacing=10, between_lines=5, alignment=alignment)
        qtbot.addWidget(row)
        for block in blocks:
            row.add(block)
        row.resize(width, row.heightForWidth(width))
        row.show()
        return row, [block.geometry().getRect() for block in blocks if block.isVisible()]

    return made


def test_what_fits_stands_beside_each_other(make):
    row, places = make(230, Block(), Block())
    assert places == [(0, 0, 100, 20), (110, 0, 100, 20)]
    assert (row.sizeHint().width(), row.sizeHint().height()) == (210, 20)


def test_what_does_not_fit_goes_on_in_the_next_line(make):
    row, places = make(209, Block(), Block(), Block())
    assert places == [(0, 0, 100, 20), (0, 25, 100, 20), (0, 50, 100, 20)]
    assert row.heightForWidth(210) == 45
    assert row.minimumSizeHint().width() == 100


@pytest.mark.parametrize(("alignment", "left"), [("AlignHCenter", 10), ("AlignRight", 20)])
def test_a_line_is_aligned(make, alignment, left):
    _, places = make(230, Block(), Block(), alignment=Qt.AlignmentFlag[alignment])
    assert [place[0] for place in places] == [left, left + 110]


def test_what_expands_takes_what_is_left_of_its_line(make):
    _, places = make(200, Block(), Block(expands=True), Block(), alignment=Qt.AlignmentFlag.AlignRight)
    assert places == [(0, 0, 100, 20), (110, 0, 90, 20), (100, 25, 100, 20)]


def test_what_expands_gets_the_same_width_as_far_as_possible(make):
    wide = Block(expands=True)
    wide.setMinimumWidth(150)
    _, places = make(300, Block(expands=True), wide, Block(expands=True))
    assert [place[2] for place in places] == [65, 150, 65]


def test_what_is_hidden_takes_no_room_until_it_is_shown(qtbot, make):
    hidden = Block()
    hidden.hide()
    row, places = make(210, Block(), hidden, Block())
    assert [place[0] for place in places] == [0, 110]
    hidden.show()
    qtbot.waitUntil(lambda: hidden.x() == 110)
    assert row.heightForWidth(210) == 45
