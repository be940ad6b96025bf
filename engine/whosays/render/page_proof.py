"""What verdicts on the page rest on: the rules that were used, and the facts with the words they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from whosays.explain.verdict import Verdict
from whosays.facts.case import Case, CaseFact
from whosays.render.markup import Content, Markup, join, said, tag
from whosays.render.why_facts import fact_ids
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Rule


def rule_link(rule: str, title: str) -> Markup:
    """A link to a rule on the page, with its title as a hint."""
    return tag("a", rule, href=f"#rule-{rule}", title=title or None, class_="rule")


def fact_link(case: Case, fact_id: str) -> Markup:
    """A link to a fact on the page, with its first quote as a hint."""
    quotes = (each.quote for each in case[fact_id].model.seen_in if each.quote)
    return tag("a", fact_id, href=f"#fact-{fact_id}", title=next(quotes, None))


def facts_behind(case: Case, verdicts: Sequence[Verdict]) -> Mapping[CaseFact, list[str]]:
    """Every fact that a part of the verdicts rests on, by id, each with the claims that it bears on."""
    claims: dict[str, list[str]] = {}
    for verdict in verdicts:
        for fact in fact_ids(verdict):
            claims.setdefault(fact, []).append(verdict.claim)
    return {case[each]: claims[each] for each in sorted(claims) if case[each].kind != "source"}


def rules_behind(rulebook: CompiledRulebook, verdicts: Sequence[Verdict]) -> tuple[Rule, ...]:
    """Every rule that a part of the verdicts comes from, by id."""
    return tuple(rulebook.rules[each] for each in sorted({rule for each in verdicts for rule in _rules(each)}))


def _rules(verdict: Verdict) -> Iterator[str]:
    for part in verdict.contributions:
        if part.kind == "finding":
            yield part.id
        yield from (each.rule for each in (*part.taken, *part.raised) if each.rule)
    for limit in verdict.constraints:
        yield limit.rule
        yield from (each.rule for each in limit.taken if each.rule)


def rule_section(rules: Iterable[Rule]) -> Markup:
    """The rules, each under its id."""
    items = [
        tag("div", tag("dt", each.id, id=f"rule-{each.id}"), tag("dd", said(each.title), _rationale(each)))
        for each in rules
    ]
    body = tag("dl", join(items), class_="proof") if items else tag("p", "None was needed.")
    return tag("section", tag("h2", "Rules", id="rules"), body)


def _rationale(rule: Rule) -> Content:
    return tag("p", said(rule.rationale), class_="quiet") if rule.rationale else ""


def fact_section(case: Case, facts: Mapping[CaseFact, list[str]], shown: Sequence[Verdict]) -> Markup:
    """The facts, each under its id."""
    order = [each.claim for each in shown]
    items = [
        tag(
            "div",
            tag("dt", fact.id, id=f"fact-{fact.id}"),
            tag("dd", _told(case, fact, sorted(claims, key=order.index))),
        )
        for fact, claims in facts.items()
    ]
    body = tag("dl", join(items), class_="proof") if items else tag("p", "None was needed.")
    return tag("section", tag("h2", "Facts", id="facts"), body)


def _told(case: Case, fact: CaseFact, claims: Iterable[str]) -> Markup:
    mark = fact.mark
    place = f", {mark.file}:{mark.line}" if mark.line else ""
    links = join((tag("a", each, href=f"#claim-{each}") for each in claims), ", ")
    return join(
        (
            tag("p", f"{fact.kind}{place}; bears on ", links, class_="quiet"),
            join(_quote(case, each.document, each.quote) for each in fact.model.seen_in if each.quote),
            tag("p", "Reading: ", said(fact.model.reading)) if fact.model.reading else "",
        )
    )


def _quote(case: Case, document: str, quote: str) -> Markup:
    fact = case[document]
    where = fact.get("title") or fact.model.name or fact.get("file") or document
    return tag("blockquote", tag("p", quote, dir="auto"), tag("p", said(where), class_="cite"))
