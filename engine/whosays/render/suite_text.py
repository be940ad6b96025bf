"""What `whosays test` found, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whosays.examples.coverage import SORTS
from whosays.examples.mutate import Clause
from whosays.examples.suite import Failure, Mutation, Suite
from whosays.problems import Mark, Problem, printable, render_problem

_Expected = tuple[str, str]


def render_suites(suites: Sequence[Suite]) -> str:
    """Failing examples first, then what else there is to say, then a line of counts a rulebook."""
    return "\n".join(line for suite in suites for line in _suite(suite))


def failure_lines(suite: Suite, failure: Failure) -> list[str]:
    """What is missing from an example, what is too much, and what to do."""
    outcome, lines = failure.outcome, list[str]()
    silent = not outcome.noisy and len(outcome.missing) == len(outcome.example.expect)
    for each in outcome.missing:
        why = "the rule did not fire" if silent else "the rule did not conclude that"
        lines.append(f"expected: {conclusion_text(each)}, but {why}")
    if failure.stop is not None:
        lines.append(f"{failure.stop.clause} ({place(failure.stop.mark)}): {printable(failure.stop.why)}")
    lines += [f"unexpected: {conclusion_text(each)}" for each in outcome.noisy]
    if outcome.missing:
        lines.append(f"hint: whosays test {suite.name} --rule {outcome.rule.id} --coverage shows what no example meets")
    return lines + [line for problem in outcome.problems for line in render_problem(problem).split("\n")]


def conclusion_text(expected: _Expected) -> str:
    """An effect and what it acts on, as an example writes it: `discounts r`."""
    return printable(f"{expected[0]} {expected[1]}")


def example_title(failure: Failure) -> str:
    """The rule and the name of the example."""
    return printable(f'{failure.outcome.rule.id}, example "{failure.outcome.example.name}"')


def place(mark: Mark) -> str:
    """File and line."""
    return printable(f"{mark.file}:{mark.line}" if mark.line else mark.file)


def changed_notes(suite: Suite) -> list[Problem]:
    """The examples of rules it extends that come out otherwise under this rulebook, as warnings."""
    return [
        Problem(
            "changed-rule",
            f"under {suite.rulebook.rulebook.id}, {example_title(each)}, which it takes over, comes out otherwise: "
            + "; ".join([*(f"no {conclusion_text(it)}" for it in each.outcome.missing), *_also(each)]),
            each.outcome.example.mark,
            hint="if this is what the rulebook is to change, nothing is wrong",
            severity="warning",
        )
        for each in suite.changed
    ]


def _also(failure: Failure) -> list[str]:
    return [
        *(f"also {conclusion_text(it)}" for it in failure.outcome.noisy),
        *(problem.message for problem in failure.outcome.problems),
    ]


def counts_line(suite: Suite) -> str:
    """One line that says how it went."""
    failed, warned = len(suite.failures), len(all_warnings(suite))
    parts = [f"{len(suite.outcomes) - failed} passed"] + ([f"{failed} failed"] if failed else [])
    line = f"{suite.name}: {counted(len(suite.outcomes), 'example')} of {counted(len(suite.rules), 'rule')}: "
    line += ", ".join(parts)
    if suite.extended:
        line += f"; {counted(suite.extended, 'example')} of the rules it extends"
        line += f", {len(suite.changed)} changed" if suite.changed else " unchanged"
    return line + (f"; {counted(warned, 'warning')}" if warned else "")


def all_warnings(suite: Suite) -> list[Problem]:
    """Everything that is no failure and should be looked at, in order of place."""
    found = [*suite.warnings, *changed_notes(suite), *(suite.mutation.stale if suite.mutation else ())]
    return sorted(found, key=Problem.sort_key)


def _suite(suite: Suite) -> Iterator[str]:
    for failure in suite.failures:
        yield f"{place(failure.outcome.example.mark)}: {example_title(failure)}"
        yield from (f"  {line}" for line in failure_lines(suite, failure))
    yield from (render_problem(problem) for problem in all_warnings(suite))
    if suite.coverage is not None:
        yield from _coverage(suite)
    if suite.mutation is not None:
        yield from _mutation(suite, suite.mutation)
    yield counts_line(suite)


def _coverage(suite: Suite) -> Iterator[str]:
    covered = suite.coverage or ()
    for each in covered:
        if not each.exercised:
            named = f"{each.rule}, {each.clause}" if each.clause else each.rule
            yield printable(f"{place(each.mark)}: {named}: no example exercises this {each.sort}")
    of_sorts = {sort: [each.exercised for each in covered if each.sort == sort] for sort in SORTS}
    counts = [f"{sum(found)} of {counted(len(found), sort)}" for sort, found in of_sorts.items() if found]
    yield f"coverage of {suite.name}: an example exercises {', '.join(counts)}"


def _mutation(suite: Suite, mutation: Mutation) -> Iterator[str]:
    survivors, excused = mutation.survivors, mutation.excused
    if survivors:
        yield "clauses that no example needs:"
        yield from _table(survivors)
    if excused:
        yield "accepted:"
        for clause, accepted in excused:
            yield printable(f"  {place(clause.mark)}: {clause.rule}, {clause.name}: {accepted.why}")
    made = sum(clause.made for clause in mutation.clauses)
    line = f"mutation of {suite.name}: {counted(made, 'change')} of {counted(len(mutation.clauses), 'clause')}: "
    line += f"{counted(len(survivors), 'clause')} survived ({100 * mutation.share:.1f}%)"
    yield line + (f", {len(excused)} more accepted" if excused else "")


def _table(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        yield printable(f"  {place(clause.mark)}: {clause.rule}, {clause.name}: {'; '.join(clause.unnoticed)}")


def counted(number: int, what: str) -> str:
    """A number and what it counts, in the plural where it must be."""
    plural = "es" if what.endswith("ch") else "s"
    return f"{number} {what}{'' if number == 1 else plural}"
