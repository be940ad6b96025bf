"""Verdicts against what became of the claims."""
