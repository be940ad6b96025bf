from tests.golden_files import ROOT, assert_golden
from whosays.facts.field_table import CASE_FORMAT_FILE, field_tables, with_tables
from whosays.facts.kinds import kinds
from whosays.facts.load import read_case_text

PAGE = ROOT / CASE_FORMAT_FILE


def test_the_committed_tables_are_up_to_date():
    assert_golden(with_tables(PAGE.read_text(encoding="utf-8")), PAGE)


def test_every_field_is_there():
    tables = field_tables()
    for kind in kinds().values():
        assert f"### {kind.name}\n" in tables
        for field in kind.fields.values():
            assert f"| `{field.name}` |" in tables


def test_the_example_loads_without_a_word():
    text = PAGE.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    case, problems = read_case_text("example.yaml", text.encode())
    assert not problems
    assert case.name_of("guard-officer") == "an officer of the Harbour Guard"
