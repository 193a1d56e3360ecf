"""What the page Data shows: what came in, what is missing, and why."""
