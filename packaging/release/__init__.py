"""The steps from a checkout to files that people install; ``packaging/build.py`` runs them."""
