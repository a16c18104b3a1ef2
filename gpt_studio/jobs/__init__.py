"""Everything that a person can ask for: one file per job, with its request, its events and its result."""
