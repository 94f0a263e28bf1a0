"""Who publishes the site: an administrator says it at the desk, and every page has it at once."""

from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Picture

from pressroom import colours, emblem, identity, roles
from pressroom.models import Identity, IdentityText
from pressroom.refusals import Conflict, Refused
from tests.factories import UserFactory, live_release
from tests.pressroom.jobs import work

pytestmark = pytest.mark.django_db

URL = "/admin/site/"


def picture(colour="#123456", size=(200, 100), form="PNG"):
    """Return a picture as a browser sends it."""
    out = BytesIO()
    Picture.new("RGB", size, colour).save(out, form)
    return SimpleUploadedFile("emblem.png", out.getvalue(), content_type="image/png")


@pytest.fixture
def administrator(db):
    """Somebody in the group, who is no superuser."""
    return UserFactory(username="chief", role=roles.ADMINISTRATORS)


@pytest.fixture
def save(client_for, administrator):
    """A function that sends the form with other values, as the browser would, and returns the answer."""
    client = client_for(administrator)

    def send(**values):
        form = client.get(URL).context_data["form"]
        fields = {field.name: field.value() for field in form if field.value() not in (None, False)}
        fields.pop("upload", None)
        return client.post(URL, fields | values)

    send.client = client
    return send


def test_everything_has_a_default_and_nothing_has_to_be_saved(client_for, save):
    page = client_for().get("/").content.decode()
    assert f"<title>{settings.SITE_NAME}</title>" in page
    assert "/theme/" not in page
    assert "/emblem/" not in page
    # A form that is sent as it came changes nothing and is nobody's change.
    assert save().url == URL
    assert not Identity.objects.exists()
    assert not LogEntry.objects.exists()


def test_what_an_administrator_saves_is_on_the_public_pages_at_once_in_each_language(client_for, save, administrator):
    public = client_for()
    public.get("/")
    names = {"name_en": "Press Service of Tver", "name_ru": "Пресс-служба Твери", "address_ru": "Тверь, пл. Ленина, 1"}
    assert save(**names, upload=picture(), accent="#ffd400", telephone="+7 4822 00-00-00").url == URL
    for path, name in (("/", names["name_en"]), ("/ru/", names["name_ru"]), ("/kk/", names["name_en"])):
        page = public.get(path).content.decode()
        assert f"<title>{name}</title>" in page
        assert '<link rel="stylesheet" href="/theme/725e00-ffd400.css">' in page
        assert 'width="200" height="100" alt=""' in page
    russian = identity.load("ru")
    assert (russian.address, russian.telephone, russian.has_contact) == (
        "Тверь, пл. Ленина, 1",
        "+7 4822 00-00-00",
        True,
    )
    entry = LogEntry.objects.get()
    assert entry.user == administrator
    assert entry.get_change_message() == ("Changed name, postal address, emblem, colour and telephone.")


def test_the_defaults_come_back_when_they_are_asked_for(save):
    save(name_en="Press Service of Tver", upload=picture(), accent="#ffd400", vk="https://vk.com/tver")
    name = Identity.objects.get().emblem.name
    assert save(name_en="", built_in_emblem="on", built_in_accent="on", vk="").url == URL
    assert identity.load() == identity.Identity("en", name=settings.SITE_NAME)
    assert Identity.objects.get().emblem.name == ""
    assert name.startswith("emblem/")


def test_the_built_in_colour_chosen_by_hand_is_no_colour_of_ones_own(save):
    save(accent="#ffd400")
    save(accent=colours.BUILT_IN["light"].upper())
    assert identity.load().theme_url == ""


def test_the_page_says_in_words_that_a_colour_was_mended(save):
    save(accent="#ffd400")
    page = save.client.get(URL).content.decode()
    assert "The colour was mended" in page
    assert "#ffd400 would be hard to read, so #725e00 is shown" in page
    assert page.count("would be hard to read, so") == 1
    assert 'fill="#725e00"' in page
    save(accent="#004400")
    assert "On dark pages: #004400 would be hard to read" in save.client.get(URL).content.decode()


def test_nobody_but_an_administrator_may_change_it(client_for, administrator, editor, save):
    fields = {"seen": "default", "name_en": "Mine"}
    assert client_for(editor).get(URL).status_code == 403
    assert client_for(editor).post(URL, fields).status_code == 403
    for person in (editor, AnonymousUser()):
        with pytest.raises(Refused):
            identity.save({"name_en": "Mine"}, by=person)
    assert not Identity.objects.exists()
    assert f'href="{URL}"' not in client_for(editor).get("/admin/").content.decode()
    assert client_for(administrator).post(URL, fields).url == URL
    assert identity.load().name == "Mine"


def test_a_request_that_holds_no_form_empties_nothing(save):
    save(name_en="Press Service of Tver")
    response = save.client.post(URL, {})
    assert response.status_code == 422
    assert "came incomplete" in response.content.decode()
    assert identity.load().name == "Press Service of Tver"


# In each round every field is wrong in its own way.
WRONG = {
    "vk": ("javascript:alert(1)", "https://vk.com.evil.example/a", "https://vk.com/", "https://me:you@vk.com/a"),
    "telegram": ("http://t.me/a", "https://vk.com/a", "https://t.me:8443/a", "https://t.me\\evil.example/a"),
    "website": ("javascript:alert(1)", "data:text/html,x", "https://me:you@example.org/", "ftp://example.org/"),
    "email": ("press@", "a@b.c\nBcc: x@example.org", "@", "https://example.org/"),
    "telephone": ("call us", "javascript:1", "1", "<b>112</b>"),
    "accent": ("red;}", "#fff", "#12345g", "red"),
    "name_kk": ("x" * 121, "x" * 121, "x" * 121, "x" * 121),
}


@pytest.mark.once
@pytest.mark.parametrize("number", range(4))
def test_what_is_wrong_comes_back_with_all_that_was_typed(save, number):
    wrong = {field: values[number] for field, values in WRONG.items()}
    response = save(name_en="Press Service of Tver", **wrong)
    assert response.status_code == 422
    form = response.context_data["form"]
    assert set(form.errors) == set(WRONG)
    page = response.content.decode()
    assert 'value="Press Service of Tver"' in page
    for field, value in wrong.items():
        assert form[field].value() == value
        assert f'<a href="#id_{field}">' in page
    assert not Identity.objects.exists()
    with pytest.raises(ValidationError) as refused:
        identity.save({**wrong, "name_en": "Press Service of Tver"}, by=UserFactory(is_superuser=True))
    assert set(refused.value.message_dict) == set(WRONG)


RIGHT = {
    "vk": (("vk.com/tver", "https://vk.com/tver"), ("https://m.vk.ru/tver",) * 2),
    "telegram": (("https://telegram.me/tver",) * 2, ("https://t.me/tver?x=1",) * 2),
    "odnoklassniki": (("https://ok.ru/group/5",) * 2, ("https://www.ok.ru/group/5",) * 2),
    "whatsapp": (("https://wa.me/79990000000",) * 2, ("https://whatsapp.com/channel/a",) * 2),
    "youtube": (("https://www.youtube.com/@tver",) * 2, ("https://youtu.be/a",) * 2),
    "x": (("https://twitter.com/tver",) * 2, ("https://x.com/tver",) * 2),
    "facebook": (("https://www.facebook.com/tver",) * 2, ("https://facebook.com/tver",) * 2),
    "website": (("http://example.org",) * 2, ("https://пример.example/",) * 2),
    "telephone": ((" +7 (4822)\u00a000-00-00, ext. 12", "+7 (4822) 00-00-00, ext. 12"), ("112", "112")),
    "name_en": (("Press\r\nSubject:  \u202eService", "Press Subject: Service"), ("  ", "")),
}


@pytest.mark.parametrize("number", range(2))
def test_what_is_right_is_kept_as_one_line(save, number):
    assert save(**{field: pairs[number][0] for field, pairs in RIGHT.items()}).url == URL
    kept = identity.stored()
    assert {field: kept[field] for field in RIGHT} == {field: pairs[number][1] for field, pairs in RIGHT.items()}


def test_a_name_with_markup_is_text_everywhere(client_for, save, editor):
    name = '<script>alert(1)</script>"&'
    save(name_en=name)
    for response in (
        client_for().get("/"),
        client_for().get("/feed/"),
        client_for().get("/nowhere"),
        save.client.get(URL),
    ):
        page = response.content.decode()
        assert "<script>alert" not in page
        assert "alert(1)" in page


@pytest.mark.once
@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("emblem.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "Export it as PNG"),
        (SimpleUploadedFile("emblem.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "not a picture"),
        (picture(size=(40, 40)), "only 40 by 40"),
    ],
)
def test_a_file_that_is_no_emblem_is_refused_and_nothing_is_stored(save, upload, words):
    response = save(name_en="Press Service of Tver", upload=upload)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Identity.objects.exists()
    assert not default_storage.exists("emblem")


def test_a_file_that_was_right_has_to_be_chosen_again_where_something_else_was_wrong(save):
    assert "once more" in save(upload=picture(), telephone="call us").content.decode()
    assert "Either" in save(upload=picture(), built_in_emblem="on").content.decode()
    assert not default_storage.exists("emblem")


def test_who_was_overtaken_is_told_and_can_save_all_the_same(save, admin):
    form = save.client.get(URL).context_data["form"]
    mine = {field.name: field.value() for field in form if field.value()} | {"name_en": "Mine"}
    identity.save({"name_en": "Theirs", "telephone": "112"}, by=admin)
    response = save.client.post(URL, mine)
    assert response.status_code == 409
    assert "Somebody else has saved" in response.content.decode()
    assert identity.load().name == "Theirs"
    again = response.context_data["form"]
    assert save.client.post(URL, mine | {"seen": again["seen"].value()}).url == URL
    assert identity.load().name == "Mine"
    with pytest.raises(Conflict):
        identity.save({"name_en": "Late"}, by=admin, seen="default")


@pytest.mark.django_db(transaction=True)
def test_an_emblem_that_nobody_needs_any_more_is_removed(save, client_for):
    files = []
    for colour in ("#123456", "#654321"):
        save(upload=picture(colour))
        files.append(Identity.objects.get().emblem.name)
        assert default_storage.exists(files[-1])
    assert not default_storage.exists(files[0])
    assert client_for().get(reverse("emblem", args=[emblem.version_of(files[0])])).status_code == 404
    # The same picture again is the same file, and brings it back where it was lost.
    default_storage.delete(files[1])
    save(upload=picture("#654321"))
    assert default_storage.exists(files[1])
    # What fails later leaves the one that is set.
    with pytest.raises(ValidationError):
        identity.save({"emblem": "", "telephone": "?"}, by=UserFactory(is_superuser=True))
    assert default_storage.exists(files[1])
    save(built_in_emblem="on")
    assert not default_storage.exists(files[1])


def test_the_emblem_is_served_to_be_kept_and_no_other_file_is(client_for, save, settings):
    save(upload=picture())
    public, found = client_for(), identity.load()
    response = public.get(found.emblem_url)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert Picture.open(BytesIO(response.content)).size == found.emblem_size == (200, 100)
    default_storage.save("emblem/secret.png", BytesIO(b"x"))
    for version in ("secret", f"{'0' * 20}-10x10", found.emblem.rpartition("/")[2]):
        missing = public.get(f"/emblem/{version}.png")
        assert missing.status_code == 404
        assert "no-store" in missing.headers["Cache-Control"]
    settings.MEDIA_ACCEL = "/protected/"
    response = public.get(found.emblem_url)
    assert (response.headers["X-Accel-Redirect"], response.content) == (f"/protected/{found.emblem}", b"")
    default_storage.delete(found.emblem)
    settings.MEDIA_ACCEL = ""
    assert public.get(found.emblem_url).status_code == 404


def test_the_colour_is_a_style_sheet_to_be_kept_and_asks_for_nothing(client_for, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client_for().get("/theme/725e00-ffd400.css")
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]
    sheet = response.content.decode()
    assert "@media not print" in sheet
    assert "{ --accent: #725e00 }" in sheet
    assert "{ --accent: #ffd400 }" in sheet


@pytest.mark.once
@pytest.mark.parametrize(
    "pair",
    ["ffd400-ffd400", "725e00-725e00", "725E00-ffd400", "725e00-ffd4000", "fff-fff", "725e00-red", "red;}-ffd400"],
)
def test_nothing_that_cannot_be_read_is_a_style_sheet(client_for, pair):
    assert client_for().get(f"/theme/{pair}.css").status_code == 404


def test_a_page_costs_no_more_with_an_identity_than_without(client_for, save):
    release = live_release()
    for path in ("/", release.get_absolute_url()):
        before = _queries(client_for(), path)
        save(name_en=f"Press Service of Tver {path}", upload=picture(), accent="#ffd400", telephone="112")
        assert _queries(client_for(), path) == before


def _queries(client, path):
    # The first page after a change counts what is live.
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_its_name_is_in_feeds_letters_logins_and_errors(client_for, save, author):
    save(name_en="Tver Press", name_ru="Пресса Твери", accent="#ffd400")
    public = client_for()
    for path in (
        "/feed/", "/feed/atom/", "/nowhere", "/2020/", "/admin/login/", "/admin/password_reset/",
        "/admin/password_reset/done/", "/admin/reset/x/y/", "/admin/reset/done/",
    ):  # fmt: skip
        assert "Tver Press" in public.get(path).content.decode(), path
    for path in ("/ru/feed/", "/ru/2020/"):
        assert "Пресса Твери" in public.get(path).content.decode(), path
    # A page that can't ask the database says what this process read last.
    page = render_to_string("500.html")
    assert "Tver Press" in page
    assert "/theme/725e00-ffd400.css" in page
    public.post("/admin/password_reset/", {"email": author.email})
    work()
    assert mail.outbox[0].subject == "A new password for Tver Press"
    assert "\nTver Press\n" in mail.outbox[0].body


def test_an_administrator_is_told_while_citizens_cannot_reach_the_office(client_for, administrator, editor, save):
    words = "Citizens can’t reach the office"
    assert words in save.client.get("/admin/").content.decode()
    assert words not in client_for(editor).get("/admin/").content.decode()
    assert "The law on accessibility" in save.client.get(URL).content.decode()
    save(email="press@example.org")
    assert words not in save.client.get("/admin/").content.decode()
    assert "The law on accessibility" not in save.client.get(URL).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_it_back_with_its_emblem(tmp_path, client_for, administrator):
    values = {
        "name_kk": "Тверь баспасөзі",
        "emblem": emblem.read(picture()),
        "accent": "#ffd400",
        "vk": "https://vk.com/a",
    }
    identity.save(values, by=administrator)
    before = identity.load("kk")
    call_command("backup", tmp_path / "backup.tar.gz")
    identity.save({"name_kk": "", "emblem": "", "accent": ""}, by=administrator)
    assert identity.load("kk") != before
    call_command("restore", tmp_path / "backup.tar.gz", replace=True, yes=True)
    assert identity.load("kk") == before
    assert client_for().get(before.emblem_url).status_code == 200
    assert IdentityText.objects.get().language == "kk"
    # And can be changed again.
    assert identity.save({"name_kk": "Басқа", "name_ru": "Другая"}, by=UserFactory(is_superuser=True))
