"""Loading a rulebook: read, extended, adjusted, checked, compiled; with all problems at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from whosays.marked import read_yaml
from whosays.problems import Mark, Problem, ProblemsError, suggest
from whosays.rules.adjust import adjusted
from whosays.rules.check_rules import check_relations, check_rules
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.language import language_with
from whosays.rules.numbers import Numbers, numbers_with
from whosays.rules.read_rulebook import read_numbers, read_rulebook
from whosays.rules.reader import Reader
from whosays.rules.syntax import Adjustment, Relation, Rulebook
from whosays.shipped import shipped_folder

PRELUDE = Path(__file__).parent / "prelude.yaml"


def load_rulebook(name: str | Path = "standard", changes: Sequence[Adjustment] = ()) -> CompiledRulebook:
    """A compiled rulebook, by path or, for a shipped one, by name; changed as by a house rulebook that extends it.

    Raises ProblemsError with every error.
    """
    compiled, problems = read_compiled(name, changes)
    if compiled is None:
        raise ProblemsError(problems)
    return compiled


def read_compiled(
    name: str | Path = "standard", changes: Sequence[Adjustment] = (), known: dict[Path, Rulebook] | None = None
) -> tuple[CompiledRulebook | None, tuple[Problem, ...]]:
    """A compiled rulebook, or None where there are errors, and every problem found, warnings included.

    Pass one `known` along where several are read: what two of them extend is then read once.
    """
    reader = Reader()
    books = _with_extended(reader, find_rulebook(reader, name), (), {} if known is None else known)
    if books and changes:
        books += (replace(books[-1], relations=(), rules=(), numbers={}, adjust=tuple(changes)),)
    numbers = _numbers(reader, books)
    compiled = _compiled(reader, books, numbers) if books else None
    problems = tuple(sorted(set(reader.problems), key=Problem.sort_key))
    return (None if any(problem.is_error for problem in problems) else compiled), problems


def find_rulebook(reader: Reader, name: str | Path) -> Path | None:
    """The file or folder of a rulebook; None after noting that there is none."""
    path = Path(name)
    shipped = shipped_folder("rules")
    if path.exists():
        return path
    if path.name == str(name) and not path.suffix:
        for candidate in (shipped / path.name, shipped / f"{path.name}.yaml"):
            if candidate.exists():
                return candidate
    known = sorted(each.stem for each in shipped.iterdir() if each.stem != "numbers") if shipped.is_dir() else []
    hint = suggest(str(name), known, "shipped rulebooks")
    reader.problem("no-rulebook", "there is no such rulebook", Mark(str(name)), hint=hint)
    return None


def _with_extended(
    reader: Reader, path: Path | None, above: tuple[Path, ...], known: dict[Path, Rulebook]
) -> tuple[Rulebook, ...]:
    """A rulebook after those it extends, the most general first."""
    if path is None:
        return ()
    if path.resolve() in above:
        reader.problem("extends-cycle", "this rulebook extends itself", Mark(str(path)))
        return ()
    before = len(reader.problems)
    book = known.get(path.resolve()) or read_rulebook(reader, path)
    if book is None:
        return ()
    if len(reader.problems) == before:  # a problem must be told of each rulebook that has it
        known[path.resolve()] = book
    found: tuple[Rulebook, ...] = ()
    for name in book.extends:
        beside = path.parent / name
        found += _with_extended(
            reader, find_rulebook(reader, beside if beside.exists() else name), (*above, path.resolve()), known
        )
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
    language = language_with(relations.values())
    everything = (*prelude.rules, *rules)
    check_relations(reader, relations.values(), language)
    check_rules(reader, everything, language, numbers, disabled)
    if any(problem.is_error for problem in reader.problems):
        return None
    whole = replace(own, rules=everything, relations=tuple(relations.values()), disabled=disabled)
    return compile_rulebook(reader, whole, language, numbers)


def _relations(reader: Reader, books: Sequence[Rulebook]) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for book in books:
        for relation in book.relations:
            first = found.setdefault(relation.name, relation)
            if dict(first.columns) != dict(relation.columns):
                note = f"the first is at {first.mark}"
                reader.problem(
                    "duplicate-relation", f'two relations are called "{relation.name}"', relation.mark, note=note
                )
    return found
