"""`whosays test --watch`: looks at the files again and again, and runs what a change concerns.

It looks at times of change rather than waiting for the system to tell: that works on every system and every kind of
disk, and costs next to nothing for a dozen files.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field

import click

from whosays.examples.run import Runner
from whosays.examples.suite import Suite, run_suite
from whosays.problems import render_problems
from whosays.render.suite_text import counted, example_title, failure_lines, place
from whosays.rules.compile import CompiledRulebook
from whosays.rules.digest import fingerprint
from whosays.rules.load import read_compiled
from whosays.rules.needed import needed_rules
from whosays.rules.sources import Stamp, rulebook_paths, stamps

EVERY = 0.25  # seconds between two looks


def watch_rulebooks(names: Collection[str], runner: Runner, only: Collection[str]) -> int:
    """Run the examples, and again after each change, until interrupted: it never returns otherwise."""
    watched = [Watched(name, only) for name in names]
    while True:
        for each in watched:
            if each.has_changed():
                for line in each.run(runner):
                    click.echo(line)
        time.sleep(EVERY)


@dataclass(slots=True)
class Watched:
    """A rulebook, and what came of its rules when they were last run."""

    name: str
    only: Collection[str] = ()
    seen: frozenset[Stamp] | None = None
    prints: dict[str, str] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)

    def has_changed(self) -> bool:
        """Whether a file is other than at the last look, and the same for a moment: nobody is writing it just now."""
        now = self._state()
        if now == self.seen:
            return False
        while True:
            time.sleep(EVERY / 5)
            later = self._state()
            if later == now:
                break
            now = later
        self.seen = now
        return True

    def _state(self) -> frozenset[Stamp]:
        return stamps(rulebook_paths(self.name))

    def run(self, runner: Runner) -> list[str]:
        """Run what has changed since the last run, and tell it in a few lines."""
        start, clock = time.monotonic(), time.strftime("%H:%M:%S")
        rulebook, problems = read_compiled(self.name)
        if rulebook is None:
            return [render_problems(problems), f"{clock} {self.name}: does not load"]
        prints = self._prints(rulebook)
        changed = {rule for rule in prints if prints[rule] != self.prints.get(rule)}
        self.failing = {rule for rule in self.failing if rule in prints} - changed
        lines = [render_problems(problems)] if problems else []
        ran = 0
        if changed:
            suite = run_suite(self.name, rulebook, runner, changed)
            ran = len(suite.outcomes)
            self.failing |= {each.outcome.rule.id for each in suite.failures}
            lines += _failures(suite)
        self.prints = prints
        took = f"{time.monotonic() - start:.1f} s"
        state = (
            f"failing: {', '.join(sorted(self.failing))}"
            if self.failing
            else f"all of {counted(len(prints), 'rule')} pass"
        )
        lines.append(
            f"{clock} {self.name}: ran {counted(ran, 'example')} of {counted(len(changed), 'rule')} in {took}; {state}"
        )
        return lines

    def _prints(self, rulebook: CompiledRulebook) -> dict[str, str]:
        own, every = rulebook.rulebook.own_rules, rulebook.rulebook.rules
        rules = [rule for rule in rulebook.judging if (rule.id in self.only if self.only else rule.id in own)]
        return {rule.id: fingerprint(rule, needed_rules(every, rule), rulebook.rulebook) for rule in rules}


def _failures(suite: Suite) -> list[str]:
    lines = []
    for failure in suite.failures:
        lines.append(f"{place(failure.outcome.example.mark)}: {example_title(failure)}")
        lines += [f"  {line}" for line in failure_lines(suite, failure)]
    return lines
