"""What is forgotten of those who replied, and when."""

from django.utils import timezone

from comments.models import Comment


def emails_due(at):
    """Return the replies written twelve months or longer before the moment that still have an email address."""
    return Comment.objects.filter(created_at__lte=_a_year_before(at)).exclude(email="")


def erase_emails(at):
    """Erase the email addresses of replies written twelve months ago or earlier; return how many were erased."""
    return emails_due(at).update(email="")


def _a_year_before(at):
    local = timezone.localtime(at)
    try:
        return local.replace(year=local.year - 1)
    except ValueError:  # 29 February
        return local.replace(year=local.year - 1, day=28)
