"""Translations whose original says something else since."""

from django.core.cache import cache

from articles import changes
from articles.models import Edition
from articles.permissions import AUTHOR
from articles.translations import families
from pressroom import version

SHOWN = 8
# Among so many of the latest the most urgent are looked for; the list of releases has them all.
LOOKED_AT = 60
# Seconds for which their keys are kept while the public sees the same: to find them every translation is looked at.
KEPT_FOR = 60

# Readers have before them what was wrong, then what was new; of the rest they were told nothing.
_WEIGHTS = {Edition.Kind.WITHDRAWAL: 0, Edition.Kind.CORRECTION: 0, Edition.Kind.UPDATE: 1}


def behind(request, at):
    """Return the translations to be brought up to date, the most urgent first; those that somebody is at come last."""
    if not request.user.has_perm(AUTHOR):
        return None
    keys = cache.get_or_set(f"behind:{version.current().around}", lambda: _keys(at), KEPT_FOR)
    # Whether they are behind is asked each time: somebody may just have brought one up to date.
    found = changes.behind(at).filter(pk__in=keys).select_related("release").defer("lead", "body")
    editions = list(found.order_by("-renders_id", "-pk")) if keys else []
    if not editions:
        return None
    its_families = families([edition.release for edition in editions], at)
    lines = []
    for edition in editions:
        its_family = its_families[edition.release.translation_key]
        standing = its_family.of(edition.release.language)
        step = changes.step_behind(its_family, standing)
        # What is scheduled may have mended it.
        if step is not None:
            change = changes.weightiest(its_family.since(step))
            draft = standing.open if standing.open != changes.judged(standing) else None
            lines.append((edition, change, draft))
    lines.sort(key=lambda line: (line[2] is not None, _WEIGHTS.get(line[1].kind, 2), line[1].live_from or at))
    if not lines:
        return None
    return {
        "template": "admin/articles/_behind.html",
        "lines": [(edition, changes.sentence(change, at), draft) for edition, change, draft in lines[:SHOWN]],
        "is_more": len(lines) > SHOWN or len(keys) == LOOKED_AT,
    }


def _keys(at):
    # By the column whose index has all that is asked of an edition; few of them render another.
    return list(changes.behind(at).order_by("-renders_id").values_list("pk", flat=True)[:LOOKED_AT])
