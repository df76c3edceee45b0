"""Judging drafts. This is the door: what is not named here is nobody else's business."""

from heuristics.engine import Engine
from heuristics.model import (
    Audience,
    Check,
    Draft,
    Finding,
    Hit,
    Level,
    Moment,
    Pack,
    Prompt,
    Report,
    Source,
)
from heuristics.pack import load_pack
from heuristics.tables import PackError

__all__ = [
    "Audience",
    "Check",
    "Draft",
    "Engine",
    "Finding",
    "Hit",
    "Level",
    "Moment",
    "Pack",
    "PackError",
    "Prompt",
    "Report",
    "Source",
    "load_pack",
]
