"""What judges our workbooks: two calculation engines, Microsoft's schema validator and a lint of Excel's own limits."""
