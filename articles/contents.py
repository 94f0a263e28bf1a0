"""What an edition says, as one dictionary: for history, copies, restoring, importers and the form alike.

The shape, all of it plain JSON::

    {"headline": str, "lead": str, "dateline": str, "body": str (cleaned HTML),
     "categories": [Category keys], "contacts": [Contact keys],
     "images": [{"image": Image key, "role": "lead" | "gallery" | "body", "alternative_text": str,
                 "is_decorative": bool, "caption": str, "credit": str}, ...]}
"""

from articles import richtext
from articles.models import Category, Contact, EditionImage, Image

TEXTS = ("headline", "lead", "dateline", "body")
ROLES_IN_ORDER = {role: order for order, role in enumerate(EditionImage.Role.values)}


def contents(edition):
    """Return the whole contents of an edition; the images by role, then position."""
    images = sorted(edition.images.all(), key=lambda use: (ROLES_IN_ORDER[use.role], use.position, use.pk))
    return {
        **{name: getattr(edition, name) for name in TEXTS},
        "categories": sorted(category.pk for category in edition.categories.all()),
        "contacts": sorted(contact.pk for contact in edition.contacts.all()),
        "images": [{"image": use.image_id, "role": use.role, **use.words} for use in images],
    }


def write(edition, changes):
    """Give a saved edition the contents in `changes`; what they leave out stays. Return whether anything changed.

    What the text shows decides which images have the role 'body'; their words are those given here, else those typed
    in the editor, else the edition's own of before, else the library's. The caller has locked the release.
    """
    before = contents(edition)
    after = {**before, **changes}
    after["body"], typed = richtext.take_in(after["body"])
    after["categories"] = sorted(after["categories"])
    after["contacts"] = sorted(after["contacts"])
    after["images"] = _in_order(
        [use for use in after["images"] if use["role"] != EditionImage.Role.BODY]
        + _images_in_text(after["body"], typed, after["images"])
    )
    for name in TEXTS:
        setattr(edition, name, after[name])
    edition.save(update_fields=TEXTS)
    after["body"] = edition.body
    if after == before:
        return False
    edition.categories.set(after["categories"])
    edition.contacts.set(after["contacts"])
    if after["images"] != before["images"]:
        edition.images.all().delete()
        EditionImage.objects.bulk_create(image_rows(edition, after["images"]))
    forget_loaded(edition)
    return True


def still_there(kept):
    """Return kept contents without the categories, people to call and photographs that are gone since."""
    images = Image.objects.in_bulk([use["image"] for use in kept["images"]])
    return {
        **kept,
        "categories": list(Category.objects.filter(pk__in=kept["categories"]).values_list("pk", flat=True)),
        "contacts": list(Contact.objects.filter(pk__in=kept["contacts"]).values_list("pk", flat=True)),
        "images": [use for use in kept["images"] if use["image"] in images],
    }


def image_rows(edition, uses):
    """Return unsaved `EditionImage` rows for an edition from the list under 'images'."""
    return [
        EditionImage(
            edition=edition,
            image_id=use["image"],
            role=use["role"],
            position=position,
            alternative_text=use.get("alternative_text", ""),
            is_decorative=use.get("is_decorative", False),
            caption=use.get("caption", ""),
            credit=use.get("credit", ""),
        )
        for position, use in enumerate(uses)
    ]


def forget_loaded(edition):
    """Let the edition's related rows be read anew."""
    edition._prefetched_objects_cache = {}
    edition.__dict__.pop("lead_image", None)
    edition.__dict__.pop("lead_images", None)


def _in_order(uses):
    return sorted(uses, key=lambda use: ROLES_IN_ORDER[use["role"]])


def _images_in_text(body, typed, given):
    """Return the uses of the images that the text shows, in the order of their keys' first appearance."""
    keys = richtext.image_ids(body)
    known = {use["image"]: use for use in given if use["role"] == EditionImage.Role.BODY}
    library = Image.objects.in_bulk([key for key in keys if key not in known])
    found = []
    for key in keys:
        if key in known:
            use = dict(known[key])
        elif key in library:
            use = {"image": key, "role": EditionImage.Role.BODY.value, **library[key].words}
        else:
            continue
        use.update({name: value for name, value in typed.get(key, {}).items() if value})
        found.append(use)
    return found
