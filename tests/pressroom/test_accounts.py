"""Accounts: who may make whom what."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from pressroom import roles
from tests import factories

URL = "/admin/auth/user/"


@pytest.fixture
def administrator(db):
    """In the group, and no superuser."""
    return factories.UserFactory(username="chief", role=roles.ADMINISTRATORS)


def fields(user, **changed):
    data = {"username": user.username, "first_name": "", "last_name": "", "email": "", "is_active": "on"}
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
    }
    assert client_for(administrator).post(f"{URL}add/", data).status_code == 302
    newcomer = get_user_model().objects.get(username="newcomer")
    assert newcomer.has_perm("articles.change_edition")
    assert newcomer.check_password("a long enough passphrase")


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


def test_nobody_shuts_themselves_out(client_for, admin):
    response = client_for(admin).post(f"{URL}{admin.pk}/change/", {"username": "admin", "first_name": "Olga"})
    assert response.status_code == 302
    admin.refresh_from_db()
    assert (admin.first_name, admin.is_active, admin.is_staff, admin.is_superuser) == ("Olga", True, True, True)


def test_a_new_account_is_offered_the_desk(client_for, administrator):
    form = client_for(administrator).get(f"{URL}add/").context_data["adminform"].form
    assert form["is_staff"].value() is True


def test_list_add_change_search_and_password_open(client_for, admin, django_assert_max_num_queries):
    client = client_for(admin)
    for path in ("", "?q=adm", "add/", f"{admin.pk}/change/", f"{admin.pk}/password/"):
        assert client.get(URL + path).status_code == 200, path
    with django_assert_max_num_queries(100) as few:
        client.get(URL)
    for _number in range(4):
        factories.UserFactory(role=roles.AUTHORS)
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
    assert labels == {"articles", "auth", "comments"}
