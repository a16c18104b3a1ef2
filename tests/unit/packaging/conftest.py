"""The build scripts are no package of the project: they are imported from their own folder."""

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"
if str(PACKAGING) not in sys.path:
    sys.path.append(str(PACKAGING))
