"""Rulebooks: reading, checking, lowering."""
