"""What readers search for, and in vain: counted by day, language and words, without anything about who it was.

A page of results carries a signed token of what it answers, which its script sends back once somebody has seen it. So
nobody can have words counted that this site was not asked for, and the page stays the same for everybody.
"""

import datetime
import re
from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from articles.models import SearchedWords

DAYS = 30
KEPT_DAYS = 90
# Seconds for which the lists of the desk are kept.
KEPT_FOR = 60
LONGEST = SearchedWords._meta.get_field("words").max_length

# Without a time, so that a page stays as it is, and may be kept.
_signer = signing.Signer(salt="articles.searched")

# What may say who somebody is: an email address; six figures in a row, as documents and telephones have them; nine
# with something between them, and a telephone number of a town ('51-00-00').
_PERSONAL = re.compile(
    r"@|\d{6}|\d(?:[\s().+/–-]*\d){8}|(?<!\d)\d{2,3}[\s–-]\d{2}[\s–-]\d{2}(?!\d)",
)


class Searched(NamedTuple):
    """Words that were searched for in a language: how often, and how many releases the latest search found."""

    language: str
    words: str
    times: int
    found: int


class Lists(NamedTuple):
    """What `read` returns, each a list of `Searched`, the most frequent first."""

    most: list
    in_vain: list


def token(question, language, found):
    """Return the token of a search; empty for what isn't counted, since it may say who somebody is."""
    words = question.plain[:LONGEST]
    if not question or _PERSONAL.search(words):
        return ""
    return _signer.sign_object([language, words, found], compress=True)


def told(text):
    """Return the (language, words, found) of a token, or None where it wasn't signed here."""
    try:
        language, words, found = _signer.unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    return language, words, found


def count(language, words, found, at):
    """Count one search on the local day of `at`, by one statement: of any number at once each counts."""
    table = connection.ops.quote_name(SearchedWords._meta.db_table)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # The ORM's upsert replaces a column; only SQL adds to what another transaction has just put there.
        cursor.execute(
            f"INSERT INTO {table} (day, language, words, times, found) VALUES (%s, %s, %s, 1, %s) "  # noqa: S608
            f"ON CONFLICT (day, language, words) DO UPDATE "
            f"SET times = {table}.times + excluded.times, found = excluded.found",
            [timezone.localdate(at), language, words, found],
        )


def read(at, size, language=""):
    """Return the `Lists` of the thirty days that end with the day of `at`, of so many words each, in a language or all.

    In vain is what found nothing on any of these days: what has been answered since is no longer listed. They are
    three queries, and none for a minute after them.
    """
    today = timezone.localdate(at)
    return cache.get_or_set(f"searched:{today}:{language}:{size}", lambda: _read(today, size, language), KEPT_FOR)


def forget(at):
    """Delete what was counted more than ninety days ago; return how many rows that were."""
    first = timezone.localdate(at) - datetime.timedelta(days=KEPT_DAYS)
    deleted, _by_model = SearchedWords.objects.filter(day__lt=first).delete()
    return deleted


def _read(today, size, language):
    days = SearchedWords.objects.filter(day__gt=today - datetime.timedelta(days=DAYS), day__lte=today)
    if language:
        days = days.filter(language=language)
    sums = days.values("language", "words").annotate(sum=Sum("times"), best=Max("found"), last=Max("day"))
    sums = sums.order_by("-sum", "-last", "words", "language")
    most, in_vain = list(sums[:size]), list(sums.filter(best=0)[:size])
    latest = {
        (row.language, row.words): row.found
        for row in days.filter(words__in=[row["words"] for row in most]).order_by("day")
    }
    return Lists(*([_searched(row, latest) for row in rows] for rows in (most, in_vain)))


def _searched(row, latest):
    language, words = row["language"], row["words"]
    return Searched(language, words, row["sum"], latest.get((language, words), 0))
