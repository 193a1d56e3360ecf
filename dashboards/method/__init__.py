"""What the method page shows: formulas, gold, the model's card, how to cite."""
