"""Jobs for model folders: list, open, inspect, rename, export."""
