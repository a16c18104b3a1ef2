"""Encoded tokens on disk, the split into training and held-out text, and the order of batches."""
