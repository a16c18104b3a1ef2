"""Jobs for tokenizers: train, open, list."""
