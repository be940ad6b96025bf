"""`whosays check PATH...`: are these cases and rulebooks right?"""

from __future__ import annotations

from pathlib import Path

import click

from whosays.cli.wholes import wholes
from whosays.facts.load import read_case
from whosays.marked import MarkedMap, read_yaml
from whosays.problems import Problem, render_problems


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings.")
def command(paths: tuple[str, ...], strict: bool) -> int:
    """Check cases and rulebooks; nothing is judged.

    Each PATH is the folder or file of one, or the name of a shipped one; a further file of a folder stands for the
    folder.
    """
    problems: list[Problem] = []
    checked: list[str] = []
    for name in wholes(paths):
        if is_rulebook(name):
            from whosays.rules.load import read_compiled

            rulebook, found = read_compiled(name)
            checked += [f"{name}: rulebook {rulebook.rulebook.id}, {len(rulebook.judging)} rules"] if rulebook else []
        else:
            from whosays.cli.inputs import case_path

            case, found = read_case(case_path(name))
            checked += [f"{name}: case {case.id}, {len(case)} facts"] if case else []
        problems += found
    if problems:
        click.echo(render_problems(problems), err=True)
    for line in checked:
        click.echo(line)
    if any(problem.is_error for problem in problems):
        return 2
    return 1 if strict and problems else 0


def is_rulebook(name: str) -> bool:
    """Whether a path holds a rulebook rather than a case."""
    from whosays.shipped import shipped_folder

    path = Path(name)
    if not path.exists():
        shipped = shipped_folder("rules")
        return path.name == name and ((shipped / name).is_dir() or (shipped / f"{name}.yaml").is_file())
    if path.is_dir():
        return (path / "rulebook.yaml").exists() or (not (path / "case.yaml").exists() and _has_rulebook_key(path))
    tree, _ = read_yaml(path)
    return isinstance(tree, MarkedMap) and (tree.get("rulebook") is not None or tree.get("rules") is not None)


def _has_rulebook_key(folder: Path) -> bool:
    trees = (read_yaml(file)[0] for file in sorted(folder.glob("*.yaml")))
    return any(isinstance(tree, MarkedMap) and tree.get("rulebook") is not None for tree in trees)
