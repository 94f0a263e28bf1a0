"""What the desk's first page says of letters: nothing, unless some didn't get there."""

from articles.letters import trouble


def letters(request, at):
    """Return how many letters failed, and how many wait for a worker that doesn't come."""
    if not request.user.has_perm("articles.view_letter"):
        return None
    failed, missed = trouble(at)
    if not failed and not missed:
        return None
    return {"template": "admin/articles/_letters.html", "failed": failed, "missed": missed}
