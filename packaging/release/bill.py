"""The software bill of materials: what is inside, in the CycloneDX 1.6 format."""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from release.inventory import Inventory, SystemPackage
from release.licences import licence_of
from release.project import LICENCE, NAME, Build

_NAMESPACE = uuid.UUID("5c2f8d0e-94b7-4f0e-9a3e-0f4ac6b0c6d1")


def write_bill(build: Build, inventory: Inventory, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill(build, inventory), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def bill(build: Build, inventory: Inventory) -> dict[str, Any]:
    """The document. The same inventory and version give the same one, its serial number included."""
    components = [
        _interpreter(),
        *(_python_package(known) for known in inventory.distributions if known.metadata["Name"].lower() != NAME),
        *(_system_package(known) for known in inventory.system),
    ]
    own = {
        "type": "application",
        "bom-ref": NAME,
        "name": NAME,
        "version": build.version,
        "purl": _pypi(NAME, build.version),
    }
    contents = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{build.title} {contents}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(build.epoch, UTC).isoformat().replace("+00:00", "Z"),
            "component": own | {"licenses": [{"license": {"id": LICENCE}}]},
        },
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _interpreter() -> dict[str, Any]:
    version = sys.version.split()[0]
    return {
        "type": "platform",
        "bom-ref": f"python@{version}",
        "name": "CPython",
        "version": version,
        "purl": f"pkg:generic/cpython@{version}",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def _python_package(known: Distribution) -> dict[str, Any]:
    name, version = known.metadata["Name"], known.version
    return {
        "type": "library",
        "bom-ref": _pypi(name, version),
        "name": name,
        "version": version,
        "purl": _pypi(name, version),
        "licenses": [licence_of(known)],
    }


def _system_package(known: SystemPackage) -> dict[str, Any]:
    reference = f"pkg:deb/debian/{known.name}@{known.version}" if known.version else f"pkg:generic/{known.name}"
    return {
        "type": "library",
        "bom-ref": reference,
        "name": known.name,
        "version": known.version,
        "purl": reference.replace("+", "%2B"),
        "properties": [{"name": "gpt-studio:file", "value": file.name} for file in known.files],
    }


def _pypi(name: str, version: str) -> str:
    return f"pkg:pypi/{name.lower().replace('_', '-')}@{version}".replace("+", "%2B")
