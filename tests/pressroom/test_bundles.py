"""Collected, the public style sheets are one file, the scripts of a release another, and the pages are light."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from articles import workflow
from comments import moderation
from pressroom.static_files import BUNDLES, Storage
from tests import factories
from tests.pressroom.front.asking import Asking
from tests.world import busy_release

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "static"


def collect(sources, names, folder):
    """Do with the named files what `collectstatic` does, and return the `Storage` that has them in the folder."""
    storage = Storage(location=folder, base_url="/static/")
    for name in names:
        with sources.open(name) as file:
            storage.save(name, file)
    for name, _hashed, processed in storage.post_process({name: (sources, name) for name in names}, dry_run=False):
        assert not isinstance(processed, Exception), f"{name}: {processed}"
    return storage


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The storage of the site's own files, collected."""
    names = [path.relative_to(OWN).as_posix() for path in OWN.rglob("*.*")]
    return collect(FileSystemStorage(OWN), names, tmp_path_factory.mktemp("static"))


def served(storage, name):
    """Return the text that is served under the name of a source."""
    return Path(storage.path(storage.stored_name(name))).read_text()


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_bundle_holds_all_that_its_source_imports_in_that_order(own, bundle):
    source = Path(finders.find(bundle)).read_text()
    imported = re.findall(r'^@?import "(?:\./)?([^"]+)"', source, re.MULTILINE)
    # A line of each that no other has, e.g. a selector or a function's name.
    lines = [(OWN / bundle).with_name(name).read_text().splitlines() for name in imported]
    text = served(own, bundle)
    places = []
    for number, own_lines in enumerate(lines):
        others = {line for other, theirs in enumerate(lines) if other != number for line in theirs}
        marks = [line for line in own_lines if line not in others and line in text]
        assert marks, imported[number]
        places.append(text.index(marks[0]))
    assert len(places) > 2
    assert places == sorted(places)
    assert not re.search(r"^\s*@?(?:import|export)\b", text, re.MULTILINE), "a bundle asks for nothing more"


def test_relative_addresses_media_and_names_of_their_own_survive_bundling(tmp_path):
    sources = InMemoryStorage()
    texts = {
        "css/site.css": '/* All. */\n@import "first.css";\n@import "print.css" print;\n',
        "css/first.css": "/* One\nand two. */\n.a {\n  background: url(../img/dot.svg); /* a dot */\n}\n",
        "css/print.css": ".a {\n  color: black;\n}\n",
        "img/dot.svg": "<svg/>",
        "js/release.js": 'import "./one.js";\nimport "./two.js";\n',
        "js/one.js": "function say() {}\nsay();\n",
        "js/two.js": "function say() {}\nsay();\n",
    }
    for name, text in texts.items():
        sources.save(name, ContentFile(text.encode()))
    storage = collect(sources, texts, tmp_path)
    dot = storage.stored_name("img/dot.svg").rpartition("/")[2]
    assert served(storage, "css/site.css") == (
        f'/* All. */\n\n.a {{\n  background: url("../img/{dot}");\n}}\n\n'
        "@media print {\n.a {\n  color: black;\n}\n}\n"
    )
    one = "{\nfunction say() {}\nsay();\n}\n"
    assert served(storage, "js/release.js") == one + one


def weight(storage, path):
    """Return how many bytes a page is with all that it links but its images, as they go over the wire."""
    response = Asking(0).get(path, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    html = gzip.decompress(response.content).decode()
    linked = set(re.findall(r'<(?:link rel="(?:stylesheet|icon|modulepreload)" href|script [^>]*src)="([^"]+)"', html))
    files = [Path(storage.path(storage.stored_name(name.removeprefix("/static/")))) for name in linked]
    compressed = [file.with_name(f"{file.name}.br") for file in files]
    return len(response.content) + sum(
        (small if small.exists() else file).stat().st_size for file, small in zip(files, compressed, strict=True)
    )


@pytest.mark.django_db
def test_the_release_page_and_the_front_page_are_light(own, editor, moderator):
    texts = tomllib.loads((ROOT / "articles/demo/texts/2025.toml").read_text())["release"]
    long = "".join(sorted((row["body"] for row in texts), key=len)[-3:])
    release = busy_release(editor, moderator)
    draft = workflow.new_edition(release, by=editor)
    images = re.findall("<figure>.*</figure>", draft.body)
    draft = workflow.save(draft, by=editor, revision=draft.revision, contents={"body": long + "".join(images)})
    factories.publish(draft, by=editor, kind="update", public_note="More was said.")
    moderation.approve([factories.CommentFactory(release=release, text=row["lead"] * 3) for row in texts], by=moderator)
    category, image = factories.CategoryFactory(), factories.image()
    for number in range(30):
        row = texts[number % len(texts)]
        words = {"headline": f"{row['headline']} {number}", "lead": row["lead"]}
        factories.live_release(by=editor, categories=[category], lead_image=image, **words)
    assert weight(own, release.get_absolute_url()) < 60_000
    assert weight(own, "/") < 80_000
