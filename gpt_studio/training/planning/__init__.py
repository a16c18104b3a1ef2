"""Before the first step: measure the machine, choose size and precision, estimate time and memory."""
