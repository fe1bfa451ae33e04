"""Which workbooks are issued, and to whom."""
