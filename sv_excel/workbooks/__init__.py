"""Where each thing is in a workbook: one folder for each kind."""
