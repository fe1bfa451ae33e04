"""A returned workbook compared with what was issued, and its entries checked."""
