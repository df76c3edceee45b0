"""One search path: spans, guards, levels, memory, time."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from heuristics import Audience, Draft, Engine, Level, Moment, Pack
from heuristics.engine import REMEMBERED
from heuristics.matching import STRIKES, Clock, Span
from heuristics.model import NEAR, Check, Example, Guard, Pattern, Scope, Source, Wording

SOURCE = Source("s", "Source", "Idea.")
WORDING = Wording("Heading", "“{quote}” may land hard.", "Really?")


def part(name: str, match: str, **more: object) -> Pattern:
    """A pattern with the usual rest."""
    usual = Pattern(name, match, Scope.SENTENCE, Level.PAUSE, frozenset(Audience), (Example(Draft("x")),))
    return replace(usual, **more)  # type: ignore[arg-type] # keyword arguments of one dataclass


def check(check_id: str, *patterns: Pattern, guards: tuple[Guard, ...] = (), rank: int = 1) -> Check:
    """A check with the usual rest."""
    return Check(
        id=check_id, title=check_id, about="", status="stable", level=Level.PAUSE, rank=rank, sources=(SOURCE,),
        known_false_alarms="", wordings=(WORDING, replace(WORDING, heading="Other")), patterns=patterns, guards=guards,
    )  # fmt: skip


def guard(name: str, match: str, within: Scope, *checks: str) -> Guard:
    """A guard with the usual rest."""
    return Guard(name, match, within, frozenset(checks), (Example(Draft("x")),))


def engine_of(pack: Pack, *checks: Check, **more: object) -> Engine:
    """An engine over a few checks of our own, with English texting."""
    return Engine(replace(pack, checks=checks, guards=(), **more))  # type: ignore[arg-type] # as above


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("you ruined it", "you ruined it"),
        ("\U0001f622 you ruined it", "you ruined it"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 U RUINEEED it!!", "U RUINEEED it"),
        ("\U0001f1ee\U0001f1eaYou ru\u0301ined it", "You ru\u0301ined it"),
        ("so,\r\nyou   ruined\u00a0it\r\nok", "you   ruined\u00a0it"),
        ("\u201cYou ruined it\u201d", "You ruined it"),
        ("you ruined i\u0301t", "you ruined i\u0301t"),
    ],
)
def test_spans_are_the_words_as_typed(pack: Pack, text: str, marked: str) -> None:
    """Whatever stands around or inside, the finding is exactly the words."""
    engine = engine_of(pack, check("a", part("p", "you ruined it")))

    (finding,) = engine.check(Draft(text)).findings

    assert text[finding.start : finding.end] == marked


def test_a_match_stays_inside_words(pack: Pack) -> None:
    """A pattern never begins or ends in the middle of a word, but may end at punctuation."""
    engine = engine_of(pack, check("a", part("p", "mean")), check("b", part("q", r"\?{3}")))

    assert not engine.check(Draft("the meaning of demeanour")).findings
    assert [f.check for f in engine.check(Draft("mean???")).findings] == ["a", "b"]


def test_a_group_named_span_is_what_is_marked(pack: Pack) -> None:
    """Context may be asked for without being underlined."""
    engine = engine_of(pack, check("a", part("p", "as if (?P<span>you care)")))

    (finding,) = engine.check(Draft("As if you care.")).findings

    assert (finding.start, finding.end) == (6, 14)


@pytest.mark.parametrize(
    ("within", "text", "quiet"),
    [
        (Scope.MATCH, "haha you ruined it", False),
        (Scope.MATCH, "you ruined it, haha", False),
        (Scope.SENTENCE, "you ruined it, haha", True),
        (Scope.SENTENCE, "you ruined it. haha", False),
        (Scope.DRAFT, "you ruined it. haha", True),
        (Scope.DRAFT, "you ruined it.", False),
    ],
)
def test_a_guard_sees_as_far_as_it_says(pack: Pack, within: Scope, text: str, quiet: bool) -> None:
    """A guard at the match, in the sentence, or in the draft, and no further."""
    engine = engine_of(pack, check("a", part("p", "you ruined it"), guards=(guard("fun", "haha", within, "a"),)))

    (hit,) = engine.explain(Draft(text))

    assert bool(hit.quieted_by) is quiet
    assert bool(engine.check(Draft(text)).findings) is not quiet


def test_a_guard_at_the_match_overlaps_it(pack: Pack) -> None:
    """A guard that begins before the match and reaches into it quiets it."""
    fence = guard("not-saying", "not saying you", Scope.MATCH, "a")
    engine = engine_of(pack, check("a", part("p", "you ruined it"), guards=(fence,)))

    assert not engine.check(Draft("I'm not saying you ruined it")).findings
    assert engine.check(Draft("not saying anything, you ruined it")).findings


def test_a_shared_guard_speaks_for_its_checks_alone(pack: Pack) -> None:
    """A guard of the pack quiets the checks it names."""
    checks = check("a", part("p", "you ruined it")), check("b", part("q", "ruined it all"))
    fence = guard("film", "film", Scope.SENTENCE, "a")
    engine = Engine(replace(pack, checks=checks, guards=(fence,)))

    report = engine.check(Draft("in the film you ruined it all"))

    assert [finding.check for finding in report.findings] == ["b"]


def test_patterns_may_look_at_the_whole_draft(pack: Pack) -> None:
    """A pattern within the draft may cross sentences."""
    engine = engine_of(pack, check("a", part("p", r"sorry\W+sorry", within=Scope.DRAFT)))

    (finding,) = engine.check(Draft("Sorry.\nSorry. Ok")).findings

    assert (finding.start, finding.end) == (0, 12)


def test_what_must_stand_near_a_match_and_what_must_not(pack: Pack) -> None:
    """A pattern may ask for something else nearby, in front or behind, and for something else not to be there."""
    pattern = part("p", "i said goodbye", within=Scope.DRAFT, also=("so tired", "tonight"), without=("the party",))
    engine = engine_of(pack, check("a", pattern))

    def speaks(text: str) -> bool:
        return bool(engine.check(Draft(text)).findings)

    assert speaks("I'm so tired. I said goodbye. Tonight it is.")
    assert speaks("I said goodbye. Tonight. So tired.")
    assert not speaks("I'm so tired. I said goodbye.")
    assert not speaks("I'm so tired tonight. I said goodbye and left the party.")
    away = "The lorry came at nine and we put the boxes in. " * (NEAR // 45)
    assert not speaks(f"I'm so tired tonight. {away}I said goodbye.")
    assert speaks(f"I'm so tired tonight. I said goodbye. {away}We left the party.")


def test_two_signs_far_apart_are_found_while_typing(pack: Pack) -> None:
    """Also where the one was written long before the other, and the draft is read on from its last change."""
    engine = engine_of(pack, check("a", part("p", "goodbye", within=Scope.DRAFT, also=("so tired",))))
    text = f"I'm so tired. {'The lorry came at nine and we put the boxes in. ' * 16}So, goodbye"

    found = [bool(engine.check(Draft(text[:end])).findings) for end in range(len(text) - 20, len(text) + 1)]
    assert found == [False] * 20 + [True]


def test_what_was_not_searched_for_want_of_time_is_searched_the_next_time(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it stands long before the end of the draft, in what stays."""
    match = "zebra[\\s\\S]{0,9}lamp"
    engine = engine_of(pack, check("a", part("p", match, within=Scope.DRAFT)))
    text = f"The zebra. A lamp. {'The lorry came at nine and we put the boxes in. ' * 16}"
    find = engine._matcher.find

    def slow(source: str, searched: str, clock: Clock, begin: int, starts: Sequence[int] | None) -> list[Span]:
        if source == match:
            clock.up()
            return []
        return find(source, searched, clock, begin, starts)

    with monkeypatch.context() as patched:
        patched.setattr(engine._matcher, "find", slow)
        assert not engine.check(Draft(text), budget=1).findings
    assert engine.check(Draft(f"{text}So"), budget=1).findings


def test_an_audience_limits_a_pattern(pack: Pack) -> None:
    """What is said to an ex only is silent for everybody else."""
    engine = engine_of(pack, check("a", part("p", "i miss you", audience=frozenset({Audience.EX}))))

    assert engine.check(Draft("I miss you", Audience.EX)).findings
    assert not engine.check(Draft("I miss you", Audience.PARTNER)).findings
    assert not engine.check(Draft("I miss you")).findings


def test_overlapping_hits_of_one_check_are_one_finding(pack: Pack) -> None:
    """The longer stands for both and is as loud as the louder; other checks keep theirs."""
    quiet = part("long", "you ruined it all", level=Level.NOTE)
    engine = engine_of(pack, check("a", quiet, part("short", "ruined it")), check("b", part("q", "it all")))

    findings = engine.check(Draft("you ruined it all")).findings

    assert [(f.check, f.level, f.start, f.end) for f in findings] == [
        ("a", Level.PAUSE, 0, 17),
        ("b", Level.PAUSE, 11, 17),
    ]


def test_levels(pack: Pack) -> None:
    """One note is a note, two checks are a pause, care outweighs everything and stands alone."""
    note = check("a", part("p", "whatever", level=Level.NOTE))
    other = check("b", part("q", "fine then", level=Level.NOTE))
    care = check("c", part("r", "no point in me", level=Level.CARE))
    engine = engine_of(pack, note, other, care)

    assert engine.check(Draft("whatever")).level is Level.NOTE
    assert engine.check(Draft("whatever, fine then")).level is Level.PAUSE
    report = engine.check(Draft("whatever, there's no point in me"))
    assert report.level is Level.CARE
    assert [finding.check for finding in report.findings] == ["c"]


def test_the_hour_raises_and_never_makes_a_level(pack: Pack) -> None:
    """Late at night a note becomes a pause, and an ordinary draft stays silent."""
    engine = engine_of(pack, check("a", part("p", "whatever", level=Level.NOTE)), pack.check("late-night"))
    late = Moment(hour=2)

    assert engine.check(Draft("whatever", moment=late)).level is Level.PAUSE
    assert engine.check(Draft("See you at ten", moment=late)).level is Level.NONE


def test_some_checks_count_only_beside_others(pack: Pack) -> None:
    """What is nobody's business alone counts beside another check, or beside plain emotion."""
    wine = replace(check("wine", part("p", "three glasses")), beside=True)
    engine = engine_of(pack, wine, check("a", part("q", "you ruined it")))

    assert not engine.check(Draft("Three glasses, a corkscrew and a tablecloth, please.")).findings
    assert len(engine.check(Draft("Three glasses in, and you ruined it.")).findings) == 2
    assert len(engine.check(Draft("Three glasses in, and I feel so alone.")).findings) == 1


def test_the_prompt(pack: Pack) -> None:
    """The higher rank leads, the words are quoted on one line, the turn picks the wording."""
    engine = engine_of(pack, check("low", part("p", "first bit")), check("high", part("q", "second bit"), rank=9))

    prompt = engine.check(Draft("first bit and second   bit")).prompt
    other = engine.check(Draft("first bit and second bit"), turn=7).prompt

    assert prompt is not None
    assert other is not None
    assert (prompt.check, prompt.why, prompt.heading) == ("high", "“second bit” may land hard.", "Heading")
    assert (other.heading, prompt.source) == ("Other", SOURCE)


def test_a_long_quote_is_cut_at_a_word(pack: Pack) -> None:
    """A quote of a whole page ends at a space with an ellipsis."""
    engine = engine_of(pack, check("a", part("p", "(really )+bad")))

    prompt = engine.check(Draft("really " * 30 + "bad")).prompt

    assert prompt is not None
    assert prompt.quote.endswith("really\u2026")
    assert len(prompt.quote) <= 81


def test_checks_can_be_off(pack: Pack) -> None:
    """A check that is off is not found and not prompted."""
    engine = engine_of(pack, check("a", part("p", "you ruined it")), check("b", part("q", "it all")))

    report = engine.check(Draft("you ruined it all"), off={"a"})

    assert [finding.check for finding in report.findings] == ["b"]
    assert engine.check(Draft("you ruined it"), off={"a"}).level is Level.NONE


def test_another_language_is_left_alone(pack: Pack) -> None:
    """A longer sentence with hardly an English word is quiet, even where a word looks like one of ours."""
    engine = engine_of(pack, check("a", part("p", "die")))

    assert not engine.check(Draft("Hast du die neue Wohnung schon gesehen?")).findings
    assert engine.check(Draft("I just want it to die")).findings


def test_only_the_changed_sentence_is_searched_again(pack: Pack) -> None:
    """A keystroke in the last sentence leaves the others to memory; forgetting really forgets."""
    engine = engine_of(pack, check("a", part("p", "you ruined it")))
    seen: list[str] = []
    normalize = engine.normalize
    engine.normalize = lambda text: (seen.append(text), normalize(text))[1]  # type: ignore[assignment,func-returns-value] # a spy

    engine.check(Draft("You ruined it. Good nigh"))
    engine.check(Draft("You ruined it. Good night"))
    assert seen == ["You ruined it.", "Good nigh", "Good night"]

    engine.forget()
    engine.check(Draft("You ruined it."))
    assert seen[-1] == "You ruined it."


def test_one_draft_leaves_no_trace_in_the_next(pack: Pack) -> None:
    """A draft is judged as if it were the first, whatever was judged before it."""
    engine = engine_of(pack, check("a", part("p", r"sorry\W+sorry", within=Scope.DRAFT)))

    engine.check(Draft("Well.\nHello.\nSorry.\nSorry. Ok"))

    assert engine.check(Draft("Sorry.\nSorry. Ok")).findings
    assert not engine.check(Draft("Sorry. Ok")).findings


def test_typing_and_pasting_say_the_same(pack: Pack, engine: Engine) -> None:
    """A draft typed letter by letter is judged as the same draft all at once."""
    examples = [pattern.fires[0].draft.text for check in pack.checks for pattern in check.patterns[::9]]
    for first in range(0, len(examples), 12):
        text = "\n".join(examples[first : first + 12])
        engine.forget()
        for end in range(max(0, len(text) - 40), len(text) + 1):
            typed = engine.explain(Draft(text[:end]))
        engine.forget()
        assert typed == engine.explain(Draft(text))


def test_memory_is_bounded(pack: Pack) -> None:
    """However much is typed, no more than a fixed number of sentences is remembered."""
    engine = engine_of(pack, check("a", part("p", "you ruined it")))

    engine.check(Draft("\n".join(f"line {number}" for number in range(REMEMBERED + 500))))

    assert len(engine._remembered) == REMEMBERED


def test_a_runaway_pattern_is_stopped_and_then_left_out(pack: Pack) -> None:
    """A pattern that eats the time is cut off; the others still run next time; after some strikes it is gone."""
    evil = part("evil", r"((e+)+)+\d")
    engine = engine_of(pack, check("a", evil), check("b", part("q", "you ruined it")))
    text = "e" * 60 + " you ruined it"

    for _ in range(STRIKES):
        engine.check(Draft(text), budget=0.02)
        engine.forget()

    assert [finding.check for finding in engine.check(Draft(text), budget=0.02).findings] == ["b"]


def test_waiting_for_a_busy_machine_is_not_matching() -> None:
    """Only what the thread itself worked counts: what a draft gets does not hang on what else the machine does."""
    clock = Clock(0.02)
    with clock:
        time.sleep(0.05)
    assert not clock.late

    with clock:
        worked = time.thread_time() + 0.02
        while time.thread_time() < worked:
            pass
    assert clock.late


def test_a_broken_pattern_is_named(pack: Pack) -> None:
    """Warming up says which part of which check does not compile."""
    engine = engine_of(pack, check("a", part("p", "fine"), part("q", "(broken")))

    with pytest.raises(ValueError, match="a: q: missing"):
        engine.warm()


@settings(max_examples=200, deadline=None)  # patterns compile when first needed
@given(st.text(max_size=300), st.sampled_from(list(Audience)), st.integers(0, 23), st.integers(0, 9))
def test_any_text_at_all(engine: Engine, text: str, audience: Audience, hour: int, unanswered: int) -> None:
    """No text breaks the engine, and every span is whole graphemes inside the text."""
    report = engine.check(Draft(text, audience, Moment(hour, unanswered)))

    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    for finding in report.findings:
        assert finding.start in edges
        assert finding.end in edges
        assert finding.start < finding.end
    assert (report.prompt is None) == (report.level is Level.NONE)


def test_the_sentence_of_the_first_issue(engine: Engine) -> None:
    """What the documents give as their example is found on its two places."""
    text = "\U0001f622 You never cared about me and you\u2019re a liar."

    findings = engine.check(Draft(text)).findings

    assert [text[f.start : f.end] for f in findings] == ["You never cared about me", "you\u2019re a liar"]
    assert {finding.check for finding in findings} == {"blame"}
    assert not engine.check(Draft("I felt hurt when you left early, can we talk?")).findings
