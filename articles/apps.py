"""The articles app: releases, what they say and said, and the desk that writes them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles import permissions
from pressroom import cleaning, desk, people, roles

# By role, the next one with all of the ones before it.
AUTHOR = (
    "articles.view_release",
    "articles.add_release",
    "articles.change_release",
    "articles.view_edition",
    "articles.add_edition",
    "articles.change_edition",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
    "articles.view_contact",
    "articles.add_contact",
    "articles.change_contact",
    # Their names in other languages are a part of them.
    *(f"articles.{verb}_contacttext" for verb in ("view", "add", "change")),
    "articles.view_category",
)
EDITOR = (
    *AUTHOR,
    "articles.approve_edition",
    "articles.delete_contact",
    "articles.view_letter",
    *(
        f"articles.{verb}_{model}"
        for model in ("category", "categorytext", "notice", "page")
        for verb in ("view", "add", "change", "delete")
    ),
)


class ArticlesConfig(AppConfig):
    """Releases, editions, categories, images, counters."""

    name = "articles"
    verbose_name = _("Releases")

    def ready(self):
        """Tell the project who may do what here, and what the desk shows of it."""
        from articles import clock, counters, hands, letters, panels, presence, preview_links, rendered, searched
        from articles.search import index
        from articles.views import shortcuts
        from pressroom import derived, jobs, moments, processes
        from pressroom.front import shortcuts as front

        roles.grant(roles.AUTHORS, *AUTHOR)
        roles.grant(roles.EDITORS, *EDITOR)
        roles.grant(roles.ADMINISTRATORS, *EDITOR)
        for order, label, name in (
            (10, _("Releases"), "release"),
            (20, _("Photographs"), "image"),
            (50, _("Categories"), "category"),
            (60, _("People to call"), "contact"),
            (70, _("Pages"), "page"),
            (80, _("Notices"), "notice"),
        ):
            desk.navigation(label, f"admin:articles_{name}_changelist", f"articles.view_{name}", order=order)
        desk.page("calendar/", "articles.admin.calendar.month", "calendar", "articles.view_edition")
        desk.page("bar/", "articles.views.bar.bar", "bar", is_guarded=False)
        desk.page("searches/", "articles.admin.searches.table", "searches", "articles.view_edition")
        desk.navigation(_("Calendar"), "admin:calendar", "articles.view_edition", order=15)
        desk.navigation(_("Letters"), "admin:letters", "articles.view_letter", order=95)
        desk.banner(panels.unsigned_banner)
        desk.panel(panels.letters, order=5)
        desk.panel(panels.unsigned, order=10)
        desk.panel(panels.waiting, order=20)
        desk.panel(panels.behind, order=25)
        desk.panel(panels.mine, order=30)
        desk.panel(panels.schedule, order=40, place=desk.AHEAD)
        desk.panel(panels.readers, order=60, place=desk.BELOW)
        desk.panel(panels.searches, order=65, place=desk.BELOW)
        people.letter("wants_submitted", permissions.EDITOR)
        for name in ("wants_returned", "wants_approved", "wants_today"):
            people.letter(name, permissions.AUTHOR)
        people.also_at_work(hands.in_hand)
        jobs.reaper(letters.reap)
        moments.add(clock.following)
        processes.at_start(counters.start)
        front.add("POST", "/view/", shortcuts.view)
        front.add("GET", "/state/", shortcuts.state)
        derived.add(index.make, "articles.SearchEntry")
        derived.add(rendered.make, "articles.RenderedEdition")
        cleaning.daily(_("letters that were sent long ago"), letters.forget)
        cleaning.daily(_("traces of who had a form open"), presence.forget)
        cleaning.daily(_("expired preview links"), preview_links.forget)
        cleaning.daily(_("counts of what was searched for long ago"), searched.forget)
        cleaning.daily(_("loose pieces of the index of search"), index.tidy)
