"""Which modules import without Qt and without torch. Each check runs in its own process, with the library blocked."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gpt_studio"
QT = ("PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy", "PyQt5", "PyQt6")
WITHOUT_TORCH = (
    "__main__",
    "core",
    "corpora",
    "tokenization",
    "dataset",
    "cli.program",
    "cli.registry",
    "cli.corpus_stats",
    "cli.tokenizer_train",
    "cli.tokenizer_inspect",
    "models.shape",
    "models.presets",
    "models.registry",
    "training.settings",
    "training.store.recipe",
    "training.events",
    "inference.sampling_settings",
    "conversations",
    "jobs.chat.conversations",
    "artifacts.summary",
    "artifacts.export.formats",
    "cli.export",
    "jobs.models.export_model",
    "jobs.corpora.scan_corpus",
    "jobs.training.plan_training",
    "jobs.tokenizers.train_tokenizer",
    "jobs.tokenizers.open_tokenizer",
    "jobs.tokenizers.list_tokenizers",
)
IMPORT_ALL = """
import importlib, sys

blocked, modules = sys.argv[1].split(","), sys.argv[2].split(",")

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)

sys.meta_path.insert(0, Blocker())
failed = []
for module in modules:
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        failed.append(f"{module}: {error}")
print("\\n".join(failed))
sys.exit(bool(failed))
"""


def modules() -> list[str]:
    """Every module of the package, by its dotted name; importing ``__main__`` runs nothing."""
    paths = sorted(PACKAGE.rglob("*.py"))
    dotted = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in dotted]


def is_in(module: str, part: str) -> bool:
    return f"{module}.".startswith(f"gpt_studio.{part}.")


def import_without(blocked: tuple[str, ...], names: list[str]) -> str:
    """The modules that failed to import, one per line."""
    command = [sys.executable, "-c", IMPORT_ALL, ",".join(blocked), ",".join(names)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.strip() + done.stderr.strip()


def test_everything_but_the_window_imports_without_qt() -> None:
    names = [module for module in modules() if not is_in(module, "ui")]
    assert len(names) > 40
    assert import_without(QT, names) == ""


def test_the_window_does_not_import_without_qt() -> None:
    assert " is blocked" in import_without(QT, ["gpt_studio.ui.state.worker"])


@pytest.mark.parametrize("part", WITHOUT_TORCH)
def test_imports_without_torch(part: str) -> None:
    names = [module for module in modules() if is_in(module, part)]
    assert names
    assert import_without(("torch",), names) == ""
