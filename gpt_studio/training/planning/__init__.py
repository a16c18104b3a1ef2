"""Before the first step: measure the machine, choose size and precision, foresee time and memory."""
