"""Exports a model's folder to other formats, one in each file; ``formats.py`` lists them."""
