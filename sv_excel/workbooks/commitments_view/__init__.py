"""The commitments view: promises side by side, for those who score delivery plans."""
