"""What people type all day, next to the words of a quarrel and without one. Every line is invented.

Each was once taken for a charge; the guards of the pack have examples of their own.
"""

import pytest

from heuristics import Draft, Engine

ARRANGING = [
    "Tell me how long you'll be and I'll put the rice on",
    "Can you tell me when you land",
    "Tell me what I need to bring on Saturday",
    "Tell me how many of you are coming",
    "I need to know if you're coming",
    "I wanna know who wins tonight",
    "I need an answer by five for the booking",
    "I'm leaving now",
    "I'm done and heading home",
    "I'm so done with this weather",
    "I'm finished with this book if you want it",
    "Don't expect me to be there on time",
    "Your turn now",
    "You'll pay for the tickets and I'll get dinner",
    "No one called me about the job yet",
    "Two weeks without a reply from the landlord",
    "I've tried calling them four times, they won't respond to my emails",
    "Apparently we can't park there",
    "That's me done for the day",
    "please come back, you forgot your bag",
    "nvm got it",
    "forget it, I found another one",
    "Did you see my last message? The address changed",
    "Call me in the morning, I am waiting for your call",
    "What does the blue lamp mean? Explain!",
]
KIND = [
    "How do you feel?",
    "how do you feel now, is the fever gone",
    "Tell me how you feel after the scan",
    "How does it feel to be thirty?",
    "Why do you feel that way?",
    "May you sleep well and wake up rested",
    "may you find happiness in your new home",
    "Hope it stays dry for the barbecue",
    "hope this keeps you warm",
    "Hope it hits the spot",
    "Hope you lose your voice cheering",
    "I hope you regret nothing",
    "hope you're happy now that exams are over",
    "Congrats for the third time!",
    "what did I do to deserve such a nice breakfast",
    "can't say enough good things about her",
    "noted. :)",
    "don't lie, you love it",
    "good luck with everything",
    "hope it hurts less today",
    "you'll be sorry you missed this",
    "I've never been happier with a haircut",
    "What happened to you? You look soaked",
    "Sorry about the tea, it wasn\x92t your fault it was mine",
    "I can't give you everything on the list, the shop was out of rice",
    "look what you did to the garden, it's stunning",
]
OF_THINGS = [
    "time for an upgrade, my laptop is slow",
    "I upgraded to the bigger phone",
    "Save it for later",
    "Can anyone spare me a charger?",
    "Don't give me that one, it's cracked",
    "that's exactly the same one I have",
    "all you do is press the green button",
    "When you listen to it twice it gets better",
    "The problem is you need a login",
    "Whose fault is it that the bins are full",
    "Big mistake. Never eat the oysters",
    "Now imagine that with cheese on top",
    "Whatever you do, don't buy the red one",
    "no one will care if you come late",
    "none of them listen to jazz",
    "Why would you want to do that? The old one works fine",
    "How could you not like mango",
    "At least he tried",
    "computers don't lie",
    "what a waste of time that meeting was",
    "I'm begging you to watch this show",
]


@pytest.mark.parametrize("text", [*ARRANGING, *KIND, *OF_THINGS])
def test_nothing_is_said_of_everyday_words(engine: Engine, text: str) -> None:
    """Plans, kindness and talk of things are left alone."""
    assert engine.check(Draft(text)).findings == ()
