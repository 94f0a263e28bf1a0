"""The four groups of the desk and what each may do, as the apps say it.

The groups are made after every `migrate` and not by a data migration, because Django makes the permissions
themselves only then. What an administrator adds to a group stays; what was granted here comes back.
"""

from django.utils.translation import gettext_lazy as _

AUTHORS, EDITORS, MODERATORS, ADMINISTRATORS = "Authors", "Editors", "Moderators", "Administrators"
# The database has the English names, by which the groups are found.
LABELS = {
    AUTHORS: _("Authors"),
    EDITORS: _("Editors"),
    MODERATORS: _("Moderators"),
    ADMINISTRATORS: _("Administrators"),
}

_granted = {AUTHORS: set(), EDITORS: set(), MODERATORS: set(), ADMINISTRATORS: set()}


def grant(role, *permissions):
    """Say, in an app's `ready()`, that a role has permissions, each named as 'articles.add_edition'."""
    _granted[role].update(permissions)


def label(group):
    """Return the name of a group as people read it; one that an administrator made has its own."""
    return str(LABELS.get(group.name, group.name))


def app_labels():
    """Return the labels of the apps that granted anything: theirs are the permissions that a role may have."""
    return {name.partition(".")[0] for permissions in _granted.values() for name in permissions}


def make_groups(using="default", **signal):
    """Make the groups and give them their permissions; receives `post_migrate` and may run any number of times."""
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{app_label}.{codename}": pk
        for pk, app_label, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for role, permissions in _granted.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        # At the first migrate this is called after each app; the permissions of later ones are not there yet.
        wanted = {known[name] for name in permissions if name in known}
        # Only what is missing: a start that has nothing to do writes nothing.
        group.permissions.add(*wanted.difference(group.permissions.values_list("pk", flat=True)))
