"""The start tab: make a first model, open a model's folder, go on with what was begun."""
