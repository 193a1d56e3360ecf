"""What the first page tells: the last days against those before, and the collection."""
