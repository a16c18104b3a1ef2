"""The plot widgets, for every tab."""
