"""Workbook files: one reader, one writer. No word of procurement in here."""
