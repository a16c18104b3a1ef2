"""Print the Debian packages of the libraries that Qt opens: PyInstaller bundles only installed ones."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import dev

if __name__ == "__main__":
    print(*sorted(set(dev.system_libraries().PACKAGES.values())))
