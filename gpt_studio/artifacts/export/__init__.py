"""A model's folder in other forms: one file a format, and the registry of all formats."""
