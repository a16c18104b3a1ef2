"""The bill of materials and the licences of the libraries that are installed here."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from release.bill import bill, write_bill
from release.inventory import Inventory, SystemPackage
from release.licences import collect_licences, licence_name, licence_of
from release.project import Build, BuildError

NAMES = ("numpy", "PySide6_Essentials", "shiboken6", "tokenizers", "torch", "tqdm")
INVENTORY = Inventory(
    distributions=tuple(distribution(name) for name in NAMES),
    system=(SystemPackage("libxcb-cursor0", "0.1.4-1", (Path("/usr/lib/libxcb-cursor.so.0"),)),),
)
BUILD = Build("1.2.3", "linux-x86_64", 1_790_000_000, Path("dist"))


def test_names_each_thing_once_with_version_licence_and_address():
    components = bill(BUILD, INVENTORY)["components"]
    assert [component["name"] for component in components] == ["CPython", *NAMES, "libxcb-cursor0"]
    assert len({component["bom-ref"] for component in components}) == len(components)
    assert all(component["version"] and component["purl"].startswith("pkg:") for component in components)
    qt = next(component for component in components if component["name"] == "PySide6_Essentials")
    assert qt["licenses"] == [{"expression": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"}]


def test_is_the_same_each_time_and_another_for_another_version(tmp_path):
    for name in ("a", "b"):
        write_bill(BUILD, INVENTORY, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    other = bill(Build("1.2.4", BUILD.system, BUILD.epoch, BUILD.dist), INVENTORY)
    assert other["serialNumber"] != json.loads((tmp_path / "a").read_text(encoding="utf-8"))["serialNumber"]


def test_every_licence_is_known():
    assert all(licence_name(known) for known in INVENTORY.distributions)
    assert licence_of(distribution("tokenizers")) == {"expression": "Apache-2.0"}


def test_the_texts_lie_beside_the_list(tmp_path):
    folder = tmp_path / "licences"
    collect_licences(BUILD, INVENTORY, folder)
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"| {known.metadata['Name']} | {known.version} |" in listed for known in INVENTORY.distributions)
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "QT.md"} <= {path.name for path in (folder / "pyside6-essentials").iterdir()}
    assert "LESSER GENERAL PUBLIC LICENSE" in (folder / "pyside6-essentials" / "LGPL-3.0.txt").read_text()
    assert all(any((folder / name).iterdir()) for name in ("numpy", "torch", "tokenizers", "python"))


def test_a_stranger_without_a_licence_stops_the_build(tmp_path):
    from importlib.metadata import PathDistribution

    stranger = tmp_path / "stranger-1.0.dist-info"
    stranger.mkdir()
    (stranger / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    with pytest.raises(BuildError, match="stranger does not say its licence"):
        licence_name(PathDistribution(stranger))
