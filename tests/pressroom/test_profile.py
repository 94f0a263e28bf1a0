"""One's own profile: name, office, language, and which letters one wants."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from pressroom.models import Profile

URL = "/admin/profile/"
FIELDS = {"first_name": "Aliya", "last_name": "Bekova", "office": "Ministry of Health", "language": "kk"}


def test_each_person_keeps_their_own(client_for, author):
    data = FIELDS | {"wants_returned": "on", "username": "boss", "email": "new@example.org", "is_superuser": "on"}
    assert client_for(author).post(URL, data).url == URL
    author.refresh_from_db()
    assert author.get_full_name() == "Aliya Bekova"
    assert (author.username, author.email, author.is_superuser) == ("author", "author@press.example.org", False)
    profile = Profile.objects.get()
    assert (profile.user, profile.office, profile.language) == (author, "Ministry of Health", "kk")
    assert [profile.wants_returned, profile.wants_approved, profile.wants_today] == [True, False, False]


def test_what_one_is_not_asked_stays_as_it_was(client_for, author):
    Profile.objects.create(user=author, wants_submitted=False)
    client_for(author).post(URL, FIELDS | {"wants_submitted": "on"})
    assert Profile.objects.get().wants_submitted is False


def test_who_has_no_profile_sees_what_the_defaults_are(client_for, author):
    form = client_for(author).get(URL).context_data["form"]
    assert form["wants_returned"].value() is True
    assert form["language"].value() == "en"
    assert not Profile.objects.exists()


@pytest.mark.parametrize(("role", "count"), [("author", 3), ("editor", 4), ("moderator", 0)])
def test_people_are_asked_about_the_letters_that_they_get(client_for, request, role, count):
    form = client_for(request.getfixturevalue(role)).get(URL).context_data["form"]
    assert len(form.letters) == count


def test_a_foolish_form_comes_back_and_changes_nothing(client_for, author):
    response = client_for(author).post(URL, FIELDS | {"language": "xx"})
    assert response.status_code == 422
    author.refresh_from_db()
    assert author.first_name == ""


def test_it_says_that_no_mail_server_is_named(client_for, author, settings):
    assert "no mail server" not in client_for(author).get(URL).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "no mail server" in client_for(author).get(URL).content.decode()


def test_it_says_that_somebody_without_an_address_gets_no_letters(client_for, author):
    author.email = ""
    author.save()
    assert "no email is kept for you" in client_for(author).get(URL).content.decode()


def test_the_public_is_sent_to_the_login(client_for, db):
    assert client_for().get(URL).url.startswith("/admin/login/")


def test_the_sidebar_leads_to_it(client_for, moderator):
    assert f'href="{URL}"' in client_for(moderator).get("/admin/").content.decode()


def test_the_language_holds_at_once_and_names_itself(client_for, author):
    client = client_for(author)
    assert '<option value="kk" lang="kk">Қазақша</option>' in client.get(URL).content.decode()
    page = client.post(URL, FIELDS, follow=True)
    assert page.headers["Content-Language"] == "kk"
    assert '<html lang="kk"' in page.content.decode()
    # What is said of the change is said in the language that was chosen.
    with translation.override("kk"):
        said = gettext("Your profile is saved.")
    assert said != "Your profile is saved."
    assert said in page.content.decode()
