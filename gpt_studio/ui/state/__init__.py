"""State that outlives a widget, and the only code that names threads."""
