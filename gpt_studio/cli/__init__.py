"""The terminal: one file per subcommand, with flags made from the settings of its job."""
