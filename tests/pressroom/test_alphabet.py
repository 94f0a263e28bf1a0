"""Which letters are the same to who searches, and in which order they stand: in Python and by the database."""

import unicodedata

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from pressroom.alphabet import KAZAKH, Alphabetical, Folded, folded, sort_key

User = get_user_model()
NAMES = [
    *("Аверин", "Әлиев", "Бабушкин", "Ғалиев", "Гусев", "Ежов", "Ёжов", "Елин", "Ёлкин", "Жуков", "Іргебаев", "Йод"),
    *("Қасымов", "Ким", "Кузнецов", "Ңуров", "Нуров", "Өтегенов", "Овчаров", "Ұлан", "Уланов", "Үсен", "Һасан", "Хан"),
    *("Adams", "Émile", "Zürich", "«Лотос»", "5-й", "лапин", "ЁЛКИН", "ёлкин"),
]


@pytest.fixture
def people(db):
    return User.objects.bulk_create(User(username=str(n), last_name=name) for n, name in enumerate(NAMES))


def test_the_kazakh_alphabet_has_its_42_letters():
    assert len(set(KAZAKH)) == 42


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Ёжик в тумане", "ежик В"),
        ("Қазақстан", "казакстан"),
        ("Әлем, Ғалым, Таң", "алем, галым, тан"),
        ("Өмір, Ұлт, Үй, Һәм, Іс", "омир, улт, уй, хам, ис"),
        ("Zürich", "ZURICH"),
        ("Школа №\xa05", "школа № 5"),
        ("O’Brien", "o'brien"),
    ],
)
def test_a_search_finds_what_its_reader_means(text, typed):
    assert folded(typed) in folded(text)


def test_a_letter_in_two_characters_is_the_same_letter_and_no_other():
    assert folded(unicodedata.normalize("NFD", "Йод и Ёж")) == "йод и еж"
    assert folded("Йод") != folded("Иод")


def order(names, language):
    return sorted(names, key=lambda name: sort_key(name, language))


def test_in_russian_yo_stands_with_ye_and_after_it_where_nothing_else_differs():
    assert order(["ёлка", "жук", "ель", "ёж", "еж", "ежи", "дом"], "ru") == [
        *("дом", "еж", "ёж", "ежи", "ёлка", "ель", "жук"),
    ]


def test_in_kazakh_every_letter_has_its_place():
    assert order(reversed(KAZAKH), "kk") == list(KAZAKH)
    assert order(["ёлка", "ель", "ежи"], "kk") == ["ежи", "ель", "ёлка"]


def test_figures_come_first_and_then_the_letters_of_the_readers():
    names = ["Zoo", "Ярмарка", "5 шагов", "«Лотос»", "арбуз"]
    assert order(names, "ru") == ["5 шагов", "арбуз", "«Лотос»", "Ярмарка", "Zoo"]
    assert order(names, "en") == ["5 шагов", "Zoo", "арбуз", "«Лотос»", "Ярмарка"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_database_orders_as_python_does(people, language):
    found = User.objects.order_by(Alphabetical("last_name", language), "pk").values_list("last_name", flat=True)
    assert list(found) == order(NAMES, language)
    with translation.override(language):
        assert list(User.objects.order_by(Alphabetical("last_name"), "pk").values_list("last_name", flat=True)) == list(
            found
        )


def test_the_database_folds_as_python_does(people):
    for name, its_folded in User.objects.annotate(found=Folded("last_name")).values_list("last_name", "found"):
        assert its_folded == folded(name)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("елкин", {"Ёлкин", "ЁЛКИН", "ёлкин"}),
        ("ЁЛКИН", {"Ёлкин", "ЁЛКИН", "ёлкин"}),
        ("касым", {"Қасымов"}),
        ("қасым", {"Қасымов"}),
        ("zurich", {"Zürich"}),
        ("%", set()),
        ("_", set()),
    ],
)
def test_the_database_finds_what_is_meant(people, typed, found):
    assert set(User.objects.filter(last_name__folds=typed).values_list("last_name", flat=True)) == found


SIGNS = [
    "100%",
    "a_b",
    "back\\slash",
    "(x)",
    "[a]",
    "{2}",
    "^$",
    "a|b",
    "1.5",
    "*** a+b?",
    "O’Brien",
    "№\xa05",
    "Σ",
    "—",
]


@pytest.mark.parametrize("typed", [*SIGNS, "o'brien", "№ 5", "σ", "é", "x" * 1000])
def test_a_sign_is_itself_and_no_part_of_a_pattern(db, typed):
    User.objects.bulk_create(User(username=str(n), last_name=name) for n, name in enumerate(SIGNS))
    found = User.objects.filter(last_name__folds=typed).values_list("last_name", flat=True)
    assert set(found) == {name for name in SIGNS if folded(typed) in folded(name)}


def test_what_is_null_stays_null(db):
    User.objects.create(username="x")
    row = User.objects.annotate(found=Folded("profile__office"), key=Alphabetical("profile__office", "ru")).get()
    assert (row.found, row.key) == (None, None)
