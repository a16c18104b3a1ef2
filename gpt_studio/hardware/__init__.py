"""The machine: device, cores, memory and its limits, threads, sleep, and cancelling of computation."""
