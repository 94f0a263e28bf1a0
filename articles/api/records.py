"""From rows to the shapes of the API. Nothing here asks the database: what is needed has been brought along."""

from django.conf import settings
from django.utils import timezone, translation

from articles import renditions, richtext
from articles.addresses import made_whole, path_of, whole
from articles.api import schemas
from articles.contents import contents
from articles.models import Edition, EditionImage
from articles.on_record import edition_url

# In pixels, of the one JPEG of a photograph for programs that want just one.
JPEG_WIDTH = 1280


def address(name, **kwargs):
    """Return the whole address of an endpoint, e.g. `address("release", id=7)`."""
    return whole(path_of(f"articles:api_{name}", **kwargs))


def in_list(edition, texts, at):
    """Return a live edition as `ReleaseOfList`; `texts` are the `CategoryText`s by category.

    It has been given its `category_keys`, as all that come here.
    """
    return schemas.ReleaseOfList(**_of_release(edition, texts, at))


def release(editions, others, texts, at):
    """Return a release's editions on record, the live one last, as `Release`; `others` are its translations."""
    return schemas.Release(
        **_of_release(editions[-1], texts, at),
        translations=[
            schemas.Translation(
                id=other.pk,
                language=other.language,
                url=address("release", id=other.pk),
                page=whole(other.get_absolute_url()),
            )
            for other in others
        ],
        editions=[
            schemas.EditionOnRecord(**_of_edition(edition, at), contents=_contents(edition, texts))
            for edition in editions
        ],
    )


def category(texts, count):
    """Return a category's `CategoryText`s as `Category`; `count` says of one how many releases are live in it."""
    return schemas.Category(
        id=texts[0].category_id,
        names=[
            schemas.CategoryName(
                language=text.language,
                name=text.name,
                slug=text.slug,
                page=whole(text.get_absolute_url()),
                releases=count(text),
            )
            for text in texts
        ],
    )


def image(row, words):
    """Return an `Image` of the library as the API's, with `words` that are public."""
    return schemas.Image(
        id=row.pk,
        url=address("image", id=row.pk),
        width=row.width,
        height=row.height,
        renditions=[
            _rendition(row, shape, width, extension)
            for shape in renditions.SHAPES
            for width in renditions.widths(row, shape)
            for extension in renditions.CONTENT_TYPES
        ],
        **words,
    )


def _of_release(edition, texts, at):
    row = edition.release
    uses = [edition.lead_image] if edition.lead_image else []
    return {
        "id": row.pk,
        "url": address("release", id=row.pk),
        "page": whole(row.get_absolute_url()),
        "language": row.language,
        "date": row.date,
        "published_at": timezone.localtime(row.published_at),
        "is_withdrawn": edition.kind == Edition.Kind.WITHDRAWAL,
        "edition": schemas.EditionOfList(**_of_edition(edition, at)),
        "headline": edition.headline,
        "lead": edition.lead,
        "dateline": edition.dateline,
        "categories": _categories(edition.category_keys, row.language, texts),
        "image": next((_use(use.image, use.role, use.words) for use in uses), None),
    }


def _of_edition(edition, at):
    # Of an end that is yet to come nobody is told: it is the moment for which the next edition is scheduled.
    is_over = edition.live_until is not None and edition.live_until <= at
    return {
        "number": edition.number,
        "kind": edition.kind,
        "note": edition.public_note,
        "live_from": timezone.localtime(edition.live_from),
        "live_until": timezone.localtime(edition.live_until) if is_over else None,
        "page": whole(edition_url(edition)),
    }


def _contents(edition, texts):
    language, said = edition.release.language, contents(edition)
    images = {use.image_id: use.image for use in edition.images.all()}
    with translation.override(language):
        body = richtext.render(edition.body, edition.images.all(), language)
    return schemas.Contents(
        headline=said["headline"],
        lead=said["lead"],
        dateline=said["dateline"],
        body=made_whole(body, edition_url(edition)),
        text=richtext.plain_text(said["body"]),
        categories=_categories(said["categories"], language, texts),
        contacts=[
            schemas.Contact(name=one.words.name, role=one.words.role, telephone=one.telephone, email=one.email)
            for one in edition.contacts.all()
        ],
        images=[
            _use(images[use["image"]], use["role"], {name: use[name] for name in schemas.ImageWords.model_fields})
            for use in said["images"]
        ],
    )


def _categories(keys, language, texts):
    """Return the categories with some keys, in their order, each named in a language or the nearest to it."""
    found = []
    for key, of_category in texts.items():
        if key in keys:
            wanted = (language, settings.LANGUAGE_CODE, of_category[0].language)
            text = next(text for code in wanted for text in of_category if text.language == code)
            found.append(
                schemas.CategoryOfRelease(
                    id=key,
                    language=text.language,
                    name=text.name,
                    slug=text.slug,
                    page=whole(text.get_absolute_url()),
                )
            )
    return found


def _use(row, role, words):
    width = min(JPEG_WIDTH, renditions.widths(row, "whole")[-1])
    return schemas.ImageOfEdition(
        id=row.pk,
        url=address("image", id=row.pk),
        role=EditionImage.Role(role).value,
        jpeg=whole(renditions.url(row, "whole", width, "jpg")),
        **words,
    )


def _rendition(row, shape, width, extension):
    across, down = renditions.size(row, shape, width)
    return schemas.Rendition(
        shape=shape,
        type=renditions.CONTENT_TYPES[extension],
        url=whole(renditions.url(row, shape, width, extension)),
        width=across,
        height=down,
    )
