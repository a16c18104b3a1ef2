import numpy as np

from gpt_studio.ui.plots.series import Series


def filled(values):
    series = Series()
    for step, value in enumerate(values, 1):
        series.add(step, value)
    return series


def test_points_are_kept_whole_beyond_the_first_room():
    series = filled(range(5000))
    assert len(series) == 5000
    assert series.values[4321] == 4321


def test_a_step_that_comes_again_takes_back_what_followed_it():
    series = filled([1, 2, 3, 4])
    series.add(3, 9)
    assert series.steps.tolist() == [1, 2, 3]
    assert series.values.tolist() == [1, 2, 9]


def test_what_is_no_number_is_left_out():
    assert filled([1, float("nan"), float("inf"), 4]).steps.tolist() == [1, 4]


def test_smoothing_is_the_mean_over_the_last_steps():
    series = filled([2, 4, 6, 8, 10])
    steps, means = series.smoothed(slice(0, 5), 3, 100)
    assert steps.tolist() == [1, 2, 3, 4, 5]
    assert means.tolist() == [2, 3, 4, 6, 8]


def test_smoothing_after_a_replacement_counts_the_new_values_only():
    series = filled([100, 100])
    series.replace(np.array([1.0, 2.0, 3.0]), np.array([1.0, np.nan, 3.0]))
    series.add(4, 5)
    assert series.smoothed(slice(0, 3), 10, 100)[1].tolist() == [1, 2, 3]


def test_thinning_keeps_the_lowest_and_the_highest_of_each_stretch():
    values = np.sin(np.arange(100_000.0))
    values[[777, 50_000]] = -5, 7
    series = Series()
    series.replace(np.arange(100_000.0), values)
    steps, thinned = series.thinned(slice(0, 100_000), 200)
    assert len(steps) <= 2 * 201 + 500
    assert (thinned.min(), thinned.max()) == (-5, 7)
    assert (np.diff(steps) > 0).all()


def test_a_stretch_takes_one_more_point_on_either_side():
    assert filled(range(10)).between(4, 6) == slice(2, 7)


def test_the_nearest_point_is_found():
    series = filled([10, 20, 30])
    assert series.at(2.4) == (2.0, 20.0)
    assert series.at(99) == (3.0, 30.0)
    assert Series().at(1) is None
