"""Every quote of the founding case stands word for word in the text it names, where the texts are present."""

from __future__ import annotations

import hashlib

import pytest

from tests.cases.founding_case import TEXTS, founding_case

DOCUMENTS = {fact.id: fact.model for fact in founding_case().of_kind("document") if fact.model.file}


def text_of(document):
    """The lines of a text, each with its runs of white space collapsed."""
    path = TEXTS / document.file
    if not path.is_file():
        pytest.skip(f"{document.file} is not in {TEXTS}; name the folder of the texts in WHOSAYS_SEEDS")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == document.sha256, f"{document.file} is another text"
    return [collapsed(line) for line in data.decode("utf-8").splitlines()]


def collapsed(text):
    return " ".join(text.split())


def quotes():
    return [(fact.id, quote) for fact in founding_case() for quote in fact.model.seen_in]


def test_five_texts_are_named_by_file_and_hash():
    assert len(DOCUMENTS) == 5
    assert all(document.sha256 for document in DOCUMENTS.values())


def test_every_quote_names_one_of_the_texts():
    assert [fact_id for fact_id, quote in quotes() if quote.document not in DOCUMENTS] == []


@pytest.mark.parametrize("document_id", sorted(DOCUMENTS))
def test_quotes_stand_in_their_text(document_id):
    lines = text_of(DOCUMENTS[document_id])
    missing = [
        (fact_id, quote.quote)
        for fact_id, quote in quotes()
        if quote.document == document_id and not any(collapsed(quote.quote) in line for line in lines)
    ]
    assert missing == []


def test_quotes_are_short():
    long = [(fact_id, quote.quote) for fact_id, quote in quotes() if not 4 <= len(quote.quote.split()) <= 25]
    assert long == []
