"""Explanations that settle an argument: why a rule did not fire, what would be if, and what would turn a verdict."""
