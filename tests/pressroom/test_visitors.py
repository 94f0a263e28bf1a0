"""Who a visitor is: the address behind proxies, the salt of the day, and who is no person."""

import datetime
import ipaddress
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from pressroom import cleaning, ratelimit, visitors
from pressroom.models import RateCount, Salt

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PROXIES = ["10.0.0.0/8", "2001:db8:ffff::/48"]


def ask(peer="192.0.2.1", agent=FIREFOX, method="get", **headers):
    """Return a request from a socket's address with a browser's name and further headers."""
    return getattr(RequestFactory(), method)("/", REMOTE_ADDR=peer, headers={"User-Agent": agent, **headers})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "expected"),
    [
        # Nobody is trusted: the header is anybody's claim.
        ([], "192.0.2.1", "", "192.0.2.1"),
        ([], "192.0.2.1", "203.0.113.7", "192.0.2.1"),
        ([], "10.0.0.1", "203.0.113.7", "10.0.0.1"),
        ([], "", "203.0.113.7", ""),
        # The peer isn't one of the proxies.
        (PROXIES, "192.0.2.1", "203.0.113.7", "192.0.2.1"),
        # One proxy, then several.
        (PROXIES, "10.0.0.1", "203.0.113.7", "203.0.113.7"),
        (PROXIES, "10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (PROXIES, "2001:db8:ffff::1", "203.0.113.7", "203.0.113.7"),
        (PROXIES, "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"),
        # What the visitor put in front is not read.
        (PROXIES, "10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (PROXIES, "10.0.0.1", "rubbish, 203.0.113.7", "203.0.113.7"),
        (PROXIES, "10.0.0.1", "10.9.9.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        # Nothing but proxies, or nothing at all.
        (PROXIES, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (PROXIES, "10.0.0.1", "", "10.0.0.1"),
        # What is no address ends the search; an empty entry says nothing.
        (PROXIES, "10.0.0.1", "203.0.113.7, unknown", "10.0.0.1"),
        (PROXIES, "10.0.0.1", "203.0.113.7, unknown, 10.0.0.2", "10.0.0.2"),
        (PROXIES, "10.0.0.1", "203.0.113.7, ,", "203.0.113.7"),
        (PROXIES, "10.0.0.1", "203.0.113.7; DROP TABLE", "10.0.0.1"),
        # Ports, zones and other spellings.
        (PROXIES, "10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        (PROXIES, "10.0.0.1", "[2001:DB8::0:7]:4711", "2001:db8::7"),
        (PROXIES, "10.0.0.1", "2001:0DB8:0000::0007", "2001:db8::7"),
        ([], "fe80::1%eth0", "", "fe80::1"),
        ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
        # A Unix socket has no address; it is believed where a proxy is named.
        (PROXIES, "", "203.0.113.7", "203.0.113.7"),
        (PROXIES, "", "", ""),
    ],
)
def test_the_address_is_the_sockets_unless_a_trusted_proxy_says_otherwise(settings, trusted, peer, forwarded, expected):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network(network) for network in trusted]
    assert visitors.address(ask(peer, **{"X-Forwarded-For": forwarded})) == expected


def test_a_visitor_is_the_same_all_day_and_another_the_next_day(db, at):
    morning = visitors.visitor(ask(), at("2022-05-28 00:00"), "like")
    assert len(morning) == 43
    assert visitors.visitor(ask(), at("2022-05-28 23:59"), "like") == morning
    assert visitors.visitor(ask(), at("2022-05-29 00:00"), "like") != morning


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ({"peer": "192.0.2.2"}, False),
        ({"agent": FIREFOX + "1"}, False),
        ({"peer": "::ffff:192.0.2.1"}, True),
        ({"Cookie": "a=b", "Accept-Language": "ru"}, True),
    ],
)
def test_a_visitor_is_an_address_and_a_browser(db, at, other, is_same):
    moment = at("2022-05-28 10:00")
    assert (visitors.visitor(ask(**other), moment, "like") == visitors.visitor(ask(), moment, "like")) is is_same


def test_the_machines_of_an_ipv6_household_are_told_apart_by_their_browsers_alone(db, at):
    moment = at("2022-05-28 10:00")
    one = visitors.visitor(ask("2001:db8:1:2::a"), moment, "like")
    assert visitors.visitor(ask("2001:db8:1:2:ffff::b"), moment, "like") == one
    assert visitors.visitor(ask("2001:db8:1:3::a"), moment, "like") != one


def test_parts_cannot_be_shifted_to_make_another_visitor(db, at):
    moment = at("2022-05-28 10:00")
    assert visitors.visitor(ask("192.0.2.1", "1 a"), moment, "like") != visitors.visitor(
        ask("192.0.2.11", " a"), moment, "like"
    )
    assert visitors.visitor(ask(agent=""), moment, "network") != visitors.network(ask(), moment)
    # 32.1.13.184 are the first bytes of 2001:db8:6161:6161::
    assert visitors.visitor(ask("32.1.13.184", "aaaa"), moment, "like") != visitors.visitor(
        ask("2001:db8:6161:6161::", ""), moment, "like"
    )


def test_a_visitor_of_another_purpose_is_somebody_else(db, at):
    moment = at("2022-05-28 10:00")
    assert visitors.visitor(ask(), moment, "like") != visitors.visitor(ask(), moment, "search")


class TestTraces:
    """What a visitor and a network leave where something is done."""

    @staticmethod
    def traces(day, what=17, **asked):
        return visitors.traces(ask(**asked).META, day, what)

    @pytest.fixture
    def day(self, db, at):
        return visitors.day(at("2022-05-28 10:00").timestamp())

    def test_they_are_eight_bytes_and_the_same_all_day(self, day, at):
        assert [len(trace) for trace in self.traces(day)] == [8, 8]
        assert self.traces(visitors.day(at("2022-05-28 23:59").timestamp())) == self.traces(day)
        next_day = visitors.day(at("2022-05-29 00:00").timestamp())
        assert not set(self.traces(next_day)) & set(self.traces(day))

    def test_a_visitor_leaves_another_one_wherever_and_a_network_the_same(self, day):
        (one, network), (other, same) = self.traces(day), self.traces(day, 18)
        assert one != other
        assert network == same

    @pytest.mark.parametrize(
        ("other", "is_visitor", "is_network"),
        [
            ({"peer": "192.0.2.2"}, False, False),
            ({"agent": FIREFOX + "1"}, False, True),
            ({"peer": "::ffff:192.0.2.1"}, True, True),
            ({"Cookie": "a=b", "Accept-Language": "ru"}, True, True),
        ],
    )
    def test_a_visitor_is_an_address_and_a_browser_and_a_network_an_address(self, day, other, is_visitor, is_network):
        same = [mine == its for mine, its in zip(self.traces(day), self.traces(day, **other), strict=True)]
        assert same == [is_visitor, is_network]

    def test_a_household_of_ipv6_is_one_network(self, day):
        one = self.traces(day, peer="2001:db8:1:2::a")
        assert self.traces(day, peer="2001:db8:1:2:ffff::b") == one
        assert not set(self.traces(day, peer="2001:db8:1:3::a")) & set(one)

    def test_parts_cannot_be_shifted_to_make_another_trace(self, day):
        # 32.1.13.184 are the first bytes of 2001:db8:3137:2061:: and '17 a' its last ones.
        short, of_short = self.traces(day, peer="32.1.13.184", agent="a17 a")
        long, of_long = self.traces(day, peer="2001:db8:3137:2061::", agent="a")
        assert short != long
        assert of_short != of_long
        assert self.traces(day, 17, agent="1")[0] != self.traces(day, 171, agent="")[0]
        assert self.traces(day, 1, agent="7 a")[0] != self.traces(day, 17, agent="a")[0]


def test_a_network_is_an_address_whatever_the_browser(db, at):
    moment = at("2022-05-28 10:00")
    assert visitors.network(ask(agent="a"), moment) == visitors.network(ask(agent="b"), moment)
    assert visitors.network(ask("192.0.2.2"), moment) != visitors.network(ask(), moment)


def test_no_address_is_stored(db, at):
    visitors.visitor(ask("203.0.113.77"), at("2022-05-28 10:00"), "like")
    kept = Salt.objects.get()
    assert len(bytes(kept.value)) == 32
    assert b"203.0.113.77" not in bytes(kept.value)


def test_the_first_visitor_of_a_day_destroys_the_salt_of_the_day_before(db, at):
    visitors.visitor(ask(), at("2022-05-28 10:00"), "like")
    before = visitors.salt(at("2022-05-28 23:59"))
    visitors.visitor(ask(), at("2022-05-29 00:01"), "like")
    assert [salt.day for salt in Salt.objects.all()] == [datetime.date(2022, 5, 29)]
    assert visitors.salt(at("2022-05-28 23:59")) != before


def test_a_day_is_that_of_the_sites_time_zone(db, at, settings):
    settings.TIME_ZONE = "Europe/Astrakhan"
    visitors.visitor(ask(), datetime.datetime(2022, 5, 27, 20, 30, tzinfo=datetime.UTC), "like")
    assert Salt.objects.get().day == datetime.date(2022, 5, 28)


def test_forget_leaves_no_salt_of_a_past_day_and_no_count_of_a_past_window(db, at, capsys):
    moment = at("2022-05-28 23:50")
    visitors.visitor(ask(), moment, "like")
    ratelimit.is_allowed("old", limit=1, seconds=60, at=moment)
    call_command("forget")
    assert (Salt.objects.count(), RateCount.objects.count()) == (1, 1)
    at("2022-05-29 03:00")
    call_command("forget")
    assert (Salt.objects.count(), RateCount.objects.count()) == (0, 0)
    lines = capsys.readouterr().out.splitlines()[-len(cleaning._daily) :]
    said = {"Forgotten: salts of visitors’ traces, 1.", "Forgotten: counts of how often somebody asked, 1."}
    assert said <= set(lines)


@pytest.mark.django_db(transaction=True)
def test_processes_that_make_the_salt_at_once_get_the_same(at):
    moment = at("2022-05-28 00:00")
    found, start = [], threading.Barrier(8)

    def make():
        try:
            start.wait()
            found.append(visitors.salt(moment))
        finally:
            connection.close()

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert set(found) == {bytes(Salt.objects.get().value)}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "  ",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "TelegramBot (like TwitterBot)",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Chrome-Lighthouse",
        "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
    ],
)
def test_known_robots_and_the_nameless_are_no_readers(agent):
    assert visitors.is_robot(ask(agent=agent))


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0 YaBrowser/24.4 Safari/537.36",
        "Lynx/2.9.0 libwww-FM/2.14",
    ],
)
def test_people_with_browsers_are_readers(agent):
    assert not visitors.is_robot(ask(agent=agent))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Sec-Purpose", "prefetch", True),
        ("Sec-Purpose", "prefetch;prerender", True),
        ("Purpose", "prefetch", True),
        ("X-Moz", "prefetch", True),
        ("X-Purpose", "preview", True),
        ("Sec-Purpose", "", False),
    ],
)
def test_what_is_fetched_ahead_of_time_is_not_read(name, value, expected):
    assert visitors.is_robot(ask(**{name: value})) is expected


def test_head_is_not_reading():
    assert visitors.is_robot(ask(method="head"))
