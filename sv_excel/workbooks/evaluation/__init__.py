"""The evaluation workbook: what one evaluator scores."""
