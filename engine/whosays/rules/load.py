"""Loading a rulebook: read, extended, adjusted, checked, compiled; with all problems at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from whosays.marked import DISK, Texts, read_yaml
from whosays.problems import Mark, Problem, ProblemsError, short, suggest
from whosays.rules.adjust import adjusted
from whosays.rules.check_kinds import declared_kinds
from whosays.rules.check_relations import check_use_of_relations
from whosays.rules.check_rules import check_relations, check_rules
from whosays.rules.check_scenarios import check_scenarios
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.language import language_with
from whosays.rules.numbers import Numbers, numbers_with
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.read_rulebook import read_numbers, read_rulebook
from whosays.rules.reader import Reader
from whosays.rules.syntax import Adjustment, Relation, Rulebook
from whosays.shipped import shipped_folder

PRELUDE = Path(__file__).parent / "prelude.yaml"


def load_rulebook(name: str | Path = "standard") -> CompiledRulebook:
    """A compiled rulebook, by path or, for a shipped one, by name. Raises ProblemsError with every error."""
    compiled, problems = read_compiled(name)
    if compiled is None:
        raise ProblemsError(problems)
    return compiled


def read_compiled(
    name: str | Path = "standard", texts: Texts = DISK, known: dict[Path, Rulebook] | None = None
) -> tuple[CompiledRulebook | None, tuple[Problem, ...]]:
    """A compiled rulebook, or None where there are errors, and every problem found, warnings included.

    Pass one `known` along where several are read: what two of them extend is then read once.
    """
    reader = Reader()
    read = {} if known is None else known
    books = _with_extended(reader, find_rulebook(reader, name, None, texts), (), None, texts, read)
    numbers = _numbers(reader, books)
    compiled = _compiled(reader, books, numbers) if books else None
    problems = tuple(sorted(set(reader.problems), key=Problem.sort_key))
    return (None if any(problem.is_error for problem in problems) else compiled), problems


def with_changes(
    compiled: CompiledRulebook, changes: Sequence[Adjustment]
) -> tuple[CompiledRulebook | None, tuple[Problem, ...]]:
    """A compiled rulebook, changed as by a house rulebook that extends it, without reading a file; or None."""
    if not changes:
        return compiled, ()
    reader, book = Reader(), compiled.rulebook
    rules, disabled = adjusted(reader, (replace(book, adjust=()), replace(book, rules=(), adjust=tuple(changes))))
    disabled = {**book.disabled, **disabled}
    check_rules(reader, rules, compiled.language, compiled.numbers, disabled, book.scenarios)
    whole = replace(book, rules=rules, disabled=disabled)
    found = None
    if not any(problem.is_error for problem in reader.problems):
        found = compile_rulebook(reader, whole, compiled.language, compiled.numbers)
    return found, tuple(sorted(set(reader.problems), key=Problem.sort_key))


def find_rulebook(reader: Reader, name: str | Path, mark: Mark | None = None, texts: Texts = DISK) -> Path | None:
    """The file or folder of a rulebook; None after noting that there is none, at `mark` if it is named in a file."""
    path = Path(name)
    shipped = shipped_folder("rules")
    if texts.exists(path):
        return path
    if path.name == str(name) and not path.suffix:
        for candidate in (shipped / path.name, shipped / f"{path.name}.yaml"):
            if candidate.exists():
                return candidate
    beside = {"numbers", "survivors"}  # files beside the rulebooks, that are none
    known = sorted(each.stem for each in shipped.iterdir() if each.stem not in beside) if shipped.is_dir() else []
    hint = suggest(str(name), known, "shipped rulebooks")
    message = "there is no such rulebook" if mark is None else f'there is no rulebook "{short(str(name))}"'
    reader.problem("no-rulebook", message, mark or Mark(str(name)), hint=hint)
    return None


def find_extended(reader: Reader, path: Path, name: str, mark: Mark | None = None, texts: Texts = DISK) -> Path | None:
    """The rulebook that the one at `path` extends by this name: what lies beside it goes before what is shipped."""
    beside = path.parent / name
    return find_rulebook(reader, beside if texts.exists(beside) else name, mark, texts)


def _with_extended(
    reader: Reader,
    path: Path | None,
    above: tuple[Path, ...],
    mark: Mark | None,
    texts: Texts,
    known: dict[Path, Rulebook],
) -> tuple[Rulebook, ...]:
    """A rulebook after those it extends, the most general first; `mark` is where it is named."""
    if path is None:
        return ()
    if path.resolve() in above:
        hint = "take it out of `extends`"
        reader.problem("extends-cycle", "this rulebook extends itself", mark or Mark(str(path)), hint=hint)
        return ()
    before = len(reader.problems)
    book = known.get(path.resolve()) or read_rulebook(reader, path, texts)
    if book is None:
        return ()
    if len(reader.problems) == before:  # a problem must be told of each rulebook that has it
        known[path.resolve()] = book
    found: tuple[Rulebook, ...] = ()
    for name, at in zip(book.extends, book.extends_marks, strict=False):
        there = find_extended(reader, path, name, at, texts)
        found += _with_extended(reader, there, (*above, path.resolve()), at, texts, known)
    # What two of them extend is taken once.
    return tuple({each.id: each for each in (*found, book)}.values())


def _numbers(reader: Reader, books: Sequence[Rulebook]) -> Numbers:
    tree, problems = read_yaml(shipped_folder("rules") / "numbers.yaml")
    reader.problems += problems
    return numbers_with(reader, read_numbers(reader, tree), tuple(books))


def _compiled(reader: Reader, books: Sequence[Rulebook], numbers: Numbers) -> CompiledRulebook | None:
    prelude = read_rulebook(reader, PRELUDE)
    assert prelude is not None  # it comes with the code, and a test reads it
    own = books[-1]
    rules, disabled = adjusted(reader, books)
    relations = _relations(reader, (prelude, *books))
    vocabulary, kinds = declared_kinds(reader, books, relations, SPECIAL)
    scenarios = check_scenarios(reader, books, vocabulary)
    language = language_with(relations.values(), vocabulary)
    everything = (*prelude.rules, *rules)
    check_relations(reader, relations.values(), language)
    check_rules(reader, everything, language, numbers, disabled, scenarios)
    if any(problem.is_error for problem in reader.problems):
        return None
    written = tuple(rule for book in books for rule in book.rules)
    check_use_of_relations(reader, own, prelude.relations, everything, written)
    whole = replace(
        own,
        rules=everything,
        relations=tuple(relations.values()),
        kinds=kinds,
        scenarios=scenarios,
        disabled=disabled,
        own_rules=frozenset(rule.id for rule in own.rules),
    )
    return compile_rulebook(reader, whole, language, numbers)


def _relations(reader: Reader, books: Sequence[Rulebook]) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for book in books:
        for relation in book.relations:
            first = found.setdefault(relation.name, relation)
            if dict(first.columns) != dict(relation.columns):
                note = f"the first is at {first.mark}"
                reader.problem(
                    "duplicate-relation",
                    f'two relations are called "{relation.name}", and have different columns',
                    relation.mark,
                    note=note,
                    hint="give this one another name",
                )
    return found
