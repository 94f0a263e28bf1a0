"""The photographs in the form of a release: chosen, added, described, put in order."""

from articles.models import Edition, Image, Release
from tests import factories
from tests.articles.admin import forms
from tests.articles.admin.forms import ADD, change


def test_a_photograph_is_added_without_script(author_client):
    data = forms.empty() | {
        "headline": "With a photograph",
        "lead_image-upload": factories.jpeg(name="bridge.jpg"),
        "lead_image-alternative_text": "A bridge",
        "lead_image-credit": "Press service",
        "_save": "",
    }
    author_client.post(ADD, data)
    use = Edition.objects.get().lead_image
    assert (use.image, use.alternative_text, use.credit) == (Image.objects.get(), "A bridge", "Press service")


def test_what_is_no_photograph_is_refused_beside_its_field(author_client):
    fake = factories.jpeg(name="page.jpg")
    fake.file.seek(0)
    fake.file.truncate()
    fake.file.write(b"<html><script>alert(1)</script></html>")
    data = forms.empty() | {"headline": "Kept", "lead_image-upload": fake, "_save": ""}
    response = author_client.post(ADD, data)
    assert response.status_code == 422
    assert 'id="id_lead_image-upload_error"' in response.content.decode()
    assert not Image.objects.exists()
    assert not Release.objects.exists()


def test_an_upload_that_came_with_a_mistake_elsewhere_needs_no_second_upload(author_client):
    data = forms.empty() | {"headline": "", "lead_image-upload": factories.jpeg(), "_save": ""}
    response = author_client.post(ADD, data)
    assert f'<option value="{Image.objects.get().pk}" selected>' in response.content.decode()


def test_a_photograph_chosen_from_the_library_brings_its_words(author_client):
    image = factories.image(alternative_text="A bridge", credit="A. Photographer")
    author_client.post(ADD, forms.empty() | {"headline": "One", "lead_image-image": image.pk, "_save": ""})
    use = Edition.objects.get().lead_image
    assert (use.alternative_text, use.credit) == ("A bridge", "A. Photographer")


def test_the_focal_point_is_moved_in_the_form(author_client):
    image = factories.image()
    edition = factories.draft(lead_image=image)
    data = forms.of(edition) | {"lead_image-focal_x": "20", "lead_image-focal_y": "70", "_save": ""}
    author_client.post(change(edition), data)
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (20, 70)


def test_a_gallery_keeps_its_order(author_client):
    first, second = factories.image(), factories.image()
    data = forms.empty() | {
        "headline": "A gallery",
        "gallery-TOTAL_FORMS": "3",
        "gallery-0-image": second.pk,
        "gallery-0-place": "2",
        "gallery-1-image": first.pk,
        "gallery-1-place": "1",
        "_save": "",
    }
    author_client.post(ADD, data)
    assert [use.image for use in Edition.objects.get().gallery] == [first, second]


def test_the_credit_of_a_photograph_in_the_text_is_written_in_its_row(author_client):
    image = factories.image(alternative_text="A bridge")
    edition = factories.draft(body=f'<p>Text</p><figure><img data-image="{image.pk}"></figure>')
    data = forms.of(edition) | {
        "body_images-TOTAL_FORMS": "1",
        "body_images-INITIAL_FORMS": "1",
        "body_images-0-image": str(image.pk),
        "body_images-0-credit": "B. Photographer",
        "_save": "",
    }
    author_client.post(change(edition), data)
    use = Edition.objects.get().images.get()
    assert (use.role, use.credit, use.alternative_text) == ("body", "B. Photographer", "A bridge")
