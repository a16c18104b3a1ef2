"""The vocabulary of the sample corpus, in English and Spanish side by side."""

from __future__ import annotations

from dataclasses import dataclass

MASCULINE = "m"
FEMININE = "f"


@dataclass(frozen=True)
class Word:
    """A noun; ``gender`` is that of the Spanish word."""

    en: str
    es: str
    gender: str


def nouns(listed: str) -> tuple[Word, ...]:
    """Parse ``english = spanish gender`` entries, separated by commas."""
    return tuple(_noun(entry) for entry in listed.replace("\n", " ").split(",") if entry.strip())


def _noun(entry: str) -> Word:
    english, _, spanish = entry.partition("=")
    word, _, gender = spanish.strip().rpartition(" ")
    return Word(english.strip(), word, gender)


def pairs(listed: str) -> tuple[tuple[str, str], ...]:
    """Parse ``english = spanish`` entries, separated by commas."""
    return tuple(
        (left.strip(), right.strip())
        for left, _, right in (entry.partition("=") for entry in listed.replace("\n", " ").split(","))
    )


# What a hero can own, lose, find and give away.
THINGS = nouns(
    """ball = pelota f, kite = cometa f, drum = tambor m, book = libro m, hat = sombrero m, scarf = bufanda f,
    lamp = lámpara f, bell = campana f, basket = cesta f, key = llave f, cup = taza f, coat = abrigo m"""
)
HEAVY = nouns("pumpkin = calabaza f, sack = saco m, barrel = barril m, stone = piedra f")
PLANTS = nouns("sunflower = girasol m, rose = rosa f, daisy = margarita f, poppy = amapola f")
FOODS = nouns("apple = manzana f, pear = pera f, cake = pastel m, biscuit = galleta f, orange = naranja f")
SMALL_ANIMALS = nouns("kitten = gatito m, chick = pollito m, butterfly = mariposa f, ladybird = mariquita f")
TRAPS = nouns("net = red f, cage = jaula f, box = caja f")
GOALS = nouns("sea = mar m, lighthouse = faro m, waterfall = cascada f, castle = castillo m")
DISHES = nouns("soup = sopa f, cake = pastel m, salad = ensalada f")
LOOKS = pairs("red = rojo, blue = azul, green = verde, yellow = amarillo, white = blanco")
# What heroes are; the Spanish adjective in its masculine form.
TRAITS = dict(
    pairs(
        """forgetful = olvidadizo, generous = generoso, proud = orgulloso, curious = curioso, patient = paciente,
        lazy = perezoso, honest = honesto, shy = tímido, brave = valiente, greedy = glotón, timid = miedoso,
        clever = listo, cheerful = alegre, adventurous = aventurero, kind = bondadoso, strong = fuerte,
        sleepy = dormilón, stubborn = terco"""
    )
)
SPOTS = pairs(
    """under a tree = debajo de un árbol, behind a stone = detrás de una piedra, near the river = cerca del río,
    in the garden = en el jardín, beside the road = al lado del camino, among the flowers = entre las flores,
    near the bridge = cerca del puente, in the tall grass = entre la hierba alta"""
)
WHENS = pairs(
    """one morning = una mañana, one day = un día, one afternoon = una tarde, one sunny day = un día de sol,
    one cold morning = una mañana fría, one spring day = un día de primavera"""
)
OPPOSITES = (
    (("big", "small"), ("grande", "pequeño")),
    (("hot", "cold"), ("caliente", "frío")),
    (("happy", "sad"), ("feliz", "triste")),
    (("fast", "slow"), ("rápido", "lento")),
    (("day", "night"), ("día", "noche")),
    (("open", "closed"), ("abierto", "cerrado")),
    (("clean", "dirty"), ("limpio", "sucio")),
    (("tall", "short"), ("alto", "bajo")),
    (("full", "empty"), ("lleno", "vacío")),
    (("good", "bad"), ("bueno", "malo")),
)
DAYS = pairs(
    """Monday = lunes, Tuesday = martes, Wednesday = miércoles, Thursday = jueves, Friday = viernes, Saturday = sábado,
    Sunday = domingo"""
)
NUMBERS = pairs(
    """zero = cero, one = uno, two = dos, three = tres, four = cuatro, five = cinco, six = seis, seven = siete,
    eight = ocho, nine = nueve, ten = diez"""
)


@dataclass(frozen=True)
class Animal:
    """Facts about an animal. Plurals are given for both languages; ``gender`` is that of the Spanish noun."""

    en: str
    en_plural: str
    es: str
    es_plural: str
    gender: str
    legs: int
    home: tuple[str, str]
    food: tuple[str, str]
    sound: tuple[str, str] | None = None

    @property
    def word(self) -> Word:
        return Word(self.en, self.es, self.gender)


ANIMALS = (
    Animal("dog", "dogs", "perro", "perros", "m", 4, ("in houses", "en las casas"), ("meat", "carne"),
           ("barks", "ladra")),
    Animal("cat", "cats", "gato", "gatos", "m", 4, ("in houses", "en las casas"), ("fish", "pescado"),
           ("meows", "maúlla")),
    Animal("cow", "cows", "vaca", "vacas", "f", 4, ("on farms", "en las granjas"), ("grass", "hierba"),
           ("moos", "muge")),
    Animal("horse", "horses", "caballo", "caballos", "m", 4, ("on farms", "en las granjas"), ("grass", "hierba"),
           ("neighs", "relincha")),
    Animal("sheep", "sheep", "oveja", "ovejas", "f", 4, ("on farms", "en las granjas"), ("grass", "hierba"),
           ("bleats", "bala")),
    Animal("hen", "hens", "gallina", "gallinas", "f", 2, ("on farms", "en las granjas"), ("seeds", "semillas"),
           ("clucks", "cacarea")),
    Animal("duck", "ducks", "pato", "patos", "m", 2, ("near lakes", "cerca de los lagos"), ("plants", "plantas"),
           ("quacks", "grazna")),
    Animal("frog", "frogs", "rana", "ranas", "f", 4, ("near water", "cerca del agua"), ("insects", "insectos"),
           ("croaks", "croa")),
    Animal("owl", "owls", "búho", "búhos", "m", 2, ("in the forest", "en el bosque"), ("mice", "ratones"),
           ("hoots", "ulula")),
    Animal("wolf", "wolves", "lobo", "lobos", "m", 4, ("in the forest", "en el bosque"), ("meat", "carne"),
           ("howls", "aúlla")),
    Animal("bear", "bears", "oso", "osos", "m", 4, ("in the mountains", "en las montañas"), ("honey", "miel"),
           ("growls", "gruñe")),
    Animal("lion", "lions", "león", "leones", "m", 4, ("in Africa", "en África"), ("meat", "carne"),
           ("roars", "ruge")),
    Animal("elephant", "elephants", "elefante", "elefantes", "m", 4, ("in Africa", "en África"), ("leaves", "hojas")),
    Animal("mouse", "mice", "ratón", "ratones", "m", 4, ("in small holes", "en agujeros pequeños"),
           ("seeds", "semillas"), ("squeaks", "chilla")),
    Animal("bee", "bees", "abeja", "abejas", "f", 6, ("in a hive", "en una colmena"), ("nectar", "néctar"),
           ("buzzes", "zumba")),
    Animal("whale", "whales", "ballena", "ballenas", "f", 0, ("in the sea", "en el mar"), ("fish", "peces")),
)  # fmt: skip
