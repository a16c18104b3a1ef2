"""Byte-level BPE tokenizers: train, load, save, inspect."""
