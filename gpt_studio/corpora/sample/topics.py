"""Short factual texts by topic, in English and in Spanish.

A topic is a sequence of beats. Each beat is a choice of patterns; one that begins with "" may be left out.
"""

from __future__ import annotations

from gpt_studio.corpora.sample.plot import Beat

Topic = tuple[tuple[Beat, ...], tuple[Beat, ...]]

RAIN: Topic = (
    (
        ("Rain is water that falls from the clouds.", "When it rains, water falls from the clouds."),
        (
            "The sun warms the water of the sea, and a part of it [goes up|rises] into the air.",
            "The warm sun turns some water of the sea into vapour.",
        ),
        ("High in the sky it is cold, and there the water makes clouds.", "Up in the cold sky it turns into clouds."),
        (
            "",
            "When the drops are heavy, they fall as rain.",
            "The drops grow until they are too heavy, and then they fall.",
        ),
        ("Plants need the rain to grow.", "The rain fills the rivers, and the rivers go back to the sea."),
    ),
    (
        ("La lluvia es agua que cae de las nubes.", "Cuando llueve, cae agua de las nubes."),
        (
            "El sol calienta el agua del mar, y una parte [sube al|se va al] aire.",
            "El calor del sol convierte en vapor una parte del agua del mar.",
        ),
        (
            "En lo alto del cielo hace frío, y allí el agua forma nubes.",
            "Arriba, en el cielo frío, se forman las nubes.",
        ),
        (
            "",
            "Cuando las gotas pesan mucho, caen en forma de lluvia.",
            "Las gotas crecen hasta que pesan demasiado, y entonces caen.",
        ),
        ("Las plantas necesitan la lluvia para crecer.", "La lluvia llena los ríos, y los ríos vuelven al mar."),
    ),
)
DAY: Topic = (
    (
        ("The Earth is round, like a ball, and it turns.", "Our Earth turns all the time, but we do not feel it."),
        ("It takes one day to turn once.", "It turns once every twenty-four hours."),
        ("Where the sun shines on it, it is day.", "On the side that looks at the sun, it is day."),
        ("On the other side it is night.", "On the side that is turned away, it is night."),
        (
            "",
            "That is why the sun seems to rise in the morning and to set in the evening.",
            "In the morning the sun comes up in the east, and in the evening it goes down in the west.",
        ),
    ),
    (
        ("La Tierra es redonda, como una pelota, y gira.", "Nuestra Tierra gira todo el tiempo, pero no lo sentimos."),
        ("Tarda un día en dar una vuelta.", "Da una vuelta cada veinticuatro horas."),
        ("Donde le da el sol, es de día.", "En el lado que mira al sol, es de día."),
        ("En el otro lado es de noche.", "En el lado que no mira al sol, es de noche."),
        (
            "",
            "Por eso parece que el sol sale por la mañana y se pone por la tarde.",
            "Por la mañana el sol sale por el este, y por la tarde se pone por el oeste.",
        ),
    ),
)
SEASONS: Topic = (
    (
        (
            "A year has four seasons: spring, summer, autumn and winter.",
            "There are four seasons in a year: spring, summer, autumn and winter.",
        ),
        ("In spring the flowers open and the birds build their nests.", "In spring the trees have new leaves."),
        ("In summer it is hot and the days are long.", "Summer is the hottest season, and the days are long."),
        ("In autumn the leaves turn yellow and fall.", "In autumn many trees lose their leaves."),
        ("In winter it is cold and the nights are long.", "Winter is the coldest season, and sometimes it snows."),
        ("", "After the winter, the spring comes again."),
    ),
    (
        (
            "El año tiene cuatro estaciones: primavera, verano, otoño e invierno.",
            "Hay cuatro estaciones en un año: la primavera, el verano, el otoño y el invierno.",
        ),
        (
            "En primavera se abren las flores y los pájaros hacen sus nidos.",
            "En primavera los árboles tienen hojas nuevas.",
        ),
        (
            "En verano hace calor y los días son largos.",
            "El verano es la estación más caliente, y los días son largos.",
        ),
        ("En otoño las hojas se ponen amarillas y caen.", "En otoño muchos árboles pierden las hojas."),
        ("En invierno hace frío y las noches son largas.", "El invierno es la estación más fría, y a veces nieva."),
        ("", "Después del invierno vuelve la primavera."),
    ),
)
BREAD: Topic = (
    (
        ("Bread is made from flour, water and a little salt.", "To make bread you need flour, water, yeast and salt."),
        ("Flour comes from wheat, which grows in the fields.", "The flour is made from wheat."),
        (
            "The baker mixes everything and waits until it grows.",
            "First everything is mixed, and then it must rest for some time.",
        ),
        ("Then the bread goes into the hot oven.", "After that it is baked in a hot oven."),
        ("", "Fresh bread smells very good.", "When it is golden, the bread is ready."),
    ),
    (
        (
            "El pan se hace con harina, agua y un poco de sal.",
            "Para hacer pan se necesitan harina, agua, levadura y sal.",
        ),
        ("La harina viene del trigo, que crece en el campo.", "La harina se hace con trigo."),
        (
            "El panadero lo mezcla todo y espera hasta que crece.",
            "Primero se mezcla todo, y después hay que dejarlo descansar.",
        ),
        ("Después el pan entra en el horno caliente.", "Luego se cuece en un horno caliente."),
        ("", "El pan recién hecho huele muy bien.", "Cuando está dorado, el pan está listo."),
    ),
)
MILK: Topic = (
    (
        ("Milk comes from cows, goats and sheep.", "Cows give us milk."),
        ("Cheese, butter and yogurt are made from milk.", "From milk we make cheese and butter."),
        ("A cow eats grass and drinks a lot of water.", "A cow needs grass and water to give milk."),
        ("", "A small calf drinks the milk of its mother.", "Milk is white and good for the bones."),
    ),
    (
        ("La leche viene de las vacas, las cabras y las ovejas.", "Las vacas nos dan leche."),
        ("El queso, la mantequilla y el yogur se hacen con leche.", "Con la leche hacemos queso y mantequilla."),
        ("La vaca come hierba y bebe mucha agua.", "Una vaca necesita hierba y agua para dar leche."),
        ("", "El ternero pequeño bebe la leche de su madre.", "La leche es blanca y buena para los huesos."),
    ),
)
HONEY: Topic = (
    (
        ("Honey is made by bees.", "Bees make honey."),
        (
            "They fly from flower to flower and collect a sweet juice called nectar.",
            "In the flowers they find nectar, a sweet juice.",
        ),
        ("They take it to the hive, where many bees live together.", "In the hive they turn it into honey."),
        ("", "In the hive there is one queen.", "A hive has one queen and thousands of workers."),
        ("Bees also help the plants to make fruit.", "Without bees there would be less fruit."),
    ),
    (
        ("La miel la hacen las abejas.", "Las abejas hacen la miel."),
        (
            "Vuelan de flor en flor y recogen un jugo dulce que se llama néctar.",
            "En las flores encuentran el néctar, un jugo dulce.",
        ),
        ("Lo llevan a la colmena, donde viven muchas abejas juntas.", "En la colmena lo convierten en miel."),
        ("", "En la colmena hay una reina.", "Una colmena tiene una reina y miles de obreras."),
        ("Las abejas también ayudan a las plantas a dar fruta.", "Sin abejas habría menos fruta."),
    ),
)
SEED: Topic = (
    (
        ("A plant begins as a seed.", "Inside a seed there is a very small plant."),
        ("The seed needs water and warm earth to open.", "With water and a little warmth, the seed opens."),
        (
            "First the root grows down, and then the stem grows up.",
            "The root goes down to look for water, and the stem goes up to look for light.",
        ),
        (
            "The leaves use the light of the sun to make food for the plant.",
            "With their leaves, plants make food from light, air and water.",
        ),
        ("", "Later come the flowers, the fruit and new seeds.", "When it is big, it gives flowers and new seeds."),
    ),
    (
        ("Una planta empieza como una semilla.", "Dentro de una semilla hay una planta muy pequeña."),
        (
            "La semilla necesita agua y tierra caliente para abrirse.",
            "Con agua y un poco de calor, la semilla se abre.",
        ),
        (
            "Primero la raíz crece hacia abajo, y después el tallo crece hacia arriba.",
            "La raíz baja a buscar agua, y el tallo sube a buscar la luz.",
        ),
        (
            "Las hojas usan la luz del sol para hacer el alimento de la planta.",
            "Con sus hojas, las plantas hacen su alimento con luz, aire y agua.",
        ),
        (
            "",
            "Más tarde llegan las flores, los frutos y las semillas nuevas.",
            "Cuando es grande, da flores y semillas nuevas.",
        ),
    ),
)
ICE: Topic = (
    (
        ("Ice is frozen water.", "When water is very cold, it turns into ice."),
        ("When ice gets warm, it melts and is water again.", "In the sun, ice melts and turns into water."),
        ("When water boils, it turns into vapour.", "If we heat water a lot, it boils and turns into vapour."),
        ("", "Ice is lighter than water, so it floats.", "That is why we see vapour over a hot soup."),
    ),
    (
        ("El hielo es agua congelada.", "Cuando el agua está muy fría, se convierte en hielo."),
        (
            "Cuando el hielo se calienta, se derrite y vuelve a ser agua.",
            "Al sol, el hielo se derrite y se convierte en agua.",
        ),
        (
            "Cuando el agua hierve, se convierte en vapor.",
            "Si calentamos mucho el agua, hierve y se convierte en vapor.",
        ),
        ("", "El hielo pesa menos que el agua, y por eso flota.", "Por eso vemos vapor sobre una sopa caliente."),
    ),
)
MOON: Topic = (
    (
        ("The moon goes around the Earth.", "The moon is the neighbour of the Earth."),
        (
            "It has no light of its own: it shines because the sun lights it.",
            "It shines at night because the light of the sun falls on it.",
        ),
        (
            "Sometimes it looks round, and sometimes it looks like a thin smile.",
            "Some nights we see all of it, and some nights only a part.",
        ),
        ("", "It takes about a month to go around the Earth.", "There is no air on the moon."),
        ("", "The sun is a star, and it is much bigger than the moon.", "Some people have walked on the moon."),
    ),
    (
        ("La luna da vueltas alrededor de la Tierra.", "La luna es la vecina de la Tierra."),
        ("No tiene luz propia: brilla porque el sol la ilumina.", "Brilla de noche porque recibe la luz del sol."),
        (
            "A veces parece redonda, y a veces parece una sonrisa fina.",
            "Algunas noches la vemos entera, y otras solo vemos una parte.",
        ),
        ("", "Tarda más o menos un mes en dar la vuelta a la Tierra.", "En la luna no hay aire."),
        (
            "",
            "El sol es una estrella, y es mucho más grande que la luna.",
            "Algunas personas han caminado sobre la luna.",
        ),
    ),
)
RIVER: Topic = (
    (
        ("A river begins in the mountains.", "Many rivers are born high in the mountains."),
        ("The water comes from the rain and the snow.", "It is made of rain and melted snow."),
        ("The river runs down through valleys and villages.", "On its way, other small rivers join it."),
        ("At last it comes to the sea.", "At the end, most rivers reach the sea."),
        (
            "",
            "The water of a river is fresh, but the water of the sea is salty.",
            "Fish, frogs and ducks live in rivers.",
        ),
    ),
    (
        ("Un río empieza en las montañas.", "Muchos ríos nacen en lo alto de las montañas."),
        ("El agua viene de la lluvia y de la nieve.", "Su agua es lluvia y nieve derretida."),
        ("El río baja por valles y pueblos.", "En su camino se le unen otros ríos pequeños."),
        ("Al final llega al mar.", "Al final, casi todos los ríos llegan al mar."),
        (
            "",
            "El agua de los ríos es dulce, pero el agua del mar es salada.",
            "En los ríos viven peces, ranas y patos.",
        ),
    ),
)
RAINBOW: Topic = (
    (
        (
            "A rainbow appears when there is sun and rain at the same time.",
            "When the sun shines through the rain, we can see a rainbow.",
        ),
        (
            "The drops of water divide the light into colours.",
            "The light of the sun is made of many colours, and the drops divide it.",
        ),
        (
            "We see red, orange, yellow, green, blue and violet.",
            "Its colours are red, orange, yellow, green, blue and violet.",
        ),
        ("", "To see it, the sun must be behind you.", "Red is on the outside and violet on the inside."),
    ),
    (
        (
            "El arcoíris aparece cuando hay sol y lluvia al mismo tiempo.",
            "Cuando el sol brilla entre la lluvia, podemos ver el arcoíris.",
        ),
        (
            "Las gotas de agua dividen la luz en colores.",
            "La luz del sol está hecha de muchos colores, y las gotas la dividen.",
        ),
        (
            "Vemos rojo, naranja, amarillo, verde, azul y violeta.",
            "Sus colores son rojo, naranja, amarillo, verde, azul y violeta.",
        ),
        ("", "Para verlo, el sol tiene que estar detrás de ti.", "El rojo está por fuera y el violeta por dentro."),
    ),
)
SENSES: Topic = (
    (
        ("We have five senses.", "With our five senses we know the world."),
        ("We see with our eyes and hear with our ears.", "The eyes are for seeing and the ears are for hearing."),
        (
            "We smell with the nose and taste with the tongue.",
            "With the nose we smell a flower, and with the tongue we taste an apple.",
        ),
        ("With the skin we feel heat and cold.", "With the skin we know if something is soft or hard."),
        ("", "Cats see better than we do when there is little light.", "Dogs smell much better than people."),
    ),
    (
        ("Tenemos cinco sentidos.", "Con los cinco sentidos conocemos el mundo."),
        ("Vemos con los ojos y oímos con los oídos.", "Los ojos sirven para ver y los oídos sirven para oír."),
        (
            "Olemos con la nariz y saboreamos con la lengua.",
            "Con la nariz olemos una flor, y con la lengua saboreamos una manzana.",
        ),
        ("Con la piel sentimos el calor y el frío.", "Con la piel sabemos si algo es blando o duro."),
        (
            "",
            "Los gatos ven mejor que nosotros cuando hay poca luz.",
            "Los perros huelen mucho mejor que las personas.",
        ),
    ),
)
TREE: Topic = (
    (
        (
            "A tree has roots, a trunk, branches and leaves.",
            "The parts of a tree are the roots, the trunk, the branches and the leaves.",
        ),
        ("The roots drink water from the earth.", "With its roots it takes water from the earth."),
        ("The trunk is made of wood.", "Its trunk is hard, because it is made of wood."),
        ("Paper, tables and chairs are made of wood.", "From wood we make tables, doors and paper."),
        ("", "Trees clean the air and give us shade.", "Birds and squirrels live in its branches."),
        ("", "Some trees live for hundreds of years."),
    ),
    (
        (
            "Un árbol tiene raíces, tronco, ramas y hojas.",
            "Las partes de un árbol son las raíces, el tronco, las ramas y las hojas.",
        ),
        ("Las raíces beben agua de la tierra.", "Con las raíces toma agua de la tierra."),
        ("El tronco es de madera.", "Su tronco es duro, porque es de madera."),
        ("El papel, las mesas y las sillas se hacen con madera.", "Con la madera hacemos mesas, puertas y papel."),
        ("", "Los árboles limpian el aire y nos dan sombra.", "En sus ramas viven pájaros y ardillas."),
        ("", "Algunos árboles viven cientos de años."),
    ),
)
SHADOW: Topic = (
    (
        (
            "A shadow is a dark place where the light does not reach.",
            "When something stops the light, there is a shadow behind it.",
        ),
        ("In the morning and in the evening shadows are long.", "When the sun is low, shadows are long."),
        ("At noon, when the sun is high, they are short.", "In the middle of the day they are short."),
        (
            "",
            "At night there is no sun, but a lamp can make shadows too.",
            "With your hands and a lamp you can make shadow animals on the wall.",
        ),
    ),
    (
        ("Una sombra es un lugar oscuro donde no llega la luz.", "Cuando algo detiene la luz, hay una sombra detrás."),
        ("Por la mañana y por la tarde las sombras son largas.", "Cuando el sol está bajo, las sombras son largas."),
        ("A mediodía, cuando el sol está alto, son cortas.", "En mitad del día son cortas."),
        (
            "",
            "De noche no hay sol, pero una lámpara también puede hacer sombras.",
            "Con las manos y una lámpara puedes hacer sombras de animales en la pared.",
        ),
    ),
)
WIND: Topic = (
    (
        ("Wind is air that moves.", "When the air moves, we call it wind."),
        ("We cannot see it, but we can feel it.", "Nobody sees the wind, but everybody feels it."),
        (
            "It moves the clouds, the leaves and the sails of the boats.",
            "It carries clouds and seeds from one place to another.",
        ),
        ("With a mill, the wind can do work.", "A windmill uses it to make flour or electricity."),
        ("", "A kite needs wind to fly."),
    ),
    (
        ("El viento es aire que se mueve.", "Cuando el aire se mueve, lo llamamos viento."),
        ("No podemos verlo, pero podemos sentirlo.", "Nadie ve el viento, pero todos lo sienten."),
        ("Mueve las nubes, las hojas y las velas de los barcos.", "Lleva las nubes y las semillas de un lugar a otro."),
        ("Con un molino, el viento puede trabajar.", "Un molino lo usa para hacer harina o electricidad."),
        ("", "Una cometa necesita viento para volar."),
    ),
)
WEEK: Topic = (
    (
        ("A week has seven days.", "There are seven days in a week."),
        (
            "They are Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday.",
            "The first is Monday, and then come Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday.",
        ),
        ("A year has twelve months.", "There are twelve months in a year."),
        (
            "",
            "The first month is January and the last one is December.",
            "A day has twenty-four hours, and an hour has sixty minutes.",
        ),
    ),
    (
        ("Una semana tiene siete días.", "Hay siete días en una semana."),
        (
            "Son lunes, martes, miércoles, jueves, viernes, sábado y domingo.",
            "El primero es el lunes, y después vienen martes, miércoles, jueves, viernes, sábado y domingo.",
        ),
        ("Un año tiene doce meses.", "Hay doce meses en un año."),
        (
            "",
            "El primer mes es enero y el último es diciembre.",
            "Un día tiene veinticuatro horas, y una hora tiene sesenta minutos.",
        ),
    ),
)
BOAT: Topic = (
    (
        ("A boat floats because it pushes the water away.", "A boat of wood floats on the water."),
        (
            "A small stone sinks, but a big boat does not, because it is full of air.",
            "Inside a big ship there is a lot of air, so it does not sink.",
        ),
        (
            "Some boats use oars, others use the wind, and others have an engine.",
            "A boat can move with oars, with sails or with an engine.",
        ),
        (
            "",
            "At night, a lighthouse shows the boats where the coast is.",
            "A sailor looks at the stars to find the way.",
        ),
    ),
    (
        ("Un barco flota porque empuja el agua.", "Un barco de madera flota en el agua."),
        (
            "Una piedra pequeña se hunde, pero un barco grande no, porque está lleno de aire.",
            "Dentro de un barco grande hay mucho aire, y por eso no se hunde.",
        ),
        (
            "Algunos barcos usan remos, otros usan el viento y otros tienen motor.",
            "Un barco puede moverse con remos, con velas o con motor.",
        ),
        (
            "",
            "De noche, un faro enseña a los barcos dónde está la costa.",
            "Un marinero mira las estrellas para encontrar el camino.",
        ),
    ),
)
TOPICS: tuple[Topic, ...] = (
    RAIN, DAY, SEASONS, BREAD, MILK, HONEY, SEED, ICE, MOON, RIVER, RAINBOW, SENSES, TREE, SHADOW, WIND, WEEK, BOAT,
)  # fmt: skip
