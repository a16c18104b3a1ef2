"""Questions and answers in Spanish."""

from __future__ import annotations

from collections.abc import Callable

from gpt_studio.corpora.sample import spanish
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
    Word,
)
from gpt_studio.corpora.sample.people import ADULTS, CHILDREN, CREATURES, NAMES
from gpt_studio.corpora.sample.questions import COLOURED, ORIGINS, USES, WHYS
from gpt_studio.corpora.sample.scene import choose_scene
from gpt_studio.corpora.sample.stories import story

Exchange = tuple[str, str]


def _fill(dice: Dice, question: str, answer: str, **cast: object) -> Exchange:
    return write(question, cast, dice, spanish.finish), write(answer, cast, dice, spanish.finish)


def greeting(dice: Dice) -> Exchange:
    return _fill(
        dice,
        "[¡Hola!|Hola.|¡Buenos días!|Buenos días.|¡Buenas tardes!|Buenas tardes.|¡Buenas noches!|¡Hola, buenas!]",
        "¡Hola! [¿En qué puedo ayudarte?|¿Qué te gustaría saber?|Me alegro de hablar contigo.|¿Cómo estás?|¿De qué quieres "
        "hablar?|¿Qué tal?]",
    )


def farewell(dice: Dice) -> Exchange:
    return dice.pick(
        (
            _fill(dice, "[¡Adiós!|¡Hasta luego!|¡Hasta pronto!|¡Buenas noches!]", "[¡Adiós!|¡Hasta pronto!|¡Hasta luego!] [Que tengas "
                  "un buen día.|Me ha gustado hablar contigo.|Vuelve cuando quieras.]"),
            _fill(dice, "[¡Gracias!|¡Muchas gracias!|Gracias.|Muchas gracias.]", "[¡De nada!|¡No hay de qué!|De nada. Me gusta ayudar.] "
                  "[|Pregúntame lo que quieras.|¡Hasta pronto!]"),
        )
    )  # fmt: skip


def feelings(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("¿Cómo estás[| hoy]?", "Estoy [muy bien|bien], gracias. [¿Y tú?|¿Cómo estás tú?|¿Qué tal tú?]"),
            ("[Hoy estoy triste|Estoy un poco triste|Estoy muy triste hoy].", "[Lo siento mucho|Siento que estés triste]. [¿Quieres "
             "contarme qué te pasa?|Un paseo o un buen cuento pueden ayudar.|Mañana puede ser un día mejor.]"),
            ("¡[Hoy estoy muy feliz|Estoy muy feliz|Qué feliz estoy hoy]!", "¡[Qué bien|Cuánto me alegro|Qué alegría]! [¿Qué ha "
             "pasado?|Cuéntamelo.|Un día feliz es un regalo.]"),
            ("[Tengo sueño|Tengo mucho sueño|Quiero dormir].", "Entonces es buena idea [descansar|dormir un poco|acostarte "
             "temprano]."),
            ("[Tengo hambre|Tengo mucha hambre].", "Puedes comer [una manzana|pan con queso|un plato de sopa|un poco de fruta]. [¡Buen "
             "provecho!|¿Qué te gusta comer?]"),
            ("[Me aburro|Me aburro mucho|Me aburro un poco].", "Puedes [leer un libro|hacer un dibujo|dar un paseo|escribir un "
             "cuento|llamar a alguien]. [O puedo contarte un cuento.|¿Qué te gusta hacer?]"),
            ("Tengo miedo de la oscuridad.", "[A muchas personas les pasa.|Les pasa a muchos.] Una lámpara pequeña puede ayudar, y las "
             "cosas son iguales con luz y sin luz."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def identity(dice: Dice) -> Exchange:
    asked, answered = dice.pick(
        (
            ("[¿Quién eres?|¿Qué eres?|Dime quién eres.]",
             "Soy un pequeño modelo de lenguaje hecho con GPT Studio. [Aprendí con cuentos cortos y conversaciones.|Puedo contar "
             "cuentos y responder preguntas sencillas.|Aprendí a escribir leyendo muchos textos cortos.]"),
            ("[¿Cómo te llamas?|¿Cuál es tu nombre?|¿Tienes nombre?]",
             "No tengo nombre. Soy un pequeño modelo de lenguaje hecho con GPT Studio."),
            ("[¿Qué sabes hacer?|¿Qué puedes hacer?|¿En qué puedes ayudarme?]",
             "Puedo [contar cuentos cortos y responder preguntas sencillas|responder preguntas sencillas y contarte un "
             "cuento|hablarte de los animales, hacer sumas fáciles y contar cuentos], en español y en inglés."),
            ("[¿Eres una persona?|¿Eres humano?|¿Eres de verdad?]",
             "No, no soy una persona. Soy un pequeño modelo de lenguaje[| hecho con GPT Studio]."),
            ("[¿Quién te ha hecho?|¿De dónde vienes?|¿Quién te creó?]",
             "Alguien me entrenó con GPT Studio en un ordenador. [Todavía soy pequeño y cometo errores.|Aprendí con textos "
             "cortos.]"),
            ("[¿Hablas inglés?|¿Qué idiomas hablas?|¿Sabes hablar inglés?]",
             "Hablo español e inglés[|, pero solo con palabras sencillas]."),
            ("[¿Cómo me llamo?|¿Cuántos años tengo?|¿Dónde vivo?|¿Qué he comido hoy?|¿Cuál es mi color favorito?]",
             "No lo sé, porque no me lo has dicho."),
        )
    )  # fmt: skip
    return _fill(dice, asked, answered)


def animal(dice: Dice) -> Exchange:
    chosen = dice.pick(ANIMALS)
    creature = spanish.Creature(chosen)
    other = spanish.Creature(dice.pick([one for one in ANIMALS if one.group != chosen.group]))
    asked = [
        ("¿[Dónde viven {animal.los}|Dónde vive {animal.el}]?", "{animal.los} viven {animal.home}."),
        ("¿[Qué comen {animal.los}|Qué come {animal.el}]?", "{animal.los} comen {animal.food}."),
        ("¿Cuántas patas tiene {animal.el}?", "{animal.el} {animal.legs}."),
        ("¿[Qué puede hacer {animal.el}|Qué pueden hacer {animal.los}]?", "{animal.el} puede {animal.can}."),
        ("¿{animal.el} es {animal.un_group}?", "Sí, {animal.el} es {animal.un_group}."),
        ("¿{animal.el} es {other.un_group}?", "No, {animal.el} no es {other.un_group}. Es {animal.un_group}."),
    ]
    if chosen.young:
        asked.append(("¿Cómo se llama la cría de {animal.el}?", "La cría de {animal.el} se llama {animal.young}."))
    if chosen.sound:
        asked.append(("¿[Qué sonido hace {animal.el}|Cómo es la voz de {animal.el}]?", "{animal.el} {animal.sound}."))
    return _fill(dice, *dice.pick(asked), animal=creature, other=other)


def what_is(dice: Dice) -> Exchange:
    chosen = dice.pick(ANIMALS)
    question = (
        "[¿Qué es {animal.un}?|Háblame de {animal.los}.|¿Qué sabes de {animal.los}?|Cuéntame algo de {animal.los}.]"
    )
    asked = write(question, {"animal": spanish.Creature(chosen)}, dice, spanish.finish)
    return asked, about_animal(chosen, dice, 1)


def size(dice: Dice) -> Exchange:
    small, _, big = three_sizes(dice)
    cast = {"small": spanish.Creature(small), "big": spanish.Creature(big)}
    if dice.chance(50):
        return _fill(dice, "[¿Qué es más grande, {small.el} o {big.el}?|¿Qué animal es más grande, {big.el} o {small.el}?]",
                     "{big.el} es más grande que {small.el}.", **cast)  # fmt: skip
    return _fill(dice, "[¿Qué es más pequeño, {small.el} o {big.el}?|¿Qué animal es más pequeño, {big.el} o {small.el}?]",
                 "{small.el} es más pequeñ{small.o} que {big.el}.", **cast)  # fmt: skip


def colour(dice: Dice) -> Exchange:
    thing, colour = dice.pick(COLOURED)
    return _fill(dice, "[¿De qué color es {thing}?|Dime de qué color es {thing}.]", "{thing} es {colour}.",
                 thing=thing[1], colour=colour[1])  # fmt: skip


def origin(dice: Dice) -> Exchange:
    thing, answer = dice.pick(ORIGINS)
    return _fill(dice, "[¿De dónde viene {thing}?|¿Sabes de dónde viene {thing}?]", answer[1], thing=thing[1])


def why(dice: Dice) -> Exchange:
    question, answer = dice.pick(WHYS)
    return question[1], answer[1]


def use(dice: Dice) -> Exchange:
    word, purpose = dice.pick(USES)
    return _fill(dice, "¿Para qué [sirve|se usa] {thing.un}?", "{thing.un} [sirve|se usa] para {purpose}.",
                 thing=spanish.Thing(word), purpose=purpose[1])  # fmt: skip


def job(dice: Dice) -> Exchange:
    chosen = dice.pick(JOBS)
    gender = dice.pick((FEMININE, MASCULINE))
    worker = spanish.Thing(Word(chosen.en, chosen.es_f if gender == FEMININE else chosen.es_m, gender))
    question, answer = dice.pick((("¿Qué hace {job.un}?", "{job.un} {does}."), ("¿Dónde trabaja {job.un}?", "{job.un} trabaja {where}."),
                                  ("¿Qué usa {job.un}?", "{job.un} suele usar {tool.un}.")))  # fmt: skip
    return _fill(
        dice, question, answer, job=worker, does=chosen.does[1], where=chosen.where[1], tool=spanish.Thing(chosen.tool)
    )


def addition(dice: Dice) -> Exchange:
    one, other = dice.between(0, 10), dice.between(0, 10)
    if dice.chance(35):
        one, other = max(one, other), min(one, other)
        return _sum(dice, one, other, "-", "menos", one - other)
    return _sum(dice, one, other, "+", "más", one + other)


def _sum(dice: Dice, one: int, other: int, sign: str, word: str, result: int) -> Exchange:
    verb = "es" if result == 1 else "son"
    if dice.chance(50):
        return _fill(dice, f"[¿Cuánto es|¿Cuántos son] {one} {sign} {other}?", f"{one} {sign} {other} {verb} {result}.")
    first, second, total = NUMBERS[one][1], NUMBERS[other][1], NUMBERS[result][1]
    return _fill(
        dice, f"[¿Cuánto es|¿Cuántos son] {first} {word} {second}?", f"{first} {word} {second} {verb} {total}."
    )


def counting(dice: Dice) -> Exchange:
    food = dice.pick(FOODS)
    have, more = dice.between(3, 8), dice.between(2, 6)
    cast = {
        "name": dice.pick(NAMES["es", dice.pick((FEMININE, MASCULINE))]),
        "foods": spanish.plural(food.es),
        "have": NUMBERS[have][1],
        "o": "a" if food.gender == FEMININE else "o",
    }
    question = "¿Cuánt{o}s {foods} tiene ahora {name}?"
    if dice.chance(50):
        return _fill(dice, "{name} tiene {have} {foods}. [Compra|Encuentra] {more} más. " + question, "Ahora {name} tiene {result} {foods}.",
                     more=NUMBERS[more][1], result=NUMBERS[have + more][1], **cast)  # fmt: skip
    eaten = dice.between(1, have - 2)
    given = NUMBERS[eaten][1] if eaten > 1 else "una" if food.gender == FEMININE else "uno"
    return _fill(dice, "{name} tiene {have} {foods}. [Se come|Regala] {more}. " + question, "Ahora {name} tiene {result} {foods}.",
                 more=given, result=NUMBERS[have - eaten][1], **cast)  # fmt: skip


def opposite(dice: Dice) -> Exchange:
    words = dice.pick(OPPOSITES)[1]
    one, other = words if dice.chance(50) else words[::-1]
    return _fill(dice, f'[¿Qué es lo contrario de "{one}"?|¿Cuál es el contrario de "{one}"?|Dime lo contrario de "{one}".]',
                 f'Lo contrario de "{one}" es "{other}".')  # fmt: skip


def translation(dice: Dice) -> Exchange:
    word = dice.pick((*OTHER_NOUNS, *THINGS, *FOODS))
    pair = dice.pick(((word.en, word.es), (word.en, word.es), dice.pick(COLOURS), dice.pick(NUMBERS), dice.pick(DAYS)))
    english_word, spanish_word = pair
    if dice.chance(65):
        return _fill(dice, f'[¿Cómo se dice "{spanish_word}" en inglés?|¿Qué es "{spanish_word}" en inglés?|Traduce "{spanish_word}" al '
                     f'inglés.]', f'En inglés, "{spanish_word}" se dice "{english_word}".')  # fmt: skip
    return _fill(dice, f'[¿Qué significa "{english_word}"?|¿Cómo se dice "{english_word}" en español?]', f'En español, "{english_word}" se '
                 f'dice "{spanish_word}".')  # fmt: skip


def order(dice: Dice) -> Exchange:
    row, kind, the = dice.pick(((DAYS, "día", "el "), (MONTHS, "mes", ""), (SEASONS, "estación", "la ")))
    place = dice.below(len(row))
    here, after = (_season(row[index % len(row)][1], the) for index in (place, place + 1))
    if dice.chance(50):
        return _fill(dice, f"¿Qué {kind} viene después de {here}?", f"Después de {here} viene {after}.")
    return _fill(dice, f"¿Qué {kind} viene antes de {after}?", f"Antes de {after} viene {here}.")


def _season(name: str, article: str) -> str:
    return ("el " if name in ("verano", "otoño", "invierno") else article) + name


def tell_story(dice: Dice) -> Exchange:
    if dice.chance(25):
        thing = dice.pick(THINGS)
        topic, text = spanish.Thing(thing).un, story(dice, "es", thing=thing, titled=False, short=True)
    else:
        kind = dice.pick((*ADULTS, *CREATURES, *CREATURES)) if dice.chance(80) else dice.pick(CHILDREN)
        gender = dice.pick([gender for gender in (FEMININE, MASCULINE) if kind.spanish(gender)])
        word = kind.spanish(gender)
        topic = f"{spanish.indefinite(word, gender)} {word}"
        text = story(dice, "es", about=kind.en, gender=gender, titled=False, short=True)
    asked = (
        f"[Cuéntame un cuento corto sobre {topic}.|Cuéntame un cuento sobre {topic}.|¿Puedes contarme un cuento sobre {topic}?|Escribe "
        f"un cuento sobre {topic}.|Cuéntame la historia de {topic}.]"
    )
    return write(asked, {}, dice, spanish.finish), text


def reading(dice: Dice) -> Exchange:
    """A short text with a question about it."""
    scene = choose_scene(dice, "es")
    hero = spanish.Person(scene.hero, scene.name)
    thing = spanish.Thing(scene.thing, scene.look[1])
    cast = {"hero": hero, "thing": thing, "elder": scene.elder.es, "spot": scene.spot[1], "day": scene.day[1],
            "look": spanish.agreed(scene.look[1], scene.thing.gender)}  # fmt: skip
    text = (
        "[El {day}, {hero} encontró {thing.un} {spot}|{hero} encontró {thing.un} {spot} el {day}]. "
        "[Se {thing.lo} llevó a casa y se {thing.lo} dio|Se {thing.lo} dio] a su {elder}."
    )
    question, answer = dice.pick(
        (
            ("¿Qué encontró {hero}?", "{hero} encontró {thing.un}."),
            ("¿Dónde encontró {hero} {thing.el}?", "{hero} encontró {thing.el} {spot}."),
            ("¿A quién le dio {hero} {thing.el}?", "{hero} le dio {thing.el} a su {elder}."),
            ("¿Quién encontró {thing.el}?", "{hero} encontró {thing.el}."),
            ("¿Cuándo encontró {hero} {thing.el}?", "{hero} encontró {thing.el} el {day}."),
            ("¿Qué hizo {hero} con {thing.el}?", "{hero} le dio {thing.el} a su {elder}."),
            ("¿Cómo era {thing.el}?", "{thing.el} era {look}."),
        )
    )
    return _fill(dice, text + " " + question, answer, **cast)


QUESTIONS: tuple[tuple[int, Callable[[Dice], Exchange]], ...] = (
    (10, feelings), (9, identity), (14, animal), (9, what_is), (4, size), (6, colour), (3, origin), (4, why), (5, use), (5, job),
    (10, addition), (6, counting), (6, opposite), (12, translation), (6, order), (14, tell_story), (16, reading),
)  # fmt: skip
