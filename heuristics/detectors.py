"""The few checks that no regex can say: the length of a draft, the hour, capitals, what came before.

A detector says whether the form is there. It never speaks of an innocent draft: all of them ask for emotion first.
Thresholds come from the check's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import regex

from heuristics.model import Draft

_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}_@#/.&-])\p{Lu}[\p{Lu}'\u2019]*\p{Lu}(?![\p{L}\p{N}_/&-]|'\p{Ll})")
_MARKS = regex.compile(r"[!?\u203c\u2049\u203d\uff01\uff1f]+")


@dataclass(frozen=True, slots=True)
class Form:
    """What a detector may look at.

    `emotional` is true when a word check applies or the writer's own hurt, anger or longing is the subject.
    `pressing` is true when a word check applies. `acronyms` are words that are in capitals by nature.
    """

    draft: Draft
    emotional: bool
    pressing: bool
    acronyms: AbstractSet[str] = frozenset()


def long(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft longer than `characters` code points."""
    return form.emotional and len(form.draft.text) > numbers["characters"]


def late(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional draft from hour `from` to hour `to`, both included, across midnight."""
    hour = form.draft.moment.hour
    return form.emotional and hour is not None and (hour >= numbers["from"] or hour <= numbers["to"])


def burst(form: Form, numbers: Mapping[str, int]) -> bool:
    """An emotional or pressing draft after at least `unanswered` own messages without a reply."""
    return (form.emotional or form.pressing) and form.draft.moment.unanswered >= numbers["unanswered"]


def loud(form: Form, numbers: Mapping[str, int]) -> bool:
    """Words in capitals, or runs of marks at least `marks` long, in an emotional draft.

    A word in capitals counts from `letters` letters on, and from `shorter` where the draft has a run of marks as well.
    """
    text = form.draft.text
    if not form.emotional:
        return False
    capitals = [word for word in _CAPITALS.findall(text) if word.replace("\u2019", "'").lower() not in form.acronyms]

    capitals = [
        word for word in _CAPITALS.findall(text) if word.replace("\u2019", "'").lower() not in _ACRONYMS
    ]
    marks = any(len(run) >= numbers["marks"] for run in _MARKS.findall(text))
    letters = numbers["shorter"] if marks or len(capitals) > 1 else numbers["letters"]
    return marks or any(len(word) >= letters for word in capitals)


_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}_@#/.&-])\p{Lu}[\p{Lu}'\u2019]*\p{Lu}(?![\p{L}\p{N}_/&-]|'\p{Ll})")
_MARKS = regex.compile(r"[!?\u203c\u2049\u203d\uff01\uff1f]+")
_ACRONYMS = frozenset(
    """
    a&e adhd ai aka am asap asda atm aww bae bbc bday btw cctv ceo cv diy dj dm dna dob dvd dvla eid er
    est eta eu faq ffs fomo fyi gcse gp gps hdmi hgv hmrc hr ibs icu id idc idgaf idk ikea iou iq irl
    isa itv ivf jk jpg kfc lgbt lmao lmfao lmk lol mdma mot mp mri mtv nasa nato nba nct nfl ngl nhs
    nyc nye nz oap ocd ofc og oh ok omfg omg otp pa pc pcr pdf pe ph phd pin pm pmsl pr ps pta ptsd qr
    raf rip rn rofl rspca rsvp rt sat sats sim smh sms sos std stem stfu tbf tbh tesco tfl thx tk tldr
    tmi ttyl tv uae ufo uk un uni ups us usa usb utc var vat vhs vip vpn wag wfh wifi wip wtaf wtf wth
    wwe xbox xl xmas xo xox xoxo xx xxx xxxx ymca ymmv yolo
    """.split()
)
"""Words that are in capitals by nature; nobody raises their voice with them."""
_ANGER = regex.compile(
    r"""
      \b (?: so|really|absolutely|fucking|beyond|this|bloody|am|i'm|im|feeling|past ) \s
         (?: angry|furious|livid|raging|fuming|mad\s(?:at|with)\syou|fed\sup|pissed\soff|sick\sof|over\sit|done\swith ) \b
    | \b (?: fed\sup | sick\s(?:and\stired|to\sdeath) | had\s(?:enough|it) | sick\sof\s(?:you|this|it|everything|your) ) \b
    | \b (?: how\sdare | leave\sme\salone | stop\slying | listen\sto\sme | call\sme\snow | i\ssaid\sno ) \b
    | \b (?: answer\s(?:me|(?:your|ur)\sphone) | enough\sis\senough | (?:is|are)\snot\s(?:okay|ok|acceptable) ) \b
    | \b (?: you\swill\snot | don'?t\syou\sdare | last\s(?:chance|warning) | give\s(?:me|us)\s(?:back\s)?my ) \b
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
"""Anger or pressure in plain words, for drafts in which no check on the words finds anything."""

Detect = Callable[[Form, Mapping[str, int]], bool]

DETECTORS: Mapping[str, Detect] = {"long": long, "late": late, "burst": burst, "loud": loud}
"""By the name that a check's `[detector]` table gives."""
