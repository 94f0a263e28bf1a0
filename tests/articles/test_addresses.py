"""What fills a path fast says what Django's `reverse` says, of right values and of wrong ones."""

import datetime

import pytest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

from articles.addresses import localized, of_release, path_of

DAY = {"year": 2022, "month": 5, "day": 28}
RELEASE = {**DAY, "slug": "lotus_a-1"}
PAGES = {
    "articles:front": {},
    "articles:category": {"slug": "kultura"},
    "articles:category_day": RELEASE,
    "articles:page": {"slug": "privacy"},
    "articles:sitemap_of_releases": {"number": 12},
    "articles:year": {"year": 1022},
    "articles:month": {"year": 2022, "month": 12},
    "articles:day": DAY,
    "articles:release": RELEASE,
    "articles:edition": {**RELEASE, "number": 2},
    "articles:comparison": {**RELEASE, "before": 2, "after": 10},
}
OTHERS = {
    "articles:rendition": {"pk": 7, "version": "1f0c6d27ab", "shape": "wide", "width": 960, "extension": "avif"},
    # Its token may be anything, so it may have to be escaped.
    "articles:shared": {"token": "a b:é"},
    # It stands in a regular expression, without a converter.
    "articles:short": {"code": "AB12"},
    "articles:robots": {},
    "admin:index": {},
    "healthz": {},
}
WRONG = {
    "articles:year": [{"year": 22}, {"year": 3022}, {"year": "2022"}, {"year": None}],
    "articles:category": [{"slug": ""}, {"slug": "a/b"}, {"slug": "a\n"}, {"slug": "ж"}, {"name": "kultura"}, {}],
    "articles:day": [{**DAY, "month": 100}, {**DAY, "slug": "x"}],
    "articles:front": [{"language": "en"}, {"language": "xx"}],
    "articles:nowhere": [{}],
    "nowhere:front": [{}],
}


@pytest.fixture
def _below_a_prefix():
    before = get_script_prefix()
    set_script_prefix("/100%/press/")
    yield
    set_script_prefix(before)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_the_address_that_django_gives_it_in_each_language(name):
    for language in ("en", "ru", "kk"):
        prefix = {} if language == "en" else {"language": language}
        for _time in range(2):
            assert localized(name, language, **PAGES[name]) == reverse(name, kwargs={**prefix, **PAGES[name]})


@pytest.mark.parametrize("name", OTHERS)
def test_so_has_what_is_no_page_of_a_language(name):
    assert path_of(name, **OTHERS[name]) == reverse(name, kwargs=OTHERS[name])


@pytest.mark.usefixtures("_below_a_prefix")
def test_the_prefix_of_the_script_is_minded():
    assert path_of("articles:release", **RELEASE) == reverse("articles:release", kwargs=RELEASE)
    assert path_of("articles:release", **RELEASE).startswith("/100%25/press/2022/")


@pytest.mark.parametrize(("name", "values"), [(name, values) for name in WRONG for values in WRONG[name]])
def test_what_has_no_address_is_refused_in_the_same_words(name, values):
    with pytest.raises((NoReverseMatch, ValueError, TypeError)) as expected:
        reverse(name, kwargs=values)
    with pytest.raises(expected.type) as refused:
        path_of(name, **values)
    assert str(refused.value) == str(expected.value)


def test_the_order_of_what_an_address_is_made_of_is_free():
    expected = "/ru/2022/05/28/lotus/history/3/"
    assert of_release("ru", datetime.date(2022, 5, 28), "lotus", "articles:edition", number=3) == expected
    assert path_of("articles:edition", slug="lotus", number=3, day=28, month=5, year=2022, language="ru") == expected
