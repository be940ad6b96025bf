"""What helps to write rules and cases: schemas, formatting, pages about rules, a first folder."""
