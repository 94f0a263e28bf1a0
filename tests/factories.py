"""Rows for tests, made through the project's own verbs where there is one."""

import datetime
import io

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Picture

from articles import library, workflow
from articles.models import Category, CategoryText, Contact, ContactText, Release
from articles.slugs import slugify
from comments import totals
from comments.models import Comment
from pressroom import contacts, emblem, identity

PASSWORD = "correct horse battery staple"

_numbers = iter(range(1, 1_000_000))


class UserFactory(DjangoModelFactory):
    """Somebody who may open the desk; `role=roles.EDITORS` puts them into that group."""

    class Meta:
        model = get_user_model()
        django_get_or_create = ["username"]
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@press.example.org")
    password = factory.django.Password(PASSWORD)
    is_staff = True

    @factory.post_generation
    def role(self, create, role, **kwargs):
        if role:
            self.groups.add(Group.objects.get(name=role))


class ContactFactory(DjangoModelFactory):
    """A person to call."""

    class Meta:
        model = Contact

    name = factory.Sequence(lambda n: f"Contact {n}")
    role = "Press secretary"
    telephone = "+7 8512 51-00-00"
    email = "press@example.org"


class ContactTextFactory(DjangoModelFactory):
    """What a person to call is named in one more language: `ContactTextFactory(contact=marina, language="ru")`."""

    class Meta:
        model = ContactText

    name = factory.Sequence(lambda n: f"Contact {n}")
    role = "Press secretary"


class CategoryTextFactory(DjangoModelFactory):
    """A category's words in one more language: `CategoryTextFactory(category=culture, language="ru")`."""

    class Meta:
        model = CategoryText

    name = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class CategoryFactory(DjangoModelFactory):
    """A category with its words in English; `text__name` and `text__slug` set them."""

    class Meta:
        model = Category
        skip_postgeneration_save = True

    position = factory.Sequence(lambda n: n % 32_000)
    text = factory.RelatedFactory(CategoryTextFactory, factory_related_name="category")


class CommentFactory(DjangoModelFactory):
    """A reply that waits, under a release that is live unless another is given."""

    class Meta:
        model = Comment

    release = factory.LazyFunction(lambda: live_release())
    name = "Aigerim"
    email = "aigerim@example.org"
    text = factory.Sequence(lambda n: f"A reply, the {n}th.")
    digest = factory.Sequence(lambda n: f"{n:064x}")

    @classmethod
    def _create(cls, *args, **kwargs):
        comment = super()._create(*args, **kwargs)
        totals.count(comment.release_id)
        return comment


def jpeg(width=640, height=480, name="photograph.jpg"):
    """Return an upload of a small real JPEG, other bytes at each call."""
    number = next(_numbers)
    file = io.BytesIO()
    # Neighbouring colours may be encoded alike; the comment makes the bytes differ.
    drawn = Picture.new("RGB", (width, height), (number % 256, number // 256 % 256, 128))
    drawn.save(file, "JPEG", comment=str(number).encode())
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def identity_of_ones_own():
    """Let the site have everything that an administrator can give it but another name, and return its `Identity`."""
    content = io.BytesIO()
    Picture.new("RGB", (200, 100), "#123456").save(content, "PNG")
    values = {
        "emblem": emblem.read(SimpleUploadedFile("emblem.png", content.getvalue())),
        "accent": "#ffd400",
        "address_en": "1 Example Street",
        "telephone": "+7 8512 00-00-00",
        "email": "press@example.org",
        "website": "https://example.org/",
        **{network: f"https://{hosts[0]}/example" for network, hosts in contacts.HOSTS.items()},
    }
    identity.save(values, by=desk())
    return identity.load()


def image(upload=None, *, by=None, **words):
    """Put a photograph into the library and return the `Image`."""
    words.setdefault("alternative_text", "A grey rectangle")
    words.setdefault("credit", "Pressroom")
    return library.add(upload or jpeg(), by=by or desk(), **words)


def desk():
    """Return the somebody who did what a test does not care who did it."""
    return UserFactory(username="desk", is_superuser=True)


def draft(*, by=None, language="en", slug="", typed_date=None, lead_image=None, **contents):
    """Begin a release and return its first draft.

    `contents` are those of `articles.contents`, but that `categories` and `contacts` are rows instead of their keys.
    `lead_image` is an `Image`, and is used with the words it has.
    """
    contents = _contents(lead_image, **contents)
    return workflow.create(by=by or desk(), language=language, slug=slug, typed_date=typed_date, contents=contents)


def _contents(lead_image, **contents):
    contents.setdefault("headline", f"Headline {next(_numbers)}")
    contents.setdefault("lead", "The lead.")
    contents.setdefault("body", "<p>The text.</p>")
    for name in ("categories", "contacts"):
        contents[name] = [row.pk for row in contents.get(name, [])]
    contents.setdefault("images", [])
    if lead_image:
        contents["images"] = [{"image": lead_image.pk, "role": "lead", **lead_image.words}, *contents["images"]]
    return contents


def publish(edition, *, by=None, **how):
    """Submit a draft and approve it, and return it: `by` approves, unless `by` saved it last. `how` is `approve`'s.

    What a later edition tells readers stands in the draft before it is submitted, as the form has it.
    """
    edition.refresh_from_db()
    writer = edition.saved_by or desk()
    told = {name: how[name] for name in ("kind", "public_note") if name in how}
    if told:
        edition = workflow.save(edition, by=writer, revision=edition.revision, contents={}, **told)
    if edition.stage == "draft":
        edition = workflow.submit(edition, by=writer)
    if by is None or by.pk in (edition.saved_by_id, edition.submitted_by_id):
        by = UserFactory(username="second", is_superuser=True)
    return workflow.approve(edition, by=by, **how)


def live_release(live_from=None, *, by=None, language="en", slug="", typed_date=None, lead_image=None, **contents):
    """Return a release that went live at a moment in the past, or now. The rest is `draft`'s.

    It was imported: that takes a twentieth of the time. Where it matters who submitted and approved it, `publish` a
    `draft`.
    """
    contents = _contents(lead_image, **contents)
    slug = slug or slugify(contents["headline"])
    if Release.objects.filter(language=language, slug=slug).exists():
        slug = f"{slug[:100]}-{next(_numbers)}"
    row = {
        "language": language,
        "slug": slug,
        "typed_date": typed_date,
        "live_from": live_from or timezone.now(),
        "contents": contents,
        "author": by or desk(),
    }
    return workflow.import_approved([row])[0]


def scheduled_release(live_from=None, **kwargs):
    """Schedule a release and return it; `live_from` is tomorrow unless it is given. The rest is `draft`'s."""
    live_from = live_from or timezone.now() + datetime.timedelta(days=1)
    return publish(draft(**kwargs), live_from=live_from).release
