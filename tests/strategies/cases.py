"""Strategies for facts and for damage done to the text of a case."""

import datetime

from hypothesis import strategies as st

from whosays.facts.kinds import kinds

IDS = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)
DATES = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(str)
TIMES = st.one_of(
    DATES,
    DATES.map(lambda date: date[:7]),
    DATES.map(lambda date: date[:4]),
    DATES.map(lambda date: f"{date}T14:30"),
    DATES.map(lambda date: f"{date} 14:30:05+02:00"),
    st.builds(
        "{} {}".format, st.sampled_from(["early", "mid", "late", "c.", "about"]), DATES.map(lambda date: date[:7])
    ),
    st.builds(
        "{} {}".format, st.sampled_from(["spring", "summer", "autumn", "c.", "late"]), DATES.map(lambda date: date[:4])
    ),
)


def periods():
    ends = st.tuples(TIMES, TIMES).map(sorted_by_start)
    return st.one_of(
        TIMES,
        ends.map(lambda pair: {"from": pair[0], "to": pair[1]}),
        TIMES.map(lambda time: {"from": time}),
        TIMES.map(lambda time: {"to": time}),
    )


def sorted_by_start(pair):
    from whosays.facts.times import read_moment

    return sorted(pair, key=lambda text: read_moment(text).start_earliest)


def value_of(field):
    """A value that the field accepts."""
    one = {
        "text": st.just("a" * 64) if field.limits.pattern else TEXTS,
        "id": IDS,
        "ref": IDS,
        "choice": st.sampled_from(field.choices) if field.choices else st.nothing(),
        "moment": TIMES,
        "period": periods(),
        "number": st.floats(0, 1),
        "flag": st.booleans(),
        "point": st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(list),
        "length": st.sampled_from(["5 km", "0.5km", "500 m"]),
        "quote": st.fixed_dictionaries({"document": IDS}, optional={"quote": TEXTS, "locator": TEXTS}),
    }[field.type]
    if not field.many:
        return one
    many = st.lists(one, min_size=field.min_items, max_size=3)
    return st.one_of(many, one) if field.min_items <= 1 else many


@st.composite
def bodies(draw, kind):
    """The fields of a fact of this kind; its references lead nowhere."""
    chosen = [field for field in kind.fields.values() if field.required or draw(st.booleans())]
    return {field.name: draw(value_of(field)) for field in chosen}


FACTS = st.sampled_from(sorted(kinds())).flatmap(lambda name: bodies(kinds()[name]).map(lambda body: (name, body)))

TOKENS = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        ",",
        "&a ",
        "*a",
        "!!str ",
        "|",
        ">-",
        "'",
        '"',
        "#",
        "\t",
        "~",
        "? ",
        "<<: ",
        "---",
        "id",
        "id: ",
        "null",
        "true",
        "0x10",
        "1e999",
        "-1",
        "2014-02-30",
        "é",
        "\u202e",
        "\x00",
        "\x85",
        "\ufeff",
        "%",
        "@",
    ]
)


@st.composite
def damaged(draw, text):
    """The text after a few edits of lines, tokens or its length."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        place = draw(st.integers(0, len(text)))
        edit = draw(st.sampled_from(["delete", "double", "cut", "insert", "replace", "indent", "swap"]))
        if edit == "delete":
            del lines[at]
        elif edit == "double":
            lines.insert(at, lines[at])
        elif edit == "indent":
            lines[at] = draw(st.sampled_from([" ", "  ", "\t", "      "])) + lines[at]
        elif edit == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        text = "\n".join(lines)
        if edit == "cut":
            text = text[:place]
        elif edit == "insert":
            text = text[:place] + draw(TOKENS) + text[place:]
        elif edit == "replace":
            text = text[:place] + draw(TOKENS) + text[place + draw(st.integers(1, 8)) :]
    return text
