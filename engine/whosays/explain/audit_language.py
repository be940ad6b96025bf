"""Does a report keep to ICD 203 in its words, and does every sentence of it say what it rests on?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from whosays.explain.checked import Check, Found
from whosays.explain.report import Report
from whosays.explain.verdict import Verdict
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.network import Effect
from whosays.weigh.scales import WORDS, Word

_LIKELIHOODS = tuple(text for word, text in WORDS.items() if word not in {Word.CONFLICTED, Word.INSUFFICIENT})
_LIKELY = re.compile(r"\b(?:almost no chance|roughly even chance|almost certain|(?:very )?(?:un)?likely)\b")
_OTHER = re.compile(
    r"\b(?:probabl[ey]|improbabl[ey]|possibly|perhaps|maybe|doubtless|certainly|undoubtedly|remote chance)\b"
)
_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_VERDICT = re.compile(r"^ *(Verdict|Naive count): ([^,]*),", re.MULTILINE)


def likelihood_with_confidence(texts: Mapping[str, str]) -> Check:
    """No sentence has both a likelihood and a confidence; quotes from the texts are theirs."""
    found, number = [], 0
    for claim, text in texts.items():
        for sentence in _sentences(text):
            number += 1
            if _LIKELY.search(sentence) and _CONFIDENCE.search(sentence):
                found.append(Found(claim, f"a likelihood and a confidence in one sentence: {sentence}"))
    asks = "no sentence has a likelihood and a confidence (ICD 203)"
    return Check("sentences", asks, f"{number} sentences of {len(texts)} reports", (), tuple(found))


def words_of_the_list(report: Report, texts: Mapping[str, str]) -> Check:
    """Every verdict is given in a word of ICD 203, or cannot be judged, or is conflicted; and as it was judged."""
    found, number = [], 0
    for claim, text in texts.items():
        verdict = report.by_claim[claim]
        judged = {"Verdict": verdict.word, "Naive count": verdict.naive.word}
        told = dict(_VERDICT.findall(text))
        for name, word in judged.items():
            number += 1
            if word not in WORDS.values():
                found.append(Found(claim, f'the word "{word}" is not of the list'))
            if told.get(name) != word:
                found.append(
                    Found(claim, f'the report says "{told.get(name, "nothing")}" where it was judged "{word}"')
                )
    return Check("words", "every verdict is a word of the list (ICD 203)", f"{number} words", (), tuple(found))


def cited_sentences(report: Report) -> Check:
    """Every part of a verdict rests on facts of the case, and every reason is that of a rule in force."""
    rules = report.rulebook.rules
    found, number = [], 0
    for verdict in report.verdicts:
        for what, rule, facts in _statements(report, verdict):
            number += 1
            missing = [fact for fact in facts or () if fact not in report.case]
            if rule and rule not in rules:
                found.append(Found(verdict.claim, f'"{what}" cites the rule "{rule}", which is not in force'))
            elif missing:
                found.append(Found(verdict.claim, f'"{what}" cites {", ".join(missing)}, which the case does not have'))
            elif not rule and not facts:
                found.append(Found(verdict.claim, f'"{what}" cites neither a fact nor a rule'))
    return Check("citations", "every sentence cites facts or rules", f"{number} sentences", (), tuple(found))


def _statements(report: Report, verdict: Verdict) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every sentence of a report with the rule and the facts that it cites."""
    for each in verdict.contributions:
        yield f"{each.who}: {each.because}", each.id if each.kind == "finding" else "", each.facts
        for taken in (*each.taken, *each.raised):
            # A letter, and the word of whoever states a fact, come with the part that they are taken from.
            yield taken.because, taken.rule, each.facts
    for limit in verdict.constraints:
        yield limit.because, limit.rule, limit.facts
        for taken in limit.taken:
            yield taken.because, taken.rule, limit.facts
    if verdict.base_rate_because:
        gathered = report.assessment.gathered
        place = gathered.provenance.place[verdict.claim]
        on_it = [each for each in gathered.findings if gathered.network.findings.claim[each.index] == place]
        rates = [each.kind.rule.id for each in on_it if each.effect == Effect.BASE_RATE]
        yield verdict.base_rate_because, rates[0] if rates else "", ()


def rule_sentences(rulebook: CompiledRulebook) -> Check:
    """No rule says how likely something is: that is for the verdict, from all rules together."""
    found, number = [], 0
    for rule in rulebook.judging:
        for conclusion in rule.then:
            number += 1
            text = " ".join(part if isinstance(part, str) else "$" for part in conclusion.because.parts)
            plain = _QUOTED.sub("", text)
            words = [each.group() for pattern in (_LIKELY, _OTHER) for each in pattern.finditer(plain)]
            if words:
                found.append(Found(rule.id, f'its sentence says "{words[0]}": {text.strip()}'))
    asks = "no sentence of a rule uses a word of likelihood"
    return Check("rules", asks, f"{number} sentences of {len(rulebook.judging)} rules", (), tuple(found))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a report, without what they quote; a line that begins small goes on with the one above."""
    joined = re.sub(r"\n +(?=[a-z])", " ", _QUOTED.sub("", text))
    for line in joined.splitlines():
        yield from (each.strip() for each in re.split(r"(?<=[.;!?])\s+", line) if each.strip())
