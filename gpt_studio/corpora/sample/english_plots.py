"""The plots in English."""

from __future__ import annotations

from gpt_studio.corpora.sample.people import BRUNO, CLARA, HUGO, LEO, LOLA, LUNA, MAX, NORA, OTTO, RITA
from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

INTRO = (
    "Once upon a time there was {hero.a_trait} called {hero}. {hero.he} lived {hero.home}.",
    "Once upon a time there was {hero.a_trait} called {hero}. {hero} lived {hero.home}.",
    "{hero} was {hero.a_trait} who lived {hero.home}.",
    "There was once {hero.a_trait} called {hero}. {hero.he} lived {hero.home}.",
    "Long ago, {hero.home}, lived {hero.a_trait} called {hero}.",
)
END = (
    "That night {hero} slept very well.",
    "{hero} went home with a smile.",
    "It was the best day of the year for {hero}.",
)

LOST = Plot(
    LOLA,
    ("forgetful", "curious"),
    (
        INTRO,
        (
            "{hero} had {thing.a}. {hero.he} took the {thing} everywhere.",
            "{hero} had {thing.a}, and {hero.he} loved it very much.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} could not find {hero.his} {thing}.",
            "{when}, {hero} woke up and {hero.his} {thing} was not there.",
        ),
        (
            "{hero.he} looked {spot}, but the {thing} was not there. {hero.he} looked {spot2}, but it was not there.",
            "{hero} looked {spot} and {spot2}, but {hero.he} could not find the {thing}.",
        ),
        ("{hero} was very sad.", "{hero} sat down, because {hero.he} was sad."),
        (
            'Then {friend.a} came along. "Why are you sad, {hero}?" asked the {friend}. "I have lost my {thing}," said '
            "{hero}.",
            'Then {hero} saw {friend.a}. "Have you seen my {thing}?" asked {hero}. "No," said the {friend}, "but I can '
            'help you, {hero}."',
        ),
        PARAGRAPH,
        (
            '"Where were you yesterday?" asked the {friend}. "I was {spot3}," said {hero}.',
            '"Let us look {spot3}, {hero}," said the {friend}.',
        ),
        (
            "{hero} and the {friend} ran there, and the {thing.full} was {spot3}.",
            "{hero} and the {friend} looked {spot3}, and there was the {thing.full}.",
        ),
        (
            '"Thank you!" said {hero}, and {hero.he} hugged the {friend}.',
            "{hero} was so happy that {hero.he} danced with the {friend}.",
        ),
        (
            "From that day on, {hero} always put {hero.his} {thing} in its place.",
            "Now {hero} knows that each thing needs its place.",
        ),
    ),
)
GIFT = Plot(
    CLARA,
    ("generous", "kind"),
    (
        INTRO,
        (
            "{when}, {hero} wanted to give {thing.a} to {hero.his} {elder}.",
            "{when}, {hero} remembered the birthday of {hero.his} {elder}. {hero.he} wanted to buy {thing.a}.",
        ),
        PARAGRAPH,
        (
            "{hero} went to the market. There was {thing.a}, but {hero} had no coins.",
            "In the market {hero} saw {thing.a}, but {hero.he} had no coins.",
        ),
        (
            '"I can work for it," said {hero}.',
            'Then {hero} had an idea. "I can work," {hero.he} said.',
        ),
        (
            "{friend.a} needed help in the garden, so {hero} worked there all day.",
            "{hero} carried water for {friend.a} all day.",
        ),
        (
            '"You have worked very well, {hero}," said the {friend}, and gave {hero.him} ten coins.',
            '"Thank you, {hero}," said the {friend}, and gave {hero.him} ten coins.',
        ),
        ("{hero} ran to the market and bought the {thing.full}.", "So {hero} could buy the {thing.full}."),
        PARAGRAPH,
        (
            "In the evening {hero} gave the {thing} to {hero.his} {elder}.",
            '"This is for you," said {hero}, and {hero.he} gave the {thing} to {hero.his} {elder}.',
        ),
        (
            '"It is the best gift of all, {hero}," said {hero.his} {elder}.',
            "{hero.his} {elder} smiled and gave {hero} a big hug.",
        ),
        END,
    ),
)
PROUD = Plot(
    OTTO,
    ("proud", "strong"),
    (
        INTRO,
        (
            '"I do not need help," {hero} always said.',
            "{hero} did everything alone and never asked for help.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} found a big {heavy} {spot}. {hero.he} wanted to take the {heavy} home.",
            "{when}, {hero} had to carry a big {heavy} to the market.",
        ),
        (
            "{hero} pulled and pulled, but the {heavy} did not move.",
            "{hero} pushed and pushed, but the {heavy} was too heavy.",
        ),
        (
            '{friend.a} came along. "Can I help you, {hero}?" asked the {friend}. "No, thank you," said {hero}. "I can '
            'do it alone."',
        ),
        (
            "{hero} tried again and fell into the mud. {hero.he} was very tired.",
            "{hero} tried again, but {hero.he} was too tired.",
        ),
        PARAGRAPH,
        (
            '"Everybody needs help, {hero}," said the {friend}.',
            '"Together it is easier, {hero}," said the {friend}.',
        ),
        ('"You are right," said {hero}. "Please help me."',),
        (
            "{hero} pulled and the {friend} pushed, and the {heavy} moved.",
            "{hero} and the {friend} pulled together, and the {heavy} moved.",
        ),
        (
            "Now {hero} asks for help when {hero.he} needs it.",
            '"Thank you," said {hero}. "I could not do it alone."',
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
            "{when}, {hero} heard a strange sound {spot}.",
            "{when}, {hero} was walking home when {hero.he} heard a soft cry {spot}.",
        ),
        (
            "{hero} was a little afraid, but {hero.he} went to look.",
            '"Who is there?" asked {hero}, and {hero.he} went to look.',
        ),
        ("{hero} saw a {small} in a {trap}. The {small} could not get out.",),
        (
            '"Do not be afraid," said {hero}. "I will help you."',
            '"Poor {small}!" said {hero}. "I will help you."',
        ),
        (
            "{hero} opened the {trap} with care, and the {small} was free.",
            "{hero} pulled and pulled until {hero.he} opened the {trap}, and the {small} was free.",
        ),
        (
            "",
            "The {small} was hungry, so {hero} gave it some bread.",
            "The {small} was thirsty, so {hero} gave it water.",
        ),
        PARAGRAPH,
        (
            "The next day {hero} opened the door, and there was the {small} with a {food} for {hero.him}.",
            "The next day {hero} found a {food} at {hero.his} door. It was a gift from the {small}.",
        ),
        (
            "Since then, the {small} visits {hero} every day.",
            "{hero} was happy, because {hero.he} had a new friend.",
        ),
    ),
)
SEED = Plot(
    RITA,
    ("patient", "clever"),
    (
        INTRO,
        (
            '{when}, {hero.his} {elder} gave {hero} a seed. "It will be a {plant}, {hero}," said {hero.his} {elder}.',
            "{when}, {hero} found a seed {spot}. It was the seed of a {plant}.",
        ),
        ("{hero} put the seed in the earth and gave it water.", "{hero} planted the seed in {hero.his} garden."),
        PARAGRAPH,
        (
            "The next day {hero} went to look, but there was nothing.",
            "A week passed, but {hero} saw nothing.",
        ),
        (
            '"Nothing will grow there, {hero}," said {friend.a}.',
            '{friend.a} laughed. "You must wait a long time, {hero}," said the {friend}.',
        ),
        (
            'But {hero} was {hero.trait}. "I can wait," said {hero}, and {hero.he} gave the seed water every day.',
            "But {hero} gave the seed water every day, because {hero.he} was {hero.trait}.",
        ),
        (
            "Then, one morning, {hero} saw a small green leaf.",
            "After the rain, {hero} saw a small green leaf.",
        ),
        ("The leaf grew and grew, and in the summer {hero} had a beautiful {plant}.",),
        PARAGRAPH,
        (
            '"You were right, {hero}," said the {friend}.',
            '"What a beautiful {plant}, {hero}!" said the {friend}.',
        ),
        (
            "{hero} gave the {friend} a seed, and now they have a garden together.",
            "{hero} was very proud of {hero.his} {plant}.",
        ),
    ),
)
LAZY = Plot(
    BRUNO,
    ("lazy", "sleepy"),
    (
        INTRO,
        (
            'There was a hole in the roof of {hero.his} house. "I will mend it tomorrow," {hero} always said.',
            'The roof of {hero.his} house had a hole. "Tomorrow," {hero} said every day.',
        ),
        (
            '"The rain is coming, {hero}," said {friend.a}. "Mend your roof today." But {hero} went to sleep.',
            '"Mend your roof today, {hero}," said {friend.a}. But {hero} sat down in the sun.',
        ),
        PARAGRAPH,
        (
            "That night it rained, and the water came through the hole.",
            "In the night there was a storm, and the rain came through the hole.",
        ),
        (
            "{hero} woke up with a wet nose. {hero.his} bed was wet, and {hero.his} {thing.full} was wet too.",
            "{hero} woke up, because {hero.he} was cold. {hero.his} {thing.full} was wet too.",
        ),
        (
            "{hero} ran through the rain to the house of the {friend}.",
            "Cold and wet, {hero} went to the house of the {friend}.",
        ),
        (
            '"Come in, {hero}, and sit by the fire," said the {friend}, and gave {hero.him} some soup.',
            '"Come in, {hero}," said the {friend}, and gave {hero.him} a cup of hot milk.',
        ),
        PARAGRAPH,
        (
            "In the morning {hero} got up early and mended {hero.his} roof with the {friend}.",
            "The next day {hero} took a ladder and mended the roof, and the {friend} helped {hero.him}.",
        ),
        (
            "When it rained again, {hero} was warm and dry.",
            "Now {hero} does {hero.his} work today and not tomorrow.",
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
            "{when}, {hero} found {thing.a} {spot}.",
            "{when}, {hero} saw something {spot}. It was {thing.a}.",
        ),
        (
            '"How beautiful it is!" said {hero}. "But it is not mine."',
            "{hero} wanted to keep the {thing}, but {hero.he} was {hero.trait}.",
        ),
        (
            "So {hero} went from house to house with the {thing}.",
            'So {hero} asked everybody, "Have you lost a {thing}?"',
        ),
        (
            'At last {hero} met {friend.a}. "I have lost my {thing}," said the {friend}.',
            'In the evening {hero} met {friend.a}. "Have you seen my {thing}, {hero}?" asked the {friend}.',
        ),
        (
            '"Here it is," said {hero}. "I found it {spot}."',
            '"Is this your {thing}?" asked {hero}. "Yes!" said the {friend}.',
        ),
        PARAGRAPH,
        (
            '"Thank you, {hero}!" said the {friend}, and gave {hero.him} a {food}.',
            "The {friend} jumped for joy and gave {hero} a {food}.",
        ),
        (
            "{hero} went home without the {thing}, but with a new friend.",
            "{hero} was happy, because {hero.he} had done the right thing.",
        ),
    ),
)
SHY = Plot(
    NORA,
    ("shy", "timid"),
    (
        INTRO,
        (
            "{hero} wanted to have a friend, but {hero.he} was too {hero.trait}.",
            "{hero} had no friends, because {hero.he} was so {hero.trait}.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} saw {friend.a} with {thing.a}.",
            "{when}, {friend.a} sat alone {spot} with {thing.a}. {hero} saw it.",
        ),
        (
            "{hero} wanted to say hello, but {hero.he} did not dare, and {hero.he} went home.",
            "{hero} did not dare to say hello to the {friend}.",
        ),
        ('"Why are you sad, {hero}?" asked {hero.his} {elder}. "I do not know how to make a friend," said {hero}.',),
        (
            '"It is easy," said {hero.his} {elder}. "Smile and say hello, {hero}."',
            '{hero.his} {elder} gave {hero.him} a {food}. "Give it to your new friend, {hero}."',
        ),
        PARAGRAPH,
        (
            'The next day {hero} went to the {friend}. "Hello! I am {hero}," {hero.he} said.',
            'The next day {hero} smiled at the {friend}. "Hello," said {hero}.',
        ),
        (
            '"Hello, {hero}!" said the {friend}. "Do you want to see my {thing}?"',
            '"Hello, {hero}!" said the {friend}. "I was shy too."',
        ),
        (
            "Since that day, {hero} and the {friend} are good friends.",
            "{hero} and the {friend} played with the {thing.full} until the evening.",
        ),
    ),
)
RESCUE = Plot(
    MAX,
    ("brave", "strong"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} was walking near the river. The water was high and fast.",
            "{when}, {hero} went to the river. The water was very high.",
        ),
        (
            '"Help!" cried a voice. {hero} saw a {small} in the water.',
            "Then {hero} saw a {small} on a stone in the water.",
        ),
        (
            '"What can we do, {hero}?" asked {friend.a}. "Bring me a rope," said {hero}.',
            '{friend.a} was there too. "The water is too fast, {hero}!" said the {friend}. "Bring me a rope," said '
            "{hero}.",
        ),
        ("The {friend} held the rope, and {hero} went into the cold water.",),
        (
            "{hero} was afraid, but {hero.he} did not stop.",
            "The water pulled hard, but {hero} was {hero.trait}.",
        ),
        ("At last {hero} took the {small} in {hero.his} arms.", "At last {hero} got to the {small} and took it home."),
        PARAGRAPH,
        (
            '"You are very {hero.trait}, {hero}," said the {friend}.',
            '"Thank you, {hero}," said the {small}.',
        ),
        (
            '"I was afraid too," said {hero}, "but the {small} needed me."',
            '"I could not do it alone," said {hero} to the {friend}.',
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
            "{when}, {hero} and {friend.a} found a {food} {spot}.",
            "{when}, {hero} saw a {food} {spot}, and {friend.a} saw it too.",
        ),
        (
            '"The {food} is mine!" said {hero}. "No, it is mine!" said the {friend}.',
            '"I saw it first!" said {hero}. "No, I did!" said the {friend}.',
        ),
        (
            "{hero} pulled and the {friend} pulled, and the {food} fell on the ground.",
            "{hero} took the {food} and did not give it to the {friend}.",
        ),
        (
            "The {friend} was sad. {hero} was not happy either.",
            "{hero} looked at the {friend}, and {hero.he} felt sorry.",
        ),
        PARAGRAPH,
        (
            '"I am sorry," said {hero}. "We can share the {food}."',
            '"Half for you and half for me," said {hero}.',
        ),
        (
            "So {hero} cut the {food} in two, and they ate it {spot2}.",
            '"Thank you, {hero}," said the {friend}, and they ate the {food} {spot2}.',
        ),
        (
            "Since then, {hero} shares everything with the {friend}.",
            "It was the best {food} that {hero} had ever eaten.",
        ),
    ),
)
DARK = Plot(
    LEO,
    ("timid", "shy"),
    (
        INTRO,
        (
            "{hero} was afraid of the dark.",
            "By day {hero} was happy, but at night {hero.he} was afraid.",
        ),
        PARAGRAPH,
        (
            "One night, {hero} heard a noise. Tap, tap, tap.",
            "One night, something moved under the bed. {hero} heard it.",
        ),
        (
            '"It is a monster!" said {hero}, and {hero.he} did not move.',
            "{hero} was very afraid, and {hero.he} did not move.",
        ),
        (
            '{hero.his} {elder} came with a lamp. "What is it, {hero}?" asked {hero.his} {elder}.',
            '"Help!" cried {hero}, and {hero.his} {elder} came with a lamp.',
        ),
        ('"Let us look together, {hero}," said {hero.his} {elder}.',),
        (
            "{hero} looked under the bed. It was not a monster. It was only a {small}.",
            "{hero} looked behind the door. There was only a {small}.",
        ),
        PARAGRAPH,
        (
            "{hero} laughed and gave the {small} some bread.",
            '"Poor {small}!" said {hero}. "You are afraid too."',
        ),
        (
            "Since that night, {hero} is not afraid of the dark.",
            "Now {hero} thinks of the {small} at night, and {hero.he} smiles.",
        ),
    ),
)
BRIDGE = Plot(
    HUGO,
    ("clever", "patient"),
    (
        INTRO,
        (
            "Every week {hero} crossed the bridge to visit {hero.his} {elder}.",
            "{hero.his} {elder} lived on the other side of the river, and {hero} went there every week.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} came to the river with {thing.a} for {hero.his} {elder}, but the bridge was broken.",
            "{when}, {hero} saw that the bridge was broken. {hero.he} had {thing.a} for {hero.his} {elder}.",
        ),
        (
            '"How can I get to the other side?" thought {hero}.',
            "The water was deep, and {hero} had no boat.",
        ),
        (
            'But {hero} was {hero.trait}. "I can build a new bridge," said {hero}.',
            "Then {hero} saw some wood {spot}, and {hero.he} had an idea.",
        ),
        (
            '"I will help you, {hero}," said {friend.a}.',
            '{friend.a} came along. "Can I help you, {hero}?" asked the {friend}.',
        ),
        ("{hero} brought the wood, and the {friend} brought the ropes. They worked all day.",),
        PARAGRAPH,
        (
            "In the evening {hero} crossed the new bridge and gave the {thing} to {hero.his} {elder}.",
            "At last {hero} could cross the river and give the {thing.full} to {hero.his} {elder}.",
        ),
        (
            '"You are very {hero.trait}, {hero}," said {hero.his} {elder}.',
            '"Did you build it, {hero}?" asked {hero.his} {elder}. "Yes, with the {friend}," said {hero}.',
        ),
        END,
    ),
)
COOK = Plot(
    CLARA,
    ("cheerful", "forgetful"),
    (
        INTRO,
        ("{hero} liked to cook, and {hero.his} {dish} was very good.", "{hero} liked to cook for {hero.his} friends."),
        PARAGRAPH,
        (
            "{when}, {hero} wanted to make a {dish}.",
            "{when}, {hero} began to make a {dish} for {hero.his} friends.",
        ),
        (
            '"Oh no!" said {hero}. "There is no salt!"',
            "But when {hero} opened the cupboard, {hero.he} saw that there was no salt.",
        ),
        (
            '{hero} went to the house of {friend.a}. "Do you have some salt?" asked {hero}.',
            '{friend.a} came in. "Why are you sad, {hero}?" asked the {friend}. "I have no salt," said {hero}.',
        ),
        (
            '"Here you are, {hero}," said the {friend}.',
            '"I have some salt, {hero}," said the {friend}, "and I will help you."',
        ),
        (
            "{hero} and the {friend} cooked and sang, and soon the {dish} was ready.",
            "{hero} cooked and the {friend} helped, and soon the {dish} was ready.",
        ),
        PARAGRAPH,
        (
            "In the evening everybody ate the {dish} and asked for more.",
            'In the evening everybody came. "It is very good, {hero}," they said.',
        ),
        (
            '"The secret is a little salt," said {hero}, "and a good friend."',
            "{hero} was very happy, and {hero.he} thanked the {friend}.",
        ),
    ),
)
JOURNEY = Plot(
    OTTO,
    ("adventurous", "brave"),
    (
        INTRO,
        (
            "{hero} had never seen the {goal}, but {hero.he} dreamed of it every night.",
            '"I want to see the {goal}," {hero} always said.',
        ),
        PARAGRAPH,
        (
            "{when}, {hero} put a {food} in {hero.his} bag and started to walk.",
            "{when}, {hero} said goodbye to {hero.his} {elder} and started to walk with a {food} in {hero.his} bag.",
        ),
        (
            "{hero} walked all day, and then {hero.he} was lost.",
            "After many hours, {hero} did not know where {hero.he} was.",
        ),
        (
            '{hero} met {friend.a}. "I am hungry," said the {friend}, so {hero} gave it the {food}.',
            "{friend.a} was sitting {spot}. {hero} shared the {food} with the {friend}.",
        ),
        (
            '"Thank you, {hero}," said the {friend}. "I know the way to the {goal}."',
            '"Where are you going, {hero}?" asked the {friend}. "To the {goal}," said {hero}. "Come with me," said the '
            "{friend}.",
        ),
        PARAGRAPH,
        (
            "{hero} and the {friend} walked together, and at last {hero} saw the {goal}.",
            "The next morning, {hero} saw the {goal} in the light of the sun.",
        ),
        (
            '"It is more beautiful than in my dreams," said {hero}.',
            "{hero} was so happy that {hero.he} danced.",
        ),
        (
            "{hero} came home tired, but {hero.he} was very happy.",
            "When {hero} came home, {hero.he} told {hero.his} {elder} everything.",
        ),
    ),
)
PLOTS = (LOST, GIFT, PROUD, TRAPPED, SEED, LAZY, HONEST, SHY, RESCUE, SHARE, DARK, BRIDGE, COOK, JOURNEY)
