"""The models tab: what has been made, and what can be done with it."""
