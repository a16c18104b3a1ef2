"""The plots in English."""

from __future__ import annotations

from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

INTRO = (
    "[Once upon a time|Long ago|Many years ago] there [was|lived] {hero.a_trait} [named|called] {hero}. "
    "{hero.he} lived {home}.",
    "{hero} was {hero.a_trait} who lived {home}.",
    "[Once upon a time, {home}|Not far from here, {home}|Long ago, {home}], lived {hero.a_trait} [named|called] {hero}.",
    "There was once {hero.a_trait} [named|called] {hero} who lived {home}.",
    "{hero} lived {home}. {hero.he} was {hero.a_trait}[| and liked to sing| and loved the sun| and liked to walk].",
)
FRIEND = "[{friend.a} [named|called] {friend}|{hero.his} friend {friend}, {friend.a},]"
HAPPY_END = (
    "",
    "That night, {hero} slept very well.",
    "And {hero} [smiled|laughed] all the way home.",
    "It was [a good day|one of the best days of the year|a day to remember].",
    "And from then on, {hero} and {friend} were [very good friends|the best of friends|always together].",
)

LOST = Plot(
    "lost",
    ("forgetful", "absent-minded"),
    ("The lost {thing}", "{hero} and the {thing.full}", "Where is the {thing}?"),
    (
        INTRO,
        (
            "{hero.he} had {thing.a} and [loved it very much|took it everywhere|liked it more than anything].",
            "The thing {hero} loved most was {thing.a}[| from {hero.his} {elder}| that {hero.his} {elder} had given {hero.him}].",
        ),
        (
            "",
            "But {hero} was so {hero.trait} that {hero.he} [often|always] left things in strange places.",
            "The trouble was that {hero} never put anything in its place.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} wanted {hero.his} {thing}, but {hero.he} could not find it.",
            "{when}, the {thing} was gone. {hero} did not know where it was.",
            "{when}, {hero} [woke up|came home] and saw that {hero.his} {thing} was not there.",
        ),
        (
            "{hero.he} looked {spot}. It was not there. {hero.he} looked {spot2}, [but found only an old shoe|"
            "but there were only leaves|but there was nothing].",
            "First {hero.he} looked {spot}, and then {spot2}, but the {thing} was not there.",
        ),
        (
            '"What is the matter?" asked {friend}, {friend.a} who lived [nearby|in the next house]. '
            '"I have lost my {thing.full}," said {hero}.',
            FRIEND + ' saw that {hero} was sad. "Why are you sad?" asked {friend}. "I cannot find my {thing}," '
            "said {hero}.",
        ),
        (
            '"Where were you yesterday?" asked {friend}. {hero} thought [hard|for a long time]. "I was {spot3}!" '
            "{hero.he} said.",
            '"Let us think," said {friend}. "Where did you have it last?" "I think I was {spot3}," said {hero}.',
        ),
        (
            "They [ran|went|hurried] there together, and there was the {thing.full}, {spot3}.",
            "They went to look, and {spot3} they found the {thing}[| at last].",
        ),
        PARAGRAPH,
        (
            '{hero} [hugged|thanked] {friend}. "Thank you for your help," {hero.he} said.',
            "{hero} was so happy that {hero.he} [danced|jumped for joy|hugged {friend}].",
        ),
        (
            "From that day on, {hero} put the {thing} in the same place every night.",
            "After that, {hero} always put {hero.his} things in their place.",
            "{hero} learned that it is easier to find things when each one has its place.",
        ),
    ),
    indoors=True,
)
GIFT = Plot(
    "gift",
    ("generous", "kind", "cheerful"),
    ("A gift for {elder_name}", "{hero} and the {thing.full}", "The birthday gift"),
    (
        INTRO,
        (
            "{when}, {hero} remembered that the next day was {elder_whose}.",
            "The next day was the birthday of {hero.his} {elder}, and {hero} wanted to give {elder.him} something nice.",
        ),
        (
            "{hero} knew that {hero.his} {elder} wanted {thing.a}.",
            '"I would like to have {thing.a}," {hero.his} {elder} had [often said|said in the winter].',
        ),
        PARAGRAPH,
        (
            "{hero} went to the market and found {thing.a}, but {hero.he} did not have enough coins.",
            "In the market there was {thing.a}, but it cost ten coins, and {hero} had only [two|three|four|five].",
        ),
        (
            '{hero} did not give up. "I can work for it," {hero.he} thought.',
            '"What can I do?" thought {hero}. Then {hero.he} had an idea: {hero.he} could work.',
        ),
        (
            "{friend}, {friend.a}, needed help in the garden. {hero} worked there [all afternoon|until the sun went down].",
            "All afternoon {hero} carried [water|wood] for {friend}, {friend.a} who lived nearby.",
        ),
        (
            '"You have worked very well," said {friend}, and gave {hero} [the coins|some shiny coins].',
            "In the evening, {friend} thanked {hero} and paid {hero.him}.",
        ),
        ("Then {hero} ran to the market and bought the {thing.full}.", "So {hero} could buy the {thing.full} at last."),
        PARAGRAPH,
        (
            "The next morning, {hero} gave the {thing} to {hero.his} {elder}.",
            'The next day, {hero} knocked on the door. "Happy birthday!" {hero.he} said, and held out the {thing.full}.',
        ),
        (
            "{hero.his} {elder} [cried with joy|smiled from ear to ear]. "
            '"It is the best gift of all," {elder.he} said[.|, "because you worked for it."]',
            '"It is just what I wanted!" said {hero.his} {elder}, and gave {hero.him} a big hug.',
        ),
        HAPPY_END,
    ),
)
PROUD = Plot(
    "proud",
    ("proud", "stubborn"),
    ("The heavy {heavy}", "{hero} and the {heavy}", "Stronger together"),
    (
        INTRO,
        (
            '"I do not need anybody," {hero} [often|always] said.',
            "{hero} liked to do everything alone and never asked for help.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} [found|saw] a big {heavy} {spot} and wanted to take it home.",
            "{when}, {hero} had to carry a heavy {heavy} to the market.",
        ),
        (
            "{hero.he} pulled and pulled, but the {heavy} did not move.",
            "{hero.he} pushed with all {hero.his} strength, but the {heavy} was too heavy.",
        ),
        (
            '{friend}, {friend.a}, came along the road. "Can I help you?" asked {friend}. "No, thank you," said {hero}. '
            '"I can do it alone."',
            FRIEND + ' saw it and asked, "Do you need help?" But {hero} shook {hero.his} head. "I am very strong," '
            "{hero.he} said.",
        ),
        (
            "{hero} tried again. {hero.he} pushed, {hero.he} pulled, and at last {hero.he} fell [on the ground|into "
            "the mud].",
            "{hero} tried once more, [slipped|lost {hero.his} hat] and sat down, very tired.",
        ),
        (
            '{friend} did not laugh. {friend.he} gave {hero} {friend.his} hand and said, "Together it is easier."',
            '"Everybody needs help sometimes," said {friend}[| in a soft voice].',
        ),
        PARAGRAPH,
        (
            '{hero} thought about it. ["You are right|"It is true]," {hero.he} said. "Please help me."',
            'Then {hero} was not proud any more. "Please help me," {hero.he} said.',
        ),
        (
            "{hero} pushed and {friend} pulled, and the {heavy} began to move.",
            "They counted to three and pulled together, and the {heavy} moved at once.",
        ),
        (
            "That day {hero} learned that asking for help is not a bad thing.",
            'In the evening, {hero} invited {friend} to dinner. "Thank you," {hero.he} said. "I could not have done it alone."',
            "Since then, {hero} has asked for help when {hero.he} needs it, and {hero.he} helps others too.",
        ),
    ),
)
TRAPPED = Plot(
    "trapped",
    ("curious", "brave", "kind"),
    ("The {small} in the {trap}", "{hero} and the {small}", "A strange sound"),
    (
        INTRO,
        (
            "",
            "{hero} wanted to know everything: why the wind blows and where the river goes.",
            "Every day {hero} walked in the [fields|forest] and looked at everything.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} heard a strange sound {spot}.",
            "{when}, {hero} was walking home when {hero.he} heard a soft cry {spot}.",
        ),
        (
            "At first {hero.he} was a little afraid, but {hero.he} wanted to know what it was.",
            '"Who is there?" {hero.he} asked. Nobody answered, so {hero.he} went to look.',
        ),
        (
            "There {hero.he} saw a little {small} that was caught in a {trap}.",
            "It was a little {small}. It was caught in a {trap} and could not get out.",
        ),
        (
            '"Do not be afraid," said {hero}. "I will help you."',
            "The {small} was shaking with fear. {hero} spoke to it in a soft voice.",
        ),
        (
            "Slowly and with great care, {hero} opened the {trap}, and the {small} was free.",
            "{hero} pulled and pulled until the {trap} opened and the {small} came out.",
        ),
        (
            "",
            "The {small} was thirsty, so {hero} gave it some water.",
            "It had a bad leg, so {hero} carried it home and looked after it for three days.",
        ),
        PARAGRAPH,
        (
            "The next day, when {hero} opened the door, the {small} was there. It had brought {hero.him} a {food}.",
            "Some days later, {hero} found a {food} in front of the door. The little {small} had left it there to say "
            "thank you.",
        ),
        (
            "Since then, the {small} has visited {hero} every [morning|week|Sunday].",
            "And so {hero} found a new friend, small but true.",
            "{hero} was glad that {hero.he} had gone to look.",
        ),
    ),
)
SEED = Plot(
    "seed",
    ("patient", "calm", "hard-working"),
    ("The little seed", "{hero} plants a {plant}", "{hero} waits"),
    (
        INTRO,
        (
            '{when}, {hero.his} {elder} gave {hero.him} a small seed. "If you wait, it will be a {plant}," '
            "{elder.he} said.",
            "{when}, {hero} found a seed {spot}. It was the seed of a {plant}.",
        ),
        (
            "{hero} planted it in the garden and gave it water.",
            "{hero} made a hole in the earth, put the seed in it and gave it a little water.",
        ),
        PARAGRAPH,
        (
            "The next day {hero} went to look, but there was nothing. The day after, there was nothing either.",
            "A day passed, and then a week, but nothing grew.",
        ),
        (
            '{friend}, {friend.a}, laughed. "Nothing will grow there," said {friend}.',
            '"You are wasting your time," said {friend}, {friend.a} who lived nearby.',
        ),
        (
            'But {hero} was {hero.trait}. "Good things need time," {hero.he} said, and watered the seed every [day|'
            "morning].",
            "{hero} only smiled and went on giving it water [every day|every morning|each evening].",
        ),
        (
            "Then, one morning, a small green leaf came out of the earth.",
            "After a week of rain, {hero} saw something green: it was a tiny leaf.",
        ),
        (
            "The leaf grew, and grew, until it was a beautiful {plant}.",
            "By the summer there was a big {plant} in the garden.",
        ),
        PARAGRAPH,
        (
            '{friend} came and could not believe it. "You were right to wait," {friend.he} said.',
            '"How beautiful!" said {friend}. "I am sorry that I laughed." "It does not matter," said {hero}.',
        ),
        (
            "{hero} gave {friend} a seed, and they planted it together.",
            "Since then they have looked after the garden together.",
            "And {hero} told everybody that a seed needs water, sun and time.",
        ),
    ),
)
LAZY = Plot(
    "lazy",
    ("lazy", "sleepy"),
    ("{hero} and the storm", "The hole in the roof", "Tomorrow, tomorrow"),
    (
        INTRO,
        (
            'There was a hole in the roof of {hero.his} house, but {hero} did not mend it. "I will do it tomorrow," '
            "{hero.he} always said.",
            'The roof of {hero.his} house had a hole. Every day {hero} looked at it and said, "Tomorrow I will mend it."',
        ),
        (
            '{friend}, {friend.a}, said, "Mend your roof today. The rain is coming." But {hero} [went to sleep|lay down '
            "in the sun|ate a {food}].",
            '"The clouds are dark," said {friend}, {friend.a} who lived nearby. "I will help you with the roof." '
            '"Not today," said {hero}. "I am tired."',
        ),
        PARAGRAPH,
        (
            "That night there was a great storm. The rain came through the hole and fell on {hero.his} bed.",
            "In the night it began to rain. It rained so hard that the water came in through the hole in the roof.",
        ),
        (
            "Soon everything was wet: the bed, the table and the {thing.full}.",
            "{hero} woke up with a wet nose. Even {hero.his} {thing.full} was wet.",
        ),
        (
            "{hero} ran through the rain to {friend}'s house and knocked on the door.",
            "Wet and cold, {hero} went to {friend}'s house.",
        ),
        (
            '{friend} opened at once. "Come in and sit by the fire," {friend.he} said, and gave {hero} [some soup|a '
            "dry blanket|a cup of hot milk].",
            '"Come in quickly," said {friend}, and made {hero} a place by the fire.',
        ),
        PARAGRAPH,
        (
            "The next morning the sun came out. {hero} got up early and mended the roof, and {friend} helped {hero.him}.",
            'In the morning, {hero} did not say "tomorrow". {hero.he} took a ladder and mended the roof with {friend}.',
        ),
        (
            'When the next rain came, {hero} was warm and dry. "It is better to do things in time," {hero.he} said.',
            "Since that night, {hero} has never left the work of today for tomorrow.",
        ),
    ),
)
HONEST = Plot(
    "honest",
    ("honest", "good"),
    ("The {thing.full}", "{hero} finds a {thing}", "Whose {thing} is it?"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, {hero} found {thing.a} {spot}.",
            "{when}, {hero} was walking along when {hero.he} saw something {spot}. It was {thing.a}.",
        ),
        (
            "It was very beautiful, and {hero} would have liked to keep it.",
            '"How nice it is!" thought {hero}. "I have always wanted a {thing}."',
        ),
        (
            'But {hero} was {hero.trait}. "It is not mine," {hero.he} thought. "Somebody is looking for it."',
            '"Somebody has lost it," {hero.he} said to {hero.himself}, "and is sad now."',
        ),
        (
            'So {hero} went from house to house and asked, "Have you lost a {thing}?"',
            "{hero} asked everybody in the [street|market], but nobody had lost a {thing}.",
        ),
        (
            "At last {hero.he} came to {friend.a} named {friend}, who was [crying|very sad]. "
            '"I have lost my {thing}," said {friend}.',
            'In the evening {hero.he} met {friend}, {friend.a}. "Have you seen my {thing.full}?" asked {friend}. "I '
            'have looked for it all day."',
        ),
        (
            '"Here it is," said {hero}, and gave it back. "I found it {spot}."',
            '{hero} held out the {thing.full}. "Is this yours?" {hero.he} asked. "Yes!" said {friend}.',
        ),
        PARAGRAPH,
        (
            '{friend} was very happy. "It was a gift from my {elder}," {friend.he} said. "Thank you!"',
            "{friend} jumped for joy and gave {hero} a {food}.",
        ),
        (
            "{hero} went home without the {thing}, but with a new friend.",
            "{hero} was happy too, because {hero.he} had done the right thing.",
        ),
    ),
)
SHY = Plot(
    "shy",
    ("shy", "quiet"),
    ("A new friend", "{hero} says hello", "{hero} and {friend}"),
    (
        INTRO,
        (
            "{hero.he} was new there and did not know anybody.",
            "{hero} wanted to have a friend, but {hero.he} did not dare to speak.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} saw {friend.a} with {thing.a}. It was {friend}, who lived nearby.",
            "Every afternoon, {friend}, {friend.a}, [played|sat] alone with {thing.a} {spot}.",
        ),
        (
            "{hero} wanted to say hello, but no word came out, and {hero.he} went home.",
            "{hero} looked from far away and did not say anything.",
        ),
        (
            'At home, {hero.his} {elder} asked, "Why are you sad?" "I do not know how to make a friend," said {hero}.',
            '{hero} told {hero.his} {elder} about it. "I am afraid that {friend} will laugh at me," {hero.he} said.',
        ),
        (
            '"It is easy," said {hero.his} {elder}. "Smile and say hello. The rest comes by itself."',
            '{hero.his} {elder} gave {hero.him} two {foods}. "One is for you and one is for your new friend," '
            "{elder.he} said.",
        ),
        PARAGRAPH,
        (
            'The next day, {hero} took a deep breath, walked up to {friend} and said, "Hello! I am {hero}."',
            'The next day, {hero} went up to {friend}. {hero.his} heart beat fast. "Hello," {hero.he} said in a small '
            "voice.",
        ),
        (
            '{friend} smiled. "Hello! Do you want to see my {thing}?" {friend.he} said.',
            '"Hello!" said {friend}. "I also wanted to talk to you, but I was shy too."',
        ),
        (
            "They talked and laughed together until it was dark.",
            "They stayed together all afternoon, and {friend} let {hero} hold the {thing.full}.",
        ),
        (
            "Since that day, {hero} and {friend} have been good friends.",
            "And {hero} never forgot how much one small word can do.",
        ),
    ),
    ("child", "animal"),
)
RESCUE = Plot(
    "rescue",
    ("brave", "strong"),
    ("{hero} and the river", "The brave {hero.kind}", "{hero} and the little {small}"),
    (
        INTRO,
        PARAGRAPH,
        (
            "{when}, after [a long rain|a night of rain], {hero} was walking near the river. The water was high and fast.",
            "{when}, {hero} went to the river. It had rained all night, and the water was very high.",
        ),
        (
            'Suddenly {hero.he} heard a voice: "Help!" A little {small} was in the water, holding on to a branch.',
            "In the middle of the river, on a small stone, sat a little {small}. It could not get back.",
        ),
        (
            "{hero} looked around. {friend}, {friend.a}, was there too, but {friend.he} was afraid of the water.",
            '"What can we do?" asked {friend}, {friend.a} who was there too. "The water is too fast."',
        ),
        (
            '"Bring me a [rope|long branch]," said {hero}. {friend} ran and came back with it.',
            "{hero} was afraid too, but {hero.he} had an idea. {friend} helped {hero.him} to find a [rope|long branch].",
        ),
        (
            "{friend} held one end. {hero} took the other and went into the cold water, step by step.",
            "{hero} tied it to a tree and went into the water, while {friend} held it with both hands.",
        ),
        (
            "At last {hero.he} [reached|got to] the {small} and took it in {hero.his} arms.",
            "The water pulled hard, but {hero} did not let go, and took the {small} out of the river.",
        ),
        PARAGRAPH,
        (
            "Soon they were all on dry land. The {small} was wet and tired, but it was safe.",
            "When they came out of the water, the {small} [closed its eyes and slept|was safe and warm].",
        ),
        (
            '"You are very brave," said {friend}. "You were not afraid!" "I was afraid," said {hero}, "but the {small} '
            'needed us."',
            '"I could not have done it without you," said {hero} to {friend}. And {friend} was proud.',
        ),
        HAPPY_END,
    ),
)
SHARE = Plot(
    "share",
    ("stubborn", "greedy"),
    ("The last {food}", "{hero}, {friend} and the {food}", "Half and half"),
    (
        INTRO,
        (
            "{hero.his} friend {friend} was {friend.a} who lived nearby.",
            "{hero.his} best friend was {friend.a} named {friend}.",
        ),
        PARAGRAPH,
        (
            "{when}, they found a big {food} {spot}. It was the last one.",
            "{when}, {hero} and {friend} saw a {food} {spot}, and both were very hungry.",
        ),
        (
            '"I saw it first!" said {hero}. "No, I did!" said {friend}.',
            '"It is mine," said {hero}. "It is not," said {friend}. "It is mine."',
        ),
        (
            "{hero} pulled on one side and {friend} pulled on the other, and the {food} fell on the ground.",
            "They shouted so much that they did not see a {small}, which took a bite of the {food}.",
        ),
        (
            "They looked at each other. Now nobody was happy.",
            "Then both were quiet. {hero} felt sorry.",
        ),
        PARAGRAPH,
        (
            '"We can share it," said {hero} at last. "Half for you and half for me." {friend} [smiled|agreed]. They cut the '
            "{food} in two and ate it {spot2}.",
            '"I am sorry," said {hero}. "A friend is worth more than a {food}." "I am sorry too," said {friend}. So they cut '
            "the {food} in two and sat down {spot2} to eat.",
        ),
        (
            "It was the best {food} that they had ever eaten.",
            "And half a {food} with a friend tasted better than a whole one alone.",
            "Since then, they have shared everything.",
        ),
    ),
)
DARK = Plot(
    "dark",
    ("timid", "careful"),
    ("A noise in the night", "{hero} and the dark", "Who is there?"),
    (
        INTRO,
        (
            "{hero} was not afraid of the rain or of the wind, but {hero.he} was afraid of the dark.",
            "By day {hero} was happy, but when the night came, {hero.he} was afraid.",
        ),
        PARAGRAPH,
        (
            "One night, {hero} heard a noise {spot}. [Tap, tap, tap|Tac, tac, tac|Toc, toc, toc].",
            "One night, when everything was quiet, something moved {spot}.",
        ),
        (
            '"It is a monster," thought {hero}, and hid under the blanket.',
            "{hero} pulled the blanket over {hero.his} head and did not move.",
        ),
        (
            '{hero.his} {elder} came with a lamp. "What is it?" {elder.he} asked. "There is something {spot}," said '
            "{hero}.",
            '"{elder_call}!" called {hero}. {hero.his} {elder} came at once and lit a lamp.',
        ),
        (
            '"Let us look together," said {hero.his} {elder}, and took {hero.him} by the hand.',
            '"We will go and see," said {hero.his} {elder}. "With a light there is nothing to be afraid of."',
        ),
        (
            "They went step by step, and there they found a little {small} that was looking for food.",
            "It was not a monster. It was only a little {small}, and it was more afraid than {hero}.",
        ),
        PARAGRAPH,
        (
            "{hero} laughed and gave it [a piece of {food}|some water|some bread].",
            '"Poor thing," said {hero}. "You do not like the dark either."',
        ),
        (
            "Since that night, {hero} has not been afraid of the dark. When {hero.he} hears a noise, {hero.he} thinks of "
            "the {small} and smiles.",
            "That night {hero} learned that things are the same in the dark as in the light.",
        ),
    ),
    ("child", "animal"),
    indoors=True,
)
BRIDGE = Plot(
    "bridge",
    ("clever", "hard-working"),
    ("The broken bridge", "{hero} builds a bridge", "The new bridge"),
    (
        INTRO,
        (
            "Every week {hero} crossed the bridge to visit {hero.his} {elder}.",
            "{hero.his} {elder} lived on the other side of the river, and {hero} often went there.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} came to the river with {thing.a} for {hero.his} {elder}, but the bridge was broken.",
            "{when}, after a storm, {hero} saw that the bridge was broken. {hero.he} was bringing {thing.a} to {hero.his} "
            "{elder}.",
        ),
        (
            "The water was too deep, and there was no boat.",
            '"How can I get to the other side?" {hero.he} thought.',
        ),
        (
            "{hero} sat down and thought. Then {hero.he} saw some long logs {spot}.",
            "{hero} did not go home. {hero.he} looked around, and {spot} {hero.he} saw some long logs.",
        ),
        (
            '"With these logs we can build a new bridge," {hero.he} said to {friend}, {friend.a} who was fishing there.',
            "{friend}, {friend.a}, came by, and {hero} explained {hero.his} idea.",
        ),
        (
            "They worked all [morning|day]. {hero} carried the wood, and {friend} tied it with ropes.",
            "{friend} brought ropes, {hero} brought the logs, and step by step the bridge grew.",
        ),
        PARAGRAPH,
        (
            "In the evening the new bridge was ready. {hero} crossed it with care: it was strong.",
            "When the sun went down, {hero} put one foot on the bridge, and then the other. It did not break.",
        ),
        (
            "On the other side, {hero.his} {elder} was waiting, and {hero} gave {elder.him} the {thing.full}.",
            '{hero.his} {elder} was very surprised. "Did you build it?" {elder.he} asked. "Yes, with {friend}," said {hero}, '
            "and gave {elder.him} the {thing.full}.",
        ),
        (
            "Since then, everybody has crossed the river on the bridge that {hero} and {friend} built.",
            "And everybody in the valley thanked {hero} and {friend}.",
        ),
    ),
)
COOK = Plot(
    "cook",
    ("cheerful", "absent-minded"),
    ("The {dish} without {missing}", "{hero} makes {dish_some}", "A dinner for friends"),
    (
        INTRO,
        (
            "{hero} liked to cook, and {hero.his} {dish} was the best in the valley.",
            "What {hero} liked best was to cook for {hero.his} friends.",
        ),
        PARAGRAPH,
        (
            "{when}, {hero} invited {hero.his} friends to dinner. {hero.he} wanted to make {dish_some}.",
            "{when}, {hero} began to make {dish_some} for {hero.his} friends.",
        ),
        (
            "{hero.he} put everything on the table, and then {hero.he} saw that there was no {missing}.",
            "But when {hero.he} opened the cupboard, there was no {missing} left.",
        ),
        (
            '"Without {missing} it will not be good," said {hero}. And the market was closed.',
            '"Oh no!" said {hero}. "I forgot to buy {missing}!"',
        ),
        (
            "{hero.he} went to the house of {friend}, {friend.a}, and knocked on the door. "
            '"Do you have some {missing}?" {hero.he} asked. "Of course," said {friend}. "And I will help you."',
            'Just then {friend}, {friend.a}, came in. "Why are you sad?" asked {friend}. "I have no {missing}," '
            'said {hero}. "I have some at home," said {friend}, and [ran|went] to get it.',
        ),
        (
            "They cooked together and sang, and soon the whole house smelled good.",
            "{friend} helped and {hero} sang, and in an hour the {dish} was ready.",
        ),
        PARAGRAPH,
        (
            "In the evening everybody came. They ate the {dish} and asked for more.",
            "The friends came and sat down at the table. Nobody spoke, because the {dish} was so good.",
        ),
        (
            '"The secret is a little {missing}," said {hero}, and looked at {friend}, "and a good friend."',
            '"I could not have done it without {friend}," said {hero}, and everybody clapped.',
        ),
    ),
)
JOURNEY = Plot(
    "journey",
    ("curious", "adventurous", "brave"),
    ("{hero} wants to see {goal}", "The way to {goal}", "A long walk"),
    (
        INTRO,
        (
            "{hero} had never seen {goal}. {hero.his} {elder} had told {hero.him} about it, and {hero} dreamed of it "
            "every night.",
            '"What is {goal} like?" {hero} [often|always] asked. "You must see it," said {hero.his} {elder}.',
        ),
        PARAGRAPH,
        (
            "{when}, {hero} took a {food} and some water and set out.",
            "{when}, {hero} put a {food} in a bag, said goodbye to {hero.his} {elder} and started to walk.",
        ),
        (
            "{hero.he} walked all day, over hills and through fields, until there was no road any more.",
            "After many hours {hero.he} did not know where {hero.he} was. {hero.he} was lost.",
        ),
        (
            "There {hero.he} met {friend}, {friend.a}, who was hungry. {hero} gave {friend.him} half of the {food}.",
            '{friend.a} named {friend} was sitting by the road. "I am hungry," said {friend}. {hero} shared the {food} with '
            "{friend.him}.",
        ),
        (
            '"Where are you going?" asked {friend}. "I want to see {goal}," said {hero}, "but I am lost."',
            '"Thank you," said {friend}. "Can I do anything for you?" "Do you know the way to {goal}?" asked {hero}.',
        ),
        (
            '"I know the way," said {friend}. "Follow the river and do not leave it. I will go with you."',
            '"It is not far," said {friend}. "Come with me."',
        ),
        ("They walked until the next morning.", "They walked together and sang to make the way shorter."),
        PARAGRAPH,
        (
            "And there it was: {goal}, beautiful in the light of the sun.",
            "Then {hero} saw {goal} at last, and did not know what to say.",
        ),
        (
            "{hero} picked up a small stone for {hero.his} {elder} and kept it in {hero.his} bag.",
            '"It is more beautiful than in my dreams," said {hero}.',
        ),
        (
            "When {hero.he} came home, {hero.he} told {hero.his} {elder} everything.",
            "{hero} came home tired, but very happy, and with a new friend.",
        ),
    ),
)
PLOTS = (LOST, GIFT, PROUD, TRAPPED, SEED, LAZY, HONEST, SHY, RESCUE, SHARE, DARK, BRIDGE, COOK, JOURNEY)
