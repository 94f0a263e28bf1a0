"""What gets into the log."""

import logging

import pytest
from django.conf import settings

from pressroom.logs import HideTokens


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/preview/7:abc:def/media/3/0/wide-320.jpg", "/preview/…/media/3/0/wide-320.jpg"),
        ("/admin/reset/MQ/abc-def/", "/admin/reset/MQ/…/"),
        ("/2022/05/28/preview/", "/2022/05/28/preview/"),
    ],
)
def test_tokens_are_left_out_of_it(path, logged):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", path), None)
    assert HideTokens().filter(record)
    assert record.getMessage() == f"Not Found: {logged}"


def test_every_handler_leaves_them_out():
    assert all("tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
