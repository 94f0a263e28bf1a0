"""What readers search for, and in vain: what is missing, or bears another name than the one people use."""

from articles import searched

SHOWN = 10


def searches(request, at):
    """Return what was searched for most in thirty days, and what most in vain."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    lists = searched.read(at, SHOWN)
    return {"template": "admin/articles/_searches.html", "lists": lists, "days": searched.DAYS}
