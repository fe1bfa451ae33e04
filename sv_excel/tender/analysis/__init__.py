"""What does not change a result but explains it: sensitivity, agreement, price premium, formula lab."""
