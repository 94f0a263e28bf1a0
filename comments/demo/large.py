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

NAMES = (
    "Anna", "Timur", "Vera Nikolaevna", "A neighbour", "Rustam", "Олег", "Guest", "Марина", "Angler", "Сергей П.",
    "Asel", "A teacher", "Фарида", "Ilya", "Night nurse", "Рыбак", "Dina", "Pensioner", "Айгуль", "Cyclist",
)  # fmt: skip
OPENINGS = (
    "Thank you for this.", "At last!", "Good news for our village.", "I have a question.", "Спасибо!",
    "Not so fast.", "We have waited for this for years.", "Давно пора.", "Half of it is true.",
    "Вопрос к администрации.", "This is not what was promised.",
)  # fmt: skip
MIDDLES = (
    "When will it be our street’s turn?", "The bus is still late on Mondays.", "А когда начнут у нас?",
    "My children are glad about it.", "Who pays for it in the years to come?", "The figures differ from last month’s.",
    "Дорога до школы по-прежнему разбита.", "I went there on Saturday, and it works.",
    "Please publish the map as well.",
    "Кто отвечает за сроки?", "The water pressure has been low since then.", "It could be open longer in the evening.",
)  # fmt: skip
ENDINGS = ("", "", " Kind regards.", " Жду ответа.", " Well done!", " See you there.", " I’ll write again in spring.")


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
    name = chance.choice(NAMES)
    text = f"{chance.choice(OPENINGS)} {chance.choice(MIDDLES)}{chance.choice(ENDINGS)}"
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
