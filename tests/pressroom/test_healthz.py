"""The page for load balancers."""

from unittest import mock

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_a_process_that_can_work_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_a_process_without_its_database_is_not_well(client):
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
        assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_health_is_told_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200


def test_health_is_only_read(client):
    assert client.post("/healthz").status_code == 405
