"""`whosays import values`, as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.process import refused, whosays

TABLE = """\
source,object,attribute,value
a,f1,departure,2011-12-01T10:00
b,f1,departure,2011-12-01T10:05
c,f1,departure,2011-12-01T11:00
c,"f, 2",gate,no
"""


def test_a_table_becomes_cases_that_can_be_judged(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    ran = whosays("import", "values", "t.csv", "-o", "out", "--minutes", "10", "--as-of", "2011-12-02", cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, "", "out: 1 case; 4 rows, 3 sources, 4 claims\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["out-00001"]
    checked = whosays("check", "out/out-00001", "-r", "value-conflicts", "--strict", cwd=tmp_path)
    assert (checked.code, checked.err) == (0, "")
    assert whosays("assess", "out/out-00001", "-r", "value-conflicts", cwd=tmp_path).code == 0


def test_the_order_of_rows_makes_no_difference(tmp_path: Path) -> None:
    head, *rows = TABLE.splitlines(keepends=True)
    for folder, table in (("one", TABLE), ("two", "".join([head, *reversed(rows), rows[0]]))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.csv").write_text(table, encoding="utf-8")
        assert whosays("import", "values", "t.csv", "-o", "out", "--objects", "1", cwd=tmp_path / folder).code == 0
    for number in ("1", "2"):
        one, two = (
            (tmp_path / each / "out" / f"out-0000{number}" / "case.yaml").read_bytes() for each in ("one", "two")
        )
        assert one == two


def test_bad_input_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(TABLE + "a,f1,gate\n", encoding="utf-8")
    refused(whosays("import", "values", "t.csv", "-o", "out", cwd=tmp_path), "row-length")
    file.write_text(TABLE.splitlines()[0], encoding="utf-8")
    refused(whosays("import", "values", "t.csv", "-o", "out", cwd=tmp_path), "no-rows")
    file.write_text(TABLE, encoding="utf-8")
    refused(whosays("import", "values", "t.csv", "-o", ".", cwd=tmp_path), "already-there")
    refused(whosays("import", "values", "t.csv", "-o", "no/out", cwd=tmp_path), "no-such-file")
    refused(whosays("import", "values", "t.csv", "-o", "out", "--places", "none.csv", cwd=tmp_path), "not-readable")
    ran = whosays("import", "values", "t.csv", "-o", "out", "--as-of", "someday", cwd=tmp_path)
    assert ran.code == 2
    assert "--as-of" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_many_bad_rows_are_not_all_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE + "a\n" * 5000, encoding="utf-8")
    ran = whosays("import", "values", "t.csv", "-o", "out", cwd=tmp_path)
    refused(ran, "more-problems")
    assert ran.err.count("error[row-length]") == 100
