"""A skeleton of a rule, added to a rulebook without touching a line that is there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from whosays.editing.written import Written, written
from whosays.marked.files import decode, read_bytes
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.load import read_compiled

# It loads and its examples pass, so that whatever fails later is the author's change; and `to: 1` changes no verdict.
_SKELETON = """\
- id: {id}
  title: What {id} looks for, as a short statement
  status: experimental
  rationale: Why the rule is right.
  when:
    - claim: {{as: $claim, scope: strategic}} # what must be there
  then:
    - withholds: $claim
      of: belief
      to: 1 # belief is at most this; 1 changes nothing
      because: few would know of such a matter.
  examples:
    - name: where it fires
      given:
        - claim: {{id: c, text: They made a pact., scope: strategic}}
      expect: [{{withholds: c}}]
    - name: where it nearly does
      given:
        - claim: {{id: c, text: The bridge is gone., scope: local}}
      expect: []
"""
_HEAD = "rulebook: {id}\nextends: standard\n"


def with_new_rule(rule: str, where: str) -> tuple[Path, str]:
    """The file to be written, and its text: a rulebook with the skeleton, or a new one. Raises ProblemsError."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", rule):
        _refuse("bad-id", f'"{rule}" is no rule id', Mark(where), "small letters, digits and -")
    path = Path(where)
    if not path.exists():
        if path.suffix not in {".yaml", ".yml"}:
            _refuse(
                "no-rulebook", "there is no such rulebook", Mark(where), "a new one needs a name that ends in .yaml"
            )
        name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "house"
        return path, f"{_HEAD.format(id=name)}rules:\n{_skeleton(rule, 2)}"
    compiled, problems = read_compiled(path)
    if compiled is None:
        raise ProblemsError(problems)
    if rule in compiled.rules:
        _refuse("duplicate-id", f'there is a rule "{rule}" already', compiled.rules[rule].mark, "choose another id")
    if path.is_dir():
        file = path / f"{rule}.yaml"
        if file.exists():
            _refuse("not-added", "there is such a file already", Mark(str(file)), "choose another id")
        return file, f"rules:\n{_skeleton(rule, 2)}"
    return path, _with_rule(path, rule)


def _with_rule(path: Path, rule: str) -> str:
    """The text of a rulebook with one rule more, after the last."""
    data = read_bytes(path)
    source = data if isinstance(data, Problem) else decode(str(path), data)
    if isinstance(source, Problem):
        raise ProblemsError([source])
    text = source.text if source.text.endswith("\n") else source.text + "\n"
    root = written(text)
    rules = next((item.value for item in root.items or () if item.key is not None and item.key.text == "rules"), None)
    if root.flow or (rules is not None and (rules.flow or rules.items is None)):
        hint = "write them a line each, by hand or with whosays fmt"
        _refuse("not-added", "the rules stand in brackets, so that none can be added", Mark(str(path)), hint)
    if rules is None:
        return f"{text}\nrules:\n{_skeleton(rule, 2)}"
    end = _end_of(text, rules)
    return f"{text[:end]}\n{_skeleton(rule, rules.column)}{text[end:]}"


def _end_of(text: str, rules: Written) -> int:
    """Where the line after the last rule begins; comments below it stay below."""
    lines = text[: rules.end].rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return len("\n".join(lines)) + 1 if len(lines) < len(text[: rules.end].split("\n")) else len(text)


def _skeleton(rule: str, indent: int) -> str:
    return textwrap.indent(_SKELETON.format(id=rule), " " * indent)


def _refuse(code: str, message: str, mark: Mark, hint: str) -> None:
    raise ProblemsError([Problem(code, message, mark, hint=hint)])
