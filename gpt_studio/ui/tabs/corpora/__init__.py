"""The corpus tab."""
