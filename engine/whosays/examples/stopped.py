"""Where a rule stopped: the first condition that an example does not meet, or the exception that held."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whosays.examples.part import part_with
from whosays.examples.run import Runner, example_case
from whosays.problems import Mark, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Conclusion, Example, Rule
from whosays.rules.uses import variable_uses


@dataclass(frozen=True, slots=True)
class Stop:
    """The clause at which a rule stopped, and what is the matter with it."""

    clause: str
    mark: Mark
    why: str


def stopped_at(rulebook: CompiledRulebook, rule: Rule, example: Example, runner: Runner) -> Stop | None:
    """Why the rule stays silent in an example; None where it does not, or no single clause is to blame."""
    try:
        case = example_case(rulebook, example)
        for number, condition in enumerate(rule.when, 1):
            part = part_with(rulebook, first_conditions(rule, number))
            if part is not None and not runner.conclusions(part, rule.id, case):
                return Stop(f"when/{number}", condition.mark, "no facts meet this condition together with those above")
        for exception in rule.unless:
            part = part_with(rulebook, replace(rule, unless=(exception,)))
            if part is not None and not runner.conclusions(part, rule.id, case):
                return Stop(f"unless/{exception.name}", exception.mark, "this exception holds")
    except ProblemsError:
        pass  # the example says itself what is wrong with it
    return None


def first_conditions(rule: Rule, number: int) -> Rule:
    """A rule that concludes something wherever the first so many conditions hold.

    It does not load where these conditions alone make no sense, as when they use a name that a later one binds.
    """
    first = replace(rule, when=rule.when[:number], unless=(), then=())
    # The finding of this conclusion has a column for each variable and acts on nothing; it needs one column at least.
    return replace(first, then=(Conclusion("raises"),)) if variable_uses(first) else rule
