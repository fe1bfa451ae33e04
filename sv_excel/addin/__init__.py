"""Floor 4: the ribbon in Excel, one function a button, and the same by command. Nothing here needs Excel to import."""
