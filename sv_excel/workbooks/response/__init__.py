"""The response workbook: what a tenderer promises, and how it will deliver."""
