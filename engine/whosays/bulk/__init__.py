"""Very many claims at once: tables in, columns and verdicts out, without a step that is taken row by row."""
