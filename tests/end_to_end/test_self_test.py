"""``gpt-studio --self-test``: the real program passes and leaves no files behind."""

import os
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.xdist_group("terminal")


def test_everything_works_and_the_home_stays_untouched(tmp_path):
    home, temporary = tmp_path / "home of Íñigo", tmp_path / "temporary ñ"
    home.mkdir()
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "gpt_studio", "--self-test", "--home", str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ
        | {"OMP_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TMPDIR": str(temporary)},
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines[-1].startswith("Everything works")
    assert all(line.startswith("ok    ") and re.search(r"\(\d+\.\d s\)$", line) for line in lines[1:-1])
    assert "Open and close the window (es): Inicio, Corpus, Tokenizador, Entrenamiento, Modelos, Chat" in done.stdout
    assert list(home.rglob("*.safetensors")) == []
    assert not (home / "models").exists()
    assert list(temporary.glob("gpt-studio*")) == []


def test_it_goes_without_a_subcommand():
    done = subprocess.run(
        [sys.executable, "-m", "gpt_studio", "--self-test", "demo"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "--self-test goes without a subcommand" in done.stderr
