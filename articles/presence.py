"""Who has the form of an edition open: said when one opens it, so that two don't write over each other unknowingly."""

import datetime

from articles.models import Presence

# The form says every half a minute that it is open; after three silences somebody is taken to have gone.
GONE_AFTER = datetime.timedelta(seconds=90)
KEPT_FOR = datetime.timedelta(days=1)


def seen(edition, user, at):
    """Note that a person has the form of an edition open at the moment. One statement, whoever comes at once."""
    Presence.objects.bulk_create(
        [Presence(edition=edition, user=user, seen_at=at)],
        update_conflicts=True,
        unique_fields=["edition", "user"],
        update_fields=["seen_at"],
    )


def others(edition, user, at):
    """Return a `Presence` for everybody else who has the form of an edition open at the moment, by name."""
    here = Presence.objects.filter(edition=edition, seen_at__gt=at - GONE_AFTER).exclude(user=user)
    return list(here.select_related("user").order_by("user__first_name", "user__last_name", "user__pk"))


def left(edition, user):
    """Note that a person has closed the form of an edition."""
    Presence.objects.filter(edition=edition, user=user).delete()


def forget(at):
    """Delete what is older than a day at the moment, and return how many rows it was."""
    return Presence.objects.filter(seen_at__lt=at - KEPT_FOR).delete()[0]
