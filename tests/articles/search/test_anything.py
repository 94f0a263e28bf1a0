"""Whatever is typed or written, nothing raises; and what comes out is what the words say."""

import datetime
import random
from itertools import pairwise

import pytest
from django.http import Http404
from django.template import Context, Template
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Edition
from articles.search import extracts, question, results, words
from articles.search.results import DATE, ORDERS, RELEVANCE, Filters
from tests import factories
from tests.articles.search.corpus import LATER, NOW, found, moment, publish

pytestmark = pytest.mark.django_db

HOSTILE = [
    # Signs, and those of the databases' own languages
    *" \0 ' \" ` \\ % _ * ( ) { } | & ! ^ : ~ @ # $ , . ; ? / < > + = · ' − – —".split(" "),
    *("""''  \\'  %s  %(a)s  **  a*  ^a  a:b  headline:school  {headline}:school  {headline  a}  a&b  a|b  !a  a:*"""
      """  a:ABCD  'a':1A  ((((  a(b  [a]  &&  --  ''s  a''b  &lt;  &#0;  ru·школ  3ru·школ  '3ru·школ'""").split("  "),
    "AND", "OR", "NOT", "NEAR", "school AND", "AND school", "school OR bridge", "NOT school", "NEAR(school bus, 5)",
    "school NEAR/2 bus", "school + bus", "a & b", "a | b", "a <-> b", "a <2> b", "language : en",
    "'; DROP TABLE articles_edition; --", "1 OR 1=1", "school'); DELETE FROM x; --",
    "<script>", "</script><img src=x onerror=alert(1)>",
    # Quotes and hyphens
    '"""', "- -", '-"', '-"a', '-"a"', '"-a"', "--school", "-the", "«»", "»„“”‟", '"a\nb"', '"' * 9_999, "«" * 500,
    "-" * 5_000, "-a " * 3_000, '"a" ' * 3_000, "a-" * 5_000,
    # Letters of the world, and what is none
    "a\0b", "\ud800", "a\udfffb", "\ud83d\ude00", "😀", "👩\u200d🚒 school", "🇰🇿", "\u202eloohcs\u202c",
    "مدرسة", "בית ספר", "学校", "हिन्दी", "\u0301", "e\u0301\u0301\u0301", "\u0338", "a\u0338", "\u212b",
    "\u1100\u1161", "İ", "ı", "ß", "\ufb01", "Ⅷ", "½", "²", "\ufeff", "\u200b", "\u00ad", "a\u00adb", "ʼ", "ʼʼa",
    "\x1b[31m", "\x7f", "\U0010ffff", "1,5,5,5",
    # White space and words without a meaning
    "", "\n", "a\nb", "\t", "\r\n", "the", "the a an", "в на", "мен бен",
    # Too much
    "x" * 10_000, "й" * 61, "1" * 5_000, "школа " * 2_000,
]  # fmt: skip

ALPHABET = st.one_of(st.sampled_from("\"«»„“-*:'() ^|&!<>\\{}школаbridge мектеп19,.\u0301"), st.characters())
TYPED = st.text(ALPHABET, max_size=60)
LIMITS = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def look(text, at):
    """Ask, and look at all that comes out; return the results."""
    asked = question.read(text)
    asked.text.encode()
    asked.plain.encode()
    come = results.find(asked, at)
    for edition in come.editions:
        marker = extracts.Marker(asked, edition.release.language)
        marker.headline(edition)
        marker.extract(edition)
    return come


@pytest.fixture
def names(at):
    """The releases of `texts.toml`, as {key: name}, with the clock stopped."""
    at(NOW)
    return publish()


def test_what_no_machine_likes_is_only_a_question(names):
    at = moment(NOW)
    for text in HOSTILE:
        look(text, at)
    # The search works, and none of this has made anything of it.
    assert found(names, "school AND") == found(names, "school")
    assert found(names, "schoo*") == []
    assert found(names, "headline:school") == []
    assert found(names, "ru·школ") == []


def test_nothing_that_can_be_typed_raises(names):
    at = moment(NOW)

    @LIMITS
    @given(TYPED)
    @example("ʼ")
    def ask(text):
        look(text, at)
        with pytest.raises(Http404):
            results.find(question.read(text), at, before="2-" + text)

    ask()


def test_whatever_is_marked_the_text_stays_as_it_was(names):
    @LIMITS
    @given(TYPED, TYPED)
    @example("школа", "Школа школы <b>школ</b>")
    @example('"a b"', "a b a b a b")
    @example("мектеп", "мектептерге мектеп")
    def mark(asked, text):
        for language in question.LANGUAGES:
            pieces = extracts.Marker(question.read(asked), language).pieces(text)
            assert "".join(piece.text for piece in pieces) == text
            assert all(piece.text for piece in pieces)

    mark()


def test_a_hit_is_shown_as_the_text_that_it_is(at):
    at(NOW)
    factories.live_release(
        headline="<script>alert(1)</script> & lotus", body="<p>Look: &lt;script&gt; lotus &lt;b&gt;</p>"
    )
    asked = question.read("lotus script")
    (edition,) = results.find(asked, timezone.now()).editions
    marker = extracts.Marker(asked, "en")
    template = Template(
        "{% for piece in pieces %}{% if piece.is_hit %}<mark>{{ piece.text }}</mark>"
        "{% else %}{{ piece.text }}{% endif %}{% endfor %}"
    )
    headline = template.render(Context({"pieces": marker.headline(edition)}))
    assert headline == "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; <mark>lotus</mark>"
    extract = template.render(Context({"pieces": marker.extract(edition)}))
    assert "&lt;<mark>script</mark>&gt; <mark>lotus</mark> &lt;b&gt;" in extract


POOL = (
    "school schools bridge bridges old new ferry school-bus школа школы мост моста новый паром мектеп мектептер көпір "
    "19 22 covid"
).split()


def test_who_is_found_has_the_words_and_nothing_of_what_is_unwanted(names):
    at = moment(NOW)
    live = list(Edition.objects.live(at).select_related("release", "search_entry"))

    @LIMITS
    @given(st.lists(st.sampled_from(POOL), min_size=1, max_size=3), st.lists(st.sampled_from(POOL), max_size=2))
    def ask(wanted, unwanted):
        asked = " ".join([*wanted, *(f"-{word}" for word in unwanted)])
        come = {edition.pk: edition.tier for edition in results.find(question.read(asked), at, size=100).editions}
        for edition in live:
            tier = tier_of(edition, wanted, unwanted)
            assert come.get(edition.pk) == tier, (asked, edition.headline)

    ask()


def tier_of(edition, wanted, unwanted):
    """Return the tier of an edition without any index, or None if it isn't to be found."""
    language = edition.release.language
    texts = (edition.headline, edition.lead, edition.search_entry.text)
    headline, lead, rest = (words.terms(text, language) for text in texts)

    def has(terms, token):
        parts = words.TOKEN.findall(token)
        if language == "kk":
            if len(parts) == 1:
                return any(term.startswith(one) for term in terms for one in words.beginnings(token))
            first, last = (words.term(part, language) for part in parts)
            return any(a == first and b.startswith(last) for a, b in pairwise(terms))
        row = [words.term(part, language) for part in parts]
        return any(terms[place : place + len(row)] == row for place in range(len(terms)))

    def all_in(*parts):
        return all(any(has(part, token) for part in parts) for token in wanted)

    if any(has(part, token) for part in (headline, lead, rest) for token in unwanted):
        return None
    tiers = ((1, [headline]), (2, [headline, lead]), (3, [headline, lead, rest]))
    return next((tier for tier, parts in tiers if all_in(*parts)), None)


@pytest.fixture
def many(at):
    """Sixty releases with the same word in different places, some in the same minute, in three categories."""
    now = at(NOW)
    chance = random.Random(1)
    categories = [factories.CategoryFactory() for _ in range(3)]
    for number in range(60):
        where = chance.choice(["headline", "lead", "body"])
        contents = {"headline": f"Number {number}", "lead": "A lead.", "body": "<p>Text.</p>"}
        contents[where] = f"Sturgeon of {number}"
        factories.live_release(
            now - datetime.timedelta(minutes=chance.choice([0, 1, 1_440, 1_441, 400_000]) + number // 3 * 2),
            language=chance.choice(["en", "ru", "kk"]),
            categories=chance.sample(categories, chance.randrange(3)),
            **contents,
        )
    return categories


def walk(order, at, size=7, between=lambda: None, **how):
    """Return the keys of all releases found, going forwards, and those on the way back."""
    asked = question.read("sturgeon")
    forwards, page = [], results.find(asked, at, order=order, size=size, **how)
    assert not page.newer
    pages = [page]
    while page.older:
        between()
        page = results.find(asked, at, order=order, size=size, before=page.older, **how)
        pages.append(page)
    forwards = [edition.release_id for page in pages for edition in page.editions]
    backwards = [edition.release_id for edition in reversed(page.editions)]
    while page.newer:
        page = results.find(asked, at, order=order, size=size, after=page.newer, **how)
        backwards += [edition.release_id for edition in reversed(page.editions)]
    return forwards, backwards[::-1]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_meet_every_release_once_there_and_back(many, order):
    at = timezone.now()
    whole = [
        edition.release_id for edition in results.find(question.read("sturgeon"), at, order=order, size=100).editions
    ]
    assert len(whole) == 60
    for size in (7, 20, 59, 60):
        assert walk(order, at, size) == (whole, whole)
    narrow = {"filters": Filters(language="ru", category=many[0].pk)}
    forwards, backwards = walk(order, at, 2, **narrow)
    assert forwards == backwards
    assert len(forwards) == results.find(question.read("sturgeon"), at, **narrow).total


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_published_meanwhile_moves_nothing(many, order):
    at = timezone.now()
    asked = question.read("sturgeon")
    whole = [edition.release_id for edition in results.find(asked, at, order=order, size=100).editions]

    def publish_another():
        factories.live_release(at, headline="Sturgeon again", body="<p>More</p>")
        factories.live_release(at - datetime.timedelta(days=300), headline="No", body="<p>Of sturgeon, later found</p>")

    forwards, backwards = walk(order, at, 7, publish_another)
    assert [key for key in forwards if key in whole] == whole
    assert [key for key in backwards if key in whole] == whole
    assert len(set(forwards)) == len(forwards)
    assert len(set(backwards)) == len(backwards)


def test_a_place_of_another_order_or_of_nothing_is_no_place(many):
    at, asked = timezone.now(), question.read("sturgeon")
    ranked, dated = (results.find(asked, at, order=order, size=7) for order in (RELEVANCE, DATE))
    for order, key in (
        (DATE, ranked.older),
        (RELEVANCE, dated.older),
        (DATE, "2026-13-45-1"),
        (RELEVANCE, "1-2026-02-30-1"),
    ):
        with pytest.raises(Http404):
            results.find(asked, at, order=order, before=key)
    with pytest.raises(Http404):
        results.find(asked, at, before=ranked.older, after=ranked.older)
    with pytest.raises(Http404):
        results.find(question.read("-sturgeon"), at, before=ranked.older)
    assert results.find(asked, at, before="1-9999-12-31-999999999999999999", size=100).total == 60


def test_counts_are_what_their_filters_find(many):
    at, asked = timezone.now(), question.read("sturgeon")
    start = {"language": None, "category": None, "first": None, "last": None}
    for narrowed in (
        {}, {"language": "ru"}, {"category": many[1].pk}, {"language": "kk", "category": many[2].pk},
        {"first": datetime.date(2026, 1, 1)}, {"language": "en", "last": datetime.date(2025, 12, 31)},
    ):  # fmt: skip
        come = results.find(asked, at, Filters(**start | narrowed), size=100)
        assert come.total == len(come.editions)

        def total(narrowed=narrowed, **more):
            return results.find(asked, at, Filters(**start | narrowed | more)).total

        for language in question.LANGUAGES:
            assert come.languages.get(language, 0) == total(language=language)
        for category in many:
            assert come.categories.get(category.pk, 0) == total(category=category.pk)
        if not {"first", "last"} & set(narrowed):
            assert sum(come.years.values()) == come.total
        for year, count in come.years.items():
            assert count == total(first=datetime.date(year, 1, 1), last=datetime.date(year, 12, 31))


@pytest.mark.parametrize(
    "body",
    [
        "lo" * 2_500,
        " ".join(f"word{number}" for number in range(20_000)),
        "again " * 300 + "and again",
        "' \" \\ : * & | ! ( ) <-> %s {} NEAR \u0338 \u202e \U0001f600 ʼ ''",
        "ʼ'" * 2_000,
        "й\u0306" * 2_000,
    ],
    ids=["a word of 5,000 letters", "20,000 words", "one word 300 times", "signs", "apostrophes", "marks"],
)
def test_whatever_an_edition_says_it_is_published_and_found(body, author, editor):
    draft = factories.draft(by=author, headline="The lotus blooms", body=f"<p>{body}</p>")
    factories.publish(draft, by=editor)
    assert [edition.headline for edition in look("lotus", timezone.now()).editions] == ["The lotus blooms"]


def test_of_a_very_long_text_the_beginning_is_found(editor, author):
    text = " ".join(f"word{number}" for number in range(20_000))
    factories.publish(factories.draft(by=author, headline="Long", body=f"<p>{text}</p>"), by=editor)
    at = timezone.now()
    assert [look(word, at).total for word in ("word7", '"word13998 word13999"', "word19999")] == [1, 1, 0]


def test_a_word_is_found_however_often_it_stands_there_and_a_phrase_among_its_first(editor, author):
    text = "sturgeon swims " * 300 + "sturgeon sleeps"
    factories.publish(factories.draft(by=author, headline="Long", body=f"<p>{text}</p>"), by=editor)
    at = timezone.now()
    assert [look(word, at).total for word in ("sturgeon", '"sturgeon swims"', "sleeps", '"sturgeon sleeps"')] == [
        1,
        1,
        1,
        0,
    ]


def test_search_at_the_moment_of_a_schedule(names):
    before = moment(LATER) - datetime.timedelta(microseconds=1)
    assert (found(names, "lotus", before), found(names, "lotus", moment(LATER))) == ([], ["lotus"])
