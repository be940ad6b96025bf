"""Explanations as values: what a verdict is made of, in the authors' sentences."""
