"""The corpus tab: files in, a named corpus out."""
