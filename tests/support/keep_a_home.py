"""Archive a user's folder of this version for tests of later versions: ``python tests/support/keep_a_home.py OUT.zip``.

Run it once per release and store the file as ``tests/old_homes/<version>.zip``. The folder holds a text, a tokenizer
and a model whose training was interrupted; its path is replaced by @HOME@ in all files.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

NAMES = ("Ana", "Leo", "Íñigo", "Zoë", "Max", "Lía", "Tom", "Eva")
STORY = "The old fox went to the river. {one} gave it some bread, and the fox said: thank you, {other}. "
STEPS, STOPPED_AT = 100, 40
TINY = (
    *("--model-type", "qwen3", "--layers", "1", "--heads", "2", "--kv-heads", "1", "--hidden-size", "16"),
    *("--context-length", "32", "--batch-size", "2", "--threads", "1", "--device", "cpu", "--precision", "float32"),
    *("--evaluate-every", "20", "--sample-tokens", "4", "--steps", str(STEPS)),
)
WRITES = ("--prompt", "The old fox", "--max-new-tokens", "12", "--temperature", "0", "--json")
PLACE = "@HOME@"


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make(home)
        pack(home, out)


def make(home: Path) -> None:
    stories = home / "stories.txt"
    told = [STORY.format(one=NAMES[n * n % 8], other=NAMES[n % 8]) for n in range(240)]
    stories.write_text("".join(told), encoding="utf-8")
    tokenizer, model = home / "tokenizers" / "Stories", home / "models" / "Fox"
    gpt_studio(home, "tokenizer", "train", "--corpus", stories, "--vocab-size", "300", "--out", tokenizer)
    interrupt(home, "train", "--json", "--corpus", stories, "--tokenizer", tokenizer, "--out", model, *TINY)
    written = gpt_studio(home, "generate", model, *WRITES).splitlines()[-1]
    (home / "writes.txt").write_text(json.loads(written)["result"]["text"], encoding="utf-8")


def gpt_studio(home: Path, *arguments: str | Path) -> str:
    return subprocess.run(command(*arguments), env=place(home), check=True, stdout=subprocess.PIPE, text=True).stdout


def interrupt(home: Path, *arguments: str | Path) -> None:
    """Run the command until its training has made some steps, then send SIGINT."""
    process = subprocess.Popen(command(*arguments), env=place(home), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("step", 0) >= STOPPED_AT:
            process.send_signal(signal.SIGINT)
            break
    process.communicate()


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "gpt_studio", *map(str, arguments)]


def place(home: Path) -> dict[str, str]:
    return os.environ | {"GPT_STUDIO_HOME": str(home), "OMP_NUM_THREADS": "1"}


def pack(home: Path, out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(home.rglob("*")):
            inside = path.relative_to(home)
            if path.is_file() and inside.parts[0] != "cache":
                data = path.read_bytes().replace(str(home).encode(), PLACE.encode())
                archive.writestr(zipfile.ZipInfo(inside.as_posix()), data, zipfile.ZIP_DEFLATED)


def unpack(archive: Path, home: Path) -> None:
    """Unpack an archive made by :func:`pack` into the folder ``home``."""
    with zipfile.ZipFile(archive) as kept:
        for name in kept.namelist():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept.read(name).replace(PLACE.encode(), home.as_posix().encode()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
