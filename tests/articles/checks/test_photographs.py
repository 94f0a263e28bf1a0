"""Alternative text and credit, wherever a photograph stands."""

import pytest

from tests.articles.checks.reading import found, use

ROLES = ["lead", "gallery", "body"]


@pytest.mark.parametrize("role", ROLES)
def test_a_photograph_without_alternative_text_is_named(role):
    (fault,) = found("alternative-text", photographs=[use(role, alternative_text=" ")])

    assert fault.field == f"{role}_images"
    assert "“Bridge”" in fault.message
    assert fault.subject == "7"


@pytest.mark.parametrize("words", [{}, {"alternative_text": "", "is_decorative": True}])
def test_a_photograph_that_is_described_or_decorative_passes(words):
    assert found("alternative-text", photographs=[use(**words)]) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("words", [{}, {"is_decorative": True}])
def test_a_photograph_without_credit_is_named_even_if_decorative(role, words):
    (fault,) = found("credit", photographs=[use(role, credit="", **words)])

    assert fault.field == f"{role}_images"
    assert "“Bridge”" in fault.message


def test_a_photograph_with_credit_passes():
    assert found("credit", photographs=[use()]) == []
