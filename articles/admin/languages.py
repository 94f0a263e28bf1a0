"""A release in its languages, as the desk shows it: which are out, which wait, which are behind, which are missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import changes
from articles.models import Edition
from articles.permissions import AUTHOR
from articles.standing import Standing
from articles.translations import family, is_given_up, source
from pressroom.language import within

Status = Edition.Status
# Beside the letters, so that no colour says it alone.
_SIGNS = {
    Status.LIVE: "●",
    Status.SCHEDULED: "◷",
    Status.REVIEW: "◐",
    Status.DRAFT: "○",
    Status.WITHDRAWN: "×",
    Status.REMOVED: "×",
}
_ORDER = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}


@dataclass(frozen=True)
class Row:
    """One language of a family."""

    code: str
    # The language's name in the language of the desk.
    name: Any
    # Where its release stands; None where there is none, or it was given up before anybody read it.
    standing: Standing | None
    is_original: bool = False
    is_here: bool = False
    # What became of the original since, as a sentence, and the edition that is behind it; '' and None in step.
    what: str = ""
    behind: Edition | None = None
    may_begin: bool = False


def family_of(standing):
    """Return the `Family` of the release of a `Standing`, asked for once."""
    if not hasattr(standing, "_family"):
        standing._family = family(standing.release, standing.at)
    return standing._family


def original_of(standing):
    """Return the `Standing` of what a release is translated from, or None."""
    its_family = family_of(standing)
    return its_family.original_of(its_family.of(standing.release.language))


def rows(standing, user):
    """Return a `Row` for each language of the site: the original's first, then in the site's order."""
    its_family = family_of(standing)
    original = original_of(standing) or its_family.of(standing.release.language)
    may_begin = user.has_perm(AUTHOR) and _can_be_translated(original)
    found = [_row(its_family, standing, original, code, name, may_begin) for code, name in settings.LANGUAGES]
    return sorted(found, key=lambda row: not row.is_original)


def together(standing):
    """Return the names of the languages in which the family goes out at the very moment for which this is scheduled."""
    if standing.scheduled is None:
        return []
    others = [one for one in family_of(standing).standings if one.release.pk != standing.release.pk and one.scheduled]
    return _names(one for one in others if one.scheduled.live_from == standing.scheduled.live_from)


def moved_along(standing):
    """Return, as a sentence, which translations may go where the scheduled edition of their original goes, or ''."""
    its_family = family_of(standing)
    along = its_family.scheduled_along(its_family.of(standing.release.language))
    words = _("Translations that go out with it, or would be out before it, are moved along: %(languages)s.")
    return words % {"languages": languages_of(along)} if along else ""


def languages_of(editions):
    """Return the names of the languages of some editions, with commas between."""
    return ", ".join(within(edition.release.get_language_display()) for edition in editions)


def may_be_brought_up_to_date(standing):
    """Whether readers have a translation that is behind, and nothing that will follow it is begun."""
    if standing.status != Status.LIVE or standing.open or standing.scheduled:
        return False
    its_family = family_of(standing)
    step = changes.step_behind(its_family, its_family.of(standing.release.language))
    return step is not None and step.newest.kind != Edition.Kind.WITHDRAWAL


def marks(release, its_family):
    """Return the languages of a family as marks of two letters that lead to their records, for the list of releases."""
    found = [one for one in its_family.standings if one.release.pk == release.pk or not is_given_up(one)]
    found.sort(key=lambda standing: _ORDER[standing.release.language])
    return format_html(
        '<span class="marks">{}</span>', format_html_join("", "{}", ((_mark(its_family, one),) for one in found))
    )


def _mark(its_family, standing):
    status, is_behind = standing.status, changes.step_behind(its_family, standing) is not None
    labels = [str(one.label) for one in (status, standing.next_status) if one]
    words = _("%(language)s: %(status)s, behind the original") if is_behind else _("%(language)s: %(status)s")
    words %= {"language": standing.release.get_language_display(), "status": ", ".join(labels)}
    return format_html(
        '<a class="mark mark--{}{}" href="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="mark__sign" aria-hidden="true">{}</span><span class="visually-hidden">{}</span></a>',
        status.value.replace(" ", "-"),
        " mark--behind" if is_behind else "",
        reverse("admin:articles_release_change", args=[standing.release.pk]),
        words,
        standing.release.language.upper(),
        "!" if is_behind else _SIGNS.get(status, "–"),
        words,
    )


def _row(its_family, here, original, code, name, may_begin):
    standing = its_family.of(code)
    if standing is None or (is_given_up(standing) and standing.release.pk != here.release.pk):
        return Row(code, name, None, may_begin=may_begin)
    step = changes.step_behind(its_family, standing)
    return Row(
        code,
        name,
        standing,
        is_original=standing is original,
        is_here=standing.release.pk == here.release.pk,
        what=changes.sentence(changes.weightiest(its_family.since(step)), here.at) if step else "",
        behind=changes.judged(standing) if step else None,
    )


def _can_be_translated(original):
    newest = source(original)
    return not original.release.is_removed and newest is not None and newest.kind != Edition.Kind.WITHDRAWAL


def _names(standings):
    return [within(one.release.get_language_display()) for one in standings]
