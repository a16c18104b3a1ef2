"""The readable file formats, one in each file; ``corpora/registry.py`` lists them."""
