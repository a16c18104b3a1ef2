"""Questions and answers in Spanish."""

from __future__ import annotations

from collections.abc import Callable

from gpt_studio.corpora.sample import spanish
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import ANIMALS, DAYS, NUMBERS, OPPOSITES
from gpt_studio.corpora.sample.people import CAST
from gpt_studio.corpora.sample.questions import COLOURED, USES, WHYS
from gpt_studio.corpora.sample.stories import story

Exchange = tuple[str, str]


def _fill(dice: Dice, question: str, answer: str, **cast: object) -> Exchange:
    return write(question, cast, dice, spanish.finish), write(answer, cast, dice, spanish.finish)


def greeting(dice: Dice) -> Exchange:
    return _fill(
        dice,
        "[¡Hola!|Hola.|¡Buenos días!|Buenos días.|¡Buenas tardes!|Buenas tardes.|¡Hola, buenas!]",
        "¡Hola! [¿En qué puedo ayudarte?|¿Qué te gustaría saber?|¿De qué quieres hablar?]",
    )


def farewell(dice: Dice) -> Exchange:
    return dice.pick(
        (
            _fill(dice, "[¡Adiós!|¡Hasta luego!|¡Hasta pronto!|¡Buenas noches!]", "¡Adiós! [Hasta pronto.|Vuelve cuando quieras.]"),
            _fill(dice, "[¡Gracias!|¡Muchas gracias!|Gracias.|Muchas gracias.]", "¡De nada! [Me gusta ayudar.|Pregúntame lo que quieras.]"),
        )
    )  # fmt: skip


def feelings(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("¿Cómo estás[| hoy]?", "Estoy muy bien, gracias. ¿Y tú?"),
            ("[Estoy triste|Hoy estoy triste|Estoy muy triste|Estoy un poco triste].", "Siento que estés triste. Un buen cuento puede "
             "ayudar."),
            ("¡[Estoy muy feliz|Hoy estoy feliz|Qué feliz estoy]!", "¡Me alegro mucho! ¿Qué ha pasado?"),
            ("[Tengo sueño|Tengo mucho sueño|Estoy muy cansado|Estoy muy cansada].", "Entonces es buena idea descansar."),
            ("[Tengo hambre|Tengo mucha hambre].", "Puedes comer una manzana. ¡Buen provecho!"),
            ("[Me aburro|Me aburro mucho|Me aburro un poco].", "Puedo contarte un cuento."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def identity(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("[¿Quién eres?|¿Qué eres?|Dime quién eres.]", "Soy un pequeño modelo de lenguaje hecho con GPT Studio."),
            ("[¿Cómo te llamas?|¿Cuál es tu nombre?|¿Tienes nombre?]", "No tengo nombre. Soy un pequeño modelo de lenguaje."),
            ("[¿Qué sabes hacer?|¿Qué puedes hacer?|¿En qué puedes ayudarme?]", "Puedo contar cuentos y responder preguntas sencillas."),
            ("[¿Eres una persona?|¿Eres humano?|¿Eres de verdad?]", "No, no soy una persona. Soy un pequeño modelo de lenguaje."),
            ("[¿Quién te ha hecho?|¿De dónde vienes?|¿Quién te creó?]", "Alguien me entrenó con GPT Studio en un ordenador."),
            ("[¿Hablas inglés?|¿Qué idiomas hablas?|¿Hablas español?]", "Hablo español e inglés."),
            ("[¿Cómo me llamo?|¿Cuántos años tengo?|¿Dónde vivo?]", "No lo sé, porque no me lo has dicho."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def colour(dice: Dice) -> Exchange:
    thing, colour = dice.pick(COLOURED)
    return _fill(dice, "[¿De qué color es {thing}?|¿Qué color tiene {thing}?|¿Cuál es el color de {thing}?|Dime de qué color es "
                 "{thing}.|¿Sabes de qué color es {thing}?]", "{thing} es {colour}.", thing=thing[1], colour=colour[1])  # fmt: skip


def home(dice: Dice) -> Exchange:
    return _fill(dice, "[¿Dónde viven {animal.los}?|¿Dónde vive {animal.el}?|Dime dónde viven {animal.los}.|¿Sabes dónde viven "
                 "{animal.los}?]", "{animal.los} viven {animal.home}.", animal=spanish.Creature(dice.pick(ANIMALS)))  # fmt: skip


def food(dice: Dice) -> Exchange:
    return _fill(dice, "[¿Qué comen {animal.los}?|¿Qué come {animal.el}?|Dime qué comen {animal.los}.|¿Cuál es la comida de "
                 "{animal.los}?]", "{animal.los} comen {animal.food}.", animal=spanish.Creature(dice.pick(ANIMALS)))  # fmt: skip


def sound(dice: Dice) -> Exchange:
    creature = spanish.Creature(dice.pick([animal for animal in ANIMALS if animal.sound]))
    return _fill(dice, "[¿Qué sonido hace {animal.el}?|¿Qué ruido hace {animal.el}?|¿Cómo suena {animal.el}?|Dime qué sonido hace "
                 "{animal.el}.]", "{animal.el} {animal.sound}.", animal=creature)  # fmt: skip


def legs(dice: Dice) -> Exchange:
    return _fill(dice, "[¿Cuántas patas tiene {animal.el}?|¿Cuántas patas tienen {animal.los}?|Dime cuántas patas tiene {animal.el}.]",
                 "{animal.el} {animal.legs}.", animal=spanish.Creature(dice.pick(ANIMALS)))  # fmt: skip


def what_is(dice: Dice) -> Exchange:
    return _fill(dice, "[¿Qué es {animal.un}?|Háblame de {animal.los}.|Cuéntame algo de {animal.los}.|¿Qué sabes de {animal.los}?]",
                 "{animal.el} es un animal que {animal.legs}. {animal.los} viven {animal.home} y comen {animal.food}.",
                 animal=spanish.Creature(dice.pick(ANIMALS)))  # fmt: skip


def hero(dice: Dice) -> Exchange:
    """Who one of the cast is, where they live, or what they like."""
    asked, answered = dice.pick(
        (
            ("[¿Quién es {hero}?|Háblame de {hero}.|¿Conoces a {hero}?|¿Qué es {hero}?]", "{hero} es {hero.un}. Vive {hero.home}."),
            ("[¿Dónde vive {hero}?|Dime dónde vive {hero}.|¿Sabes dónde vive {hero}?]", "{hero} vive {hero.home}."),
            ("[¿Qué le gusta a {hero}?|¿Qué le gusta comer a {hero}?|¿Cuál es la comida favorita de {hero}?]", "A {hero} {gusta} {hero.likes}."),
            ("[¿Tiene amigos {hero}?|¿Quién es amigo de {hero}?]", "{friend.el} es amig{friend.o} de {hero}."),
        )
    )  # fmt: skip
    chosen = dice.pick(CAST)
    gusta = "le gustan" if chosen.likes[1].startswith(("los ", "las ")) else "le gusta"
    friend = spanish.Thing(chosen.friend)
    return _fill(dice, asked, answered, hero=spanish.Person(chosen), gusta=gusta, friend=friend)


def why(dice: Dice) -> Exchange:
    happens, answer = dice.pick(WHYS)
    return _fill(
        dice, "[¿Por qué {happens}?|Dime: ¿por qué {happens}?|¿Sabes por qué {happens}?]", answer[1], happens=happens[1]
    )


def use(dice: Dice) -> Exchange:
    word, purpose = dice.pick(USES)
    return _fill(dice, "[¿Para qué sirve {thing.un}?|¿Para qué se usa {thing.un}?|¿Qué puedo hacer con {thing.un}?]",
                 "{thing.un} sirve para {purpose}.", thing=spanish.Thing(word), purpose=purpose[1])  # fmt: skip


def opposite(dice: Dice) -> Exchange:
    words = dice.pick(OPPOSITES)[1]
    one, other = words if dice.chance(50) else words[::-1]
    return _fill(dice, f"[¿Qué es lo contrario de {one}?|¿Cuál es el contrario de {one}?|Dime lo contrario de {one}.]",
                 f"Lo contrario de {one} es {other}.")  # fmt: skip


def day(dice: Dice) -> Exchange:
    place = dice.below(len(DAYS))
    here, after = DAYS[place][1], DAYS[(place + 1) % len(DAYS)][1]
    if dice.chance(50):
        return _fill(
            dice,
            f"[¿Qué día viene después del {here}?|¿Qué día va después del {here}?]",
            f"Después del {here} viene el {after}.",
        )
    return _fill(
        dice,
        f"[¿Qué día viene antes del {after}?|¿Qué día va antes del {after}?]",
        f"Antes del {after} viene el {here}.",
    )


def addition(dice: Dice) -> Exchange:
    one, other = dice.between(1, 5), dice.between(1, 5)
    if dice.chance(50):
        return _fill(dice, f"[¿Cuánto es|¿Cuántos son] {one} + {other}?", f"{one} + {other} son {one + other}.")
    first, second, total = NUMBERS[one][1], NUMBERS[other][1], NUMBERS[one + other][1]
    return _fill(dice, f"[¿Cuánto es|¿Cuántos son] {first} más {second}?", f"{first} más {second} son {total}.")


def tell_story(dice: Dice) -> Exchange:
    about = dice.pick(CAST)
    text = story(dice, "es", about)
    asked = (
        "[Cuéntame un cuento sobre {topic}.|¿Puedes contarme un cuento sobre {topic}?|Escribe un cuento sobre {topic}.|Cuéntame la "
        "historia de {topic}.|Quiero un cuento sobre {topic}.]"
        if dice.chance(85)
        else "[Cuéntame un cuento.|¿Puedes contarme un cuento?|Escribe un cuento.|Quiero un cuento.]"
    )
    return write(asked, {"topic": dice.pick((about.name, spanish.Person(about).un))}, dice, spanish.finish), text


QUESTIONS: tuple[tuple[int, Callable[[Dice], Exchange]], ...] = (
    (6, feelings), (8, identity), (12, colour), (8, home), (8, food), (8, sound), (5, legs), (8, what_is), (12, hero), (6, why),
    (6, use), (9, opposite), (5, day), (6, addition), (12, tell_story),
)  # fmt: skip
LEADS = ("Por favor, {}", "Dime, {}", "Tengo una pregunta: {}", "Una pregunta: {}", "Y {}", "¡Hola! {}", "Hola. {}")
