"""Make the artifacts for Linux: stage the folder, and pack it as an archive, a .deb and an .rpm."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from release.archive import usual_mode, walk, write_archive
from release.bill import write_bill
from release.deb import recompress
from release.elf import Needs, needs_of_folder
from release.inventory import Inventory
from release.licences import collect_licences
from release.project import DESCRIPTION, LICENCE, NAME, PACKAGING, SUMMARY, TITLE, VENDOR, Build, BuildError, run

_DESCRIPTION_WIDTH = 76
FILES = PACKAGING / "linux"
MAINTAINER = f"{VENDOR} <gpt-studio@users.noreply.github.com>"
C_LIBRARY = {
    "libc.so.6",
    "libm.so.6",
    "libdl.so.2",
    "libpthread.so.0",
    "librt.so.1",
    "libutil.so.1",
    "ld-linux-x86-64.so.2",
}
DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
"""The Debian package of each library that must come from the system."""


def make_artifacts(build: Build, inventory: Inventory) -> list[Path]:
    """The archive, the .deb, the .rpm and the bill of materials, in ``build.dist``."""
    needs = needs_of_folder(build.frozen)
    packages = debian_packages(needs)
    bill = build.dist / f"{build.title}.cdx.json"
    write_bill(build, inventory, bill)
    portable = stage_portable(build, inventory, needs)
    archive = build.dist / f"{build.title}.tar.zst"
    print(f"Packing {archive.name}", flush=True)
    write_archive(portable, archive, build.epoch)
    stage_installed(build, portable)
    made = [_package(build, packager, needs, packages) for packager in ("deb", "rpm")]
    return [archive, bill, *made]


def debian_packages(needs: Needs) -> list[str]:
    """The packages that the .deb depends on. Raises BuildError for a library of unknown origin."""
    unknown = sorted(needs.libraries - DEBIAN.keys() - C_LIBRARY)
    if unknown:
        raise BuildError(f"Nothing says which package holds {', '.join(unknown)}: add it to release/linux.py.")
    found = {DEBIAN[library] for library in needs.libraries & DEBIAN.keys()}
    return [f"libc6 (>= {_dotted(needs.glibc)})", *sorted(found)]


def stage_portable(build: Build, inventory: Inventory, needs: Needs) -> Path:
    """Make the folder of the archive: launcher, program, licences, and what a menu entry needs."""
    folder = build.work / "portable" / build.title
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    link_tree(build.frozen, folder / "program")
    launcher = (FILES / "launcher.sh").read_text(encoding="utf-8").replace("@GLIBC@", _dotted(needs.glibc))
    _write(folder / NAME, launcher, program=True)
    _write(folder / "README.txt", _portable_words(build, needs))
    collect_licences(build, inventory, folder / "licences")
    _share(build, folder / "share")
    return folder


def stage_installed(build: Build, portable: Path) -> Path:
    """Make the tree of the packages, from ``/``."""
    root = build.work / "installed"
    shutil.rmtree(root, ignore_errors=True)
    program, documents = root / "usr/lib" / NAME, root / "usr/share/doc" / NAME
    program.mkdir(parents=True)
    link_tree(portable / "program", program / "program")
    shutil.copy2(portable / NAME, program / NAME)
    (root / "usr/bin").mkdir()
    (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    shutil.copytree(portable / "share", root / "usr/share")
    _gzip(root / f"usr/share/man/man1/{NAME}.1")
    shutil.copytree(portable / "licences", documents / "licences")
    _write(documents / "changelog", _debian_changelog(build))
    _gzip(documents / "changelog")
    shutil.copyfile(FILES / "copyright", documents / "copyright")
    overrides = root / "usr/share/lintian/overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(FILES / "lintian-overrides", overrides)
    for path in walk(root):
        if not path.is_symlink():
            path.chmod(usual_mode(path))
            os.utime(path, (build.epoch, build.epoch))
    return root


def link_tree(source: Path, target: Path) -> None:
    """Copy a folder with hard links in place of files, which takes no space."""
    shutil.copytree(source, target, symlinks=True, copy_function=os.link)


def nfpm_config(build: Build, needs: Needs, packages: Iterable[str], root: Path) -> dict[str, Any]:
    """nfpm's configuration for both kinds of package."""
    libraries = sorted(f"{library}()(64bit)" for library in needs.libraries - C_LIBRARY)
    return {
        "name": NAME,
        "arch": "amd64" if build.system.endswith("x86_64") else "arm64",
        "platform": "linux",
        "version": build.version,
        "version_schema": "none",
        "section": "science",
        "priority": "optional",
        "maintainer": MAINTAINER,
        "vendor": VENDOR,
        "license": LICENCE,
        "description": "\n".join([SUMMARY, *textwrap.wrap(DESCRIPTION, _DESCRIPTION_WIDTH)]),
        "mtime": _iso(build.epoch),
        "contents": [{"src": str(root), "dst": "/", "type": "tree"}],
        "overrides": {
            "deb": {
                "depends": list(packages),
                "recommends": ["fonts-dejavu-core | fonts-freefont-ttf | fonts-liberation"],
            },
            "rpm": {"depends": [f"libc.so.6(GLIBC_{_dotted(needs.glibc)})(64bit)", *libraries]},
        },
        "deb": {"compression": "none"},
        "rpm": {
            "summary": SUMMARY,
            "compression": "zstd",
            "group": "Applications/Engineering",
            "buildhost": "localhost",
        },
    }


def package_name(build: Build, packager: str) -> str:
    """The file name of a package; an .rpm is named after its own fields."""
    return (
        f"{NAME}-{build.version}-1.{build.system.partition('-')[2]}.rpm" if packager == "rpm" else f"{build.title}.deb"
    )


def _package(build: Build, packager: str, needs: Needs, packages: Iterable[str]) -> Path:
    config = build.work / f"nfpm-{packager}.json"
    root = build.work / "installed"
    config.write_text(json.dumps(nfpm_config(build, needs, packages, root), indent=2), encoding="utf-8")
    target = build.dist / package_name(build, packager)
    target.unlink(missing_ok=True)
    command: list[str | Path] = [build.venv / "bin" / "nfpm", "package"]
    command += ["--config", config, "--packager", packager, "--target", target]
    run(command, f"Making {target.name}", env=os.environ | {"SOURCE_DATE_EPOCH": str(build.epoch)})
    if packager == "deb":
        recompress(target)
    return target


def _share(build: Build, folder: Path) -> None:
    """Write desktop entry, icons, AppStream metadata and manual page to the places that freedesktop.org defines."""
    (folder / "applications").mkdir(parents=True)
    shutil.copyfile(FILES / f"{NAME}.desktop", folder / "applications" / f"{NAME}.desktop")
    shutil.copytree(build.icons / "hicolor", folder / "icons" / "hicolor")
    metadata = (FILES / f"{NAME}.metainfo.xml").read_text(encoding="utf-8")
    date = datetime.fromtimestamp(build.epoch, UTC).date().isoformat()
    _write(
        folder / "metainfo" / f"{NAME}.metainfo.xml",
        metadata.replace("@VERSION@", build.version).replace("@DATE@", date),
    )
    made = subprocess.run(
        [build.python, PACKAGING / "release" / "man_page.py", build.version, str(build.epoch)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    _write(folder / "man" / "man1" / f"{NAME}.1", made.stdout)


def _portable_words(build: Build, needs: Needs) -> str:
    libraries = "\n".join(f"  {library}" for library in sorted(needs.libraries - C_LIBRARY))
    return (
        f"{TITLE} {build.version}\n\nStart: ./{NAME}      Try everything: ./{NAME} --self-test\n"
        "This folder can lie anywhere and be moved. To remove the program, delete it; your own texts and models are in "
        'the folder "GPT Studio" in your home folder, and code made for your processor in ~/.cache/gpt-studio.\n\n'
        f"Your system must have glibc {_dotted(needs.glibc)} or newer "
        f"and these libraries:\n{libraries}\n\nOn a bare Debian or Ubuntu: sudo apt-get install "
        f"{' '.join(package.split(' ')[0] for package in debian_packages(needs)[1:])}\n"
    )


def _debian_changelog(build: Build) -> str:
    date = format_datetime(datetime.fromtimestamp(build.epoch, UTC))
    return (
        f"{NAME} ({build.version}) stable; urgency=medium\n\n  * Release {build.version}; CHANGELOG.md of the source "
        f"tells what is new.\n\n -- {MAINTAINER}  {date}\n"
    )


def _write(path: Path, text: str, *, program: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755 if program else 0o644)


def _gzip(path: Path) -> None:
    """Replace a file by its compressed form, without a name or a time in it."""
    with Path(f"{path}.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(path.read_bytes())
    path.unlink()


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _iso(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat().replace("+00:00", "Z")
