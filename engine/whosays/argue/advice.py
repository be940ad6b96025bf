"""What to find out: of what the case leaves open, that which could change a verdict most. Each value is tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whosays.argue.rejudge import Rejudge
from whosays.argue.worlds import Outcome, Worlds
from whosays.facts.case import CaseFact
from whosays.facts.edit import with_value
from whosays.facts.kinds import Field
from whosays.marked import mark_value
from whosays.rules.program import Program
from whosays.weigh.network import Network

UNKNOWN = {"reliability": "F", "authenticity": "unknown", "seen": "unknown"}
"""Values of fields by which a case says that it does not know; other fields leave it open by having no value."""

MOST_TOLD = 5
"""Questions that are told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the verdict would be with this value, judged by the engine."""

    value: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A field that is left open, and answers to it: each, or where only weighing reads it the one that moves most."""

    fact: str
    field: str
    answers: tuple[Answer, ...]

    def effect(self, now: Outcome) -> float:
        """How far the answer that moves most moves the verdict."""
        return max((abs(each.outcome.probability - now.probability) for each in self.answers), default=0.0)


@dataclass(frozen=True, slots=True)
class Advice:
    """The questions that could change most, the largest first; `complete` if every one was judged by the engine."""

    questions: tuple[Question, ...]
    open_fields: int
    judged: int
    complete: bool


def advice(worlds: Worlds, engine: Rejudge, now: Outcome) -> Advice:
    """Judge what is left open, with each value it could have, until there is no more leave to run the engine."""
    found = list(_open_fields(worlds))
    weight = _importance(worlds, now)
    quick = {(fact.id, field.name): _weighed(worlds, fact, field) for fact, field in found}
    best = {
        key: max((abs(each.probability - now.probability) for each in outcomes.values()), default=0.0)
        for key, outcomes in quick.items()
    }
    found.sort(
        key=lambda pair: (
            # What has been weighed is judged if it matters; of all else, what stands by itself first.
            -round(max(best[pair[0].id, pair[1].name], weight.get(pair[0].id, 0.0)), 9),
            pair[0].id,
            pair[1].name,
        )
    )
    questions: list[Question] = []
    complete = True
    for fact, field in found:
        answers = []
        outcomes = quick[fact.id, field.name]
        values: Iterable[str] = _values(fact, field)
        if outcomes:  # of what was weighed, the value that moves most
            values = sorted(
                outcomes, key=lambda each: (-round(abs(outcomes[each].probability - now.probability), 9), each)
            )[:1]
        for value in values:
            if engine.left <= 0:
                complete = False
                break
            outcome = _judged(engine, fact, field, value)
            assert outcome is not None  # there was leave
            answers.append(Answer(value, outcome))
        if answers:
            questions.append(Question(fact.id, field.name, tuple(answers)))
    questions.sort(key=lambda each: (-round(each.effect(now), 9), each.fact, each.field))
    moving = [each for each in questions if round(each.effect(now), 6) > 0]
    return Advice(tuple(moving[:MOST_TOLD]), len(found), len(questions), complete)


def _judged(engine: Rejudge, fact: CaseFact, field: Field, value: str) -> Outcome | None:
    node, _ = mark_value(value == "true" if field.type == "flag" else value, "advice")
    assert node is not None  # a word or a flag
    return engine.of(with_value(engine.assessment.case, fact.id, field.name, node))


def _values(fact: CaseFact, field: Field) -> tuple[str, ...]:
    values = ("true", "false") if field.type == "flag" else field.choices
    return tuple(each for each in values if each != UNKNOWN.get(field.name) and each != fact.get(field.name))


def _open_fields(worlds: Worlds) -> Iterator[tuple[CaseFact, Field]]:
    """The fields of facts near the claim that are not known, and that a rule or the weighing reads."""
    case = worlds.gathered.case
    claim = worlds.gathered.claims[worlds.claim].id
    near = {case.facts[each].id for each in worlds.facts}
    for fact in case:
        named = {item for field in fact.fields.values() if field.type == "ref" for item in _items(fact.get(field.name))}
        if claim in named:
            near.add(fact.id)
        if fact.id in near and fact.kind == "report":
            near |= set(fact.get("evidence"))
    read = _columns_read(worlds.gathered.derivation.program)
    for fact in case:
        if fact.id not in near:
            continue
        for field in fact.fields.values():
            is_choice = field.type in {"choice", "flag"} and not field.many
            value = fact.get(field.name)
            is_open = value is None or value == UNKNOWN.get(field.name)
            weighed = (fact.kind, field.name) in {("source", "reliability"), ("report", "basis")}
            if is_choice and is_open and (weighed or field.name in read.get(fact.kind, ())):
                yield fact, field


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _columns_read(program: Program) -> Mapping[str, set[str]]:
    read: dict[str, set[str]] = {}
    for stratum in program.strata:
        for rule in stratum.rules:
            for atom in (*rule.body, *rule.negated):
                read.setdefault(atom.relation, set()).update(column for column, _ in atom.terms)
    return read


def _weighed(worlds: Worlds, fact: CaseFact, field: Field) -> dict[str, Outcome]:
    """The outcomes of what only weighing reads, for each value; rules that read it are not asked."""
    numbers, place = worlds.gathered.rulebook.numbers, worlds.gathered.provenance.place
    networks: dict[str, Network] = {}
    for value in _values(fact, field):
        if (fact.kind, field.name) == ("source", "reliability"):
            networks[value] = worlds.with_letter(place[fact.id], numbers.letters[value])
        elif (fact.kind, field.name) == ("report", "basis"):
            networks[value] = worlds.with_mass(place[fact.id], numbers.mass[value])
    return dict(zip(networks, worlds.outcomes(list(networks.values())), strict=True)) if networks else {}


def _importance(worlds: Worlds, now: Outcome) -> dict[str, float]:
    """How far the verdict moves without each fact, by weighing; of signs that nobody looked for, as much as can be."""
    case = worlds.gathered.case
    facts = list(worlds.facts)
    outcomes = worlds.outcomes([worlds.without([each]) for each in facts])
    found = {
        case.facts[each].id: abs(outcome.probability - now.probability)
        for each, outcome in zip(facts, outcomes, strict=True)
    }
    open_signs = (fact for fact in case.of_kind("expectation") if fact.get("seen") == "unknown")
    claim = worlds.gathered.claims[worlds.claim].id
    return {**found, **{fact.id: 1.0 for fact in open_signs if fact.get("claim") == claim}}
