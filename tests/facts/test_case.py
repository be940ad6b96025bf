import random

import pytest

from whosays.facts.load import case_from_dict, load_case
from whosays.facts.times import UNKNOWN, read_moment

SOURCES = "- source: {id: ap, name: the AP}\n- source: {id: afp}\n"
CLAIM = "- claim:\n    id: pact\n    text: They agreed.\n    during: 2014-11-02\n"
REPORTS = "- report: {id: r1, claim: pact, by: ap}\n- report: {id: r2, claim: pact, by: afp, cites: r1}\n"
HEAD = "case: demo\ntitle: A demo\nas_of: 2014-12-01\n"


def folder(path, **files):
    path.mkdir()
    for name, text in {"case": HEAD, **files}.items():
        (path / f"{name}.yaml").write_text(text)
    return load_case(path)


def test_same_case_however_it_is_laid_out(tmp_path):
    one = folder(tmp_path / "a", all=SOURCES + CLAIM + REPORTS)
    other = folder(
        tmp_path / "b", z=SOURCES, y=REPORTS, x=CLAIM.replace("They agreed.", "'They agreed.'  # so they say")
    )
    single = (
        HEAD
        + "facts:\n- report: {cites: [r1], by: afp, id: r2, claim: pact, stance: asserts}\n"
        + (REPORTS.splitlines()[0] + "\n" + CLAIM + SOURCES)
    )
    (tmp_path / "single.yaml").write_text(single)
    cases = [one, other, load_case(tmp_path / "single.yaml")]
    assert len({case.hash for case in cases}) == 1
    assert len({tuple((fact.index, fact.kind, fact.id) for fact in case) for case in cases}) == 1
    assert one == other


@pytest.mark.parametrize(
    "change",
    [
        ("They agreed", "They disagreed"),
        ("2014-11-02", "2014-11-03"),
        ("id: afp", "id: afp, named: role"),
        ("A demo", "B"),
    ],
)
def test_any_change_of_content_changes_the_hash(tmp_path, change):
    text = HEAD + "facts:\n" + SOURCES + CLAIM + REPORTS
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "b.yaml").write_text(text.replace(*change))
    assert load_case(tmp_path / "a.yaml").hash != load_case(tmp_path / "b.yaml").hash


def test_lookup(tmp_path):
    case = folder(tmp_path / "a", all=SOURCES + CLAIM + REPORTS)
    assert [fact.id for fact in case] == ["afp", "ap", "pact", "r1", "r2"]
    assert [fact.index for fact in case.facts] == list(range(len(case)))
    assert case["r2"].get("cites") == ("r1",)
    assert case["r2"].get("in") is None
    assert case.get("nobody") is None
    assert "r1" in case
    assert [fact.id for fact in case.of_kind("report")] == ["r1", "r2"]
    assert case.of_kind("route") == ()
    assert case.name_of("ap") == "the AP"
    assert case.name_of("afp") == "afp"
    assert case.judged_at == read_moment("2014-12-01")
    assert str(case["r2"].mark) == f"{tmp_path}/a/all.yaml:8:16"
    assert case["r2"].mark_of("cites").column == 49
    assert case["r2"].mark_of("basis").line == 8
    assert case["r2"].file.endswith("all.yaml")


def test_it_is_frozen(tmp_path):
    case = folder(tmp_path / "a", all=CLAIM)
    with pytest.raises(AttributeError):
        case.title = "x"
    with pytest.raises(ValueError, match="frozen"):
        case["pact"].model.text = "x"


def test_from_a_dict():
    facts = [
        {"claim": {"id": "c", "text": "x"}},
        {"source": {"id": "s"}},
        {"report": {"id": "r", "claim": "c", "by": "s"}},
    ]
    case = case_from_dict({"case": "x", "title": "t", "facts": facts})
    assert case.judged_at == UNKNOWN
    random.Random(1).shuffle(facts)
    assert case_from_dict({"case": "x", "title": "t", "facts": facts}).hash == case.hash
