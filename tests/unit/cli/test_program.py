"""The command line: help, wrong usage, a missing subcommand, failures, and which modules it does not import."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from gpt_studio import __version__
from gpt_studio.__main__ import main
from gpt_studio.cli.program import parse
from gpt_studio.cli.registry import COMMANDS
from gpt_studio.cli.terminal import INTERRUPTED

LOADED = """
import sys
from gpt_studio.__main__ import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
heavy = sorted({name.partition(".")[0] for name in sys.modules} & {"torch", "PySide6", "transformers", "numpy"})
print(code, *heavy, file=sys.stderr)
"""


def wrong_usage(line: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as caught:
        main(line)
    assert caught.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.words))
def test_every_command_explains_itself(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse([*command.words, "--help"])
    assert caught.value.code == 0
    said = capsys.readouterr().out
    assert "--json" in said
    assert "--home" in said
    assert " ".join(command.help.split()[:3]).lower() in " ".join(said.split()).lower()


def test_the_program_lists_its_commands_and_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("--help", "--version"):
        with pytest.raises(SystemExit) as caught:
            parse([flag])
        assert caught.value.code == 0
    said = capsys.readouterr().out
    assert f"gpt-studio {__version__}" in said
    for command in COMMANDS:
        assert command.words[0] in said


def test_no_subcommand_means_the_window() -> None:
    assert parse([]).command is None
    assert parse(["--home", "x"]).home == Path("x")


def test_json_and_home_may_stand_before_or_after_the_subcommand() -> None:
    for line in (["--json", "--home", "x", "inspect", "m"], ["inspect", "m", "--json", "--home", "x"]):
        arguments = parse(line)
        assert (arguments.json, arguments.home, arguments.folder) == (True, Path("x"), Path("m"))
        assert arguments.command.words == ("inspect",)
    assert (parse(["inspect", "m"]).json, parse(["inspect", "m"]).home) == (False, None)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["--json"], "--json needs a subcommand"),
        (["corpus"], "required"),
        (["fly"], "invalid choice"),
        (["inspect"], "FOLDER"),
        (["tokenizer", "train", "--out", "x"], "--corpus"),
        (["tokenizer", "train", "--corpus", "x", "--out", "y", "--vocab-size", "5"], "Vocabulary size is 5"),
        (["train", "--out", "x"], "--corpus is needed"),
        (["train", "--out", "x", "--recipe", "r", "--layers", "3"], "only --corpus, --parallel and a length"),
        (["train", "--out", "x", "--recipe", "r", "--batch-size", "3"], "only --corpus, --parallel and a length"),
        (
            ["train", "--out", "x", "--resume", "--recipe", "r", "--learning-rate", "1"],
            "only --corpus, --parallel and a",
        ),
        (["train", "--out", "x", "--recipe", "r", "--preset", "tiny"], "not allowed with"),
        (["train", "--out", "x", "--corpus", "c", "--base", "b", "--layers", "3"], "leave the flags for those out"),
        (["train", "--out", "x", "--corpus", "c", "--steps", "3", "--minutes", "1"], "--minutes and --steps"),
        (["train", "--corpus", "c"], "--out is needed"),
        (["train", "--forecast", "--recipe", "r"], "--forecast is for a new training"),
        (["train", "--forecast", "--corpus", "c", "--preset", "auto", "--layers", "3"], "chooses --layers"),
        (["train", "--forecast", "--corpus", "c", "--preset", "auto", "--steps", "3"], "give --minutes"),
        (["demo", "--minutes", "soon"], "number of minutes"),
        (["generate", "m", "--temperature", "9"], "may be at most 2"),
        (["train", "--out", "x", "--corpus", ""], "--corpus: this path is empty"),
        (["train", "--out", "", "--corpus", "c"], "--out: this path is empty"),
        (["corpus", "stats", ""], "this path is empty"),
        (["corpus", "stats", "x", "--encoding", "klingon"], "no text encoding called klingon"),
        (["train", "--out", "x", "--corpus", "c", "--encoding", "gone.txt=cp1250"], "gone.txt is not there"),
        (["inspect", "", "--home", "x"], "this path is empty"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(
    line: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = wrong_usage(line, capsys)
    assert sentence in said
    assert said.count("error:") == 1


@pytest.mark.parametrize(
    "line", [["--help"], ["corpus", "stats", __file__], ["tokenizer", "inspect", "x", "--text", "y"]]
)
def test_cheap_commands_load_neither_torch_nor_qt(line: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, *line], capture_output=True, text=True, encoding="utf-8")
    assert not {"torch", "PySide6", "transformers"} & set(done.stderr.splitlines()[-1].split())


@pytest.mark.skipif(sys.platform == "win32", reason="made with a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_failure(closed: str) -> None:
    words = shlex.join([sys.executable, "-m", "gpt_studio", "corpus", "stats", __file__])
    done = subprocess.run(["sh", "-c", f"{words} {closed}"], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="made with a POSIX shell")
def test_helper_processes_work_with_closed_streams(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the old fox went to the river. " * 50, encoding="utf-8")
    line = ["tokenizer", "train", "--corpus", str(tmp_path / "a.txt"), "--vocab-size", "265"]
    words = shlex.join([sys.executable, "-m", "gpt_studio", *line, "--out", str(tmp_path / "out")])
    done = subprocess.run(["sh", "-c", f"exec {words} <&- >&- 2>&-"], timeout=60)
    assert done.returncode == 0
    assert (tmp_path / "out" / "tokenizer.json").is_file()


def test_an_expected_failure_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "no such folder"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("gpt-studio: There is no folder ")
    assert said.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays can be absent on Linux only")
def test_without_a_display_the_window_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert "gpt-studio demo" in capsys.readouterr().err


def test_ctrl_c_while_the_program_is_loaded_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Loading what ``train`` needs takes a second or two, before any job runs."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gpt_studio.__main__.parse", interrupted)
    assert main(["train", "--corpus", "x"]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")
