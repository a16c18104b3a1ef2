"""The contracts of pyproject.toml hold, and no two files import each other, directly or in a circle."""

import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_import_contracts_are_kept() -> None:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_files_import_each_other_in_a_circle() -> None:
    """Removes files that import none of the others until none is left; what remains is in a circle or imports one."""
    graph = grimp.build_graph("gpt_studio", cache_dir=None)
    rest = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    assert len(rest) > 300
    while free := {name for name, imported in rest.items() if not imported & rest.keys()}:
        rest = {name: imported for name, imported in rest.items() if name not in free}
    assert sorted(rest) == []
