"""Why a rule did not fire on a fact: clause by clause, by the matcher that judged the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from whosays.argue.blockers import Blockers
from whosays.argue.clause_text import clause_text, head_text
from whosays.argue.clauses import Clause, ClausedRule, claused, conclusion_paths
from whosays.argue.closest import Match, Search
from whosays.argue.missing import Missing
from whosays.argue.plan import Plan
from whosays.argue.probe import Probe
from whosays.argue.values import NOT_GIVEN, Values, text_of
from whosays.assessment.assess import Assessment
from whosays.assessment.derive import derive
from whosays.conclude import Derivation
from whosays.deadline import SECONDS, Deadline
from whosays.explain.parts import Parts
from whosays.explain.verdict import Taken
from whosays.facts.case import Case
from whosays.facts.places import distance
from whosays.facts.vocabulary import Place
from whosays.match.choose import Matchers
from whosays.problems import Mark, Problem, ProblemsError, did_you_mean
from whosays.rules.body import Body
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import GroundedCase, ground
from whosays.rules.language import Type
from whosays.rules.program import Var
from whosays.rules.syntax import CountOf, FieldTest, Measure, NoneOf, Pair, PathTest, Pattern, Rule, Unless

_TRIED = 6  # plans that are put to the engine


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause for one match. `wanted` has values for variables; `actual` is what the case has there."""

    clause: str
    holds: bool
    wanted: str
    actual: str
    of_pattern: bool  # a field of the pattern above it
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartialMatch:
    """The clauses of the rule in its order, for the facts that come closest."""

    clauses: tuple[ClauseResult, ...]

    @property
    def passed(self) -> int:
        """How many of them hold."""
        return sum(each.holds for each in self.clauses)


@dataclass(frozen=True, slots=True)
class Fired:
    """A conclusion that the rule did draw; `holds` is how far, 0..1, after what was `taken` from it."""

    effect: str
    because: str
    holds: float
    taken: tuple[Taken, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a rule did not fire on some facts, or that it did.

    `missing` is the least that would make it fire, tried by the engine; None where none was found.
    """

    rule: str
    title: str
    targets: tuple[str, ...]
    fired: tuple[Fired, ...]
    matches: tuple[PartialMatch, ...]
    missing: Plan | None


def why_not(
    assessment: Assessment,
    rule_id: str,
    targets: Sequence[str],
    matchers: Matchers | None = None,
    time_limit: float = SECONDS,
) -> WhyNot:
    """Why a rule did not conclude anything about the facts with these ids.

    Raises ProblemsError where there is no such rule or fact, or the rule concludes nothing about facts of that kind.
    """
    rule = _checked(assessment, rule_id, targets)
    matchers, deadline = matchers or Matchers(), Deadline.after(time_limit)
    fired = tuple(_fired(assessment, rule, targets))
    if fired:
        return WhyNot(rule.id, rule.title, tuple(targets), fired, (), None)
    probe = Probe(assessment.gathered, matchers, deadline)
    numbers = [assessment.gathered.grounded.first_fact + assessment.case[each].index for each in targets]

    def anchors(in_clauses: ClausedRule) -> Sequence[Body]:
        return list(_anchors(in_clauses, probe, numbers))

    in_clauses = claused(assessment.rulebook, rule)
    searches = [Search(in_clauses, probe, anchor).closest() for anchor in anchors(in_clauses)]
    most = max((len(each[0].passed) for each in searches), default=0)
    closest = [match for each in searches for match in each if len(match.passed) == most]
    shown = tuple(_partial(probe, in_clauses, match) for match in closest)
    missing = _missing(
        assessment,
        rule,
        targets,
        Missing(assessment.rulebook, probe).plans(rule, anchors, frozenset(targets)),
        matchers,
        deadline,
    )
    return WhyNot(rule.id, rule.title, tuple(targets), (), tuple(dict.fromkeys(shown)), missing)


def _checked(assessment: Assessment, rule_id: str, targets: Sequence[str]) -> Rule:
    rules, case = assessment.rulebook.rules, assessment.case
    rule = rules.get(rule_id)
    if rule is None:
        why = assessment.rulebook.rulebook.disabled.get(rule_id)
        message = f'the rulebook does not apply "{rule_id}": {why}' if why else f'the rulebook has no rule "{rule_id}"'
        hint = "" if why else did_you_mean(rule_id, rules) or "a rule is named by its id"
        raise ProblemsError([Problem("unknown-rule", message, Mark("rule"), hint=hint)])
    unknown = [each for each in targets if each not in case]
    if unknown:
        kinds = _kinds(assessment.rulebook, rule)
        known = [fact.id for fact in case if not kinds or fact.kind in kinds] or [fact.id for fact in case]
        raise ProblemsError(
            Problem(
                "unknown-fact",
                f'the case has no fact "{each}"',
                Mark("target"),
                hint=did_you_mean(each, known) or did_you_mean(each, (fact.id for fact in case)) or _of_kinds(kinds),
            )
            for each in unknown
        )
    if not any(True for _ in _assignments(assessment.rulebook, rule, [case[each].kind for each in targets])):
        words = ", ".join(f'"{each}" ({case[each].kind})' for each in targets)
        message = f'"{rule_id}" concludes nothing about {words}'
        hint = _of_kinds(_kinds(assessment.rulebook, rule))
        raise ProblemsError([Problem("wrong-target", message, Mark("target"), hint=hint)])
    return rule


def _of_kinds(kinds: frozenset[str]) -> str:
    return f"name {' or '.join(_a(each) for each in sorted(kinds))}" if kinds else "name a fact of the case"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _kinds(rulebook: CompiledRulebook, rule: Rule) -> frozenset[str]:
    """The kinds of facts that the rule concludes something about; empty: any."""
    scope = claused(rulebook, rule).lowering.scope
    types = [scope.type_of(path) for each in rule.then for path in conclusion_paths(each)]
    found = [each.kinds for each in types if each is not None and each.is_fact]
    return frozenset().union(*found) if all(found) else frozenset()


def _assignments(rulebook: CompiledRulebook, rule: Rule, kinds: Sequence[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The ways in which facts of these kinds can be what a conclusion is about: which one, and at which places."""
    scope = claused(rulebook, rule).lowering.scope
    for number, conclusion in enumerate(rule.then):
        paths = conclusion_paths(conclusion)
        for places in permutations(range(len(paths)), len(kinds)):
            types = [scope.type_of(paths[place]) for place in places]
            if all(
                type_ is not None and type_.meets(Type(kinds=frozenset({kind})))
                for type_, kind in zip(types, kinds, strict=True)
            ):
                yield number, places


def _anchors(in_clauses: ClausedRule, probe: Probe, numbers: Sequence[int]) -> Iterator[Body]:
    rulebook, grounded = probe.gathered.rulebook, probe.gathered.grounded
    kinds = [grounded.fact(each).kind for each in numbers]
    seen = set()
    for conclusion, places in _assignments(rulebook, in_clauses.rule, kinds):
        paths = [conclusion_paths(in_clauses.rule.then[conclusion])[place] for place in places]
        words = tuple(map(str, paths))
        if words in seen:
            continue
        seen.add(words)
        found = [Body()]
        for path, number in zip(paths, numbers, strict=True):
            leads = in_clauses.lowering.tests.path(path, in_clauses.lowering.scope)
            found = [
                each + lead + Body(atoms=(probe.aim(number, Var(term.name)),)) for each in found for term, lead in leads
            ]
        yield from found


def rows_about(
    rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation, rule: Rule, targets: Sequence[str]
) -> list[tuple[str, int]]:
    """The rows, by relation and number, in which a rule has concluded something about all of these facts."""
    numbers = {grounded.first_fact + grounded.case[each].index for each in targets}
    found: list[tuple[str, int]] = []
    for kind in rulebook.findings:
        if kind.rule.id == rule.id:
            columns = derivation.program.relations[kind.relation]
            places = [columns.index(each) for each in kind.targets]
            for row in derivation.rows.get(kind.relation, ()):
                if numbers <= {row.values[place] for place in places}:
                    found.append((kind.relation, row.number))
    for relation in sorted({each.relation for each in rule.then if each.effect == "derive"}):
        types = rulebook.language.relations[relation]
        places = [
            place for place, each in enumerate(derivation.program.relations[relation]) if types[each].type.is_fact
        ]
        for row in derivation.rows.get(relation, ()):
            proofs = derivation.proofs_of(row.number)
            own = any(derivation.step_of(proof).origin.rule == rule.id for proof in proofs)
            if own and numbers <= {row.values[place] for place in places}:
                found.append((relation, row.number))
    return found


def _fired(assessment: Assessment, rule: Rule, targets: Sequence[str]) -> Iterator[Fired]:
    gathered = assessment.gathered
    parts = Parts(assessment)
    findings = {each.row: each for each in gathered.findings}
    for relation, number in rows_about(assessment.rulebook, gathered.grounded, gathered.derivation, rule, targets):
        finding = findings.get(number)
        if finding is not None:
            holds = float(assessment.weighed.weights.finding_active[finding.index])
            facts = tuple(assessment.case.facts[fact].id for fact in (finding.proofs[0] if finding.proofs else ()))
            effect = finding.kind.conclusion.effect
            yield Fired(effect, parts.because(finding), round(holds, 12) + 0.0, parts.taken_from(finding), facts)
        else:
            sets = gathered.derivation.fact_sets(number)
            facts = tuple(assessment.case.facts[fact].id for fact in (sets[0] if sets else ()))
            yield Fired("derive", f"{relation} holds", 1.0, (), facts)


def _partial(probe: Probe, in_clauses: ClausedRule, match: Match) -> PartialMatch:
    values = Values(probe.gathered.grounded, in_clauses, match)
    blockers = Blockers(probe, in_clauses, match)
    results = []
    for clause in in_clauses.clauses:
        holds = clause.place in match.passed
        actual, facts = _actual(values, blockers, clause, holds=holds)
        wanted = _a(clause.kind) if clause.fact and clause.owner < 0 else clause_text(clause.part, values.shown)
        text = head_text(clause.part) if clause.fact and clause.owner < 0 else clause_text(clause.part)
        results.append(ClauseResult(text, holds, wanted, actual, clause.owner >= 0, facts))
    return PartialMatch(tuple(results))


def _actual(values: Values, blockers: Blockers, clause: Clause, *, holds: bool) -> tuple[str, tuple[str, ...]]:
    """What the case has where a clause looks, and the facts that say so."""
    case, part = values.case, clause.part
    unbound = sorted(name for name in clause.needs if name not in values.match.values)
    fact = values.fact(clause.fact)
    match part:
        case Pattern() if clause.fact:
            return (
                (fact, (fact,)) if fact else ("none in the case" if not case.of_kind(clause.kind) else "none fits", ())
            )
        case FieldTest() if not fact:
            return f"there is no such {clause.kind}", ()
        case FieldTest():
            return text_of(_plain(values, fact, part.name)), (fact,)
        case _ if unbound:
            return f"nothing to ask this of: ${unbound[0]} is not found", ()
        case PathTest():
            return text_of(values.operand(part.path)), ()
        case NoneOf() | Unless():
            if holds:
                return "there is none", ()
            found = blockers.of(clause)
            ids = tuple(dict.fromkeys(case.facts[each].id for facts in found[:3] for each in facts))
            return f"there is: {', '.join(ids)}", ids
        case CountOf():
            return str(blockers.counted(clause)), ()
        case Measure():
            return _measured(values, part), ()
        case Pair():
            first, second = values.shown(part.first), values.shown(part.second)
            return (f"{first} and {second}" if holds else f"{first} and {second}, in the other order or the same"), ()
        case Pattern():
            return ("it is so" if holds else _rows_like(values, blockers, part)), ()
        case _:
            return "one of them is so" if holds else "none of them is so", ()


def _plain(values: Values, fact: str, field: str) -> object:
    return values.walk(fact, (field,))


def _rows_like(values: Values, blockers: Blockers, part: Pattern) -> str:
    """What the relation has for the first column that has a value."""
    derivation = blockers.probe.gathered.derivation
    columns = derivation.program.relations[part.kind]
    for field in part.fields:
        value = values.operand(field.tests[0].operands[0])
        fact = values.case.get(value) if isinstance(value, str) else None
        others = [each.name for each in part.fields if each is not field]
        if fact is None or not others:
            continue
        number = values.grounded.first_fact + fact.index
        place, other = columns.index(field.name), columns.index(others[0])
        types = blockers.probe.gathered.rulebook.language.relations[part.kind]
        found = sorted(
            values.grounded.fact(cell).id if types[others[0]].type.is_fact else values.grounded.text(cell)
            for row in derivation.rows.get(part.kind, ())
            if row.values[place] == number and (cell := row.values[other]) is not None
        )
        if found:
            shown = ", ".join(list(dict.fromkeys(found))[:4])
            return f"for {value}, {others[0]} is {shown}"
        return f"nothing for {value}"
    return "it is not so"


def _measured(values: Values, part: Measure) -> str:
    """The distance of two places; of a way or a time, what it lies between."""
    ends = [values.operand(each) for each in (*part.places, *part.times)]
    if NOT_GIVEN in ends or None in ends:
        return NOT_GIVEN
    places = [values.case[each].model for each in ends[: len(part.places)] if each in values.case]
    if part.word != "distance":
        return f"from {' to '.join(text_of(each) for each in ends)}"
    if len(places) == 2 and isinstance(places[0], Place) and isinstance(places[1], Place):
        found = distance(places[0], places[1])
        if found is not None:
            same = found.least == found.most
            return f"{found.least:g} km" if same else f"{found.least:g} to {found.most:g} km"
    return NOT_GIVEN


def _missing(
    assessment: Assessment,
    rule: Rule,
    targets: Sequence[str],
    plans: Sequence[Plan],
    matchers: Matchers,
    deadline: Deadline,
) -> Plan | None:
    """The first of the plans by which the rule does fire."""
    for plan in plans[:_TRIED]:
        changed = plan.carried_out(assessment.case)
        if changed is not None and fires(changed.case, assessment.rulebook, rule, targets, matchers, deadline):
            return plan
    return None


def fires(
    case: Case,
    rulebook: CompiledRulebook,
    rule: Rule,
    targets: Sequence[str],
    matchers: Matchers,
    deadline: Deadline,
) -> bool:
    """Whether a rule concludes something about these facts of a case."""
    if any(each not in case for each in targets):
        return False
    grounded = ground(rulebook.program, case)
    derivation, _ = derive(rulebook.program, grounded, matchers, deadline)
    return bool(rows_about(rulebook, grounded, derivation, rule, targets))
