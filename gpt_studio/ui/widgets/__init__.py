"""The parts that tabs are built of."""
