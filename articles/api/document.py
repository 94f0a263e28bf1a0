"""The description of the API: OpenAPI 3.1 for machines, and a page for people that is made of it."""

import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles import versions
from articles.addresses import localized
from articles.api import endpoints, errors
from pressroom.caching import public

# An answer of each endpoint, as a site might give it; a test holds them to the shapes.
EXAMPLES = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
# What the page asks each endpoint for example.
ASKED = {"releases": {"language": "en", "from": "2022-05-01", "limit": 1}, "release": {}, "categories": {}, "image": {}}
# Shapes that are said where they are used.
_ENUMS = {"Language", "Kind", "Role", "Order"}
_NOT_SHOWN = {"Parameters", *_ENUMS}
_CODE = re.compile("`([^`]+)`")


def openapi(request):
    """Answer with the description for machines."""
    return HttpResponse(json.dumps(described(settings.SITE_URL), ensure_ascii=False), content_type="application/json")


@public
def page(request, language=settings.LANGUAGE_CODE):
    """Show the description to people. What is said of endpoints and fields is in English, as their names are."""
    whole = described(settings.SITE_URL)
    operations = [(path, methods["get"]) for path, methods in whole["paths"].items()]
    shapes = whole["components"]["schemas"]
    return render(
        request,
        "articles/api.html",
        {
            "operations": [_operation(path, operation) for path, operation in operations],
            "shapes": [_shape(name, shape) for name, shape in sorted(shapes.items()) if name not in _NOT_SHOWN],
            "problem": json.dumps(EXAMPLES["problem"], indent=2),
            "limit": endpoints.A_MINUTE,
            "path": localized("articles:api", language),
            "openapi": settings.SITE_URL + reverse("articles:api_openapi"),
            "versions": versions.Versions(same={code: localized("articles:api", code) for code in versions.CODES}),
        },
    )


@lru_cache(maxsize=1)
def described(site_url):
    """Return the OpenAPI document of the API under an address of the site."""
    whole = dict(endpoints.api.get_openapi_schema(path_prefix=reverse("articles:api").lstrip("/")))
    whole["servers"] = [{"url": site_url}]
    for methods in whole["paths"].values():
        operation = methods["get"]
        for parameter in operation["parameters"]:
            if parameter["schema"].get("default", "") is None:
                del parameter["schema"]["default"]
        for status, response in operation["responses"].items():
            content = response["content"].pop("application/json")
            if status == 200:
                response["content"] = {"application/json": {**content, "example": EXAMPLES[operation["operationId"]]}}
            else:
                response["content"] = {errors.CONTENT_TYPE: content}
        operation["responses"][429]["headers"] = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
    return whole


def _operation(path, operation):
    name = operation["operationId"]
    example = settings.SITE_URL + path.replace("{id}", str(EXAMPLES[name].get("id", "")))
    query = urlencode(ASKED[name])
    return {
        "name": name,
        "address": f"GET {path}",
        "title": operation["summary"],
        "paragraphs": [_words(part) for part in operation["description"].split("\n\n")],
        "parameters": [
            {
                "name": one["name"],
                "type": _type(one["schema"]),
                "words": _words(one.get("description")),
            }
            for one in operation["parameters"]
        ],
        "answer": operation["responses"][200]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2],
        "statuses": sorted(operation["responses"]),
        "request": f'curl "{example}?{query}"' if query else f'curl "{example}"',
        "example": json.dumps(EXAMPLES[name], indent=2, ensure_ascii=False),
    }


def _shape(name, shape):
    return {
        "name": name,
        "words": _words(shape.get("description")),
        "fields": [
            {"name": field, "type": _type(schema), "words": _words(schema.get("description"))}
            for field, schema in shape["properties"].items()
        ],
    }


def _words(text):
    """Return a docstring as HTML: in one line, with what stands between backticks as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", escape(" ".join((text or "").split()))))


def _type(schema):
    """Return what a JSON schema takes, in few words: 'integer, 1 to 100', 'list of Category'."""
    if alternatives := schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(_type(one) for one in alternatives)
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _type(described(settings.SITE_URL)["components"]["schemas"][name]) if name in _ENUMS else name
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    if "minimum" in schema and schema.get("maximum", endpoints.schemas.MOST) < endpoints.schemas.MOST:
        default = f", {schema['default']} by default" if "default" in schema else ""
        return f"{schema['type']}, {schema['minimum']} to {schema['maximum']}{default}"
    return schema.get("format", schema["type"])
