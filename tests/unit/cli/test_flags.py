"""Flags made from settings: every field has one, and its value is checked."""

from argparse import ArgumentParser
from dataclasses import dataclass

import pytest

from gpt_studio.cli.flags import add_flags, given_flags, text, with_flags
from gpt_studio.cli.program import parse
from gpt_studio.core.fields import setting, settings_of
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings


@dataclass(frozen=True)
class Example:
    learning_rate: float | None = setting(None, label="Rate", help="At most 100% of it.", minimum=0.0, maximum=1.0)
    steps: int = setting(3, label="Steps", help="How many.", unit="steps", minimum=1)
    kind: str = setting("a", label="Kind", help="Which.", choices=("a", "b"))
    tied: bool = setting(True, label="Tied", help="Whether.", advanced=True)
    words: tuple[str, ...] = setting(("x", "y"), label="Words", help="What.")
    prompt: str = setting("", label="Prompt", help="From where.")


def parser_of(config: type, **options: object) -> ArgumentParser:
    parser = ArgumentParser(prog="p")
    add_flags(parser, config, "example", **options)
    return parser


def test_nothing_given_changes_nothing() -> None:
    arguments = parser_of(Example).parse_args([])
    assert given_flags(arguments, Example) == {}
    assert with_flags(Example(steps=9), arguments) == Example(steps=9)


def test_what_is_given_comes_back() -> None:
    line = ["--learning-rate", "1e-3", "--steps", "7", "--kind", "b", "--no-tied", "--words", "p", "--prompt", "Ñ q"]
    assert with_flags(Example(), parser_of(Example).parse_args(line)) == Example(1e-3, 7, "b", False, ("p",), "Ñ q")


def test_a_list_may_be_empty() -> None:
    assert with_flags(Example(), parser_of(Example).parse_args(["--words"])).words == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["--learning-rate", "2"], "Rate is 2: it may be at most 1."),
        (["--learning-rate", "nan"], "not a number"),
        (["--learning-rate", "fast"], "not a number"),
        (["--steps", "0"], "Steps is 0: it must be at least 1."),
        (["--steps", "1.5"], "not a whole number"),
        (["--kind", "c"], "invalid choice"),
    ],
)
def test_what_is_out_of_range_is_wrong_usage(
    line: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parser_of(Example).parse_args(line)
    assert caught.value.code == 2
    assert sentence in capsys.readouterr().err


def test_the_help_says_what_each_is_and_its_default() -> None:
    described = " ".join(parser_of(Example).format_help().split())
    assert "At most 100% of it. [chosen by the program]" in described
    assert "How many. [3 steps]" in described
    assert "Whether. [yes]" in described
    assert "What. [x y]" in described
    assert "example, advanced:" in described


def test_fields_can_be_left_out() -> None:
    assert "--steps" not in parser_of(Example, leave_out=("steps",)).format_help()


@pytest.mark.parametrize("config", [Sampling, ModelShape, TokenizerSettings, TrainingSettings])
def test_every_setting_of_the_program_has_a_flag(config: type) -> None:
    parser = parser_of(config)
    described = parser.format_help()
    for known in settings_of(config):
        assert known.flag in described
        if known.default is not None and known.kind in (int, float, str) and known.default != "":
            arguments = parser.parse_args([known.flag, str(known.default)])
            assert given_flags(arguments, config) == {known.name: known.default}


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert text(b"caf\xe9".decode("utf-8", "surrogateescape")) == "caf\N{REPLACEMENT CHARACTER}"
    assert text("café") == "café"


def test_the_help_says_what_counts_without_a_flag_where_that_follows_from_something_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for line, words in (
        (["train", "--help"], ("as --preset says", f"{DEFAULT_MINUTES:g} min", "follows from the time")),
        (["tokenizer", "train", "--help"], ("follows from the size of the text",)),
    ):
        with pytest.raises(SystemExit):
            parse(line)
        said = " ".join(capsys.readouterr().out.split())
        for each in words:
            assert f"[{each}]" in said


@pytest.mark.parametrize("command", ["generate", "chat"])
def test_the_help_of_writing_says_that_the_models_folder_decides(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for known in settings_of(Sampling):
        own = "chosen by the program" if known.name == "seed" else "as the model's folder says, else "
        assert f"{known.help} [{own}" in said
    assert "[as the model's folder says, else 300 tokens]" in said
