"""A rule as a page of Markdown, and the index of all pages of a rulebook; or as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from whosays.editing.rule_card import RuleCard, effect_words, rule_card
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import PRELUDE
from whosays.rules.syntax import Rule
from whosays.shipped import shipped_folder

PAGES = Path("docs") / "rules"
INDEX = "README.md"


def rule_markdown(card: RuleCard) -> str:
    """The page of a rule."""
    rule = card.rule
    lines = [f"# {rule.title}", "", f"`{rule.id}` · {rule.status}{_also(rule)}", ""]
    lines += [rule.rationale, ""] if rule.rationale else []
    lines += ["## When", "", *_yaml(card.when)]
    if card.in_words:
        lines += ["In words:", "", *(f"- {words};" for words in card.in_words[:-1]), f"- {card.in_words[-1]}.", ""]
    if card.unless:
        lines += ["## Unless", ""]
        for name, conditions in card.unless:
            lines += [f"**{name}**", "", *_yaml(conditions)]
    lines += ["## Then", ""]
    for effect, because in card.effects:
        lines += [f"- {effect}", f"  “{because}”"]
    lines += [""]
    if rule.params:
        lines += ["Parameters: " + ", ".join(f"`{name}` is {value}" for name, value in rule.params.items()) + ".", ""]
    lines += ["## Examples", ""] if card.examples else []
    for name, given, expected in card.examples:
        lines += [f"**{name}**: {expected}.", "", *_yaml(given)]
    lines += _linked("Reads from", card.reads) + _linked("Read by", card.read_by)
    if rule.references:
        lines += ["## References", "", *(f"- {reference}" for reference in rule.references), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def rule_text(card: RuleCard) -> str:
    """The same for a terminal."""
    rule = card.rule
    lines = [
        rule.title,
        f"{rule.id}, {rule.status}{_also(rule).replace('`', '')}",
        f"{_file(rule)}:{rule.mark.line}",
    ]
    lines += ["", *textwrap.wrap(rule.rationale, 100)] if rule.rationale else []
    lines += ["", "when", *_indented(card.when)]
    for words in card.in_words:
        lines += textwrap.wrap(words, 100, initial_indent="  = ", subsequent_indent="    ")
    for name, conditions in card.unless:
        lines += ["", f"unless {name}", *_indented(conditions)]
    lines += ["", "then"]
    for effect, because in card.effects:
        lines += [f"  {effect}", f"    “{because}”"]
    lines += ["", "params", *(f"  {name}: {value}" for name, value in rule.params.items())] if rule.params else []
    for name, given, expected in card.examples:
        lines += ["", f"example: {name}", *_indented(given), f"  -> {expected}"]
    for title, names in (("reads from", card.reads), ("read by", card.read_by), ("references", rule.references)):
        lines += ["", title, *(f"  {name}" for name in names)] if names else []
    return "\n".join(lines)


def rule_table(rules: Iterable[Rule]) -> str:
    """A line a rule: id, title, family, what it concludes."""
    rows = [(rule.id, rule.title, rule.family, ", ".join(effect_words(rule))) for rule in rules]
    head = ("id", "title", "family", "concludes")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3]]).rstrip()
        for row in (head, *rows)
    )


def rule_pages(rulebook: CompiledRulebook) -> Mapping[str, str]:
    """Every page by the name of its file: the index, and one for each rule, those of the engine itself included."""
    rules = rulebook.rulebook.rules
    pages = {f"{rule.id}.md": rule_markdown(rule_card(rulebook, rule)) for rule in rules}
    return {INDEX: _index(rulebook), **pages}


def write_pages(rulebook: CompiledRulebook, folder: Path) -> None:
    """Write all pages, and delete those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = rule_pages(rulebook)
    for file in folder.glob("*.md"):
        if file.name not in pages:
            file.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def _index(rulebook: CompiledRulebook) -> str:
    own = rulebook.judging
    built_in = [rule for rule in rulebook.rulebook.rules if rule not in own]
    book = rulebook.rulebook
    lines = [
        f"# The rules of {book.id} {book.version}",
        "",
        f"{len(own)} rules, a page each. `whosays rules show ID` gives the same text; the rules are in",
        "[rules/standard](../../rules/standard), how they are written in [rule-language.md](../rule-language.md).",
        "",
    ]
    files: dict[str, list[Rule]] = {}
    for rule in own:
        files.setdefault(Path(rule.mark.file).stem, []).append(rule)
    for name, rules in sorted(files.items()):
        lines += [f"## {name}", "", *_rows(rules), ""]
    lines += [
        "## Part of the engine",
        "",
        "What words such as “inside” mean; these judge nothing.",
        "",
        *_rows(built_in),
    ]
    return "\n".join(lines) + "\n"


def _rows(rules: Iterable[Rule]) -> list[str]:
    rows = (f"| [{rule.title}]({rule.id}.md) | {rule.family} | {', '.join(effect_words(rule))} |" for rule in rules)
    return ["| rule | family | concludes |", "|---|---|---|", *rows]


def _file(rule: Rule) -> str:
    """Its file as the user knows it: one that came with whosays by its place there."""
    file, shipped = Path(rule.mark.file), shipped_folder("rules")
    if file == PRELUDE:
        return file.name
    return str(Path("rules") / file.relative_to(shipped)) if file.is_relative_to(shipped) else str(file)


def _also(rule: Rule) -> str:
    family = f" · family `{rule.family}`" if rule.family else ""
    return family + (f" · tags {', '.join(rule.tags)}" if rule.tags else "")


def _yaml(text: str) -> list[str]:
    return ["```yaml", text, "```", ""] if text else []


def _indented(text: str) -> list[str]:
    return textwrap.indent(text, "  ").split("\n") if text else []


def _linked(title: str, rules: tuple[str, ...]) -> list[str]:
    return [f"## {title}", "", *(f"- [{rule}]({rule}.md)" for rule in rules), ""] if rules else []


if __name__ == "__main__":
    from whosays.rules.load import load_rulebook

    write_pages(load_rulebook("standard"), PAGES)
