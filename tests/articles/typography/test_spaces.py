"""Between which words no line ends."""

import pytest

from tests.articles.typography.setting import set_in


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # Short words go with what follows, particles with what stands before.
        ("В школе и в саду", "В~школе и~в~саду"),
        ("из-за дождя и для детей", "из-за~дождя и~для~детей"),
        ("Кто-то за дверью", "Кто-то за~дверью"),
        ("«К морю»", "«К~морю»"),
        ("Он же был бы, едва ли", "Он~же был~бы, едва~ли"),
        # Figures.
        ("5 км, 17 млн руб., 40 тыс. га", "5~км, 17~млн~руб., 40~тыс.~га"),
        ("10 %, 300 ₽, 20 °C, 5 кв. м", "10~%, 300~₽, 20~°C, 5~кв.~м"),
        ("28 мая 2022 г. и 2022 года", "28~мая 2022~г. и~2022~года"),
        ("№ 5, § 3, XX в.", "№~5, §~3, XX~в."),
        ("1 000 000 человек", "1~000~000~человек"),
        # Abbreviations.
        ("и т. д., и т. п., т. е. так, 5 в. до н. э.", "и~т.~д., и~т.~п., т.~е. так, 5 в. до~н.~э."),
        ("ул. Ленина, д. 5, кв. 3", "ул.~Ленина, д.~5, кв.~3"),
        ("В г. Астрахань, ст. 5, стр. 12", "В~г.~Астрахань, ст.~5, стр.~12"),
        ("В 2022 г. Астрахань росла", "В~2022~г. Астрахань росла"),
        ("и. о. министра", "и.~о.~министра"),
        # Hands off.
        ("тел. 8 800 555 35 35", "тел.~8 800 555 35 35"),
        ("+7 927 555 000", "+7 927 555 000"),
        ("Проект «Зов»", "Проект «Зов»"),
    ],
)
def test_russian(typed, shown):
    assert set_in(typed, "ru") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Бара ма, келе ме?", "Бара~ма, келе~ме?"),
        ("Ол да, біз де; білем ғой", "Ол~да, біз~де; білем~ғой"),
        ("«Алаш» пен Абай мен Шәкәрім", "«Алаш»~пен Абай~мен Шәкәрім"),
        ("2022 ж. 28 мамырда", "2022~ж. 28~мамырда"),
        ("2019-2021 жж., 2020 жылы", "2019–2021~жж., 2020~жылы"),
        ("5 км, 17 млн теңге, 300 ₸", "5~км, 17~млн~теңге, 300~₸"),
        ("XX ғ. Абай көш., 5 үй", "XX~ғ. Абай~көш., 5 үй"),
        ("және т. б.", "және т.~б."),
    ],
)
def test_kazakh(typed, shown):
    assert set_in(typed, "kk") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("28 May and May 28, 2022", "28~May and May~28, 2022"),
        ("may 5 people go", "may 5 people go"),
        ("17 million, $17 million, 5 km, 10 %", "17~million, $17~million, 5~km, 10~%"),
        ("No. 5, p. 12, pp. 3", "No.~5, p.~12, pp.~3"),
        ("Mr Smith, Mrs. Smith, Dr Livesey", "Mr~Smith, Mrs.~Smith, Dr~Livesey"),
        ("at 10 a.m. sharp", "at 10~a.m. sharp"),
        ("a dr who", "a dr who"),
    ],
)
def test_english(typed, shown):
    assert set_in(typed, "en") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("И. Ю. Бабушкин", "И.~Ю.~Бабушкин"),
        ("И.Ю. Бабушкин", "И.Ю.~Бабушкин"),
        ("И. Бабушкин", "И.~Бабушкин"),
        ("Бабушкин И. Ю.", "Бабушкин~И.~Ю."),
        ("Бабушкину И.Ю., губернатору", "Бабушкину~И.Ю., губернатору"),
        ("Приехал Бабушкин И. Ю. Сегодня", "Приехал Бабушкин~И.~Ю.~Сегодня"),
        ("Губернатор И. Ю. Бабушкин", "Губернатор И.~Ю.~Бабушкин"),
        ("А. С. Новиков-Прибой", "А.~С.~Новиков-Прибой"),
        ("Ә. Ж. Нұрланов", "Ә.~Ж.~Нұрланов"),
        ("J. R. Smith", "J.~R.~Smith"),
        ("I. Yu. Babushkin", "I.~Yu.~Babushkin"),
    ],
)
def test_initials_are_never_parted_from_their_surname(typed, shown):
    for language in ("ru", "kk", "en"):
        assert set_in(typed, language) == shown


def test_a_space_that_its_author_made_narrow_stays_narrow():
    assert set_in("5\u202fкм", "ru") == "5\u202fкм"
