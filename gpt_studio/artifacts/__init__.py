"""Saves, validates, loads and exports the folder that holds a model."""
