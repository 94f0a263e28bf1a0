"""The rules that the database itself keeps, on both databases; PostgreSQL's extra one where it is."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import Category, CategoryText, Contact, ContactText, Edition, Notice, OldAddress, Release

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2022, 5, 28, 8, 0, tzinfo=datetime.UTC)
ONE = NOON + datetime.timedelta(hours=1)
TWO = NOON + datetime.timedelta(hours=2)


@pytest.fixture
def release(db):
    return Release.objects.create(slug="bridge", date=NOON.date(), published_at=NOON)


def approved(release, number, live_from, live_until=None):
    return Edition(
        release=release, number=number, headline="x", stage="approved", live_from=live_from, live_until=live_until
    )


def raises_integrity_error(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_one_edition_of_a_release_is_open_at_a_time(release):
    Edition.objects.create(release=release, number=1, headline="x")
    raises_integrity_error(lambda: Edition.objects.create(release=release, number=2, headline="x", stage="in review"))
    Edition.objects.create(release=release, number=2, headline="x", stage="discarded")


def test_one_approved_edition_has_no_end(release):
    approved(release, 1, NOON).save()
    raises_integrity_error(approved(release, 2, ONE).save)


def test_one_approved_edition_begins_at_a_moment(release):
    approved(release, 1, NOON, ONE).save()
    raises_integrity_error(approved(release, 2, NOON, TWO).save)


def test_an_edition_ends_after_it_begins(release):
    raises_integrity_error(approved(release, 1, ONE, NOON).save)
    raises_integrity_error(approved(release, 1, ONE, ONE).save)


def test_only_an_approved_edition_has_a_moment(release):
    raises_integrity_error(lambda: Edition.objects.create(release=release, number=1, headline="x", live_from=NOON))
    raises_integrity_error(lambda: Edition.objects.create(release=release, number=1, headline="x", stage="approved"))


def test_a_number_is_given_once_in_a_release(release):
    Edition.objects.create(release=release, number=1, headline="x")
    raises_integrity_error(lambda: Edition.objects.create(release=release, number=1, headline="x", stage="discarded"))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no exclusion constraints")
def test_no_two_editions_are_in_force_at_one_moment(release):
    approved(release, 1, NOON, TWO).save()
    raises_integrity_error(approved(release, 2, ONE).save)
    approved(release, 2, TWO).save()


def test_an_address_is_given_once(release):
    raises_integrity_error(lambda: Release.objects.create(slug="bridge", date=NOON.date(), published_at=ONE))
    Release.objects.create(slug="bridge", date=NOON.date(), published_at=ONE, language="ru")
    Release.objects.create(slug="bridge")
    Release.objects.create(slug="bridge")


def test_a_date_comes_with_the_moment_of_publication():
    raises_integrity_error(lambda: Release.objects.create(slug="bridge", date=NOON.date()))
    raises_integrity_error(lambda: Release.objects.create(slug="bridge", published_at=NOON))


def test_a_pin_ends_after_it_begins():
    raises_integrity_error(lambda: Release.objects.create(slug="bridge", pinned_from=ONE, pinned_until=NOON))


def test_a_notice_ends_after_it_begins():
    raises_integrity_error(lambda: Notice.objects.create(text="Flood", shown_from=ONE, shown_until=NOON))


def test_an_old_address_leads_to_one_thing(release):
    text = CategoryText.objects.create(category=Category.objects.create(), name="Roads", slug="roads")
    raises_integrity_error(lambda: OldAddress.objects.create(path="/a/"))
    raises_integrity_error(lambda: OldAddress.objects.create(path="/a/", release=release, category_text=text))


def test_a_person_to_call_has_one_name_a_language():
    marina, denis = Contact.objects.create(name="Marina"), Contact.objects.create(name="Denis")
    ContactText.objects.create(contact=marina, language="ru", name="Марина")
    raises_integrity_error(lambda: ContactText.objects.create(contact=marina, language="ru", name="Мария"))
    ContactText.objects.create(contact=marina, language="kk", name="Марина")
    ContactText.objects.create(contact=denis, language="ru", name="Марина")


def test_a_category_has_one_name_a_language_and_each_slug_once_a_language():
    category = Category.objects.create()
    CategoryText.objects.create(category=category, name="Roads", slug="roads")
    raises_integrity_error(lambda: CategoryText.objects.create(category=category, name="Ways", slug="ways"))
    raises_integrity_error(
        lambda: CategoryText.objects.create(category=Category.objects.create(), name="Roads", slug="roads")
    )
    CategoryText.objects.create(category=category, language="ru", name="Дороги", slug="roads")
