"""Joining rows: what a matcher is, the matchers, and the choice between them."""
