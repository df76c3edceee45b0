"""Say it as "I", and the truest sentence."""

import pytest

from heuristics import Draft, Engine, Pack, Reframer, truest


@pytest.fixture(scope="session")
def reframer(engine: Engine) -> Reframer:
    """A reframer over the shipped pack."""
    return Reframer(engine)


def test_every_feeling_fits_its_own_complaints(pack: Pack, reframer: Reframer) -> None:
    """Each invented complaint leads to the feeling it stands beside, with the words it promises."""
    for feeling in pack.feelings.known:
        for show in feeling.shows:
            said = reframer.say(show.text)
            assert said is not None, show.text
            assert (said[0].word, said[1]) == (feeling.word, show.say or feeling.plain), show.text


def test_what_is_offered_accuses_nobody(pack: Pack, engine: Engine, reframer: Reframer) -> None:
    """Every reframe begins with "I", leaves "you" in peace, and comes back silent from our own engine."""
    offered = [text for feeling in pack.feelings.known for text in (feeling.plain, feeling.filled) if text]
    offered += [show.say for feeling in pack.feelings.known for show in feeling.shows if show.say]
    offered += [sentence for _, sentence in reframer.choices()]
    for text in offered:
        assert text.startswith("I "), text
        assert "!" not in text, text
        assert not engine.check(Draft(text.replace("{what}", "my birthday"))).findings, text


def test_the_first_documents_own_example(engine: Engine, reframer: Reframer) -> None:
    """The complaint that the document sets out from is turned, and the place of the complaint is kept."""
    draft = Draft("Hi. You never cared about me and you're a liar.")

    reframe = reframer.reframe(draft, engine.check(draft))

    assert reframe is not None
    assert reframe.text.startswith("I ")
    assert draft.text[reframe.start : reframe.end].startswith("You never cared")


def test_nothing_fits_is_an_answer(engine: Engine, reframer: Reframer) -> None:
    """A silent draft gets no reframe, and a complaint we know no feeling for gets the words to choose from."""
    calm = Draft("See you at eight.")
    assert reframer.reframe(calm, engine.check(calm)) is None
    assert reframer.say("You are such a wombat") is None
    assert len(reframer.choices()) >= 6


def test_the_truest_sentence(pack: Pack, engine: Engine) -> None:
    """Each invented draft gives the sentence it names, or honestly none; all of them fit their signs."""
    for draft, expected in pack.truth.examples:
        found = truest(engine, Draft(draft))
        assert (found.text if found else None) == expected, draft
    for sign in pack.truth.signs:
        for sentence in sign.shows:
            assert engine.search(sign.match, engine.normalize(sentence).text), (sign.name, sentence)


def test_every_sign_of_truth_counts(pack: Pack) -> None:
    """A sign that weighs nothing is no sign."""
    assert all(sign.weight for sign in pack.truth.signs)
    assert {True, False} == {sign.weight > 0 for sign in pack.truth.signs}


def test_the_truest_sentence_keeps_its_place(engine: Engine) -> None:
    """The span is of the draft as typed, whatever stands before it."""
    text = "\U0001f622 You always lie. I still put your mug by the kettle in the mornings."

    found = truest(engine, Draft(text))

    assert found is not None
    assert text[found.start : found.end] == found.text == "I still put your mug by the kettle in the mornings."
