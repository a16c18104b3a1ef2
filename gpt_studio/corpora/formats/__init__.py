"""The kinds of files that can be read. One file is one format; ``corpora/registry.py`` lists them."""
