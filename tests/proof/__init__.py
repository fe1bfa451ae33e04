"""The formula proof: random tenders and the worked examples, each figure of a workbook against exact arithmetic."""
