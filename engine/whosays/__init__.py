"""whosays weighs conflicting reports by readable rules, and explains its verdicts down to the quoted fact."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from whosays.problems import Problem, ProblemsError
from whosays.version import VERSION

if TYPE_CHECKING:
    from whosays.api import Result, Verdict, Why, assess, compare
    from whosays.facts.case import Case
    from whosays.facts.load import load_case
    from whosays.rules.compile import CompiledRulebook
    from whosays.rules.load import load_rulebook
    from whosays.session.event import Event, Events
    from whosays.session.session import Session

__version__ = VERSION

__all__ = [
    "Case",
    "CompiledRulebook",
    "Event",
    "Events",
    "Problem",
    "ProblemsError",
    "Result",
    "Session",
    "Verdict",
    "Why",
    "__version__",
    "assess",
    "compare",
    "load_case",
    "load_rulebook",
]

_HOME = {
    "Case": "whosays.facts.case",
    "CompiledRulebook": "whosays.rules.compile",
    "Event": "whosays.session.event",
    "Events": "whosays.session.event",
    "Result": "whosays.api",
    "Session": "whosays.session.session",
    "Verdict": "whosays.api",
    "Why": "whosays.api",
    "assess": "whosays.api",
    "compare": "whosays.api",
    "load_case": "whosays.facts.load",
    "load_rulebook": "whosays.rules.load",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `import whosays` alone costs next to nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value
