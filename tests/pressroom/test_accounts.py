"""Accounts: who may make whom what."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from pressroom import roles
from pressroom.models import Profile
from tests import factories

URL = "/admin/auth/user/"


@pytest.fixture
def administrator(db):
    """In the group, and no superuser."""
    return factories.UserFactory(username="chief", role=roles.ADMINISTRATORS)


def fields(user, **changed):
    data = {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "language": "en",
    }
    return data | {"is_staff": "on", "groups": [group.pk for group in user.groups.all()]} | changed


def test_the_groups_have_what_the_apps_granted_after_the_first_migrate(db):
    for role, granted in roles._granted.items():
        group = Group.objects.get(name=role)
        held = {f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")}
        assert granted <= held


def test_an_administrator_makes_an_account_with_a_role(client_for, administrator):
    data = {
        "username": "newcomer",
        "password1": "a long enough passphrase",
        "password2": "a long enough passphrase",
        "is_staff": "on",
        "groups": [Group.objects.get(name=roles.AUTHORS).pk],
        "office": "Ministry of Health",
        "language": "kk",
    }
    assert client_for(administrator).post(f"{URL}add/", data).status_code == 302
    newcomer = get_user_model().objects.get(username="newcomer")
    assert newcomer.has_perm("articles.change_edition")
    assert newcomer.check_password("a long enough passphrase")
    assert (newcomer.profile.office, newcomer.profile.language) == ("Ministry of Health", "kk")


def test_an_administrator_cannot_make_a_superuser_or_give_single_rights(client_for, administrator, author):
    data = fields(author, is_superuser="on", user_permissions=[1])
    client_for(administrator).post(f"{URL}{author.pk}/change/", data)
    author.refresh_from_db()
    assert not author.is_superuser
    assert not author.user_permissions.exists()


def test_an_administrator_cannot_touch_a_superuser(client_for, administrator, admin):
    client = client_for(administrator)
    assert client.post(f"{URL}{admin.pk}/change/", fields(admin, username="mine")).status_code == 403
    passwords = {"password1": "a long enough passphrase", "password2": "a long enough passphrase"}
    assert client.post(f"{URL}{admin.pk}/password/", passwords).status_code == 403
    admin.refresh_from_db()
    assert admin.username == "admin"


def test_an_administrator_cannot_widen_a_role(client_for, administrator):
    group = Group.objects.get(name=roles.AUTHORS)
    response = client_for(administrator).post(f"/admin/auth/group/{group.pk}/change/", {"name": "Authors"})
    assert response.status_code == 403
    assert group.permissions.exists()


def test_a_superuser_makes_a_superuser(client_for, admin, author):
    client_for(admin).post(f"{URL}{author.pk}/change/", fields(author, is_superuser="on"))
    author.refresh_from_db()
    assert author.is_superuser


def test_accounts_are_made_inactive_and_never_deleted(client_for, admin, author):
    client = client_for(admin)
    assert client.post(f"{URL}{author.pk}/delete/", {"post": "yes"}).status_code == 403
    data = fields(author)
    del data["is_active"]
    client.post(f"{URL}{author.pk}/change/", data)
    author.refresh_from_db()
    assert not author.is_active


def test_an_account_and_its_profile_are_one_form(client_for, admin, author):
    client = client_for(admin)
    for office in ("Ministry of Health", "Ministry of Roads"):
        data = fields(author, first_name="Aliya", office=office, language="ru")
        assert client.post(f"{URL}{author.pk}/change/", data).status_code == 302
        author.refresh_from_db()
        assert (author.first_name, author.profile.office, author.profile.language) == ("Aliya", office, "ru")
    page = client.get(f"{URL}{author.pk}/change/").content.decode()
    assert 'value="Ministry of Roads"' in page
    assert Profile.objects.count() == 1


def test_an_account_without_its_profile_is_not_saved(client_for, admin, author):
    data = fields(author, first_name="Aliya", language="xx")
    assert client_for(admin).post(f"{URL}{author.pk}/change/", data).status_code == 422
    author.refresh_from_db()
    assert author.first_name == ""


def test_people_are_found_by_name_and_office_in_any_alphabet(client_for, admin, author, editor):
    author.first_name, author.last_name = "Әлия", "Бекова"
    author.save()
    Profile.objects.create(user=author, office="Министерство здравоохранения")
    for words in ("бекова", "ӘЛИЯ министерство", "здравоохранения", "author"):
        found = client_for(admin).get(URL, {"q": words}).context_data["cl"].result_list
        assert [user.username for user in found] == ["author"], words


def test_somebody_who_leaves_is_out_at_once_and_their_work_stays_signed(client_for, admin, author, editor):
    author.first_name, author.last_name = "Aliya", "Bekova"
    author.save()
    release, draft = factories.live_release(by=author), factories.draft(by=author, headline="Half a bridge")
    theirs = client_for(author)
    assert theirs.get("/admin/").status_code == 200
    data = fields(author, first_name="Aliya", last_name="Bekova")
    del data["is_active"]
    response = client_for(admin).post(f"{URL}{author.pk}/change/", data, follow=True)
    assert theirs.get("/admin/").status_code == 302
    assert client_for().post("/admin/login/", {"username": "author", "password": factories.PASSWORD}).status_code == 422
    page = response.content.decode()
    assert "Aliya Bekova is signed out. This stays behind" in page
    assert f"<a href='/admin/articles/edition/{draft.pk}/change/'>Half a bridge (draft)</a>" in page.replace(
        "Draft", "draft"
    )
    record = client_for(editor).get(f"/admin/articles/release/{release.pk}/change/").content.decode()
    assert "Aliya Bekova" in record


def test_the_form_says_what_a_person_has_in_hand(client_for, admin, author):
    path = f"{URL}{author.pk}/change/"
    assert "Nothing." in client_for(admin).get(path).content.decode()
    draft = factories.draft(by=author, headline="<b>Half</b> a bridge")
    page = client_for(admin).get(path).content.decode()
    assert f"/admin/articles/edition/{draft.pk}/change/" in page
    assert "&lt;b&gt;Half&lt;/b&gt; a bridge" in page


def test_the_queue_has_no_page_at_the_desk(client_for, admin):
    assert client_for(admin).get("/admin/django_tasks_database/dbtaskresult/").status_code == 404


def test_nobody_shuts_themselves_out(client_for, admin):
    data = {"username": "admin", "first_name": "Olga", "language": "en"}
    response = client_for(admin).post(f"{URL}{admin.pk}/change/", data)
    assert response.status_code == 302
    admin.refresh_from_db()
    assert (admin.first_name, admin.is_active, admin.is_staff, admin.is_superuser) == ("Olga", True, True, True)


def test_a_new_account_is_offered_the_desk(client_for, administrator):
    form = client_for(administrator).get(f"{URL}add/").context_data["adminform"].form
    assert form["is_staff"].value() is True


def test_list_add_change_search_and_password_open(client_for, admin, django_assert_max_num_queries):
    client = client_for(admin)
    for path in ("", "?q=adm", "?o=3", "add/", f"{admin.pk}/change/", f"{admin.pk}/password/"):
        assert client.get(URL + path).status_code == 200, path
    with django_assert_max_num_queries(100) as few:
        client.get(URL)
    for _number in range(4):
        Profile.objects.create(user=factories.UserFactory(role=roles.AUTHORS), office="Press service")
    with django_assert_max_num_queries(len(few)):
        client.get(URL)


def test_roles_open_for_a_superuser(client_for, admin):
    group = Group.objects.get(name=roles.AUTHORS)
    for path in ("", "?q=auth", f"{group.pk}/change/"):
        assert client_for(admin).get(f"/admin/auth/group/{path}").status_code == 200


def test_a_role_is_offered_the_rights_of_every_app_that_grants_any(client_for, admin):
    path = f"/admin/auth/group/{Group.objects.get(name=roles.AUTHORS).pk}/change/"
    offered = client_for(admin).get(path).context["adminform"].form.fields["permissions"].queryset
    labels = set(offered.values_list("content_type__app_label", flat=True))
    assert labels == {"articles", "auth", "comments", "pressroom"}


def test_no_right_is_offered_to_records_that_the_desk_does_not_show(client_for, admin):
    path = f"/admin/auth/group/{Group.objects.get(name=roles.AUTHORS).pk}/change/"
    html = client_for(admin).get(path).content.decode()
    assert "Profile: Change" in html
    assert "Salt:" not in html
    assert "Rate count:" not in html
