"""Four ways of choosing the next token, each with one line that tells what it does. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from gpt_studio.inference.sampling_settings import Sampling

translate = QCoreApplication.translate
OWN, EXACT, BALANCED, LIVELY = "own", "exact", "balanced", "lively"
_CHOICE = ("temperature", "top_p", "top_k", "min_p", "typical_p")
"""The settings that a preset decides; all others stay."""
_VALUES = {
    EXACT: Sampling(temperature=0.0, top_p=1.0, top_k=0),
    BALANCED: Sampling(temperature=0.7, top_p=0.9, top_k=0),
    LIVELY: Sampling(temperature=1.1, top_p=1.0, top_k=0, min_p=0.05),
}


@dataclass(frozen=True)
class Preset:
    id: str
    title: str
    line: str


def presets() -> tuple[Preset, ...]:
    return (
        Preset(
            OWN,
            translate("presets", "As its folder asks"),
            translate("presets", "The settings that the model's maker wrote into its folder."),
        ),
        Preset(
            EXACT,
            translate("presets", "Exact"),
            translate(
                "presets", "Always the likeliest token: the same text each time. Small models then repeat themselves."
            ),
        ),
        Preset(
            BALANCED,
            translate("presets", "Balanced"),
            translate("presets", "Mostly likely tokens, now and then another: sensible, and different each time."),
        ),
        Preset(
            LIVELY,
            translate("presets", "Lively"),
            translate("presets", "Unlikely tokens get more of a chance: surprising, and more often wrong."),
        ),
    )


def with_preset(preset: str, sampling: Sampling, defaults: Sampling) -> Sampling:
    """``sampling`` with what the preset decides."""
    values = _VALUES.get(preset, defaults)
    return replace(sampling, **{name: getattr(values, name) for name in _CHOICE})


def settings_of_preset(preset: str) -> dict[str, float]:
    """What the preset decides, by name; nothing where it is left to the model's folder."""
    return {name: getattr(_VALUES[preset], name) for name in _CHOICE} if preset in _VALUES else {}


def preset_of(sampling: Sampling, defaults: Sampling) -> str:
    """The preset that ``sampling`` follows, or ""."""
    return next((each for each in (OWN, *_VALUES) if with_preset(each, sampling, defaults) == sampling), "")
