"""Examples, or problems, as the XML of JUnit that build servers read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as Xml

from whosays.examples.suite import Suite
from whosays.problems import Problem, printable, render_problem
from whosays.render.suite_text import all_warnings, example_title, failure_lines


def render_suites_junit(suites: Sequence[Suite]) -> str:
    """A test suite a rulebook, a test case an example; what is only to be looked at is its output."""
    root = Xml.Element("testsuites", name="whosays")
    for suite in suites:
        failures = {id(each.outcome): each for each in suite.failures}
        broken = sum(bool(each.outcome.problems) for each in suite.failures)
        counts = _counts(len(suite.outcomes), len(failures) - broken, broken)
        element = Xml.SubElement(root, "testsuite", {"name": _text(suite.name), **counts})
        for outcome in suite.outcomes:
            mark = outcome.example.mark
            case = Xml.SubElement(
                element,
                "testcase",
                classname=_text(f"{suite.rulebook.rulebook.id}.{outcome.rule.id}"),
                name=_text(outcome.example.name),
                file=_text(mark.file),
                line=str(mark.line),
                time="0",
            )
            if failure := failures.get(id(outcome)):
                sort = "error" if outcome.problems else "failure"
                said = Xml.SubElement(case, sort, message=example_title(failure), type=sort)
                said.text = _lines(failure_lines(suite, failure))
        if warnings := all_warnings(suite):
            Xml.SubElement(element, "system-out").text = _lines(render_problem(each) for each in warnings)
    return _written(root)


def render_problems_junit(problems_of: Mapping[str, Sequence[Problem]]) -> str:
    """A test case a file or folder that was checked; it errs where there are errors."""
    root = Xml.Element("testsuites", name="whosays")
    wrong = sum(any(problem.is_error for problem in problems) for problems in problems_of.values())
    element = Xml.SubElement(root, "testsuite", {"name": "check", **_counts(len(problems_of), 0, wrong)})
    for name, problems in problems_of.items():
        case = Xml.SubElement(element, "testcase", classname="check", name=_text(name), time="0")
        told = sorted(set(problems), key=Problem.sort_key)
        text = _lines(render_problem(each) for each in told)
        if errors := [each for each in told if each.is_error]:
            Xml.SubElement(case, "error", message=printable(errors[0].message), type=errors[0].code).text = text
        elif told:
            Xml.SubElement(case, "system-out").text = text
    return _written(root)


def _counts(tests: int, failures: int, errors: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": str(errors), "skipped": "0", "time": "0"}


def _text(text: str) -> str:
    return printable(text)  # XML has no way to write most control characters


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(_text(line) for text in lines for line in text.split("\n"))


def _written(root: Xml.Element) -> str:
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")
