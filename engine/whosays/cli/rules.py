"""`whosays rules list|show|new`: what rules there are, one of them in full, a new one."""

from __future__ import annotations

import click

from whosays.cli.inputs import open_rulebook
from whosays.cli.output import put_in_place, write_result
from whosays.problems import Mark, Problem, ProblemsError, suggest

_STATUSES = ("stable", "test", "experimental", "deprecated")
_RULEBOOK = click.option(
    "-r", "--rules", default="standard", show_default=True, help="A rulebook: its path, or the name of a shipped one."
)


@click.group("rules")
def command() -> None:
    """Show the rules of a rulebook, or begin a new one."""


@command.command("list")
@_RULEBOOK
@click.option("--tag", help="Only rules with this tag.")
@click.option("--family", help="Only rules of this family.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only rules of this status.")
def list_(rules: str, tag: str | None, family: str | None, status: str | None) -> int:
    """List the rules: id, title, family, what each concludes."""
    from whosays.editing.rule_page import rule_table

    rulebook = open_rulebook(rules)
    found = [
        rule
        for rule in rulebook.judging
        if (tag is None or tag in rule.tags)
        and (family is None or family == rule.family)
        and (status is None or status == rule.status)
    ]
    if found:
        click.echo(rule_table(found))
    click.echo(f"{len(found)} of {len(rulebook.judging)} rules", err=True)
    return 0


@command.command("show")
@click.argument("rule")
@_RULEBOOK
@click.option("--format", "format_", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
def show(rule: str, rules: str, format_: str, output: str | None) -> int:
    """Show the rule of the id RULE: why, when, unless, what follows and how much, examples, what it reads."""
    from whosays.editing.rule_card import rule_card
    from whosays.editing.rule_page import rule_markdown, rule_text

    rulebook = open_rulebook(rules)
    found = rulebook.rules.get(rule)
    if found is None:
        if rule in rulebook.rulebook.disabled:
            hint = f"it is disabled: {rulebook.rulebook.disabled[rule]}"
        else:
            hint = suggest(rule, rulebook.rules, "rules")
        raise ProblemsError([Problem("no-rule", f'there is no rule "{rule}"', Mark(rules), hint=hint)])
    card = rule_card(rulebook, found)
    write_result(rule_markdown(card).rstrip("\n") if format_ == "markdown" else rule_text(card), output)
    return 0


@command.command("new")
@click.argument("rule")
@click.option("-r", "--rules", default="house.yaml", show_default=True, help="The file or folder that it is added to.")
def new(rule: str, rules: str) -> int:
    """Begin a rule of the id RULE: a skeleton that loads, changes no verdict, and whose examples pass.

    A file that is not there yet becomes a rulebook that extends the standard one. In a folder the rule gets a file of
    its own.
    """
    from whosays.editing.new_rule import with_new_rule

    file, text = with_new_rule(rule, rules)
    put_in_place(text, file)
    click.echo(f"{file}: rule {rule}; now change its when, then and examples", err=True)
    return 0
