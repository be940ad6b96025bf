"""The sizes that words stand for: letters, strengths, discounts, masses. A rulebook can change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whosays.problems import suggest
from whosays.rules.reader import Reader
from whosays.rules.syntax import Rulebook

_SHARE = "it is a share: 0.3 is three tenths"
TABLES = ("letters", "strengths", "discounts", "mass", "disposition")


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The tables of `rules/numbers.yaml` by name."""

    letters: Mapping[str, float]  # weight of a source by its STANAG 2511 letter
    strengths: Mapping[str, float]  # mass of evidence of a finding
    discounts: Mapping[str, float]  # share of weight taken away
    mass: Mapping[str, float]  # mass of evidence of an origin by its basis
    disposition: Mapping[str, float]  # families inferred from disposition; 0 takes a family out


def numbers_with(reader: Reader, base: Mapping[str, Mapping[str, float]], rulebooks: tuple[Rulebook, ...]) -> Numbers:
    """The base tables with what rulebooks change, the last one winning."""
    tables = {name: dict(base.get(name, {})) for name in TABLES}
    for rulebook in rulebooks:
        for name, entries in rulebook.numbers.items():
            if name not in tables:
                mark = rulebook.number_marks.get((name, ""), rulebook.mark)
                reader.problem("unknown-table", f'there is no table "{name}"', mark, hint=suggest(name, TABLES))
                continue
            for word, number in entries.items():
                mark = rulebook.number_marks.get((name, word), rulebook.mark)
                if name in {"letters", "discounts"} and number > 1:
                    reader.problem("not-a-share", f'"{word}" of {name} must lie between 0 and 1', mark, hint=_SHARE)
                elif word not in tables[name] and name != "disposition":
                    hint = suggest(word, tables[name])
                    reader.problem("unknown-word", f'{name} has no "{word}"', mark, hint=hint)
                else:
                    tables[name][word] = number
    return Numbers(**tables)
