"""Which rules of law and policy apply to a tender, and what they ask."""
