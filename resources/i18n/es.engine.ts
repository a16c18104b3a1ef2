<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>engine</name>
        <message>
            <source>There is no display to open the window on: run this where there is one, or use the terminal, for example "gpt-studio demo".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is damaged: it is not UTF-8 text. Get a good copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no folder {folder}: choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is not a model: it has no config.json. Choose the folder that holds config.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} does not say its model_type, so its architecture is unknown: add it, one of {supported}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>generation_config.json sets {name} to {value!r}, which makes no sense: mend the entry or remove it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be read ({reason}): check that it exists and that you may read it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is damaged: it does not hold a JSON object. Get a good copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{model_type}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{layers} layers of {heads} heads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hidden size {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>context of {length} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count:,} parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} tensors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stored as {dtypes}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{megabytes:,.1f} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>vocabulary of {size:,} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} special tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a chat template: it can hold conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is cut short: the copy or download did not finish. Get the whole file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is damaged: it is not a safetensors file. Get a good copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} are quantised, which GPT Studio does not read: get the model's original weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer in {folder} has {tokens} tokens but the model knows only {known}: they do not belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} has a config.json but no weights: put its model.safetensors there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} holds its weights only as {file}, a pickle file, which can run any program when it is opened, so GPT Studio never does: get the model in the safetensors format.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is damaged: it does not say which file holds what. Get a good copy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} names a file outside its folder ({place}), which is not safe to open: get the model from a source that you trust.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} lack {count} tensors that config.json asks for: {tensors}. Get the files that belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} hold {count} tensors that the architecture in config.json does not have: {tensors}. Get the files that belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} do not fit config.json in {count} tensors: {tensors}. Get the files that belong together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} are stored as {dtypes}, which GPT Studio does not compute with: get them in float32, float16 or bfloat16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json says that reading and writing share one table, but the file holds two different ones: both are used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of this is text that can be read: choose other files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} could not be written ({reason}): check the disk and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full, so {path} was not saved: free some space and try again. What was there before is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is on a read-only disk, so nothing was saved: choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no permission to write {path}: choose another folder or change its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program is writing to {folder} ({holder}): wait until it ends or stop it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{label} is {value!r}, which is not {expected}: give {expected}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{label} is {value!r}: choose one of {choices}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{label} is {value:g}: it must be at least {limit:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{label} is {value:g}: it may be at most {limit:g}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name "{name}" cannot be used for a folder: use up to 100 letters, digits, spaces, hyphens or dots, without a dot at either end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Same line ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writes every line end the same way. Windows and old Mac files mark them differently.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose accents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writes each accented letter as one character (Unicode NFC), so that é is always the same é.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop invisible characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Removes control characters, soft hyphens and marks without width. Tabs and line ends stay.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shorten blank runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Removes spaces at the end of lines and leaves at most two empty lines in a row.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reads a document only once, even if it stands in several files. A model learns repeated text by heart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} holds no text: take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything in {name} also stands in files above it, so it is skipped: take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The corpus "{name}" holds no text: add files with text, or the built-in sample.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The corpus file {path} is damaged ({reason}): mend it in a text editor, or delete it and add the texts again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is no longer there: put it back, or take it off the corpus.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the corpus</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not a text file: take it off the list, or save its text as .txt in UTF-8 first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Some characters of {name} are damaged and are read as �: if that matters, save it again as UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{bad} of {lines} lines hold no text that can be used and are skipped (line {named}): check them, or choose another field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} could not be read ({reason}): check the disk and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is no longer there: put it back or take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no permission to read {name}: change its permissions or copy it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is of a kind that cannot be read yet: use {supported}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {name} holds no file that can be read: add files of these kinds to it: {supported}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training text has {tokens} tokens, but one context of {context_length} needs {needed}: add text, or choose a context length of at most {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encoded {megabytes:.1f} MB of text as {tokens} tokens at {speed:.1f} MB a second.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The encoded text needs about {needed} MB in {folder}, but only {free} MB are free: free some space, or choose less text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for changes in the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The encoded text is in the cache already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last message takes {tokens} tokens, but the model sees only {context_length} at once: shorten it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model's chat template could not lay out this conversation ({reason}): start a new one, or use the model without chat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model's numbers are broken (NaN), so it cannot write: its training went wrong. Train it again with a lower learning rate, or use an earlier checkpoint.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Temperature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How daring the choice is. 0 always takes the likeliest token; 1 follows the model's own probabilities; above that it grows wild.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose only among the likeliest tokens that together have this probability. 1 leaves all of them in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-k</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose only among this many of the likeliest tokens. 0 leaves all of them in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repetition penalty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Above 1, tokens already in the text become less likely, against loops. 1 turns it off; 1.1 is gentle.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Maximum length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop after this many tokens, if the model has not come to an end by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number from which all chance is drawn: the same seed gives the same text. Empty means a new one each time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The conversation in {path} cannot be read: the file is damaged. It was left as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model is in {folder}. This is what it writes:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a folder that is not part of the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not part of the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the architecture: layers, heads, sizes, context length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how it writes: temperature, top-p, maximum length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the trained tensors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in which file each of the trained tensors is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the whole tokenizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the settings of the tokenizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the vocabulary: each token and its id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the merge rules of the tokenizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>which token plays which special part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how a conversation is written for the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the model card: data, sizes, how to load it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Architecture: {model_type}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters: {count:,}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers: {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context length: {count:,} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vocabulary: {count:,} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the recipe, the measurements and the checkpoints of the training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a part of the trained tensors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pickled data, which GPT Studio never opens: it could run any program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations: it has a chat template</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} cannot be read ({reason}): check its permissions and the disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training has just begun: the model appears with its first checkpoint.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training stopped before its first checkpoint: resume it, or move the folder to the bin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is no longer there: it was moved or deleted before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is already a "{name}": choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The corpus "{name}" has no files: add some, or the built-in sample.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a corpus "{name}" already: choose another name, or open that one and change it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer is not the one that this run began with: restore its files, or start a new training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The texts of this run changed since it began, so it cannot go on: restore them, or start a new training that goes on from this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} already holds a model: choose another name, or resume the training that is there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training in {folder} already reached its last step: to train further, start a new training that goes on from this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Going on from step {step} of {steps}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model was best at step {step}, before it began to learn the training text by heart: the folder holds that one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer is saved in {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training a tokenizer with {entries} entries on the text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a model that was trained on conversations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} has no token that begins a text, so it needs at least one word to go on from: write some.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json sets {name} to {value!r}, which changes what the model computes and which GPT Studio does not support: open another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json contradicts itself ({reason}): get a good copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json sets {name} to {value!r}, but it must be {expected}: get a good copy of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json sets {name} to {value!r}, which GPT Studio does not compute (it knows {supported}): open another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tiny</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About 1 million parameters with a vocabulary of 2,000. Learns words and short phrases in a few minutes on any computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About 5 million parameters with a vocabulary of 4,000. Writes sentences after minutes to an hour on an ordinary computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Medium</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About 28 million parameters with a vocabulary of 8,000. Takes hours on a processor, minutes on a graphics card.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GPT-2 small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The size of the smallest GPT-2: 124 million parameters with its vocabulary of 50,257. Needs a graphics card and much text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model is of type {model_type!r}, which GPT Studio does not know: it can open {supported}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Architecture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many blocks of attention and feed-forward network stand on each other. More layers find more complicated patterns; time and parameters grow with them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Heads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many places of the text each layer can look at in different ways at once. They share the hidden size, so it must be divisible by them; 32 to 128 numbers a head work well.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>heads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key-value heads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Grouped-query attention: several heads share one set of keys and values, which saves memory when the model writes. 0 means as many as heads, so that nothing is shared.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hidden size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many numbers describe each token inside the model. It is the width of the network: parameters grow with its square.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Intermediate size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The width inside the feed-forward network of each layer. 0 means what is usual for the architecture: four times the hidden size, or eight thirds of it where there are three matrices instead of two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many tokens the model sees at once: what lies further back is out of its sight. Memory and time of training grow with it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shared embedding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use one table of token vectors for reading and for writing. It saves many parameters, above all in small models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dropout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The share of numbers set to zero at random while training. It helps when the model reads the same text many times; 0 is best when there is more text than time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A hidden size of {hidden_size} is odd, but rotary positions turn numbers in pairs: use {hidden_near}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{heads} heads cannot share a hidden size of {hidden_size}: use {heads_near} heads, or a hidden size of {hidden_near}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each head gets {head_size} numbers, but rotary positions turn them in pairs and need an even count: use {heads_near} heads, or a hidden size of {hidden_near}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{model_type} has no grouped-query attention, so {kv_heads} key-value heads for {heads} heads are not possible: set key-value heads to 0, or choose another architecture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{heads} heads cannot be split over {kv_heads} key-value heads: use {kv_near}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The corpus holds conversations, but the tokenizer lacks the special token {token}: choose a tokenizer with {start} and {end}, or a corpus without conversations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} holds no tokenizer: it needs tokenizer.json, or vocab.json and merges.txt. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be read or is damaged: get a good copy of it, or choose another tokenizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} holds other things ({found}): choose a new folder for the tokenizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Vocabulary size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many different tokens the model knows. More tokens make texts shorter but the model larger; 8,192 suits small models, GPT-2 has 50,257.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minimum frequency</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two tokens are merged into a new one only if they stand side by side at least this often.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>times</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Special tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marks with a meaning of their own that never come from ordinary text: the end of a text, and the start and end of a turn in a conversation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A vocabulary of {vocab_size} is too small: the {byte_count} bytes, {special_count} special tokens and at least one merge need {minimum}. Choose {minimum} or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The special token {token!r} is empty or has blanks around it: write one like &lt;|name|&gt;.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The special token {token!r} is a single character, which ordinary text needs: write one like &lt;|name|&gt;.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The special token {token!r} is listed twice: remove one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer could not split the text that begins with "{start}": it is damaged or made for other text. Choose another tokenizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training the tokenizer ended early (code {code}), most likely because memory ran out: use less text, or close other programs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The texts hold very long stretches without a blank or a punctuation mark; the tokenizer learns from the first {limit} characters of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text supports a vocabulary of {supported}, not of {vocab_size}, with pairs that occur at least {min_frequency} times: choose {supported} or less, or add text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no text to train the tokenizer on: add files with text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merging: {tokens} of {vocab_size} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer could not be trained ({reason}): choose other settings or other text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The checkpoint {folder} cannot be read: move it away and resume from an earlier one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This training needs about {need:.1f} GB of memory and {available:.1f} GB are free: choose a smaller batch size, context length or model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step {step}: the gradient was not finite, so it was skipped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This machine has no {device} device that can be used: choose auto or cpu as the device.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no recipe at {path}: choose the run.toml of a model trained here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recipe {path} cannot be read ({reason}): restore it or start a new training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measuring what this machine does fastest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timing a few steps on this machine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{steps} steps of {tokens} tokens on {device} ({threads} threads) in {precision}, attention by {attention}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop after this much time. A short measurement at the start turns it into a number of steps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop after this many updates of the model. The other way to say how long to train.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop when the model has read the training text this many times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Batch size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many stretches of text, each one context long, go through the model at once. More needs more memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sequences</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient accumulation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many batches are added up before the model is updated: a larger batch without more memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>batches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far each update moves the weights. Too high and the loss jumps up, too low and it hardly falls.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Schedule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the learning rate falls after the warm-up: along a cosine, along a line, or (wsd) held and then brought down in the last fifth.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warm-up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The share of the steps during which the learning rate rises from zero, so that the start stays calm.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Final rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The learning rate at the end, as a share of its peak.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Optimizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule that turns gradients into updates. AdamW is the usual one; Muon, for the weight matrices beside AdamW for the rest, reaches a lower loss in the same number of steps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight decay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pulls the weight matrices towards zero, which keeps them from memorising. Biases and norms are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beta 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long AdamW remembers the direction of earlier gradients.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beta 2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long AdamW remembers the size of earlier gradients.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradients longer than this are shortened to it, so that one odd batch cannot wreck the model. 0 turns it off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number from which all chance is drawn. The same seed and recipe give the same run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the arithmetic is done: the processor (cpu), an NVIDIA card (cuda), an Apple one (mps), or the fastest that is there (auto).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number format of the arithmetic. bfloat16 is much faster where the machine has it; the weights themselves are kept in float32 either way. Auto measures both.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Threads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many processor cores the training uses.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluate every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps between two measurements on the held-out text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Checkpoint every</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps between two saves from which the run can go on after a stop or a crash.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sample prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every so often the model goes on from this text, so that you can watch it learn to write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sample length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many tokens the live sample has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The length of the training is given as {given}: give only one of minutes, steps and epochs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{model} is writing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer is saved under this name in your folder, and every training can use it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A tokenizer is being trained; stopping now would lose it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model becomes a folder of this name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is being trained.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} could not be moved to the bin ({reason}): open it in the file manager and delete it there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong inside GPT Studio. The error window has the details to report.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
