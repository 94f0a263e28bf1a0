"""Who may open what: one table of (address, who, status) that covers every address of the project."""

import pytest
from django.urls import get_resolver

from pressroom import roles
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db

WHO = ("public", "author", "editor", "moderator", "administrator")
LOGIN = 302  # to the login page

EVERYBODY = (200,) * 5
STAFF = (LOGIN, 200, 200, 200, 200)
WRITERS = (LOGIN, 200, 200, 403, 200)
EDITORS = (LOGIN, 403, 200, 403, 200)
MODERATORS = (LOGIN, 403, 200, 200, 200)
ADMINISTRATORS = (LOGIN, 403, 403, 403, 200)
NOBODY = (LOGIN, 403, 403, 403, 403)
ELSEWHERE = (302,) * 5  # it has nothing to show; the desk leads on to what has
NEVER = (405,) * 5
NO_LOGIN_PAGE = (403, 200, 200, 403, 200)  # for script, which a login page would not help


def but(status, policy):
    """Return the policy with another answer for those whom it lets in: of a form sent empty, say."""
    return tuple(status if answer == 200 else answer for answer in policy)


# For each address what each of WHO gets on GET and on an empty POST. 422 is a form back with its errors.
TABLE = {
    "healthz": (EVERYBODY, NEVER),
    "theme": (EVERYBODY, NEVER),
    "emblem": (EVERYBODY, NEVER),
    "articles:front": (EVERYBODY, NEVER),
    "articles:feed": (EVERYBODY, NEVER),
    "articles:atom": (EVERYBODY, NEVER),
    "articles:category": (EVERYBODY, NEVER),
    "articles:category_feed": (EVERYBODY, NEVER),
    "articles:category_atom": (EVERYBODY, NEVER),
    "articles:page": (EVERYBODY, NEVER),
    "articles:api": (EVERYBODY, NEVER),
    "articles:api_releases": (EVERYBODY, NEVER),
    "articles:api_release": (EVERYBODY, NEVER),
    "articles:api_categories": (EVERYBODY, NEVER),
    "articles:api_image": (EVERYBODY, NEVER),
    "articles:api_openapi": (EVERYBODY, NEVER),
    "articles:year": (EVERYBODY, NEVER),
    "articles:month": (EVERYBODY, NEVER),
    "articles:day": (EVERYBODY, NEVER),
    "articles:category_year": (EVERYBODY, NEVER),
    "articles:category_month": (EVERYBODY, NEVER),
    "articles:category_day": (EVERYBODY, NEVER),
    "articles:release": (EVERYBODY, NEVER),
    "articles:history": (EVERYBODY, NEVER),
    "articles:edition": (EVERYBODY, NEVER),
    "articles:comparison": (EVERYBODY, NEVER),
    "articles:card": (EVERYBODY, NEVER),
    "articles:short": (ELSEWHERE, NEVER),
    "articles:view": (NEVER, but(204, EVERYBODY)),
    "articles:pixel": (EVERYBODY, NEVER),
    "articles:like": (EVERYBODY, but(400, EVERYBODY)),
    "articles:state": (EVERYBODY, NEVER),
    "articles:rendition": (EVERYBODY, NEVER),
    "articles:rendition of a draft": ((404, 200, 200, 404, 200), NEVER),
    "articles:shared": (EVERYBODY, NEVER),
    "articles:shared_rendition": (EVERYBODY, NEVER),
    "articles:search": (EVERYBODY, NEVER),
    "articles:searched": (NEVER, but(204, EVERYBODY)),
    "articles:searched_pixel": (EVERYBODY, NEVER),
    "articles:robots": (EVERYBODY, NEVER),
    "articles:sitemap": (EVERYBODY, NEVER),
    "articles:sitemap_of_pages": (EVERYBODY, NEVER),
    "articles:sitemap_of_releases": (EVERYBODY, NEVER),
    "articles:news_sitemap": (EVERYBODY, NEVER),
    "comments:reply": (EVERYBODY, but(422, EVERYBODY)),
    "comments:stamp": (EVERYBODY, NEVER),
    "comments:replies": (EVERYBODY, NEVER),
    "comments:feed": (EVERYBODY, NEVER),
    "comments:atom": (EVERYBODY, NEVER),
    "comments:sent": (EVERYBODY, NEVER),
    "admin:index": (STAFF, STAFF),
    "admin:login": ((200, 302, 302, 302, 302), but(422, EVERYBODY)),
    "admin:logout": (but(405, STAFF), STAFF),
    "admin:password_change": (STAFF, but(422, STAFF)),
    "admin:password_change_done": (STAFF, but(405, STAFF)),
    "admin:jsi18n": (STAFF, but(405, STAFF)),
    "admin:autocomplete": (NOBODY, but(405, STAFF)),
    "admin_password_reset": (EVERYBODY, but(422, EVERYBODY)),
    "password_reset_done": (EVERYBODY, NEVER),
    "password_reset_confirm": (EVERYBODY, EVERYBODY),
    "password_reset_complete": (EVERYBODY, NEVER),
    "admin:profile": (STAFF, but(422, STAFF)),
    "admin:bar": ((204, 200, 200, 200, 200), NEVER),
    "admin:site": (ADMINISTRATORS, but(422, ADMINISTRATORS)),
    "admin:letters": (EDITORS, EDITORS),
    "admin:calendar": (WRITERS, WRITERS),
    "admin:searches": (WRITERS, WRITERS),
    "admin:articles_release_changelist": (WRITERS, WRITERS),
    "admin:articles_release_add": (ELSEWHERE, ELSEWHERE),
    "admin:articles_release_change": (WRITERS, but(405, WRITERS)),
    "admin:articles_release_history": (ELSEWHERE, ELSEWHERE),
    "admin:articles_release_delete": (NOBODY, NOBODY),
    "admin:articles_release_verb": (EDITORS, but(422, EDITORS)),
    "admin:articles_release_add_address": (but(302, EDITORS), but(422, EDITORS)),
    "admin:articles_release_drop_address": (but(302, EDITORS), but(302, EDITORS)),
    "admin:articles_release_translate": (but(405, STAFF), but(302, WRITERS)),
    "admin:articles_edition_changelist": (ELSEWHERE, ELSEWHERE),
    "admin:articles_edition_add": (WRITERS, but(422, WRITERS)),
    "admin:articles_edition_change": (WRITERS, but(422, WRITERS)),
    "admin:articles_edition_history": ((LOGIN, 302, 302, 403, 302), (LOGIN, 302, 302, 403, 302)),
    "admin:articles_edition_delete": (NOBODY, NOBODY),
    "admin:articles_edition_slug": (STAFF, STAFF),
    "admin:articles_edition_autosave": (NEVER, but(422, NO_LOGIN_PAGE)),
    "admin:articles_edition_autosave_new": (NEVER, but(422, NO_LOGIN_PAGE)),
    "admin:articles_edition_presence": (NEVER, NO_LOGIN_PAGE),
    "admin:articles_edition_preview": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_preview_page": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_moment": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_links": (WRITERS, but(422, WRITERS)),
    "admin:articles_edition_revoke": (but(405, STAFF), but(302, WRITERS)),
    "admin:articles_edition_saves": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_compare": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_revert": (but(405, STAFF), but(404, WRITERS)),
    "admin:articles_edition_original": (WRITERS, but(405, STAFF)),
    "admin:articles_edition_confirm": (but(405, STAFF), but(404, WRITERS)),
    "admin:articles_edition_approve": (but(302, EDITORS), but(409, EDITORS)),
    "admin:articles_edition_return": (but(302, EDITORS), but(422, EDITORS)),
    "admin:articles_edition_force": (EDITORS, but(422, EDITORS)),
    "admin:articles_edition_countersign": (but(302, EDITORS), but(409, EDITORS)),
    "admin:articles_edition_override": (but(302, EDITORS), but(422, EDITORS)),
    "admin:articles_edition_remark": (but(302, WRITERS), but(422, WRITERS)),
    "admin:articles_image_changelist": (WRITERS, WRITERS),
    "admin:articles_image_add": (WRITERS, but(422, WRITERS)),
    "admin:articles_image_change": (WRITERS, but(422, WRITERS)),
    "admin:articles_image_history": (WRITERS, WRITERS),
    "admin:articles_image_delete": (NOBODY, NOBODY),
    "admin:articles_image_library": (NO_LOGIN_PAGE, NEVER),
    "admin:articles_image_upload": (NEVER, NO_LOGIN_PAGE),
    "admin:articles_category_changelist": (WRITERS, WRITERS),
    "admin:articles_category_add": (EDITORS, but(422, EDITORS)),
    "admin:articles_category_change": (WRITERS, but(422, EDITORS)),
    "admin:articles_category_history": (WRITERS, WRITERS),
    "admin:articles_category_delete": (ELSEWHERE, ELSEWHERE),
    "admin:articles_contact_changelist": (WRITERS, WRITERS),
    "admin:articles_contact_add": (WRITERS, but(422, WRITERS)),
    "admin:articles_contact_change": (WRITERS, but(422, WRITERS)),
    "admin:articles_contact_history": (WRITERS, WRITERS),
    "admin:articles_contact_delete": (EDITORS, EDITORS),
    "admin:articles_notice_changelist": (EDITORS, EDITORS),
    "admin:articles_notice_add": (EDITORS, but(422, EDITORS)),
    "admin:articles_notice_change": (EDITORS, but(422, EDITORS)),
    "admin:articles_notice_history": (EDITORS, EDITORS),
    "admin:articles_notice_delete": (EDITORS, EDITORS),
    "admin:articles_page_changelist": (EDITORS, EDITORS),
    "admin:articles_page_add": (EDITORS, but(422, EDITORS)),
    "admin:articles_page_change": (EDITORS, but(422, EDITORS)),
    "admin:articles_page_history": (EDITORS, EDITORS),
    "admin:articles_page_delete": (EDITORS, EDITORS),
    "admin:comments_comment_changelist": (MODERATORS, MODERATORS),
    "admin:comments_comment_add": (NOBODY, NOBODY),
    "admin:comments_comment_change": (MODERATORS, but(405, STAFF)),
    "admin:comments_comment_history": (MODERATORS, MODERATORS),
    "admin:comments_comment_delete": (NOBODY, NOBODY),
    "admin:comments_comment_decide": (but(405, STAFF), but(404, MODERATORS)),
    "admin:comments_comment_answer": (but(405, STAFF), but(422, MODERATORS)),
    "admin:auth_user_changelist": (ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_user_add": (ADMINISTRATORS, but(422, ADMINISTRATORS)),
    "admin:auth_user_change": (ADMINISTRATORS, but(422, ADMINISTRATORS)),
    "admin:auth_user_history": (ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_user_delete": (NOBODY, NOBODY),
    "admin:auth_user_password_change": (ADMINISTRATORS, but(422, ADMINISTRATORS)),
    "admin:auth_group_changelist": (ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_group_add": (NOBODY, NOBODY),
    "admin:auth_group_change": (ADMINISTRATORS, NOBODY),
    "admin:auth_group_history": (ADMINISTRATORS, ADMINISTRATORS),
    "admin:auth_group_delete": (NOBODY, NOBODY),
}
# Django's own, which need an app or an object in their path and lead to addresses of the table.
LEAD_ON = {"admin:app_list", "admin:view_on_site"}


def every_name(resolver=None, namespaces=()):
    """Yield the name of each address, with its namespaces; those without a name only redirect or answer 404."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from every_name(pattern, inner)
        elif pattern.name:
            yield ":".join([*namespaces, pattern.name])


@pytest.fixture
def people(author, editor, moderator, client_for):
    administrator = factories.UserFactory(username="administrator", role=roles.ADMINISTRATORS)
    everybody = dict(zip(WHO, [None, author, editor, moderator, administrator], strict=True))
    return {who: client_for(user) for who, user in everybody.items()}


def test_every_address_is_in_the_table():
    assert set(every_name()) == set(TABLE) - {"articles:rendition of a draft"} | LEAD_ON


def in_order(names):
    """Return the names so that logging out, after which nobody is who they were, comes last."""
    return sorted(names, key=lambda name: "logout" in name)


@pytest.mark.parametrize("column", [0, 1], ids=["GET", "POST"])
def test_each_address_answers_each_person_as_the_table_says(people, author, column):
    world, wrong = World(author), {}
    for name in in_order(TABLE):
        path, expected = world.path(name), dict(zip(WHO, TABLE[name][column], strict=True))
        got = {who: getattr(client, ("get", "post")[column])(path).status_code for who, client in people.items()}
        if got != expected:
            wrong[name] = {who: f"{got[who]}, not {expected[who]}" for who in WHO if got[who] != expected[who]}
    assert wrong == {}


@pytest.mark.once
def test_reading_sets_no_cookie_and_varies_by_none(people, author):
    world, wrong = World(author), []
    for name in TABLE:
        if name.startswith(("articles:", "comments:", "healthz")) and "draft" not in name:
            response = people["public"].get(world.path(name))
            if response.cookies or "cookie" in response.get("Vary", "").lower():
                wrong.append(name)
    assert not wrong


@pytest.mark.once
def test_nobody_keeps_a_page_of_the_desk(people, author):
    world = World(author)
    kept = [
        name
        for name in in_order(TABLE)
        if name.startswith("admin:") and "no-store" not in people["editor"].get(world.path(name))["Cache-Control"]
    ]
    assert not kept


@pytest.mark.once
def test_a_public_page_has_a_policy_without_anything_unsafe(people, author):
    world = World(author)
    for name in ("articles:front", "articles:release", "comments:reply", "articles:feed"):
        assert "unsafe" not in people["public"].get(world.path(name))["Content-Security-Policy"]
