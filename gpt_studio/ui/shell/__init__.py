"""The program's frame: start, main window, side bar, settings, closing."""
