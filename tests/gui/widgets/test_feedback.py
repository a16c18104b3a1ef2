from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.empty_state import EmptyState
from gpt_studio.ui.widgets.labels import ElidedLabel
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.segments import Segments
from gpt_studio.ui.widgets.stat_tile import StatTile


def test_a_busy_bar_shows_how_far_a_job_is_and_can_be_cancelled_once(qtbot, theme, find):
    bar = BusyBar(name="busy")
    qtbot.addWidget(bar)
    bar.begin("Starting")
    progress = find(bar, "busy_progress", QProgressBar)
    assert bar.isVisible()
    assert progress.maximum() == 0
    bar.show_progress(Progress(say("read", "Reading {name}", name="a.txt"), 0.25))
    assert progress.value() * 4 == progress.maximum()
    assert progress.accessibleName() == "Reading a.txt"
    with qtbot.waitSignal(bar.cancelled):
        qtbot.mouseClick(find(bar, "busy_cancel"), Qt.MouseButton.LeftButton)
    assert not find(bar, "busy_cancel").isEnabled()
    bar.end()
    assert not bar.isVisible()


def test_a_notice_shows_text_as_it_is_and_offers_what_can_be_done(qtbot, theme, find):
    notice = Notice(name="notice")
    qtbot.addWidget(notice)
    notice.show_text("<b>not bold</b>", kind="warning", action="Undo")
    assert notice.text == "<b>not bold</b>"
    assert notice.accessibleName() == "<b>not bold</b>"
    with qtbot.waitSignal(notice.action_clicked):
        qtbot.mouseClick(find(notice, "notice_action"), Qt.MouseButton.LeftButton)
    notice.show_message(say("bad", "{file} is broken.", file="a.txt"))
    assert notice.text == "a.txt is broken."
    assert not find(notice, "notice_action").isVisible()
    assert not find(notice, "notice_folder").isVisible()
    notice.show_text("Saved as a.txt.", place=Path("a.txt"))
    assert find(notice, "notice_folder").isVisible()
    qtbot.mouseClick(find(notice, "notice_close"), Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_long_line_is_shortened_and_its_tool_tip_is_whole(qtbot, theme):
    line = ElidedLabel("a very long path / to a file / somewhere deep / in a folder.txt")
    qtbot.addWidget(line)
    line.resize(120, 20)
    line.show()
    assert line.toolTip() == line.text()
    line.resize(1200, 20)
    assert line.toolTip() == ""


def test_an_empty_state_shows_its_whole_sentence(qtbot, theme):
    state = EmptyState("ph.books", "Nothing yet", "A long sentence that needs several lines. " * 5, name="empty")
    qtbot.addWidget(state)
    state.show()
    sentence = state._sentence
    assert sentence.height() >= sentence.heightForWidth(sentence.width()) > 2 * sentence.fontMetrics().height()


def test_a_tile_without_a_figure_shows_a_dash(qtbot, theme):
    tile = StatTile("Characters", name="tile")
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "Characters: –"
    tile.set_value("1.2 M", "1,200,000")
    assert (tile.value, tile.toolTip()) == ("1.2 M", "1,200,000")


def test_segments_tell_what_a_person_chose_and_not_what_the_program_set(qtbot, theme, find):
    segments = Segments("view", "View", [("loss", "Loss", ""), ("speed", "Speed", "ph.gauge")])
    qtbot.addWidget(segments)
    told = []
    segments.changed.connect(told.append)
    segments.set_value("speed")
    assert (segments.value, told) == ("speed", [])
    qtbot.mouseClick(find(segments, "view_loss"), Qt.MouseButton.LeftButton)
    assert (segments.value, told) == ("loss", ["loss"])
