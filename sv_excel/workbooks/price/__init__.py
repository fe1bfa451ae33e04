"""The price workbook: each price entered twice, by two people."""
