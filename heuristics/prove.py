"""Proof that a pack does what its files say: every example, and every part in turn taken away.

A pattern earns its place when one of its own examples would fall silent without it; a guard when one of its own
examples would speak without it. Our own words are run through the engine too, and must come back silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heuristics.engine import Engine
from heuristics.model import Check, Draft, Example, Guard, Hit, Pack


def problems(pack: Pack) -> list[str]:
    """Find everything about a pack that does not hold.

    Returns:
        One line each, naming the check and the part; empty when all is well.
    """
    engine = Engine(pack)
    try:
        engine.warm()
    except ValueError as error:
        return [f"a pattern does not compile: {error}"]
    found = [problem for check in (*pack.checks, pack.emotion) for problem in _check(engine, check)]
    found += [problem for guard in pack.guards for problem in _guard(engine, "_guards", guard)]
    found += [problem for check in pack.checks for problem in _own_words(engine, check)]
    return found


def problems_of(engine: Engine, check: Check) -> Iterator[str]:
    """Find everything about one check that does not hold, its own words included; one line each."""
    yield from _check(engine, check)
    yield from _own_words(engine, check)


def _check(engine: Engine, check: Check) -> Iterator[str]:
    for pattern in check.patterns:
        alone = False
        for example in pattern.fires:
            hits = [hit for hit in engine.explain(example.draft) if hit.check == check.id and not hit.quieted_by]
            yield from _spans(engine, check, pattern.name, example, hits)
            alone = alone or (bool(hits) and {hit.pattern for hit in hits} == {pattern.name})
        if not alone:
            yield f"{check.id}: pattern {pattern.name}: no example needs it; add one that only it fires on"
    for guard in check.guards:
        yield from _excuse(engine, check, guard) if check.detector else _guard(engine, check.id, guard)
    if check.detector:
        for example in check.detector.fires:
            if check.id not in _found(engine, example):
                yield f"{check.id}: should speak of: {example.draft.text[:80]}"
        for example in check.detector.quiet:
            if check.id in _found(engine, example):
                yield f"{check.id}: should be quiet about: {example.draft.text[:80]}"


def _spans(engine: Engine, check: Check, name: str, example: Example, hits: list[Hit]) -> Iterator[str]:
    text = example.draft.text
    own = {(hit.start, hit.end) for hit in hits if hit.pattern == name}
    for start, end in example.spans:
        if (start, end) not in own:
            quieted = {guard for hit in engine.explain(example.draft) for guard in hit.quieted_by}
            read = engine.normalize(text).text
            yield (
                f"{check.id}: pattern {name}: should mark «{text[start:end]}» in «{text}»;"
                f" it marks {[text[a:b] for a, b in sorted(own)]}{f', quieted by {sorted(quieted)}' if quieted else ''}"
                f"{f'; patterns see «{read}»' if read != text.lower() else ''}"
            )


def _guard(engine: Engine, owner: str, guard: Guard) -> Iterator[str]:
    needed = False
    for example in guard.quiet:
        hits = [hit for hit in engine.explain(example.draft) if hit.check in guard.checks]
        loud = [hit for hit in hits if not hit.quieted_by]
        if loud:
            by = f"{loud[0].check}, {loud[0].pattern}"
            yield f"{owner}: guard {guard.name}: should be quiet: «{example.draft.text}» ({by})"
        needed = needed or any(set(hit.quieted_by) == {guard.name} for hit in hits)
    if not needed:
        yield f"{owner}: guard {guard.name}: no example needs it; add one that only it quiets"


def _excuse(engine: Engine, check: Check, guard: Guard) -> Iterator[str]:
    """Prove a guard of a form check: its examples are silent, and one of them by it alone."""
    needed = False
    for example in guard.quiet:
        if check.id in _found(engine, example):
            yield f"{check.id}: guard {guard.name}: should be quiet: «{example.draft.text}»"
        lone = replace(check, guards=tuple(other for other in check.guards if other is not guard))
        bare = Engine(replace(engine.pack, checks=tuple(lone if one is check else one for one in engine.pack.checks)))
        needed = needed or check.id in _found(bare, example)
    if not needed:
        yield f"{check.id}: guard {guard.name}: no example needs it; add one that only it quiets"


def _found(engine: Engine, example: Example) -> set[str]:
    return {finding.check for finding in engine.check(example.draft).findings}


def _own_words(engine: Engine, check: Check) -> Iterator[str]:
    for wording in check.wordings:
        for words in (wording.heading, wording.why, wording.question):
            report = engine.check(Draft(words.replace("“{quote}”", "This").replace("{quote}", "this")))
            if report.findings:
                yield f"{check.id}: its own wording is prompted ({report.findings[0].check}): {words}"
