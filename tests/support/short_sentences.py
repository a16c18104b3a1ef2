"""Short sentences of seven languages, each with letters or signs beyond ASCII, as people write them to each other."""

from __future__ import annotations

from collections.abc import Iterator

SENTENCES = {
    "es": """
¿Dónde está mi paraguas azul?
¡Qué frío hace esta mañana!
Mañana vuelvo temprano a casa
Los niños juegan en el patio
Mi año favorito fue aquel
Comimos paella junto al puerto de Gijón
El señor Núñez vive en el tercer piso
¿Vienes a cenar o te guardo algo?
Compra pan, leche, jamón y dos limones
La niña soñó con un dragón verde
¡Feliz cumpleaños, abuela, que cumplas muchos más!
El avión salió con más de una hora de retraso
No sé qué decirte, pero mañana será otro día
Ayer llovió tanto que el río llegó hasta el camino
Según el médico, el pequeño ya está mucho mejor
¿Cuántas veces tengo que repetir que cierres la puñetera puerta?
La señora del quiosco me vendió el periódico y un lápiz
El otoño llegó pronto y las montañas se cubrieron de niebla
Tu hermano dejó la bicicleta en el jardín y se mojó toda la noche
¡Ojalá pudiéramos ir todos juntos a la playa el próximo fin de semana!
Añade una cucharada de azúcar, remueve despacio y deja que la mezcla se enfríe
En aquel pueblo pequeño todos se conocían y nadie cerraba la puerta por la noche, ni siquiera en invierno
Cuando el tren entró en la estación, Martín buscó entre la gente la cara de su madre y no la encontró
El perro ladró dos veces, se tumbó junto a la chimenea y no volvió a moverse hasta que olió el guiso
—¿Y tú qué harías? —preguntó ella sin levantar los ojos del libro
Quedamos a las ocho en la plaza; si no te llega el mensaje, llámame
La panadería de la esquina cerró después de cuarenta años y el barrio ya no huele a pan
Te escribo desde un café pequeño, con lluvia en los cristales y ganas de volver
Nadie entendió la pregunta, así que el profesor la explicó otra vez con un dibujo en la pizarra
Tengo sueño, hambre y un montón de papeles sobre la mesa, pero el domingo estaré libre
""",
    "pt": """
Não sei onde está o livro
Amanhã vamos à praia com você
A avó fez pão de manhã
O avião chegou às três horas
Você já tomou café hoje?
As crianças estão no jardim da escola
Eu não gosto de feijão com macarrão
Minha irmã mora perto da estação de comboios
Então até amanhã, não te esqueças das chaves
O João comprou maçãs, limões e um melão enorme
A lição de hoje é fácil, mas a de ontem não era
Está a chover outra vez e o chão da cozinha ficou molhado
Quando é que vocês chegam a Lisboa para a reunião?
O cão do vizinho não parou de ladrar até às cinco da manhã
A solução do problema é mais simples do que parece à primeira vista
Os pescadores saíram cedo e só voltaram quando o sol já se escondia atrás das ilhas
Há muito tempo que não recebo notícias tuas e já começo a ficar preocupado
O coração da cidade fica na praça onde se vendem flores, pães e histórias
Põe a mesa, por favor, que o almoço está quase pronto e os teus irmãos já chegaram
A professora explicou a matéria com paciência, mas ninguém prestou atenção porque lá fora nevava pela primeira vez
É só uma questão de opinião
Ninguém viu o ladrão fugir
Três irmãos, três caminhos diferentes
Traz-me água e um bocado de pão
O vulcão da ilha está adormecido há séculos
Às vezes penso que devíamos ter ficado naquela aldeia à beira do rio
A exposição abre às nove e a entrada é grátis para estudantes
Depois da discussão, os dois saíram para a rua sem dizer uma palavra
Se não fosse a tua ajuda, a mudança teria demorado o dia inteiro
Muitas canções que a minha mãe cantava já não se ouvem em lado nenhum
""",
    "fr": """
Où est passé mon chapeau gris ?
Il fait très froid ce matin
Ça va mieux depuis hier, merci
Le garçon a mangé un gâteau
Nous étions là avant la fête
Ma sœur habite près de la forêt
L'été dernier, nous avons loué un bateau
Je n'ai pas reçu ta lettre à temps
Le café est fermé pendant les vacances de Noël
Voilà déjà trois semaines que tu ne réponds plus
Après le dîner, grand-père racontait des histoires de marins
La fenêtre était ouverte et le chat s'est échappé par le toit
Elle a posé le panier sur la table sans même enlever son manteau mouillé
Dès que la neige aura fondu, nous monterons jusqu'à la cabane du berger
Les élèves ont préparé un spectacle où chacun joue le rôle d'un animal de la forêt
Ajoutez le beurre, mélangez bien et laissez reposer la pâte une demi-heure à température ambiante
C'était un petit village où l'on se saluait encore dans la rue, même sans se connaître
À quelle heure part le prochain train pour Besançon ?
Le médecin a dit que la fièvre tomberait dès ce soir
Même le maître d'hôtel ne savait pas où étaient les clés
Il pleut à Orléans, évidemment
Tu préfères le thé ou le café ?
Mon frère aîné travaille à la mairie
Les pêches sont mûres cette année
On s'était promis de revenir, mais la vie en a décidé autrement et la maison a été vendue
Le théâtre était plein à craquer et pourtant personne n'osait tousser
Quand la lumière s'éteignit, quelqu'un se mit à rire au fond de la salle
J'espère que ce colis te parviendra avant ton anniversaire
Derrière l'église, un vieux tilleul ombrage la place où jouent les enfants
Nous avons marché jusqu'à la tombée de la nuit sans rencontrer âme qui vive
""",
    "de": """
Können wir morgen früh anfangen?
Das Mädchen hört gern Märchen
Über Nacht fiel viel Schnee
Die Straße ist heute gesperrt
Möchtest du noch etwas Käse?
Ich weiß nicht, wo der Schlüssel liegt
Grüße bitte deine Großmutter von mir
Im Frühling blühen die Bäume vor dem Haus
Der Zug nach München fährt um fünf Uhr zwölf
Schöne Grüße aus den Bergen und bis nächste Woche
Für das Frühstück brauchen wir Brötchen, Butter und Honig
Die Kinder spielten im Hof, während es draußen langsam dunkel wurde
Er öffnete die Tür, blickte auf die leere Straße und schloss sie wieder
Natürlich können Sie das Gerät zurückgeben, wenn Sie die Rechnung noch haben
Nach dem Gewitter roch die Luft nach nassem Gras, und die Vögel fingen wieder an zu singen
Mein Großvater erzählte oft von dem Winter, in dem der Fluss zugefroren war und man zu Fuß hinübergehen konnte
Tschüss, wir hören uns später
Das Gemüse ist leider zu weich
Fünf Äpfel kosten zwei Euro
Die Prüfung war schwer, aber fair
Heißt das, dass wir den ganzen Weg zurückgehen müssen?
Am Bahnhof wartete niemand, also nahm sie ein Taxi und fuhr allein zu ihrer Schwester
Die Bücher stehen im Regal neben dem Fenster, gleich über den alten Schallplatten
Wir haben uns zufällig auf dem Markt getroffen und sind dann zusammen essen gegangen
Der Bäcker an der Ecke schließt am Samstag schon um zwölf
Früher gab es hier ein Kino, jetzt ist dort eine große Werkstatt für Fahrräder
Wenn du möchtest, können wir übermorgen gemeinsam zum Arzt gehen
Das Wörterbuch gehört meinem Bruder, und er hätte es gern zurück
Unter der Brücke lag ein kleines Boot, das seit Jahren niemand mehr benutzt hatte
Es wäre schön, wenn ihr uns im Sommer für ein paar Tage besuchen würdet
""",
    "pl": """
Gdzie jest mój niebieski płaszcz?
Jutro będzie padał śnieg
Mój brat mieszka w Łodzi
Proszę zamknąć drzwi od kuchni
Dziękuję za piękną książkę
Nie wiem, dlaczego on tak myśli
Babcia upiekła ciasto ze śliwkami i cynamonem
Wróciliśmy późno, bo pociąg się spóźnił o godzinę
W sobotę pójdziemy nad rzekę, jeśli będzie ciepło
Dzieci bawiły się na podwórku aż do zachodu słońca
Czy możesz mi pożyczyć rower na jeden dzień?
Nauczycielka powiedziała, że jutro nie będzie żadnej lekcji
Kiedy otworzył okno, usłyszał śpiew ptaków i szum dalekiej rzeki
Kup chleb, masło, trzy jabłka i coś słodkiego dla młodszej siostry
Na końcu ulicy stał stary dom, w którym podobno od lat nikt nie mieszkał
Zimą jezioro zamarzało tak mocno, że chodziliśmy po lodzie na drugi brzeg do sklepu
Mąż Zofii pracuje w fabryce mebli, a wieczorami uczy się grać na skrzypcach
Źle spałem tej nocy
Życie jest pełne niespodzianek
To był bardzo długi dzień
Sąsiad zgubił klucze i czekał pod drzwiami, aż wróci jego żona
Po obiedzie dziadek zawsze zasypiał w fotelu z gazetą na kolanach
Gdybym wiedział, że przyjdziesz, ugotowałbym więcej zupy
Lekarz kazał mu leżeć w łóżku i pić dużo ciepłej herbaty
Ktoś zapukał do drzwi, ale kiedy otworzyłam, na schodach nikogo nie było
Pamiętasz tę piosenkę, którą śpiewaliśmy na wakacjach?
Autobus przyjeżdża dokładnie za dziesięć minut
Wszyscy słuchali w milczeniu, choć niewielu rozumiało, o co naprawdę chodzi
Pies szczekał całą noc, więc rano wszyscy byli zmęczeni i źli
Miasto wyglądało zupełnie inaczej niż na starych fotografiach
""",
    "cs": """
Kde je můj modrý deštník?
Zítra bude pršet celý den
Dědeček sedí u okna a čte
Děkuji za krásný večer
Můj bratr bydlí v Plzni
Děti si hrály na dvoře až do večera
Nevím, proč to řekl právě dnes
V sobotu pojedeme na výlet k řece
Maminka upekla koláč se švestkami a tvarohem
Vlak měl zpoždění, takže jsme přišli pozdě
Prosím tě, zavři dveře od kuchyně, je tu průvan
Když otevřel okno, uslyšel zpěv ptáků a šumění vzdálené řeky
Učitelka řekla, že zítra se nebude učit a všichni půjdou do divadla
Na konci ulice stál starý dům, ve kterém už léta nikdo nebydlel
V zimě zamrzlo jezero tak, že jsme po ledě chodili na druhý břeh do obchodu
Kup chléb, máslo, tři jablka a něco sladkého pro mladší sestru
Špatně jsem dnes spal
Život je plný překvapení
Byl to velmi dlouhý den
Autobus přijede přesně za deset minut
Soused ztratil klíče a čekal přede dveřmi, než se vrátí jeho žena
Po obědě dědeček vždycky usnul v křesle s novinami na kolenou
Kdybych věděl, že přijdeš, uvařil bych víc polévky
Lékař mu nařídil ležet v posteli a pít hodně teplého čaje
Někdo zaklepal, ale když jsem otevřela, na schodech nikdo nebyl
Pamatuješ si tu písničku, kterou jsme zpívali o prázdninách?
Pes štěkal celou noc, a tak byli ráno všichni unavení
Město vypadalo úplně jinak než na starých fotografiích
Všichni mlčky poslouchali, i když málokdo rozuměl, o co vlastně jde
Ještě jednou vám přeji šťastnou cestu a hezké počasí
""",
    "hu": """
Hol van a kék esernyőm?
Holnap egész nap esni fog az eső
A nagyapám az ablaknál ül és olvas
Köszönöm a szép estét
A bátyám Győrben lakik
A gyerekek estig játszottak az udvaron
Nem tudom, miért mondta ezt éppen ma
Szombaton kirándulni megyünk a folyóhoz
Anya szilvás süteményt sütött fahéjjal
A vonat késett, ezért későn érkeztünk meg
Kérlek, csukd be a konyhaajtót, mert huzat van
Amikor kinyitotta az ablakot, meghallotta a madarak énekét és a távoli folyó zúgását
A tanárnő azt mondta, hogy holnap nem lesz óra, és mindenki színházba megy
Az utca végén állt egy régi ház, amelyben évek óta nem lakott senki
Télen úgy befagyott a tó, hogy a jégen át jártunk a túlsó partra a boltba
Vegyél kenyeret, vajat, három almát és valami édességet a húgodnak
Rosszul aludtam az éjjel, fáradt vagyok
Az élet tele van meglepetéssel, ugye?
Nagyon hosszú nap volt ez
A busz pontosan tíz perc múlva érkezik
A szomszéd elvesztette a kulcsát, és az ajtó előtt várta a feleségét
Ebéd után a nagypapa mindig elaludt a fotelben, újsággal a térdén
Ha tudtam volna, hogy jössz, több levest főztem volna
Az orvos azt mondta, hogy maradjon ágyban, és igyon sok meleg teát
Valaki kopogott, de amikor kinyitottam, senki sem volt a lépcsőn
Emlékszel arra a dalra, amelyet a nyáron énekeltünk?
A kutya egész éjjel ugatott, ezért reggel mindenki fáradt volt
A város egészen másképp nézett ki, mint a régi fényképeken
Mindenki csendben hallgatta, bár kevesen értették, miről van szó
Még egyszer jó utat és szép időt kívánok
""",
}
OF_WESTERN_EUROPE = ("es", "pt", "fr", "de")
LONGEST = 200  # words


def short_texts(language: str) -> Iterator[str]:
    """The sentences of a language one by one, then joined with those that follow: 5 to 200 words."""
    sentences = [line for line in SENTENCES[language].splitlines() if line]
    yield from sentences
    for count in (2, 4, 8, 16):
        for start in range(0, len(sentences) - count + 1, count):
            yield " ".join(". ".join(sentences[start : start + count]).split()[:LONGEST])
