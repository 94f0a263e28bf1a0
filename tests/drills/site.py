"""What drills ask of the site's own code and database, directly: no node has a part in it."""

import http.client
import http.cookies
import ssl
import time
import uuid

from tests.drills.stage import Failed
from tests.nginx import NAME


def live_releases(language="en"):
    """Return the live releases of a language, the latest first."""
    from django.utils import timezone

    from articles.models import Edition

    editions = Edition.objects.live(timezone.now()).news().filter(release__language=language).select_related("release")
    return [edition.release for edition in editions.order_by("-release__date", "-release__pk")]


def person(name):
    """Return one of the demo's people."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username=name)


def draft(headline, **more):
    """Begin a release, and return its edition in review, ready to be approved by the editor."""
    from articles import workflow
    from articles.models import Category

    author = person("author")
    contents = {
        "headline": headline,
        "lead": "What the drill says of it.",
        "body": "<p>A text that is as long as it has to be.</p>",
        "categories": [Category.objects.order_by("pk").first().pk],
        "contacts": [],
        "images": [],
    }
    slug = uuid.uuid4().hex[:16]
    edition = workflow.create(by=author, language="en", slug=slug, contents={**contents, **more})
    return workflow.submit(edition, by=author)


def views(releases):
    """Return (the sum of the totals, the sum of the days' totals, the number of traces of all) of releases' views."""
    from django.db.models import Sum

    from articles.models import CountedBatch, DailyCount, Release

    keys = [release.pk for release in releases]
    return (
        Release.objects.filter(pk__in=keys).aggregate(sum=Sum("views"))["sum"] or 0,
        DailyCount.objects.filter(release__in=keys).aggregate(sum=Sum("views"))["sum"] or 0,
        sum(len(traces) for traces in CountedBatch.objects.values_list("traces", flat=True)) // 8,
    )


def await_views(releases, before, expected, seconds=5):
    """Wait until so many views more than before are in the totals; return after how many seconds they were.

    Raises `Failed` if they are others after so many seconds, or in the second after that.
    """
    began = time.monotonic()
    wanted = tuple(value + expected for value in before)
    while (found := views(releases)) != wanted and time.monotonic() < began + seconds:
        time.sleep(0.1)
    took = time.monotonic() - began
    # Once more: what is counted twice comes later.
    if found == wanted:
        time.sleep(2.5)
        found = views(releases)
    if found != wanted:
        more = tuple(value - earlier for value, earlier in zip(found, before, strict=True))
        raise Failed(
            f"Of {expected} views there are {more[0]} in the releases, {more[1]} in the days and {more[2]} as rows, "
            f"{took + 2.5 * (found == wanted):.0f} seconds later."
        )
    return took


class Desk:
    """Somebody signed in at the desk of one node, over HTTP."""

    def __init__(self, node, user):
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "pressroom.login.Backend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self._node = node
        self._cookies = http.cookies.SimpleCookie({"sessionid": session.session_key})

    def post(self, path, page=None, **fields):
        """Open a page (by default the one that is posted to) and send its form; Failed unless it is taken."""
        from urllib.parse import urlencode

        status, _body = self._ask("GET", page or path)
        token = self._cookies.get("csrftoken")
        if status != 200 or token is None:
            raise Failed(f"The desk answered {status} at {page or path}.")
        sent = urlencode({"csrfmiddlewaretoken": token.value, **fields})
        status, body = self._ask("POST", path, sent)
        if status != 302:
            raise Failed(f"The desk answered {status} to what was sent to {path}: {body[:2000]}")

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self._node.port, timeout=30)
        headers = {
            "Host": NAME,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "10.250.0.1",
            "Origin": f"https://{NAME}",
            "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        answer = response.status, response.read().decode()
        connection.close()
        return answer


class Door:
    """One of the ways to the site, for a reader: a node by itself, or nginx. Connections stay open."""

    def __init__(self, name, port, context: ssl.SSLContext | None = None):
        self.name = name
        if context:
            self._connection = http.client.HTTPSConnection(NAME, port, context=context, timeout=30)
            # Its name is in no list of names of this machine.
            self._connection._create_connection = _to_this_machine
        else:
            self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, path):
        """Return (status, text)."""
        headers = {"Host": NAME, "X-Forwarded-Proto": "https"}
        try:
            self._connection.request("GET", path, headers=headers)
            response = self._connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise


def doors(stage):
    """Return the ways to the site: node A, node B and, where there is one, nginx."""
    found = [Door(f"node {node.name}", node.port) for node in stage.nodes]
    if stage.front:
        found.append(Door("nginx", stage.front.secure, stage.front.context()))
    return found


def _to_this_machine(address, *arguments, **options):
    import socket

    return socket.create_connection(("127.0.0.1", address[1]), *arguments, **options)
