"""Build the files that people install, for the system that this runs on.

    python3 packaging/build.py              everything, into dist/
    python3 packaging/build.py pack         only the last step, from the frozen folder of the last build

Linux: .tar.zst, .deb, .rpm. Windows: .zip and a set-up program (needs Inno Setup 6). macOS: .dmg. With each come a
bill of materials (.cdx.json, CycloneDX) and SHA256SUMS. See packaging/README.md.

Needs Python 3.11 or newer with venv; on Linux binutils, and the system libraries that packaging/dev.py installs.
SOURCE_DATE_EPOCH sets the time stamp of all files; without it they get that of the last commit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from release.archive import write_sums
from release.environment import make_environment
from release.freeze import freeze, make_icons, try_out
from release.inventory import take_inventory
from release.project import ROOT, Build, BuildError, run, this_build

STEPS = ("environment", "freeze", "try", "pack")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="build.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"only these, of {', '.join(STEPS)} [all]")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", metavar="DIR", help="where the results go [dist]")
    chosen = parser.parse_args(arguments)
    steps = chosen.steps or list(STEPS)
    if not set(steps) <= set(STEPS):
        parser.error(f"the steps are {', '.join(STEPS)}")
    build = this_build(chosen.dist.absolute())
    try:
        if "environment" in steps:
            make_environment(build)
            make_icons(build)
        if "freeze" in steps:
            freeze(build)
        if "try" in steps:
            try_out(build)
        if "pack" in steps:
            _pack_inside(build)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def _pack_inside(build: Build) -> None:
    """Pack, in the environment of the build, because that has the libraries for it."""
    if Path(sys.prefix).resolve() != build.venv.resolve():
        run([build.python, Path(__file__), "pack", "--dist", build.dist], "Packing")
        return
    artifacts = _make_artifacts(build)
    write_sums(artifacts, build.dist / f"SHA256SUMS-{build.system}")
    for artifact in artifacts:
        print(f"{artifact.stat().st_size / 1e6:8.1f} MB  {artifact}")


def _make_artifacts(build: Build) -> list[Path]:
    build.dist.mkdir(parents=True, exist_ok=True)
    inventory = take_inventory(build)
    if build.system.startswith("linux"):
        from release.linux import make_artifacts
    elif build.system.startswith("windows"):
        from release.windows import make_artifacts
    elif build.system.startswith("macos"):
        from release.macos import make_artifacts
    else:
        raise BuildError(f"There is no recipe for {build.system}.")
    return make_artifacts(build, inventory)


if __name__ == "__main__":
    sys.exit(main())
