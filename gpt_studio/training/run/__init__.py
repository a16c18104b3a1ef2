"""The run itself: session, loop, update, and what is decided on the way (length, recovery, samples, hints)."""
