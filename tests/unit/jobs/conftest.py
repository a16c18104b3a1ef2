"""Jobs measure the machine only shortly."""

import pytest


@pytest.fixture(autouse=True)
def _measures_shortly(quick_measurements: None) -> None:
    pass
