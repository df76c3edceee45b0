"""A draft cut into sentences, so that a keystroke costs one of them and not the whole draft."""

from __future__ import annotations

import regex

LONGEST = 400
"""Code points. People who are upset write without full stops; past this a sentence is cut at a space."""

# A sentence ends at a line break, or where closing punctuation is followed by space. Dots or an emoji that trail
# off into a lower-case word ("i just... miss you") do not end it. A run of marks is tried once, at its beginning, and
# nothing of it is given back: ten thousand of them cost what they are long.
_END = regex.compile(
    r"""
    [\r\n\v\f\u0085\u2028\u2029]+
    | (?: (?<![?!\u203d\uff01\uff1f\u3002]) [?!\u203d\uff01\uff1f\u3002]++ | (?<!\.)\. )
      ["'\u201d\u2019)\]]*+ [^\S\r\n]++
    | (?: (?<!\.) \.{2,}+ | (?<!\u2026) \u2026++ | (?<=[\p{L}\p{N}\p{P}][ ]?) \p{Emoji_Presentation}++ )
      ["'\u201d\u2019)\]]*+ [^\S\r\n]++ (?= [\p{Lu}"\u201c] )
    """,
    regex.VERBOSE,
)


def split(text: str) -> list[tuple[int, int]]:
    """Cut `text` into sentences.

    Returns:
        `(start, end)` pairs in code points, in order, without the space around them and never empty.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut + 1
        _add(spans, text, start, cut)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
