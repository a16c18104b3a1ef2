"""Jobs about a training: plan, forecast, run, and read what it left."""
