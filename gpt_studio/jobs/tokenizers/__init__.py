"""Jobs about tokenizers: train, open, list."""
