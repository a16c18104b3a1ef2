"""The plots in Spanish."""

from __future__ import annotations

from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

INTRO = (
    "[Había una vez|Érase una vez|Hace mucho tiempo vivía|Hace muchos años había] {hero.un_trait} que se llamaba {hero}. "
    "Vivía {home}.",
    "{hero} era {hero.un_trait} que vivía {home}.",
    "[Hace mucho tiempo, {home},|No muy lejos de aquí, {home},|Una vez, {home},] vivía {hero.un_trait} [llamad{hero.o} "
    "{hero}|que se llamaba {hero}].",
    "[Había una vez|Érase una vez] {hero.un_trait} [llamad{hero.o} {hero} que|que se llamaba {hero} y que] vivía {home}.",
    "{hero} vivía {home}. Era {hero.un_trait}[| y le gustaba cantar| y le gustaba mucho el sol| y le gustaba caminar].",
)
FRIEND = "[{friend.un} llamad{friend.o} {friend}|su amig{friend.o} {friend}, {friend.un},]"
HAPPY_END = (
    "",
    "Aquella noche, {hero} durmió muy bien.",
    "Y {hero} [sonrió|cantó] todo el camino hasta su casa.",
    "Fue [un buen día|uno de los mejores días del año|un día para recordar].",
    "Y desde entonces, {hero} y {friend} fueron [muy buen{both.os} amig{both.os}|inseparables].",
)

LOST = Plot(
    "lost",
    ("forgetful", "absent-minded"),
    ("{thing.el} perdid{thing.o}", "{hero} y {thing.el_full}", "¿Dónde está {thing.el}?"),
    (
        INTRO,
        (
            "Tenía {thing.un} y [{thing.lo} quería mucho|{thing.lo} llevaba a todas partes|le gustaba más que nada].",
            "Lo que más le gustaba a {hero} era {thing.un}[|, un regalo de su {elder}| que le había dado su {elder}].",
        ),
        (
            "",
            "Pero {hero} era tan {hero.trait_agreed} que [siempre|a menudo] dejaba sus cosas en lugares extraños.",
            "El problema era que {hero} nunca ponía las cosas en su sitio.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} quiso usar {thing.el}, pero no {thing.lo} encontró.",
            "{when}, {thing.el} ya no estaba. {hero} no sabía dónde {thing.lo} había dejado.",
            "{when}, {hero} [se despertó|volvió a casa] y vio que {thing.el} no estaba.",
        ),
        (
            "{thing.lo} buscó {spot}, pero no estaba. {thing.lo} buscó {spot2}, [pero solo había un zapato viejo|"
            "pero solo había hojas|pero no había nada].",
            "Primero miró {spot} y después {spot2}, pero {thing.el} no estaba allí.",
        ),
        (
            '"¿Qué te pasa?", preguntó {friend}, {friend.un} que vivía [cerca|en la casa de al lado]. "He perdido {thing.el_full}", '
            "dijo {hero}.",
            FRIEND
            + ' vio que {hero} estaba triste. "¿Por qué estás triste?", preguntó {friend}. "No encuentro {thing.el}", '
            "respondió {hero}.",
        ),
        (
            '"¿Dónde estuviste ayer?", preguntó {friend}. {hero} pensó [mucho|un buen rato]. "¡Estuve {spot3}!", dijo.',
            '"Vamos a pensar", dijo {friend}. "¿Dónde {thing.lo} tenías la última vez?" "Creo que {spot3}", dijo {hero}.',
        ),
        (
            "[Corrieron|Fueron] junt{both.os} hasta allí, y allí estaba {thing.el_full}, {spot3}.",
            "Fueron a mirar, y {spot3} encontraron {thing.el}[| por fin].",
        ),
        PARAGRAPH,
        (
            '{hero} [abrazó|dio las gracias] a {friend}. "Gracias por tu ayuda", le dijo.',
            "{hero} estaba tan content{hero.o} que [bailó|saltó de alegría|abrazó a {friend}].",
        ),
        (
            "Desde aquel día, {hero} guardó {thing.el} cada noche en el mismo sitio.",
            "Después de aquello, {hero} siempre puso sus cosas en su sitio.",
            "{hero} aprendió que es más fácil encontrar las cosas cuando cada una tiene su sitio.",
        ),
    ),
    indoors=True,
)
GIFT = Plot(
    "gift",
    ("generous", "kind", "cheerful"),
    ("Un regalo para {elder_name}", "{hero} y {thing.el_full}", "El regalo de cumpleaños"),
    (
        INTRO,
        (
            "{when}, {hero} recordó que al día siguiente era el cumpleaños de su {elder}.",
            "Al día siguiente era el cumpleaños de su {elder}, y {hero} quería darle algo bonito.",
        ),
        (
            "{hero} sabía que su {elder} quería {thing.un}.",
            '"Me gustaría tener {thing.un}", [decía a menudo|había dicho en invierno] su {elder}.',
        ),
        PARAGRAPH,
        (
            "{hero} fue al mercado y encontró {thing.un}, pero no tenía bastantes monedas.",
            "En el mercado había {thing.un}, pero costaba diez monedas, y {hero} solo tenía [dos|tres|cuatro|cinco].",
        ),
        (
            '{hero} no se rindió. "Puedo trabajar para comprarl{thing.o}", pensó.',
            '"¿Qué puedo hacer?", pensó {hero}. Entonces tuvo una idea: podía trabajar.',
        ),
        (
            "{friend}, {friend.un}, necesitaba ayuda en el jardín. {hero} trabajó allí [toda la tarde|hasta que se puso el "
            "sol].",
            "Toda la tarde, {hero} llevó [agua|leña] para {friend}, {friend.un} que vivía cerca.",
        ),
        (
            '"Has trabajado muy bien", dijo {friend}, y le dio a {hero} [las monedas|unas monedas brillantes].',
            "Por la tarde, {friend} le dio las gracias y le pagó.",
        ),
        (
            "Entonces {hero} corrió al mercado y compró {thing.el_full}.",
            "Así {hero} pudo comprar por fin {thing.el_full}.",
        ),
        PARAGRAPH,
        (
            "A la mañana siguiente, {hero} le dio {thing.el} a su {elder}.",
            'Al día siguiente, {hero} llamó a la puerta. "¡Feliz cumpleaños!", dijo, y le dio {thing.el_full}.',
        ),
        (
            'Su {elder} [lloró de alegría|sonrió de oreja a oreja]. "Es el mejor regalo de todos", dijo[|, "porque has '
            'trabajado para conseguirlo"].',
            '"¡Es justo lo que quería!", dijo su {elder}, y le dio un gran abrazo.',
        ),
        HAPPY_END,
    ),
)
PROUD = Plot(
    "proud",
    ("proud", "stubborn"),
    ("{heavy.un} muy pesad{heavy.o}", "{hero} y {heavy.el}", "Más fuertes juntos"),
    (
        INTRO,
        (
            '"No necesito a nadie", decía [a menudo|siempre].',
            "A {hero} le gustaba hacerlo todo sin ayuda, y nunca pedía nada a nadie.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} [encontró|vio] {heavy.un} muy grande {spot} y quiso llevárse{heavy.lo} a casa.",
            "{when}, {hero} tenía que llevar {heavy.un} al mercado. Pesaba mucho.",
        ),
        (
            "Tiró y tiró, pero {heavy.el} no se movió.",
            "Empujó con todas sus fuerzas, pero {heavy.el} pesaba demasiado.",
        ),
        (
            '{friend}, {friend.un}, llegó por el camino. "¿Te ayudo?", preguntó. "No, gracias", dijo {hero}. "Puedo hacerlo '
            'sol{hero.o}."',
            FRIEND + ' lo vio y preguntó: "¿Necesitas ayuda?" Pero {hero} dijo que no con la cabeza. "Soy muy fuerte", '
            "respondió.",
        ),
        (
            "{hero} lo intentó otra vez. Empujó, tiró y al final se cayó [al suelo|en el barro].",
            "{hero} lo intentó de nuevo, resbaló y se sentó, muy cansad{hero.o}.",
        ),
        (
            '{friend} no se rio. Le dio la mano y le dijo: "Junt{both.os} es más fácil".',
            '"A veces, todos necesitamos ayuda", dijo {friend}[| en voz baja].',
        ),
        PARAGRAPH,
        (
            '{hero} lo pensó. ["Tienes razón"|"Es verdad"], dijo. "Ayúdame, por favor."',
            'Entonces {hero} dejó de ser tan {hero.trait_agreed}. "Por favor, ayúdame", dijo.',
        ),
        (
            "{hero} empujó y {friend} tiró, y {heavy.el} empezó a moverse.",
            "Contaron hasta tres y tiraron junt{both.os}, y {heavy.el} se movió enseguida.",
        ),
        (
            "Aquel día, {hero} aprendió que pedir ayuda no es malo.",
            'Por la noche, {hero} invitó a {friend} a cenar. "Gracias", le dijo. "Sin ti no habría podido."',
            "Desde entonces, {hero} pide ayuda cuando la necesita, y también ayuda a los demás.",
        ),
    ),
)
TRAPPED = Plot(
    "trapped",
    ("curious", "brave", "kind"),
    ("{small.el} en {trap.el}", "{hero} y {small.el}", "Un sonido extraño"),
    (
        INTRO,
        (
            "",
            "{hero} quería saberlo todo: por qué sopla el viento y adónde va el río.",
            "Cada día, {hero} paseaba por el [campo|bosque] y lo miraba todo.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} oyó un sonido extraño {spot}.",
            "{when}, {hero} volvía a casa cuando oyó un grito débil {spot}.",
        ),
        (
            "Al principio tuvo un poco de miedo, pero quería saber qué era.",
            '"¿Quién está ahí?", preguntó. Nadie respondió, así que fue a mirar.',
        ),
        (
            "Allí vio {small.un} pequeñ{small.o} que estaba atrapad{small.o} en {trap.un}.",
            "Era {small.un} muy pequeñ{small.o}. Estaba atrapad{small.o} en {trap.un} y no podía salir.",
        ),
        (
            '"No tengas miedo", dijo {hero}. "Voy a ayudarte."',
            "{small.el} temblaba de miedo. {hero} le habló en voz baja.",
        ),
        (
            "Despacio y con mucho cuidado, {hero} abrió {trap.el}, y {small.el} quedó libre.",
            "{hero} tiró y tiró hasta que {trap.el} se abrió y {small.el} pudo salir.",
        ),
        (
            "",
            "{small.el} tenía sed, así que {hero} le dio un poco de agua.",
            "Tenía una pata herida, así que {hero} se {small.lo} llevó a casa y {small.lo} cuidó tres días.",
        ),
        PARAGRAPH,
        (
            "Al día siguiente, cuando {hero} abrió la puerta, allí estaba {small.el}. Le había traído {food.un}.",
            "Unos días después, {hero} encontró {food.un} delante de la puerta. {small.el} {food.lo} había dejado allí para darle "
            "las gracias.",
        ),
        (
            "Desde entonces, {small.el} visita a {hero} [todas las mañanas|todas las semanas|todos los domingos].",
            "Y así {hero} encontró un nuevo amigo, pequeño pero fiel.",
            "{hero} se alegró de haber ido a mirar.",
        ),
    ),
)
SEED = Plot(
    "seed",
    ("patient", "calm", "hard-working"),
    ("La pequeña semilla", "{hero} planta {plant.un}", "{hero} sabe esperar"),
    (
        INTRO,
        (
            '{when}, su {elder} le dio a {hero} una semilla pequeña. "Si esperas, será {plant.un}", le dijo.',
            "{when}, {hero} encontró una semilla {spot}. Era una semilla de {plant}.",
        ),
        (
            "{hero} la plantó en el jardín y le dio agua.",
            "{hero} hizo un agujero en la tierra, puso dentro la semilla y le dio un poco de agua.",
        ),
        PARAGRAPH,
        (
            "Al día siguiente fue a mirar, pero no había nada. Al otro día tampoco había nada.",
            "Pasó un día, y después una semana, pero no creció nada.",
        ),
        (
            '{friend}, {friend.un}, se rio. "Ahí no va a crecer nada", dijo.',
            '"Pierdes el tiempo", dijo {friend}, {friend.un} que vivía cerca.',
        ),
        (
            'Pero {hero} era {hero.trait_agreed}. "Las cosas buenas necesitan tiempo", decía, y regaba la semilla [cada día|'
            "cada mañana].",
            "{hero} solo sonrió y siguió dándole agua [cada día|cada mañana|cada tarde].",
        ),
        (
            "Entonces, una mañana, una pequeña hoja verde salió de la tierra.",
            "Después de una semana de lluvia, {hero} vio algo verde: era una hoja muy pequeña.",
        ),
        (
            "La hoja creció y creció, hasta que fue {plant.un} muy bonit{plant.o}.",
            "Cuando llegó el verano, en el jardín había {plant.un} grande y bonit{plant.o}.",
        ),
        PARAGRAPH,
        (
            '{friend} vino y no podía creerlo. "Hiciste bien en esperar", dijo.',
            '"¡Qué bonit{plant.o}!", dijo {friend}. "Perdona que me riera." "No importa", dijo {hero}.',
        ),
        (
            "{hero} le dio una semilla a {friend}, y la plantaron junt{both.os}.",
            "Desde entonces, {hero} y {friend} cuidan junt{both.os} el jardín.",
            "Y {hero} les dijo a todos que una semilla necesita agua, sol y tiempo.",
        ),
    ),
)
LAZY = Plot(
    "lazy",
    ("lazy", "sleepy"),
    ("{hero} y la tormenta", "El agujero en el tejado", "Mañana, mañana"),
    (
        INTRO,
        (
            'En el tejado de su casa había un agujero, pero {hero} no lo arreglaba. "Lo haré mañana", decía siempre.',
            'El tejado de su casa tenía un agujero. Cada día {hero} lo miraba y decía: "Mañana lo arreglo".',
        ),
        (
            '{friend}, {friend.un}, le dijo: "Arregla hoy tu tejado. Va a llover". Pero {hero} [se fue a dormir|se tumbó al '
            "sol|se comió {food.un}].",
            '"Las nubes están negras", dijo {friend}, {friend.un} que vivía cerca. "Te ayudo con el tejado." "Hoy no", dijo '
            '{hero}. "Tengo sueño."',
        ),
        PARAGRAPH,
        (
            "Aquella noche hubo una gran tormenta. La lluvia entró por el agujero y cayó sobre su cama.",
            "Por la noche empezó a llover. Llovió tanto que el agua entró por el agujero del tejado.",
        ),
        (
            "Pronto todo estaba mojado: la cama, la mesa y hasta {thing.el_full}.",
            "{hero} se despertó con la nariz mojada. Hasta {thing.el_full} estaba mojad{thing.o}.",
        ),
        (
            "{hero} corrió bajo la lluvia a casa de {friend} y llamó a la puerta.",
            "Con frío y sin poder dormir, {hero} fue a casa de {friend}.",
        ),
        (
            '{friend} abrió enseguida. "Entra y siéntate junto al fuego", dijo, y le dio a {hero} [un plato de sopa|una manta '
            "seca|una taza de leche caliente].",
            '"Entra, rápido", dijo {friend}, y le hizo a {hero} un sitio junto al fuego.',
        ),
        PARAGRAPH,
        (
            "A la mañana siguiente salió el sol. {hero} se levantó temprano y arregló el tejado con la ayuda de {friend}.",
            'Por la mañana, {hero} no dijo "mañana". Tomó una escalera y arregló el tejado con {friend}.',
        ),
        (
            'Cuando volvió a llover, {hero} no se mojó. "Es mejor hacer las cosas a tiempo", dijo.',
            "Desde aquella noche, {hero} no deja para mañana lo que puede hacer hoy.",
        ),
    ),
)
HONEST = Plot(
    "honest",
    ("honest", "good"),
    ("{thing.el_full}", "{hero} encuentra {thing.un}", "¿De quién es {thing.el}?"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} encontró {thing.un} {spot}.",
            "{when}, {hero} iba caminando cuando vio algo {spot}. Era {thing.un}.",
        ),
        (
            "Era muy bonit{thing.o}, y a {hero} le habría gustado quedárse{thing.lo}.",
            '"¡Qué bonit{thing.o} es!", pensó {hero}. "Siempre he querido tener {thing.un_word}."',
        ),
        (
            'Pero {hero} era {hero.trait_agreed}. "No es {thing.mio}", pensó. "Alguien {thing.lo} estará buscando."',
            '"Alguien {thing.lo} ha perdido", se dijo {hero}, "y ahora estará triste".',
        ),
        (
            'Así que fue de casa en casa y preguntó: "¿Has perdido {thing.un_word}?"',
            "{hero} preguntó a todo el mundo en [la calle|el mercado], pero nadie había perdido {thing.un_word}.",
        ),
        (
            'Al final encontró a {friend.un} que se llamaba {friend} y que estaba [llorando|muy triste]. "He perdido '
            '{thing.el_full}", dijo {friend}.',
            'Por la tarde se encontró con {friend}, {friend.un}. "¿Has visto {thing.un}?", preguntó {friend}. "{thing.lo} '
            'he buscado todo el día."',
        ),
        (
            '"Aquí está", dijo {hero}, y se {thing.lo} dio. "{thing.lo} encontré {spot}."',
            '{hero} le enseñó {thing.el_full}. "¿Es {thing.tuyo}?", preguntó. "¡Sí!", dijo {friend}.',
        ),
        PARAGRAPH,
        (
            '{friend} se puso muy content{friend.o}. "Era un regalo de mi {elder}", dijo. "¡Gracias!"',
            "{friend} saltó de alegría y le dio a {hero} {food.un}.",
        ),
        (
            "{hero} volvió a casa sin {thing.el}, pero con {friend.una} nuev{friend.o} amig{friend.o}.",
            "{hero} también estaba content{hero.o}, porque había hecho lo correcto.",
        ),
    ),
)
SHY = Plot(
    "shy",
    ("shy", "quiet"),
    ("{friend.una} nuev{friend.o} amig{friend.o}", "{hero} dice hola", "{hero} y {friend}"),
    (
        INTRO,
        (
            "Acababa de llegar y no conocía a nadie.",
            "{hero} quería tener amigos, pero no se atrevía a hablar.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} vio a {friend.un} con {thing.un}. Era {friend}, que vivía cerca.",
            "Todas las tardes, {friend}, {friend.un}, [jugaba|se sentaba] sol{friend.o} con {thing.un} {spot}.",
        ),
        (
            "{hero} quería saludar, pero no le salió ni una palabra y se fue a casa.",
            "{hero} miraba desde lejos y no decía nada.",
        ),
        (
            'En casa, su {elder} le preguntó: "¿Por qué estás triste?" "No sé cómo hacer amigos", dijo {hero}.',
            '{hero} se lo contó a su {elder}. "Tengo miedo de que {friend} se ría de mí", dijo.',
        ),
        (
            '"Es fácil", dijo su {elder}. "Sonríe y di hola. Lo demás viene solo."',
            'Su {elder} le dio dos {foods}. "{food.uno} para ti y otr{food.o} para {friend}", le dijo.',
        ),
        PARAGRAPH,
        (
            'Al día siguiente, {hero} respiró hondo, se acercó a {friend} y dijo: "¡Hola! Soy {hero}".',
            'Al día siguiente, {hero} se acercó a {friend}. El corazón le latía muy rápido. "Hola", dijo en voz baja.',
        ),
        (
            '{friend} sonrió. "¡Hola! ¿Quieres ver {thing.el}?", preguntó.',
            '"¡Hola!", dijo {friend}. "Yo también quería hablar contigo, pero me daba vergüenza."',
        ),
        (
            "Hablaron y se rieron junt{both.os} hasta que se hizo de noche.",
            "Pasaron junt{both.os} toda la tarde, y {friend} le dejó {thing.el_full} a {hero}.",
        ),
        (
            "Desde aquel día, {hero} y {friend} son muy buen{both.os} amig{both.os}.",
            "Y {hero} nunca olvidó cuánto puede hacer una palabra pequeña.",
        ),
    ),
    ("child", "animal"),
)
RESCUE = Plot(
    "rescue",
    ("brave", "strong"),
    ("{hero} y el río", "{hero.el} valiente", "{hero} y {small.el}"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, después de [mucha lluvia|una noche de lluvia], {hero} paseaba cerca del río. El río bajaba rápido y con mucha agua.",
            "{when}, {hero} fue al río. Había llovido toda la noche y había mucha agua.",
        ),
        (
            'De pronto oyó una voz: "¡Socorro!" En el agua, agarrad{small.o} a una rama, había {small.un}.',
            "En medio del río, sobre una piedra pequeña, había {small.un}. No podía volver.",
        ),
        (
            "{hero} miró a su alrededor. También estaba allí {friend}, {friend.un}, pero le daba miedo el agua.",
            '"¿Qué podemos hacer?", preguntó {friend}, {friend.un} que también estaba allí. "El agua va demasiado rápida."',
        ),
        (
            '"Tráeme una [cuerda|rama larga]", dijo {hero}. {friend} corrió y volvió con ella.',
            "{hero} también tenía miedo, pero tuvo una idea. {friend} le ayudó a buscar una [cuerda|rama larga].",
        ),
        (
            "{friend} sujetó una punta. {hero} tomó la otra y entró en el agua fría, paso a paso.",
            "{hero} la ató a un árbol y entró en el agua, mientras {friend} la sujetaba con fuerza.",
        ),
        (
            "Por fin llegó hasta {small.el} y {small.lo} tomó en brazos.",
            "El agua tiraba mucho, pero {hero} no se soltó y sacó del río a {small.el}.",
        ),
        PARAGRAPH,
        (
            "Pronto estuvieron todos en tierra. {small.el} estaba mojad{small.o} y cansad{small.o}, pero a salvo.",
            "Cuando salieron del agua, {small.el} [cerró los ojos y se durmió|ya estaba a salvo].",
        ),
        (
            '"Eres muy valiente", dijo {friend}. "¡No tenías miedo!" "Sí tenía miedo", dijo {hero}, "pero {small.el} nos '
            'necesitaba".',
            '"Sin ti no habría podido", le dijo {hero} a {friend}. Y {friend} se sintió muy orgullos{friend.o}.',
        ),
        HAPPY_END,
    ),
)
SHARE = Plot(
    "share",
    ("stubborn", "greedy"),
    ("{hero} y {food.el}", "{hero}, {friend} y {food.el}", "Mitad y mitad"),
    (
        INTRO,
        (
            "Su mejor amig{friend.o} era {friend.un} que se llamaba {friend}.",
            "Tenía {friend.una} amig{friend.o}, {friend.un} que se llamaba {friend}.",
        ),
        PARAGRAPH,
        (
            "{when}, encontraron {food.un} muy grande {spot}. No había más.",
            "{when}, {hero} y {friend} vieron {food.un} {spot}, y l{both.os} dos tenían mucha hambre.",
        ),
        (
            '"¡Yo {food.lo} vi primero!", dijo {hero}. "¡No, yo!", dijo {friend}.',
            '"Es {food.mio}", dijo {hero}. "No", dijo {friend}. "Es {food.mio}."',
        ),
        (
            "{hero} tiró de un lado y {friend} tiró del otro, y {food.el} se cayó al suelo.",
            "Gritaban tanto que no vieron a {small.un}, que le dio un mordisco a {food.el}.",
        ),
        (
            "Se miraron. Ahora nadie estaba contento.",
            "Entonces se quedaron callad{both.os}. {hero} se sintió mal.",
        ),
        PARAGRAPH,
        (
            '"Podemos compartirl{food.o}", dijo al fin {hero}. "La mitad para ti y la mitad para mí." {friend} [sonrió|aceptó]. '
            "Partieron {food.el} en dos y se {food.lo} comieron {spot2}.",
            '"Perdona", dijo {hero}. "{friend.una} amig{friend.o} vale más que {food.un}." "Perdóname tú también", dijo '
            "{friend}. Así que partieron {food.el} en dos y se sentaron a comer {spot2}.",
        ),
        (
            "Nunca habían comido {food.un} tan ric{food.o}.",
            "Y la mitad de {food.un} en buena compañía les supo mejor que {food.uno} enter{food.o}.",
            "Desde entonces, lo comparten todo.",
        ),
    ),
)
DARK = Plot(
    "dark",
    ("timid", "careful"),
    ("Un ruido en la noche", "{hero} y la oscuridad", "¿Quién anda ahí?"),
    (
        INTRO,
        (
            "A {hero} no le daban miedo ni la lluvia ni el viento, pero tenía miedo de la oscuridad.",
            "De día, {hero} estaba content{hero.o}, pero cuando llegaba la noche tenía miedo.",
        ),
        PARAGRAPH,
        (
            "Una noche, {hero} oyó un ruido {spot}. [Tap, tap, tap|Tac, tac, tac|Toc, toc, toc].",
            "Una noche, cuando todo estaba en silencio, algo se movió {spot}.",
        ),
        (
            '"Es un monstruo", pensó {hero}, y se escondió debajo de la manta.',
            "{hero} se tapó la cabeza con la manta y no se movió.",
        ),
        (
            'Su {elder} vino con una lámpara. "¿Qué pasa?", preguntó. "Hay algo {spot}", dijo {hero}.',
            '"¡{elder_call}!", llamó {hero}. Su {elder} vino enseguida y encendió una lámpara.',
        ),
        (
            '"Vamos a mirar", dijo su {elder}, y le dio la mano.',
            '"Vamos a ver qué es", dijo su {elder}. "Con una luz no hay nada que temer."',
        ),
        (
            "Fueron paso a paso, y allí encontraron {small.un} que buscaba comida.",
            "No era un monstruo. Solo era {small.un}, y tenía más miedo que {hero}.",
        ),
        PARAGRAPH,
        (
            "{hero} se rio y le dio [un trozo de {food}|un poco de agua|un poco de pan].",
            '"Pobrecit{small.o}", dijo {hero}. "A ti tampoco te gusta la oscuridad."',
        ),
        (
            "Desde aquella noche, {hero} no tiene miedo de la oscuridad. Cuando oye un ruido, piensa en {small.el} y sonríe.",
            "Aquella noche, {hero} aprendió que las cosas son iguales con luz y sin luz.",
        ),
    ),
    ("child", "animal"),
    indoors=True,
)
BRIDGE = Plot(
    "bridge",
    ("clever", "hard-working"),
    ("El puente roto", "{hero} construye un puente", "El puente nuevo"),
    (
        INTRO,
        (
            "Cada semana, {hero} cruzaba el puente para visitar a su {elder}.",
            "Su {elder} vivía al otro lado del río, y {hero} iba allí a menudo.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} llegó al río con {thing.un} para su {elder}, pero el puente estaba roto.",
            "{when}, después de una tormenta, {hero} vio que el puente estaba roto. Llevaba {thing.un} para su {elder}.",
        ),
        (
            "El agua era demasiado profunda, y no había ningún barco.",
            '"¿Cómo puedo llegar al otro lado?", pensó.',
        ),
        (
            "{hero} se sentó a pensar. Entonces vio unos troncos largos {spot}.",
            "{hero} no volvió a casa. Miró a su alrededor, y {spot} vio unos troncos largos.",
        ),
        (
            '"Con estos troncos podemos hacer un puente nuevo", le dijo a {friend}, {friend.un} que estaba pescando allí.',
            "{friend}, {friend.un}, pasó por allí, y {hero} le explicó su idea.",
        ),
        (
            "Trabajaron [toda la mañana|todo el día]. {hero} llevaba la madera y {friend} la ataba con cuerdas.",
            "{friend} trajo cuerdas, {hero} trajo los troncos, y poco a poco el puente creció.",
        ),
        PARAGRAPH,
        (
            "Por la tarde, el puente nuevo estaba listo. {hero} lo cruzó con cuidado: era fuerte.",
            "Cuando se puso el sol, {hero} puso un pie en el puente, y después el otro. No se rompió.",
        ),
        (
            "Al otro lado esperaba su {elder}, y {hero} le dio {thing.el_full}.",
            'Su {elder} se sorprendió mucho. "¿Lo has hecho tú?", preguntó. "Sí, con {friend}", dijo {hero}, y le dio '
            "{thing.el_full}.",
        ),
        (
            "Desde entonces, todos cruzan el río por el puente de {hero} y {friend}.",
            "Y todos en el valle dieron las gracias a {hero} y a {friend}.",
        ),
    ),
)
COOK = Plot(
    "cook",
    ("cheerful", "absent-minded"),
    ("{dish.el} sin {missing}", "{hero} hace {dish_some}", "Una cena para los amigos"),
    (
        INTRO,
        (
            "A {hero} le gustaba cocinar, y su {dish} era {dish.lo_mejor} del valle.",
            "Lo que más le gustaba a {hero} era cocinar para sus amigos.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} invitó a sus amigos a cenar. Quería hacer {dish_some}.",
            "{when}, {hero} empezó a hacer {dish_some} para sus amigos.",
        ),
        (
            "Lo puso todo en la mesa, y entonces vio que no había {missing}.",
            "Pero cuando abrió el armario, no quedaba {missing}.",
        ),
        (
            '"Sin {missing} no estará buen{dish.o}", dijo {hero}. Y el mercado estaba cerrado.',
            '"¡Oh, no!", dijo {hero}. "¡He olvidado comprar {missing}!"',
        ),
        (
            'Fue a casa de {friend}, {friend.un}, y llamó a la puerta. "¿Tienes un poco de {missing}?", preguntó. "Claro que sí", '
            'dijo {friend}. "Y además te ayudo."',
            'En ese momento entró {friend}, {friend.un}. "¿Por qué estás triste?", preguntó. "No tengo {missing}", dijo '
            '{hero}. "Yo tengo en casa", dijo {friend}, y [corrió|fue] a buscar un poco.',
        ),
        (
            "Cocinaron junt{both.os} y cantaron, y pronto toda la casa olía bien.",
            "{friend} ayudaba y {hero} cantaba, y en una hora {dish.el} estaba list{dish.o}.",
        ),
        PARAGRAPH,
        (
            "Por la noche llegaron todos. Probaron {dish.el} y pidieron más.",
            "Llegaron los amigos y se sentaron a la mesa. Nadie hablaba, porque {dish.el} estaba muy buen{dish.o}.",
        ),
        (
            '"El secreto está en un poco de {missing}", dijo {hero}, y miró a {friend}, "y en {friend.una_buena}".',
            '"Sin {friend} no habría podido hacerl{dish.o}", dijo {hero}, y todos aplaudieron.',
        ),
    ),
)
JOURNEY = Plot(
    "journey",
    ("curious", "adventurous", "brave"),
    ("{hero} quiere ver {goal.el}", "El camino hacia {goal.el}", "Un largo camino"),
    (
        INTRO,
        (
            "{hero} nunca había visto {goal.el}. Su {elder} le había hablado de {goal.el}, y {hero} soñaba con ver{goal.lo}.",
            '"¿Cómo es {goal.el}?", preguntaba [a menudo|siempre]. "Tienes que ir a ver {goal.el}", decía su {elder}.',
        ),
        PARAGRAPH,
        (
            "{when}, {hero} tomó {food.un} y un poco de agua y se puso en camino.",
            "{when}, {hero} puso {food.un} en una bolsa, se despidió de su {elder} y empezó a caminar.",
        ),
        (
            "Caminó todo el día, por montes y por campos, hasta que ya no había camino.",
            "Después de muchas horas no sabía dónde estaba. Se había perdido.",
        ),
        (
            "Allí encontró a {friend}, {friend.un}, que tenía hambre. {hero} le dio la mitad de {food.el}.",
            '{friend.un} que se llamaba {friend} estaba sentad{friend.o} junto al camino. "Tengo hambre", dijo {friend}. {hero} '
            "compartió {food.el}.",
        ),
        (
            '"¿Adónde vas?", preguntó {friend}. "Quiero ver {goal.el}", dijo {hero}, "pero me he perdido".',
            '"Gracias", dijo {friend}. "¿Puedo hacer algo por ti?" "¿Sabes cómo se va a {goal.el}?", preguntó {hero}.',
        ),
        (
            '"Conozco el camino", dijo {friend}. "Sigue el río y no lo dejes. Yo voy contigo."',
            '"No está lejos", dijo {friend}. "Ven conmigo."',
        ),
        (
            "Caminaron hasta la mañana siguiente.",
            "Caminaron junt{both.os} y cantaron para hacer el camino más corto.",
        ),
        PARAGRAPH,
        (
            "Y allí estaba por fin {goal.el}, bajo la luz del sol.",
            "Entonces {hero} vio por fin {goal.el} y no supo qué decir.",
        ),
        (
            "{hero} tomó una piedra pequeña para su {elder} y la guardó en la bolsa.",
            '"Es más bonit{goal.o} que en mis sueños", dijo {hero}.',
        ),
        (
            "Cuando volvió a casa, se lo contó todo a su {elder}.",
            "{hero} volvió a casa cansad{hero.o}, pero muy content{hero.o} y con {friend.una} nuev{friend.o} amig{friend.o}.",
        ),
    ),
)
PLOTS = (LOST, GIFT, PROUD, TRAPPED, SEED, LAZY, HONEST, SHY, RESCUE, SHARE, DARK, BRIDGE, COOK, JOURNEY)
