"""Live sessions: facts that come, change and go one by one, and the verdicts as they are now."""
