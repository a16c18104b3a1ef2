"""Conversations held in other programs: one file = one program's export."""
