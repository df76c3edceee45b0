"""What people type all day, next to the words of a quarrel and without one. Every line is invented.

Each was once taken for a charge; the guards of the pack have examples of their own.
"""

import pytest

from heuristics import Audience, Draft, Engine, Level

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
    "let me see",
    "I'm sorry about the mess",
    "were you talking to me?",
    "Don't wait for me, start eating",
    "You need to wake up, breakfast is ready",
    "by the time you read this we've landed",
    "Final message from the PTA today, bring wellies",
    "What am I meant to bring, it says potluck and I cook badly",
    "Give me a chance to explain the rules",
    "I know where you live, I'll drop it in",
]
KIND = [
    "Nine years and you still can't whistle",
    "Six months and you still can't park my van straight",
    "Ten years and you don't know the words to our song",
    "I thought we were just friends, and then you held my hand",
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
    "Nobody works harder than you, I mean it",
    "Nobody cares what you wear there",
    "I told you nothing is wrong with the car, it only needs oil",
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
    "I'll eat one if you don't want it",
    "last time I checked it was 12 quid",
    "tell me one good reason not to get a puppy",
]

THE_MOST_USUAL = [
    "Can't make it tonight, sorry",
    "Can't make Saturday, I'm at my mother's",
    "I can't make it tomorrow, the sitter cancelled",
    "Won't make it on Sunday, have a pint for me",
    "I can't do tomorrow, does Thursday work?",
    "Running late, eat without me",
    "You can have my old bike, I don't need it any more",
    "You can have my ticket, I won't need it",
    "I won't be needing breakfast tomorrow",
    "I won't be around next week, back on the 4th",
    "It's my last night in Leeds, come out",
    "Tell Nan I love her, boarding now",
    "Give the kids a kiss, landing at nine",
    "In case I don't see you, happy Easter",
    "Sorry I missed your call, I was driving. Ring you at 8?",
    "Your call, I'm easy",
    "Let me know by 5 or I'll book without you",
    "Why didn't you text me you were outside, I'd have come down",
    "Save me a slice, I'm begging you",
    "I beg you don't tell Mum about the surprise",
    "Sorry sorry sorry, traffic",
    "Who are you with? Bring them along",
    "Don't worry about me, got a taxi",
    "Tell me the truth, does this dress work",
    "How could you not tell me you got the job! Congrats",
    "Oh shut up, you're making me blush",
    "You'll regret it if you don't try the ramen",
    "I can't do another week of this rota",
    "I've put my affairs in order, tax return sent",
    "Tell the kids I love them, home by 8",
    "I scratched my arms on the brambles",
    "I won't be your problem for much longer, moving out Saturday",
    "How many of these do I take, the label has come off",
    "She left you a note",
    "Your family is so welcoming, tell them thanks",
]
"""For whomever they are; where help was offered or a card came in for one of these, nobody would trust the next."""
TO_AN_EX = [
    "Don't forget the inhaler",
    "Call me when you're free",
    "I need you at the school for two",
    # What only sounds like longing
    "Sounds like you had a good trip",
    "looks like you've got snow there",
    "I feel like you need a nap",
    "my stomach hurts from the curry",
    "My head hurts after that run",
    "my arms ache since the rowing",
    "Part of me thinks she took the wrong bus",
    "I can't stop thinking about that pie",
    "can't stop thinking about ways to cook it",
    "I don't remember what we ordered",
    "remember when you get back the boiler man comes at two",
    "I wish I could hear waves from here",
    "wish I'd stayed in bed",
    "it isn't the same size",
    "I was about to send you a reminder",
    "the boys want to show you the den",
    "I saved the file",
    "i wait for you at the counter",
    # What only sounds like a promise or a plea
    "I am going to work on my slides",
    "I can always change my username",
    "I know a man who can fix it",
    "I'll just fix it tomorrow",
    "No go, the room is taken",
    "any way I could borrow the drill",
    "ask him one more time",
    "please please drink some water",
    "please don't go without me, nearly there",
    "it's never too late to start running",
    "I need you to hold the ladder",
    "come home safe",
    "it starts in just a few minutes",
    # One plain apology for one thing, and a fault at darts
    "Sorry about the mess in the hall",
    "Sorry I was slow to reply",
    "Sorry that was my cousin on the phone",
    "I apologise in advance for the smell",
    "I was awful at darts",
    "you're forgiven haha",
    "I own it outright now",
    # News of nobody new
    "he likes tinkering with radios",
    "she wants it for her birthday",
    "why didn't you get the bigger one",
    "guess who has a new bike",
    "When was the last time you went on a date?",
    "she fell out with her boss",
    "he's so tall now",
    "you should try it",
    # A parting until May
    "goodbye Leeds, see you in May",
    "the shops don't answer",
    "tell me what time you're free",
]
TO_ANYBODY = [
    "some of us have to work tomorrow",
    "Some of us have work in the morning",
    "Some of us have to work on Saturday, so Sunday is better",
    "either bring it back by Friday or I'll get a spare",
    "Send the form by noon or I'll print another copy",
    "bring my charger tonight or we'll just buy a new one",
    "nobody would notice until the bill came",
    "No one would know until the credits rolled",
    "nobody would realise until the bell rang",
    "hey who is this?",
    "who's this",
    "Is anyone there?",
    "Where did you go?",
    "oh nice",
    "ok bye bye",
    "it's your choice.",
    "I hope your next flat gives you everything you want",
    "why do I always get the slow queue",
    "I'm begging you try this soup",
    "If you don't like it we can go somewhere else",
    "it's me or the wasp",
    "I'll show everyone your photos, they'll be so jealous",
    "you've ruined me for shop bread",
]


@pytest.mark.parametrize("text", [*ARRANGING, *KIND, *OF_THINGS])
def test_nothing_is_said_of_everyday_words(engine: Engine, text: str) -> None:
    """Plans, kindness and talk of things are left alone."""
    assert engine.check(Draft(text)).findings == ()


@pytest.mark.parametrize("text", THE_MOST_USUAL)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_said_of_the_most_usual_words(engine: Engine, text: str, audience: Audience) -> None:
    """Nor to anybody of what everybody writes."""
    assert engine.check(Draft(text, audience)).findings == ()


@pytest.mark.parametrize("text", TO_AN_EX)
def test_nothing_is_said_of_errands_to_an_ex(engine: Engine, text: str) -> None:
    """People who parted may still have children and keys in common."""
    assert engine.check(Draft(text, Audience.EX)).findings == ()


@pytest.mark.parametrize("text", TO_ANYBODY)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_said_of_shifts_spares_and_queues(engine: Engine, text: str, audience: Audience) -> None:
    """What once was taken for a jab, an ultimatum or worse, whoever reads it."""
    assert engine.check(Draft(text, audience)).findings == ()


CALM_CLOSINGS = [
    "This is the last message from me. Please return the keys",
    "This is my last text to you. Please post back my records",
    "Last message from me, please drop off my bike",
    "I'll be out of your way by ten, thanks for putting me up",
    "I'll be out of your way by noon. Thank you for putting us up",
    "This is the last time I book with them",
    "This is the last time I order from there",
    "This is the last time I rent from them, love the car though",
    "I'm always the one who gets the wobbly trolley",
    "I'm never the one who gets the window seat",
    "My sister is the person who gets the jokes",
]
NOT_SO_CALM = [
    "This is the last message from me. Please post my keys to Mum",
    "last message from me. Tell Mum I loved her",
    "last message from me. please give my bike to Sam",
    "Goodbye all. My sister should have my violin",
    "nobody would notice I was gone until the bell rang",
    "I'll be out of your way by ten. Thanks for putting up with me",
    "This is the last time I cook for you all. Love you, sorry",
    "I wrote down who gets the dog",
]


@pytest.mark.parametrize("audience", [Audience.OTHER, Audience.UNKNOWN])
def test_calm_closings_and_seats_by_the_window_are_no_danger(engine: Engine, audience: Audience) -> None:
    """Who asks for things back means to use them; who has them given to others may not. The next lines are close."""
    for text in CALM_CLOSINGS:
        assert engine.check(Draft(text, audience)).level < Level.CARE, text
    for text in NOT_SO_CALM:
        assert engine.check(Draft(text, audience)).level is Level.CARE, text


def test_what_is_handed_on_in_a_parting_is_an_errand(engine: Engine) -> None:
    """To a friend it may be a last wish; to an ex it is what is left to be settled between two homes."""
    text = "last message from me. please give my bike to Sam"
    assert engine.check(Draft(text, Audience.EX)).level < Level.CARE
