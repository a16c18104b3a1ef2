"""Questions and answers in English."""

from __future__ import annotations

from collections.abc import Callable

from gpt_studio.corpora.sample import english
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import ANIMALS, DAYS, NUMBERS, OPPOSITES
from gpt_studio.corpora.sample.people import CAST
from gpt_studio.corpora.sample.questions import COLOURED, USES, WHYS
from gpt_studio.corpora.sample.stories import story

Exchange = tuple[str, str]


def _fill(dice: Dice, question: str, answer: str, **cast: object) -> Exchange:
    return write(question, cast, dice, english.finish), write(answer, cast, dice, english.finish)


def greeting(dice: Dice) -> Exchange:
    return _fill(
        dice,
        "[Hello|Hi|Good morning|Good afternoon|Good evening|Hello there][!|.]",
        "Hello! [How can I help you?|What would you like to know?|What shall we talk about?]",
    )


def farewell(dice: Dice) -> Exchange:
    return dice.pick(
        (
            _fill(dice, "[Goodbye|Bye|See you soon|Good night]!", "Goodbye! [See you soon.|Come back when you like.]"),
            _fill(dice, "[Thank you|Thanks|Thank you very much]!", "You are welcome! [I like to help.|Ask me anything else.]"),
        )
    )  # fmt: skip


def feelings(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("How are you[| today]?", "I am very well, thank you. And you?"),
            ("I am [very |a little |]sad[| today].", "I am sorry that you are sad. A good story can help."),
            ("I am [very |so |]happy[| today]!", "I am glad that you are happy! What happened?"),
            ("I am [very |a little |]tired[| today].", "Then it is a good idea to rest."),
            ("I am [very |so |]hungry.", "You can eat an apple. Enjoy your meal!"),
            ("I am [very |a little |]bored.", "I can tell you a story."),
        )
    )
    return _fill(dice, asked, answered)


def identity(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("[Who are you?|What are you?|Tell me who you are.]", "I am a small language model made with GPT Studio."),
            ("[What is your name?|Do you have a name?]", "I do not have a name. I am a small language model."),
            ("[What can you do?|How can you help me?|What do you know?]", "I can tell stories and answer simple questions."),
            ("[Are you a person?|Are you a human?|Are you real?]", "No, I am not a person. I am a small language model."),
            ("[Who made you?|Where do you come from?|Who trained you?]", "Somebody trained me with GPT Studio on a computer."),
            ("[Do you speak Spanish?|Which languages do you speak?|Do you speak English?]", "I speak English and Spanish."),
            ("[What is my name?|How old am I?|Where do I live?]", "I do not know, because you have not told me."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def colour(dice: Dice) -> Exchange:
    thing, colour = dice.pick(COLOURED)
    return _fill(dice, "[What colour is {thing}?|Which colour is {thing}?|What is the colour of {thing}?|Tell me the colour of "
                 "{thing}.|Do you know what colour {thing} is?]", "{thing} is {colour}.", thing=thing[0], colour=colour[0])  # fmt: skip


def home(dice: Dice) -> Exchange:
    return _fill(dice, "[Where do {animal.many} live?|Where does {animal.a} live?|Tell me where {animal.many} live.|Do you know where "
                 "{animal.many} live?]", "{animal.many} live {animal.home}.", animal=english.Creature(dice.pick(ANIMALS)))  # fmt: skip


def food(dice: Dice) -> Exchange:
    return _fill(dice, "[What do {animal.many} eat?|What does {animal.a} eat?|Tell me what {animal.many} eat.|What is the food of "
                 "{animal.a}?]", "{animal.many} eat {animal.food}.", animal=english.Creature(dice.pick(ANIMALS)))  # fmt: skip


def sound(dice: Dice) -> Exchange:
    creature = english.Creature(dice.pick([animal for animal in ANIMALS if animal.sound]))
    return _fill(dice, "[What sound does {animal.a} make?|What noise does {animal.a} make?|How does {animal.a} sound?|Tell me the sound "
                 "of {animal.a}.]", "{animal.a} {animal.sound}.", animal=creature)  # fmt: skip


def legs(dice: Dice) -> Exchange:
    return _fill(dice, "[How many legs does {animal.a} have?|How many legs do {animal.many} have?|Tell me how many legs {animal.a} has.]",
                 "{animal.a} has {animal.legs}.", animal=english.Creature(dice.pick(ANIMALS)))  # fmt: skip


def what_is(dice: Dice) -> Exchange:
    return _fill(dice, "[What is {animal.a}?|Tell me about {animal.many}.|Tell me something about {animal.many}.|What do you know about "
                 "{animal.many}?]", "{animal.a} is an animal with {animal.legs}. {animal.many} live {animal.home} and eat {animal.food}.",
                 animal=english.Creature(dice.pick(ANIMALS)))  # fmt: skip


def hero(dice: Dice) -> Exchange:
    """Who one of the cast is, where they live, or what they like."""
    asked, answered = dice.pick(
        (
            ("[Who is {hero}?|Tell me about {hero}.|Do you know {hero}?|What is {hero}?]", "{hero} is {hero.a}. {hero.he} lives {hero.home}."),
            ("[Where does {hero} live?|Tell me where {hero} lives.|Do you know where {hero} lives?]", "{hero} lives {hero.home}."),
            ("[What does {hero} like?|What does {hero} like to eat?|What is the favourite food of {hero}?]", "{hero} likes {hero.likes}."),
            ("[Does {hero} have a friend?|Who is the friend of {hero}?]", "The friend of {hero} is {friend}."),
        )
    )  # fmt: skip
    chosen = dice.pick(CAST)
    return _fill(dice, asked, answered, hero=english.Person(chosen), friend=english.Thing(chosen.friend).a)


def why(dice: Dice) -> Exchange:
    happens, answer = dice.pick(WHYS)
    return _fill(
        dice,
        "[Why {happens}?|Tell me: why {happens}?|Can you tell me why? Why {happens}?]",
        answer[0],
        happens=happens[0],
    )


def use(dice: Dice) -> Exchange:
    word, purpose = dice.pick(USES)
    return _fill(dice, "[What is {thing.a} for?|What do we use {thing.a} for?|What can I do with {thing.a}?]", "{thing.a} is used {purpose}.",
                 thing=english.Thing(word), purpose=purpose[0])  # fmt: skip


def opposite(dice: Dice) -> Exchange:
    words = dice.pick(OPPOSITES)[0]
    one, other = words if dice.chance(50) else words[::-1]
    return _fill(dice, f"[What is the opposite of {one}?|Tell me the opposite of {one}.|Which word is the opposite of {one}?]",
                 f"The opposite of {one} is {other}.")  # fmt: skip


def day(dice: Dice) -> Exchange:
    place = dice.below(len(DAYS))
    here, after = DAYS[place][0], DAYS[(place + 1) % len(DAYS)][0]
    if dice.chance(50):
        return _fill(dice, f"[What|Which] day comes after {here}?", f"After {here} comes {after}.")
    return _fill(dice, f"[What|Which] day comes before {after}?", f"Before {after} comes {here}.")


def addition(dice: Dice) -> Exchange:
    one, other = dice.between(1, 5), dice.between(1, 5)
    if dice.chance(50):
        return _fill(dice, f"[What is|How much is] {one} + {other}?", f"{one} + {other} is {one + other}.")
    first, second, total = NUMBERS[one][0], NUMBERS[other][0], NUMBERS[one + other][0]
    return _fill(dice, f"[What is|How much is] {first} plus {second}?", f"{first} plus {second} is {total}.")


def tell_story(dice: Dice) -> Exchange:
    about = dice.pick(CAST)
    text = story(dice, "en", about)
    asked = (
        "[Tell me a story about {topic}.|Can you tell me a story about {topic}?|Write a story about {topic}.|Please tell me a short "
        "story about {topic}.|I would like a story about {topic}.]"
        if dice.chance(85)
        else "[Tell me a story.|Can you tell me a story?|Write a story.|I would like a story.]"
    )
    return write(asked, {"topic": dice.pick((about.name, f"a {about.kind.en}"))}, dice, english.finish), text


QUESTIONS: tuple[tuple[int, Callable[[Dice], Exchange]], ...] = (
    (6, feelings), (8, identity), (12, colour), (8, home), (8, food), (8, sound), (5, legs), (8, what_is), (12, hero), (6, why),
    (6, use), (9, opposite), (5, day), (6, addition), (12, tell_story),
)  # fmt: skip
LEADS = ("Please, {}", "Tell me, {}", "I have a question: {}", "One question: {}", "And {}", "Hello! {}", "Hi! {}")
