"""FLOOR 2: the Word documents that people send and keep, made from the moderated record alone."""
