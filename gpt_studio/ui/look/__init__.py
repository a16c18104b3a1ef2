"""How the window looks: colours, sizes, style sheet, icons, text."""
