"""The tour of `docs/how-it-works.md`: the page's own case and rulebook through the real engine, each stage as text.

BLOCKS has a function for each `<!-- shows: name -->` on the page. What the engine has no text for gets one here.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tests.docs.pages import yaml_blocks
from tests.docs.runs import runs
from whosays.assessment.findings import Finding
from whosays.assessment.gather import Gathered
from whosays.conclude import Proof
from whosays.conclude.reader import RuleReader
from whosays.explain.report import Report, report_on
from whosays.facts.case import CaseFact
from whosays.facts.kinds import kinds
from whosays.facts.load import load_case
from whosays.facts.times import UNKNOWN, Time, certainly_before, possibly_before, read_moment
from whosays.marked import MarkedScalar, Node, read_yaml
from whosays.match.choose import Only
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.match.duckdb_sql import StratumSql
from whosays.match.durable_ruleset import plan_rulesets
from whosays.match.matcher import Match, Matcher, Row, Session
from whosays.problems import render_problem
from whosays.render.why_text import render_why
from whosays.rules.grounding import columns_read
from whosays.rules.load import load_rulebook, read_compiled
from whosays.rules.program import Atom, Const, FlatRule, Program, Term
from whosays.rules.scope import top_scope
from whosays.weigh.network import Target

CASE, RULEBOOK, CLAIM, INTEREST = "bridge.yaml", "harbour.yaml", "gone", "contract"
WIDTH = 118


class Feed(NamedTuple):
    """What a session was fed, and what it gave back, sorted."""

    stratum: int
    rows: tuple[Row, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Tour:
    """The case of the page after its way through the engine."""

    folder: Path
    report: Report
    feeds: tuple[Feed, ...]

    @property
    def gathered(self) -> Gathered:
        return self.report.assessment.gathered

    @property
    def program(self) -> Program:
        return self.report.rulebook.program

    @cached_property
    def proven(self) -> Mapping[Proof, int]:
        """The row that each proof derives."""
        derivation = self.gathered.derivation
        return {proof: row.number for row in derivation.all_rows for proof in derivation.proofs_of(row.number)}

    def said(self, number: int) -> str:
        """What an integer stands for, in a column that holds no plain numbers."""
        grounded = self.gathered.grounded
        if 0 <= number - grounded.first_fact < len(self.report.case):
            return grounded.fact(number).id
        return grounded.text(number) or dates(grounded.time(number))


def tour(page: str, folder: Path, matcher: Matcher | None = None) -> Tour:
    """The page's own YAML through the engine, as files of their own. Raises ProblemsError where it is wrong."""
    matcher = matcher or DuckdbMatcher()
    feeds: list[Feed] = []
    opened = matcher.open

    def open_(program: Program, *arguments: Any) -> Session:
        session = opened(program, *arguments)
        feed, stratum = session.feed, program.strata.index(arguments[0])
        early: list[Match] = []

        def noted(rows: Sequence[Row], due: Sequence[int]) -> list[Match]:
            """What a feed gives is noted with the one at which it is due: some matchers give more at once."""
            matches = feed(rows, due)
            early.extend(matches)
            feeds.append(Feed(stratum, tuple(rows), tuple(sorted(match for match in early if match.rule in due))))
            early[:] = [match for match in early if match.rule not in due]
            return matches

        session.feed = noted
        return session

    for name, block in zip((CASE, RULEBOOK), yaml_blocks(page), strict=True):
        (folder / name).write_text(block, encoding="utf-8")
    # In the folder, so that marks name the files as the page does.
    with contextlib.chdir(folder), mock.patch.object(matcher, "open", open_):
        report = report_on(load_case(CASE), load_rulebook(RULEBOOK), Only(matcher))
    return Tour(folder, report, tuple(feeds))


def table(*rows: Sequence[object]) -> str:
    """Rows with their columns under each other."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    cells = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in texts)
    return "\n".join("  ".join(row).rstrip() for row in cells)


def figure(value: float) -> str:
    """A number with three digits after the point at most."""
    return f"{round(float(value), 3):g}"


def equals(sum_: str, result: float) -> str:
    """A sum and its result, which must be what the sum gives by the digits that are shown."""
    assert figure(eval(sum_)) == figure(result), f"{sum_} is not {figure(result)}"
    return f"{sum_} = {figure(result)}" if " " in sum_ else sum_


def dates(time: Time) -> str:
    """A time as its first and its last day."""
    if time == UNKNOWN:
        return "an unknown time"
    ends = (time.start_earliest, time.end_latest)
    return " .. ".join(str(datetime.datetime.fromtimestamp(end, datetime.UTC).date()) for end in ends)


def marks(tour: Tour) -> str:
    """The last fact of the case as the reader gives it."""
    with contextlib.chdir(tour.folder):
        tree: Any = read_yaml(CASE)[0]
    ((kind, body),) = tree.get("facts").items[-1].entries

    def row(key: MarkedScalar, node: Node) -> tuple[str, ...]:
        scalar = isinstance(node, MarkedScalar)
        return str(key.mark), str(node.mark), key.text, repr(node.value) if scalar else type(node).__name__

    return table(("key at", "value at", "key", "value"), *(row(*entry) for entry in ((kind, body), *body.entries)))


def facts(tour: Tour) -> str:
    """The typed facts, and their times with the test that the rules ask of them."""
    case = tour.report.case
    since = read_moment(case[INTEREST].get("since"))
    times = [("time", "written", "earliest", "latest", f"{INTEREST}.since certainly before it", "possibly")]
    times.append((f"{INTEREST}.since", case[INTEREST].get("since"), *_ends(since), "", ""))
    for report in case.of_kind("report"):
        written = report.get("published")
        time = read_moment(written) if written else UNKNOWN
        tested = ["yes" if test(since, time) else "no" for test in (certainly_before, possibly_before)]
        times.append((f"{report.id}.published", written or "(left out)", *_ends(time), tested[0], tested[1]))
    rows = ((fact.index, fact.kind, fact.id, _fields(fact)) for fact in case)
    return f"{table(('index', 'kind', 'id', 'fields'), *rows)}\n\n{table(*times)}"


def _fields(fact: CaseFact) -> str:
    values = {name: fact.get(name) for name in kinds()[fact.kind].fields if name != "id"}
    known = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return ", ".join(f"{name}={value}" for name, value in known.items() if value not in {None, ""})


def _ends(time: Time) -> tuple[str, str]:
    return ("-2^62", "2^62") if time == UNKNOWN else (str(time.start_earliest), str(time.start_latest))


def checked(tour: Tour) -> str:
    """The types of the variables of each rule, and the problem of a slip."""
    language, rows = tour.report.rulebook.language, []
    for rule in tour.report.rulebook.judging:
        types = top_scope(language, rule.when, rule.params).types
        rows.append((rule.id, ", ".join(f"${name}: {type_}" for name, type_ in sorted(types.items()))))
    with contextlib.chdir(tour.folder):
        slipped = Path(RULEBOOK).read_text(encoding="utf-8").replace("$report.published", "$report.publishd", 1)
        Path("slip.yaml").write_text(slipped, encoding="utf-8")
        _, problems = read_compiled("slip.yaml")
    return "\n".join([table(*rows), "", *map(render_problem, problems)])


def rules(tour: Tour) -> str:
    """The flat rules that derive something here, stratum by stratum."""
    fired = {(proof.stratum, proof.step) for proof in tour.proven}
    parts = []
    for number, stratum in enumerate(tour.program.strata):
        shown = [rule for step, rule in enumerate(stratum.rules) if (number, step) in fired]
        left = len(stratum.rules) - len(shown)
        parts.append(f"stratum {number}" + (f" ({left} more flat rules, which derive nothing here)" if left else ""))
        parts += [flat_rule(tour.program, rule) for rule in shown]
    return "\n".join(parts)


def flat_rule(program: Program, rule: FlatRule) -> str:
    """A flat rule as text: `column=term`, or `column` alone where the variable is called like it."""

    def term(each: Term) -> str:
        return f'"{program.constants[each.value]}"' if isinstance(each, Const) else each.name

    def atom(each: Atom) -> str:
        cells = (column if column == term(cell) else f"{column}={term(cell)}" for column, cell in each.terms)
        return f"{each.relation}({', '.join(cells)})"

    parts = [atom(each) for each in rule.body]
    parts += [f"{term(each.left)} {each.operator} {term(each.right)}" for each in rule.comparisons]
    parts += [f"{each.test}({', '.join(map(term, each.arguments))})" for each in rule.filters]
    parts += [f"not {atom(each)}" for each in rule.negated]
    name = "" if rule.name == rule.head.relation else f"[{rule.name}] "
    lines = [f"  {name}{atom(rule.head)} :- "]
    for part in [f"{part}, " for part in parts[:-1]] + parts[-1:]:
        lines += [" " * 6] if len(lines[-1] + part) > WIDTH else []
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)


def rows(tour: Tour) -> str:
    """The integers, and the rows of the case that are made of them."""
    gathered, facts_ = tour.gathered, tour.report.case.facts
    first, texts = gathered.grounded.first_fact, tour.program.constants
    listed = [(str(number), "text of the rules", text) for number, text in enumerate(texts)]
    listed += [(str(first + fact.index), fact.kind, fact.id) for fact in facts_]
    for number in range(first + len(facts_), gathered.grounded.largest):
        listed.append((str(number), "text" if gathered.grounded.text(number) else "time", tour.said(number)))
    third = -(-len(listed) // 3)
    listed += [("", "", "")] * (3 * third - len(listed))
    beside = [sum(((*each, "") for each in listed[place::third]), ())[:-1] for place in range(third)]
    read = columns_read(tour.program)
    found = [("row", "fact", "relation and the columns that are read", "cells")]
    for row in gathered.derivation.all_rows:
        if (fact := gathered.derivation.fact_of(row.number)) >= 0:
            cells = dict(zip(tour.program.relations[row.relation], row.values, strict=True))
            names = [name for name in cells if name in read[row.relation]]
            shown = ("-" if cells[name] is None else str(cells[name]) for name in names)
            name = f"{row.relation}({', '.join(names)})"
            found.append((str(row.number), facts_[fact].id, name, f"({', '.join(shown)})"))
    return f"{table(*beside)}\n\n{table(*found)}"


def feeds(tour: Tour) -> str:
    """What went into each session and what came out; matches that a filter drops by themselves."""
    seen: set[int] = set()
    found, dropped = [("stratum", "feed", "rows in", "matches out", "new rows")], []
    for place, feed in enumerate(tour.feeds):
        turn = sum(each.stratum == feed.stratum for each in tour.feeds[: place + 1])
        proven = [(match, tour.proven.get(Proof(feed.stratum, *match))) for match in feed.matches]
        new = {row for _, row in proven if row is not None} - seen
        seen |= new
        fed = runs(row.number for row in feed.rows)
        found.append((str(feed.stratum), str(turn), fed, str(len(feed.matches)), runs(new)))
        for match in (match for match, row in proven if row is None):
            rule = tour.program.strata[feed.stratum].rules[match.rule]
            tests = RuleReader(tour.program, rule, tour.gathered.derivation.all_rows).filters(match.rows)
            failed = [f"{name}{cells}" for name, cells in tests if not tour.gathered.grounded.test(name, cells)]
            dropped.append(f"dropped: {rule.name} on rows {match.rows}, as {', '.join(failed)} does not hold")
    return "\n".join([table(*found), *dropped])


def ruleset(tour: Tour) -> str:
    """What durable_rules is given for the last stratum, a pattern a line."""
    (plan,) = plan_rulesets(tour.program, tour.program.strata[-1])
    found = []
    for name, rule in json.loads(plan.text).items():
        patterns = ",\n".join(f"    {json.dumps(pattern)}" for pattern in rule["all"])
        rest = "".join(f', "{key}": {value}' for key, value in rule.items() if key != "all")
        found.append(f'  "{name}": {{"all": [\n{patterns}]{rest}}}')
    return "{\n" + ",\n".join(found) + "}"


def talk(tour: Tour) -> str:
    """What the session of the last stratum says to durable_rules, and what that replies."""
    from whosays.match import durable_state
    from whosays.match.durable import DurableMatcher

    engine, last, lines = durable_state.engine, tour.feeds[-1], list[str]()

    def asserted(handle: int, fact: str) -> object:
        lines.append(f"sent   {fact}")
        return engine.assert_fact(handle, fact)

    def started(handle: int, state: int) -> Any:
        found = engine.start_action_for_state(handle, state)
        lines.extend([f"fired  {found[1]}"] if found else [])
        return found

    overheard = mock.Mock(wraps=engine, error=engine.error, assert_fact=asserted, start_action_for_state=started)
    matcher = DurableMatcher()  # kept while the session is: its rulesets go with it
    with (
        mock.patch.object(durable_state, "engine", overheard),
        matcher.open(tour.program, tour.program.strata[last.stratum]) as session,
    ):
        lines += [f"given  {match}" for match in session.feed(last.rows)]
    return "\n".join(lines)


def sql(tour: Tour) -> str:
    """The rule of the last stratum as DuckDB gets it, a clause a line."""
    statement = StratumSql(tour.program, tour.program.strata[-1]).select(0)
    return re.sub(r" (FROM|ANTI JOIN|WHERE) ", r"\n\1 ", statement)


def derived(tour: Tour) -> str:
    """All derived rows with their proofs."""
    derivation, found = tour.gathered.derivation, [("row", "round", "relation and cells", "by", "cells stand for")]
    for row in (row for row in derivation.all_rows if derivation.proofs_of(row.number)):
        proofs = ((derivation.step_of(each).name, each.premises) for each in derivation.proofs_of(row.number))
        by = "; ".join(f"{name} on {', '.join(map(str, premises))}" for name, premises in proofs)
        number, round_ = str(row.number), str(derivation.round_of(row.number))
        cells, words = ", ".join(map(str, row.values)), ", ".join(dict.fromkeys(map(tour.said, row.values)))
        found.append((number, round_, f"{row.relation}({cells})", by, words))
    return table(*found)


def columns(tour: Tour) -> str:
    """Reports and findings as weighing gets them."""
    network, gathered, says = tour.gathered.network, tour.gathered, tour.gathered.network.says
    found = [("report", "", "source", "its letter", "mass", "outlet", "order", "says", "rests on")]
    letters = network.source_weight[network.report_source]
    cells = (network.report_source, letters, network.report_mass, network.report_outlet, network.report_order)
    for place, report in enumerate(gathered.reports):
        said = ", ".join(f"{says.side[at]:+} on claim {says.claim[at]}" for at in (says.report == place).nonzero()[0])
        rests = ", ".join(map(str, network.cites_to[network.cites_from == place]))
        found.append((str(place), report.id, *(figure(cell[place]) for cell in cells), said, rests))
    reports = table(*found)
    found = [("finding", "", "effect", "size", "acts on", "facts that prove it")]
    for each in gathered.findings:
        proofs = " or ".join(", ".join(gathered.case.facts[fact].id for fact in proof) for proof in each.proofs)
        rule, size = each.kind.rule.id, figure(each.size)
        found.append((str(each.index), rule, each.effect.name, size, ", ".join(_acts_on(gathered, each)), proofs))
    return f"{reports}\n\n{table(*found)}"


def _acts_on(gathered: Gathered, finding: Finding) -> Iterator[str]:
    actions, ties = gathered.network.actions, gathered.network.ties
    for at in (actions.finding == finding.index).nonzero()[0]:
        yield f"{Target(actions.target[at]).name} {actions.index[at]}"
    for at in (ties.finding == finding.index).nonzero()[0]:
        yield f"REPORT {ties.first[at]} and {ties.second[at]}"


def weights(tour: Tour) -> str:
    """From masses and weights to the probability, each sum with its result."""
    weighed, gathered, verdict = tour.report.assessment.weighed, tour.gathered, tour.report.by_claim[CLAIM]
    items, left, opinion, naive = weighed.items, weighed.weights, weighed.opinions, weighed.naive
    found = [("report", "m by basis", "m raised", "left of its source", "left of itself", "x = m * source * itself")]
    for place, report in enumerate(gathered.reports):
        source = gathered.network.report_source[place]
        factors = [figure(each) for each in (left.report_mass[place], left.source[source], left.report[place])]
        amount = items.amount[items.index == place]  # items are origins only in this case
        x = equals(" * ".join(factors), amount[0]) if len(amount) else "rests on another: no item"
        found.append((report.id, figure(gathered.network.report_mass[place]), *factors, x))
    lines = [table(*found), ""]
    for letter, side, whose, total in (("R", 1, "for", opinion.support), ("S", -1, "against", opinion.opposition)):
        mine = sorted((items.rank[item], item) for item in (items.side == side).nonzero()[0])
        adds = [(f"{figure(items.q[item])} * " * rank) + figure(items.amount[item]) for rank, item in mine]
        who = ", ".join(gathered.reports[items.index[item]].id for _, item in mine)
        lines.append(f"{letter} = {equals(' + '.join(adds), total[0])}   {whose} it, one group: {who}")
    r, s, k = (figure(each[0]) for each in (opinion.support, opinion.opposition, 2 / opinion.uncertainty))
    lines.append(f"K = {equals(f'{r} + {s} + 2', float(k))}")
    before, after, limits = verdict.weighed, verdict.opinion, opinion.constraints
    shares = zip("bdu", (r, s, "2"), (before.belief, before.disbelief, before.uncertainty), strict=True)
    lines.append("   ".join(f"{name} = {equals(f'{part} / {k}', share)}" for name, part, share in shares))
    floors = f"floors {figure(limits.floor_belief[0])} and {figure(limits.floor_disbelief[0])}"
    ceilings = f"ceilings {figure(limits.ceiling_belief[0])} and {figure(limits.ceiling_disbelief[0])}"
    b, d, u = map(figure, (after.belief, after.disbelief, after.uncertainty))
    lines.append(f"{floors}, {ceilings}: b' = {b}, d' = {d}, u' = {u}")
    chance = equals(f"{b} + {figure(verdict.base_rate)} * {u}", opinion.probability[0])
    lines.append(f"P = {chance}: {verdict.word}; confidence {verdict.confidence}, Admiralty {verdict.admiralty}")
    told, denied = figure(naive.support[0]), figure(naive.opposition[0])
    chance = equals(f"({told} + 1) / ({told} + {denied} + 2)", naive.probability[0])
    return "\n".join([*lines, f"naive count: P = {chance}: {verdict.naive.word}"])


def why(tour: Tour) -> str:
    """What the reader of the verdict gets."""
    return render_why(tour.report, CLAIM)


BLOCKS: Mapping[str, Callable[[Tour], str]] = {
    block.__name__: block
    for block in (marks, facts, checked, rules, rows, feeds, ruleset, talk, sql, derived, columns, weights, why)
}
NEEDS_DURABLE_RULES = frozenset({"talk"})
