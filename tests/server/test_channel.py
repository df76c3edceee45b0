"""The seal against everything but the right request: nothing opens, and all of it gets one and the same answer."""

from __future__ import annotations

import base64
import collections
import json
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import errors, limits, pairing
from server.channel import Busy, Seen
from server.seal import SealError
from server.service import VERBS, Service, refuse
from tests.server.client import CHROMIUM, FIREFOX, OTHER_CHROMIUM, Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.soak import Figures, Size

PORT = 8457
CLOSED = refuse(errors.not_paired())
SEED = 20_260_101


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Iterator[Service]:
    """One service for the whole file."""
    made = Service.start(tmp_path_factory.mktemp("service") / "home", PORT, packs)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def client(service: Service) -> Client:
    """A paired extension."""
    return Client(PORT, pairing.add(service.store, CHROMIUM))


def flip(data: bytes, random_: random.Random) -> bytes:
    """Change one bit."""
    at = random_.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << random_.randrange(8))]) + data[at + 1 :]


def spoil(raw: bytes, random_: random.Random) -> bytes:
    """Alter a sealed body in one of the ways that somebody in between could."""
    envelope = json.loads(raw)
    field = random_.choice(["iv", "ct"])
    data = base64.urlsafe_b64decode(envelope[field] + "==")
    ways = [
        lambda: flip(data, random_),
        lambda: data[: random_.randrange(len(data))],
        lambda: data + random_.randbytes(1 + random_.randrange(20)),
        lambda: random_.randbytes(len(data)),
        lambda: data[1:] + data[:1],
    ]
    spoilt = random_.choice(ways)()
    envelope[field] = base64.urlsafe_b64encode(spoilt).decode().rstrip("=")
    return json.dumps(envelope).encode()


@pytest.mark.soak
def test_no_mutation_opens(service: Service, client: Client, size: Size, figures: Figures) -> None:
    """Of thousands of flips, cuts, extensions and swaps of sealed bodies not one is answered."""
    tries, taken = size(3000, full=10_000), 0
    random_ = random.Random(SEED)  # noqa: S311 - mutations, the same every time
    raw = client.seal("/v1/check", {"text": "You rotten egg", "site": "a.example"}).raw
    for _ in range(tries):
        spoilt = spoil(raw, random_) if random_.random() < 0.7 else flip(raw, random_)
        if json_or_none(spoilt) == json.loads(raw):
            continue  # a flip that JSON does not see, such as a space
        taken += service.answer("/v1/check", CHROMIUM, spoilt) != CLOSED
    assert service.answer("/v1/check", CHROMIUM, raw).status == 200
    for _ in range(tries // 10):
        path, origin = random_.choice([*VERBS]), random_.choice([CHROMIUM, OTHER_CHROMIUM, FIREFOX])
        taken += service.answer(path, origin, raw) != CLOSED  # a replay, mostly to another place
    figures.note("the seal", "forgeries taken", taken, allowed=0, of=tries + tries // 10)


def json_or_none(raw: bytes) -> Any:
    """Read JSON, or None."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


@pytest.mark.parametrize("path", [*VERBS, "/v1/nothing", "/", ""])
def test_it_opens_at_one_place_alone(service: Service, client: Client, path: str) -> None:
    """A body sealed for one path, port or origin opens for no other."""
    raw = client.seal(path, {}).raw
    for other in {*VERBS, "/v1/nothing", "/", ""} - {path}:
        assert service.answer(other, CHROMIUM, raw) == CLOSED
    for origin in (OTHER_CHROMIUM, FIREFOX, CHROMIUM.upper(), f"{CHROMIUM}/", "", "null"):
        assert service.answer(path, origin, raw) == CLOSED
    for port in (8458, 8459, 80):
        sealed = Client(port, client.secret).seal(path, {})
        assert service.answer(path, CHROMIUM, sealed.raw) == CLOSED
    assert service.answer(path, CHROMIUM, raw).status in {200, 400, 404}


def test_a_request_is_taken_once(service: Service, client: Client) -> None:
    """What was recorded cannot be played back."""
    sealed = client.seal("/v1/settings/get", {})
    assert service.answer("/v1/settings/get", CHROMIUM, sealed.raw).status == 200
    for _ in range(3):
        assert service.answer("/v1/settings/get", CHROMIUM, sealed.raw) == CLOSED


@pytest.mark.parametrize("late", [-3600, -121, 121, 3600, 10**9])
def test_a_request_is_of_now(service: Service, client: Client, late: float) -> None:
    """Two minutes either way, no more."""
    sealed = client.seal("/v1/settings/get", {}, time.time() + late)
    assert service.answer("/v1/settings/get", CHROMIUM, sealed.raw) == CLOSED


@pytest.mark.parametrize("late", [-115, 115])
def test_clocks_may_differ_a_little(service: Service, client: Client, late: float) -> None:
    """Two minutes either way are allowed."""
    sealed = client.seal("/v1/settings/get", {}, time.time() + late)
    assert service.answer("/v1/settings/get", CHROMIUM, sealed.raw).status == 200


def test_a_reply_opens_for_its_request_alone(service: Service, client: Client) -> None:
    """The reply to one request cannot be passed off as the reply to another."""
    first, second = client.seal("/v1/settings/get", {}), client.seal("/v1/settings/get", {})
    answer = service.answer("/v1/settings/get", CHROMIUM, first.raw).body
    assert "result" in first.opens(answer)
    with pytest.raises(SealError):
        second.opens(answer)


def test_a_reply_is_no_request(service: Service, client: Client) -> None:
    """Each direction has a key of its own."""
    sealed = client.seal("/v1/settings/get", {})
    answer = service.answer("/v1/settings/get", CHROMIUM, sealed.raw).body
    assert service.answer("/v1/settings/get", CHROMIUM, answer) == CLOSED


JUNK = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"\xff\xfe",
    b"{" * 60_000,
    b"[" * 60_000,
    b'{"v":1}',
    b'{"v":NaN}',
    b'{"v":' + b"9" * 5000 + b"}",
    b'{"v":1,"iv":"AAAAAAAAAAAAAAAA","ct":""}',
    b'{"v":1,"iv":"","ct":"AAAA"}',
    b'{"v":1,"iv":"AAAAAAAAAAAAAAA\\u00e9","ct":"A"}',
    b'{"v":1,"iv":"AAAAAAAAAAAAAAA\\ud800","ct":"AAAA"}',
    b'{"v":1,"iv":null,"ct":"AAAA"}',
    b'{"v":true,"iv":"AAAAAAAAAAAAAAAA","ct":"A"}',
]


@pytest.mark.parametrize("raw", JUNK, ids=[f"{len(raw)}-{raw[:12]!r}" for raw in JUNK])
def test_what_is_no_seal(service: Service, raw: bytes) -> None:
    """Junk gets the same answer as a wrong key, and gets it soon."""
    began = time.perf_counter()
    assert service.answer("/v1/check", CHROMIUM, raw) == CLOSED
    assert time.perf_counter() - began < 0.05


INSIDE = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\xff",
    b'{"t":1}',
    b"[" * 30_000,
    b'{"t":' + b"9" * 5000 + b',"body":{}}',
    b'{"t":NaN,"body":{}}',
    b'{"t":"now","body":{}}',
    b'{"t":-1,"body":{}}',
    b'{"t":1e9,"body":{}}',
    b'{"t":true,"body":{}}',
]


@pytest.mark.parametrize("plaintext", INSIDE, ids=[f"{len(raw)}-{raw[:12]!r}" for raw in INSIDE])
def test_nonsense_from_the_right_sender(service: Service, client: Client, plaintext: bytes) -> None:
    """Whoever has the key but talks nonsense gets a sealed 400, soon, or is too late."""
    sealed = client.seal_text("/v1/settings/get", plaintext)
    began = time.perf_counter()
    status, body = service.answer("/v1/settings/get", CHROMIUM, sealed.raw)
    assert time.perf_counter() - began < 0.05
    if (status, body) != CLOSED:
        assert (status, sealed.opens(body)["error"]["code"]) == (400, "bad_request")


DEEP = [
    b'{"t":%d,"body":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    b'{"t":%d,"body":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}",
    b'{"t":%d,"body":{"text":"\\ud800","site":"a"}}',
    b'{"t":%d,"body":{"text":"\xff","site":"a"}}',
    b'{"t":%d,"body":{"text":"a","site":"a","hour":' + b"9" * 5000 + b"}}",
    b'{"t":%d,"body":{"text":"a","site":"a","turn":1e400}}',
    b'{"t":%d,"body":{"text":"a","site":"a","quiet":' + b"[" * 20_000 + b"}}",
]


@pytest.mark.parametrize("plaintext", DEEP, ids=[f"{len(raw)}-{raw[15:30]!r}" for raw in DEEP])
def test_nonsense_in_a_fresh_body(service: Service, client: Client, plaintext: bytes) -> None:
    """Depth, numbers without end, half characters: 400, sealed, within 50 ms."""
    now = b"%d" % int(time.time() * 1000)
    sealed = client.seal_text("/v1/check", plaintext.replace(b"%d", now, 1))
    began = time.perf_counter()
    status, body = service.answer("/v1/check", CHROMIUM, sealed.raw)
    assert time.perf_counter() - began < 0.05
    assert (status, sealed.opens(body)["error"]["code"]) == (400, "bad_request")


def test_of_a_name_that_is_said_twice_the_last_counts(service: Service, client: Client) -> None:
    """For every reader alike, so that no two can disagree: docs/decisions/0008 says why that is enough."""
    stale = int((time.time() - 3600) * 1000)
    now = int(time.time() * 1000)
    for first, second, taken in ((stale, now, True), (now, stale, False)):
        sealed = client.seal_text("/v1/settings/get", b'{"t":%d,"t":%d,"body":{}}' % (first, second))
        assert (service.answer("/v1/settings/get", CHROMIUM, sealed.raw) != CLOSED) == taken
    sealed = client.seal_text("/v1/check", b'{"t":%d,"body":{"text":"You rotten egg","text":"ok","site":"a"}}' % now)
    assert sealed.opens(service.answer("/v1/check", CHROMIUM, sealed.raw).body)["result"]["findings"] == []
    raw = json.loads(client.seal("/v1/settings/get", {}).raw)
    doubled = '{"v":1,"iv":"%s","iv":"%s","ct":"%s"}'
    assert service.answer("/v1/settings/get", CHROMIUM, (doubled % (raw["iv"], "A" * 16, raw["ct"])).encode()) == CLOSED


leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    leaf,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
near = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=200) | leaf,
        "site": st.sampled_from(["a.example", "A.example", "", "localhost:8467"]) | leaf,
        "audience": st.sampled_from(["ex", "partner", "nobody"]) | leaf,
        "hour": st.integers(-2, 26) | leaf,
        "unanswered": st.integers(-1, 4) | leaf,
        "quiet": st.lists(st.sampled_from(["sharp", "blam", "x" * 100])) | anything,
        "on": st.booleans() | leaf,
        "checks": st.dictionaries(st.sampled_from(["sharp", "blam"]), st.sampled_from(["mark", "loud", None])) | leaf,
        "minutes": st.integers(-1, 1500) | leaf,
    },
)


@pytest.mark.soak
def test_no_body_is_our_fault(service: Service, client: Client, size: Size, figures: Figures) -> None:
    """Whatever a body holds, it is answered or refused; it never makes an error of ours."""
    tries = size(600, full=20_000)
    statuses = collections.Counter[int]()

    @settings(max_examples=tries, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(path=st.sampled_from(sorted(VERBS)), body=anything | near)
    def ask(path: str, body: Any) -> None:
        try:
            sealed = client.seal(path, body)
        except ValueError:
            return  # not JSON at all, such as a huge float
        status, raw = service.answer(path, CHROMIUM, sealed.raw)
        statuses[status] += 1
        answer = sealed.opens(raw)
        assert (status, set(answer)) in [(200, {"result"}), (400, {"error"})]

    ask()
    ours = sum(count for status, count in statuses.items() if status >= 500)
    figures.note("fuzzed bodies", "errors of ours", ours, allowed=0, of=statuses.total())


def test_seen_ivs_are_forgotten_in_time_and_bounded() -> None:
    """An iv is remembered for as long as it could open again, and no flood makes room for a replay."""
    seen = Seen(3)
    assert [seen.take(iv, 0) for iv in "abcab"] == [True, True, True, False, False]
    with pytest.raises(Busy):
        seen.take("d", 2 * limits.CLOCK.value - 1)
    assert not seen.take("a", 2 * limits.CLOCK.value - 1)
    assert seen.take("d", 2 * limits.CLOCK.value)
