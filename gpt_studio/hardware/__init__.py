"""What this machine has, and how to be polite to it: cores, memory and its limits, threads, keep-awake, cancelling."""
