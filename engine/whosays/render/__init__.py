"""Explanations as text: one file a format."""
