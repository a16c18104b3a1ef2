"""Facts for questions in conversations: colours, where things come from, why things happen, what things are for."""

from __future__ import annotations

from gpt_studio.corpora.sample.lexicon import Word

# Things and their colour: the thing (Spanish with its article), and the colour in both languages.
COLOURED = (
    (("the sky", "el cielo"), ("blue", "azul")),
    (("grass", "la hierba"), ("green", "verde")),
    (("snow", "la nieve"), ("white", "blanca")),
    (("milk", "la leche"), ("white", "blanca")),
    (("a lemon", "el limón"), ("yellow", "amarillo")),
    (("a carrot", "la zanahoria"), ("orange", "naranja")),
    (("a strawberry", "la fresa"), ("red", "roja")),
    (("a ripe tomato", "el tomate maduro"), ("red", "rojo")),
    (("coal", "el carbón"), ("black", "negro")),
    (("chocolate", "el chocolate"), ("brown", "marrón")),
    (("an elephant", "el elefante"), ("grey", "gris")),
    (("a frog", "la rana"), ("often green", "casi siempre verde")),
    (("the sun in a drawing", "el sol en un dibujo"), ("yellow", "amarillo")),
    (("a leaf in spring", "una hoja en primavera"), ("green", "verde")),
    (("a leaf in autumn", "una hoja en otoño"), ("yellow or brown", "amarilla o marrón")),
    (("a ripe banana", "el plátano maduro"), ("yellow", "amarillo")),
    (("the sea on a sunny day", "el mar en un día de sol"), ("blue", "azul")),
    (("a cloud before the rain", "una nube antes de la lluvia"), ("grey", "gris")),
)
# Where things come from: the thing with its verb, and the answer, in both languages.
ORIGINS = (
    (
        ("milk", "la leche"),
        ("Milk comes from cows, goats and sheep.", "La leche viene de las vacas, las cabras y las ovejas."),
    ),
    (("honey", "la miel"), ("Honey comes from bees.", "La miel viene de las abejas.")),
    (("wool", "la lana"), ("Wool comes from sheep.", "La lana viene de las ovejas.")),
    (("wood", "la madera"), ("Wood comes from trees.", "La madera viene de los árboles.")),
    (("flour", "la harina"), ("Flour comes from wheat.", "La harina viene del trigo.")),
    (("cheese", "el queso"), ("Cheese is made from milk.", "El queso se hace con leche.")),
    (("bread", "el pan"), ("Bread is made from flour and water.", "El pan se hace con harina y agua.")),
    (("paper", "el papel"), ("Paper is made from wood.", "El papel se hace con madera.")),
    (
        ("chocolate", "el chocolate"),
        ("Chocolate is made from cocoa beans.", "El chocolate se hace con granos de cacao."),
    ),
    (("rain", "la lluvia"), ("Rain comes from the clouds.", "La lluvia viene de las nubes.")),
    (("an egg", "el huevo"), ("The eggs we eat come from hens.", "Los huevos que comemos vienen de las gallinas.")),
)
# Why things happen.
WHYS = (
    (("Why does it rain?", "¿Por qué llueve?"),
     ("It rains because the drops in the clouds become heavy and fall.",
      "Llueve porque las gotas de las nubes pesan mucho y caen.")),
    (("Why is there day and night?", "¿Por qué hay día y noche?"),
     ("There is day and night because the Earth turns. Where the sun shines, it is day.",
      "Hay día y noche porque la Tierra gira. Donde da el sol, es de día.")),
    (("Why does ice melt?", "¿Por qué se derrite el hielo?"),
     ("Ice melts because it gets warm and turns into water.",
      "El hielo se derrite porque se calienta y se convierte en agua.")),
    (("Why do boats float?", "¿Por qué flotan los barcos?"),
     ("Boats float because they are full of air and push the water away.",
      "Los barcos flotan porque están llenos de aire y empujan el agua.")),
    (("Why do plants need the sun?", "¿Por qué las plantas necesitan el sol?"),
     ("Plants need the sun because they make their food with its light.",
      "Las plantas necesitan el sol porque hacen su alimento con su luz.")),
    (("Why does the moon shine?", "¿Por qué brilla la luna?"),
     ("The moon shines because the light of the sun falls on it.",
      "La luna brilla porque recibe la luz del sol.")),
    (("Why do we sleep?", "¿Por qué dormimos?"),
     ("We sleep because the body and the head need to rest.",
      "Dormimos porque el cuerpo y la cabeza necesitan descansar.")),
    (("Why do bees go to the flowers?", "¿Por qué van las abejas a las flores?"),
     ("Bees go to the flowers to find nectar, and with it they make honey.",
      "Las abejas van a las flores a buscar néctar, y con él hacen miel.")),
    (("Why do some birds fly south in autumn?", "¿Por qué algunas aves vuelan al sur en otoño?"),
     ("Some birds fly south because the winter there is warmer and there is more food.",
      "Algunas aves vuelan al sur porque allí el invierno es más cálido y hay más comida.")),
    (("Why do we wear a coat in winter?", "¿Por qué usamos abrigo en invierno?"),
     ("We wear a coat in winter because it is cold, and the coat keeps us warm.",
      "Usamos abrigo en invierno porque hace frío, y el abrigo nos da calor.")),
)  # fmt: skip
# What things are for. The question names the thing with its article.
USES = (
    (Word("key", "llave", "f"), ("to open a door", "abrir una puerta")),
    (Word("umbrella", "paraguas", "m"), ("to stay dry in the rain", "no mojarse cuando llueve")),
    (Word("lamp", "lámpara", "f"), ("to have light at night", "tener luz por la noche")),
    (Word("spoon", "cuchara", "f"), ("to eat soup", "comer sopa")),
    (Word("book", "libro", "m"), ("to read and to learn", "leer y aprender")),
    (Word("pencil", "lápiz", "m"), ("to write and to draw", "escribir y dibujar")),
    (Word("bed", "cama", "f"), ("to sleep", "dormir")),
    (Word("boat", "barco", "m"), ("to travel on the water", "viajar por el agua")),
    (Word("bridge", "puente", "m"), ("to cross a river", "cruzar un río")),
    (Word("clock", "reloj", "m"), ("to know what time it is", "saber qué hora es")),
    (Word("basket", "cesta", "f"), ("to carry things", "llevar cosas")),
    (Word("cup", "taza", "f"), ("to drink", "beber")),
    (Word("coat", "abrigo", "m"), ("to keep warm", "no tener frío")),
    (Word("ladder", "escalera", "f"), ("to climb up to high places", "subir a lugares altos")),
    (Word("window", "ventana", "f"), ("to let in light and air", "dejar entrar la luz y el aire")),
)
