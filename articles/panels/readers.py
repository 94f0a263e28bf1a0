"""What readers do: views by day as a chart, what was read most, likes and replies."""

from articles import pulse
from articles.models import Edition

SHOWN = 10
# The chart's own units: a day is so wide, its bar a little narrower, and the busiest day so high.
STEP, BAR, HEIGHT = 20, 14, 120


def readers(request, at):
    """Return the pulse of the last thirty days."""
    if not request.user.has_perm("articles.view_edition"):
        return None
    beat = pulse.take(at)
    top = max((day.views for day in beat.days), default=0)
    views = dict(beat.most_read)
    live = Edition.objects.live(at).filter(release__in=views).select_related("release").defer("lead", "body")
    most_read = sorted(((views[edition.release_id], edition) for edition in live), key=lambda pair: -pair[0])
    return {
        "template": "admin/articles/_readers.html",
        "pulse": beat,
        "busiest": max(beat.days, key=lambda day: day.views) if top else None,
        "bars": [_bar(number, day, top) for number, day in enumerate(beat.days)],
        "width": STEP * len(beat.days),
        "height": HEIGHT,
        "most_read": most_read[:SHOWN],
    }


def _bar(number, day, top):
    height = round(day.views * HEIGHT / top) if top else 0
    # A day with any view at all is seen.
    height = max(height, 2) if day.views else 0
    return {"x": number * STEP + (STEP - BAR) // 2, "y": HEIGHT - height, "width": BAR, "height": height, "day": day}
