"""The tree of turns, its store, import and export. No Qt, no torch."""
