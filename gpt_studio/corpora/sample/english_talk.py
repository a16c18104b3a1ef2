"""Questions and answers in English."""

from __future__ import annotations

from collections.abc import Callable

from gpt_studio.corpora.sample import english
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.facts import about_animal, three_sizes
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import (
    ANIMALS,
    COLOURS,
    DAYS,
    FEMININE,
    FOODS,
    JOBS,
    MASCULINE,
    MONTHS,
    NUMBERS,
    OPPOSITES,
    OTHER_NOUNS,
    SEASONS,
    THINGS,
)
from gpt_studio.corpora.sample.people import ADULTS, CREATURES, NAMES
from gpt_studio.corpora.sample.questions import COLOURED, ORIGINS, USES, WHYS
from gpt_studio.corpora.sample.scene import Scene, choose_scene
from gpt_studio.corpora.sample.stories import story

Exchange = tuple[str, str]


def _fill(dice: Dice, question: str, answer: str, **cast: object) -> Exchange:
    return write(question, cast, dice, english.finish), write(answer, cast, dice, english.finish)


def greeting(dice: Dice) -> Exchange:
    return _fill(
        dice,
        "[Hello|Hi|Good morning|Good afternoon|Hello there|Good evening|Hey][!|.]",
        "[Hello|Hi]! [How can I help you?|What would you like to know?|Nice to meet you.|How are you?|I am happy to talk "
        "with you.|What shall we talk about?]",
    )


def farewell(dice: Dice) -> Exchange:
    return dice.pick(
        (
            _fill(dice, "[Goodbye|Bye|See you soon|Good night]!", "[Goodbye|See you soon]! [Have a nice day.|It was nice to "
                  "talk with you.|Come back when you like.]"),
            _fill(dice, "[Thank you|Thanks|Thank you very much]!", "[You are welcome!|It was nothing!|You are welcome. I like to "
                  "help.] [|Ask me anything else.|See you soon!]"),
        )
    )  # fmt: skip


def feelings(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("How are you[| today]?", "I am [very well|well|fine], thank you. [And you?|How are you?|What about you?]"),
            ("I am [very |a little |]sad today.", "I am sorry [to hear that|that you are sad]. [Do you want to tell me "
             "about it?|A walk or a good story can help.|Tomorrow can be a better day.]"),
            ("I am [very |so |]happy today!", "That is [wonderful|great|good to hear]! [What happened?|Tell me about it.|A happy "
             "day is a gift.]"),
            ("I am [very |a little |]tired.", "Then it is a good idea to [rest|sleep a little|sit down and drink some water]."),
            ("I am [very |so |]hungry.", "You can eat [an apple|some bread with cheese|a bowl of soup|some fruit]. [Enjoy your "
             "meal!|What do you like to eat?]"),
            ("I am [very |a little |]bored.", "You can [read a book|draw a picture|go for a walk|write a story|call a friend]. [Or "
             "I can tell you a story.|What do you like to do?]"),
            ("I am afraid of the dark.", "[Many people are.|You are not alone.] A small lamp can help, and in the dark things "
             "are the same as in the light."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def identity(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("[Who are you?|What are you?|Tell me who you are.]",
             "I am a small language model made with GPT Studio. [I learned from short stories and conversations.|I can tell "
             "stories and answer simple questions.|I learned to write by reading many short texts.]"),
            ("[What is your name?|Do you have a name?]",
             "I do not have a name. I am a small language model made with GPT Studio."),
            ("[What can you do?|How can you help me?|What do you know?]",
             "I can [tell short stories and answer simple questions|answer simple questions and tell you a story|tell you about "
             "animals, do small sums and tell stories], in English and in Spanish."),
            ("[Are you a person?|Are you a human?|Are you real?]",
             "No, I am not a person. I am a small language model[| made with GPT Studio]."),
            ("[Who made you?|Where do you come from?]",
             "Somebody trained me with GPT Studio on a computer. [I am still small and I make mistakes.|I learned from short "
             "texts.]"),
            ("[Do you speak Spanish?|Which languages do you speak?|Can you speak Spanish?]",
             "I speak English and Spanish[|, but only with simple words]."),
            ("[What is my name?|How old am I?|Where do I live?|What did I eat today?|What is my favourite colour?]",
             "I do not know, because you have not told me."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def animal(dice: Dice) -> Exchange:
    chosen = dice.pick(ANIMALS)
    creature = english.Creature(chosen)
    asked = [
        ("[Where do {animal.many} live?|Where does {animal.a} live?]", "{animal.many} live {animal.home}."),
        ("[What do {animal.many} eat?|What does {animal.a} eat?]", "{animal.many} eat {animal.food}."),
        ("[How many legs does {animal.a} have?|How many legs do {animal.many} have?]", "{animal.a} has {animal.legs}."),
        ("[What can {animal.a} do?|What can {animal.many} do?]", "{animal.a} can {animal.can}."),
        ("Is {animal.a} a {animal.group}?", "Yes, {animal.a} is a {animal.group}."),
    ]
    other = dice.pick([one for one in ANIMALS if one.group != chosen.group])
    asked.append(
        (
            "Is {animal.a} a " + other.group[0] + "?",
            "No, {animal.a} is not a " + other.group[0] + ". It is a {animal.group}.",
        )
    )
    if chosen.young:
        asked.append(("What is a young {animal} called?", "A young {animal} is called a {animal.young}."))
    if chosen.sound:
        asked.append(
            (
                "[What sound does {animal.a} make?|What does {animal.a} do when it makes a sound?]",
                "{animal.a} {animal.sound}.",
            )
        )
    return _fill(dice, *dice.pick(asked), animal=creature)


def what_is(dice: Dice) -> Exchange:
    chosen = dice.pick(ANIMALS)
    question = "[What is {animal.a}?|Tell me about {animal.many}.|What do you know about {animal.many}?|Tell me something about {animal.many}.]"
    asked = write(question, {"animal": english.Creature(chosen)}, dice, english.finish)
    return asked, about_animal(chosen, dice, 0)


def size(dice: Dice) -> Exchange:
    small, _, big = three_sizes(dice)
    cast = {"small": english.Creature(small), "big": english.Creature(big)}
    if dice.chance(50):
        return _fill(dice, "[Which is bigger, {small.a} or {big.a}?|Which is bigger: {big.a} or {small.a}?]",
                     "{big.a} is bigger than {small.a}.", **cast)  # fmt: skip
    return _fill(dice, "[Which is smaller, {small.a} or {big.a}?|Which is smaller: {big.a} or {small.a}?]",
                 "{small.a} is smaller than {big.a}.", **cast)  # fmt: skip


def colour(dice: Dice) -> Exchange:
    thing, colour = dice.pick(COLOURED)
    return _fill(dice, "[What colour is {thing}?|Tell me the colour of {thing}.|Which colour is {thing}?]", "{thing} is {colour}.",
                 thing=thing[0], colour=colour[0])  # fmt: skip


def origin(dice: Dice) -> Exchange:
    thing, answer = dice.pick(ORIGINS)
    return _fill(
        dice, "[Where does {thing} come from?|Do you know where {thing} comes from?]", answer[0], thing=thing[0]
    )


def why(dice: Dice) -> Exchange:
    question, answer = dice.pick(WHYS)
    return question[0], answer[0]


def use(dice: Dice) -> Exchange:
    word, purpose = dice.pick(USES)
    return _fill(dice, "[What is {thing.a} for?|What do we use {thing.a} for?]", "[{thing.a} is used {purpose}.|We use {thing.a} {purpose}.]",
                 thing=english.Thing(word), purpose=purpose[0])  # fmt: skip


def job(dice: Dice) -> Exchange:
    chosen = dice.pick(JOBS)
    question, answer = dice.pick((("What does a {job} do?", "A {job} {does}."), ("Where does a {job} work?", "A {job} works {where}."),
                                  ("What does a {job} use?", "A {job} often uses {tool.a}.")))  # fmt: skip
    return _fill(
        dice,
        question,
        answer,
        job=chosen.en,
        does=chosen.does[0],
        where=chosen.where[0],
        tool=english.Thing(chosen.tool),
    )


def addition(dice: Dice) -> Exchange:
    one, other = dice.between(0, 10), dice.between(0, 10)
    if dice.chance(35):
        one, other = max(one, other), min(one, other)
        return _sum(dice, one, other, "-", "minus", one - other)
    return _sum(dice, one, other, "+", "plus", one + other)


def _sum(dice: Dice, one: int, other: int, sign: str, word: str, result: int) -> Exchange:
    if dice.chance(50):
        return _fill(dice, f"[What is|How much is] {one} {sign} {other}?", f"{one} {sign} {other} is {result}.")
    first, second, total = NUMBERS[one][0], NUMBERS[other][0], NUMBERS[result][0]
    return _fill(dice, f"[What is|How much is] {first} {word} {second}?", f"{first} {word} {second} is {total}.")


def counting(dice: Dice) -> Exchange:
    gender = dice.pick((FEMININE, MASCULINE))
    food = english.plural(dice.pick(FOODS).en)
    have, more = dice.between(2, 8), dice.between(2, 6)
    pronoun = "she" if gender == FEMININE else "he"
    cast = {"name": dice.pick(NAMES["en", gender]), "he": pronoun, "foods": food, "have": NUMBERS[have][0]}
    if dice.chance(50):
        return _fill(dice, "{name} has {have} {foods}. {he} [buys|finds] {more} more. How many {foods} does {name} have now?",
                     "Now {name} has {result} {foods}.", more=NUMBERS[more][0], result=NUMBERS[have + more][0], **cast)  # fmt: skip
    eaten = min(more, have - 1) if have - min(more, have - 1) > 1 else have - 2
    if eaten < 1:
        return addition(dice)
    return _fill(dice, "{name} has {have} {foods}. {he} [eats|gives away] {more}. How many {foods} does {name} have now?",
                 "Now {name} has {result} {foods}.", more=NUMBERS[eaten][0], result=NUMBERS[have - eaten][0], **cast)  # fmt: skip


def opposite(dice: Dice) -> Exchange:
    words = dice.pick(OPPOSITES)[0]
    one, other = words if dice.chance(50) else words[::-1]
    return _fill(
        dice,
        f'[What is the opposite of "{one}"?|Tell me the opposite of "{one}".]',
        f'The opposite of "{one}" is "{other}".',
    )


def translation(dice: Dice) -> Exchange:
    word = dice.pick((*OTHER_NOUNS, *THINGS, *FOODS))
    pair = dice.pick(((word.en, word.es), (word.en, word.es), dice.pick(COLOURS), dice.pick(NUMBERS), dice.pick(DAYS)))
    english_word, spanish_word = pair
    if dice.chance(65):
        return _fill(dice, f'[How do you say "{english_word}" in Spanish?|What is "{english_word}" in Spanish?|Translate '
                     f'"{english_word}" into Spanish.]', f'In Spanish, "{english_word}" is "{spanish_word}".')  # fmt: skip
    return _fill(dice, f'[What does "{spanish_word}" mean?|What is "{spanish_word}" in English?]', f'In English, "{spanish_word}" is '
                 f'"{english_word}".')  # fmt: skip


def order(dice: Dice) -> Exchange:
    row, kind = dice.pick(((DAYS, "day"), (MONTHS, "month"), (SEASONS, "season")))
    place = dice.below(len(row))
    here, after = row[place][0], row[(place + 1) % len(row)][0]
    if dice.chance(50):
        return _fill(dice, f"[What|Which] {kind} comes after {here}?", f"After {here} comes {after}.")
    return _fill(dice, f"[What|Which] {kind} comes before {after}?", f"Before {after} comes {here}.")


def tell_story(dice: Dice) -> Exchange:
    if dice.chance(25):
        thing = dice.pick(THINGS)
        topic, text = f"a {thing.en}", story(dice, "en", thing=thing, titled=False, short=True)
    else:
        kind = dice.pick((*ADULTS, *CREATURES, *CREATURES)).en if dice.chance(80) else dice.pick(("girl", "boy"))
        topic, text = f"a {kind}", story(dice, "en", about=kind, titled=False, short=True)
    asked = (
        f"[Tell me a short story about {topic}.|Tell me a story about {topic}.|Can you tell me a story about {topic}?|Write a story "
        f"about {topic}.|Please tell me a story about {topic}.]"
    )
    return write(asked, {}, dice, english.finish), text


def reading(dice: Dice) -> Exchange:
    """A short text with a question about it."""
    scene: Scene = choose_scene(dice, "en")
    hero = english.Person(scene.hero, scene.name)
    thing = english.Thing(scene.thing, scene.look[0])
    cast = {
        "hero": hero,
        "thing": thing,
        "elder": scene.elder.en,
        "spot": scene.spot[0],
        "day": scene.day[0],
        "look": scene.look[0],
    }
    text = (
        "[On {day}, {hero} found {thing.a} {spot}|{hero} found {thing.a} {spot} on {day}]. "
        "{hero.he} [took it home and gave it|gave it] to {hero.his} {elder}."
    )
    question, answer = dice.pick(
        (
            ("What did {hero} find?", "{hero} found {thing.a}."),
            ("Where did {hero} find the {thing}?", "{hero} found the {thing} {spot}."),
            (
                "[Who did {hero} give the {thing} to?|To whom did {hero} give the {thing}?]",
                "{hero} gave the {thing} to {hero.his} {elder}.",
            ),
            ("Who found the {thing}?", "{hero} found the {thing}."),
            ("When did {hero} find the {thing}?", "{hero} found the {thing} on {day}."),
            ("What did {hero} do with the {thing}?", "{hero} gave the {thing} to {hero.his} {elder}."),
            ("[What was the {thing} like?|How was the {thing}?]", "The {thing} was {look}."),
        )
    )
    return _fill(dice, text + " " + question, answer, **cast)


QUESTIONS: tuple[tuple[int, Callable[[Dice], Exchange]], ...] = (
    (10, feelings), (9, identity), (14, animal), (9, what_is), (4, size), (6, colour), (3, origin), (4, why), (5, use), (5, job),
    (10, addition), (6, counting), (6, opposite), (12, translation), (6, order), (14, tell_story), (16, reading),
)  # fmt: skip
