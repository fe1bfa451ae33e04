"""The result workbook: ranking, working, inputs and proof, all as live formulas."""
