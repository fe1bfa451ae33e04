"""The social value catalogue: models, mechanisms, measures, boards, and what to suggest from them."""
