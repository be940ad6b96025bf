"""A calibration as text in 100 columns, and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whosays.calibrate.calibration import Calibration
from whosays.calibrate.forecasts import Forecast
from whosays.calibrate.scores import Scores
from whosays.render.lines import fit, plural

SCHEMA = "whosays/calibration/1"

_CLAIM = "{:<46} {:<9} {:<21} {:<6} {:<6} {}"
_SCORE = "{:<34} {:>6} {:>8} {:>8} {:>9} {:>8} {:>6} {:>8}"
_HEAD = ("", "claims", "Brier", "log", "accuracy", "decided", "wrong", "open")


def render_calibration(found: Calibration) -> str:
    """All tables."""
    book = found.rulebook.rulebook
    cases = len({pair.engine.case for pair in found.pairs})
    lines = [
        f"{plural(cases, 'case')}, {plural(len(found.pairs), 'claim')}; rulebook {book.id} {book.version}",
        "",
        _SCORE.format(*_HEAD),
        _scores("whosays", found.engine),
        _scores("naive count", found.naive),
        "",
        "Brier, log, accuracy and decided: claims that could be judged, each case weighing the same.",
        "wrong: true and called unlikely or worse, or false and called likely or better.",
        "open: claims that could not be judged, and how many of them are called insufficient.",
        *_claims(found),
        *_bands(found),
        "",
        *_table("case", found.cases),
        "",
        *_table("without the case", found.without_case),
        *_rules(found),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _claims(found: Calibration) -> Iterator[str]:
    yield from ("", _CLAIM.format("claim", "outcome", "verdict", "P", "naive", "leans most on the letter of"))
    for pair, lean in zip(found.pairs, found.leans, strict=True):
        ours, outcome = pair.engine, pair.engine.outcome
        settled = (
            outcome.settled if outcome.could_be_judged or outcome.settled == "unsettled" else f"({outcome.settled})"
        )
        mark = " !" if ours in found.engine.wrong else ""
        leaning = f"{lean.source} {lean.low:.2f}-{lean.high:.2f}" if lean and lean.spread >= 0.005 else "no one source"
        name = fit(f"{ours.case} {outcome.claim}", 46)
        figures = (f"{ours.probability:.2f}", f"{pair.naive.probability:.2f}")
        yield fit(_CLAIM.format(name, settled, ours.word + mark, *figures, leaning), 120)
    yield "in brackets: what is known today could not be judged then"


def _bands(found: Calibration) -> Iterator[str]:
    yield from ("", f"{'word':<21} {'claims':>6} {'mean P':>8} {'true':>8}")
    for band in found.bands:
        yield f"{band.word:<21} {band.claims:>6} {band.probability:>8.2f} {band.true:>8.2f}"


def _table(name: str, rows: Iterable[tuple[str, Scores]]) -> Iterator[str]:
    yield _SCORE.format(name, *_HEAD[1:])
    yield from (_scores(each, scores) for each, scores in rows)


def _rules(found: Calibration) -> Iterator[str]:
    if not found.rules:
        return
    yield from ("", f"{'without the rule':<40} {'Brier':>8} {'gain':>8} {'wrong':>6} {'open':>8}  fires in")
    for each in found.rules:
        scores = each.scores
        figures = f"{scores.brier:>8.4f} {each.gain:>+8.4f} {len(scores.wrong):>6} {_open(scores):>8}"
        yield f"{fit(each.rule, 40):<40} {figures}  {plural(len(each.cases), 'case')}"
    yield "gain: how much worse the Brier score is without the rule; below 0 the rule does harm on these cases"


def _scores(name: str, scores: Scores) -> str:
    figures = [
        _figure(scores.brier, 3),
        _figure(scores.log, 3),
        _figure(scores.accuracy, 2),
        _figure(scores.decided, 2),
    ]
    return _SCORE.format(fit(name, 34), scores.claims, *figures, len(scores.wrong), _open(scores))


def _figure(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def _open(scores: Scores) -> str:
    return f"{scores.open_right} of {scores.open}"


def render_calibration_json(found: Calibration) -> str:
    """Everything, with figures unrounded but to twelve digits."""
    book = found.rulebook
    return json.dumps(
        {
            "schema": SCHEMA,
            "rulebook": {"id": book.rulebook.id, "version": book.rulebook.version, "sha256": book.digest},
            "scores": {"engine": _scores_dict(found.engine), "naive": _scores_dict(found.naive)},
            "claims": [_claim_dict(found, index) for index in range(len(found.pairs))],
            "bands": [
                {"word": each.word, "claims": each.claims, "probability": _plain(each.probability), "true": each.true}
                for each in found.bands
            ],
            "cases": {name: _scores_dict(scores) for name, scores in found.cases},
            "without_case": {name: _scores_dict(scores) for name, scores in found.without_case},
            "without_rule": [
                {
                    "rule": each.rule,
                    "gain": _plain(each.gain),
                    "fires_in": list(each.cases),
                    **_scores_dict(each.scores),
                }
                for each in found.rules
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _claim_dict(found: Calibration, index: int) -> dict[str, Any]:
    pair, lean = found.pairs[index], found.leans[index]
    outcome = pair.engine.outcome
    return {
        "case": pair.engine.case,
        "claim": outcome.claim,
        "outcome": outcome.settled,
        "could_be_judged": outcome.could_be_judged,
        "engine": {"word": pair.engine.word, "probability": _plain(pair.engine.probability)},
        "naive": {"word": pair.naive.word, "probability": _plain(pair.naive.probability)},
        "leans_on": {"source": lean.source, "low": _plain(lean.low), "high": _plain(lean.high)} if lean else None,
    }


def _scores_dict(scores: Scores) -> dict[str, Any]:
    return {
        "claims": scores.claims,
        "brier": _plain(scores.brier),
        "log": _plain(scores.log),
        "accuracy": _plain(scores.accuracy),
        "decided": _plain(scores.decided),
        "wrong": _names(scores.wrong),
        "open": scores.open,
        "open_right": scores.open_right,
    }


def _names(forecasts: Sequence[Forecast]) -> list[str]:
    return [f"{each.case}/{each.outcome.claim}" for each in forecasts]


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 12) + 0.0
