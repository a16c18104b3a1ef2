"""Shared by every stage: jobs, events, errors, settings, paths and durable writes. Standard library only."""
