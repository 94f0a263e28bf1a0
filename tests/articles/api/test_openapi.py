"""The API holds what its OpenAPI document promises, whatever is sent; and the document itself."""

import json

import pytest
import schemathesis
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks

from articles.api import document, endpoints, schemas
from tests.world import busy_release

# The document asks the database nothing; the front, which does, would answer from what another test had made.
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
load_all_checks()
# It asks for compressed answers, and can't read them from a WSGI application.
PLAIN = {"Accept-Encoding": "identity"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch):
    """Lift the limit; and keep the test's connection open between requests, as Django's own client does."""
    monkeypatch.setattr(endpoints, "A_MINUTE", 1_000_000)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def release(editor, moderator):
    return busy_release(editor, moderator)


@pytest.mark.once
@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_whatever_is_sent_is_answered_as_documented(release, case):
    case.call_and_validate(headers=PLAIN)


def test_what_is_there_is_answered_as_documented(release):
    image = release.editions.first().images.first().image_id
    for path, asked in {
        "/api/v1/releases/": {"query": {"language": "en"}},
        "/api/v1/releases/{id}/": {"path_parameters": {"id": release.pk}},
        "/api/v1/categories/": {},
        "/api/v1/images/{id}/": {"path_parameters": {"id": image}},
    }.items():
        response = schema[path]["GET"].Case(**asked).call_and_validate(headers=PLAIN)
        assert response.status_code == 200, path


def test_each_example_has_its_shape():
    shapes = {
        "releases": schemas.Releases,
        "release": schemas.Release,
        "categories": schemas.Categories,
        "image": schemas.Image,
        "problem": schemas.Problem,
    }
    assert document.EXAMPLES.keys() == shapes.keys()
    for name, example in document.EXAMPLES.items():
        assert json.loads(shapes[name].model_validate(example).model_dump_json()) == example


def test_the_document_describes_every_endpoint_under_the_sites_address(client):
    response = client.get("/api/v1/openapi.json")
    found = response.json()
    assert found["openapi"].startswith("3.1")
    assert found["servers"] == [{"url": site.SITE_URL}]
    assert list(found["paths"]) == [
        "/api/v1/releases/",
        "/api/v1/releases/{id}/",
        "/api/v1/categories/",
        "/api/v1/images/{id}/",
    ]
    assert "null" not in json.dumps([one["get"]["parameters"] for one in found["paths"].values()])


@pytest.mark.parametrize("path", ["/api/v1/", "/ru/api/v1/", "/kk/api/v1/"])
def test_people_read_the_same_on_a_page(client, path):
    page = client.get(path).content.decode()
    for name in schemas.Parameters.model_fields:
        assert name in page or name == "since"
    for shape in ("Releases", "EditionOnRecord", "Rendition", "Problem"):
        assert f'id="shape-{shape}"' in page
    assert "/api/v1/openapi.json" in page
    assert "1,000,000" in page or "1000000" in page
