"""What came back: each file recognised, compared with what was issued, examined."""
