"""Who may open what at the desk: one table."""

import pytest

from tests import factories

# 200: opens; 302: led elsewhere (the public to the login); 403: refused.
TABLE = [
    # (path, public, author, editor, moderator, administrator)
    ("/admin/", 302, 200, 200, 200, 200),
    ("/admin/articles/release/", 302, 200, 200, 200, 200),
    ("/admin/articles/release/add/", 302, 302, 302, 302, 302),
    ("/admin/articles/release/{release}/change/", 302, 200, 200, 200, 200),
    ("/admin/articles/release/{release}/do/withdraw/", 302, 403, 200, 403, 200),
    ("/admin/articles/release/{release}/do/new-edition/", 302, 200, 200, 403, 200),
    ("/admin/articles/release/{release}/delete/", 302, 403, 403, 403, 403),
    ("/admin/articles/edition/add/", 302, 200, 200, 403, 200),
    ("/admin/articles/edition/{edition}/change/", 302, 200, 200, 200, 200),
    ("/admin/articles/edition/{edition}/preview/", 302, 200, 200, 200, 200),
    ("/admin/articles/edition/{edition}/delete/", 302, 403, 403, 403, 403),
    ("/admin/articles/image/", 302, 200, 200, 403, 200),
    ("/admin/articles/image/add/", 302, 200, 200, 403, 200),
    ("/admin/articles/category/", 302, 200, 200, 403, 200),
    ("/admin/articles/category/add/", 302, 403, 200, 403, 200),
    ("/admin/articles/contact/", 302, 200, 200, 403, 200),
    ("/admin/articles/contact/add/", 302, 200, 200, 403, 200),
    ("/admin/articles/notice/", 302, 403, 200, 403, 200),
    ("/admin/articles/notice/add/", 302, 403, 200, 403, 200),
    ("/admin/articles/page/", 302, 403, 200, 403, 200),
    ("/admin/articles/page/add/", 302, 403, 200, 403, 200),
    ("/admin/auth/user/", 302, 403, 403, 403, 200),
    ("/admin/auth/user/add/", 302, 403, 403, 403, 200),
    ("/admin/auth/group/", 302, 403, 403, 403, 200),
    ("/admin/auth/group/add/", 302, 403, 403, 403, 403),
]
PEOPLE = ["public", "author", "editor", "moderator", "administrator"]


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [(path, who, status) for path, *statuses in TABLE for who, status in zip(PEOPLE, statuses, strict=True)],
)
def test_each_page_of_the_desk_opens_for_whom_it_should(client_for, db, path, who, status):
    roles = {"author": "Authors", "editor": "Editors", "moderator": "Moderators", "administrator": "Administrators"}
    user = None if who == "public" else factories.UserFactory(username=who, role=roles[who])
    path = path.format(release=factories.live_release().pk, edition=factories.draft().pk)
    assert client_for(user).get(path).status_code == status


def test_who_is_no_staff_stays_outside(client_for, author):
    author.is_staff = False
    author.save()
    assert client_for(author).get("/admin/").status_code == 302
