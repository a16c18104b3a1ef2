"""Jobs that belong to no single subject: the demo, the self-test, newer versions, deleting."""
