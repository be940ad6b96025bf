"""Running the examples of rules: what they expect against what the rules conclude."""
