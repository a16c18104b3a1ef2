"""The whole pipeline in the terminal: the real program with tiny settings."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from gpt_studio.__main__ import main
from gpt_studio.artifacts.safetensors_data import read_tensors

pytestmark = pytest.mark.xdist_group("terminal")

STORY = "The old fox went to the river. {name} gave it some bread, and the fox said: thank you, {name}. "
NAMES = ("Ana", "Leo", "Íñigo", "Zoë", "Max", "Lía", "Tom", "Eva")
TINY = (
    *("--model-type", "qwen3", "--layers", "1", "--heads", "2", "--kv-heads", "1"),
    *("--hidden-size", "16", "--context-length", "16"),
)
SHORT = (
    *("--batch-size", "2", "--threads", "1", "--device", "cpu", "--precision", "float32"),
    *("--evaluate-every", "3", "--sample-tokens", "4"),
)


def gpt_studio(*arguments: str | Path, home: Path, code: int = 0, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program; it must end with ``code`` and without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "gpt_studio", *map(str, arguments), "--home", str(home)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def events(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    last = events(done)[-1]
    assert last["event"] == "result"
    found: dict[str, Any] = last["result"]
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home of José Ñandú 🦊")


@pytest.fixture(scope="module")
def corpus(home: Path) -> Path:
    path = home / "stories.txt"
    path.write_text("".join(STORY.format(name=NAMES[n * n % 8]) for n in range(300)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tokenizer(home: Path, corpus: Path) -> Path:
    folder = home / "tokenizers" / "stories"
    done = gpt_studio("tokenizer", "train", "--corpus", corpus, "--vocab-size", 300, "--out", folder, home=home)
    assert done.stdout.startswith("300 tokens in ")
    return folder


@pytest.fixture(scope="module")
def trained(home: Path, corpus: Path, tokenizer: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A model's folder and the events of its training."""
    folder = home / "models" / "fox"
    training = ("train", "--corpus", corpus, "--tokenizer", tokenizer, "--out", folder, "--steps", 6)
    return folder, events(gpt_studio(*training, *TINY, *SHORT, "--json", home=home))


def test_corpus_stats_counts_what_is_there(home: Path, corpus: Path) -> None:
    (home / "noise.bin").write_bytes(bytes(range(256)))
    found = result(gpt_studio("corpus", "stats", corpus, home / "noise.bin", "--json", home=home))
    assert found["files"] == 2
    assert found["characters"] == len(corpus.read_text(encoding="utf-8").rstrip(" "))
    assert found["problems"] == 1
    shown = gpt_studio("corpus", "stats", corpus, home / "noise.bin", home=home).stdout
    assert "2 files, 1 could not be read" in shown
    assert "tokens are too little for any model" in shown
    assert str(corpus) in shown
    assert "UTF-8" in shown


def test_corpus_stats_says_what_is_doubtful_left_out_and_marked(home: Path, tokenizer: Path) -> None:
    folder = home / "mixed"
    folder.mkdir()
    (folder / "a.png").write_text("1", encoding="utf-8")
    (folder / "price.txt").write_bytes(b"Nothing but ASCII here, and one price: 5 \x80 a day, which may be anything.")
    (folder / "stories.txt").write_text("One.\n<|endoftext|>\nTwo. <|im_start|>[INST]", encoding="utf-8")
    shown = gpt_studio("corpus", "stats", folder, "--tokenizer", tokenizer, home=home).stdout
    assert "The encoding of price.txt is doubtful" in shown
    assert "cp1252" in shown
    assert "One file of another kind is left out (.png)." in shown
    assert "1 x <|endoftext|>: divides documents" in shown
    assert "1 x <|im_start|>: is read as plain text" in shown
    assert "1 x [INST]: is read as plain text" in shown
    assert "This is little text" in shown
    assert "Add more, or sample:, the built-in one." in shown
    chosen = ("--encoding", f"{folder / 'price.txt'}=mac-greek")
    found = result(gpt_studio("corpus", "stats", folder, *chosen, "--json", home=home))
    assert (found["documents"], found["doubts"]) == (3, 0)
    assert [(each["suffix"], each["count"]) for each in found["left_out"]] == [(".png", 1)]


def test_a_tokenizer_shows_a_text_as_tokens(home: Path, tokenizer: Path) -> None:
    split = result(gpt_studio("tokenizer", "inspect", tokenizer, "--text", "the fox 🦊", "--json", home=home))
    assert "".join(piece["text"] for piece in split["pieces"]) == "the fox 🦊"
    assert "' fox'" in gpt_studio("tokenizer", "inspect", tokenizer, "--text", "a fox", home=home).stdout


def test_training_tells_what_it_does_as_json(trained: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, told = trained
    kinds = [event["event"] for event in told]
    for kind in ("run_planned", "step_done", "evaluated", "sample_written", "checkpoint_saved"):
        assert kind in kinds, kind
    assert [event["step"] for event in told if event["event"] == "step_done"][-1] == 6
    ended = told[-1]
    assert (ended["event"], ended["kind"]) == ("result", "trained_model")
    assert ended["result"]["finished"]
    assert ended["result"]["folder"] == str(folder)
    assert 0 < ended["result"]["bits_per_byte"] < 10


def test_a_trained_folder_is_sound(
    home: Path, trained: tuple[Path, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(trained[0]), "--json"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])["result"]
    assert report["sound"]
    assert report["problems"] == []
    shown = gpt_studio("inspect", trained[0], home=home).stdout
    assert "the trained tensors" in shown
    assert shown.endswith("Sound: it can be opened.\n")


def test_the_same_seed_writes_the_same_text(home: Path, trained: tuple[Path, list[dict[str, Any]]]) -> None:
    command = ("generate", trained[0], "--prompt", "The old", "--max-new-tokens", 12, "--temperature", 1)
    shown = gpt_studio(*command, "--seed", 1, home=home).stdout
    same, other = (gpt_studio(*command, "--seed", seed, "--json", home=home) for seed in (1, 2))
    pieces = "".join(event["text"] for event in events(same) if event["event"] == "text_piece")
    assert shown == f"The old{pieces}\n"
    assert result(same)["text"] == pieces != result(other)["text"]


def test_lines_from_a_pipe_are_gone_on_from(home: Path, trained: tuple[Path, list[dict[str, Any]]]) -> None:
    said = "The old fox\n\n/reset\nÍñigo gave\n/quit\nnever read\n"
    done = gpt_studio("chat", trained[0], "--max-new-tokens", 4, home=home, stdin=said)
    assert [line[:11] for line in done.stdout.splitlines() if line.startswith(("The old fox", "Íñigo gave"))] == [
        "The old fox",
        "Íñigo gave"[:11] + done.stdout.split("Íñigo gave")[1][:1],
    ]
    assert "never read" not in done.stdout
    assert "has not learnt to converse" in done.stderr
    assert "starts anew." in done.stderr


def test_a_model_of_conversations_replies_and_survives_a_message_that_is_too_long(home: Path) -> None:
    turns = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello, {name}."}]
    lines = [json.dumps({"messages": turns}).replace("{name}", f"{name} {n}") for n in range(40) for name in NAMES]
    (home / "talk.jsonl").write_text("\n".join(lines), encoding="utf-8")
    trained = ("train", "--corpus", home / "talk.jsonl", "--out", home / "talker", "--steps", 2)
    gpt_studio(*trained, *TINY, *SHORT, "--context-length", 128, home=home)
    said = f"Hi\n{'much too long ' * 100}\nHi\n"
    done = gpt_studio("chat", home / "talker", "--max-new-tokens", 3, "--json", home=home, stdin=said)
    replies = [event for event in events(done) if event["event"] == "result"]
    assert len(replies) == 2
    assert replies[1]["result"]["prompt_tokens"] > replies[0]["result"]["prompt_tokens"]
    assert "shorten it" in done.stderr


def test_a_recipe_repeats_its_run(home: Path, trained: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, told = trained
    recipe = folder / "training" / "run.toml"
    again = result(gpt_studio("train", "--recipe", recipe, "--out", home / "again", "--json", home=home))
    assert again["loss"] == told[-1]["result"]["loss"]
    assert (home / "again" / "model.safetensors").read_bytes() == (folder / "model.safetensors").read_bytes()


def test_the_same_line_with_resume_begins_a_run_and_then_goes_on_with_it(home: Path, corpus: Path) -> None:
    line = ("train", "--corpus", corpus, "--out", home / "again-and-again", "--steps", 2, "--heads", 2, "--resume")
    sizes = ("--layers", 1, "--hidden-size", 16, "--context-length", 32, "--batch-size", 2)
    assert result(gpt_studio(*line, *sizes, "--json", home=home))["finished"]
    done = gpt_studio(*line, *sizes, home=home, code=1)
    assert "already reached its last step" in done.stderr


def test_a_model_can_be_trained_further_on_other_text(
    home: Path, corpus: Path, trained: tuple[Path, list[dict[str, Any]]]
) -> None:
    command = ("train", "--base", trained[0], "--corpus", corpus, "--out", home / "further", "--steps", 2)
    further = result(gpt_studio(*command, *SHORT, "--json", home=home))
    assert further["parameters"] == trained[1][-1]["result"]["parameters"]
    assert further["held_out_loss"] < trained[1][-1]["result"]["held_out_loss"]


def test_a_part_of_a_model_learns_and_the_rest_stays(
    home: Path,
    corpus: Path,
    trained: tuple[Path, list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    base = trained[0]

    def done(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
        assert main([*map(str, arguments), "--home", str(home)]) == code
        return capsys.readouterr()

    on = ("train", "--base", base, "--corpus", corpus, "--steps", "4", *SHORT)
    before = read_tensors(base / "model.safetensors")
    for flags in (("--last-layers", "1"), ("--no-learn-embeddings",)):
        out = home / f"part {flags[0]}"
        done(*on, "--method", "full", *flags, "--out", out)
        after = read_tensors(out / "model.safetensors")
        assert {name for name in before if torch.equal(before[name], after[name])} == {"model.embed_tokens.weight"}
        assert "already reached its last step" in done("train", "--resume", "--out", out, code=1)[1]
    ahead = done(*on, "--method", "full", "--last-layers", "1", "--forecast")[0]
    assert "Only the last 1 of 1 layers learns" in ahead
    refused = done(*on, "--last-layers", "2", "--out", home / "none", code=1)[1]
    assert "The model has 1 layer, so its last 2 cannot be chosen" in refused
    new = ("train", "--corpus", corpus, "--out", home / "none", "--last-layers", "1")
    assert "choose a model to go on from" in done(*new, code=1)[1]
    assert not (home / "none").exists()


def test_a_checkpoint_is_a_model_for_every_subcommand(
    home: Path, corpus: Path, trained: tuple[Path, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = trained[0]

    def done(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
        assert main([*map(str, arguments), "--home", str(home)]) == code
        return capsys.readouterr()

    write = ("generate", folder, "--prompt", "The old", "--max-new-tokens", "8", "--seed", "1")
    expected = done(*write)[0]
    assert done(*write, "--step", "6")[0] == expected
    assert "Checkpoint: step-000000006" in done("inspect", folder, "--step", "6")[0]
    done("export", folder, "--step", "6")
    whole = home / "exports" / "fox @6-safetensors"
    assert done("generate", whole, *write[2:])[0] == expected
    further = ("train", "--base", folder, "--step", "6", "--corpus", corpus, "--steps", "1")
    done(*further, "--out", home / "from a checkpoint", *SHORT)
    assert (home / "from a checkpoint" / "config.json").is_file()
    assert "choose one of these steps: 6." in done(*write, "--step", "5", code=1)[1]
    with pytest.raises(SystemExit) as caught:
        main(["train", "--corpus", str(corpus), "--out", str(home / "none"), "--step", "6"])
    assert caught.value.code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_are_followed_out_of_a_folder_once_that_is_allowed(
    home: Path, trained: tuple[Path, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "linked"
    folder.mkdir()
    for path in trained[0].iterdir():
        if path.is_file():
            (folder / path.name).symlink_to(path)
    commands = (
        ("inspect", folder),
        ("generate", folder, "--prompt", "The", "--max-new-tokens", "2"),
        ("export", folder, "--out", home / "unlinked"),
        ("tokenizer", "inspect", folder, "--text", "the fox"),
    )
    for command in commands:
        arguments = [*map(str, command), "--home", str(home)]
        assert main(arguments) == 1
        told = capsys.readouterr()
        assert "allow such links (in the terminal with --follow-links)" in told.out + told.err
        assert main([*arguments, "--follow-links"]) == 0
    assert not any(path.is_symlink() for path in (home / "unlinked").iterdir())


def test_without_a_tokenizer_one_is_trained(home: Path, corpus: Path) -> None:
    folder = home / "models" / "alone"
    done = gpt_studio("train", "--corpus", corpus, "--out", folder, "--steps", 2, *TINY, *SHORT, home=home)
    assert (folder / "tokenizer.json").is_file()
    assert "2 of 2 steps" in done.stdout
    assert "bits per byte" in done.stdout


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("inspect {home}/nowhere", "There is no folder"),
        ("generate {home}", "is not a model"),
        ("chat {tokenizer}", "holds a tokenizer and no model"),
        ("corpus stats {home}/nowhere.txt", "choose other files"),
        ("tokenizer train --corpus {home}/nowhere.txt --out {home}/t", "nowhere.txt"),
        ("tokenizer inspect {home}/models --text x", "models"),
        ("train --corpus {corpus} --tokenizer {tokenizer} --out {home}/x --heads 3 --hidden-size 16", "3 heads"),
        ("train --corpus {corpus} --tokenizer {tokenizer} --out {trained}", "already holds a model"),
        ("train --resume --out {home}/nothing", "No training was begun in"),
        ("train --resume --out {trained}", "already reached its last step"),
        ("train --recipe {home}/none.toml --out {home}/x", "none.toml"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    line: str,
    sentence: str,
    home: Path,
    corpus: Path,
    tokenizer: Path,
    trained: tuple[Path, list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = {"home": home, "corpus": corpus, "tokenizer": tokenizer, "trained": trained[0]}
    assert main([*(part.format_map(places) for part in line.split()), "--home", str(home)]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("gpt-studio: ")
    assert sentence in said
    assert not (home / "x").exists()


def test_a_forecast_says_what_a_training_would_take_and_leaves_nothing(
    home: Path, corpus: Path, tokenizer: Path
) -> None:
    asked = ("train", "--forecast", "--corpus", corpus, "--tokenizer", tokenizer, "--steps", 50, *TINY, *SHORT)
    ahead = result(gpt_studio(*asked, "--json", home=home))
    assert (ahead["steps"], ahead["tokens"], ahead["threads"]) == (50, 50 * 2 * 16, 1)
    assert 0 < ahead["seconds"] < 600
    assert ahead["memory_bytes"] < ahead["memory_available"]
    exact = result(gpt_studio("corpus", "stats", corpus, "--json", home=home))
    assert exact["characters"] * 0.9 / 8 < ahead["text_tokens"] < exact["characters"] * 0.9
    assert "50 steps read 1,600 tokens" in gpt_studio(*asked, home=home).stdout


def test_the_size_of_a_model_is_chosen_for_the_minutes_there_are(home: Path, corpus: Path, tokenizer: Path) -> None:
    folder = home / "models" / "as large as fits"
    asked = ("train", "--preset", "auto", "--minutes", 0.05, "--context-length", 16, "--corpus", corpus)
    done = gpt_studio(*asked, "--tokenizer", tokenizer, "--out", folder, *SHORT, home=home)
    assert "In 0.05 minutes this machine reads about " in done.stderr
    assert "finished" in done.stdout
    config = json.loads((folder / "config.json").read_text())
    assert f"{config['num_hidden_layers']} layers, hidden size {config['hidden_size']}" in done.stderr
