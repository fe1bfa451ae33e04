"""What each workbook needs to know, and no more."""
