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


# What a person can own, lose, find and give away.
THINGS = nouns(
    """ball = pelota f, kite = cometa f, drum = tambor m, doll = muñeca f, book = libro m, hat = sombrero m,
    scarf = bufanda f, lamp = lámpara f, bell = campana f, basket = cesta f, key = llave f, ring = anillo m,
    button = botón m, cup = taza f, brush = cepillo m, bag = bolsa f, spoon = cuchara f, whistle = silbato m,
    ribbon = cinta f, coat = abrigo m, umbrella = paraguas m, blanket = manta f, pencil = lápiz m"""
)
HEAVY = nouns("""pumpkin = calabaza f, sack = saco m, trunk = baúl m, table = mesa f, log = tronco m, stone = piedra f,
    barrel = barril m, chair = silla f, ladder = escalera f""")
PLANTS = nouns("sunflower = girasol m, rose = rosa f, daisy = margarita f, poppy = amapola f, lily = azucena f")
TOYS = ("ball", "doll", "kite", "whistle", "drum")
FOODS = nouns(
    """apple = manzana f, pear = pera f, cake = pastel m, cookie = galleta f, sandwich = bocadillo m,
    orange = naranja f, banana = plátano m, melon = melón m, peach = melocotón m, bun = bollo m"""
)
SMALL_ANIMALS = nouns("kitten = gatito m, puppy = perrito m, squirrel = ardilla f, hedgehog = erizo m, mouse = ratón m")
SMALL_FRUIT = nouns("strawberry = fresa f, cherry = cereza f, nut = nuez f, blackberry = mora f, plum = ciruela f")
TRAPS = nouns("net = red f, cage = jaula f, box = caja f, trap = trampa f")
GOALS = nouns(
    """sea = mar m, lighthouse = faro m, high mountain = montaña alta f, big city = gran ciudad f,
    waterfall = cascada f, old castle = viejo castillo m, big lake = gran lago m"""
)
COLOURS = pairs("red = rojo, blue = azul, green = verde, yellow = amarillo, white = blanco, black = negro")
LOOKS = (*COLOURS, *pairs("small = pequeño, old = viejo, new = nuevo, beautiful = bonito, brown = marrón, grey = gris"))
OTHER_NOUNS = nouns(
    """house = casa f, door = puerta f, window = ventana f, bed = cama f, garden = jardín m, tree = árbol m,
    flower = flor f, river = río m, sea = mar m, mountain = montaña f, sun = sol m, moon = luna f, star = estrella f,
    sky = cielo m, cloud = nube f, rain = lluvia f, snow = nieve f, wind = viento m, fire = fuego m, water = agua f,
    milk = leche f, bread = pan m, cheese = queso m, egg = huevo m, fish = pez m, dog = perro m, cat = gato m,
    horse = caballo m, cow = vaca f, hand = mano f, head = cabeza f, eye = ojo m, foot = pie m, friend = amigo m,
    school = escuela f, street = calle f, bridge = puente m, boat = barco m, road = camino m, day = día m,
    night = noche f, week = semana f, year = año m, brother = hermano m, sister = hermana f, mother = madre f,
    father = padre m, king = rey m, queen = reina f, song = canción f, word = palabra f, paper = papel m,
    eagle = águila f, forest = bosque m, island = isla f, field = campo m, kitchen = cocina f, market = mercado m"""
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
    (("old", "young"), ("viejo", "joven")),
    (("good", "bad"), ("bueno", "malo")),
    (("easy", "difficult"), ("fácil", "difícil")),
    (("light", "heavy"), ("ligero", "pesado")),
    (("near", "far"), ("cerca", "lejos")),
    (("up", "down"), ("arriba", "abajo")),
    (("wet", "dry"), ("mojado", "seco")),
    (("strong", "weak"), ("fuerte", "débil")),
    (("rich", "poor"), ("rico", "pobre")),
    (("first", "last"), ("primero", "último")),
    (("hard", "soft"), ("duro", "blando")),
)
DAYS = pairs(
    """Monday = lunes, Tuesday = martes, Wednesday = miércoles, Thursday = jueves, Friday = viernes, Saturday = sábado,
    Sunday = domingo"""
)
MONTHS = pairs(
    """January = enero, February = febrero, March = marzo, April = abril, May = mayo, June = junio, July = julio,
    August = agosto, September = septiembre, October = octubre, November = noviembre, December = diciembre"""
)
SEASONS = pairs("spring = primavera, summer = verano, autumn = otoño, winter = invierno")
NUMBERS = pairs(
    """zero = cero, one = uno, two = dos, three = tres, four = cuatro, five = cinco, six = seis, seven = siete,
    eight = ocho, nine = nueve, ten = diez, eleven = once, twelve = doce, thirteen = trece, fourteen = catorce,
    fifteen = quince, sixteen = dieciséis, seventeen = diecisiete, eighteen = dieciocho, nineteen = diecinueve,
    twenty = veinte"""
)


@dataclass(frozen=True)
class Animal:
    """Facts about an animal. Plurals are given for both languages; ``gender`` is that of the Spanish noun.

    ``size`` orders the animals from the smallest (1) up; only clearly different sizes are ever compared.
    """

    en: str
    en_plural: str
    es: str
    es_plural: str
    gender: str
    size: int
    legs: int
    group: tuple[str, str]
    cover: tuple[str, str]
    home: tuple[str, str]
    food: tuple[str, str]
    moves: tuple[str, str]
    young: tuple[str, str] | None = None
    sound: tuple[str, str] | None = None

    @property
    def word(self) -> Word:
        return Word(self.en, self.es, self.gender)


_MAMMAL = ("mammal", "mamífero")
_BIRD = ("bird", "ave")
_REPTILE = ("reptile", "reptil")
_INSECT = ("insect", "insecto")
_FISH = ("fish", "pez")
_AMPHIBIAN = ("amphibian", "anfibio")
_FUR = ("soft fur", "pelo suave")
_HAIR = ("short hair", "pelo corto")
_FEATHERS = ("feathers", "plumas")
_SCALES = ("scales", "escamas")
_SMOOTH = ("smooth skin", "piel lisa")
_THICK = ("thick skin", "piel gruesa")
_ON_A_FARM = ("on a farm", "en la granja")
_IN_THE_FOREST = ("in the forest", "en el bosque")
_IN_THE_SEA = ("in the sea", "en el mar")
_WITH_PEOPLE = ("with people", "con las personas")
_FLY = ("fly", "volar")
_SWIM = ("swim", "nadar")
_RUN = ("run fast", "correr muy rápido")
_CLIMB = ("climb trees", "trepar a los árboles")
_JUMP = ("jump far", "saltar lejos")
_WALK = ("walk far", "caminar mucho")
_GRASS = ("grass", "hierba")
_SEEDS = ("seeds", "semillas")
_INSECTS = ("insects", "insectos")
_MEAT = ("meat", "carne")

ANIMALS = (
    Animal("dog", "dogs", "perro", "perros", "m", 5, 4, _MAMMAL, ("hair", "pelo"), _WITH_PEOPLE, _MEAT, _RUN,
           ("puppy", "cachorro"), ("barks", "ladra")),
    Animal("cat", "cats", "gato", "gatos", "m", 4, 4, _MAMMAL, _FUR, _WITH_PEOPLE, ("meat and fish", "carne y pescado"),
           _CLIMB, ("kitten", "gatito"), ("meows", "maúlla")),
    Animal("cow", "cows", "vaca", "vacas", "f", 8, 4, _MAMMAL, _HAIR, _ON_A_FARM, _GRASS, _WALK,
           ("calf", "ternero"), ("moos", "muge")),
    Animal("horse", "horses", "caballo", "caballos", "m", 8, 4, _MAMMAL, _HAIR, _ON_A_FARM, _GRASS, _RUN,
           ("foal", "potro"), ("neighs", "relincha")),
    Animal("sheep", "sheep", "oveja", "ovejas", "f", 6, 4, _MAMMAL, ("wool", "lana"), _ON_A_FARM, _GRASS, _WALK,
           ("lamb", "cordero"), ("bleats", "bala")),
    Animal("hen", "hens", "gallina", "gallinas", "f", 4, 2, _BIRD, _FEATHERS, _ON_A_FARM, _SEEDS,
           ("lay eggs", "poner huevos"), ("chick", "pollito"), ("clucks", "cacarea")),
    Animal("duck", "ducks", "pato", "patos", "m", 4, 2, _BIRD, _FEATHERS, ("near lakes", "cerca de los lagos"),
           ("plants and insects", "plantas e insectos"), _SWIM, ("duckling", "patito"), ("quacks", "grazna")),
    Animal("owl", "owls", "búho", "búhos", "m", 4, 2, _BIRD, _FEATHERS, _IN_THE_FOREST, ("mice", "ratones"),
           ("see at night", "ver de noche"), None, ("hoots", "ulula")),
    Animal("eagle", "eagles", "águila", "águilas", "f", 5, 2, _BIRD, _FEATHERS,
           ("in the mountains", "en las montañas"), _MEAT, ("fly very high", "volar muy alto")),
    Animal("penguin", "penguins", "pingüino", "pingüinos", "m", 5, 2, _BIRD, _FEATHERS,
           ("near the cold sea", "cerca del mar frío"), ("fish", "peces"), ("swim very well", "nadar muy bien")),
    Animal("frog", "frogs", "rana", "ranas", "f", 2, 4, _AMPHIBIAN, _SMOOTH, ("near water", "cerca del agua"),
           _INSECTS, _JUMP, ("tadpole", "renacuajo"), ("croaks", "croa")),
    Animal("fox", "foxes", "zorro", "zorros", "m", 5, 4, _MAMMAL, _FUR, _IN_THE_FOREST, ("mice and fruit",
           "ratones y fruta"), _RUN),
    Animal("bear", "bears", "oso", "osos", "m", 8, 4, _MAMMAL, ("thick fur", "pelo espeso"), _IN_THE_FOREST,
           ("fruit, fish and honey", "fruta, peces y miel"), _CLIMB, ("cub", "osezno")),
    Animal("wolf", "wolves", "lobo", "lobos", "m", 6, 4, _MAMMAL, ("thick fur", "pelo espeso"), _IN_THE_FOREST, _MEAT,
           _RUN, ("cub", "lobezno"), ("howls", "aúlla")),
    Animal("rabbit", "rabbits", "conejo", "conejos", "m", 3, 4, _MAMMAL, _FUR,
           ("in a hole in the ground", "en un agujero en la tierra"), ("grass and leaves", "hierba y hojas"), _JUMP),
    Animal("squirrel", "squirrels", "ardilla", "ardillas", "f", 3, 4, _MAMMAL, _FUR, ("in trees", "en los árboles"),
           ("nuts and seeds", "nueces y semillas"), _CLIMB),
    Animal("mouse", "mice", "ratón", "ratones", "m", 2, 4, _MAMMAL, _FUR, ("in small holes", "en agujeros pequeños"),
           _SEEDS, ("run fast", "correr rápido"), None, ("squeaks", "chilla")),
    Animal("bee", "bees", "abeja", "abejas", "f", 1, 6, _INSECT, ("small hairs", "pelos pequeños"),
           ("in a hive", "en una colmena"), ("nectar from flowers", "néctar de las flores"), _FLY, None,
           ("buzzes", "zumba")),
    Animal("ant", "ants", "hormiga", "hormigas", "f", 1, 6, _INSECT, ("a hard cover", "una cubierta dura"),
           ("in an anthill", "en un hormiguero"), ("seeds and leaves", "semillas y hojas"),
           ("carry heavy things", "llevar cosas pesadas")),
    Animal("butterfly", "butterflies", "mariposa", "mariposas", "f", 1, 6, _INSECT, ("coloured wings",
           "alas de colores"), ("in gardens and fields", "en los jardines y los campos"),
           ("nectar from flowers", "néctar de las flores"), _FLY, ("caterpillar", "oruga")),
    Animal("elephant", "elephants", "elefante", "elefantes", "m", 10, 4, _MAMMAL, _THICK,
           ("in Africa and Asia", "en África y en Asia"), ("grass and leaves", "hierba y hojas"), _WALK),
    Animal("lion", "lions", "león", "leones", "m", 8, 4, _MAMMAL, _HAIR, ("in Africa", "en África"), _MEAT, _RUN,
           ("cub", "cachorro"), ("roars", "ruge")),
    Animal("giraffe", "giraffes", "jirafa", "jirafas", "f", 9, 4, _MAMMAL, _HAIR, ("in Africa", "en África"),
           ("leaves", "hojas"), ("reach tall trees", "llegar a los árboles altos")),
    Animal("monkey", "monkeys", "mono", "monos", "m", 5, 4, _MAMMAL, ("hair", "pelo"), ("in warm forests",
           "en los bosques cálidos"), ("fruit and leaves", "fruta y hojas"), _CLIMB),
    Animal("whale", "whales", "ballena", "ballenas", "f", 11, 0, _MAMMAL, _SMOOTH, _IN_THE_SEA,
           ("small sea animals", "animales pequeños del mar"), ("swim very far", "nadar muy lejos"), ("calf",
           "ballenato")),
    Animal("shark", "sharks", "tiburón", "tiburones", "m", 8, 0, _FISH, ("rough skin", "piel áspera"), _IN_THE_SEA,
           ("fish", "peces"), ("swim fast", "nadar rápido")),
    Animal("turtle", "turtles", "tortuga", "tortugas", "f", 4, 4, _REPTILE, ("a hard shell", "un caparazón duro"),
           ("near water", "cerca del agua"), ("plants and small animals", "plantas y animales pequeños"), _SWIM),
    Animal("snake", "snakes", "serpiente", "serpientes", "f", 4, 0, _REPTILE, _SCALES, ("in the fields",
           "en los campos"), ("mice and eggs", "ratones y huevos"), ("move without legs", "moverse sin patas"), None,
           ("hisses", "silba")),
    Animal("camel", "camels", "camello", "camellos", "m", 8, 4, _MAMMAL, ("thick hair", "pelo espeso"),
           ("in the desert", "en el desierto"), ("dry plants", "plantas secas"),
           ("live many days without water", "vivir muchos días sin agua")),
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A job: the Spanish noun for a man and a woman, the activity (third person, present) and the place."""

    en: str
    es_m: str
    es_f: str
    does: tuple[str, str]
    where: tuple[str, str]
    tool: Word


JOBS = (
    Job("baker", "panadero", "panadera", ("makes bread", "hace pan"), ("in a bakery", "en una panadería"),
        Word("oven", "horno", "m")),
    Job("gardener", "jardinero", "jardinera", ("looks after plants", "cuida las plantas"), ("in a garden",
        "en un jardín"), Word("spade", "pala", "f")),
    Job("farmer", "granjero", "granjera", ("grows food", "cultiva alimentos"), ("on a farm", "en una granja"),
        Word("tractor", "tractor", "m")),
    Job("teacher", "maestro", "maestra", ("teaches children", "enseña a los niños"), ("in a school",
        "en una escuela"), Word("book", "libro", "m")),
    Job("doctor", "médico", "médica", ("helps sick people", "ayuda a las personas enfermas"), ("in a hospital",
        "en un hospital"), Word("thermometer", "termómetro", "m")),
    Job("cook", "cocinero", "cocinera", ("makes meals", "prepara comidas"), ("in a kitchen", "en una cocina"),
        Word("pan", "sartén", "f")),
    Job("painter", "pintor", "pintora", ("paints pictures", "pinta cuadros"), ("in a studio", "en un taller"),
        Word("brush", "pincel", "m")),
    Job("carpenter", "carpintero", "carpintera", ("makes things of wood", "hace cosas de madera"), ("in a workshop",
        "en un taller"), Word("saw", "sierra", "f")),
    Job("sailor", "marinero", "marinera", ("travels by sea", "viaja por el mar"), ("on a ship", "en un barco"),
        Word("rope", "cuerda", "f")),
    Job("shepherd", "pastor", "pastora", ("looks after sheep", "cuida las ovejas"), ("in the fields",
        "en el campo"), Word("stick", "bastón", "m")),
    Job("tailor", "sastre", "sastra", ("makes clothes", "hace ropa"), ("in a shop", "en una tienda"),
        Word("needle", "aguja", "f")),
)  # fmt: skip
