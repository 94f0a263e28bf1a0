"""No headline, no slug, no lead."""

import pytest

from tests.articles.checks.reading import found


@pytest.mark.parametrize("name", ["headline", "lead"])
@pytest.mark.parametrize("words", ["", "  ", "—"])
def test_what_is_missing_is_said_beside_its_field(name, words):
    assert [one.field for one in found(name, **{name: words})] == [name]


def test_a_slug_is_missed():
    assert [one.field for one in found("slug", slug="")] == ["slug"]


@pytest.mark.parametrize("name", ["headline", "slug", "lead"])
def test_what_is_there_is_not_missed(name):
    assert found(name) == []


@pytest.mark.parametrize("body", ["", "<p> </p>"])
def test_a_release_without_a_text_is_advised_against(body):
    assert [one.field for one in found("no-text", body=body)] == ["body"]


def test_a_text_is_not_missed():
    assert found("no-text", body="<p>The text.</p>") == []
