"""axe on every kind of page, light and dark; nothing wider than a phone; nothing of another host."""

import datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import checks, searched, workflow
from articles.models import Notice
from tests import factories
from tests.test_access import TABLE
from tests.world import World, busy_release

# What the database has no part in: the pages are the same on each.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# What is no page: files, answers for script, feeds, and what leads on.
NO_PAGES = {
    "admin:bar",
    "healthz",
    "articles:feed",
    "articles:atom",
    "articles:category_feed",
    "articles:category_atom",
    "comments:feed",
    "comments:atom",
    "articles:view",
    "articles:pixel",
    "articles:searched",
    "articles:searched_pixel",
    "articles:state",
    "articles:rendition",
    "articles:card",
    "articles:short",
    "theme",
    "emblem",
    "articles:rendition of a draft",
    "articles:shared_rendition",
    "articles:robots",
    "articles:api_releases",
    "articles:api_release",
    "articles:api_categories",
    "articles:api_image",
    "articles:api_openapi",
    "articles:sitemap",
    "articles:sitemap_of_pages",
    "articles:sitemap_of_releases",
    "articles:news_sitemap",
    "comments:stamp",
    "admin:login",
    "admin:logout",
    "admin:jsi18n",
    "admin:autocomplete",
    "admin:articles_release_add",
    "admin:articles_release_history",
    "admin:articles_edition_changelist",
    "admin:articles_edition_history",
    "admin:articles_edition_slug",
    "admin:articles_edition_moment",
    "admin:articles_image_library",
    "admin:articles_image_upload",
    "admin:articles_category_delete",
    "admin:comments_comment_decide",
    "admin:comments_comment_answer",
}
PUBLIC = [name for name in TABLE if not name.startswith("admin:") and name not in NO_PAGES]
DESK = [
    name for name, (get, _post) in TABLE.items() if name.startswith("admin:") and name not in NO_PAGES and get[4] == 200
]


# What another width and other colours can break; the rest is the same markup.
BY_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]


@pytest.fixture
def check(axe):
    """A function that opens a path, and looks at it in light and in dark, on a desk's screen and on a phone's."""

    def at(page, path, click=None):
        page.goto(path)
        if click:
            page.get_by_role("button", name=click).click()
        for width, scheme, rules in ((1280, "light", {}), (390, "dark", {"runOnly": BY_LOOKS})):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            axe(page, **rules)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, f"{path} is wider than a phone"

    return at


def test_the_public_pages(open_page, check, author):
    world, page = World(author), open_page()
    for name in PUBLIC:
        check(page, world.path(name))
    check(page, "/category/roads/nothing/")
    check(page, world.live.url("comments:reply"), click="Send reply")


def test_the_search_and_what_the_desk_sees_of_it(open_page, check, sign_in, editor, moderator):
    busy_release(editor, moderator)
    factories.live_release(headline="Мост открыт", language="ru")
    page, at = open_page(), timezone.now()
    # Results in their groups with all filters set, and by their day; nothing; something elsewhere; foolish input.
    for query in (
        "bridge&language=all&until=2999-01-01",
        "bridge&sort=date",
        "nothing",
        "мост",
        "bridge&from=x&language=zz",
    ):
        check(page, f"/search/?q={query}")
    for words, found in (("bridge", 3), ("somebody looks for something, at length", 0), ("x" * 200, 0)):
        searched.count("en", words, found, at)
    sign_in(page, editor)
    check(page, reverse("admin:searches"))
    check(page, reverse("admin:index"))


@pytest.mark.parametrize("state", ["corrected", "withdrawn", "removed"])
def test_a_release_in_each_state(open_page, check, editor, moderator, state):
    release = busy_release(editor, moderator)
    Notice.objects.create(text="Flood warning", link="https://example.org/")
    if state == "withdrawn":
        workflow.withdraw(release, by=editor, reason="Not decided.")
    if state == "removed":
        workflow.remove(release, by=editor, reason="It named a child.")
    check(open_page(), release.get_absolute_url())


def test_the_login_page(open_page, check, db):
    page = open_page()
    check(page, reverse("admin:login"))
    check(page, reverse("admin:login"), click="Log in")


@pytest.mark.parametrize("half", [0, 1])
def test_the_pages_of_the_desk(open_page, check, sign_in, author, admin, half):
    world, page = World(author), open_page()
    sign_in(page, admin)
    for name in DESK[half::2]:
        check(page, world.path(name))


def test_the_form_of_a_release_with_everything(open_page, check, sign_in, editor, moderator):
    release = busy_release(editor, moderator)
    draft = workflow.new_edition(release, by=editor)
    page = open_page()
    sign_in(page, editor)
    check(page, reverse("admin:articles_edition_change", args=[draft.pk]))
    check(page, reverse("admin:articles_edition_change", args=[draft.pk]), click="Submit for review")
    check(page, reverse("admin:articles_release_change", args=[release.pk]))


def test_the_steps_of_an_edition(open_page, check, sign_in, author, editor):
    """In review as its approver and as its author see it; returned with faults; forced; what changed since."""
    page, draft = open_page(), factories.draft(by=author)
    form = reverse("admin:articles_edition_change", args=[draft.pk])
    sign_in(page, editor)
    workflow.submit(draft, by=author, remark="The sum is from the ministry.")
    check(page, form)
    check(page, reverse("admin:articles_edition_force", args=[draft.pk]))
    workflow.send_back(draft, by=editor, remark="Which ministry?")
    draft = workflow.save(draft, by=editor, revision=1, contents={"lead": "", "body": "<h3>TBC</h3><p>MFCX.</p>"})
    check(page, form)
    fault = checks.blocking(draft)[-1]
    query = urlencode({"check": fault.check, "subject": fault.subject})
    check(page, f"{reverse('admin:articles_edition_override', args=[draft.pk])}?{query}")
    draft = workflow.save(draft, by=author, revision=2, contents={"lead": "The lead of old.", "body": "<p>A text.</p>"})
    check(page, reverse("admin:articles_edition_compare", args=[draft.pk]))
    workflow.force(draft, by=editor, reason="The river rises.")
    for name in ("edition", "release"):
        pk = draft.pk if name == "edition" else draft.release_id
        check(page, reverse(f"admin:articles_{name}_change", args=[pk]))
    sign_in(page, author)
    check(page, form)


def test_a_translation_and_its_original(open_page, check, sign_in, author, editor):
    """Beside the form, behind on its record, in the list and on the first page; both in review."""
    page, image = open_page(), factories.image(caption="A bridge")
    original = factories.live_release(timezone.now() - datetime.timedelta(days=1), by=author, lead_image=image)
    draft = workflow.translate(original, by=author, language="ru")
    second = workflow.new_edition(original, by=author)
    words = {"headline": "Another", "lead": "Another lead.", "body": "<p>The text.</p><p>And more of it.</p>"}
    workflow.save(second, by=author, revision=second.revision, contents=words)
    factories.publish(second, kind="correction", public_note="It was wrong.")
    sign_in(page, editor)
    check(page, reverse("admin:articles_edition_change", args=[draft.pk]))
    check(page, reverse("admin:articles_release_change", args=[original.pk]))
    check(page, reverse("admin:articles_release_changelist"))
    check(page, reverse("admin:index"))
    both = factories.draft(by=author)
    russian = workflow.translate(both.release, by=author, language="ru")
    words = {"headline": "Мост", "lead": "Открыт мост.", "body": "<p>Открыт новый мост.</p>"}
    workflow.submit(workflow.save(russian, by=author, revision=russian.revision, contents=words), by=author)
    both = workflow.submit(both, by=author)
    check(page, reverse("admin:articles_edition_change", args=[both.pk]))


# What WCAG 1.4.12 asks a page to bear, as a reader's own style sheet brings it.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
# Words in the colour of the page on a ground of their own, under which the browser would lay the page's ground.
UNREADABLE = """() => [...document.querySelectorAll("a, button, summary")].filter((element) => {
  const {backgroundColor, color, forcedColorAdjust} = getComputedStyle(element);
  const canvas = getComputedStyle(document.documentElement).backgroundColor;
  return color === canvas && backgroundColor !== canvas && forcedColorAdjust !== "none";
}).map((element) => element.outerHTML)"""


def test_forced_colours_and_wide_spacing_leave_every_word_to_be_read(open_page, author, sign_in, admin):
    world = World(author)
    factories.live_release(language="ru")
    page = open_page(viewport={"width": 320, "height": 640}, forced_colors="active")
    page.goto(world.live.url("comments:reply"))
    assert page.get_by_role("button", name="Send reply").is_visible()
    assert not page.evaluate(UNREADABLE)
    page.evaluate(SPACING)
    menu, languages = page.locator("summary"), page.get_by_role("navigation", name="Languages")
    word = menu.bounding_box()
    assert word["x"] + word["width"] - 12 <= languages.bounding_box()["x"]
    menu.click()
    boxes = [link.bounding_box() for link in languages.get_by_role("link").all()]
    foot = max(box["y"] + box["height"] for box in boxes)
    listed = page.get_by_role("navigation", name="Categories").get_by_role("link").first.bounding_box()
    assert foot <= listed["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sign_in(page, admin)
    page.goto(reverse("admin:site"))
    assert not page.evaluate(UNREADABLE)


def test_reading_asks_no_other_host(open_page, live_server, editor, moderator):
    release = busy_release(editor, moderator)
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", release.get_absolute_url(), release.url("comments:reply")):
        page.goto(path, wait_until="networkidle")
    assert asked
    assert all(url.startswith((live_server.url, "data:")) for url in asked)
