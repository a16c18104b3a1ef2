"""Generation of text by a model: key-value cache, sampling, streaming, chat format."""
