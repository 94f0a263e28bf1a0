"""A release in its languages, as the desk shows it: which are out, which wait, which are behind, which are missing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from articles import changes
from articles.models import Edition
from articles.permissions import AUTHOR
from articles.standing import Standing
from articles.translations import family, is_given_up, source

Status = Edition.Status


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


def judged(standing):
    """Return the edition of a translation that has to keep step: the next that readers get, else what they have."""
    return standing.scheduled or standing.live or standing.open


def step_behind(its_family, standing):
    """Return the `Step` of a translation whose original says something else since, or None."""
    edition = judged(standing)
    step = edition and its_family.step(edition)
    return step if step and step.is_behind else None


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
    """Return, as a sentence, which translations go where the scheduled edition of their original goes, or ''."""
    its_family = family_of(standing)
    moment = standing.scheduled.live_from
    along = its_family.translations_of(its_family.of(standing.release.language))
    names = _names(one for one in along if one.scheduled and one.scheduled.live_from == moment)
    return _("What goes out with it is moved along: %(languages)s.") % {"languages": ", ".join(names)} if names else ""


def may_be_brought_up_to_date(standing):
    """Whether readers have a translation that is behind, and nothing that will follow it is begun."""
    if standing.status != Status.LIVE or standing.open or standing.scheduled:
        return False
    its_family = family_of(standing)
    step = step_behind(its_family, its_family.of(standing.release.language))
    return step is not None and step.newest.kind != Edition.Kind.WITHDRAWAL


def _row(its_family, here, original, code, name, may_begin):
    standing = its_family.of(code)
    if standing is None or (is_given_up(standing) and standing.release.pk != here.release.pk):
        return Row(code, name, None, may_begin=may_begin)
    step = step_behind(its_family, standing)
    return Row(
        code,
        name,
        standing,
        is_original=standing is original,
        is_here=standing.release.pk == here.release.pk,
        what=changes.sentence(changes.weightiest(its_family.since(step)), here.at) if step else "",
        behind=judged(standing) if step else None,
    )


def _can_be_translated(original):
    newest = source(original)
    return not original.release.is_removed and newest is not None and newest.kind != Edition.Kind.WITHDRAWAL


def _names(standings):
    return [one.release.get_language_display() for one in standings]
