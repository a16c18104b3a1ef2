"""Replies as formatted text: read block by block while they grow, laid out, shown."""
