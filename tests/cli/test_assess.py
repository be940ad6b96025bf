"""`whosays assess`, as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.process import FOUNDING, refused, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "assessment-1.json").read_text(encoding="utf-8"))
SMALL = """
case: small
title: A small case
as_of: 2014-11-17
facts:
  - claim: {id: deal, text: The two armies made a deal.}
  - source: {id: paper, name: The Daily Paper, reliability: B}
  - report: {id: r1, claim: deal, by: paper, basis: firsthand}
"""


def test_the_founding_case_fits_100_by_40() -> None:
    ran = whosays("assess", "facts/jn-is-alliance-2014")
    assert ran.code == 0
    assert not ran.err or ran.err.startswith("note: durable_rules")  # where it is absent
    assert ran.err.count("\n") <= 1
    lines = ran.out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "assess.txt")


def test_a_claim_can_be_chosen() -> None:
    ran = whosays("assess", FOUNDING, "--claim", "qalamoun")
    assert ran.code == 0
    assert "\nqalamoun: " in ran.out


def test_a_shipped_case_by_name(tmp_path: Path) -> None:
    ran = whosays("assess", "jn-is-alliance-2014", cwd=tmp_path)
    assert ran.code == 0
    assert "pact" in ran.out


def test_json_keeps_its_schema() -> None:
    ran = whosays("assess", FOUNDING, "--format", "json")
    assert ran.code == 0
    value = json.loads(ran.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    for verdict in value["verdicts"]:
        for side, whole in (("for", "belief"), ("against", "disbelief")):
            shares = sum(part["share"] for part in verdict["contributions"] if part["side"] == side)
            assert shares == pytest.approx(verdict["weighed"][whole], abs=1e-9)


def test_the_schema_refuses_what_is_wrong() -> None:
    value = json.loads(whosays("assess", "-", "--format", "json", stdin=SMALL.encode()).out)
    value["verdicts"][0]["word"] = "true"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(value)


def test_standard_input() -> None:
    ran = whosays("assess", "-", stdin=SMALL.encode())
    assert ran.code == 0
    assert "deal" in ran.out


def test_output_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    ran = whosays("assess", "-", "-o", file, stdin=SMALL.encode())
    assert ran.code == 0
    assert not ran.out
    assert "deal" in file.read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["report.txt"]


def test_output_to_a_folder_that_is_not_there(tmp_path: Path) -> None:
    ran = whosays("assess", "-", "-o", tmp_path / "nowhere" / "report.txt", stdin=SMALL.encode())
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "nowhere" in ran.err


def test_fail_on_a_word() -> None:
    assert whosays("assess", "-", "--fail-on", "likely", stdin=SMALL.encode()).code == 1
    assert whosays("assess", "-", "--fail-on", "unlikely", stdin=SMALL.encode()).code == 0
    ran = whosays("assess", "-", "--fail-on", "likly", stdin=SMALL.encode())
    assert ran.code == 2
    assert 'did you mean "likely"?' in ran.err


def test_a_claim_that_is_not_there() -> None:
    ran = whosays("assess", FOUNDING, "--claim", "pcat")
    assert ran.code == 2
    assert 'did you mean "pact"?' in ran.err


def test_a_rulebook_with_an_error(tmp_path: Path) -> None:
    book = tmp_path / "house.yaml"
    book.write_text("rulebook: house\nextends: standard\nadjust: {anonymous-sorce: {by: slight}}\n", encoding="utf-8")
    refused(whosays("assess", FOUNDING, "-r", book), "unknown-rule")


def test_rules_that_are_not_applied_are_shown(tmp_path: Path) -> None:
    book = tmp_path / "house.yaml"
    text = "rulebook: house\nextends: standard\nadjust: {anonymous-source: {disabled: we know who they are}}\n"
    book.write_text(text, encoding="utf-8")
    ran = whosays("assess", FOUNDING, "-r", book)
    assert ran.code == 0
    assert "not applied: anonymous-source (we know who they are)" in ran.out


def test_unknown_command_and_option() -> None:
    ran = whosays("asess", FOUNDING)
    assert ran.code == 2
    assert 'did you mean "assess"?' in ran.err
    assert whosays("assess", FOUNDING, "--formt", "json").code == 2


def test_a_case_without_claims() -> None:
    ran = whosays("assess", "-", stdin=b"case: empty\ntitle: Nothing\nas_of: 2014\nfacts: []\n")
    assert ran.code == 0
    assert "no claims" in ran.out


def test_version_and_help() -> None:
    assert whosays("--version").out.startswith("whosays ")
    for command in ("assess", "why", "check"):
        assert "Usage" in whosays(command, "--help").out


def test_interrupted() -> None:
    script = "from whosays.cli import main; print('ready', flush=True); main(['assess', '-'])"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that starts us in the background has interrupts ignored, and that is handed down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.5)  # it waits for its input, or is still on the way there
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
