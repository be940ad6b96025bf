"""From findings and provenance to a verdict on each claim: the algebra, over columns."""
