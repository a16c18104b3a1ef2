"""Export of a model's folder: one file per format, and the registry of formats."""
