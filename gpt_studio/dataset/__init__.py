"""Encodes corpora into token files, splits them into training and held-out text, and orders batches."""
