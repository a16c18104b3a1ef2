import subprocess
import sys

import pytest

from gpt_studio.models.build import parameter_count
from gpt_studio.models.presets import PRESETS
from gpt_studio.models.registry import family
from gpt_studio.models.shape import check_shape
from gpt_studio.models.traits import FROM_SCRATCH


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
@pytest.mark.parametrize(
    ("name", "vocabulary", "millions"),
    [("tiny", 2000, 1), ("small", 4000, 5.5), ("medium", 8000, 28), ("gpt2-small", 50257, 124)],
)
def test_a_preset_has_the_size_it_claims(name, vocabulary, millions, model_type):
    shape = PRESETS[name].shapes[model_type]
    check_shape(shape)
    count = parameter_count(family(model_type).from_shape(shape, vocabulary))
    assert count / 1e6 == pytest.approx(millions, rel=0.1)


def test_gpt2_small_has_exactly_the_parameters_of_gpt2():
    shape = PRESETS["gpt2-small"].shapes["gpt2"]
    assert parameter_count(family("gpt2").from_shape(shape, 50257)) == 124_439_808


def test_shapes_and_presets_need_no_torch():
    code = "import sys, gpt_studio.models.presets; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
