"""What every stage shares: jobs, events, errors, settings, paths and durable writes. Standard library only."""
