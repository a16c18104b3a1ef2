"""Reads a person's texts: formats, decoding, cleaning and the built-in sample."""
