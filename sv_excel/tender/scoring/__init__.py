"""From scores, prices and commitments to totals and ranks, exactly."""
