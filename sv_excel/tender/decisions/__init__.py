"""What was decided after the workbooks were issued, applied to a definition."""
