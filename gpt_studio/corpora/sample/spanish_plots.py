"""The plots in Spanish."""

from __future__ import annotations

from gpt_studio.corpora.sample.people import BRUNO, CLARA, HUGO, LEO, LOLA, LUNA, MAX, NORA, OTTO, RITA
from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

INTRO = (
    "Había una vez {hero.un_trait} que se llamaba {hero}. {hero} vivía {hero.home}.",
    "Había una vez {hero.un_trait} llamad{hero.o} {hero}. Vivía {hero.home}.",
    "{hero} era {hero.un_trait} que vivía {hero.home}.",
    "Érase una vez {hero.un_trait} que se llamaba {hero}. Vivía {hero.home}.",
    "Hace mucho tiempo, {hero.home}, vivía {hero.un_trait} llamad{hero.o} {hero}.",
)
END = (
    "Aquella noche {hero} durmió muy tranquil{hero.o}.",
    "{hero} volvió a casa muy content{hero.o}.",
    "Fue el mejor día del año para {hero}.",
)

LOST = Plot(
    LOLA,
    ("forgetful", "curious"),
    (
        INTRO,
        (
            "{hero} tenía {thing.un} y {thing.lo} llevaba a todas partes.",
            "{hero} tenía {thing.un} y {thing.lo} quería mucho.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} no encontró su {thing}.",
            "{when}, {hero} se despertó y su {thing} no estaba allí.",
        ),
        (
            "{hero} buscó {spot}, pero su {thing} no estaba allí. Buscó {spot2}, pero tampoco estaba allí.",
            "{hero} buscó {spot} y {spot2}, pero no encontró su {thing}.",
        ),
        ("{hero} estaba muy preocupad{hero.o}.", "{hero} se sentó, porque estaba cansad{hero.o} y triste."),
        (
            'Entonces llegó {friend.un}. "¿Por qué estás triste, {hero}?", preguntó {friend.el}. "He perdido mi {thing}", '
            "dijo {hero}.",
            'Entonces {hero} vio a {friend.un}. "¿Has visto mi {thing}?", preguntó {hero}. "No", dijo {friend.el}, "pero '
            'puedo ayudarte, {hero}".',
        ),
        PARAGRAPH,
        (
            '"¿Dónde estuviste ayer?", preguntó {friend.el}. "Estuve {spot3}", dijo {hero}.',
            '"Vamos a buscar {spot3}, {hero}", dijo {friend.el}.',
        ),
        (
            "{hero} y {friend.el} corrieron hasta allí, y {thing.el_full} estaba {spot3}.",
            "{hero} y {friend.el} buscaron {spot3}, y allí estaba {thing.el_full}.",
        ),
        (
            '"¡Gracias!", dijo {hero}, y abrazó a {friend.el}.',
            "{hero} estaba tan content{hero.o} que bailó con {friend.el}.",
        ),
        (
            "Desde aquel día, {hero} siempre pone su {thing} en su sitio.",
            "Ahora {hero} sabe que cada cosa necesita su sitio.",
        ),
    ),
)
GIFT = Plot(
    CLARA,
    ("generous", "kind"),
    (
        INTRO,
        (
            "{when}, {hero} quiso regalar {thing.un} a su {elder}.",
            "{when}, {hero} recordó el cumpleaños de su {elder} y quiso comprar {thing.un}.",
        ),
        PARAGRAPH,
        (
            "{hero} fue al mercado. Allí había {thing.un}, pero {hero} no tenía monedas.",
            "En el mercado {hero} vio {thing.un}, pero no tenía monedas.",
        ),
        (
            '"Puedo trabajar", dijo {hero}.',
            'Entonces {hero} tuvo una idea. "Puedo trabajar", dijo.',
        ),
        (
            "{friend.un} necesitaba ayuda en el jardín, así que {hero} trabajó allí todo el día.",
            "{hero} llevó agua para {friend.un} todo el día.",
        ),
        (
            '"Has trabajado muy bien, {hero}", dijo {friend.el}, y le dio diez monedas.',
            '"Gracias, {hero}", dijo {friend.el}, y le dio diez monedas.',
        ),
        (
            "{hero} estaba cansad{hero.o}, pero corrió al mercado y compró {thing.el_full}.",
            "Así {hero} pudo comprar {thing.el_full}.",
        ),
        PARAGRAPH,
        (
            "Por la noche, {hero} le dio {thing.el} a su {elder}.",
            '"Esto es para ti", dijo {hero}, y le dio {thing.el} a su {elder}.',
        ),
        (
            '"Es el mejor regalo de todos, {hero}", dijo su {elder}.',
            "Su {elder} sonrió y le dio a {hero} un gran abrazo.",
        ),
        END,
    ),
)
PROUD = Plot(
    OTTO,
    ("proud", "stubborn"),
    (
        INTRO,
        (
            '"No necesito ayuda", decía siempre {hero}.',
            "{hero} lo hacía todo sol{hero.o} y nunca pedía ayuda.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} encontró {heavy.un} muy grande {spot}. {hero} quería llevar {heavy.el} a casa.",
            "{when}, {hero} tenía que llevar {heavy.un} muy grande al mercado.",
        ),
        (
            "{hero} tiró y tiró, pero {heavy.el} no se movió.",
            "{hero} empujó y empujó, pero {heavy.el} pesaba demasiado.",
        ),
        (
            'Entonces llegó {friend.un}. "¿Te ayudo, {hero}?", preguntó {friend.el}. "No, gracias", dijo {hero}. "Puedo '
            'hacerlo sol{hero.o}."',
        ),
        (
            "{hero} lo intentó otra vez y se cayó al suelo. Estaba muy cansad{hero.o}.",
            "{hero} lo intentó otra vez, pero estaba demasiado cansad{hero.o}.",
        ),
        PARAGRAPH,
        (
            '"Todos necesitamos ayuda, {hero}", dijo {friend.el}.',
            '"Con ayuda es más fácil, {hero}", dijo {friend.el}.',
        ),
        ('"Tienes razón", dijo {hero}. "Ayúdame, por favor."',),
        (
            "{hero} tiró, {friend.el} empujó, y {heavy.el} se movió.",
            "{hero} y {friend.el} tiraron a la vez, y {heavy.el} se movió.",
        ),
        (
            "Ahora {hero} pide ayuda cuando la necesita.",
            '"Gracias", dijo {hero}. "Yo sol{hero.o} no podía."',
        ),
    ),
)
TRAPPED = Plot(
    LUNA,
    ("curious", "kind"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} oyó un ruido extraño {spot}.",
            "{when}, {hero} volvía a casa cuando oyó un grito {spot}.",
        ),
        (
            "{hero} estaba un poco asustad{hero.o}, pero fue a mirar.",
            '"¿Quién está ahí?", preguntó {hero}, y fue a mirar.',
        ),
        ("{hero} vio {small.un} en {trap.un}. {small.el} no podía salir.",),
        (
            '"No tengas miedo", dijo {hero}. "Voy a ayudarte."',
            '"¡Pobre {small}!", dijo {hero}. "Voy a ayudarte."',
        ),
        (
            "{hero} abrió {trap.el} con cuidado, y {small.el} pudo salir.",
            "{hero} tiró y tiró hasta abrir {trap.el}, y {small.el} pudo salir.",
        ),
        (
            "",
            "{small.el} tenía hambre, así que {hero} le dio pan.",
            "{small.el} tenía sed, así que {hero} le dio agua.",
        ),
        PARAGRAPH,
        (
            "Al día siguiente {hero} abrió la puerta, y allí estaba {small.el} con {food.un} para {hero}.",
            "Al día siguiente {hero} encontró {food.un} en su puerta. Era un regalo de {small.el}.",
        ),
        (
            "Desde entonces, {small.el} visita a {hero} todos los días.",
            "{hero} estaba muy content{hero.o}, porque ya no estaba sol{hero.o}.",
        ),
    ),
)
SEED = Plot(
    RITA,
    ("patient", "clever"),
    (
        INTRO,
        (
            '{when}, su {elder} le dio a {hero} una semilla. "Será {plant.un}, {hero}", dijo su {elder}.',
            "{when}, {hero} encontró una semilla {spot}. Era la semilla de {plant.un}.",
        ),
        ("{hero} puso la semilla en la tierra y le dio agua.", "{hero} plantó la semilla en su jardín."),
        PARAGRAPH,
        (
            "Al día siguiente {hero} fue a mirar, pero no había nada.",
            "Pasó una semana, pero {hero} no vio nada.",
        ),
        (
            '"Ahí no va a crecer nada, {hero}", dijo {friend.un}.',
            'Entonces {friend.un} se rio. "Tienes que esperar mucho tiempo, {hero}", dijo {friend.el}.',
        ),
        (
            'Pero {hero} era {hero.trait_agreed}. "Puedo esperar", dijo {hero}, y cada día le dio agua a la semilla.',
            "Pero {hero} le dio agua a la semilla cada día, porque era {hero.un_trait}.",
        ),
        (
            "Entonces, una mañana, {hero} vio una pequeña hoja verde.",
            "Después de la lluvia, {hero} vio una pequeña hoja verde.",
        ),
        ("La hoja creció y creció, y en verano {hero} tenía {plant.un} muy grande.",),
        PARAGRAPH,
        (
            '"Tenías razón, {hero}", dijo {friend.el}.',
            '"¡Qué {plant} tan grande, {hero}!", dijo {friend.el}.',
        ),
        (
            "{hero} le dio una semilla a {friend.el}, y ahora cuidan un jardín.",
            "{hero} estaba muy orgullos{hero.o} de su {plant}.",
        ),
    ),
)
LAZY = Plot(
    BRUNO,
    ("lazy", "sleepy"),
    (
        INTRO,
        (
            'Había un agujero en el tejado de su casa. "Lo arreglaré mañana", decía siempre {hero}.',
            'El tejado de su casa tenía un agujero. "Mañana", decía {hero} cada día.',
        ),
        (
            '"Va a llover, {hero}", dijo {friend.un}. "Arregla hoy tu tejado." Pero {hero} se fue a dormir.',
            '"Arregla hoy tu tejado, {hero}", dijo {friend.un}. Pero {hero} se sentó al sol.',
        ),
        PARAGRAPH,
        (
            "Aquella noche llovió, y el agua entró por el agujero.",
            "Por la noche hubo una tormenta, y la lluvia entró por el agujero.",
        ),
        (
            "{hero} se despertó con mucho frío. Su {thing} también estaba mojad{thing.o}.",
            "{hero} se despertó muy asustad{hero.o}. Su {thing} también estaba mojad{thing.o}.",
        ),
        (
            "{hero} corrió bajo la lluvia a la casa de {friend.el}.",
            "{hero} tenía frío y fue a la casa de {friend.el}.",
        ),
        (
            '"Entra, {hero}, y siéntate junto al fuego", dijo {friend.el}, y le dio una sopa.',
            '"Entra, {hero}", dijo {friend.el}, y le dio una taza de leche caliente.',
        ),
        PARAGRAPH,
        (
            "Por la mañana, {hero} se levantó temprano y arregló su tejado con {friend.el}.",
            "Al día siguiente {hero} tomó una escalera y arregló el tejado, y {friend.el} le ayudó.",
        ),
        (
            "Cuando volvió a llover, {hero} durmió muy tranquil{hero.o}.",
            "Ahora {hero} hace su trabajo hoy y no mañana.",
        ),
    ),
)
HONEST = Plot(
    MAX,
    ("honest", "kind"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} encontró {thing.un} {spot}.",
            "{when}, {hero} vio algo {spot}. Era {thing.un}.",
        ),
        (
            '"¡Qué bonit{thing.o} es!", dijo {hero}. "Pero no es {thing.mio}."',
            "{hero} quería quedarse con {thing.el}, pero era {hero.un_trait}.",
        ),
        (
            "Así que {hero} fue de casa en casa con {thing.el}.",
            'Así que {hero} preguntó a todos: "¿Has perdido {thing.un_word}?"',
        ),
        (
            'Por fin {hero} encontró a {friend.un}. "He perdido mi {thing}", dijo {friend.el}.',
            'Por la tarde {hero} encontró a {friend.un}. "¿Has visto mi {thing}, {hero}?", preguntó {friend.el}.',
        ),
        (
            '"Aquí está", dijo {hero}. "Estaba {spot}."',
            '"¿Es {thing.tuyo} {thing.el}?", preguntó {hero}. "¡Sí!", dijo {friend.el}.',
        ),
        PARAGRAPH,
        (
            '"¡Gracias, {hero}!", dijo {friend.el}, y le dio {food.un}.',
            "{friend.el} saltó de alegría y le dio a {hero} {food.un}.",
        ),
        (
            "{hero} volvió a casa sin {thing.el}, pero muy content{hero.o}.",
            "{hero} estaba orgullos{hero.o}, porque había hecho lo correcto.",
        ),
    ),
)
SHY = Plot(
    NORA,
    ("shy", "timid"),
    (
        INTRO,
        (
            "{hero} quería tener amigos, pero era demasiado {hero.trait_agreed}.",
            "{hero} no tenía amigos y siempre estaba sol{hero.o}.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} vio a {friend.un} con {thing.un}.",
            "{when}, {friend.un} estaba {spot} con {thing.un}, y {hero} miraba desde lejos.",
        ),
        (
            "{hero} quería decir hola, pero se fue a casa muy callad{hero.o}.",
            "{hero} no se atrevió a decir hola a {friend.el}.",
        ),
        ('"¿Por qué estás triste, {hero}?", preguntó su {elder}. "No sé cómo hacer amigos", dijo {hero}.',),
        (
            '"Es fácil", dijo su {elder}. "Sonríe y di hola, {hero}."',
            'Su {elder} le dio {food.un}. "Es para {friend.el}, {hero}."',
        ),
        PARAGRAPH,
        (
            'Al día siguiente {hero} fue a ver a {friend.el}. "¡Hola! Soy {hero}", dijo.',
            'Al día siguiente {hero} sonrió a {friend.el}. "Hola", dijo {hero}.',
        ),
        (
            '"¡Hola, {hero}!", dijo {friend.el}. "¿Quieres ver mi {thing}?"',
            '"¡Hola, {hero}!", dijo {friend.el}. "Yo también quería hablar contigo."',
        ),
        (
            "Desde aquel día, {hero} ya no está sol{hero.o}.",
            "{hero} y {friend.el} jugaron con {thing.el_full} hasta la noche.",
        ),
    ),
)
RESCUE = Plot(
    MAX,
    ("brave", "clever"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} paseaba cerca del río. El río llevaba mucha agua.",
            "{when}, {hero} fue al río. Había mucha agua.",
        ),
        (
            '"¡Socorro!", gritó una voz. {hero} vio {small.un} en el agua.',
            "Entonces {hero} vio {small.un} sobre una piedra en el agua.",
        ),
        (
            '"¿Qué podemos hacer, {hero}?", preguntó {friend.un}. "Tráeme una cuerda", dijo {hero}.',
            'También estaba allí {friend.un}. "¡El agua va muy rápida, {hero}!", dijo {friend.el}. "Tráeme una cuerda", dijo '
            "{hero}.",
        ),
        ("{friend.el} sujetó la cuerda, y {hero} entró en el agua fría.",),
        (
            "{hero} estaba asustad{hero.o}, pero no se paró.",
            "El agua tiraba mucho, pero {hero} era {hero.un_trait}.",
        ),
        ("Por fin {hero} tomó a {small.el} en brazos.", "Por fin {hero} llegó hasta {small.el} y volvió a la orilla."),
        PARAGRAPH,
        (
            '"Eres muy {hero.trait_agreed}, {hero}", dijo {friend.el}.',
            '"Gracias, {hero}", dijo {small.el}.',
        ),
        (
            '"Yo también tenía miedo", dijo {hero}, "pero {small.el} me necesitaba".',
            '"Yo sol{hero.o} no podía", dijo {hero} a {friend.el}.',
        ),
        END,
    ),
)
SHARE = Plot(
    BRUNO,
    ("greedy", "stubborn"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} y {friend.un} encontraron {food.un} {spot}.",
            "{when}, {hero} vio {food.un} {spot}, y {friend.un} también {food.lo} vio.",
        ),
        (
            '"¡{food.el} es para mí!", dijo {hero}. "¡No, es para mí!", dijo {friend.el}.',
            '"¡Yo {food.lo} vi primero!", dijo {hero}. "¡No, yo!", dijo {friend.el}.',
        ),
        (
            "{hero} tiró, {friend.el} tiró, y {food.el} se cayó al suelo.",
            "{hero} tomó {food.el} y no {food.lo} quiso compartir con {friend.el}.",
        ),
        (
            "{friend.el} estaba triste. {hero} tampoco estaba content{hero.o}.",
            "{hero} miró a {friend.el} y ya no estaba content{hero.o}.",
        ),
        PARAGRAPH,
        (
            '"Perdona", dijo {hero}. "Podemos compartir {food.el}."',
            '"La mitad para ti y la mitad para mí", dijo {hero}.',
        ),
        (
            "Así que {hero} partió {food.el} en dos, y comieron {spot2}.",
            '"Gracias, {hero}", dijo {friend.el}, y comieron {food.el} {spot2}.',
        ),
        (
            "Desde entonces, {hero} lo comparte todo con {friend.el}.",
            "{hero} nunca había comido {food.un} tan ric{food.o}.",
        ),
    ),
)
DARK = Plot(
    LEO,
    ("timid", "shy"),
    (
        INTRO,
        (
            "{hero} tenía miedo de la oscuridad.",
            "De día {hero} estaba content{hero.o}, pero de noche tenía miedo.",
        ),
        PARAGRAPH,
        (
            "Una noche, {hero} oyó un ruido. Tap, tap, tap.",
            "Una noche, algo se movió debajo de la cama. {hero} lo oyó.",
        ),
        (
            '"¡Es un monstruo!", dijo {hero}, y no se movió.',
            "{hero} estaba muy asustad{hero.o} y no se movió.",
        ),
        (
            'Su {elder} vino con una lámpara. "¿Qué pasa, {hero}?", preguntó su {elder}.',
            '"¡Socorro!", gritó {hero}, y su {elder} vino con una lámpara.',
        ),
        ('"Vamos a mirar, {hero}", dijo su {elder}.',),
        (
            "{hero} miró debajo de la cama. No era un monstruo. Solo era {small.un}.",
            "{hero} miró detrás de la puerta. Solo había {small.un}.",
        ),
        PARAGRAPH,
        (
            "{hero} se rio y le dio pan a {small.el}.",
            '"¡Pobre {small}!", dijo {hero}. "Tú también tienes miedo."',
        ),
        (
            "Desde aquella noche, {hero} no tiene miedo de la oscuridad.",
            "Ahora {hero} piensa en {small.el} por la noche y duerme tranquil{hero.o}.",
        ),
    ),
)
BRIDGE = Plot(
    HUGO,
    ("clever", "patient"),
    (
        INTRO,
        (
            "Cada semana, {hero} cruzaba el puente para visitar a su {elder}.",
            "Su {elder} vivía al otro lado del río, y {hero} iba allí cada semana.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} llegó al río con {thing.un} para su {elder}, pero el puente estaba roto.",
            "{when}, {hero} vio que el puente estaba roto. {hero} llevaba {thing.un} para su {elder}.",
        ),
        (
            '"¿Cómo puedo llegar al otro lado?", pensó {hero}.',
            "Había mucha agua, y {hero} no tenía ningún barco.",
        ),
        (
            'Pero {hero} era {hero.trait_agreed}. "Puedo hacer un puente nuevo", dijo {hero}.',
            "Entonces {hero} vio unas maderas {spot} y tuvo una idea.",
        ),
        (
            '"Yo te ayudo, {hero}", dijo {friend.un}.',
            'Entonces llegó {friend.un}. "¿Te ayudo, {hero}?", preguntó {friend.el}.',
        ),
        ("{hero} trajo las maderas, y {friend.el} trajo las cuerdas. Trabajaron todo el día.",),
        PARAGRAPH,
        (
            "Por la tarde, {hero} cruzó el puente nuevo y le dio {thing.el} a su {elder}.",
            "Por fin {hero} pudo cruzar el río y le dio {thing.el_full} a su {elder}.",
        ),
        (
            '"Eres muy {hero.trait_agreed}, {hero}", dijo su {elder}.',
            '"¿Lo has hecho tú, {hero}?", preguntó su {elder}. "Sí, con {friend.el}", dijo {hero}.',
        ),
        END,
    ),
)
COOK = Plot(
    CLARA,
    ("cheerful", "forgetful"),
    (
        INTRO,
        (
            "A {hero} le gustaba cocinar, y su {dish} era muy famos{dish.o}.",
            "A {hero} le gustaba cocinar para sus amigos.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} quiso hacer {dish.un}.",
            "{when}, {hero} empezó a hacer {dish.un} para sus amigos.",
        ),
        (
            '"¡Oh, no!", dijo {hero}. "¡No hay sal!"',
            "Pero cuando {hero} abrió el armario, vio que no había sal.",
        ),
        (
            '{hero} fue a la casa de {friend.un}. "¿Tienes un poco de sal?", preguntó {hero}.',
            'Entonces entró {friend.un}. "¿Por qué estás triste, {hero}?", preguntó {friend.el}. "No tengo sal", dijo {hero}.',
        ),
        (
            '"Aquí tienes, {hero}", dijo {friend.el}.',
            '"Yo tengo sal, {hero}", dijo {friend.el}, "y además te ayudo".',
        ),
        (
            "{hero} y {friend.el} cocinaron y cantaron, y pronto {dish.el} estuvo list{dish.o}.",
            "{hero} cocinó, {friend.el} ayudó, y pronto {dish.el} estuvo list{dish.o}.",
        ),
        PARAGRAPH,
        (
            "Por la noche todos comieron {dish.el} y pidieron más.",
            'Por la noche llegaron todos. "Está muy ric{dish.o}, {hero}", dijeron.',
        ),
        (
            '"El secreto es un poco de sal", dijo {hero}, "y mucha ayuda".',
            "{hero} estaba muy content{hero.o} y dio las gracias a {friend.el}.",
        ),
    ),
)
JOURNEY = Plot(
    OTTO,
    ("adventurous", "brave"),
    (
        INTRO,
        (
            "{hero} nunca había visto {goal.el}, pero soñaba con {goal.el} cada noche.",
            '"Quiero ver {goal.el}", decía siempre {hero}.',
        ),
        PARAGRAPH,
        (
            "{when}, {hero} puso {food.un} en su bolsa y empezó a caminar.",
            "{when}, {hero} dijo adiós a su {elder} y empezó a caminar con {food.un} en su bolsa.",
        ),
        (
            "{hero} caminó todo el día, y después estaba perdid{hero.o}.",
            "Después de muchas horas, {hero} no sabía dónde estaba.",
        ),
        (
            '{hero} encontró a {friend.un}. "Tengo hambre", dijo {friend.el}, así que {hero} le dio {food.el}.',
            "{friend.un} estaba {spot}. {hero} compartió {food.el} con {friend.el}.",
        ),
        (
            '"Gracias, {hero}", dijo {friend.el}. "Conozco el camino hasta {goal.el}."',
            '"¿Adónde vas, {hero}?", preguntó {friend.el}. "Quiero ver {goal.el}", dijo {hero}. "Ven conmigo", dijo {friend.el}.',
        ),
        PARAGRAPH,
        (
            "{hero} y {friend.el} caminaron mucho, y por fin {hero} vio {goal.el}.",
            "A la mañana siguiente, {hero} vio {goal.el} bajo la luz del sol.",
        ),
        (
            '"Es más bonit{goal.o} que en mis sueños", dijo {hero}.',
            "{hero} estaba tan content{hero.o} que bailó.",
        ),
        (
            "{hero} volvió a casa cansad{hero.o}, pero muy content{hero.o}.",
            "Cuando {hero} volvió a casa, se lo contó todo a su {elder}.",
        ),
    ),
)
PLOTS = (LOST, GIFT, PROUD, TRAPPED, SEED, LAZY, HONEST, SHY, RESCUE, SHARE, DARK, BRIDGE, COOK, JOURNEY)
