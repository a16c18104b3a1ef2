"""Jobs about the program itself: the demo, its self-test, newer versions."""
