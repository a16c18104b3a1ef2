"""How the disk image looks when it is opened; dmgbuild runs this with ``defines`` given on its command line."""

# ruff: noqa: F821
# mypy: ignore-errors

application = defines["app"]
files = [application]
symlinks = {"Applications": "/Applications"}
format = "ULMO"  # LZMA: the smallest, readable from macOS 10.15 on
filesystem = "HFS+"
size = None
icon = defines["icon"]
window_rect = ((200, 160), (560, 340))
default_view = "icon-view"
icon_size = 112
text_size = 13
icon_locations = {"GPT Studio.app": (150, 150), "Applications": (410, 150)}
show_toolbar = show_sidebar = show_status_bar = show_tab_view = show_pathbar = False
