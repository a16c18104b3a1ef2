"""The sampling panel: the model's settings, changed ones, a random seed, and the reset."""

import json
from pathlib import Path
from typing import Any

from gpt_studio.inference.sampling_settings import Sampling

TAB_IN_900_X_500 = (836, 500)
"""The size of the tab in the smallest window, where the side bar is narrow."""


def test_every_setting_is_there_and_explained(person: Any) -> None:
    person.show_sampling()
    person.click("chat_sampling_more_toggle")
    for name in ("temperature", "top_p", "top_k", "repetition_penalty", "max_new_tokens", "seed_automatic"):
        assert person.shows(f"chat_sampling_{name}")
    for name in ("temperature", "top_p", "top_k", "repetition_penalty", "max_new_tokens", "seed"):
        assert person.find(f"chat_sampling_{name}").accessibleDescription()
    assert person.tab.parts.sampling.sampling == Sampling()


def test_a_model_brings_its_own_defaults_and_reset_goes_back_to_them(models: Path, person: Any) -> None:
    person.open("talker")
    person.show_sampling()
    panel = person.tab.parts.sampling
    own = panel.sampling
    assert (own.temperature, own.top_p, own.top_k, own.max_new_tokens) == (0.05, 0.9, 20, 40)
    assert not person.find("chat_sampling_reset").isEnabled()
    person.find("chat_sampling_temperature").setValue(1.5)
    assert panel.sampling.temperature == 1.5
    person.click("chat_sampling_reset")
    assert panel.sampling == own


def test_the_dice_throw_a_seed_that_stays(person: Any) -> None:
    person.show_sampling()
    person.click("chat_sampling_more_toggle")
    panel = person.tab.parts.sampling
    assert panel.sampling.seed is None
    person.find("chat_sampling_dice").click()
    first = panel.sampling.seed
    assert first is not None
    assert person.shows("chat_sampling_seed")
    seeds = {first}
    for _ in range(5):
        person.find("chat_sampling_dice").click()
        seeds.add(panel.sampling.seed)
    assert len(seeds) > 1


def test_the_panel_is_folded_until_it_is_asked_for_and_stays_as_it_was_left(person: Any, make_person: Any) -> None:
    assert not person.shows("chat_sampling_panel")
    person.click("chat_sampling_toggle")
    assert person.shows("chat_sampling_panel")
    person.tab.shut_down()
    later = make_person()
    later.wait_until(lambda: later.shows("chat_sampling_panel"))
    later.click("chat_sampling_toggle")
    assert not later.shows("chat_sampling_panel")
    later.tab.shut_down()
    last = make_person()
    last.wait_until(lambda: not last.tab.runner.busy)
    assert not last.shows("chat_sampling_panel")


def test_the_maximum_length_is_said_with_the_context_it_follows_from(models: Path, person: Any) -> None:
    (models / "counter" / "generation_config.json").unlink()
    person.open("counter")
    assert person.tab.parts.sampling.sampling.max_new_tokens == 64
    person.show_sampling()
    assert "It sees 128 tokens at once, so a text has at most 64 new ones." in person.text("chat_sampling_origin")


def test_each_preset_says_what_it_does_and_the_picture_follows(person: Any) -> None:
    person.show_sampling()
    panel, lines = person.tab.parts.sampling, set()
    for preset, left in (("exact", 1), ("balanced", 5), ("lively", 9), ("own", 8)):
        person.click(f"chat_preset_{preset}")
        lines.add(person.text("chat_preset_line"))
        _before, after = person.find("chat_sampling_picture").shown
        assert sum(chance > 0 for chance in after) == left, preset
    assert len(lines) == 4
    assert panel.sampling == panel.defaults
    person.find("chat_sampling_temperature").setValue(1.5)
    assert "mixture" in person.text("chat_preset_line")
    assert not any(person.find(f"chat_preset_{each}").isChecked() for each in ("own", "exact", "balanced", "lively"))


def test_settings_become_the_models_own(models: Path, person: Any) -> None:
    person.open("talker")
    person.show_sampling()
    person.find("chat_sampling_temperature").setValue(1.25)
    person.click("chat_sampling_keep")
    person.wait_until(lambda: not person.find("chat_sampling_keep").isEnabled())
    written = json.loads((models / "talker" / "generation_config.json").read_text("utf-8"))
    assert written["temperature"] == 1.25
    assert written["do_sample"]


def test_in_the_smallest_window_nothing_of_the_tab_has_to_be_scrolled_to(models: Path, person: Any) -> None:
    person.open("talker")
    tab = person.tab

    def needed() -> tuple[int, int]:
        return tab.layout().totalMinimumSize().width(), tab.layout().totalMinimumHeightForWidth(TAB_IN_900_X_500[0])

    tab.resize(*TAB_IN_900_X_500)
    for _ in range(2):
        person.wait_until(lambda: all(need <= has for need, has in zip(needed(), TAB_IN_900_X_500, strict=True)))
        assert person.shows("chat_models") != person.shows("chat_sampling_panel"), "the panel takes their place"
        person.click("chat_sampling_toggle")
    tab.resize(1280, 800)
    person.click("chat_sampling_toggle")
    assert person.shows("chat_models")
    assert person.shows("chat_sampling_panel")
