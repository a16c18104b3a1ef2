import csv
import statistics
import time

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QPointF, QRect, QSize, QStandardPaths
from PySide6.QtGui import QAction, QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from gpt_studio.core.job import JobContext
from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.plots.curves import Curves
from gpt_studio.ui.plots.plot_canvas import PlotCanvas
from gpt_studio.ui.plots.plot_export import PICTURE_SIZE, drawing_of, picture_of
from gpt_studio.ui.plots.plot_grid import PlotGrid
from gpt_studio.ui.plots.plot_panel import PlotPanel
from gpt_studio.ui.plots.value_axis import round_powers, tick_text, tick_texts
from gpt_studio.ui.state.actions import Actions

SMOOTH_MS = 8


def step(number, loss):
    return StepDone(number, 200, loss, 1e-3, 1.0, 5000.0, number * 0.1, 1.0, 0.5)


@pytest.fixture
def curves():
    made = Curves()
    for number in range(1, 101):
        made.add_step(step(number, 10 / number))
    for number in (50, 100):
        made.add_evaluation(Evaluated(number, 11 / number, 5 / number, 1.0, True, 256))
    return made


@pytest.fixture
def grid(qtbot, theme, curves):
    made = PlotGrid(curves, Actions())
    qtbot.addWidget(made, before_close_func=lambda closed: closed.stop())
    made.resize(660, 420)
    made.show()
    made.draw_now()
    qtbot.waitUntil(lambda: appeared(made))
    return made


def appeared(grid):
    return all(canvas.viewport().updatesEnabled() for canvas in grid.findChildren(PlotCanvas))


def view(grid, find, name):
    return find(grid, f"training_plot_{name}_canvas", PlotCanvas).getViewBox().viewRange()


def point_at(grid, find, step, value):
    canvas = find(grid, "training_plot_loss_canvas", PlotCanvas)
    canvas.sceneObj.sigMouseMoved.emit(canvas.getViewBox().mapViewToScene(QPointF(step, value)))


def test_the_legend_shows_the_latest_values(grid, find):
    assert find(grid, "training_plot_loss_training", QLabel).text() == "Training 0.100"
    assert find(grid, "training_plot_loss_held_out", QLabel).text() == "Held out 0.110"


def test_pointing_at_one_plot_reads_all_of_them_at_that_step(qtbot, grid, find):
    point_at(grid, find, 20.2, 1)
    qtbot.waitUntil(lambda: find(grid, "training_plot_speed_step", QLabel).text() == "step 20")
    assert find(grid, "training_plot_loss_training", QLabel).text() == "Training 0.500"
    assert find(grid, "training_plot_bits_step", QLabel).text() == "step 50"
    find(grid, "training_plot_loss_canvas", PlotCanvas).left.emit()
    assert find(grid, "training_plot_loss_step", QLabel).text() == ""
    assert find(grid, "training_plot_loss_training", QLabel).text() == "Training 0.100"


def test_new_points_are_drawn_by_the_clock(qtbot, grid, curves, find):
    assert view(grid, find, "rate")[0] == [1, 100]
    curves.add_step(step(150, 0.05))
    grid.renew()
    qtbot.waitUntil(lambda: view(grid, find, "rate")[0] == [1, 150])
    qtbot.waitUntil(lambda: find(grid, "training_plot_loss_training", QLabel).text() == "Training 0.050")


def test_only_plots_with_something_new_are_drawn_again(qtbot, grid, curves, find):
    curves.add_evaluation(Evaluated(150, 0.1, 0.05, 1.0, True, 256))
    curves.learning_rate.add(150, 1e-3)
    drawn = {panel.objectName() for panel in grid.findChildren(PlotPanel) if panel.outdated}
    assert drawn == {"training_plot_loss", "training_plot_bits", "training_plot_rate"}
    grid.renew()
    qtbot.waitUntil(lambda: not any(panel.outdated for panel in grid.findChildren(PlotPanel)))
    assert view(grid, find, "loss")[0] == [1, 150]


def test_plots_that_appear_have_the_window_painted_once(qtbot, theme, curves):
    """A graphics scene that receives a show event repaints the whole window at once, for each plot again."""

    class Page(QWidget):
        paints = 0

        def paintEvent(self, _event):
            self.paints += 1

    page = Page()
    qtbot.addWidget(page, before_close_func=lambda _: grid.stop())
    grid = PlotGrid(curves, Actions())
    layout = QVBoxLayout(page)
    layout.addWidget(grid)
    page.resize(660, 420)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and appeared(grid))
    grid.draw_now()
    grid.hide()
    QCoreApplication.processEvents()
    page.paints = 0
    grid.show()
    qtbot.waitUntil(lambda: appeared(grid))
    QCoreApplication.processEvents()
    assert page.paints == 1


def test_curves_dots_and_the_value_pointed_at_are_painted(grid, find, curves):
    loss, bits = tokens().series[0], tokens().series[2]
    before = painted(grid, find, "loss", loss)
    assert before > 50
    assert painted(grid, find, "bits", bits) > 2 * 15  # the cores of two dots
    point_at(grid, find, 70, 1)
    grid._point()
    assert painted(grid, find, "loss", loss) > before + 15
    curves.clear()
    grid.draw_now()
    grid._leave()
    assert painted(grid, find, "loss", loss) == painted(grid, find, "bits", bits) == 0


def painted(grid, find, name, colour):
    """The pixels of a plot that have exactly this colour."""
    picture = find(grid, f"training_plot_{name}_canvas", PlotCanvas).grab().toImage()
    wanted = QColor(colour).rgb()
    return sum(
        picture.pixel(across, down) == wanted for across in range(picture.width()) for down in range(picture.height())
    )


def test_zooming_one_plot_shows_those_steps_in_all_until_it_is_undone(qtbot, grid, find):
    box = find(grid, "training_plot_loss_canvas", PlotCanvas).getViewBox()
    box.setRange(xRange=(10, 30), padding=0)
    box.sigRangeChangedManually.emit([True, True])
    qtbot.waitUntil(lambda: view(grid, find, "speed")[0] == [10, 30])
    reset = find(grid, "training_plot_speed_reset", QToolButton)
    assert not reset.isHidden()
    reset.click()
    assert view(grid, find, "loss")[0] == [1, 100]
    assert reset.isHidden()


def test_a_zoomed_plot_stays_where_it_is_when_points_come(qtbot, grid, curves, find):
    box = find(grid, "training_plot_loss_canvas", PlotCanvas).getViewBox()
    box.setRange(xRange=(10, 30), yRange=(0, 2), padding=0)
    box.sigRangeChangedManually.emit([True, True])
    curves.add_step(step(180, 3.0))
    grid.draw_now()
    assert box.viewRange() == [[10, 30], [0, 2]]


def test_a_logarithmic_scale_shows_the_logarithms(grid, find):
    find(grid, "training_plot_loss_log", QToolButton).click()
    low, high = view(grid, find, "loss")[1]
    assert -1.3 < low < -1
    assert 1 < high < 1.3


def test_smoothing_says_what_it_does(grid, find):
    slider, words = find(grid, "training_smoothing", QSlider), find(grid, "training_smoothing_words", QLabel)
    slider.setValue(0)
    assert words.text() == "off"
    slider.setValue(4)
    assert words.text() == "mean of 100 steps"


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_plot_is_saved_where_the_person_says(qtbot, grid, find, tmp_path, kind):
    written = []
    grid.export_wanted.connect(lambda job, request: written.append(job(request, JobContext())))
    find(grid, f"training_plot_loss_export_{kind}", QAction).trigger()
    dialog = find(grid, "plot_export_dialog", QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(f"loss.{kind}")
    dialog.accept()
    assert written == [tmp_path / f"loss.{kind}"]
    if kind == "png":
        assert QImage(str(written[0])).size() == PICTURE_SIZE
    elif kind == "svg":
        assert QSvgRenderer(str(written[0])).isValid()
    else:
        rows = list(csv.DictReader(written[0].read_text(encoding="utf-8").splitlines()))
        assert len(rows) == 100
        assert rows[49] == {"step": "50", "training": "0.2", "held_out": "0.22"}
        assert rows[0]["held_out"] == ""


def share_of(image, colour, area):
    """The share of ``area`` that has this colour, with a tolerance for antialiased edges."""
    wanted = QColor(colour)
    found = total = 0
    for y in range(area.top(), area.bottom(), 4):
        for x in range(area.left(), area.right(), 4):
            here = image.pixelColor(x, y)
            found += all(
                abs(one - other) < 12 for one, other in zip(here.getRgb()[:3], wanted.getRgb()[:3], strict=True)
            )
            total += 1
    return found / total


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("plot", ["loss", "bits"])
@pytest.mark.parametrize("size", [(660, 420), (420, 260)])
def test_a_saved_picture_shows_curves_on_a_plain_ground(theme, grid, find, kind, choice, plot, size):
    theme.choose(choice)
    grid.resize(*size)
    panel = find(grid, f"training_plot_{plot}", PlotPanel)
    if kind == "png":
        image = picture_of(panel)
    else:
        image = QImage(PICTURE_SIZE, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(drawing_of(panel))).render(painter)
        painter.end()
    everything, drawn = image.rect(), QRect(140, 200, 1400, 640)
    for curve in filter(lambda each: each.is_shown, panel.curves):
        assert 0.0005 < share_of(image, tokens().series[curve.style.colour], drawn) < 0.05
    assert share_of(image, tokens().surface, drawn) > 0.85
    words = QRect(everything.left(), everything.top(), everything.width(), 170)
    assert share_of(image, tokens().text, words) > 0.0005
    assert share_of(image, tokens().series[panel.curves[0].style.colour], words) > 0.0005


def test_a_saved_picture_has_the_scale_and_the_range_that_are_shown(grid, find):
    find(grid, "training_plot_loss_log", QToolButton).setChecked(True)
    panel = find(grid, "training_plot_loss", PlotPanel)
    panel.canvas.show_steps((10, 20))
    panel.draw()
    copy = panel.canvas.copy_of_size(QSize(700, 300))
    assert copy.logarithmic
    assert copy.getViewBox().viewRange() == pytest.approx(np.array(panel.canvas.getViewBox().viewRange()), abs=1e-6)
    copy.close()


@pytest.mark.parametrize("points", [5_000, 100_000])
def test_redrawing_four_plots_is_quick(grid, curves, points):
    steps, chance = np.arange(1.0, points + 1), np.random.default_rng(0)
    for series in (curves.training_loss, curves.learning_rate, curves.tokens_per_second):
        series.replace(steps, 2 + chance.normal(0, 0.1, points))
    grid.draw_now()
    spent = []
    for _ in range(7):
        began = time.thread_time()
        for panel in grid.findChildren(PlotCanvas):
            panel.draw()
            panel.viewport().repaint()
        spent.append(1000 * (time.thread_time() - began))
    print(f"{points} points: {statistics.median(spent):.1f} ms for four plots, meant to be below {SMOOTH_MS}")
    assert statistics.median(spent) < 5 * SMOOTH_MS


def test_numbers_on_axes_are_short():
    assert [tick_text(value) for value in (0, 0.00002, 0.0003, 2.5, 12_500)] == ["0", "2e-5", "0.0003", "2.5", "12.5 k"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((0.162, 0.1622, 0.1624), ["0.162", "0.1622", "0.1624"]),
        ((5.3101, 5.3102), ["5.3101", "5.3102"]),
        ((12_510, 12_520), ["12,510", "12,520"]),
        ((0.002, 0.004), ["0.002", "0.004"]),
    ],
)
def test_no_two_ticks_of_an_axis_read_the_same(values: tuple[float, ...], written: list[str]) -> None:
    assert tick_texts(values) == written


def test_ticks_of_a_logarithmic_axis_are_round():
    assert round_powers(0.9, 1100, 4) == [1, 10, 100, 1000]
    assert round_powers(1.0, 10.0, 3) == [1, 3, 10]


def test_nothing_hides_the_curves_while_a_person_points_at_them(grid, find):
    above = find(grid, "training_plot_loss_canvas", PlotCanvas).viewport()
    while above is not grid:
        assert not above.toolTip()
        above = above.parentWidget()
    assert "surprised" in find(grid, "training_plot_loss_head").toolTip()


def test_nobody_can_move_or_zoom_to_where_there_are_no_curves(grid, find):
    box = find(grid, "training_plot_loss_canvas", PlotCanvas).getViewBox()
    canvas = find(grid, "training_plot_loss_canvas", PlotCanvas)

    def by_hand(change):
        change()
        box.sigRangeChangedManually.emit(box.state["mouseEnabled"])

    by_hand(lambda: box.scaleBy((0.2, 0.2)))
    for away in ({"x": 1e6}, {"x": -1e6}, {"y": 1e6}, {"y": -1e6}):
        by_hand(lambda away=away: box.translateBy(**away))
        (left, right), (low, high) = box.viewRange()
        assert 1 <= left < right <= 100
        shown = [10 / step for step in range(max(1, int(left)), int(right) + 2)]
        assert low <= max(shown), away
        assert min(shown) <= high, away
    by_hand(lambda: box.scaleBy((1e6, 1e6)))
    assert box.viewRange()[0] == [1, 100]
    assert canvas.isVisible()


def test_a_plot_is_saved_among_the_documents_under_the_names_of_model_and_plot(grid, find, tmp_path, monkeypatch):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    fresh = PlotGrid(Curves(), Actions())
    fresh.subject = "My model: a/b"
    find(fresh, "training_plot_loss_export_png", QAction).trigger()
    dialog = fresh.findChild(QFileDialog, "plot_export_dialog")
    assert dialog.selectedFiles() == [str(tmp_path / "My model a b Loss.png")]
    dialog.reject()
    fresh.deleteLater()
