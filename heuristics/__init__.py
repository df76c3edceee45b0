"""Judging drafts. This is the door: what is not named here is nobody else's business."""

from heuristics.engine import Engine
from heuristics.model import (
    Audience,
    Check,
    Draft,
    Example,
    Finding,
    Hit,
    Level,
    Moment,
    Pack,
    Prompt,
    Report,
    Source,
)
from heuristics.own import Own, load_with_own
from heuristics.pack import load_pack
from heuristics.reframe import Reframe, Reframer
from heuristics.sentences import split as split_sentences
from heuristics.tables import PackError
from heuristics.truest import Truest, truest

__all__ = [
    "Audience",
    "Check",
    "Draft",
    "Engine",
    "Example",
    "Finding",
    "Hit",
    "Level",
    "Moment",
    "Own",
    "Pack",
    "PackError",
    "Prompt",
    "Reframe",
    "Reframer",
    "Report",
    "Source",
    "Truest",
    "load_pack",
    "load_with_own",
    "split_sentences",
    "truest",
]
