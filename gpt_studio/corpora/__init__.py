"""Text that a person owns: formats, decoding, cleaning and the built-in sample. One file is one format."""
