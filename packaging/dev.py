"""Set up GPT Studio in a fresh checkout, then open it or test it.

    python3 packaging/dev.py run  [arguments of gpt-studio]
    python3 packaging/dev.py test [arguments of pytest]

Both make `.venv` beside pyproject.toml if it is missing and install what is needed into it: torch first and alone, then
the project in editable form, at the versions in constraints.txt. Afterwards nothing is installed again until one of
those files changes. Needs Python 3.11 or newer with its venv module, and nothing else.

torch: `pip install torch==2.13.0` takes what the configured index offers, which on Linux x86 is the CUDA build of
several gigabytes. For the CPU build, point pip at an index that has only that one (PIP_INDEX_URL or PIP_FIND_LINKS),
or install `torch==2.13.0+cpu` into `.venv` yourself beforehand: any 2.13.0 build that is already there is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "gpt-studio-installed.json"
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
TORCH = "torch==2.13.0"
OLDEST = (3, 11)


class SetUpError(Exception):
    """A failure that this script cannot mend: one sentence that says what to do."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up GPT Studio, then open it or test it.")
    parser.add_argument("action", choices=("run", "test"), help="open the application, or check and test everything")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to gpt-studio or to pytest")
    chosen = parser.parse_args(arguments)
    try:
        return run(chosen.rest) if chosen.action == "run" else test(chosen.rest)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


def run(arguments: list[str]) -> int:
    """Open the window; with no display, or when a subcommand is given, the terminal."""
    is_command = bool(arguments) and not arguments[0].startswith("-")
    if not is_command and not has_display():
        print("There is no display, so the whole pipeline runs here in the terminal: gpt-studio demo", flush=True)
        arguments = ["demo", *arguments]
    elif not is_command:
        need_qt_libraries()
    install(extras={"formats", "speed"})
    command = [str(PYTHON), "-m", "gpt_studio", *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # Signals then reach the program itself, which saves before it ends.
    return wait_for(subprocess.Popen(command))


def test(arguments: list[str]) -> int:
    """Run every check and the tests; the exit code is that of the first that failed."""
    need_qt_libraries()
    install(extras={"formats", "speed", "test"})
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "",  # or each program that a test starts compiles its modules anew
        "MYPY_NUM_WORKERS": "2",  # as many as pytest has below
    }
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", "-n", "2", "--dist", "loadgroup", *arguments],
    ]
    failed = {}
    for check in checks:
        print(f"\n== {shlex.join(check)}", flush=True)
        code = wait_for(subprocess.Popen([str(PYTHON), "-m", *check], cwd=ROOT, env=environment))
        if code:
            failed[shlex.join(check)] = code
    print("\nFailed: " + "; ".join(failed) if failed else "\nEverything passed.", flush=True)
    return next(iter(failed.values()), 0)


def has_display() -> bool:
    return not sys.platform.startswith("linux") or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


def install(extras: set[str]) -> None:
    """Bring `.venv` up to date, if it is not. Extras installed earlier stay."""
    wanted = fingerprint()
    installed, installed_extras = read_stamp()
    if PYTHON.exists() and installed == wanted and extras <= installed_extras:
        return
    make_venv()
    extras = extras | installed_extras
    project = f"{ROOT}[{','.join(sorted(extras))}]"
    pip("install", "--constraint", str(CONSTRAINTS), TORCH)
    pip("install", "--constraint", str(CONSTRAINTS), *build_requirements())
    # torch is named again, so that nothing replaces the installed build.
    pip("install", "--constraint", str(CONSTRAINTS), "--no-build-isolation", "--editable", project, TORCH)
    STAMP.write_text(json.dumps({"fingerprint": wanted, "extras": sorted(extras)}), encoding="utf-8")


def make_venv() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    print(f"Making {VENV}", flush=True)
    try:
        import venv
    except ImportError:
        raise SetUpError(NO_VENV) from None
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
    except (subprocess.CalledProcessError, ImportError):  # Debian ships venv without ensurepip.
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetUpError(NO_VENV) from None


NO_VENV = (
    "This Python has no working venv module: install it (on Debian or Ubuntu: apt-get install python3-venv) "
    "and run the command again."
)


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments]
    print("+ pip " + shlex.join(arguments), flush=True)
    if wait_for(subprocess.Popen(command, cwd=ROOT)):
        raise SetUpError(
            "pip could not install what is needed: look at its message above, check the network and the disk, "
            "and run the command again."
        )


def build_requirements() -> list[str]:
    """What pyproject.toml asks for to build the project. Installed once: building then needs no network."""
    import tomllib

    required: list[str] = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["build-system"]["requires"]
    return required


def fingerprint() -> str:
    """A hash that changes when what must be installed changes."""
    parts = [PROJECT.read_bytes(), CONSTRAINTS.read_bytes(), TORCH.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp() -> tuple[str, set[str]]:
    """The fingerprint and the extras of the last installation that succeeded."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp["fingerprint"], set(stamp["extras"])
    except (OSError, ValueError, KeyError):
        return "", set()


def need_qt_libraries() -> None:
    """Install the system libraries that Qt lacks, as root on Debian or Ubuntu; elsewhere say how to."""
    if not sys.platform.startswith("linux"):
        return
    known = system_libraries()
    needed = known.needed_by_qt(os.environ)
    missing = {library: package for library, package in needed.items() if not known.can_load(library)}
    if not missing:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise SetUpError(
            f"Qt needs system libraries that are missing ({', '.join(missing)}). Install all of them with:\n"
            f"  {known.install_command(missing)}"
        )
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *dict.fromkeys(missing.values())]
    print("+ " + shlex.join(command), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(command, env=environment) and (
        subprocess.call(["apt-get", "update"], env=environment) or subprocess.call(command, env=environment)
    ):
        raise SetUpError(f"apt-get could not install what Qt needs. Install it by hand:\n  {shlex.join(command)}")


def system_libraries() -> ModuleType:
    """The program's module that lists them, which needs nothing but Python."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return importlib.import_module("gpt_studio.core.system_libraries")


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """The exit code of ``process``. Ctrl-C reaches the process too, and is left to it."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(f"GPT Studio needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    sys.exit(main())
