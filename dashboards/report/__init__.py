"""One week in words."""
