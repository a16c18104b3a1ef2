"""The terminal. One file is one subcommand; flags come from the settings of the request."""
