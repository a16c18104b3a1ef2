"""The run itself: session, loop, update, data feed, watch."""
