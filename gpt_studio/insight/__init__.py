"""Looking inside a model: what it could have written instead, and how sure it was."""
