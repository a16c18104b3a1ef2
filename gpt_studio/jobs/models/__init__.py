"""Jobs about model folders: list, open, inspect, rename, export."""
