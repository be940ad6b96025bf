"""The facts of an example: its own, and those of the scenarios that it names."""

from __future__ import annotations

from itertools import chain

from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Example


def given_facts(rulebook: CompiledRulebook, example: Example) -> tuple[dict[str, object], ...]:
    """The facts in the shape of a case file; a scenario that is named twice is taken once."""
    scenarios = {each.name: each.facts for each in rulebook.rulebook.scenarios}
    names = dict.fromkeys(name for name, _ in example.scenarios)
    return (*chain.from_iterable(scenarios[name] for name in names), *example.given)
