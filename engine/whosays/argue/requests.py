"""What a user asks to be otherwise, from texts to an edit of the case and of the rules; with located problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from whosays.facts.case import Case
from whosays.facts.edit import Change, Edited, Removal, edited, items_and_problems
from whosays.facts.kinds import kinds
from whosays.marked import MarkedMap, MarkedScalar, Node, SourceText, read_yaml
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import with_changes
from whosays.rules.read_rulebook import read_adjust
from whosays.rules.reader import Reader

_DIRECT = ("disabled", "strength", "by", "to", "keeps")  # of a conclusion; all else is a parameter


@dataclass(frozen=True, slots=True)
class Request:
    """Ids of facts to take out; facts to put in, each a file or YAML; `fact.field=value`; `rule.name=value`."""

    without: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    set: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.without or self.with_ or self.change or self.set)


def carried_out(case: Case, rulebook: CompiledRulebook, request: Request) -> tuple[Edited, CompiledRulebook]:
    """The case and the rulebook as they would be. Raises ProblemsError with all that is wrong."""
    problems: list[Problem] = []
    removals = [Removal(each, Mark(f"--without {each}")) for each in request.without]
    added = [item for text in request.with_ for item in _facts(text, problems)]
    changes = [change for text in request.change if (change := _change(text, problems)) is not None]
    reader = Reader()
    adjustments = [each for text in request.set for each in read_adjust(reader, _adjustment(text, problems))]
    problems += reader.problems
    changed, found = with_changes(rulebook, adjustments) if not reader.problems else (None, ())
    problems += found
    result, more = edited(case, removals, added, changes)
    problems += more
    if result is None or changed is None or any(problem.is_error for problem in problems):
        raise ProblemsError([each for each in problems if each.is_error])
    return result, changed


def _facts(text: str, problems: list[Problem]) -> tuple[Node, ...]:
    """The facts in a file, or in the text itself where it is YAML."""
    if _is_yaml(text):
        node, found = read_yaml((f"--with {text}", _bytes(text)))
    else:
        node, found = read_yaml(Path(text))
    items, more = items_and_problems(node)
    problems += [*found, *more]
    return items


def _is_yaml(text: str) -> bool:
    start = text.lstrip()
    return start.startswith(("{", "[", "- ")) or any(start.startswith(f"{kind}:") for kind in kinds())


def _change(text: str, problems: list[Problem]) -> Change | None:
    name = f"--change {text}"
    parts = _parts(text, name, "FACT.FIELD=VALUE", problems)
    if parts is None:
        return None
    fact, field, value = parts
    node, found = read_yaml((name, _bytes(value))) if value.strip() else (None, ())
    problems += found
    return None if found else Change(fact, field, node, Mark(name))


def _adjustment(text: str, problems: list[Problem]) -> Node | None:
    name = f"--set {text}"
    parts = _parts(text, name, "RULE.NAME=VALUE", problems)
    if parts is None:
        return None
    rule, option, value = parts
    if not value.strip():
        problems.append(Problem("empty-field", f'"{option}" needs a value', Mark(name), hint="write RULE.NAME=VALUE"))
        return None
    node, found = read_yaml((name, _bytes(value)))
    problems += found
    if node is None:
        return None
    source = SourceText(name)
    inner = _map(source, option, node)
    return _map(source, rule, inner if option in _DIRECT else _map(source, "params", inner))


def _map(source: SourceText, key: str, value: Node) -> MarkedMap:
    return MarkedMap(source, None, None, ((MarkedScalar(source, None, None, key, key), value),))


def _parts(text: str, name: str, form: str, problems: list[Problem]) -> tuple[str, str, str] | None:
    """The three parts of `a.b=value`; a may have dots of its own."""
    path, sign, value = text.partition("=")
    owner, dot, last = path.strip().rpartition(".")
    if sign and dot and owner and last:
        return owner, last, value
    problems.append(Problem("not-a-change", f"this is not of the form {form}", Mark(name), hint=f"write {form}"))
    return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
