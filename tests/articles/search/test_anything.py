"""Whatever is typed or written, nothing raises; and what comes out is what the words say."""

import datetime
from itertools import pairwise

import pytest
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Edition
from articles.search import extracts, question, results, words
from articles.showing.searching import marked
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
        marker.headline(edition.headline)
        marker.extract(edition.search_entry.text)
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
    # An apostrophe that counts as a letter is no word, let alone the beginning of every Kazakh one.
    assert found(names, "ʼ") == []
    assert found(names, "school ʼ") == found(names, "school")


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
    headline = marked(marker.headline(edition.headline))
    assert headline == "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; <mark>lotus</mark>"
    extract = marked(marker.extract(edition.search_entry.text))
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


@pytest.mark.parametrize(
    "body",
    [
        "lo" * 2_500,
        " ".join(f"word{number}" for number in range(20_000)),
        "again " * 300 + "and again",
        "' \" \\ : * & | ! ( ) <-> %s {} NEAR \u0338 \u202e \U0001f600 ʼ ''",
        "ʼ'" * 2_000,
        "й\u0306" * 2_000,
        " ".join(f"{number:05}{'щ' * 54}" for number in range(15_000)),
    ],
    ids=[
        "a word of 5,000 letters",
        "20,000 words",
        "one word 300 times",
        "signs",
        "apostrophes",
        "marks",
        "long words",
    ],
)
def test_whatever_an_edition_says_it_is_published_and_found(body, author, editor):
    draft = factories.draft(by=author, headline="The lotus blooms", body=f"<p>{body}</p>")
    factories.publish(draft, by=editor)
    assert [edition.headline for edition in look("lotus", timezone.now()).editions] == ["The lotus blooms"]


def test_of_a_very_long_text_the_beginning_is_found(editor, author):
    text = " ".join(f"word{number}" for number in range(20_000))
    factories.publish(factories.draft(by=author, headline="Long", body=f"<p>{text}</p>"), by=editor)
    at = timezone.now()
    assert [look(word, at).total for word in ("word7", '"word12998 word12999"', "word19999")] == [1, 1, 0]


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
