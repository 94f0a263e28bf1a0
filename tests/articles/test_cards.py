"""Cards: what is drawn, when it gets a new address, and who is answered."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture

from articles import cards, workflow
from articles.cards import drawing, emblem, lettering
from pressroom.identity import Identity
from tests import factories

WORDS = drawing.Words("The bridge is open", "28", "May", "2022", "", "Press service")
IDENTITY = Identity("en", "Press service")
LONG = "Соглашение о сотрудничестве в сфере образования, науки и культуры подписали " * 4


def drawn(identity=IDENTITY, **words):
    """Return a card as a picture, having looked at its size."""
    content = drawing.png(replace(WORDS, **words), identity)
    assert len(content) < 100_000
    picture = Picture.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def stored():
    return sorted(path.name for path in Path(default_storage.path("renditions/cards")).rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "Ferry",
        LONG[:250],
        "x" * 250,
        "Донаудампфшифффартсгезельшафт" * 8,
        "😀 ก 漢字",
        "a\u200fשלום\u202e b",
        "\x00\n\t",
    ],
)
def test_whatever_the_headline_there_is_a_card(headline):
    assert drawn(headline=headline, office=headline, state="Withdrawn").size == (1200, 630)


def test_nothing_is_drawn_outside_the_margins():
    card = drawn(headline=LONG[:250], office=LONG[:120], month="Преображенского", state="Отозвано")
    assert {card.getpixel((x, y)) for x in range(1150, 1200) for y in range(0, 630, 3)} == {(255, 255, 255)}


@pytest.mark.parametrize("letters", ["АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "әғқңөұүһіӘҒҚҢӨҰҮҺІ", "«»„“”’—–…№₸₽€%°×½²"])
def test_the_font_has_the_letters_of_the_languages(letters):
    assert lettering.drawable(letters).replace("\xa0", "") == letters
    pictures = {bytes(lettering.font(40).getmask(letter)) for letter in letters}
    assert len(pictures) == len(letters)


def test_what_the_font_lacks_is_left_out():
    assert lettering.drawable("  Ice 🧊 is\u200b  thin,\n漢字 at the e\u0301dge\ufffd ") == "Ice is thin, at the édge"


def test_lines_are_of_equal_length_and_none_begins_with_a_dash():
    text = lettering.drawable("The Governor of the region was given an order — by the President of a neighbour")
    found = lettering.set_in(text, 700, 600, (60,), 1.2)
    lengths = [lettering.font(60).getlength(line) for line in found.lines]
    assert max(lengths) <= 700
    assert min(lengths) > 0.6 * max(lengths)
    assert not any(line.startswith("—") for line in found.lines)


def test_a_longer_text_gets_smaller_letters_and_at_last_an_ellipsis():
    sizes = (60, 40, 30)
    assert [lettering.set_in("word " * n + "end", 400, 200, sizes, 1.2).size for n in (2, 10, 90)] == [60, 40, 30]
    last = lettering.set_in("word " * 90 + "end", 400, 200, sizes, 1.2)
    assert last.lines[-1].endswith("word…")
    assert len(last.lines) == 5


def test_a_card_has_the_colour_and_the_emblem_of_the_region(caplog):
    plain = drawn()
    assert plain.getpixel((5, 5)) == (0x0A, 0x55, 0x8C)
    file = io.BytesIO()
    Picture.new("RGBA", (200, 200), "#c00000").save(file, "PNG")
    name = default_storage.save("emblem/own.png", ContentFile(file.getvalue()))
    own = drawn(replace(IDENTITY, emblem=name, accent_in_light="#0b6b3a"))
    assert own.getpixel((5, 5)) == (0x0B, 0x6B, 0x3A)
    assert own.getpixel((380, 550)) == (0xC0, 0, 0)
    assert not caplog.records
    # A lost file is told to the engineer, and no reader.
    assert drawn(replace(IDENTITY, emblem="emblem/lost.png")).tobytes() == plain.tobytes()
    assert "emblem" in caplog.text


def test_the_built_in_emblem_is_the_shield_that_pages_show():
    shield = emblem.built_in((120, 120), "#000000", "#ffffff")
    assert shield.size == (100, 120)
    seen = {(50, 30): (255, 255, 255, 255), (5, 5): (0, 0, 0, 255)}
    assert {place: shield.getpixel(place) for place in seen} == seen
    assert shield.getpixel((3, 117))[3] == 0


@pytest.mark.django_db
@pytest.mark.once
class TestView:
    def test_anyone_may_keep_a_card_for_ten_minutes(self, client):
        release = factories.live_release(headline="Лотосы цветут", language="ru")
        edition = release.editions.get()
        url = cards.url(edition, IDENTITY)
        first = client.get(url)
        assert first.status_code == 200
        assert first["Content-Type"] == "image/png"
        assert first["Cache-Control"] == "public, max-age=600"
        assert first["X-Content-Type-Options"] == "nosniff"
        assert not first.cookies
        assert Picture.open(io.BytesIO(first.content)).size == (1200, 630)
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304

    def test_a_version_that_never_was_gets_the_present_card_and_draws_nothing_new(self, client, monkeypatch):
        release = factories.live_release()
        present = client.get(release.url("articles:card", version="0000000000"))
        kept = stored()
        assert len(kept) == 1
        monkeypatch.setattr(drawing, "png", None)
        with CaptureQueriesContext(connection) as queries:
            again = client.get(release.url("articles:card", version="x" * 200))
        assert again.content == present.content
        assert stored() == kept
        assert len(queries) == 2

    def test_a_correction_and_a_withdrawal_get_a_new_address_each(self, client):
        release = factories.live_release(headline="It cost 12 million")
        addresses = [cards.url(release.editions.get(), IDENTITY)]
        contents = [client.get(addresses[0]).content]
        draft = workflow.new_edition(release, by=factories.desk())
        workflow.save(draft, by=factories.desk(), revision=draft.revision, contents={"headline": "It cost 15 million"})
        factories.publish(draft, kind="correction", public_note="15.")
        workflow.withdraw(release, by=factories.desk(), reason="Not decided.")
        for edition in release.editions.order_by("number")[1:]:
            addresses.append(cards.url(edition, IDENTITY))
        assert len(set(addresses)) == 3
        # Whoever kept the first address is shown what holds now.
        contents.append(client.get(addresses[0]).content)
        assert contents[0] != contents[1]

    def test_the_look_of_the_site_is_part_of_the_version(self):
        edition = factories.live_release().editions.get()
        others = [
            IDENTITY,
            replace(IDENTITY, name="Another"),
            replace(IDENTITY, accent_in_light="#0b6b3a"),
            replace(IDENTITY, emblem="emblem/own.png"),
        ]
        assert len({cards.version(edition, identity) for identity in others}) == 4
        assert cards.version(edition, replace(IDENTITY, telephone="1")) == cards.version(edition, IDENTITY)

    def test_only_what_is_live_has_a_card(self, client, at):
        at("2022-05-28 10:00")
        scheduled = factories.scheduled_release(slug="soon")
        path = scheduled.url("articles:card", version="x")
        assert client.get(path).status_code == 404
        at("2022-05-29 10:01")
        assert client.get(path).status_code == 200
        workflow.remove(scheduled, by=factories.desk(), reason="It named a child.")
        response = client.get(path)
        assert response.status_code == 410
        assert "max-age=600" not in response["Cache-Control"]
