"""The rules that a definition must keep, by subject."""
