"""What the words of the rule language mean, a line each. A test holds docs/rule-language.md against them."""

from __future__ import annotations

HEAD_KEYS = {
    "rulebook": "its id; required",
    "title": "for the reader",
    "version": "for the reader",
    "format": "1, the format described here",
    "extends": "the rulebooks it builds on; see [House rules](#house-rules)",
    "params": "values that every rule of this rulebook can use",
    "numbers": "sizes that it changes",
    "kinds": "kinds of facts that a case for it can have; see [Kinds of your own](#kinds-of-your-own)",
    "relations": "the relations that its rules derive",
    "scenarios": "groups of facts with a name; see [Examples](#examples)",
    "adjust": "what it changes in rules that it extends",
    "rules": "its rules",
}
RULE_KEYS = {
    "id": "small letters, digits and `-`; unique",
    "title": "what the rule looks for, as a short statement; unique",
    "when": "the conditions; all of them must hold",
    "then": "the conclusions; each that is listed is drawn",
    "unless": "exceptions, each with a name",
    "params": "values with a name, which a house rulebook can change",
    "family": "rules of one family are one reason, not several; see [Families](#families)",
    "rationale": "why the rule is right",
    "references": "where it comes from; a text or a list",
    "tags": "words of your own; a word or a list",
    "status": "`stable` (left out: this), `test`, `experimental` or `deprecated`; see [Status](#status)",
    "replaces": "the id of a rule of an extended rulebook, or several; see [Replacing a rule](#replacing-a-rule)",
    "examples": "facts, and what the rule should make of them",
}
TESTS = {
    "is": "has this value; `field: value` is short for it",
    "not": "has a value, and not this one",
    "in": "has one of these values; `field: [a, b]` is short for it",
    "not_in": "has a value, and none of these",
    "above": "is a number greater, or less, than this",
    "below": "is a number greater, or less, than this",
    "at_least": "is a number not less, or not greater, than this",
    "at_most": "is a number not less, or not greater, than this",
    "before": "is a time that is over before this one begins",
    "after": "is a time that begins after this one is over",
    "overlaps": "is a time that has a moment in common with this one",
    "during": "is a time that lies wholly within this one",
    "contains": "is a time within which this one wholly lies; or is a list that has this value",
    "matches": "is a text of this shape: `*` stands for any letters, `?` for one, small and capital letters are alike",
    "known": "`true`: it has a value; `false`: it has none",
}
EFFECTS = {
    "supports": ("a claim", "adds evidence for the claim"),
    "opposes": ("a claim", "adds evidence against the claim"),
    "discounts": ("a report or a source", "takes this share off its weight"),
    "raises": ("a report", "doubles the evidence that the report starts from"),
    "same_origin": (
        "two reports, `[$a, $b]`",
        "ties them: the weaker one still adds this share; 0: they count as one",
    ),
    "refutes": ("a claim", "disbelief in the claim is at least this (a floor)"),
    "confirms": ("a claim", "belief in the claim is at least this (a floor)"),
    "withholds": ("a claim", "belief, or disbelief, is at most this (a ceiling)"),
    "undercuts": ("a fact, or findings of a rule", "takes away the ground; see [Undercutting](#undercutting)"),
    "base_rate": ("a claim", "where to start from: so many in so many earlier cases came true"),
    "derive": ("a relation", "adds a row"),
}
"""What each effect acts on, and what it does."""

CONDITIONS = {
    "none": "a list of conditions: nothing in the case fits all of them together",
    "any": "a list of branches, each a list of conditions: one branch holds as a whole",
    "count": "how many different values of `of` there are for which all conditions under `where` hold",
    "pair": "`[$a, $b]`: two different facts, in one order only, so that each pair is found once",
    "distance": "how far two places are from each other, compared with a length in `km` or `m`",
    "travel": "how fast somebody had to be to get from one place to another between two times, compared with a speed",
    "elapsed": "how long it is from one time to another, compared with a length of time",
}
COUNT_KEYS = {
    "of": "a variable that is bound inside only: its different values are counted",
    "is": "a test of the number",
    "as": "a name for the number",
    "where": "the conditions; all of them must hold",
}
_PLACE, _TIME = "a place: a variable or a path", "a time: a variable, a path or a date"
_SIZE = "`above`, `below`, `at_least` or `at_most`"
MEASURE_KEYS = {
    "distance": {"from": _PLACE, "to": _PLACE, "is": f"{_SIZE} a length, such as `25 km`"},
    "travel": {
        "from": _PLACE,
        "to": _PLACE,
        "leaving": _TIME,
        "arriving": _TIME,
        "is": f"{_SIZE} a speed, such as `900 km/h`",
    },
    "elapsed": {"from": _TIME, "to": _TIME, "is": f"{_SIZE} a length of time, such as `3 days`"},
}
KIND_FIELD_KEYS = {
    "type": "what the field holds; required",
    "many": "`true`: it may have several values",
    "required": "`true`: no such fact leaves it out",
    "default": "the value where it is left out",
    "says": "for the reader",
}
ADJUST_KEYS = {
    "disabled": "takes the rule out; why, for every report shows it",
    "strength": "another size for the conclusions that have this option",
    "by": "another size for the conclusions that have this option",
    "to": "another number for the conclusions that have this option",
    "keeps": "another number for the conclusions that have this option",
    "params": "another value for parameters of the rule",
    "unless": "further exceptions, each with a name",
}
EXAMPLE_KEYS = {
    "name": "what the example shows",
    "given": "facts, which are a case of their own, and names of scenarios",
    "expect": "a list of an effect and the id of what it acts on; `[]`: the rule stays silent",
}
OPTIONS = {
    "strength": "how much evidence the finding adds: a word of the table `strengths`",
    "by": "the share that is taken off: a word of the table `discounts`",
    "to": "a number from 0 to 1",
    "keeps": "a number from 0 to 1: the share that the weaker one still adds",
    "of": "`belief` or `disbelief`; for `base_rate`, the count of all cases",
    "hits": "the count of the cases that came true",
    "because": "the sentence that the reader gets, with names in the place of paths",
}
FINDING_KEYS = {
    "finding": "the id of another rule: those of its findings that speak of what stands in `on` shrink",
    "on": "a variable, or a list of them",
}
SIZES = {
    "strengths": "{number:g}: the mass of evidence that such a finding adds",
    "discounts": "{number:g}: the share of the weight that is taken off",
}
