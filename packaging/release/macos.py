"""Make the artifact for macOS: a disk image with the application, signed and notarized if there is an identity.

Environment: GPT_STUDIO_SIGN_AS names a "Developer ID Application" identity of the keychain; without it the signature
is ad hoc, and macOS asks before the first start. GPT_STUDIO_NOTARY_PROFILE names credentials that
``xcrun notarytool store-credentials`` has stored; without it nothing is sent to Apple.
"""

from __future__ import annotations

import os
from pathlib import Path

from release.archive import walk
from release.bill import write_bill
from release.inventory import Inventory
from release.licences import collect_licences
from release.project import NAME, PACKAGING, TITLE, Build, run

IDENTITY, NOTARY = "GPT_STUDIO_SIGN_AS", "GPT_STUDIO_NOTARY_PROFILE"
ENTITLEMENTS = PACKAGING / "macos" / "entitlements.plist"


def make_artifacts(build: Build, inventory: Inventory) -> list[Path]:
    """The disk image and the bill of materials, in ``build.dist``."""
    application = build.application
    collect_licences(build, inventory, application / "Contents" / "Resources" / "licences")
    bill = build.dist / f"{build.title}.cdx.json"
    write_bill(build, inventory, bill)
    identity = os.environ.get(IDENTITY) or "-"
    sign(application, identity)
    image = build.dist / f"{build.title}.dmg"
    image.unlink(missing_ok=True)
    defined: list[str | Path] = ["-D", f"app={application}", "-D", f"icon={build.icons / f'{NAME}.icns'}"]
    command: list[str | Path] = [build.python, "-m", "dmgbuild", "-s", PACKAGING / "macos" / "dmg_settings.py"]
    run([*command, *defined, TITLE, image], "Making the disk image")
    if identity != "-":
        run(["codesign", "--force", "--sign", identity, "--timestamp", image], "Signing the disk image")
    if profile := os.environ.get(NOTARY):
        run(["xcrun", "notarytool", "submit", image, "--keychain-profile", profile, "--wait"], "Notarizing")
        run(["xcrun", "stapler", "staple", image], "Attaching the notarization")
    return [image, bill]


def sign(application: Path, identity: str) -> None:
    """Sign every library and program, then the application, whose signature covers them."""
    common = ["codesign", "--force", "--sign", identity]
    if identity != "-":
        common += ["--options", "runtime", "--timestamp"]
    programs = application / "Contents" / "MacOS"  # signing a program there signs the whole application
    inner = [path for path in walk(application) if path.parent != programs and _is_code(path)]
    for path in sorted(inner, key=lambda each: -len(each.parts)):
        run([*common, path], "Signing")
    run([*common, "--entitlements", ENTITLEMENTS, application], "Signing")
    run(["codesign", "--verify", "--deep", "--strict", application], "Checking the signature")


def _is_code(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
