"""Facts for questions in conversations: colours, why things happen, what things are for."""

from __future__ import annotations

from gpt_studio.corpora.sample.lexicon import Word

# Things and their colour: the thing (Spanish with its article), and the colour in both languages.
COLOURED = (
    (("the sky", "el cielo"), ("blue", "azul")),
    (("the sea", "el mar"), ("blue", "azul")),
    (("grass", "la hierba"), ("green", "verde")),
    (("a frog", "la rana"), ("green", "verde")),
    (("snow", "la nieve"), ("white", "blanca")),
    (("milk", "la leche"), ("white", "blanca")),
    (("the sun", "el sol"), ("yellow", "amarillo")),
    (("a lemon", "el limón"), ("yellow", "amarillo")),
    (("a banana", "el plátano"), ("yellow", "amarillo")),
    (("a carrot", "la zanahoria"), ("orange", "naranja")),
    (("a strawberry", "la fresa"), ("red", "roja")),
    (("a tomato", "el tomate"), ("red", "rojo")),
    (("coal", "el carbón"), ("black", "negro")),
    (("an elephant", "el elefante"), ("grey", "gris")),
    (("chocolate", "el chocolate"), ("brown", "marrón")),
)
# Why things happen: what happens, and the answer.
WHYS = (
    (("does it rain", "llueve"),
     ("It rains because the clouds are full of water.", "Llueve porque las nubes están llenas de agua.")),
    (("is there day and night", "hay día y noche"),
     ("There is day and night because the Earth turns.", "Hay día y noche porque la Tierra gira.")),
    (("does ice melt", "se derrite el hielo"),
     ("Ice melts because it gets warm.", "El hielo se derrite porque se calienta.")),
    (("do boats float", "flotan los barcos"),
     ("Boats float because they are full of air.", "Los barcos flotan porque están llenos de aire.")),
    (("do we sleep", "dormimos"),
     ("We sleep because we need to rest.", "Dormimos porque necesitamos descansar.")),
    (("do we eat", "comemos"),
     ("We eat because we need strength.", "Comemos porque necesitamos fuerza.")),
    (("do bees go to the flowers", "van las abejas a las flores"),
     ("Bees go to the flowers to make honey.", "Las abejas van a las flores para hacer miel.")),
    (("does the moon shine", "brilla la luna"),
     ("The moon shines because the sun lights it.", "La luna brilla porque el sol la ilumina.")),
)  # fmt: skip
# What things are for. The question names the thing with its article.
USES = (
    (Word("key", "llave", "f"), ("to open a door", "abrir una puerta")),
    (Word("lamp", "lámpara", "f"), ("to have light at night", "tener luz por la noche")),
    (Word("spoon", "cuchara", "f"), ("to eat soup", "comer sopa")),
    (Word("book", "libro", "m"), ("to read and to learn", "leer y aprender")),
    (Word("pencil", "lápiz", "m"), ("to write and to draw", "escribir y dibujar")),
    (Word("bed", "cama", "f"), ("to sleep", "dormir")),
    (Word("boat", "barco", "m"), ("to travel on the water", "viajar por el agua")),
    (Word("bridge", "puente", "m"), ("to cross a river", "cruzar un río")),
    (Word("clock", "reloj", "m"), ("to know the time", "saber la hora")),
    (Word("coat", "abrigo", "m"), ("to keep warm", "no tener frío")),
)
