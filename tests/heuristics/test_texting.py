"""The rewrites of the English pack: what each makes of words as they are typed, and what it leaves alone."""

from __future__ import annotations

import pytest

from heuristics import Engine, Pack
from heuristics.normalize import Normalizer
from heuristics.vocabulary import vocabulary

READ = {
    "see ya": "see you",
    "ya never ring": "you never ring",
    "ur the worst": "you're the worst",
    "on ur own": "on your own",
    "Ill wait": "i'll wait",
    "ur sad now": "you're sad now",
    "I said k": "i said ok",
    "come wit me": "come with me",
    "when am gone": "when i'm gone",
    "I wan rest": "i want to rest",
    "you & me + Sam": "you and me and sam",
    "w/o you": "without you",
    "w/ my sister": "with my sister",
    "i want 2 talk 2 you": "i want to talk to you",
    "nice of you 2 ring": "nice of you to ring",
    "what 4, nothing left to live 4": "what 4, nothing left to live for",
    "4 me": "for me",
    "stay... please,dont go": "stay, please, don't go",
    "i am so done \U0001f644 dont ring": "i'm so done, \U0001f644 don't ring",
    "and you left": "and, you left",
    "look you lied": "look, you lied",
    "grow up ok": "grow up, ok",
    "you lied smh": "you lied, smh",
    "you never rang honestly": "you never rang, honestly",
    "you lied to us you know": "you lied to us, you know",
    "i need you man": "i need you, man",
    "i cant do this mate": "i can't do this, mate",
    "i cant do this mum": "i can't do this, mom",
    "i cant go on really": "i can't go on, really",
    "come home please": "come home, please",
    "Id crawl there": "i'd crawl there",
    "one more lie and were done": "one more lie and we're done",
    "shed be glad": "she'd be glad",
    "this time well be on the ferry": "this time we'll be on the ferry",
    "wed be fine": "we'd be fine",
    "if your brothers coming": "if your brother's coming",
    "you do not care": "you don't care",
    "we will not go": "we won't go",
    "now i am tired": "now i'm tired",
    "u r late": "you're late",
    "now they are late": "now they're late",
    "now it will rain": "now it'll rain",
    "i have tried": "i've tried",
}
ALONE = [
    "you and i were late",
    "how well you see what i am",
    "in the shed behind the house",
    "for 2 weeks, then 4 more days",
    "show your id at the door",
    "your brothers and mine",
    "he is my best mate",
    "take me seriously",
    "tell mom",
    "that is all you know",
]


@pytest.mark.parametrize("typed", READ)
def test_it_is_read(typed: str, engine: Engine) -> None:
    """Words as typed become words as patterns are written."""
    assert engine.normalize(typed).text == READ[typed]


@pytest.mark.parametrize("text", ALONE)
def test_it_is_left_alone(text: str, engine: Engine) -> None:
    """What only looks like it stays what it is."""
    assert engine.normalize(text).text == text


def test_each_rewrite_is_needed(pack: Pack) -> None:
    """Without any one of them something of this would be read otherwise."""
    known = vocabulary(pack)
    for at, rewrite in enumerate(pack.rewrites):
        without = Normalizer(known, pack.spellings, (*pack.rewrites[:at], *pack.rewrites[at + 1 :]))
        assert any(without(typed).text != read for typed, read in READ.items()), rewrite.match
