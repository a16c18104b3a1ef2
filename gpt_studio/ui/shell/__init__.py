"""The application: start, main window, side bar, settings, closing."""
