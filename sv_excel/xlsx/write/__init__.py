"""Layouts as files, the same bytes each time."""
