"""What figures are made of: the same parts as the scripts of `assets/`."""
