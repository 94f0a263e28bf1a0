"""Replies in bulk for the large site: few releases have many, most have none."""

import datetime

from articles.demo.large import LAST_DAY
from comments import texts
from comments.models import Comment
from comments.privacy import emails_due
from comments.totals import count

Status = Comment.Status

REPLIED = 0.15  # the share of releases with replies
MOST = 40
STATUSES, WEIGHTS = (Status.APPROVED, Status.REJECTED, Status.SPAM), (88, 7, 5)
# Replies of the last days still wait.
WAITING_SINCE = LAST_DAY - datetime.timedelta(days=1)

# What replies are put together from, in the language of their release.
NAMES = {
    "en": (
        "Anna", "Timur", "Vera Nikolaevna", "A neighbour", "Rustam", "Guest", "Angler", "Asel", "A teacher", "Ilya",
        "Night nurse", "Dina", "Pensioner", "Cyclist",
    ),
    "ru": (
        "Олег", "Марина", "Сергей П.", "Фарида", "Рыбак", "Айгуль", "Вера Николаевна", "Сосед", "Рустам", "Гость",
        "Учительница", "Пенсионер", "Ильдар",
    ),
    "kk": ("Әсел", "Нұрлан", "Айгүл", "Ерлан", "Көрші", "Мұғалім", "Балықшы", "Сәуле апай", "Бақыт", "Зейнеткер"),
}  # fmt: skip
OPENINGS = {
    "en": (
        "Thank you for this.", "At last!", "Good news for our village.", "I have a question.", "Not so fast.",
        "We have waited for this for years.", "Half of it is true.", "This is not what was promised.",
    ),
    "ru": (
        "Спасибо!", "Давно пора.", "Вопрос к администрации.", "Хорошая новость для села.", "Ждали этого много лет.",
        "Не всё так просто.", "Обещали другое.",
    ),
    "kk": ("Рақмет!", "Көптен күткен едік.", "Сұрағым бар.", "Ауылға жақсы жаңалық.", "Бұл уәде етілгендей емес."),
}  # fmt: skip
MIDDLES = {
    "en": (
        "When will it be our street’s turn?", "The bus is still late on Mondays.", "My children are glad about it.",
        "Who pays for it in the years to come?", "The figures differ from last month’s.",
        "I went there on Saturday, and it works.", "Please publish the map as well.",
        "The water pressure has been low since then.", "It could be open longer in the evening.",
    ),
    "ru": (
        "А когда начнут у нас?", "Дорога до школы по-прежнему разбита.", "Кто отвечает за сроки?",
        "Дети довольны.", "Был там в субботу, всё работает.", "Опубликуйте, пожалуйста, и карту.",
        "Напор воды с тех пор слабый.", "Хорошо бы вечером закрывали позже.",
    ),
    "kk": (
        "Біздің көшеге кезек қашан келеді?", "Балалар қуанып жүр.", "Мерзіміне кім жауап береді?",
        "Сенбіде бардым, бәрі істеп тұр.", "Картасын да жариялаңыздаршы.", "Автобус дүйсенбіде әлі кешігеді.",
    ),
}  # fmt: skip
ENDINGS = {
    "en": ("", "", " Kind regards.", " Well done!", " See you there.", " I’ll write again in spring."),
    "ru": ("", "", " Жду ответа.", " Молодцы!", " С уважением."),
    "kk": ("", "", " Жауап күтемін.", " Жарайсыздар!"),
}


def fill(made):
    """Add replies to one batch of releases."""
    chance = made.chance
    replies, replied = [], []
    for release in made.releases:
        if chance.random() >= REPLIED:
            continue
        replied.append(release.pk)
        for number in range(min(MOST, int(chance.paretovariate(1.2)))):
            written = release.published_at + datetime.timedelta(minutes=int(chance.expovariate(1 / 1440)) + 5)
            replies.append(_reply(release, number, min(written, made.at), made))
    Comment.objects.bulk_create(replies, batch_size=1000)
    emails_due(made.at).filter(release__in=replied).update(email="")
    count(*replied)


def _reply(release, number, written, made):
    chance = made.chance
    name, opening, middle, ending = (
        chance.choice(words[release.language]) for words in (NAMES, OPENINGS, MIDDLES, ENDINGS)
    )
    text = f"{opening} {middle}{ending}"
    is_waiting = written.date() >= WAITING_SINCE
    return Comment(
        release=release,
        text=text,
        name=name,
        email=f"reader{number}@example.org",
        status=Status.WAITING if is_waiting else chance.choices(STATUSES, WEIGHTS)[0],
        created_at=written,
        digest=texts.digest(release, None, name, text),
        moderated_by=None if is_waiting else made.people["moderator"],
        moderated_at=None if is_waiting else written + datetime.timedelta(hours=2),
    )
