"""Where the facts of a case can be cut apart, so that a part by itself is judged as it is in the whole.

A *part* is made of facts that refer to each other, directly or through others. Facts of a *broadcast* kind join no
parts: each part gets those that it refers to, directly or through others, and all those that no fact refers to. A
broadcast fact refers to broadcast facts only; whoever cuts sees to that.

A program can be cut so, if every rule keeps to one part, whatever the facts:

- The patterns of facts that are not broadcast, negated ones included, hang together by variables that hold such facts.
- What it concludes names such a fact, and acts on no broadcast fact, which others share.
- What it asks of broadcast facts is reached from the others by following references, so that the part has it.

This is a proof from the rules alone and errs on the safe side: where it finds an obstacle, parts may still come out
as the whole does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from whosays.rules.body import FACT, ITEM
from whosays.rules.compile import CompiledRulebook
from whosays.rules.language import Language
from whosays.rules.program import Atom, Count, FlatRule, Origin, Program, Var

Kinds = frozenset[str]
Step = FlatRule | Count
Columns = Mapping[str, Mapping[str, Kinds]]
"""The columns of relations that hold facts, and of which kinds."""

_TRIED = 64  # sets of broadcast kinds that are looked at before nothing is broadcast


class Obstacle(NamedTuple):
    """A rule that may reach from one part into another, and why."""

    origin: Origin
    why: str

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.origin.rule


@dataclass(frozen=True, slots=True)
class Acting:
    """What the rows of a relation of findings act on: each of the facts in these columns, or findings that name all."""

    targets: tuple[str, ...]
    on_findings: bool = False


class Broadcast(NamedTuple):
    """Kinds whose facts join no parts. Those of the kinds `everywhere`, to which no fact refers, are in every part."""

    kinds: Kinds = frozenset()
    everywhere: Kinds = frozenset()


NOTHING = Broadcast()


class Sort(NamedTuple):
    """What sorts of facts there are: the relations that they fill, and which kind refers to which."""

    filled: frozenset[str]
    refers: frozenset[tuple[str, str]]

    @property
    def kinds(self) -> Kinds:
        """The kinds of the facts."""
        return frozenset(name for name in self.filled if "." not in name)


@dataclass(frozen=True)
class Cutting:
    """The proof for one program. `columns` are those of the relations that a case fills."""

    program: Program
    columns: Columns
    acting: Mapping[str, Acting]

    @classmethod
    def of(cls, rulebook: CompiledRulebook) -> Cutting:
        """For a rulebook."""
        acting = {
            kind.relation: Acting(kind.targets, kind.conclusion.finding is not None) for kind in rulebook.findings
        }
        return cls(rulebook.program, fact_columns(rulebook.language), acting)

    def obstacles(self, broadcast: Broadcast = NOTHING, filled: Collection[str] | None = None) -> tuple[Obstacle, ...]:
        """Each rule that stands in the way; none where the program can be cut.

        `filled` are the relations that hold facts: rules that cannot fire over them are left out. All, if not given.
        """
        return tuple(dict.fromkeys(_Proof(self, broadcast, self.columns if filled is None else filled).obstacles()))

    def best(self, sort: Sort) -> Broadcast | None:
        """The largest set of kinds, of those tried, that facts of this sort can be cut with; None: they cannot be cut.

        Claims and reports, and what refers to them, are never broadcast.
        """
        for kinds in _candidates(sort):
            tried = Broadcast(kinds, kinds - {target for _, target in sort.refers})
            if next(_Proof(self, tried, sort.filled).obstacles(), None) is None:
                return tried
        return None

    @cached_property
    def types(self) -> Columns:
        """The columns that hold facts, those of derived relations included."""
        found = {name: dict(columns) for name, columns in self.columns.items()}
        grown = True
        while grown:
            grown = False
            for step in self._steps:
                if all(name in found for name in _needed(step)):
                    head, kinds = _head_kinds(step, found)
                    known = found.get(head)
                    more = {name: each | (known or {}).get(name, frozenset()) for name, each in kinds.items()}
                    if more != known:
                        found[head], grown = more, True
        return found

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        for stratum in self.program.strata:
            steps += stratum.counts
            steps += stratum.rules
        return tuple(steps)

    def live(self, filled: Iterable[str]) -> tuple[Step, ...]:
        """The steps that can derive anything from these relations."""
        reachable, live = set(filled), set[int]()
        while True:
            woken = {
                place
                for place, step in enumerate(self._steps)
                if place not in live and all(name in reachable for name in _needed(step))
            }
            if not woken:
                return tuple(self._steps[place] for place in sorted(live))
            live |= woken
            reachable.update(_derived(self._steps[place]) for place in woken)


def fact_columns(language: Language) -> Columns:
    """The columns of the relations that a case fills which hold facts."""
    every = frozenset(language.kinds)
    found: dict[str, dict[str, Kinds]] = {}
    for kind, columns in language.kinds.items():
        held = {name: each.type.kinds or every for name, each in columns.items() if each.type.is_fact}
        found[kind] = {FACT: frozenset({kind})} | {name: held[name] for name in held if not columns[name].many}
        for name, column in columns.items():
            if column.many:
                found[f"{kind}.{name}"] = {FACT: frozenset({kind})} | ({ITEM: held[name]} if name in held else {})
    return found


class _Proof:
    """One attempt: these kinds are broadcast, and these relations hold facts."""

    def __init__(self, cutting: Cutting, broadcast: Broadcast, filled: Iterable[str]) -> None:
        self.types = cutting.types
        self.kinds, self.everywhere = broadcast
        self.acting = cutting.acting
        self.base = frozenset(filled)
        self.steps = cutting.live(self.base)
        self.derived = {_derived(step) for step in self.steps}
        self.own = self._own()
        self.roots = self._roots()

    def obstacles(self) -> Iterator[Obstacle]:
        """What stands in the way, in the order of the rules."""
        for step in self.steps:
            why = self._of_count(step) if isinstance(step, Count) else self._of_rule(step)
            if why:
                yield Obstacle(step.origin, why)

    def _own(self) -> set[str]:
        """The relations whose rows may come from facts that are not broadcast."""
        own = {name for name in self.base if name.partition(".")[0] not in self.kinds}
        grown = True
        while grown:
            new = {_derived(step) for step in self.steps if not own.isdisjoint(self._asked(step))}
            grown = not new <= own
            own |= new
        return own

    def _asked(self, step: Step) -> Iterator[str]:
        yield from self._filled(step)
        if isinstance(step, FlatRule):
            yield from (atom.relation for atom in self._blocking(step))

    def _filled(self, step: Step) -> list[str]:
        """The relations it reads, but for those that never hold a row."""
        return [name for name in _read(step) if name in self.base or name in self.derived]

    def _blocking(self, rule: FlatRule) -> list[Atom]:
        """Its negated atoms that any row may match."""
        return [atom for atom in rule.negated if atom.relation in self.base or atom.relation in self.derived]

    def _roots(self) -> dict[str, set[str]]:
        """Of relations derived from broadcast facts: the columns from whose fact all that a row rests on is reached."""
        roots = {name: set(self.types.get(name, ())) for name in self.derived - self.own}
        steps = [step for step in self.steps if _derived(step) in roots]
        shrunk = True
        while shrunk:
            shrunk = False
            for step in steps:
                known = roots[_derived(step)]
                kept = {column for column in known if self._reaches(step, column, roots)}
                shrunk |= kept != known
                roots[_derived(step)] = kept
        return roots

    def _reaches(self, step: Step, column: str, roots: Mapping[str, set[str]]) -> bool:
        if isinstance(step, Count):
            return column in step.shared and all(column in self._entries(name, roots) for name in self._filled(step))
        variable = dict(step.head.terms).get(column)
        start = {variable.name} if isinstance(variable, Var) else set()
        return not self._unreached(step, start, roots)

    def _entries(self, relation: str, roots: Mapping[str, set[str]]) -> Collection[str]:
        """The columns from whose fact the rows of a relation are reached."""
        return (FACT,) if relation in self.base else roots.get(relation, ())

    def _unreached(self, rule: FlatRule, start: set[str], roots: Mapping[str, set[str]]) -> Atom | None:
        """A pattern of broadcast facts that is not reached from these variables by following references."""
        reached = set(start)
        waiting = [atom for atom in rule.body if atom.relation not in self.own]
        kinds = _variables(rule, self.types)

        def is_reached(atom: Atom) -> bool:
            if atom.relation.partition(".")[0] in self.everywhere and atom.relation in self.base:
                return True
            entries = self._entries(atom.relation, roots)
            return any(isinstance(term, Var) and term.name in reached for name, term in atom.terms if name in entries)

        while found := [atom for atom in waiting if is_reached(atom)]:
            reached.update(name for atom in found for name in atom.variables() if name in kinds)
            waiting = [atom for atom in waiting if atom not in found]
        negated = [atom for atom in self._blocking(rule) if atom.relation not in self.own]
        return next((atom for atom in (*waiting, *negated) if not is_reached(atom)), None)

    def _of_rule(self, rule: FlatRule) -> str:
        """Why a rule may reach into another part; empty if it does not."""
        kinds = _variables(rule, self.types)
        if not all(kinds.values()):
            return ""  # a variable would have to be a fact of two kinds
        own = {name for name, each in kinds.items() if each.isdisjoint(self.kinds)}
        patterns = [atom for atom in rule.body if atom.relation in self.own]
        blocking = [atom for atom in self._blocking(rule) if atom.relation in self.own]
        if not patterns:
            if blocking:
                return f"{_said(blocking[0])} of any part would stop it"
            return self._of_broadcast_rule(rule)
        groups = _joined([atom.variables() & own for atom in patterns])
        if len(groups) > 1:
            names = sorted({_said(atom) for atom in patterns})
            return f"no shared fact ties {' and '.join(names) if len(names) > 1 else f'two of {names[0]}'} together"
        for atom in blocking:
            if groups[0].isdisjoint(atom.variables()):
                return f"{_said(atom)} of any part would stop it"
        missed = self._unreached(
            rule, {name for atom in patterns for name in atom.variables() if name in kinds}, self.roots
        )
        if missed is not None:
            return f"no reference leads to {_said(missed)}"
        held = {name for name, term in rule.head.terms if isinstance(term, Var) and term.name in own}
        if not held:
            return "what it concludes names only what parts share"
        return self._of_targets(rule, held)

    def _of_targets(self, rule: FlatRule, held: set[str]) -> str:
        acting = self.acting.get(rule.head.relation)
        if acting is None:
            return ""
        within = held.intersection(acting.targets) if acting.on_findings else set(acting.targets) <= held
        return "" if within else "it acts on what parts share"

    def _of_broadcast_rule(self, rule: FlatRule) -> str:
        """Of a rule over broadcast facts alone: whether parts that have what it acts on have all that it rests on."""
        acting = self.acting.get(rule.head.relation)
        if acting is None:
            return ""  # whoever uses what it derives sees to that
        roots = self.roots.get(rule.head.relation, set())
        return "" if set(acting.targets) <= roots else "what it rests on is not reached from what it acts on"

    def _of_count(self, count: Count) -> str:
        domain, items = (self.types.get(name, {}) for name in (count.domain, count.items))
        if count.domain not in self.own and count.items not in self.own:
            return ""
        own = [name for name in count.shared if name in domain and domain[name].isdisjoint(self.kinds)]
        if count.domain not in self.own or not own:
            return "it counts over several parts"
        if count.items not in self._filled(count):
            return ""
        if count.items not in self.own:
            reached = self.roots.get(count.items, set()).intersection(count.shared)
            return "" if reached else "no reference leads to what it counts"
        within = any(items.get(name, frozenset()).isdisjoint(self.kinds) for name in own if name in items)
        return "" if within else "it counts over several parts"


def _candidates(sort: Sort) -> Iterator[Kinds]:
    """Sets of kinds that may be broadcast, large ones first; at last the empty one."""
    refers_to: dict[str, set[str]] = {}
    for kind, target in sorted(sort.refers):
        refers_to.setdefault(kind, set()).add(target)

    def closed(kinds: Kinds) -> Kinds:
        while True:
            kept = frozenset(kind for kind in kinds if refers_to.get(kind, set()) <= kinds)
            if kept == kinds:
                return kinds
            kinds = kept

    most = closed(sort.kinds - {"claim", "report"})
    tried: set[Kinds] = set()
    for size in range(len(most) + 1):
        for left_out in combinations(sorted(most), size):
            kinds = closed(most - set(left_out))
            if kinds and kinds not in tried:
                if len(tried) == _TRIED:
                    break
                tried.add(kinds)
                yield kinds
    yield frozenset()


def _head_kinds(step: Step, types: Mapping[str, Mapping[str, Kinds]]) -> tuple[str, dict[str, Kinds]]:
    """What a step derives, and its columns that hold facts."""
    if isinstance(step, Count):
        return step.head, {name: types[step.domain][name] for name in step.shared if name in types[step.domain]}
    kinds = _variables(step, types)
    terms = [(name, term.name) for name, term in step.head.terms if isinstance(term, Var)]
    return step.head.relation, {name: kinds[variable] for name, variable in terms if variable in kinds}


def _variables(rule: FlatRule, types: Columns) -> dict[str, Kinds]:
    """The kinds that each variable of a rule which holds facts can be of."""
    found: dict[str, Kinds] = {}
    for atom in rule.body:
        columns = types.get(atom.relation, {})
        for name, term in atom.terms:
            if isinstance(term, Var) and name in columns:
                found[term.name] = found.get(term.name, columns[name]) & columns[name]
    return found


def _joined(sets: Iterable[frozenset[str] | set[str]]) -> list[set[str]]:
    """Sets that share something, made one; an empty one is alone."""
    groups: list[set[str]] = []
    for each in sets:
        meeting = [group for group in groups if group & each]
        groups = [group for group in groups if not group & each]
        groups.append(set(each).union(*meeting))
    return groups


def _derived(step: Step) -> str:
    return step.head if isinstance(step, Count) else step.head.relation


def _read(step: Step) -> tuple[str, ...]:
    return (step.domain, step.items) if isinstance(step, Count) else tuple(atom.relation for atom in step.body)


def _needed(step: Step) -> tuple[str, ...]:
    """The relations without which it derives nothing: where there is nothing to count, the count is zero."""
    return (step.domain,) if isinstance(step, Count) else _read(step)


def _said(atom: Atom) -> str:
    return "the rest of it" if "#" in atom.relation else atom.relation.partition(".")[0]
