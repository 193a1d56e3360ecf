"""The sheet and the page on which people code sentences."""
