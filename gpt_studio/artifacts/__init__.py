"""The folder on disk that holds a model: names, saving, validation, loading."""
