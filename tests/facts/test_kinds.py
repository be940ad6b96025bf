import pytest

from whosays.facts.kinds import head_fields, kinds
from whosays.facts.own_kinds import OwnField, own_kind
from whosays.facts.read_vocabulary import FILE, fields_of, table
from whosays.facts.vocabulary import EVIDENCE_KINDS, KINDS, STATED_BY


def test_every_kind_and_field_is_there():
    assert list(kinds()) == list(KINDS)
    for name, kind in kinds().items():
        assert [field.attribute for field in kind.fields.values()] == list(KINDS[name].model_fields)
        assert kind.stated_by == STATED_BY.get(name)
        assert kind.is_evidence == (name in EVIDENCE_KINDS)
        assert kind.description


def test_fields_as_written():
    report = kinds()["report"].fields
    assert report["in"].attribute == "in_"
    assert report["in"].refers_to == ("document",)
    assert report["cites"].many
    assert not report["by"].many
    assert report["by"].required
    assert report["stance"].choices == ("asserts", "denies", "doubts")
    assert report["stance"].default == "asserts"
    assert report["evidence"].refers_to == ()
    assert kinds()["tension"].fields["claims"].min_items == 2
    assert kinds()["expectation"].fields["surely"].limits.at_most == 1
    assert [part.name for part in kinds()["claim"].fields["during"].parts] == ["from", "to"]
    assert list(head_fields()) == ["case", "title", "format", "as_of", "question"]


def test_references_name_kinds_that_exist():
    for kind in kinds().values():
        for field in kind.references:
            assert set(field.refers_to) <= set(kinds())


def test_it_cannot_be_changed():
    with pytest.raises(TypeError):
        kinds()["new"] = kinds()["claim"]


def test_no_validator_is_built_by_reading_a_case(tmp_path):
    import subprocess
    import sys

    (tmp_path / "case.yaml").write_text("case: x\ntitle: t\nfacts: [{claim: {id: c, text: x, during: {from: 2014}}}]\n")
    code = (
        "import sys; from whosays.facts.load import load_case; load_case(sys.argv[1]).hash;"
        "from whosays.facts.vocabulary import KINDS;"
        "assert not any(model.__pydantic_complete__ for model in KINDS.values());"
        "assert 'whosays.facts.schema' not in sys.modules and 'whosays.facts.field_table' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_is_what_the_vocabulary_says():
    assert FILE.read_text(encoding="utf-8") == table(), "run `make docs`"


def test_a_declared_kind_says_what_its_class_says():
    declared = (
        OwnField("words", "text", many=True),
        OwnField("day", "moment"),
        OwnField("stay", "period", required=True),
        OwnField("metres", "number", default=2.5),
        OwnField("sure", "flag", default=True),
        OwnField("who", "ref", ("actor", "source")),
        OwnField("any", "ref", many=True),
        OwnField("how", "choice", choices=("eye", "camera"), default="eye", description="by what"),
        OwnField("report", "ref", ("report",)),
    )
    kind = own_kind("sighting", 99, "somebody was seen", declared)
    assert tuple(kind.fields.values()) == tuple(fields_of(kind.model))
    assert kind.stated_by == "report"
    assert kind.model.__doc__ == "somebody was seen"
    assert kind.model is kind.model
