"""Everything that can happen to a site, as steps of one small site that has one of everything."""

import datetime
from urllib.parse import quote

from django.forms import MultiWidget
from django.urls import reverse
from django.utils import timezone

from articles import cards, categories, library, renditions, short_addresses, sitemaps, workflow
from articles.models import Category, CategoryText, Edition, Notice, Page, Release
from comments import moderation
from comments.models import Comment
from pressroom import identity
from tests import factories
from tests.articles.lists import moment

FOREIGN = "/news/index.php?id=12"
MINUTE = datetime.timedelta(minutes=1)


class Site:
    """A small site in two languages with one of everything."""

    def __init__(self, clock, client):
        self.clock, self.client = clock, client
        self.desk = factories.desk()
        client.force_login(self.desk)
        nature = factories.CategoryFactory(text__name="Nature", text__slug="nature", position=1)
        factories.CategoryTextFactory(category=nature, language="ru", name="Природа", slug="priroda")
        roads = factories.CategoryFactory(text__name="Roads", text__slug="roads", position=2)
        self.nature, self.roads = nature, roads
        self.contact = factories.ContactFactory(name="Marina")
        factories.ContactTextFactory(contact=self.contact, language="ru", name="Марина", role="Пресс-секретарь")
        self.images = [factories.image(factories.jpeg(640, 400 + n), caption=f"Photograph {n}") for n in range(4)]
        lead, gallery, in_body, on_page = self.images
        self.older = factories.live_release(
            moment("2022-05-27 09:00"), headline="Lotus of May", slug="older", categories=[nature, roads]
        )
        self.main = factories.live_release(
            moment("2022-05-28 09:00"),
            headline="The lotus fields open",
            slug="lotus",
            dateline="Astrakhan",
            body=f'<p>"Come & see."</p><figure><img data-image="{in_body.pk}"></figure>',
            categories=[nature],
            contacts=[self.contact],
            lead_image=lead,
            images=[
                {"image": gallery.pk, "role": "gallery", **gallery.words},
                {"image": in_body.pk, "role": "body", **in_body.words},
            ],
        )
        factories.live_release(moment("2022-05-28 09:10"), headline="Between", slug="between")
        self.translated = self.translation_of(self.main, "Лотос цветёт", "lotos")
        self.own = factories.live_release(
            moment("2022-05-28 09:20"), language="ru", headline="Лотос один", slug="odin", categories=[nature]
        )
        body = f'<p>Words.</p><figure><img data-image="{on_page.pk}"></figure>'
        self.edit("page", title="Privacy", slug="privacy", language="en", body=body)
        self.edit("page", title="Частное", slug="privacy", language="ru", body=body)
        self.edit("page", title="Rules", slug="rules-for-replies", language="en", body="<p>Be civil.</p>")
        self.edit("notice", text="Flood", language="en", **_at("shown_from", timezone.now() - MINUTE))
        self.comment = factories.CommentFactory(release=self.main, website="https://example.org/")
        moderation.approve([self.comment], by=self.desk)
        workflow.add_address(self.main, by=self.desk, address=FOREIGN)
        factories.identity_of_ones_own()
        self.watched = [self.main, self.translated, self.older, self.own]
        self.former = set()

    def translation_of(self, release, headline, slug):
        draft = workflow.translate(release, by=self.desk, language="ru")
        images = [
            {"image": use.image_id, "role": use.role, "alternative_text": "Серое", "caption": "Фото", "credit": "П"}
            for use in draft.images.all()
        ]
        contents = {"headline": headline, "lead": "Лид.", "dateline": "", "body": "<p>Текст.</p>", "images": []}
        contents["images"] = [use for use in images if use["role"] != "body"]
        draft = workflow.save(draft, by=self.desk, revision=draft.revision, contents=contents)
        workflow.readdress(draft.release, by=self.desk, slug=slug, typed_date=None)
        return factories.publish(draft).release

    def paths(self):
        """Return the public addresses of every kind, those of former steps among them."""
        found = {"/", "/?view=large", f"/?before=2022-05-28-{self.main.pk}", "/robots.txt", "/sitemap.xml", "/kk/"}
        found |= {"/api/v1/categories/", "/api/v1/releases/?q=lotus", f"/api/v1/releases/{self.main.pk}/", FOREIGN}
        found |= {"/feed/atom/", "/2022/", "/2022/05/28/", "/api/v1/", "/about/rules-for-replies/"}
        found.add("/about/accessibility/")
        number = (self.main.pk - 1) // sitemaps.SPAN + 1
        for start, words in (("/", "lotus"), ("/ru/", "Лотос")):
            below = ("feed/", "news-sitemap.xml", "sitemap-pages.xml", f"sitemap-releases-{number}.xml", "2022/05/")
            below += ("", f"search/?q={quote(words)}", "about/privacy/")
            found |= {start + path for path in below}
        found |= {text.get_absolute_url() for text in CategoryText.objects.all()}
        found |= {self.nature.texts.get(language="en").get_absolute_url() + path for path in ("feed/", "2022/05/")}
        for release in self.watched:
            release.refresh_from_db()
            found.add(release.get_absolute_url())
        below = ("history/", "history/1/2/", "replies/", "replies/feed/", "reply/")
        found |= {self.main.get_absolute_url() + path for path in below} | {short_addresses.path(self.main)}
        live = Edition.objects.live(timezone.now()).filter(release=self.main).select_related("release").first()
        if live:
            found.add(cards.url(live, identity.load()))
        for image in self.images:
            image.refresh_from_db()
        found.add(renditions.url(self.images[0], "wide", 320, "jpg"))
        self.former |= found
        return sorted(self.former)

    def edit(self, model, row=None, **typed):
        """Save a form of the desk as a person does: with what it has, but for what is typed."""
        name = f"admin:articles_{model}_{'change' if row else 'add'}"
        path = reverse(name, args=[row.pk] if row else [])
        shown = self.client.get(path).context
        forms = [shown["adminform"].form]
        for inline in shown["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        sent = {}
        for field in (field for form in forms for field in form):
            value, widget = field.value(), field.field.widget
            if isinstance(widget, MultiWidget):
                sent |= {f"{field.html_name}_{n}": part for n, part in enumerate(widget.decompress(value))}
            else:
                sent[field.html_name] = value
        sent = {key: value for key, value in (sent | typed).items() if value is not None}
        response = self.client.post(path, sent)
        assert response.status_code == 302, response.content.decode()

    def delete(self, model, row):
        """Delete something at the desk."""
        path = reverse(f"admin:articles_{model}_delete", args=[row.pk])
        assert self.client.post(path, {"post": "yes"}).status_code == 302

    def live(self, release):
        return release.editions.filter(stage="approved").order_by("-number")[0]

    def follow(self, release, *, live_from=None, kind="correction", renders=None, **contents):
        """Publish the next edition of a release."""
        edition = workflow.new_edition(release, by=self.desk, **({"renders": renders} if renders else {}))
        edition = workflow.save(edition, by=self.desk, revision=edition.revision, contents=contents)
        note = "" if kind == "minor" else "It was wrong."
        return factories.publish(edition, live_from=live_from, kind=kind, public_note=note)

    def scheduled(self, minutes=3, **contents):
        """Schedule a new release."""
        contents = {"headline": "Lotus to come", "slug": "to-come", "categories": [self.nature], **contents}
        return factories.publish(factories.draft(**contents), live_from=timezone.now() + minutes * MINUTE)

    def pass_by(self, minutes=5):
        """Do nothing but let time go by."""
        self.clock.move_to(timezone.now() + minutes * MINUTE)


def _at(name, when):
    local = timezone.localtime(when)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def _text(category, language):
    return category.texts.get(language=language)


def _translate_together(site):
    """Approve a new release and its translation at once."""
    draft = factories.draft(headline="Two lotuses", slug="two", categories=[site.nature])
    draft = workflow.submit(draft, by=site.desk)
    other = workflow.translate(draft.release, by=site.desk, language="ru")
    words = {"headline": "Два лотоса", "lead": "Лид.", "body": "<p>Текст.</p>"}
    other = workflow.submit(workflow.save(other, by=site.desk, revision=other.revision, contents=words), by=site.desk)
    workflow.approve_together(
        draft, translations=[other], by=factories.UserFactory(username="second", is_superuser=True)
    )


def _import(site):
    row = {"language": "en", "slug": "imported", "live_from": moment("2022-05-28 08:00"), "author": site.desk}
    contents = {"headline": "Lotus of before", "lead": "", "body": "<p>The text.</p>", "categories": [site.nature.pk]}
    contents |= {"dateline": "", "contacts": [], "images": []}
    workflow.import_approved([row | {"contents": contents, "old_addresses": ["/old/1.html"]}])


def _answer(site):
    moderation.answer(site.comment, by=site.desk, office="Ministry", text="In June.")


def _notice():
    return Notice.objects.get(text__startswith="Flood")


def _page(slug, language="en"):
    return Page.objects.get(slug=slug, language=language)


def _translation(slug):
    original = Release.objects.get(slug=slug, language="en")
    return Release.objects.get(translation_key=original.translation_key, language="ru")


def _last(slug):
    return Release.objects.get(slug=slug).editions.latest("number")


STEPS = [
    ("a draft is begun and submitted", lambda s: workflow.submit(factories.draft(categories=[s.roads]), by=s.desk)),
    ("approve", lambda s: factories.publish(factories.draft(headline="Lotus", slug="new", categories=[s.roads]))),
    ("correct", lambda s: s.follow(s.main, headline="The lotus fields open on Monday")),
    ("confirm", lambda s: workflow.confirm(s.live(s.translated), by=s.desk, original=s.live(s.main))),
    ("update", lambda s: s.follow(s.main, kind="update", lead="Another lead.", categories=[s.nature.pk, s.roads.pk])),
    (
        "bring up to date",
        lambda s: s.follow(s.translated, kind="update", lead="Другой лид.", renders=s.live(s.main)),
    ),
    ("minor", lambda s: s.follow(s.main, kind="minor", dateline="Akhtubinsk")),
    ("schedule a correction", lambda s: s.follow(s.main, live_from=timezone.now() + 3 * MINUTE, headline="Lotus late")),
    ("its moment comes", Site.pass_by),
    ("withdraw", lambda s: workflow.withdraw(s.main, by=s.desk, reason="Not decided.")),
    ("restore", lambda s: workflow.restore(s.main, by=s.desk, reason="Decided.")),
    ("remove", lambda s: workflow.remove(s.main, by=s.desk, reason="A name.")),
    ("put back", lambda s: workflow.put_back(s.main, by=s.desk)),
    ("remove and lead on", lambda s: workflow.remove(s.older, by=s.desk, reason="A name.", redirect_to="/2022/")),
    ("put that back", lambda s: workflow.put_back(s.older, by=s.desk)),
    ("readdress", lambda s: workflow.readdress(s.older, by=s.desk, slug="old", typed_date=datetime.date(2022, 5, 26))),
    ("readdress the main one", lambda s: workflow.readdress(s.main, by=s.desk, slug="lotuses", typed_date=None)),
    ("schedule a first edition", Site.scheduled),
    ("reschedule", lambda s: workflow.reschedule(_last("to-come"), by=s.desk, live_from=timezone.now() + 4 * MINUTE)),
    ("that comes", Site.pass_by),
    ("schedule another", lambda s: s.scheduled(headline="Never", slug="never")),
    ("unschedule", lambda s: workflow.unschedule(_last("never"), by=s.desk)),
    ("what was unscheduled never comes", Site.pass_by),
    ("translate and approve together", _translate_together),
    ("detach", lambda s: workflow.detach(_translation("two"), by=s.desk)),
    ("pin", lambda s: workflow.pin(s.older, by=s.desk, pinned_until=timezone.now() + 3 * MINUTE)),
    ("the pin ends", Site.pass_by),
    ("pin later", lambda s: workflow.pin(s.older, by=s.desk, pinned_from=timezone.now() + 3 * MINUTE)),
    ("the pin begins", Site.pass_by),
    ("unpin", lambda s: workflow.unpin(s.older, by=s.desk)),
    ("drop an address", lambda s: workflow.drop_address(s.main, by=s.desk, address=FOREIGN)),
    ("add it to another", lambda s: workflow.add_address(s.older, by=s.desk, address=FOREIGN)),
    ("rename a category", lambda s: categories.rename(_text(s.nature, "en"), by=s.desk, name="Wild nature")),
    ("describe it", lambda s: categories.rename(_text(s.nature, "ru"), by=s.desk, description="О природе.")),
    ("give it another slug", lambda s: categories.rename(_text(s.nature, "en"), by=s.desk, slug="wild")),
    ("reorder", lambda s: s.edit("category", s.roads, position=0)),
    (
        "name a category in Russian",
        lambda s: s.edit(
            "category", s.roads, **{"texts-TOTAL_FORMS": 2, "texts-1-language": "ru", "texts-1-name": "Дороги"}
        ),
    ),
    ("a new category", lambda s: s.edit("category", **{"texts-0-language": "en", "texts-0-name": "Empty"})),
    ("delete it", lambda s: s.delete("category", Category.objects.get(texts__name="Empty"))),
    ("words of a photograph", lambda s: library.change(s.images[3], by=s.desk, alternative_text="Other", caption="O")),
    ("cut the lead", lambda s: library.change(s.images[0], by=s.desk, focal_x=10)),
    ("cut in the gallery", lambda s: library.change(s.images[1], by=s.desk, focal_y=10)),
    ("cut in the text", lambda s: library.change(s.images[2], by=s.desk, focal_x=90)),
    ("cut on a page", lambda s: library.change(s.images[3], by=s.desk, focal_x=20)),
    ("a contact's number", lambda s: s.edit("contact", s.contact, telephone="+7 8512 51-00-01")),
    ("a contact's name", lambda s: s.edit("contact", s.contact, name="Marina T.")),
    ("a contact in Russian", lambda s: s.edit("contact", s.contact, **{"texts-0-name": "Марина Т."})),
    ("no contact in Russian", lambda s: s.edit("contact", s.contact, **{"texts-0-name": "", "texts-0-role": ""})),
    ("change a notice", lambda s: s.edit("notice", _notice(), text="Flood, again", link="https://example.org/")),
    ("it ends later", lambda s: s.edit("notice", _notice(), **_at("shown_until", timezone.now() + 3 * MINUTE))),
    ("it is over", Site.pass_by),
    (
        "a notice to come",
        lambda s: s.edit("notice", text="Storm", language="ru", **_at("shown_from", timezone.now() + 3 * MINUTE)),
    ),
    ("it comes", Site.pass_by),
    ("delete it at once", lambda s: s.delete("notice", Notice.objects.get(text="Storm"))),
    ("a new page", lambda s: s.edit("page", title="History", slug="history", language="en", body="<p>Long.</p>")),
    ("change it", lambda s: s.edit("page", _page("history"), title="Our history", body="<p>Longer.</p>")),
    ("move it", lambda s: s.edit("page", _page("history"), position=9)),
    ("rename the rules", lambda s: s.edit("page", _page("rules-for-replies"), title="All rules")),
    ("delete the rules", lambda s: s.delete("page", _page("rules-for-replies"))),
    ("delete a translated page", lambda s: s.delete("page", _page("privacy", "ru"))),
    ("one's own statement", lambda s: s.edit("page", title="Access", slug="accessibility", language="en", body="<p>A")),
    ("the site's name", lambda s: identity.save({"name_en": "Press of ours", "name_ru": "Пресса"}, by=s.desk)),
    ("its colour", lambda s: identity.save({"accent": "#123456"}, by=s.desk)),
    ("its telephone and address", lambda s: identity.save({"telephone": "112", "address_ru": "Ул."}, by=s.desk)),
    ("its networks", lambda s: identity.save({"telegram": "https://t.me/ours"}, by=s.desk)),
    ("no emblem", lambda s: identity.save({"emblem": ""}, by=s.desk)),
    ("a reply that waits", lambda s: factories.CommentFactory(release=s.main, text="It waits.")),
    ("let it be read", lambda s: moderation.approve(Comment.objects.get(text="It waits."), by=s.desk)),
    ("an answer", _answer),
    ("hide the reply", lambda s: moderation.reject([s.comment], by=s.desk, reason="Rude.")),
    ("hide the other", lambda s: moderation.mark_spam(Comment.objects.get(text="It waits."), by=s.desk)),
    ("close for replies", lambda s: workflow.close_replies(s.main, by=s.desk)),
    ("open again", lambda s: workflow.open_replies(s.main, by=s.desk)),
    ("import", _import),
    ("midnight is near", lambda s: s.clock.move_to(moment("2022-05-29 23:50"))),
    ("midnight", Site.pass_by),
    ("after midnight", Site.pass_by),
    ("news are two days old, nearly", lambda s: s.clock.move_to(moment("2022-05-30 08:55"))),
    ("news are older", lambda s: s.clock.move_to(moment("2022-05-30 09:05"))),
]
