"""Facts: the vocabulary of a case, and reading a case from YAML."""
