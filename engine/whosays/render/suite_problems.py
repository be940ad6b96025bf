"""What `whosays test` found as problems, for formats that know nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from whosays.examples.suite import Suite
from whosays.problems import Problem
from whosays.render.suite_text import all_warnings, example_title, failure_lines


def suite_problems(suite: Suite) -> Iterator[Problem]:
    """Failing examples as errors; warnings, parts that no example exercises and survivors as warnings."""
    for failure in suite.failures:
        message = "\n".join([example_title(failure), *failure_lines(suite, failure)])
        yield Problem("example-failed", message, failure.outcome.example.mark)
    yield from all_warnings(suite)
    for part in suite.coverage or ():
        if not part.exercised and part.sort != "rule":  # a rule that never fires is a warning already
            message = f"{part.rule}, {part.clause}: no example exercises this {part.sort}"
            yield Problem("not-exercised", message, part.mark, severity="warning")
    for clause in suite.mutation.survivors if suite.mutation else ():
        message = f"{clause.rule}, {clause.name}: no example notices if it is changed ({'; '.join(clause.unnoticed)})"
        yield Problem("survivor", message, clause.mark, severity="warning")
