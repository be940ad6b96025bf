"""Millions of claims, judged by the rulebooks that judge one case. `run.py` is the way through."""
