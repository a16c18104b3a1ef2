"""Tokenizers: trains byte-level BPE; loads, saves and inspects any kind of the tokenizers library."""
