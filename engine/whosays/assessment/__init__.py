"""The pipeline: facts and rules in, weighed claims out. `assess.py` is the page to start from."""
