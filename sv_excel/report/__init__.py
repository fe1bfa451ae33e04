"""FLOOR 2: the result as one page to read, on a screen or on paper; it fetches nothing and runs no script."""
