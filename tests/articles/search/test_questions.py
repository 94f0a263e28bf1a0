"""The questions of `questions.toml` find what stands beside them, in that order, whichever the database."""

import pytest

from tests.articles.search.corpus import LATER, NOW, QUESTIONS, found, moment, publish

pytestmark = pytest.mark.django_db


def test_each_question_finds_what_stands_beside_it_in_that_order(at):
    at(NOW)
    names = publish()
    mistakes = []
    for asked in QUESTIONS:
        when = moment(LATER if asked.get("later") else NOW)
        come = found(names, asked["ask"], when)
        if come != asked["finds"]:
            mistakes.append(f"{asked['ask']} finds {come}, not {asked['finds']}")
    assert not mistakes, "\n".join(mistakes)
