"""One of everything, for tests that go through every address."""

import datetime

from django.urls import reverse
from django.utils import timezone

from articles import preview_links, renditions, short_addresses, sitemaps, workflow
from articles.models import Notice, Page
from comments import moderation, receipts
from tests import factories

BODY = """
<p>Cars went over at <strong>noon</strong>. <a href="https://example.org/">The plan</a> of last year.</p>
<h2>What it cost</h2><blockquote><p>It was worth it.</p><p><cite>The mayor</cite></p></blockquote>
<table><thead><tr><th scope="col">Year</th><th scope="col">Sum</th></tr></thead>
<tbody><tr><td>2021</td><td>12</td></tr></tbody></table><ul><li>Steel</li></ul>
<figure><img data-image="{image}"></figure>
"""


def busy_release(editor, moderator):
    """Make a release with everything that a page can show, and return it: corrected, illustrated, answered."""
    photographs = [factories.image(caption="The bridge", credit="Pressroom") for _number in range(3)]
    use = {"alternative_text": "A bridge", "caption": "At noon", "credit": "Pressroom"}
    release = factories.live_release(
        headline="The bridge is open, the road is not",
        dateline="Astrakhan",
        body=BODY.format(image=photographs[2].pk),
        categories=[factories.CategoryFactory()],
        contacts=[factories.ContactFactory()],
        lead_image=photographs[0],
        images=[{"image": photographs[1].pk, "role": "gallery", **use}],
    )
    draft = workflow.new_edition(release, by=editor)
    workflow.save(draft, by=editor, revision=draft.revision, contents={"lead": "Cars cross the Volga."})
    factories.publish(draft, by=editor, kind="correction", public_note="The hour was wrong.")
    comment = factories.CommentFactory(release=release, website="https://example.org/")
    moderation.approve([comment], by=moderator)
    moderation.answer(comment, by=moderator, office="Ministry of Transport", text="In June.")
    return release


class World:
    """One of everything, and the path of each name in the table."""

    def __init__(self, author):
        category = factories.CategoryFactory(text__slug="roads")
        self.live = factories.live_release(by=author, categories=[category], lead_image=factories.image())
        draft = factories.draft(by=author, lead_image=factories.image())
        # A second save, by another hand: there is something to compare.
        draft = workflow.save(draft, by=factories.desk(), revision=1, contents={"dateline": "Akhtubinsk"})
        link = preview_links.share(draft, by=author, name="The lawyer")
        shared = reverse("articles:shared", args=[preview_links.token(link)])
        of_draft = renditions.url(draft.images.get().image, "wide", 320, "jpg")
        page = Page.objects.create(slug="privacy", title="Privacy", body="<p>None is kept.</p>")
        comment = factories.CommentFactory(release=self.live)
        # With so many editions on record that any two of them can be chosen.
        changed = factories.live_release(timezone.now() - datetime.timedelta(days=1), by=author, slug="changed")
        # Its translation is behind once it is changed.
        translation = workflow.translate(changed, by=author, language="ru")
        for number, note in enumerate(["It was Monday.", "It was Tuesday."]):
            following = workflow.new_edition(changed, by=author)
            contents = {"headline": f"Another headline, the {number}th"}
            workflow.save(following, by=author, revision=following.revision, contents=contents)
            factories.publish(following, kind="correction", public_note=note)
        shown = factories.identity_of_ones_own()
        self.rows = {
            "auth_user": factories.UserFactory(username="somebody"),
            "auth_group": author.groups.get(),
            "articles_category": category,
            "articles_contact": factories.ContactFactory(),
            "articles_release": self.live,
            "articles_edition": draft,
            "articles_image": draft.images.get().image,
            "articles_notice": Notice.objects.create(text="Flood"),
            "articles_page": page,
            "comments_comment": comment,
        }
        date = self.live.date
        self.paths = {
            "theme": shown.theme_url,
            "emblem": shown.emblem_url,
            "articles:category": reverse("articles:category", kwargs={"slug": "roads"}),
            "articles:category_year": f"/category/roads/{self.live.date:%Y}/",
            "articles:category_month": f"/category/roads/{self.live.date:%Y/%m}/",
            "articles:category_day": f"/category/roads/{self.live.date:%Y/%m/%d}/",
            "articles:category_feed": reverse("articles:category_feed", kwargs={"slug": "roads"}),
            "articles:category_atom": reverse("articles:category_atom", kwargs={"slug": "roads"}),
            "articles:page": page.get_absolute_url(),
            "articles:sitemap_of_releases": f"/sitemap-releases-{(self.live.pk - 1) // sitemaps.SPAN + 1}.xml",
            "articles:year": f"/{date:%Y}/",
            "articles:month": f"/{date:%Y/%m}/",
            "articles:day": f"/{date:%Y/%m/%d}/",
            "articles:history": changed.url("articles:history"),
            "articles:edition": changed.url("articles:edition", number=1),
            "articles:comparison": changed.url("articles:comparison", before=1, after=2),
            "articles:card": self.live.url("articles:card", version="0123456789"),
            "articles:short": short_addresses.path(self.live),
            "articles:rendition": renditions.url(self.live.editions.get().images.get().image, "wide", 320, "jpg"),
            "articles:rendition of a draft": of_draft,
            "articles:api_release": reverse("articles:api_release", kwargs={"id": self.live.pk}),
            "articles:api_image": reverse(
                "articles:api_image", kwargs={"id": self.live.editions.get().images.get().image_id}
            ),
            "articles:shared": shared,
            "articles:shared_rendition": shared + of_draft[1:],
            "admin:articles_release_translate": reverse("admin:articles_release_translate", args=[self.live.pk, "kk"]),
            "admin:articles_edition_original": reverse("admin:articles_edition_original", args=[translation.pk]),
            "admin:articles_edition_confirm": reverse("admin:articles_edition_confirm", args=[translation.pk]),
            "admin:articles_edition_revoke": reverse("admin:articles_edition_revoke", args=[draft.pk, link.pk]),
            "password_reset_confirm": reverse("password_reset_confirm", args=["x", "y"]),
            "comments:sent": receipts.address(comment),
        }

    def path(self, name):
        """Return the path of an address of the table."""
        name = name.removesuffix(" POST")
        if name in self.paths:
            return self.paths[name]
        if name in {"articles:release", "articles:view", "articles:pixel", "articles:like", "articles:state"} or (
            name.startswith("comments:")
        ):
            return self.live.url(name)
        for prefix, row in self.rows.items():
            if name.startswith(f"admin:{prefix}_") and not name.endswith(
                ("_changelist", "_add", "_library", "_upload", "_slug", "_autosave_new")
            ):
                if name == "admin:articles_release_verb":
                    return reverse(name, args=[row.pk, "withdraw"])
                return reverse(name, args=[row.pk])
        return reverse(name)
