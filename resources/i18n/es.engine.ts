<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>messages</name>
        <message>
            <source>adapter.facts</source>
            <extracomment>with an adapter of rank {rank} on {layers} {layers:|layer|layers} ({count:,} numbers)</extracomment>
            <translation>con un adaptador de rango {rank} en {layers} {layers:|capa|capas} ({count:,} números)</translation>
        </message>
        <message>
            <source>adapter.incomplete</source>
            <extracomment>The adapter in {folder} is not complete: {tensor} is missing. Get a good copy of it.</extracomment>
            <translation>El adaptador de {folder} no está completo: falta {tensor}. Consigue una copia buena.</translation>
        </message>
        <message>
            <source>adapter.missing</source>
            <extracomment>{folder} holds no adapter: choose a folder with {file}.</extracomment>
            <translation>{folder} no contiene ningún adaptador: elige una carpeta con {file}.</translation>
        </message>
        <message>
            <source>adapter.no_layer</source>
            <extracomment>The adapter in {folder} changes {tensor}, which is no linear layer of this model that can be adapted: choose the model that it was trained for.</extracomment>
            <translation>El adaptador de {folder} cambia {tensor}, que no es una capa lineal de este modelo que se pueda adaptar: elige el modelo con el que se entrenó.</translation>
        </message>
        <message>
            <source>adapter.no_weights</source>
            <extracomment>{folder} holds no {file}: get the whole adapter, in the safetensors format.</extracomment>
            <translation>En {folder} falta {file}: consigue el adaptador entero, en formato safetensors.</translation>
        </message>
        <message>
            <source>adapter.not_finite</source>
            <extracomment>The adapter in {folder} holds numbers that are infinite or no numbers at all: its training went wrong, or the file is damaged. Get a good copy of it.</extracomment>
            <translation>El adaptador de {folder} contiene números infinitos o que no son números: su entrenamiento salió mal o el archivo está dañado. Consigue una copia buena.</translation>
        </message>
        <message>
            <source>adapter.shape</source>
            <extracomment>The adapter in {folder} does not fit this model: {tensor} should be {expected} and is {found} ({dtype}). Choose the model that it was trained for.</extracomment>
            <translation>El adaptador de {folder} no encaja con este modelo: {tensor} debería ser {expected} y es {found} ({dtype}). Elige el modelo con el que se entrenó.</translation>
        </message>
        <message>
            <source>adapter.strange</source>
            <extracomment>The adapter in {folder} holds {tensor}, which GPT Studio does not compute: merge this adapter into its model with PEFT, and open the merged model.</extracomment>
            <translation>El adaptador de {folder} contiene {tensor}, que GPT Studio no calcula: fusiónalo con su modelo en PEFT y abre el modelo resultante.</translation>
        </message>
        <message>
            <source>adapter.unsupported</source>
            <extracomment>{path} sets {name} to {value!r}, which GPT Studio does not compute: merge this adapter into its model with PEFT, and open the merged model.</extracomment>
            <translation>{path} pone {name} en {value!r}, que GPT Studio no calcula: fusiona este adaptador con su modelo en PEFT y abre el modelo resultante.</translation>
        </message>
        <message>
            <source>adapter.value</source>
            <extracomment>{path} sets {name} to {value!r}, which cannot be: get a good copy of it.</extracomment>
            <translation>{path} pone {name} en {value!r}, y eso no puede ser: consigue una copia buena.</translation>
        </message>
        <message>
            <source>amount.enough</source>
            <extracomment>About {tokens:,} tokens suit a model of about {parameters:,} parameters, which can read them {readings:.0f} {readings:|time|times} before it begins to learn them by heart. A larger one would know them by heart sooner: it needs about {more:,} tokens.</extracomment>
            <translation>Unos {tokens:,} tokens convienen a un modelo de unos {parameters:,} parámetros, que puede leerlos {readings:.0f} {readings:|vez|veces} antes de empezar a aprendérselos de memoria. Uno más grande se los sabría de memoria antes: necesita unos {more:,} tokens.</translation>
        </message>
        <message>
            <source>amount.little</source>
            <extracomment>About {tokens:,} tokens are little: even a small model begins to learn them by heart when it has read them {readings:.0f} {readings:|time|times}. From about {needed:,} tokens on, it can learn more from them.</extracomment>
            <translation>Unos {tokens:,} tokens son pocos: incluso un modelo pequeño empieza a aprendérselos de memoria cuando los ha leído {readings:.0f} {readings:|vez|veces}. A partir de unos {needed:,} tokens puede aprender más de ellos.</translation>
        </message>
        <message>
            <source>amount.plenty</source>
            <extracomment>About {tokens:,} tokens are enough for every size of model that is offered here, also for the largest, of about {parameters:,} parameters.</extracomment>
            <translation>Unos {tokens:,} tokens bastan para todos los tamaños de modelo que se ofrecen aquí, también para el más grande, de unos {parameters:,} parámetros.</translation>
        </message>
        <message>
            <source>amount.too_little</source>
            <extracomment>About {tokens:,} tokens are too little for any model: it would know them by heart before it has learnt to write. From about {needed:,} tokens on, a small one can learn from it.</extracomment>
            <translation>Unos {tokens:,} tokens son demasiado pocos para cualquier modelo: se los sabría de memoria antes de haber aprendido a escribir. A partir de unos {needed:,} tokens, uno pequeño puede aprender de ellos.</translation>
        </message>
        <message>
            <source>archive.left_out</source>
            <extracomment>Files in {name} that are not read: {count:,} ({kinds}).</extracomment>
            <translation>Archivos de {name} que no se leen: {count:,} ({kinds}).</translation>
        </message>
        <message>
            <source>archive.member_damaged</source>
            <extracomment>{name} is damaged in the archive.</extracomment>
            <translation>{name} está dañado en el archivo comprimido.</translation>
        </message>
        <message>
            <source>archive.members_bad</source>
            <extracomment>Of the files in {name}, {count:,} could not be used in full. The first: {problem}</extracomment>
            <translation>De los archivos de {name}, {count:,} no se han podido aprovechar del todo. El primero: {problem}</translation>
        </message>
        <message>
            <source>busy.exporting</source>
            <extracomment>A model is being exported; what is not complete is taken back.</extracomment>
            <translation>Se está exportando un modelo; lo que no esté completo se retira.</translation>
        </message>
        <message>
            <source>busy.writing</source>
            <extracomment>{model} is writing.</extracomment>
            <translation>{model} está escribiendo.</translation>
        </message>
        <message>
            <source>by_heart.changed</source>
            <extracomment>The text that {name} learned from has changed since, and the cache no longer holds it as it was: let the model learn on from the text of now, then ask again.</extracomment>
            <translation>El texto del que aprendió {name} ha cambiado desde entonces, y la caché ya no lo guarda como era: deja que el modelo siga aprendiendo del texto de ahora y vuelve a preguntar.</translation>
        </message>
        <message>
            <source>by_heart.looking</source>
            <extracomment>Looking for the file</extracomment>
            <translation>Buscando el archivo</translation>
        </message>
        <message>
            <source>by_heart.not_here</source>
            <extracomment>{name} was not trained here, so the text that it learned from is not known: ask this of a model of your own.</extracomment>
            <translation>{name} no se entrenó aquí, así que no se sabe de qué texto aprendió: pregúntaselo a un modelo tuyo.</translation>
        </message>
        <message>
            <source>cache.empty</source>
            <extracomment>{folder} is the folder of a model in a Hugging Face cache, and no version of it was downloaded: download the model again.</extracomment>
            <translation>{folder} es la carpeta de un modelo en una caché de Hugging Face, y no se descargó ninguna versión: vuelve a descargar el modelo.</translation>
        </message>
        <message>
            <source>cache.several</source>
            <extracomment>{folder} is the folder of a model in a Hugging Face cache that holds {count} versions, and does not say which one is the main one: choose one of the folders in {snapshots}.</extracomment>
            <translation>{folder} es la carpeta de un modelo en una caché de Hugging Face que guarda {count} versiones, y no dice cuál es la principal: elige una de las carpetas de {snapshots}.</translation>
        </message>
        <message>
            <source>cache.snapshot</source>
            <extracomment>The folder is that of a model in a Hugging Face cache: its version {version} was opened.</extracomment>
            <translation>La carpeta es la de un modelo en una caché de Hugging Face: se abrió su versión {version}.</translation>
        </message>
        <message>
            <source>chat.folder_missing</source>
            <extracomment>The folder is not there any more: open it where it is now, or take it off the list.</extracomment>
            <translation>La carpeta ya no está: ábrela donde esté ahora o quítala de la lista.</translation>
        </message>
        <message>
            <source>chat.is_text</source>
            <extracomment>{name} is a text that a model goes on with, and no chat: continue it in the window, or with "gpt-studio generate".</extracomment>
            <translation>{name} es un texto que un modelo continúa, no una conversación: continúalo en la ventana o con “gpt-studio generate”.</translation>
        </message>
        <message>
            <source>chat.no_model</source>
            <extracomment>No model is open: choose one on the left first.</extracomment>
            <translation>No hay ningún modelo abierto: elige antes uno a la izquierda.</translation>
        </message>
        <message>
            <source>chat.no_model_at_all</source>
            <extracomment>There is no model to compare with: train one, or open one.</extracomment>
            <translation>No hay ningún modelo que comparar: entrena uno o abre uno.</translation>
        </message>
        <message>
            <source>chat.no_template</source>
            <extracomment>{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a model that was trained on conversations.</extracomment>
            <translation>{name} no tiene plantilla de chat y no puede conversar: haz que continúe un texto o elige un modelo entrenado con conversaciones.</translation>
        </message>
        <message>
            <source>chat.nothing_to_repeat</source>
            <extracomment>Nothing was said yet that could be answered again.</extracomment>
            <translation>Todavía no se ha dicho nada a lo que se pueda responder otra vez.</translation>
        </message>
        <message>
            <source>chat.too_long</source>
            <extracomment>The last message takes {tokens:,} tokens, but the model sees only {context_length:,} at once: shorten it.</extracomment>
            <translation>El último mensaje ocupa {tokens:,} tokens, pero el modelo solo ve {context_length:,} a la vez: acórtalo.</translation>
        </message>
        <message>
            <source>checkpoint.damaged</source>
            <extracomment>The checkpoint {folder} cannot be read: move it away and resume from an earlier one.</extracomment>
            <translation>No se puede leer el punto de control {folder}: muévelo a otro sitio y reanuda desde uno anterior.</translation>
        </message>
        <message>
            <source>checkpoint.link</source>
            <extracomment>{path} is a link, which GPT Studio does not follow when it writes: put the folder itself there.</extracomment>
            <translation>{path} es un enlace, y GPT Studio no sigue enlaces al escribir: pon ahí la carpeta misma.</translation>
        </message>
        <message>
            <source>checkpoint.no_run</source>
            <extracomment>No training was begun in {folder}: choose the folder of a model trained here.</extracomment>
            <translation>En {folder} no se empezó ningún entrenamiento: elige la carpeta de un modelo entrenado aquí.</translation>
        </message>
        <message>
            <source>checkpoint.none</source>
            <extracomment>There is no checkpoint of step {step} in {folder}: choose one that is listed.</extracomment>
            <translation>No hay ningún punto de control del paso {step} en {folder}: elige uno de la lista.</translation>
        </message>
        <message>
            <source>checkpoint.not_finite</source>
            <extracomment>{name} holds numbers that are infinite or no numbers at all, so nothing was saved: go on from an earlier checkpoint with a lower learning rate.</extracomment>
            <translation>{name} contiene números infinitos o que no son números, así que no se guardó nada: sigue desde un punto de control anterior con una tasa de aprendizaje menor.</translation>
        </message>
        <message>
            <source>checkpoint.other_model</source>
            <extracomment>The checkpoint of step {step} belongs to another model than the one in its folder: restore the files that belong together, or start a new training.</extracomment>
            <translation>El punto de control del paso {step} es de otro modelo que el de su carpeta: recupera los archivos que van juntos o empieza un entrenamiento nuevo.</translation>
        </message>
        <message>
            <source>compare.columns</source>
            <extracomment>{count} {count:|column|columns} cannot be compared: choose {fewest} to {most}.</extracomment>
            <translation>{count:|No se puede|No se pueden} comparar {count} {count:|columna|columnas}: elige de {fewest} a {most}.</translation>
        </message>
        <message>
            <source>compare.memory</source>
            <extracomment>Memory ran out while {name} was to write: take fewer columns, smaller models, or close other programs.</extracomment>
            <translation>La memoria se agotó cuando {name} iba a escribir: usa menos columnas o modelos más pequeños, o cierra otros programas.</translation>
        </message>
        <message>
            <source>compile.device</source>
            <extracomment>there is no compiler for the device {device}</extracomment>
            <translation>no hay compilador para el dispositivo {device}</translation>
        </message>
        <message>
            <source>compile.none</source>
            <extracomment>no C++ compiler with Python's headers was found (such as g++ and python3-dev)</extracomment>
            <translation>no se encontró un compilador de C++ con las cabeceras de Python (por ejemplo, g++ y python3-dev)</translation>
        </message>
        <message>
            <source>compile.packed</source>
            <extracomment>the packed application has no compiler: install GPT Studio with pip for that</extracomment>
            <translation>la aplicación empaquetada no tiene compilador: para eso, instala GPT Studio con pip</translation>
        </message>
        <message>
            <source>compile.processes</source>
            <extracomment>several processes train together</extracomment>
            <translation>entrenan juntos varios procesos</translation>
        </message>
        <message>
            <source>compile.triton</source>
            <extracomment>PyTorch's compiler for NVIDIA cards, triton, is not installed</extracomment>
            <translation>no está instalado triton, el compilador de PyTorch para tarjetas NVIDIA</translation>
        </message>
        <message>
            <source>config.byte_order_mark</source>
            <extracomment>These files begin with a byte order mark, as some editors write it, and other programs may refuse them: {files}.</extracomment>
            <translation>Estos archivos empiezan con una marca de orden de bytes, como la que escriben algunos editores, y otros programas pueden rechazarlos: {files}.</translation>
        </message>
        <message>
            <source>config.choice</source>
            <extracomment>config.json sets {name} to {value!r}, which GPT Studio does not compute (it knows {supported}): open another model.</extracomment>
            <translation>config.json da a {name} el valor {value!r}, que GPT Studio no sabe calcular (conoce {supported}): abre otro modelo.</translation>
        </message>
        <message>
            <source>config.contradiction</source>
            <extracomment>{first} {one!r} does not go with {second} {other!r}</extracomment>
            <translation>{first} {one!r} no concuerda con {second} {other!r}</translation>
        </message>
        <message>
            <source>config.factors</source>
            <extracomment>{entry} has {count} factors for {pairs} pairs of numbers</extracomment>
            <translation>{entry} tiene {count} factores para {pairs} pares de números</translation>
        </message>
        <message>
            <source>config.heads</source>
            <extracomment>n_embd {size} is not divisible by n_head {heads}</extracomment>
            <translation>n_embd {size} no es divisible entre n_head {heads}</translation>
        </message>
        <message>
            <source>config.inconsistent</source>
            <extracomment>config.json contradicts itself ({reason}): get a good copy of it.</extracomment>
            <translation>config.json se contradice ({reason}): consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>config.no_angles</source>
            <extracomment>with the numbers in {entry} no positions can be computed</extracomment>
            <translation>con los números de {entry} no se puede calcular ninguna posición</translation>
        </message>
        <message>
            <source>config.no_model_type</source>
            <extracomment>{path} does not say its model_type, so its architecture is unknown: add it, one of {supported}.</extracomment>
            <translation>{path} no indica su model_type, así que se desconoce la arquitectura: añádelo; puede ser {supported}.</translation>
        </message>
        <message>
            <source>config.number</source>
            <extracomment>a number, 0 or above</extracomment>
            <translation>un número, 0 o mayor</translation>
        </message>
        <message>
            <source>config.numbers</source>
            <extracomment>a list of numbers</extracomment>
            <translation>una lista de números</translation>
        </message>
        <message>
            <source>config.odd_head</source>
            <extracomment>head_dim {size} is odd</extracomment>
            <translation>head_dim {size} es impar</translation>
        </message>
        <message>
            <source>config.per_layer</source>
            <extracomment>a list with one entry for each of {layers} layers</extracomment>
            <translation>una lista con una entrada para cada una de las {layers} capas</translation>
        </message>
        <message>
            <source>config.positive</source>
            <extracomment>a number above 0</extracomment>
            <translation>un número mayor que 0</translation>
        </message>
        <message>
            <source>config.quantized</source>
            <extracomment>The weights in {folder} are quantised, which GPT Studio does not read: get the model's original weights.</extracomment>
            <translation>Los pesos de {folder} están cuantizados y GPT Studio no los lee: consigue los pesos originales del modelo.</translation>
        </message>
        <message>
            <source>config.quantized_by</source>
            <extracomment>The weights in {folder} are quantised with {program}, which GPT Studio does not read: get the model's original weights.</extracomment>
            <translation>Los pesos de {folder} están cuantizados con {program} y GPT Studio no los lee: consigue los pesos originales del modelo.</translation>
        </message>
        <message>
            <source>config.quantized_to</source>
            <extracomment>The weights in {folder} are quantised with {program} to {bits} bits, which GPT Studio does not read: get the model's original weights.</extracomment>
            <translation>Los pesos de {folder} están cuantizados con {program} a {bits} bits y GPT Studio no los lee: consigue los pesos originales del modelo.</translation>
        </message>
        <message>
            <source>config.share</source>
            <extracomment>a number from 0 to 1</extracomment>
            <translation>un número de 0 a 1</translation>
        </message>
        <message>
            <source>config.switch</source>
            <extracomment>true or false</extracomment>
            <translation>true o false</translation>
        </message>
        <message>
            <source>config.theta</source>
            <extracomment>rope_theta is 0</extracomment>
            <translation>rope_theta es 0</translation>
        </message>
        <message>
            <source>config.too_large</source>
            <extracomment>{path} sets {name} to {value}, which is beyond the limit of {limit}: get a good copy of it.</extracomment>
            <translation>{path} da a {name} el valor {value}, que supera el límite de {limit}: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>config.unsupported</source>
            <extracomment>config.json sets {name} to {value!r}, which changes what the model computes and which GPT Studio does not support: open another model.</extracomment>
            <translation>config.json da a {name} el valor {value!r}, que cambia lo que calcula el modelo y que GPT Studio no admite: abre otro modelo.</translation>
        </message>
        <message>
            <source>config.value</source>
            <extracomment>config.json sets {name} to {value!r}, but it must be {expected}: get a good copy of it.</extracomment>
            <translation>config.json da a {name} el valor {value!r}, pero tiene que ser {expected}: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>config.whole</source>
            <extracomment>a whole number above 0</extracomment>
            <translation>un número entero mayor que 0</translation>
        </message>
        <message>
            <source>conversation.damaged</source>
            <extracomment>The conversation in {path} cannot be read ({reason}). It was left as it is: mend it in a text editor, or delete it.</extracomment>
            <translation>No se puede leer la conversación de {path} ({reason}). Se dejó como está: corrígela en un editor de texto o bórrala.</translation>
        </message>
        <message>
            <source>conversation.examples_unreadable</source>
            <extracomment>The kept examples in {path} cannot be read ({reason}): mend the file or move it away, and keep the example again.</extracomment>
            <translation>Los ejemplos guardados en {path} no se pueden leer ({reason}): arregla el archivo o muévelo a otro sitio, y guarda el ejemplo de nuevo.</translation>
        </message>
        <message>
            <source>conversation.no_example</source>
            <extracomment>There is no reply in the conversation yet, so there is nothing to learn from: export it as Markdown or text.</extracomment>
            <translation>Todavía no hay ninguna respuesta en la conversación, así que no hay nada que aprender: expórtala como Markdown o como texto.</translation>
        </message>
        <message>
            <source>conversation.out_taken</source>
            <extracomment>There is already something at {path}: choose another name.</extracomment>
            <translation>Ya hay algo en {path}: elige otro nombre.</translation>
        </message>
        <message>
            <source>conversation.too_long</source>
            <extracomment>The conversation in {path} has grown longer than {limit} MB and was not saved as it is now: go on in a new one.</extracomment>
            <translation>La conversación de {path} ha crecido por encima de {limit} MB y no se ha guardado tal como está ahora: sigue en otra nueva.</translation>
        </message>
        <message>
            <source>conversation.turn_lost</source>
            <extracomment>the turn {turn} follows one that is not there</extracomment>
            <translation>el turno {turn} sigue a otro que no está</translation>
        </message>
        <message>
            <source>conversation.turn_misplaced</source>
            <extracomment>the turn {turn} is shown where it does not stand</extracomment>
            <translation>el turno {turn} se muestra donde no le toca</translation>
        </message>
        <message>
            <source>conversation.turn_twice</source>
            <extracomment>the turn {turn} is there twice</extracomment>
            <translation>el turno {turn} está dos veces</translation>
        </message>
        <message>
            <source>conversation.unknown</source>
            <extracomment>There is no conversation {name} in {folder} any more.</extracomment>
            <translation>Ya no hay ninguna conversación {name} en {folder}.</translation>
        </message>
        <message>
            <source>corpus.advice_empty</source>
            <extracomment>There is no text in this corpus yet.</extracomment>
            <translation>En este corpus todavía no hay texto.</translation>
        </message>
        <message>
            <source>corpus.advice_little</source>
            <extracomment>This is little text ({characters:,} characters): a model can only learn it by heart. It takes about {enough:,} before it writes something of its own.</extracomment>
            <translation>Es poco texto ({characters:,} caracteres): con él, un modelo solo puede aprendérselo de memoria. Hacen falta unos {enough:,} para que escriba algo suyo.</translation>
        </message>
        <message>
            <source>corpus.advice_long</source>
            <extracomment>{count:,} files are one long line each, so the model would never learn to begin a new paragraph.</extracomment>
            <translation>{count:,} archivos son una sola línea larga cada uno: el modelo nunca aprendería a empezar un párrafo nuevo.</translation>
        </message>
        <message>
            <source>corpus.advice_long_one</source>
            <extracomment>{name} is one long line, so the model would never learn to begin a new paragraph.</extracomment>
            <translation>{name} es una sola línea larga: el modelo nunca aprendería a empezar un párrafo nuevo.</translation>
        </message>
        <message>
            <source>corpus.advice_wrapped</source>
            <extracomment>The lines of {count:,} files are broken at a fixed width, so the model would learn to end a line in the middle of a sentence.</extracomment>
            <translation>Las líneas de {count:,} archivos están cortadas a un ancho fijo: el modelo aprendería a cambiar de línea en mitad de una frase.</translation>
        </message>
        <message>
            <source>corpus.advice_wrapped_one</source>
            <extracomment>The lines of {name} are broken at a fixed width, so the model would learn to end a line in the middle of a sentence.</extracomment>
            <translation>Las líneas de {name} están cortadas a un ancho fijo: el modelo aprendería a cambiar de línea en mitad de una frase.</translation>
        </message>
        <message>
            <source>corpus.damaged</source>
            <extracomment>The corpus file {path} is damaged ({reason}): mend it in a text editor, or delete it and add the texts again.</extracomment>
            <translation>El archivo del corpus {path} está dañado ({reason}): corrígelo en un editor de texto, o elimínalo y vuelve a añadir los textos.</translation>
        </message>
        <message>
            <source>corpus.empty</source>
            <extracomment>The corpus "{name}" holds no text: add files with text, or the built-in sample.</extracomment>
            <translation>El corpus “{name}” no contiene texto: añade archivos con texto o el corpus de ejemplo.</translation>
        </message>
        <message>
            <source>corpus.file_unreadable</source>
            <extracomment>{name} could not be read ({reason}): check the disk and try again.</extracomment>
            <translation>No se pudo leer {name} ({reason}): revisa el disco e inténtalo de nuevo.</translation>
        </message>
        <message>
            <source>corpus.name_taken</source>
            <extracomment>There is a corpus "{name}" already: choose another name, or open that one and change it.</extracomment>
            <translation>Ya hay un corpus “{name}”: elige otro nombre, o abre ese y cámbialo.</translation>
        </message>
        <message>
            <source>corpus.no_files</source>
            <extracomment>The corpus "{name}" has no files: add some, or the built-in sample.</extracomment>
            <translation>El corpus “{name}” no tiene archivos: añade alguno o el corpus de ejemplo.</translation>
        </message>
        <message>
            <source>corpus.no_such_source</source>
            <extracomment>There is nothing at {path}: check its name.</extracomment>
            <translation>No hay nada en {path}: comprueba el nombre.</translation>
        </message>
        <message>
            <source>corpus.nothing_read</source>
            <extracomment>None of this is text that can be read: choose other files.</extracomment>
            <translation>Nada de esto es texto que se pueda leer: elige otros archivos.</translation>
        </message>
        <message>
            <source>corpus.reading</source>
            <extracomment>Reading the corpus</extracomment>
            <translation>Leyendo el corpus</translation>
        </message>
        <message>
            <source>corpus.reading_file</source>
            <extracomment>Reading {name}</extracomment>
            <translation>Leyendo {name}</translation>
        </message>
        <message>
            <source>corpus.sample</source>
            <extracomment>Built-in sample</extracomment>
            <translation>Corpus de ejemplo</translation>
        </message>
        <message>
            <source>corpus.saved_alone</source>
            <extracomment>The saved corpus "{name}" brings its own way of cleaning, so it goes alone: save one corpus with all the texts.</extracomment>
            <translation>El corpus guardado “{name}” trae su propia limpieza, así que va solo: guarda un corpus con todos los textos.</translation>
        </message>
        <message>
            <source>corpus.source_gone</source>
            <extracomment>{path} is no longer there: put it back, or take it off the corpus.</extracomment>
            <translation>{path} ya no está ahí: vuelve a ponerlo o quítalo del corpus.</translation>
        </message>
        <message>
            <source>corpus.unread</source>
            <extracomment>Nothing in the corpus "{name}" could be read. {problem}</extracomment>
            <translation>No se ha podido leer nada del corpus “{name}”. {problem}</translation>
        </message>
        <message>
            <source>corpus.weight_of_a_part</source>
            <extracomment>{place} is a part of one corpus, which has one weight: put the weight behind its last text, or give each text a --corpus of its own.</extracomment>
            <translation>{place} es parte de un corpus, que tiene un solo peso: pon el peso detrás de su último texto, o da a cada texto un --corpus propio.</translation>
        </message>
        <message>
            <source>csv.broken</source>
            <extracomment>{name} can be read up to line {line} only ({reason}): mend that line in a text editor.</extracomment>
            <translation>{name} solo se puede leer hasta la línea {line} ({reason}): corrige esa línea en un editor de texto.</translation>
        </message>
        <message>
            <source>csv.no_column</source>
            <extracomment>{name} has no column “{column}”: choose one of {columns}.</extracomment>
            <translation>{name} no tiene ninguna columna “{column}”: elige una de {columns}.</translation>
        </message>
        <message>
            <source>dataset.all_refused</source>
            <extracomment>The model's chat template refuses every conversation of the corpus ({reason}): choose another base model, or change the conversations.</extracomment>
            <translation>La plantilla de chat del modelo rechaza todas las conversaciones del corpus ({reason}): elige otro modelo base o cambia las conversaciones.</translation>
        </message>
        <message>
            <source>dataset.cached</source>
            <extracomment>The encoded text is in the cache already.</extracomment>
            <translation>El texto codificado ya está en la caché.</translation>
        </message>
        <message>
            <source>dataset.conversation_left_out</source>
            <extracomment>One conversation is left out, because the model's chat template refuses it ({reason}).</extracomment>
            <translation>Se deja fuera una conversación porque la plantilla de chat del modelo la rechaza ({reason}).</translation>
        </message>
        <message>
            <source>dataset.conversations_left_out</source>
            <extracomment>{count:,} {count:|conversation is|conversations are} left out, because the model's chat template refuses them ({reason}).</extracomment>
            <translation>Se {count:|deja|dejan} fuera {count:,} {count:|conversación|conversaciones}, porque la plantilla de chat del modelo {count:|la|las} rechaza ({reason}).</translation>
        </message>
        <message>
            <source>dataset.encoded</source>
            <extracomment>Encoded {megabytes:.1f} MB of text as {tokens:,} tokens at {speed:.1f} MB a second.</extracomment>
            <translation>{megabytes:.1f} MB de texto codificados en {tokens:,} tokens a {speed:.1f} MB por segundo.</translation>
        </message>
        <message>
            <source>dataset.encoded_short</source>
            <extracomment>The text is encoded as {tokens:,} tokens.</extracomment>
            <translation>El texto queda codificado en {tokens:,} tokens.</translation>
        </message>
        <message>
            <source>dataset.gone</source>
            <extracomment>The encoded text {path} was removed or changed while it was in use: start again, and it is encoded anew.</extracomment>
            <translation>El texto codificado {path} se borró o cambió mientras se usaba: empieza de nuevo y se volverá a codificar.</translation>
        </message>
        <message>
            <source>dataset.looking</source>
            <extracomment>Looking for changes in the text</extracomment>
            <translation>Buscando cambios en el texto</translation>
        </message>
        <message>
            <source>dataset.near_duplicates</source>
            <extracomment>{count:,} {count:|document is|documents are} left out: nearly the same stands in what the model is measured on, or the other way round.</extracomment>
            <translation>Se {count:|deja|dejan} fuera {count:,} {count:|documento|documentos}: casi lo mismo está en el texto con el que se mide el modelo, o al revés.</translation>
        </message>
        <message>
            <source>dataset.no_space</source>
            <extracomment>The encoded text needs about {needed} MB in {folder}, but only {free} MB are free: free some space, or choose less text.</extracomment>
            <translation>El texto codificado necesita unos {needed} MB en {folder}, pero solo hay {free} MB libres: libera espacio o elige menos texto.</translation>
        </message>
        <message>
            <source>dataset.plain_marks</source>
            <extracomment>The text holds special tokens of the tokenizer that were not named for texts, so they are read as plain text: {marks}.</extracomment>
            <translation>El texto contiene tokens especiales del tokenizador que nadie nombró para los textos, así que se leen como texto normal: {marks}.</translation>
        </message>
        <message>
            <source>dataset.short</source>
            <extracomment>The training text has {tokens:,} tokens, but one context of {context_length:,} needs {needed:,}: add text, or choose a context length of at most {most:,}.</extracomment>
            <translation>El texto de entrenamiento tiene {tokens:,} tokens, pero un contexto de {context_length:,} necesita {needed:,}: añade texto o elige una longitud de contexto de {most:,} como máximo.</translation>
        </message>
        <message>
            <source>dataset.system_folded</source>
            <extracomment>The model's chat template takes no system message: in {count:,} conversations it stands before the first message of the user instead.</extracomment>
            <translation>La plantilla de chat del modelo no admite mensajes de sistema: en {count:,} conversaciones va delante del primer mensaje del usuario.</translation>
        </message>
        <message>
            <source>dataset.system_folded_one</source>
            <extracomment>The model's chat template takes no system message: in one conversation it stands before the first message of the user instead.</extracomment>
            <translation>La plantilla de chat del modelo no admite un mensaje del sistema: en una conversación va delante del primer mensaje del usuario.</translation>
        </message>
        <message>
            <source>dataset.tiny</source>
            <extracomment>The training text is too short for any model (tokens: {tokens}): add text.</extracomment>
            <translation>El texto de entrenamiento es demasiado corto para cualquier modelo (tokens: {tokens}): añade texto.</translation>
        </message>
        <message>
            <source>dataset.too_many_to_compare</source>
            <extracomment>Only the first {count:,} documents were compared with each other: of those after them, nearly the same may stand both in what is learnt and in what the model is measured on.</extracomment>
            <translation>Solo se compararon entre sí los primeros {count:,} documentos: de los que siguen, casi lo mismo puede estar tanto en lo que se aprende como en lo que sirve para medir el modelo.</translation>
        </message>
        <message>
            <source>demo.written</source>
            <extracomment>The model is in {folder}. This is what it writes:</extracomment>
            <translation>El modelo está en {folder}. Esto es lo que escribe:</translation>
        </message>
        <message>
            <source>device.missing</source>
            <extracomment>This machine has no {device} device that can be used: choose auto or cpu as the device.</extracomment>
            <translation>Este equipo no tiene ningún dispositivo {device} utilizable: elige auto o cpu como dispositivo.</translation>
        </message>
        <message>
            <source>disk.error</source>
            <extracomment>{path} could not be written ({reason}): check the disk and try again.</extracomment>
            <translation>No se pudo escribir {path} ({reason}): revisa el disco e inténtalo de nuevo.</translation>
        </message>
        <message>
            <source>disk.folder_gone</source>
            <extracomment>The folder {folder} was removed or moved while the training was writing to it: put it back, or try again to have it made anew.</extracomment>
            <translation>La carpeta {folder} se quitó o se movió mientras el entrenamiento escribía en ella: devuélvela a su sitio, o reintenta para que se cree de nuevo.</translation>
        </message>
        <message>
            <source>disk.forbidden</source>
            <extracomment>There is no permission to write {path}: choose another folder or change its permissions.</extracomment>
            <translation>No tienes permiso para escribir {path}: elige otra carpeta o cambia sus permisos.</translation>
        </message>
        <message>
            <source>disk.full</source>
            <extracomment>The disk is full, so {path} was not saved: free some space and try again. What was there before is kept.</extracomment>
            <translation>El disco está lleno y {path} no se guardó: libera espacio e inténtalo de nuevo. Lo que había antes se conserva.</translation>
        </message>
        <message>
            <source>disk.in_the_way</source>
            <extracomment>{path} could not be written, because a file lies where a folder is needed: choose another place, or move that file.</extracomment>
            <translation>No se ha podido escribir {path}, porque hay un archivo donde hace falta una carpeta: elige otro lugar, o mueve ese archivo.</translation>
        </message>
        <message>
            <source>disk.read_only</source>
            <extracomment>{path} is on a read-only disk, so nothing was saved: choose another folder.</extracomment>
            <translation>{path} está en un disco de solo lectura y no se guardó nada: elige otra carpeta.</translation>
        </message>
        <message>
            <source>disk.strange</source>
            <extracomment>{path} is a link, a folder or a device where GPT Studio keeps a file of its own: remove it.</extracomment>
            <translation>{path} es un enlace, una carpeta o un dispositivo donde GPT Studio guarda un archivo propio: quítalo.</translation>
        </message>
        <message>
            <source>encoding.unknown</source>
            <extracomment>There is no text encoding called {name}: use a name such as utf-8, cp1252, iso8859-2 or koi8-r.</extracomment>
            <translation>No hay ninguna codificación de texto llamada {name}: usa un nombre como utf-8, cp1252, iso8859-2 o koi8-r.</translation>
        </message>
        <message>
            <source>engine.asking</source>
            <extracomment>Finding out what is needed</extracomment>
            <translation>Averiguando qué hace falta</translation>
        </message>
        <message>
            <source>engine.disk_full</source>
            <extracomment>The disk became full during the download: free some space and try again. What is already here is kept.</extracomment>
            <translation>El disco se llenó durante la descarga: libera espacio e inténtalo otra vez. Lo que ya ha llegado se conserva.</translation>
        </message>
        <message>
            <source>engine.does_not_work</source>
            <extracomment>The engine was installed but does not work here ({problem}), so the processor stays in use: update NVIDIA's driver, or choose another mirror, and try again.</extracomment>
            <translation>El motor se instaló, pero no funciona aquí ({problem}), así que se sigue usando el procesador: actualiza el controlador de NVIDIA, o elige otro espejo, e inténtalo otra vez.</translation>
        </message>
        <message>
            <source>engine.downloading</source>
            <extracomment>Downloading {coming}: {arrived:.1f} GB are here</extracomment>
            <translation>Descargando {coming}: ya hay {arrived:.1f} GB</translation>
        </message>
        <message>
            <source>engine.ended_the_program</source>
            <extracomment>it ended GPT Studio while it was loaded</extracomment>
            <translation>cerró GPT Studio mientras se cargaba</translation>
        </message>
        <message>
            <source>engine.failed</source>
            <extracomment>The engine for your NVIDIA GPU could not be loaded ({detail}), so it was switched off: start GPT Studio again, and the processor is used.</extracomment>
            <translation>El motor para tu GPU de NVIDIA no se pudo cargar ({detail}), así que se desactivó: inicia GPT Studio otra vez y se usará el procesador.</translation>
        </message>
        <message>
            <source>engine.network</source>
            <extracomment>The download stopped ({reason}): check the connection, or the mirror, and try again. What is already here is kept.</extracomment>
            <translation>La descarga se detuvo ({reason}): comprueba la conexión, o el espejo, e inténtalo otra vez. Lo que ya ha llegado se conserva.</translation>
        </message>
        <message>
            <source>engine.no_gpu</source>
            <extracomment>No NVIDIA GPU answers on this machine: put one in, or install NVIDIA's driver, and try again.</extracomment>
            <translation>Ninguna GPU de NVIDIA responde en esta máquina: pon una, o instala el controlador de NVIDIA, e inténtalo otra vez.</translation>
        </message>
        <message>
            <source>engine.no_installer</source>
            <extracomment>The program uv, with which the engine is installed, is not there: install GPT Studio again.</extracomment>
            <translation>Falta el programa uv, con el que se instala el motor: instala GPT Studio otra vez.</translation>
        </message>
        <message>
            <source>engine.no_mirror</source>
            <extracomment>{mirror} is no mirror: give an address that begins with https://, or an existing folder of wheels.</extracomment>
            <translation>{mirror} no es un espejo: escribe una dirección que empiece por https://, o una carpeta de paquetes wheel que exista.</translation>
        </message>
        <message>
            <source>engine.no_room</source>
            <extracomment>The engine needs {needed:.1f} GB on the disk of {folder}, where {free:.1f} GB are free: free some space and try again.</extracomment>
            <translation>El motor necesita {needed:.1f} GB en el disco de {folder}, donde hay {free:.1f} GB libres: libera espacio e inténtalo otra vez.</translation>
        </message>
        <message>
            <source>engine.not_here</source>
            <extracomment>There is no engine for NVIDIA GPUs for this kind of machine.</extracomment>
            <translation>No hay motor para GPU de NVIDIA para este tipo de máquina.</translation>
        </message>
        <message>
            <source>engine.not_installed</source>
            <extracomment>The engine could not be installed ({reason}): try again, or choose another mirror.</extracomment>
            <translation>El motor no se pudo instalar ({reason}): inténtalo otra vez, o elige otro espejo.</translation>
        </message>
        <message>
            <source>engine.not_loaded</source>
            <extracomment>it could not be loaded ({detail})</extracomment>
            <translation>no se pudo cargar ({detail})</translation>
        </message>
        <message>
            <source>engine.not_offered</source>
            <extracomment>The engine that fits this version of GPT Studio and this machine is not offered there: choose another mirror, or none. ({reason})</extracomment>
            <translation>El motor que corresponde a esta versión de GPT Studio y a esta máquina no se ofrece allí: elige otro espejo, o ninguno. ({reason})</translation>
        </message>
        <message>
            <source>engine.off</source>
            <extracomment>The engine for your NVIDIA GPU is switched off, because {reason}: the processor is used. Settings offers to try it again or to remove it.</extracomment>
            <translation>El motor para tu GPU de NVIDIA está desactivado, porque {reason}: se usa el procesador. En Preferencias puedes probarlo otra vez o quitarlo.</translation>
        </message>
        <message>
            <source>engine.other_version</source>
            <extracomment>it is version {found}</extracomment>
            <translation>es la versión {found}</translation>
        </message>
        <message>
            <source>engine.trying</source>
            <extracomment>Trying the engine on your GPU</extracomment>
            <translation>Probando el motor en tu GPU</translation>
        </message>
        <message>
            <source>engine.without_cuda</source>
            <extracomment>it was not made for NVIDIA GPUs</extracomment>
            <translation>no está hecho para GPU de NVIDIA</translation>
        </message>
        <message>
            <source>epub.chapters</source>
            <extracomment>Of the {count:,} chapters of {name}, {missing:,} could not be read.</extracomment>
            <translation>De los {count:,} capítulos de {name}, {missing:,} no se han podido leer.</translation>
        </message>
        <message>
            <source>epub.locked</source>
            <extracomment>{name} is locked by its seller (DRM), so that only their program can open it: use a book without a lock.</extracomment>
            <translation>Quien vendió {name} lo protegió (DRM) y solo su programa puede abrirlo: usa un libro sin protección.</translation>
        </message>
        <message>
            <source>estimate.empty</source>
            <extracomment>The corpus “{name}” holds no text: add files that can be read.</extracomment>
            <translation>El corpus “{name}” no contiene texto: añade archivos que se puedan leer.</translation>
        </message>
        <message>
            <source>estimate.no_room</source>
            <extracomment>The measurement needs some megabytes for temporary files, which cannot be written ({reason}): free some space, or set TMPDIR to a folder where there is some.</extracomment>
            <translation>La medición necesita algunos megabytes para archivos temporales, que no se pueden escribir ({reason}): libera espacio o indica en TMPDIR una carpeta donde lo haya.</translation>
        </message>
        <message>
            <source>export.adapter_format</source>
            <extracomment>An adapter can be exported as {known} only, not as {form}: choose one of these, or merge it into its model first, and export that.</extracomment>
            <translation>Un adaptador solo se puede exportar como {known}, no como {form}: elige uno de estos, o fusiónalo antes con su modelo y exporta el resultado.</translation>
        </message>
        <message>
            <source>export.adapter_of_three</source>
            <extracomment>llama.cpp has one layer for what {layer} and two others are in this model, so it cannot put the adapter onto it: merge the adapter into its model, and export that.</extracomment>
            <translation>llama.cpp tiene una sola capa para lo que en este modelo son {layer} y otras dos, así que no puede ponerle el adaptador: fusiona el adaptador con su modelo y exporta el resultado.</translation>
        </message>
        <message>
            <source>export.architecture</source>
            <extracomment>A model of type {model_type} cannot be exported to GGUF, only {known}: choose another format.</extracomment>
            <translation>Un modelo de tipo {model_type} no se puede exportar a GGUF, solo {known}: elige otro formato.</translation>
        </message>
        <message>
            <source>export.around</source>
            <extracomment>it puts several tokens around each text</extracomment>
            <translation>pone varios tokens alrededor de cada texto</translation>
        </message>
        <message>
            <source>export.bfloat16</source>
            <extracomment>Folder in bfloat16</extracomment>
            <translation>Carpeta en bfloat16</translation>
        </message>
        <message>
            <source>export.bfloat16.about</source>
            <extracomment>For transformers on a newer graphics card: half of float32's size, and no number is too large for it.</extracomment>
            <translation>Para transformers en una tarjeta gráfica más nueva: ocupa la mitad que en float32 y ningún número es demasiado grande.</translation>
        </message>
        <message>
            <source>export.blank_after</source>
            <extracomment>llama.cpp puts a blank before every text, also where it begins with one or follows a special token, which this model's tokenizer does not.</extracomment>
            <translation>llama.cpp pone un espacio antes de cada texto, también si ya empieza con uno o sigue a un token especial, y el tokenizador de este modelo no lo hace.</translation>
        </message>
        <message>
            <source>export.blanks</source>
            <extracomment>In llama.cpp the token {token} does not take the blanks beside it.</extracomment>
            <translation>En llama.cpp el token {token} no se lleva los espacios que tiene al lado.</translation>
        </message>
        <message>
            <source>export.changed</source>
            <extracomment>{path} was changed while it was copied: wait until whoever writes it is done, and try again.</extracomment>
            <translation>{path} cambió mientras se copiaba: espera a que acabe quien lo escribe e inténtalo de nuevo.</translation>
        </message>
        <message>
            <source>export.checking</source>
            <extracomment>Checking the model</extracomment>
            <translation>Comprobando el modelo</translation>
        </message>
        <message>
            <source>export.ends</source>
            <extracomment>GGUF names three tokens that end a text; this model has {count} more, which may not stop llama.cpp.</extracomment>
            <translation>GGUF nombra tres tokens que terminan un texto; este modelo tiene {count} más, que quizá no detengan a llama.cpp.</translation>
        </message>
        <message>
            <source>export.float16</source>
            <extracomment>Folder in float16</extracomment>
            <translation>Carpeta en float16</translation>
        </message>
        <message>
            <source>export.float16.about</source>
            <extracomment>For transformers on a graphics card: half of float32's size, nearly exact.</extracomment>
            <translation>Para transformers en una tarjeta gráfica: ocupa la mitad que en float32, casi exacto.</translation>
        </message>
        <message>
            <source>export.gelu</source>
            <extracomment>llama.cpp computes this model's activation (GELU) by an approximation, which differs by at most 0.0005.</extracomment>
            <translation>llama.cpp calcula la activación de este modelo (GELU) con una aproximación, que se aparta como mucho 0,0005.</translation>
        </message>
        <message>
            <source>export.gguf_bf16</source>
            <extracomment>GGUF, bfloat16</extracomment>
            <translation>GGUF, bfloat16</translation>
        </message>
        <message>
            <source>export.gguf_bf16.about</source>
            <extracomment>For llama.cpp, Ollama and LM Studio: half of float32's size, for models whose numbers float16 cannot hold.</extracomment>
            <translation>Para llama.cpp, Ollama y LM Studio: ocupa la mitad que en float32, para modelos cuyos números no caben en float16.</translation>
        </message>
        <message>
            <source>export.gguf_f16</source>
            <extracomment>GGUF, float16</extracomment>
            <translation>GGUF, float16</translation>
        </message>
        <message>
            <source>export.gguf_f16.about</source>
            <extracomment>For llama.cpp, Ollama and LM Studio: half of float32's size, nearly exact.</extracomment>
            <translation>Para llama.cpp, Ollama y LM Studio: ocupa la mitad que en float32, casi exacto.</translation>
        </message>
        <message>
            <source>export.gguf_f32</source>
            <extracomment>GGUF, float32</extracomment>
            <translation>GGUF, float32</translation>
        </message>
        <message>
            <source>export.gguf_f32.about</source>
            <extracomment>For llama.cpp, Ollama and LM Studio: every number as it is, to quantise it yourself.</extracomment>
            <translation>Para llama.cpp, Ollama y LM Studio: cada número tal como es, para cuantizarlo tú.</translation>
        </message>
        <message>
            <source>export.gguf_q4_0</source>
            <extracomment>GGUF, 4 bits</extracomment>
            <translation>GGUF, 4 bits</translation>
        </message>
        <message>
            <source>export.gguf_q4_0.about</source>
            <extracomment>For llama.cpp, Ollama and LM Studio where memory is short: about a fifth of float32's size. What it writes differs somewhat, the more so the smaller the model is.</extracomment>
            <translation>Para llama.cpp, Ollama y LM Studio cuando hay poca memoria: ocupa cerca de la quinta parte que en float32. Lo que escribe cambia algo, y más cuanto más pequeño es el modelo.</translation>
        </message>
        <message>
            <source>export.gguf_q8_0</source>
            <extracomment>GGUF, 8 bits</extracomment>
            <translation>GGUF, 8 bits</translation>
        </message>
        <message>
            <source>export.gguf_q8_0.about</source>
            <extracomment>For llama.cpp, Ollama and LM Studio: a quarter of float32's size, and hardly a difference in what it writes.</extracomment>
            <translation>Para llama.cpp, Ollama y LM Studio: ocupa la cuarta parte que en float32 y apenas cambia lo que escribe.</translation>
        </message>
        <message>
            <source>export.gpt_neo</source>
            <extracomment>llama.cpp has no GPT-Neo: the file calls the model a GPT-2, which computes the same.</extracomment>
            <translation>llama.cpp no conoce GPT-Neo: el archivo llama GPT-2 al modelo, que calcula lo mismo.</translation>
        </message>
        <message>
            <source>export.in_training</source>
            <extracomment>A training is writing to {folder}: wait until it ends, or stop it first.</extracomment>
            <translation>Un entrenamiento está escribiendo en {folder}: espera a que termine o detenlo antes.</translation>
        </message>
        <message>
            <source>export.longrope</source>
            <extracomment>llama.cpp may place tokens as in a long text as soon as it is started with room for more than {length:,} tokens: for short texts, start it with at most so many.</extracomment>
            <translation>llama.cpp puede colocar los tokens como en un texto largo en cuanto se inicia con sitio para más de {length:,} tokens: para textos cortos, inícialo con esos como mucho.</translation>
        </message>
        <message>
            <source>export.nfc</source>
            <extracomment>llama.cpp does not compose accents (NFC) before it splits a text: text with decomposed accents gets other tokens there.</extracomment>
            <translation>llama.cpp no compone los acentos (NFC) antes de dividir un texto: un texto con acentos descompuestos recibe allí otros tokens.</translation>
        </message>
        <message>
            <source>export.no_bytes</source>
            <extracomment>it has no tokens for single bytes</extracomment>
            <translation>no tiene tokens para bytes sueltos</translation>
        </message>
        <message>
            <source>export.no_merges</source>
            <extracomment>it has no merges</extracomment>
            <translation>no tiene fusiones</translation>
        </message>
        <message>
            <source>export.no_room</source>
            <extracomment>The export to {path} needs {needed:,.0f} MB, and the disk has {free:,.0f} MB left: free some space, or choose another disk.</extracomment>
            <translation>La exportación a {path} necesita {needed:,.0f} MB y al disco le quedan {free:,.0f} MB: libera espacio o elige otro disco.</translation>
        </message>
        <message>
            <source>export.normalizer</source>
            <extracomment>it changes text before splitting it ({kind})</extracomment>
            <translation>cambia el texto antes de dividirlo ({kind})</translation>
        </message>
        <message>
            <source>export.not_bpe</source>
            <extracomment>it is of the kind {kind}, not byte-level BPE</extracomment>
            <translation>es del tipo {kind}, no BPE a nivel de bytes</translation>
        </message>
        <message>
            <source>export.option</source>
            <extracomment>This model sets {entry} to {value!r}, which llama.cpp computes otherwise, so a GGUF file would write other text: choose another format.</extracomment>
            <translation>Este modelo pone {entry} en {value!r}, que llama.cpp calcula de otra forma, así que un archivo GGUF escribiría otro texto: elige otro formato.</translation>
        </message>
        <message>
            <source>export.own_merges</source>
            <extracomment>it joins pieces in an order of its own</extracomment>
            <translation>une las piezas en un orden propio</translation>
        </message>
        <message>
            <source>export.own_split</source>
            <extracomment>it splits text in a way of its own</extracomment>
            <translation>divide el texto a su manera</translation>
        </message>
        <message>
            <source>export.safetensors</source>
            <extracomment>Folder in parts</extracomment>
            <translation>Carpeta en partes</translation>
        </message>
        <message>
            <source>export.safetensors.about</source>
            <extracomment>For places that take no large files: the weights in several files with an index, as transformers reads them.</extracomment>
            <translation>Para sitios que no admiten archivos grandes: los pesos en varios archivos con un índice, como los lee transformers.</translation>
        </message>
        <message>
            <source>export.sets</source>
            <extracomment>it sets {entry}</extracomment>
            <translation>fija {entry}</translation>
        </message>
        <message>
            <source>export.syncing</source>
            <extracomment>Making sure that it is on the disk</extracomment>
            <translation>Asegurando que está en el disco</translation>
        </message>
        <message>
            <source>export.taken</source>
            <extracomment>{path} is there already, and an export overwrites nothing: choose another name, or remove it first.</extracomment>
            <translation>{path} ya existe, y una exportación no sobrescribe nada: elige otro nombre o bórralo antes.</translation>
        </message>
        <message>
            <source>export.tokenizer</source>
            <extracomment>llama.cpp does not know this model's kind of tokenizer ({reason}), so it would read other tokens: choose another format.</extracomment>
            <translation>llama.cpp no conoce este tipo de tokenizador ({reason}), así que leería otros tokens: elige otro formato.</translation>
        </message>
        <message>
            <source>export.too_large</source>
            <extracomment>The tensor {tensor} holds {largest:,.0f}, which is too large for {numbers}: export to bfloat16 instead.</extracomment>
            <translation>El tensor {tensor} contiene {largest:,.0f}, demasiado grande para {numbers}: expórtalo a bfloat16.</translation>
        </message>
        <message>
            <source>export.unknown</source>
            <extracomment>There is no format "{name}" to export to: choose one of {known}.</extracomment>
            <translation>No hay ningún formato “{name}” al que exportar: elige uno de {known}.</translation>
        </message>
        <message>
            <source>export.window</source>
            <extracomment>llama.cpp knows no sliding window for this model: the file holds it for texts of up to {window:,} tokens, instead of {context:,}.</extracomment>
            <translation>llama.cpp no conoce ventanas deslizantes para este modelo: el archivo lo contiene para textos de hasta {window:,} tokens, en lugar de {context:,}.</translation>
        </message>
        <message>
            <source>export.writing</source>
            <extracomment>Writing: {done:,.0f} of {total:,.0f} MB</extracomment>
            <translation>Escribiendo: {done:,.0f} de {total:,.0f} MB</translation>
        </message>
        <message>
            <source>export.zip</source>
            <extracomment>One zip file</extracomment>
            <translation>Un archivo zip</translation>
        </message>
        <message>
            <source>export.zip.about</source>
            <extracomment>For sending it to somebody or keeping a copy: the whole model in one file. Unpacked, it opens in this program.</extracomment>
            <translation>Para enviárselo a alguien o guardar una copia: el modelo entero en un solo archivo. Descomprimido, se abre en este programa.</translation>
        </message>
        <message>
            <source>fact.chat</source>
            <extracomment>Conversations: it has a chat template</extracomment>
            <translation>Conversaciones: tiene una plantilla de chat</translation>
        </message>
        <message>
            <source>fact.checkpoint</source>
            <extracomment>Checkpoint: {name}</extracomment>
            <translation>Punto de control: {name}</translation>
        </message>
        <message>
            <source>fact.context</source>
            <extracomment>Context length: {count:,} tokens</extracomment>
            <translation>Longitud de contexto: {count:,} tokens</translation>
        </message>
        <message>
            <source>fact.ends</source>
            <extracomment>Ends a text with: {tokens}</extracomment>
            <translation>Termina un texto con: {tokens}</translation>
        </message>
        <message>
            <source>fact.layers</source>
            <extracomment>Layers: {count}</extracomment>
            <translation>Capas: {count}</translation>
        </message>
        <message>
            <source>fact.model_type</source>
            <extracomment>Architecture: {model_type}</extracomment>
            <translation>Arquitectura: {model_type}</translation>
        </message>
        <message>
            <source>fact.parameters</source>
            <extracomment>Parameters: {count:,}</extracomment>
            <translation>Parámetros: {count:,}</translation>
        </message>
        <message>
            <source>fact.precision</source>
            <extracomment>Precision: {precision}</extracomment>
            <translation>Precisión: {precision}</translation>
        </message>
        <message>
            <source>fact.tokenizer</source>
            <extracomment>Tokenizer: {kind}</extracomment>
            <translation>Tokenizador: {kind}</translation>
        </message>
        <message>
            <source>fact.vocabulary</source>
            <extracomment>Vocabulary: {count:,} tokens</extracomment>
            <translation>Vocabulario: {count:,} tokens</translation>
        </message>
        <message>
            <source>field.choice</source>
            <extracomment>{label} is {value!r}: choose one of {choices}.</extracomment>
            <translation>{label} vale {value!r}: elige entre {choices}.</translation>
        </message>
        <message>
            <source>field.large</source>
            <extracomment>{label} is {value}: it may be at most {limit}.</extracomment>
            <translation>{label} vale {value}: puede ser como máximo {limit}.</translation>
        </message>
        <message>
            <source>field.small</source>
            <extracomment>{label} is {value}: it must be at least {limit}.</extracomment>
            <translation>{label} vale {value}: tiene que ser al menos {limit}.</translation>
        </message>
        <message>
            <source>field.type</source>
            <extracomment>{label} is {value!r}, which is not {expected}: give {expected}.</extracomment>
            <translation>{label} vale {value!r}, que no es {expected}: escribe {expected}.</translation>
        </message>
        <message>
            <source>file.adapter</source>
            <extracomment>an adapter: what was learnt on top of another model</extracomment>
            <translation>un adaptador: lo que se aprendió encima de otro modelo</translation>
        </message>
        <message>
            <source>file.added_tokens</source>
            <extracomment>tokens that were added to the vocabulary, and their ids</extracomment>
            <translation>tokens añadidos al vocabulario y sus identificadores</translation>
        </message>
        <message>
            <source>file.binary</source>
            <extracomment>{name} is not a text file: take it off the list, or save its text as .txt in UTF-8 first.</extracomment>
            <translation>{name} no es un archivo de texto: quítalo de la lista o guarda antes su texto como .txt en UTF-8.</translation>
        </message>
        <message>
            <source>file.card</source>
            <extracomment>the model card: data, sizes, how to load it</extracomment>
            <translation>la ficha del modelo: datos, tamaños, cómo cargarlo</translation>
        </message>
        <message>
            <source>file.changing</source>
            <extracomment>{name} changed while it was read: wait until the program that writes it is done, and read it again.</extracomment>
            <translation>{name} ha cambiado mientras se leía: espera a que termine el programa que lo escribe y léelo de nuevo.</translation>
        </message>
        <message>
            <source>file.chat_template</source>
            <extracomment>how a conversation is written for the model</extracomment>
            <translation>cómo se escribe una conversación para el modelo</translation>
        </message>
        <message>
            <source>file.config</source>
            <extracomment>the architecture: layers, heads, sizes, context length</extracomment>
            <translation>la arquitectura: capas, cabezas, tamaños, longitud de contexto</translation>
        </message>
        <message>
            <source>file.damaged</source>
            <extracomment>{name} is damaged, or no file of its kind ({reason}): open it in the program it comes from and save it again.</extracomment>
            <translation>{name} está dañado o no es un archivo de su tipo ({reason}): ábrelo con el programa del que procede y guárdalo de nuevo.</translation>
        </message>
        <message>
            <source>file.damaged_character</source>
            <extracomment>One damaged character of {name} is read as � ({encoding}): if that matters, save it again as UTF-8, or choose its encoding.</extracomment>
            <translation>Un carácter dañado de {name} se lee como � ({encoding}): si importa, guárdalo de nuevo en UTF-8 o elige su codificación.</translation>
        </message>
        <message>
            <source>file.damaged_text</source>
            <extracomment>{count:,} damaged characters of {name} are read as � ({encoding}): if that matters, save it again as UTF-8, or choose its encoding.</extracomment>
            <translation>{count:,} caracteres dañados de {name} se leen como � ({encoding}): si te importa, guárdalo otra vez como UTF-8 o elige su codificación.</translation>
        </message>
        <message>
            <source>file.doubtful_encoding</source>
            <extracomment>The encoding of {name} is doubtful: it is read as {encoding}, but may be {others}. Look at the preview, and choose another encoding if letters are wrong.</extracomment>
            <translation>La codificación de {name} es dudosa: se lee como {encoding}, pero puede ser {others}. Mira la vista previa y elige otra codificación si hay letras equivocadas.</translation>
        </message>
        <message>
            <source>file.empty</source>
            <extracomment>{name} holds no text: take it off the list.</extracomment>
            <translation>{name} no contiene texto: quítalo de la lista.</translation>
        </message>
        <message>
            <source>file.extra_missing</source>
            <extracomment>To read {name}, the Python package {package} is needed: install GPT Studio from Python with its extra “{extra}”, or save the file as CSV or JSON Lines and add that.</extracomment>
            <translation>Para leer {name} hace falta el paquete de Python {package}: instala GPT Studio desde Python con su extra “{extra}”, o guarda el archivo como CSV o JSON Lines y añade ese.</translation>
        </message>
        <message>
            <source>file.folder</source>
            <extracomment>a folder that is not part of the model</extracomment>
            <translation>una carpeta que no forma parte del modelo</translation>
        </message>
        <message>
            <source>file.forbidden</source>
            <extracomment>There is no permission to read {name}: change its permissions or copy it.</extracomment>
            <translation>No tienes permiso para leer {name}: cambia sus permisos o haz una copia.</translation>
        </message>
        <message>
            <source>file.generation</source>
            <extracomment>how it writes: temperature, top-p, maximum length</extracomment>
            <translation>cómo escribe: temperatura, top-p, longitud máxima</translation>
        </message>
        <message>
            <source>file.given_up</source>
            <extracomment>{name} could not be read: {reason}. Save it as text in the program it comes from, and add that.</extracomment>
            <translation>No se ha podido leer {name}: {reason}. Guárdalo como texto con el programa del que procede y añade ese archivo.</translation>
        </message>
        <message>
            <source>file.gone</source>
            <extracomment>{name} is no longer there: put it back or take it off the list.</extracomment>
            <translation>{name} ya no está ahí: vuelve a ponerlo o quítalo de la lista.</translation>
        </message>
        <message>
            <source>file.leads_out</source>
            <extracomment>{path} is a link that leads out of its folder, to {target}, where private files may lie: put the file itself there, or allow such links (in the terminal with --follow-links) if you trust the folder.</extracomment>
            <translation>{path} es un enlace que sale de su carpeta, hacia {target}, donde puede haber archivos privados: pon ahí el archivo mismo, o permite esos enlaces (en la terminal, con --follow-links) si te fías de la carpeta.</translation>
        </message>
        <message>
            <source>file.left_out</source>
            <extracomment>The remedies of the corpus leave out everything in {name}: take it off the list, or switch remedies off.</extracomment>
            <translation>Los remedios del corpus dejan fuera todo lo que hay en {name}: quítalo de la lista o desactiva algún remedio.</translation>
        </message>
        <message>
            <source>file.lfs_pointer</source>
            <extracomment>{path} is only a Git LFS pointer, not the file itself: run git lfs pull in its folder, or download the file.</extracomment>
            <translation>{path} es solo un puntero de Git LFS, no el archivo mismo: ejecuta git lfs pull en su carpeta o descarga el archivo.</translation>
        </message>
        <message>
            <source>file.lfs_pointer_sized</source>
            <extracomment>{path} is only a Git LFS pointer, not the file itself, which has {megabytes:,.1f} MB: run git lfs pull in its folder, or download the file.</extracomment>
            <translation>{path} es solo un puntero de Git LFS, no el archivo mismo, que ocupa {megabytes:,.1f} MB: ejecuta git lfs pull en su carpeta o descarga el archivo.</translation>
        </message>
        <message>
            <source>file.library_missing</source>
            <extracomment>To read {name}, the Python package {package} is needed: install GPT Studio with its extra “{extra}”.</extracomment>
            <translation>Para leer {name} hace falta el paquete de Python {package}: instala GPT Studio con su extra “{extra}”.</translation>
        </message>
        <message>
            <source>file.link_as_text</source>
            <extracomment>{path} holds only the path of the real file ({target}), as happens when a copy cannot keep links: copy the files themselves there, for example with cp -rL.</extracomment>
            <translation>{path} contiene solo la ruta del archivo de verdad ({target}), como pasa cuando una copia no puede conservar los enlaces: copia ahí los archivos mismos, por ejemplo con cp -rL.</translation>
        </message>
        <message>
            <source>file.locked</source>
            <extracomment>{name} is locked with a password: enter it in the window of GPT Studio, or save the file without one in the program it comes from.</extracomment>
            <translation>{name} está protegido con una contraseña: escríbela en la ventana de GPT Studio, o guarda el archivo sin ella en el programa del que viene.</translation>
        </message>
        <message>
            <source>file.merges</source>
            <extracomment>the merge rules of the tokenizer</extracomment>
            <translation>las reglas de fusión del tokenizador</translation>
        </message>
        <message>
            <source>file.mixed_encodings</source>
            <extracomment>{name} seems to be put together from texts in several encodings, and is read as {encoding}: look at the preview, and save its parts as UTF-8 if letters are wrong.</extracomment>
            <translation>{name} parece estar hecho de textos en varias codificaciones y se lee como {encoding}: mira la vista previa y guarda sus partes como UTF-8 si hay letras equivocadas.</translation>
        </message>
        <message>
            <source>file.never_answers</source>
            <extracomment>“{assistant}” answers nobody in {name}: choose another speaker as the model ({speakers}).</extracomment>
            <translation>“{assistant}” no responde a nadie en {name}: elige a otro interlocutor como modelo ({speakers}).</translation>
        </message>
        <message>
            <source>file.not_regular</source>
            <extracomment>{path} is not a file but a folder, a pipe or a device: put the file itself there.</extracomment>
            <translation>{path} no es un archivo, sino una carpeta, una tubería o un dispositivo: pon ahí el archivo mismo.</translation>
        </message>
        <message>
            <source>file.other_kind</source>
            <extracomment>{name} is no {kind} file, although its name says so: open it in the program it comes from and save it again.</extracomment>
            <translation>{name} no es un archivo de tipo {kind}, aunque su nombre lo diga: ábrelo con el programa del que procede y guárdalo de nuevo.</translation>
        </message>
        <message>
            <source>file.pickled</source>
            <extracomment>pickled data, which GPT Studio never opens: it could run any program</extracomment>
            <translation>datos pickle, que GPT Studio nunca abre: podrían ejecutar cualquier programa</translation>
        </message>
        <message>
            <source>file.repeated</source>
            <extracomment>Everything in {name} also stands in files above it, so it is skipped: take it off the list.</extracomment>
            <translation>Todo lo que hay en {name} está ya en archivos anteriores, así que se omite: quítalo de la lista.</translation>
        </message>
        <message>
            <source>file.sealed</source>
            <extracomment>{name} is locked with a password in a way that cannot be opened here: save it without one in the program it comes from, and add that.</extracomment>
            <translation>{name} está protegido con una contraseña de un modo que aquí no se puede abrir: guárdalo sin ella en el programa del que viene y añádelo.</translation>
        </message>
        <message>
            <source>file.special</source>
            <extracomment>{name} is no ordinary file, but a pipe, a device or the like: save its text as a file, and add that.</extracomment>
            <translation>{name} no es un archivo normal, sino una tubería, un dispositivo o algo parecido: guarda su texto como archivo y añade ese.</translation>
        </message>
        <message>
            <source>file.special_tokens</source>
            <extracomment>which token plays which special part</extracomment>
            <translation>qué token cumple cada función especial</translation>
        </message>
        <message>
            <source>file.tokenizer</source>
            <extracomment>the whole tokenizer</extracomment>
            <translation>el tokenizador completo</translation>
        </message>
        <message>
            <source>file.tokenizer_config</source>
            <extracomment>the settings of the tokenizer</extracomment>
            <translation>los ajustes del tokenizador</translation>
        </message>
        <message>
            <source>file.too_long</source>
            <extracomment>{path} is longer than {limit} MB, the limit for such a file: get a good copy of it.</extracomment>
            <translation>{path} ocupa más de {limit} MB, el límite para un archivo así: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>file.training</source>
            <extracomment>the recipe, the measurements and the checkpoints of the training</extracomment>
            <translation>la receta, las mediciones y los puntos de control del entrenamiento</translation>
        </message>
        <message>
            <source>file.unknown</source>
            <extracomment>not part of the model</extracomment>
            <translation>no forma parte del modelo</translation>
        </message>
        <message>
            <source>file.unreadable</source>
            <extracomment>{path} cannot be read ({reason}): check that it exists and that you may read it.</extracomment>
            <translation>No se puede leer {path} ({reason}): comprueba que existe y que tienes permiso para leerlo.</translation>
        </message>
        <message>
            <source>file.unsupported</source>
            <extracomment>{name} is of a kind that cannot be read yet: use {supported}.</extracomment>
            <translation>{name} es de un tipo que aún no se puede leer: usa {supported}.</translation>
        </message>
        <message>
            <source>file.vocabulary</source>
            <extracomment>the vocabulary: each token and its id</extracomment>
            <translation>el vocabulario: cada token y su id</translation>
        </message>
        <message>
            <source>file.weights</source>
            <extracomment>the trained tensors</extracomment>
            <translation>los tensores entrenados</translation>
        </message>
        <message>
            <source>file.weights_index</source>
            <extracomment>in which file each of the trained tensors is</extracomment>
            <translation>en qué archivo está cada tensor entrenado</translation>
        </message>
        <message>
            <source>file.weights_part</source>
            <extracomment>a part of the trained tensors</extracomment>
            <translation>una parte de los tensores entrenados</translation>
        </message>
        <message>
            <source>file.word_pieces</source>
            <extracomment>the vocabulary: one token a line</extracomment>
            <translation>el vocabulario: un token por línea</translation>
        </message>
        <message>
            <source>file.wrong_password</source>
            <extracomment>{name} does not open with that password: try another.</extracomment>
            <translation>{name} no se abre con esa contraseña: prueba otra.</translation>
        </message>
        <message>
            <source>folder.adapter</source>
            <extracomment>{folder} holds only a {kind} adapter for {base}: merge it into that model first (merge_and_unload in PEFT), and choose the merged folder.</extracomment>
            <translation>{folder} contiene solo un adaptador {kind} para {base}: fusiónalo primero con ese modelo (merge_and_unload en PEFT) y elige la carpeta resultante.</translation>
        </message>
        <message>
            <source>folder.adapter_of_unknown</source>
            <extracomment>{folder} holds only a {kind} adapter, and does not say for which model: merge it into that model first (merge_and_unload in PEFT), and choose the merged folder.</extracomment>
            <translation>{folder} contiene solo un adaptador {kind} y no dice para qué modelo: fusiónalo primero con ese modelo (merge_and_unload en PEFT) y elige la carpeta resultante.</translation>
        </message>
        <message>
            <source>folder.adapter_unmergeable</source>
            <extracomment>{folder} holds only a {kind} adapter for the model {base}, which cannot be merged into it: it works in PEFT alone.</extracomment>
            <translation>{folder} contiene solo un adaptador {kind} para el modelo {base}, que no se puede fusionar con él: funciona solo en PEFT.</translation>
        </message>
        <message>
            <source>folder.also_without_suffix</source>
            <extracomment>{kinds}, without a suffix</extracomment>
            <translation>{kinds}, sin extensión</translation>
        </message>
        <message>
            <source>folder.and_more</source>
            <extracomment>{places} and {count} more</extracomment>
            <translation>{places} y {count} más</translation>
        </message>
        <message>
            <source>folder.archive</source>
            <extracomment>{path} is a packed file: unpack it first, and choose the folder that comes out of it.</extracomment>
            <translation>{path} es un archivo comprimido: descomprímelo primero y elige la carpeta que salga de él.</translation>
        </message>
        <message>
            <source>folder.empty</source>
            <extracomment>The folder {name} holds no file that can be read: add files of these kinds to it: {supported}.</extracomment>
            <translation>La carpeta {name} no contiene ningún archivo que se pueda leer: añádele archivos de estos tipos: {supported}.</translation>
        </message>
        <message>
            <source>folder.file</source>
            <extracomment>{path} is a file, and a folder is needed here: choose one.</extracomment>
            <translation>{path} es un archivo, y aquí hace falta una carpeta: elige una.</translation>
        </message>
        <message>
            <source>folder.file_in_model</source>
            <extracomment>{path} is a file: choose the folder that it lies in, {folder}.</extracomment>
            <translation>{path} es un archivo: elige la carpeta en la que está, {folder}.</translation>
        </message>
        <message>
            <source>folder.gguf_file</source>
            <extracomment>{path} is a file, and GGUF files are for llama.cpp and are not opened here: choose the folder that it was made from.</extracomment>
            <translation>{path} es un archivo; los archivos GGUF son para llama.cpp y aquí no se abren: elige la carpeta de la que se hizo.</translation>
        </message>
        <message>
            <source>folder.inside_model</source>
            <extracomment>{folder} is a part of the model in {model}: choose that folder.</extracomment>
            <translation>{folder} es una parte del modelo de {model}: elige esa carpeta.</translation>
        </message>
        <message>
            <source>folder.left_out</source>
            <extracomment>{count:,} {count:|file|files} of other kinds {count:|is|are} left out ({kinds}).</extracomment>
            <translation>{count:|Queda|Quedan} fuera {count:,} {count:|archivo|archivos} de otros tipos ({kinds}).</translation>
        </message>
        <message>
            <source>folder.left_out_one</source>
            <extracomment>One file of another kind is left out ({kinds}).</extracomment>
            <translation>Queda fuera un archivo de otro tipo ({kinds}).</translation>
        </message>
        <message>
            <source>folder.link_broken</source>
            <extracomment>{path} is a link that leads nowhere: what it led to was moved, deleted, or is on a disk that is not connected. Choose the folder itself.</extracomment>
            <translation>{path} es un enlace que no lleva a ninguna parte: aquello a lo que llevaba se movió, se borró o está en un disco que no está conectado. Elige la carpeta misma.</translation>
        </message>
        <message>
            <source>folder.links</source>
            <extracomment>Links to folders are not followed ({names}): add those folders themselves, or have such links followed (in the terminal with --follow-links) if you trust the folder.</extracomment>
            <translation>No se siguen los enlaces a carpetas ({names}): añade esas carpetas directamente, o haz que se sigan esos enlaces (en la terminal, con --follow-links) si te fías de la carpeta.</translation>
        </message>
        <message>
            <source>folder.missing</source>
            <extracomment>There is no folder {folder}: it was moved, renamed or deleted. Open it where it is now, or choose another one.</extracomment>
            <translation>No hay ninguna carpeta {folder}: se ha movido, cambiado de nombre o borrado. Ábrela donde esté ahora o elige otra.</translation>
        </message>
        <message>
            <source>folder.no_config</source>
            <extracomment>{folder} is not a model: it has no config.json. Choose the folder that holds config.json.</extracomment>
            <translation>{folder} no es un modelo: no tiene config.json. Elige la carpeta que contiene config.json.</translation>
        </message>
        <message>
            <source>folder.one_model_inside</source>
            <extracomment>{folder} is not a model, but its folder {name} is one: choose {place}.</extracomment>
            <translation>{folder} no es un modelo, pero su carpeta {name} sí: elige {place}.</translation>
        </message>
        <message>
            <source>folder.only_gguf</source>
            <extracomment>{folder} holds a model only as GGUF, which is for llama.cpp and is not opened here: choose the folder that it was made from.</extracomment>
            <translation>{folder} contiene un modelo solo como GGUF, que es para llama.cpp y aquí no se abre: elige la carpeta de la que se hizo.</translation>
        </message>
        <message>
            <source>folder.original_format</source>
            <extracomment>{folder} holds a model in the form of its makers (params.json), which GPT Studio does not read: get it in the form of Hugging Face, with a config.json.</extracomment>
            <translation>{folder} contiene un modelo en el formato de sus autores (params.json), que GPT Studio no lee: consíguelo en el formato de Hugging Face, con un config.json.</translation>
        </message>
        <message>
            <source>folder.own_code</source>
            <extracomment>The folder brings code of its own ({places}), which other programs may run. GPT Studio never does: it computes the model itself.</extracomment>
            <translation>La carpeta trae código propio ({places}), que otros programas podrían ejecutar. GPT Studio nunca lo hace: calcula el modelo por sí mismo.</translation>
        </message>
        <message>
            <source>folder.pickle_file</source>
            <extracomment>{path} is a pickle file, which can run any program when it is opened, so GPT Studio never does: choose a folder that holds the model in the safetensors format.</extracomment>
            <translation>{path} es un archivo pickle, que puede ejecutar cualquier programa al abrirse, así que GPT Studio nunca lo abre: elige una carpeta que contenga el modelo en formato safetensors.</translation>
        </message>
        <message>
            <source>folder.pictures</source>
            <extracomment>{folder} holds a model of diffusers, which makes pictures and not text: choose a language model.</extracomment>
            <translation>{folder} contiene un modelo de diffusers, que hace imágenes y no texto: elige un modelo de lenguaje.</translation>
        </message>
        <message>
            <source>folder.several_models</source>
            <extracomment>{folder} is not a model but holds {count} of them: choose one, such as {some}.</extracomment>
            <translation>{folder} no es un modelo, sino que contiene {count}: elige uno, como {some}.</translation>
        </message>
        <message>
            <source>folder.special</source>
            <extracomment>{path} is neither a folder nor a file: choose a folder.</extracomment>
            <translation>{path} no es ni una carpeta ni un archivo: elige una carpeta.</translation>
        </message>
        <message>
            <source>folder.tokenizer_alone</source>
            <extracomment>{folder} holds a tokenizer and no model: choose the folder that holds config.json and the weights.</extracomment>
            <translation>{folder} contiene un tokenizador y ningún modelo: elige la carpeta que contiene config.json y los pesos.</translation>
        </message>
        <message>
            <source>folder.trainer_output</source>
            <extracomment>{folder} is what a Trainer wrote and holds no model itself, but its {checkpoint} is one: choose {place}.</extracomment>
            <translation>{folder} es lo que escribió un Trainer y no contiene ningún modelo por sí misma, pero su {checkpoint} sí lo es: elige {place}.</translation>
        </message>
        <message>
            <source>folder.unreadable</source>
            <extracomment>{folder} cannot be read ({reason}): check its permissions and the disk.</extracomment>
            <translation>No se puede leer {folder} ({reason}): revisa sus permisos y el disco.</translation>
        </message>
        <message>
            <source>folder.weights_alone</source>
            <extracomment>{folder} holds weights but no config.json, which says how to compute with them: get that file too.</extracomment>
            <translation>{folder} contiene pesos pero no config.json, que dice cómo calcular con ellos: consigue también ese archivo.</translation>
        </message>
        <message>
            <source>folder.without_settings</source>
            <extracomment>{folder} holds checkpoints of a training, but its config.json is missing, and they cannot be opened without it: put the config.json and the tokenizer back.</extracomment>
            <translation>{folder} contiene puntos de control de un entrenamiento, pero falta su config.json y sin él no se pueden abrir: vuelve a poner el config.json y el tokenizador.</translation>
        </message>
        <message>
            <source>folder.without_suffix</source>
            <extracomment>without a suffix</extracomment>
            <translation>sin extensión</translation>
        </message>
        <message>
            <source>format.newer</source>
            <extracomment>{path} was written by a newer version of GPT Studio (format {found}, and this one knows up to {known}): update GPT Studio to use it. The file was left as it is.</extracomment>
            <translation>{path} se escribió con una versión más nueva de GPT Studio (formato {found}; esta conoce hasta el {known}): actualiza GPT Studio para usarlo. El archivo se dejó como está.</translation>
        </message>
        <message>
            <source>generate.two_files</source>
            <extracomment>--prompts and --out go together: give both, or --prompt alone.</extracomment>
            <translation>--prompts y --out van juntos: indica los dos, o solo --prompt.</translation>
        </message>
        <message>
            <source>generation.no_token</source>
            <extracomment>In generation_config.json the ids below 0 are taken to mean that there is no such token: {entries}.</extracomment>
            <translation>En generation_config.json, los identificadores menores que 0 se toman como que no existe tal token: {entries}.</translation>
        </message>
        <message>
            <source>generation.not_followed</source>
            <extracomment>generation_config.json also sets {entries}, which GPT Studio does not follow.</extracomment>
            <translation>generation_config.json también establece {entries}, que GPT Studio no sigue.</translation>
        </message>
        <message>
            <source>generation.start_beyond</source>
            <extracomment>generation_config.json begins texts with the token {token}, but the model knows only {known:,} tokens: that entry is not used.</extracomment>
            <translation>generation_config.json empieza los textos con el token {token}, pero el modelo solo conoce {known:,} tokens: esa entrada no se usa.</translation>
        </message>
        <message>
            <source>generation.value</source>
            <extracomment>{file} sets {name} to {value!r}, which makes no sense: mend the entry or remove it.</extracomment>
            <translation>{file} asigna {value!r} a {name}, lo cual no tiene sentido: corrige la entrada o quítala.</translation>
        </message>
        <message>
            <source>helper.crash</source>
            <extracomment>it crashes the program that reads it, or takes more than {limit:,} MB of memory</extracomment>
            <translation>hace que el programa que lo lee se cierre, o usa más de {limit:,} MB de memoria</translation>
        </message>
        <message>
            <source>helper.crashed</source>
            <extracomment>it crashes the program that reads it</extracomment>
            <translation>hace fallar el programa que lo lee</translation>
        </message>
        <message>
            <source>helper.memory</source>
            <extracomment>it takes more than {limit:,} MB of memory</extracomment>
            <translation>usa más de {limit:,} MB de memoria</translation>
        </message>
        <message>
            <source>helper.still</source>
            <extracomment>nothing comes for {seconds} seconds</extracomment>
            <translation>no llega nada durante {seconds} segundos</translation>
        </message>
        <message>
            <source>helper.time</source>
            <extracomment>it takes more than {seconds} seconds of processor time</extracomment>
            <translation>tarda más de {seconds} segundos de procesador</translation>
        </message>
        <message>
            <source>import.bad_zip</source>
            <extracomment>the archive is damaged or locked</extracomment>
            <translation>el archivo comprimido está dañado o protegido con contraseña</translation>
        </message>
        <message>
            <source>import.large</source>
            <extracomment>it holds more than {limit} MB</extracomment>
            <translation>contiene más de {limit} MB</translation>
        </message>
        <message>
            <source>import.many</source>
            <extracomment>it holds more than {limit:,} conversations</extracomment>
            <translation>contiene más de {limit:,} conversaciones</translation>
        </message>
        <message>
            <source>import.no_member</source>
            <extracomment>there is no conversations.json in it</extracomment>
            <translation>no hay ningún conversations.json dentro</translation>
        </message>
        <message>
            <source>import.odd</source>
            <extracomment>{reason}</extracomment>
            <translation>{reason}</translation>
        </message>
        <message>
            <source>import.refused</source>
            <extracomment>{path} cannot be imported: {reason}. Choose the file that the other program exported.</extracomment>
            <translation>No se puede importar {path}: {reason}. Elige el archivo que exportó el otro programa.</translation>
        </message>
        <message>
            <source>import.unknown</source>
            <extracomment>it holds no conversations as ChatGPT, Open WebUI, LM Studio or GPT Studio write them</extracomment>
            <translation>no contiene conversaciones como las que escriben ChatGPT, Open WebUI, LM Studio o GPT Studio</translation>
        </message>
        <message>
            <source>index.damaged</source>
            <extracomment>{path} is damaged: it does not say which file holds what. Get a good copy.</extracomment>
            <translation>{path} está dañado: no dice qué contiene cada archivo. Consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>index.missing</source>
            <extracomment>{path} names the file {place!r}, which is not there: the copy or download did not finish. Get the whole folder.</extracomment>
            <translation>{path} nombra el archivo {place!r}, que no está: la copia o la descarga no terminó. Consigue la carpeta entera.</translation>
        </message>
        <message>
            <source>index.no_tensors</source>
            <extracomment>{path}, one of the files that hold the model, holds no tensor: get the files that belong together.</extracomment>
            <translation>{path}, uno de los archivos del modelo, no contiene ningún tensor: consigue los archivos que van juntos.</translation>
        </message>
        <message>
            <source>index.outside</source>
            <extracomment>{path} names a file outside its folder ({place!r}), which is not safe to open: get the model from a source that you trust.</extracomment>
            <translation>{path} señala un archivo de fuera de su carpeta ({place!r}), y abrirlo no es seguro: consigue el modelo de una fuente de confianza.</translation>
        </message>
        <message>
            <source>index.tensor_twice</source>
            <extracomment>{path} holds the tensor {tensor}, which another file of the model holds too: get the files that belong together.</extracomment>
            <translation>{path} contiene el tensor {tensor}, que también está en otro archivo del modelo: consigue archivos que se correspondan.</translation>
        </message>
        <message>
            <source>index.too_many_files</source>
            <extracomment>{path} names more than {limit:,} files, the limit for a model: get a good copy of it.</extracomment>
            <translation>{path} nombra más de {limit:,} archivos, el límite para un modelo: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>index.too_many_tensors</source>
            <extracomment>The files of {folder} hold more than {limit:,} tensors, the limit for a model: get a good copy of it.</extracomment>
            <translation>Los archivos de {folder} contienen más de {limit:,} tensores, el límite para un modelo: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>job.unexpected</source>
            <extracomment>Something went wrong inside GPT Studio. The error window has the details to report.</extracomment>
            <translation>Algo salió mal dentro de GPT Studio. Los detalles para informar del error están en la ventana de error.</translation>
        </message>
        <message>
            <source>json.damaged</source>
            <extracomment>{path} is damaged: {reason}. Get a good copy of it.</extracomment>
            <translation>{path} está dañado: {reason}. Consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>json.deep</source>
            <extracomment>it is nested more than {limit} levels deep</extracomment>
            <translation>está anidado a más de {limit} niveles de profundidad</translation>
        </message>
        <message>
            <source>json.long_number</source>
            <extracomment>a number has more than {limit} digits</extracomment>
            <translation>un número tiene más de {limit} cifras</translation>
        </message>
        <message>
            <source>json.no_json</source>
            <extracomment>it does not hold JSON in UTF-8</extracomment>
            <translation>no contiene JSON en UTF-8</translation>
        </message>
        <message>
            <source>json.no_object</source>
            <extracomment>it does not hold a JSON object</extracomment>
            <translation>no contiene un objeto JSON</translation>
        </message>
        <message>
            <source>json.not_a_number</source>
            <extracomment>it holds {name}, which is not a number</extracomment>
            <translation>contiene {name}, que no es un número</translation>
        </message>
        <message>
            <source>json.page</source>
            <extracomment>it is a web page, saved in place of the file that it tells of</extracomment>
            <translation>es una página web, guardada en lugar del archivo del que habla</translation>
        </message>
        <message>
            <source>json.too_large</source>
            <extracomment>the number {digits} is too large</extracomment>
            <translation>el número {digits} es demasiado grande</translation>
        </message>
        <message>
            <source>json.twice</source>
            <extracomment>the entry {entry!r} is there twice</extracomment>
            <translation>la entrada {entry!r} aparece dos veces</translation>
        </message>
        <message>
            <source>json.utf_16</source>
            <extracomment>it is in UTF-16 and not in UTF-8, as an editor may have saved it</extracomment>
            <translation>está en UTF-16 y no en UTF-8, como puede haberlo guardado un editor</translation>
        </message>
        <message>
            <source>jsonl.check_it</source>
            <extracomment>Check it.</extracomment>
            <translation>Revísala.</translation>
        </message>
        <message>
            <source>jsonl.check_them</source>
            <extracomment>Check them.</extracomment>
            <translation>Compruébalas.</translation>
        </message>
        <message>
            <source>jsonl.choose_field</source>
            <extracomment>The fields are {fields}: choose the one with the text (--text-field in the terminal).</extracomment>
            <translation>Sus campos son {fields}: elige el que contiene el texto (--text-field en la terminal).</translation>
        </message>
        <message>
            <source>jsonl.empty</source>
            <extracomment>{count:,} with an empty text</extracomment>
            <translation>{count:,} con un texto vacío</translation>
        </message>
        <message>
            <source>jsonl.left_out</source>
            <extracomment>{bad:,} of {entries:,} entries of {name} are left out (line {lines}): {reasons}. {advice}</extracomment>
            <translation>Quedan fuera {bad:,} de {entries:,} entradas de {name} (línea {lines}): {reasons}. {advice}</translation>
        </message>
        <message>
            <source>jsonl.left_out_one</source>
            <extracomment>One entry of {name} is left out (line {lines}): {reason}. {advice}</extracomment>
            <translation>Se deja fuera una entrada de {name} (línea {lines}): {reason}. {advice}</translation>
        </message>
        <message>
            <source>jsonl.no_field</source>
            <extracomment>{count:,} without a field that is known as text</extracomment>
            <translation>{count:,} sin un campo conocido como texto</translation>
        </message>
        <message>
            <source>jsonl.no_turns</source>
            <extracomment>{count:,} without a turn of a user or assistant</extracomment>
            <translation>{count:,} sin un turno de usuario o asistente</translation>
        </message>
        <message>
            <source>jsonl.not_json</source>
            <extracomment>{count:,} not JSON</extracomment>
            <translation>{count:,} sin JSON válido</translation>
        </message>
        <message>
            <source>jsonl.reasons</source>
            <extracomment>{first}, {second}</extracomment>
            <translation>{first}, {second}</translation>
        </message>
        <message>
            <source>jsonl.too_deep</source>
            <extracomment>{count:,} nested too deeply</extracomment>
            <translation>{count:,} con demasiados niveles</translation>
        </message>
        <message>
            <source>jsonl.too_long</source>
            <extracomment>{count:,} longer than {limit} million characters</extracomment>
            <translation>{count:,} de más de {limit} millones de caracteres</translation>
        </message>
        <message>
            <source>jsonl.turn_left_out</source>
            <extracomment>One turn of {name} is left out, which is a call or result of a tool or of an unknown role: the rest of its conversation is read.</extracomment>
            <translation>Se deja fuera un turno de {name}, que es una llamada o un resultado de una herramienta o de un papel desconocido: el resto de su conversación se lee.</translation>
        </message>
        <message>
            <source>jsonl.turns_left_out</source>
            <extracomment>{count:,} turns of {name} are left out, which are calls and results of tools or of an unknown role: the rest of their conversations is read.</extracomment>
            <translation>Quedan fuera {count:,} turnos de {name}, que son llamadas y resultados de herramientas o de un papel desconocido: el resto de sus conversaciones se lee.</translation>
        </message>
        <message>
            <source>kept.no_bin</source>
            <extracomment>{path} could not be moved to the bin ({reason}): give --yes to delete it for good.</extracomment>
            <translation>No se pudo mover {path} a la papelera ({reason}): añade --yes para eliminarlo definitivamente.</translation>
        </message>
        <message>
            <source>kept.unknown</source>
            <extracomment>There is no "{name}" in {folder}: "{command}" shows what there is.</extracomment>
            <translation>No hay ningún “{name}” en {folder}: “{command}” muestra lo que hay.</translation>
        </message>
        <message>
            <source>language.token_without_row</source>
            <extracomment>The tokenizer in {folder} needs the token {token}, but the model knows only {known:,} and not this one: they do not belong together.</extracomment>
            <translation>El tokenizador de {folder} necesita el token {token}, pero el modelo conoce solo {known:,} y este no: no van juntos.</translation>
        </message>
        <message>
            <source>language.tokens_left_out</source>
            <extracomment>The tokenizer has more tokens than the {known:,} that the model knows. No text needs the others, and they are left out: {tokens}</extracomment>
            <translation>El tokenizador tiene más tokens que los {known:,} que conoce el modelo. Ningún texto necesita los demás y se dejan fuera: {tokens}</translation>
        </message>
        <message>
            <source>language.vocabulary</source>
            <extracomment>The tokenizer in {folder} has {tokens:,} tokens but the model knows only {known:,}: they do not belong together.</extracomment>
            <translation>El tokenizador de {folder} tiene {tokens:,} tokens, pero el modelo solo conoce {known:,}: no corresponden el uno al otro.</translation>
        </message>
        <message>
            <source>layout.no_conversations</source>
            <extracomment>The corpus “{name}” holds no conversations: choose files with messages, or with prompts and answers.</extracomment>
            <translation>El corpus “{name}” no contiene conversaciones: elige archivos con mensajes, o con preguntas y respuestas.</translation>
        </message>
        <message>
            <source>layout.replies_untold</source>
            <extracomment>it does not show where a reply begins and ends, so replies alone cannot be learnt: choose to learn everything</extracomment>
            <translation>no muestra dónde empieza y termina una respuesta, así que no se pueden aprender solo las respuestas: elige aprender todo</translation>
        </message>
        <message>
            <source>loading.chat</source>
            <extracomment>a chat template: it can hold conversations</extracomment>
            <translation>una plantilla de chat: puede conversar</translation>
        </message>
        <message>
            <source>loading.context</source>
            <extracomment>context of {length:,} tokens</extracomment>
            <translation>contexto de {length:,} tokens</translation>
        </message>
        <message>
            <source>loading.ends</source>
            <extracomment>ends with {tokens}</extracomment>
            <translation>termina con {tokens}</translation>
        </message>
        <message>
            <source>loading.head_many</source>
            <extracomment>{count} heads</extracomment>
            <translation>{count} cabezas</translation>
        </message>
        <message>
            <source>loading.head_one</source>
            <extracomment>1 head</extracomment>
            <translation>1 cabeza</translation>
        </message>
        <message>
            <source>loading.hidden_size</source>
            <extracomment>hidden size {size:,}</extracomment>
            <translation>dimensión oculta {size:,}</translation>
        </message>
        <message>
            <source>loading.layer_many</source>
            <extracomment>{count} layers</extracomment>
            <translation>{count} capas</translation>
        </message>
        <message>
            <source>loading.layer_one</source>
            <extracomment>1 layer</extracomment>
            <translation>1 capa</translation>
        </message>
        <message>
            <source>loading.layers</source>
            <extracomment>{layers} of {heads}</extracomment>
            <translation>{layers} de {heads}</translation>
        </message>
        <message>
            <source>loading.model_type</source>
            <extracomment>{model_type}</extracomment>
            <translation>{model_type}</translation>
        </message>
        <message>
            <source>loading.parameters</source>
            <extracomment>{count:,} parameters</extracomment>
            <translation>{count:,} parámetros</translation>
        </message>
        <message>
            <source>loading.places</source>
            <extracomment>of {known:,} that the model has a place for</extracomment>
            <translation>de los {known:,} para los que el modelo tiene sitio</translation>
        </message>
        <message>
            <source>loading.precision</source>
            <extracomment>stored as {stored}, computed in {computed}</extracomment>
            <translation>guardado como {stored}, calculado en {computed}</translation>
        </message>
        <message>
            <source>loading.size</source>
            <extracomment>{megabytes:,.1f} MB</extracomment>
            <translation>{megabytes:,.1f} MB</translation>
        </message>
        <message>
            <source>loading.special</source>
            <extracomment>{count} special tokens</extracomment>
            <translation>{count} tokens especiales</translation>
        </message>
        <message>
            <source>loading.special_one</source>
            <extracomment>one special token</extracomment>
            <translation>un token especial</translation>
        </message>
        <message>
            <source>loading.tensors</source>
            <extracomment>{count} tensors</extracomment>
            <translation>{count} tensores</translation>
        </message>
        <message>
            <source>loading.tokenizer</source>
            <extracomment>{kind} tokenizer</extracomment>
            <translation>tokenizador {kind}</translation>
        </message>
        <message>
            <source>loading.vocabulary</source>
            <extracomment>vocabulary of {size:,} tokens</extracomment>
            <translation>vocabulario de {size:,} tokens</translation>
        </message>
        <message>
            <source>lock.held</source>
            <extracomment>Another program (process {process} on {host}) is writing to {folder}: wait until it ends or stop it first.</extracomment>
            <translation>Otro programa (proceso {process} en {host}) está escribiendo en {folder}: espera a que termine o detenlo antes.</translation>
        </message>
        <message>
            <source>lock.held_by_unknown</source>
            <extracomment>Another program is writing to {folder}: wait until it ends or stop it first.</extracomment>
            <translation>Otro programa está escribiendo en {folder}: espera a que termine o detenlo antes.</translation>
        </message>
        <message>
            <source>lock.impossible</source>
            <extracomment>{folder} is on a disk that cannot lock files ({reason}), so nothing would keep two programs from writing to it: choose a folder on another disk.</extracomment>
            <translation>{folder} está en un disco que no puede bloquear archivos ({reason}), así que nada impediría que dos programas escribieran a la vez: elige una carpeta en otro disco.</translation>
        </message>
        <message>
            <source>mail.left_out</source>
            <extracomment>{count:,} e-mails of {name} are damaged and left out.</extracomment>
            <translation>{count:,} correos de {name} están dañados y se quedan fuera.</translation>
        </message>
        <message>
            <source>merge.folder_taken</source>
            <extracomment>{folder} already holds a model: choose another name.</extracomment>
            <translation>{folder} ya contiene un modelo: elige otro nombre.</translation>
        </message>
        <message>
            <source>merge.opening</source>
            <extracomment>Reading the model and its adapter</extracomment>
            <translation>Leyendo el modelo y su adaptador</translation>
        </message>
        <message>
            <source>merge.writing</source>
            <extracomment>Merging and writing</extracomment>
            <translation>Fusionando y escribiendo</translation>
        </message>
        <message>
            <source>missing.end</source>
            <extracomment>No token ends a text, so the model writes on until the length is reached or you stop it.</extracomment>
            <translation>Ningún token termina un texto, así que el modelo sigue escribiendo hasta alcanzar la longitud o hasta que lo pares.</translation>
        </message>
        <message>
            <source>missing.generation</source>
            <extracomment>There is no generation_config.json, so it writes with the usual settings.</extracomment>
            <translation>No hay generation_config.json, así que escribe con los ajustes habituales.</translation>
        </message>
        <message>
            <source>missing.start</source>
            <extracomment>No token begins a text, so the model needs at least one word to go on from.</extracomment>
            <translation>Ningún token comienza un texto, así que el modelo necesita al menos una palabra desde la que seguir.</translation>
        </message>
        <message>
            <source>missing.template</source>
            <extracomment>There is no chat template, so the model goes on with your texts instead of answering in a conversation.</extracomment>
            <translation>No hay plantilla de chat, así que el modelo continúa tus textos en vez de responder en una conversación.</translation>
        </message>
        <message>
            <source>mixture.share</source>
            <extracomment>{share:.0f}% of what is learnt comes from “{name}”: its {tokens:,} tokens are read {times:.1f} times.</extracomment>
            <translation>El {share:.0f} % de lo que se aprende viene de “{name}”: sus {tokens:,} tokens se leen {times:.1f} veces.</translation>
        </message>
        <message>
            <source>mixture.too_short</source>
            <extracomment>The corpus “{name}” is too short to be mixed with others: add text to it, or leave it out.</extracomment>
            <translation>El corpus “{name}” es demasiado corto para mezclarlo con otros: añádele texto o déjalo fuera.</translation>
        </message>
        <message>
            <source>model.first_checkpoint</source>
            <extracomment>The training has just begun: the model appears with its first checkpoint.</extracomment>
            <translation>El entrenamiento acaba de empezar: el modelo aparecerá con su primer punto de control.</translation>
        </message>
        <message>
            <source>model.gone</source>
            <extracomment>{folder} is no longer there: it was moved or deleted before.</extracomment>
            <translation>{folder} ya no está ahí: alguien la movió o la eliminó antes.</translation>
        </message>
        <message>
            <source>model.name_taken</source>
            <extracomment>There is already a "{name}": choose another name.</extracomment>
            <translation>Ya existe “{name}”: elige otro nombre.</translation>
        </message>
        <message>
            <source>model.no_checkpoint</source>
            <extracomment>The training stopped before its first checkpoint: resume it, or move the folder to the bin.</extracomment>
            <translation>El entrenamiento se detuvo antes de su primer punto de control: reanúdalo o mueve la carpeta a la papelera.</translation>
        </message>
        <message>
            <source>model.no_checkpoints</source>
            <extracomment>{folder} has no checkpoints, so there is none of step {step}: leave the step out, or choose another folder.</extracomment>
            <translation>{folder} no tiene puntos de control, así que no hay ninguno del paso {step}: quita el paso o elige otra carpeta.</translation>
        </message>
        <message>
            <source>model.no_such_checkpoint</source>
            <extracomment>There is no checkpoint of step {step} in {folder}: choose one of these steps: {known}.</extracomment>
            <translation>No hay ningún punto de control del paso {step} en {folder}: elige uno de estos pasos: {known}.</translation>
        </message>
        <message>
            <source>model.not_a_number</source>
            <extracomment>The model's numbers are broken (NaN or infinity), so it cannot write: its training went wrong. Train it again with a lower learning rate, or use an earlier checkpoint.</extracomment>
            <translation>Los números del modelo están estropeados (NaN o infinito) y no puede escribir: su entrenamiento salió mal. Vuelve a entrenarlo con una tasa de aprendizaje menor o usa un punto de control anterior.</translation>
        </message>
        <message>
            <source>model.not_from_scratch</source>
            <extracomment>GPT Studio makes no new models of type {model_type}: choose one of {offered}, or go on from a model of that type.</extracomment>
            <translation>GPT Studio no crea modelos nuevos de tipo {model_type}: elige uno de {offered}, o sigue entrenando un modelo de ese tipo.</translation>
        </message>
        <message>
            <source>model.unknown</source>
            <extracomment>This model is of type {model_type!r}, which GPT Studio does not know: it can open {supported}.</extracomment>
            <translation>Este modelo es de tipo {model_type!r}, que GPT Studio no conoce: puede abrir {supported}.</translation>
        </message>
        <message>
            <source>name.clash</source>
            <extracomment>There is already "{other}" in {folder}, and on many computers "{name}" is the same name: choose another one.</extracomment>
            <translation>Ya hay “{other}” en {folder}, y en muchos equipos “{name}” es el mismo nombre: elige otro.</translation>
        </message>
        <message>
            <source>name.invalid</source>
            <extracomment>The name "{name}" cannot be used for a folder: use up to {limit} letters, digits, spaces, hyphens or dots, without a dot at either end, and no name that Windows keeps for devices (CON, NUL, COM1, ...).</extracomment>
            <translation>El nombre “{name}” no sirve para una carpeta: usa hasta {limit} letras, cifras, espacios, guiones o puntos, sin punto al principio ni al final, y ningún nombre que Windows reserve para dispositivos (CON, NUL, COM1, ...).</translation>
        </message>
        <message>
            <source>packed.unsupported</source>
            <extracomment>What is packed in {name} is of a kind that cannot be read.</extracomment>
            <translation>Lo que hay comprimido en {name} es de un tipo que no se puede leer.</translation>
        </message>
        <message>
            <source>parquet.left_out</source>
            <extracomment>{count:,} {count:|row|rows} of {name} {count:|is|are} damaged and left out.</extracomment>
            <translation>{count:|Está dañada y se deja|Están dañadas y se dejan} fuera {count:,} {count:|fila|filas} de {name}.</translation>
        </message>
        <message>
            <source>pdf.pages</source>
            <extracomment>Pages of {name} that are damaged and left out: {bad:,} of {count:,}.</extracomment>
            <translation>Páginas de {name} que están dañadas y se quedan fuera: {bad:,} de {count:,}.</translation>
        </message>
        <message>
            <source>pdf.scanned</source>
            <extracomment>Pages of {name} that are pictures: {scanned:,} of {count:,}. Text is not recognised in pictures: run a program for that over the file first.</extracomment>
            <translation>Páginas de {name} que son imágenes: {scanned:,} de {count:,}. En las imágenes no se reconoce texto: pasa antes el archivo por un programa que lo haga.</translation>
        </message>
        <message>
            <source>pins.no_format</source>
            <extracomment>its entry format is not a number</extracomment>
            <translation>su campo format no es un número</translation>
        </message>
        <message>
            <source>pins.no_steps</source>
            <extracomment>its entry steps is not a list of steps</extracomment>
            <translation>su entrada steps no es una lista de pasos</translation>
        </message>
        <message>
            <source>precision.fast</source>
            <extracomment>It computes with its own numbers, which is fast enough on this computer.</extracomment>
            <translation>Calcula con sus propios números, lo que en este ordenador es bastante rápido.</translation>
        </message>
        <message>
            <source>precision.fewer_bits</source>
            <extracomment>It computes with numbers of {bits} bits, about {times:.1f} times as fast on this computer as with its own; what it writes is hardly different.</extracomment>
            <translation>Calcula con números de {bits} bits, unas {times:.1f} veces más rápido en este ordenador que con los suyos; lo que escribe apenas cambia.</translation>
        </message>
        <message>
            <source>precision.gpu</source>
            <extracomment>On the graphics card it computes with its own numbers.</extracomment>
            <translation>En la tarjeta gráfica calcula con sus propios números.</translation>
        </message>
        <message>
            <source>precision.no_gain</source>
            <extracomment>It computes with its own numbers: fewer bits would not make it much faster here.</extracomment>
            <translation>Calcula con sus propios números: con menos bits no sería mucho más rápido.</translation>
        </message>
        <message>
            <source>preview.repeated</source>
            <extracomment>Skipped: the same text stands before.</extracomment>
            <translation>Se omite: el mismo texto está antes.</translation>
        </message>
        <message>
            <source>preview.unwanted</source>
            <extracomment>Skipped, as you chose for what the report found.</extracomment>
            <translation>Se omite, como elegiste para lo que encontró el informe.</translation>
        </message>
        <message>
            <source>prompts.more_texts</source>
            <extracomment>{path} holds more texts than there are prompts: name another file, or remove it.</extracomment>
            <translation>{path} tiene más textos que prompts hay: indica otro archivo, o elimínalo.</translation>
        </message>
        <message>
            <source>prompts.no_prompt</source>
            <extracomment>Line {number} of {path} has no prompt: write {example} on each line, or take a file of plain text.</extracomment>
            <translation>La línea {number} de {path} no tiene prompt: escribe {example} en cada línea, o usa un archivo de texto sin más.</translation>
        </message>
        <message>
            <source>prompts.none</source>
            <extracomment>{path} holds no prompt: write one a line.</extracomment>
            <translation>{path} no tiene ningún prompt: escribe uno por línea.</translation>
        </message>
        <message>
            <source>prompts.not_utf8</source>
            <extracomment>{path} is not UTF-8, from byte {place} on: convert it first.</extracomment>
            <translation>{path} no está en UTF-8 a partir del byte {place}: conviértelo primero.</translation>
        </message>
        <message>
            <source>prompts.other_file</source>
            <extracomment>{path} holds something else than texts that were written here: name another file.</extracomment>
            <translation>{path} contiene otra cosa que los textos que se escriben aquí: indica otro archivo.</translation>
        </message>
        <message>
            <source>prompts.other_texts</source>
            <extracomment>{path} holds texts of another prompt, seed or model ({prompt}): name another file, or remove it.</extracomment>
            <translation>{path} tiene textos de otro prompt, otra semilla u otro modelo ({prompt}): indica otro archivo, o elimínalo.</translation>
        </message>
        <message>
            <source>prompts.out_suffix</source>
            <extracomment>{path} must end with .csv for a table or with .jsonl for JSON Lines.</extracomment>
            <translation>{path} debe terminar en .csv para una tabla o en .jsonl para JSON Lines.</translation>
        </message>
        <message>
            <source>prompts.progress</source>
            <extracomment>{done} of {of} prompts</extracomment>
            <translation>{done} de {of} prompts</translation>
        </message>
        <message>
            <source>recipe.damaged</source>
            <extracomment>The recipe {path} cannot be read ({reason}): restore it or start a new training.</extracomment>
            <translation>No se puede leer la receta {path} ({reason}): restáurala o empieza un entrenamiento nuevo.</translation>
        </message>
        <message>
            <source>recipe.missing</source>
            <extracomment>There is no recipe at {path}: choose the run.toml of a model trained here.</extracomment>
            <translation>No hay ninguna receta en {path}: elige el run.toml de un modelo entrenado aquí.</translation>
        </message>
        <message>
            <source>recipe.pace</source>
            <extracomment>pace does not lead to {steps} steps</extracomment>
            <translation>pace no lleva a {steps} pasos</translation>
        </message>
        <message>
            <source>recipe.text</source>
            <extracomment>it needs either a corpus or corpora</extracomment>
            <translation>necesita un corpus o varios (corpora), una de las dos cosas</translation>
        </message>
        <message>
            <source>remedies.package_missing</source>
            <extracomment>The corpus has a remedy that needs the Python package {package}: install GPT Studio with its extra “formats”, or switch the remedy off.</extracomment>
            <translation>El corpus tiene un remedio que necesita el paquete de Python {package}: instala GPT Studio con su extra “formats” o desactiva el remedio.</translation>
        </message>
        <message>
            <source>report.apply_needs_out</source>
            <extracomment>Remedies are kept with a corpus: give --apply KIND and --out CORPUS together.</extracomment>
            <translation>Los remedios se guardan con un corpus: indica juntos --apply TIPO y --out CORPUS.</translation>
        </message>
        <message>
            <source>report.boilerplate</source>
            <extracomment>Boilerplate</extracomment>
            <translation>Textos de relleno</translation>
        </message>
        <message>
            <source>report.boilerplate.help</source>
            <extracomment>Lines that stand in eight documents or more, such as menus, notices and signatures. A model writes them everywhere if it reads them everywhere.</extracomment>
            <translation>Líneas que están en ocho documentos o más, como menús, avisos y firmas. Si el modelo las lee por todas partes, las escribirá por todas partes.</translation>
        </message>
        <message>
            <source>report.control</source>
            <extracomment>Control characters</extracomment>
            <translation>Caracteres de control</translation>
        </message>
        <message>
            <source>report.control.help</source>
            <extracomment>Characters that steer a device or mark a place in a line: nobody sees them, but a model would learn to write them.</extracomment>
            <translation>Caracteres que dan órdenes a un aparato o marcan un lugar de la línea: nadie los ve, pero el modelo aprendería a escribirlos.</translation>
        </message>
        <message>
            <source>report.duplicate_documents</source>
            <extracomment>Documents that repeat</extracomment>
            <translation>Documentos repetidos</translation>
        </message>
        <message>
            <source>report.duplicate_documents.help</source>
            <extracomment>The same document stands in the corpus several times. A model learns repeated text by heart, so each is read once.</extracomment>
            <translation>El mismo documento está varias veces en el corpus. Los modelos se aprenden de memoria el texto repetido, así que cada uno se lee una sola vez.</translation>
        </message>
        <message>
            <source>report.encoding</source>
            <extracomment>Wrong or doubtful encoding</extracomment>
            <translation>Codificación errónea o dudosa</translation>
        </message>
        <message>
            <source>report.encoding.help</source>
            <extracomment>The file does not say how its letters are encoded, and the guess may be wrong; or letters are lost already. Choose another encoding for the file if its letters look wrong.</extracomment>
            <translation>El archivo no dice cómo están codificadas sus letras y la suposición puede fallar, o ya se han perdido letras. Elige otra codificación para el archivo si las letras se ven mal.</translation>
        </message>
        <message>
            <source>report.helper_ended</source>
            <extracomment>A process that looks at the texts was ended, perhaps because memory ran out: close other programs and make the report again.</extracomment>
            <translation>Se cerró un proceso que examinaba los textos, quizá porque se agotó la memoria: cierra otros programas y vuelve a hacer el informe.</translation>
        </message>
        <message>
            <source>report.hyphens</source>
            <extracomment>Words broken at line ends</extracomment>
            <translation>Palabras partidas al final de la línea</translation>
        </message>
        <message>
            <source>report.hyphens.help</source>
            <extracomment>A printed page breaks words with a hyphen. A model that reads such lines learns to break words in the middle of a line.</extracomment>
            <translation>En las páginas impresas, las palabras se parten con un guion. Un modelo que lee esas líneas aprende a partir palabras en mitad de una línea.</translation>
        </message>
        <message>
            <source>report.invisible</source>
            <extracomment>Invisible characters</extracomment>
            <translation>Caracteres invisibles</translation>
        </message>
        <message>
            <source>report.invisible.help</source>
            <extracomment>Marks that turn the direction of writing, joiners without width, and characters that only one font knows, such as bullets of a PDF.</extracomment>
            <translation>Marcas que cambian la dirección de la escritura, uniones sin anchura y caracteres que solo conoce un tipo de letra, como las viñetas de un PDF.</translation>
        </message>
        <message>
            <source>report.long_documents</source>
            <extracomment>Very long documents</extracomment>
            <translation>Documentos larguísimos</translation>
        </message>
        <message>
            <source>report.long_documents.help</source>
            <extracomment>Documents of more than three million characters are probably many texts in one file. Put &lt;|endoftext|&gt; between them, so that the model learns where a text begins and ends.</extracomment>
            <translation>Los documentos de más de tres millones de caracteres suelen ser muchos textos en un solo archivo. Pon &lt;|endoftext|&gt; entre ellos para que el modelo aprenda dónde empieza y dónde acaba un texto.</translation>
        </message>
        <message>
            <source>report.long_lines</source>
            <extracomment>Very long lines</extracomment>
            <translation>Líneas larguísimas</translation>
        </message>
        <message>
            <source>report.long_lines.help</source>
            <extracomment>Lines of more than 5,000 characters: the line ends are lost, and a model would never learn to begin a paragraph.</extracomment>
            <translation>Líneas de más de 5000 caracteres: se han perdido los finales de línea, y el modelo nunca aprendería a empezar un párrafo.</translation>
        </message>
        <message>
            <source>report.looking</source>
            <extracomment>Looking at the texts</extracomment>
            <translation>Examinando los textos</translation>
        </message>
        <message>
            <source>report.mixed_languages</source>
            <extracomment>Documents in several languages</extracomment>
            <translation>Documentos en varios idiomas</translation>
        </message>
        <message>
            <source>report.mixed_languages.help</source>
            <extracomment>The beginning, the middle and the end of the document are beyond doubt in different languages: a translation beside its original, or several texts in one.</extracomment>
            <translation>El principio, la mitad y el final del documento están sin duda en idiomas distintos: una traducción junto a su original, o varios textos en uno.</translation>
        </message>
        <message>
            <source>report.mojibake</source>
            <extracomment>Garbled letters</extracomment>
            <translation>Letras estropeadas</translation>
        </message>
        <message>
            <source>report.mojibake.help</source>
            <extracomment>Letters that were read in the wrong encoding, so that año became aÃ±o. They can be turned back.</extracomment>
            <translation>Letras que se leyeron con la codificación equivocada, de modo que año se volvió aÃ±o. Se pueden recuperar.</translation>
        </message>
        <message>
            <source>report.near_duplicates</source>
            <extracomment>Documents that are nearly the same</extracomment>
            <translation>Documentos casi iguales</translation>
        </message>
        <message>
            <source>report.near_duplicates.help</source>
            <extracomment>Four fifths or more of the sequences of five words stand in an earlier document too: another version of it, or a copy with changes. Documents that repeat exactly are not counted here.</extracomment>
            <translation>Cuatro quintos o más de las secuencias de cinco palabras están también en un documento anterior: es otra versión de él, o una copia con cambios. Los documentos que se repiten exactamente no se cuentan aquí.</translation>
        </message>
        <message>
            <source>report.not_prose</source>
            <extracomment>Documents that are no prose</extracomment>
            <translation>Documentos que no son prosa</translation>
        </message>
        <message>
            <source>report.not_prose.help</source>
            <extracomment>Tables, program code, columns of numbers and encoded data such as base64. They teach a small model little of how to write.</extracomment>
            <translation>Tablas, código de programas, columnas de números y datos codificados como base64. A un modelo pequeño le enseñan poco sobre cómo escribir.</translation>
        </message>
        <message>
            <source>report.other_languages</source>
            <extracomment>Documents in other languages</extracomment>
            <translation>Documentos en otros idiomas</translation>
        </message>
        <message>
            <source>report.other_languages.help</source>
            <extracomment>Documents in a language that makes up less than a tenth of the corpus. A small model needs all its room for one or two languages.</extracomment>
            <translation>Documentos en un idioma que ocupa menos de la décima parte del corpus. Un modelo pequeño necesita todo su espacio para uno o dos idiomas.</translation>
        </message>
        <message>
            <source>report.personal</source>
            <extracomment>Personal data</extracomment>
            <translation>Datos personales</translation>
        </message>
        <message>
            <source>report.personal.help</source>
            <extracomment>E-mail addresses, telephone, card, bank and identity numbers, keys and network addresses. A model can write out what it has read: mask them unless they are yours to publish.</extracomment>
            <translation>Direcciones de correo, números de teléfono, de tarjeta, de cuenta y de identidad, claves y direcciones de red. Un modelo puede escribir lo que ha leído: enmascáralos, salvo que puedas publicarlos.</translation>
        </message>
        <message>
            <source>report.private_marks</source>
            <extracomment>Marks of other models</extracomment>
            <translation>Marcas de otros modelos</translation>
        </message>
        <message>
            <source>report.private_marks.help</source>
            <extracomment>What chat programs write between turns, such as &lt;|im_start|&gt;, [INST] and &lt;start_of_turn&gt;. Marks that end a text divide documents already and are not counted.</extracomment>
            <translation>Lo que los programas de chat escriben entre los turnos, como &lt;|im_start|&gt;, [INST] y &lt;start_of_turn&gt;. Las marcas que terminan un texto ya dividen los documentos y no se cuentan.</translation>
        </message>
        <message>
            <source>report.repeated_paragraphs</source>
            <extracomment>Paragraphs that repeat</extracomment>
            <translation>Párrafos repetidos</translation>
        </message>
        <message>
            <source>report.repeated_paragraphs.help</source>
            <extracomment>A paragraph of 50 characters or more that stood in the corpus before. What repeats often is learnt by heart, and the model begins to recite.</extracomment>
            <translation>Un párrafo de 50 caracteres o más que ya había aparecido en el corpus. Lo que se repite mucho se aprende de memoria, y el modelo empieza a recitar.</translation>
        </message>
        <message>
            <source>report.short_documents</source>
            <extracomment>Very short documents</extracomment>
            <translation>Documentos muy cortos</translation>
        </message>
        <message>
            <source>report.short_documents.help</source>
            <extracomment>Documents of fewer than 50 characters, often a title or what remained of a page. A model that reads many of them writes little and stops.</extracomment>
            <translation>Documentos de menos de 50 caracteres, a menudo un título o los restos de una página. Un modelo que lee muchos escribe poco y se detiene.</translation>
        </message>
        <message>
            <source>report.wrapped_lines</source>
            <extracomment>Lines broken at a fixed width</extracomment>
            <translation>Líneas cortadas a una anchura fija</translation>
        </message>
        <message>
            <source>report.wrapped_lines.help</source>
            <extracomment>The lines end where the next word would not have fitted, as in old e-mails and at Project Gutenberg. A model learns to end lines in the middle of sentences.</extracomment>
            <translation>Las líneas acaban donde ya no cabía la palabra siguiente, como en los correos antiguos y en el Proyecto Gutenberg. El modelo aprende a acabar las líneas en mitad de una frase.</translation>
        </message>
        <message>
            <source>sampling.checkpoint</source>
            <extracomment>{folder} is a checkpoint, and its files are never changed: keep the settings in the model itself.</extracomment>
            <translation>{folder} es un punto de control y sus archivos nunca se cambian: guarda los ajustes en el modelo.</translation>
        </message>
        <message>
            <source>score.not_utf8</source>
            <extracomment>{file} is not UTF-8, from byte {place} on: convert it first.</extracomment>
            <translation>{file} no está en UTF-8 a partir del byte {place}: conviértelo primero.</translation>
        </message>
        <message>
            <source>score.too_short</source>
            <extracomment>This text has too few tokens for {name} to say how likely one is after another: give a longer one.</extracomment>
            <translation>Este texto tiene muy pocos tokens para que {name} diga cuán probable es uno después de otro: da uno más largo.</translation>
        </message>
        <message>
            <source>search.indexing</source>
            <extracomment>Making an index of the text</extracomment>
            <translation>Haciendo un índice del texto</translation>
        </message>
        <message>
            <source>server.address</source>
            <extracomment>The server cannot listen at {host}, port {port} ({reason}): choose another port or address; port 0 takes a free one.</extracomment>
            <translation>El servidor no puede escuchar en {host}, puerto {port} ({reason}): elige otro puerto u otra dirección; el puerto 0 toma uno libre.</translation>
        </message>
        <message>
            <source>server.fault</source>
            <extracomment>A request failed ({reason}).</extracomment>
            <translation>Ha fallado una petición ({reason}).</translation>
        </message>
        <message>
            <source>server.token</source>
            <extracomment>The token must have at least {least} characters, of the letters, digits and signs of ASCII without blanks: choose another, or give none, and the server makes one.</extracomment>
            <translation>La clave (token) debe tener al menos {least} caracteres, de las letras, cifras y signos de ASCII sin espacios: elige otra, o no pongas ninguna y el servidor crea una.</translation>
        </message>
        <message>
            <source>shape.head_size</source>
            <extracomment>Each head gets {head_size} numbers, but rotary positions turn them in pairs and need an even count: use {heads_near} heads, or a hidden size of {hidden_near}.</extracomment>
            <translation>A cada cabeza le tocan {head_size} números, pero las posiciones rotatorias los giran por pares y necesitan una cantidad par: usa {heads_near} cabezas o una dimensión oculta de {hidden_near}.</translation>
        </message>
        <message>
            <source>shape.heads</source>
            <extracomment>{heads} heads cannot share a hidden size of {hidden_size}: use {heads_near} heads, or a hidden size of {hidden_near}.</extracomment>
            <translation>{heads} cabezas no pueden repartirse una dimensión oculta de {hidden_size}: usa {heads_near} cabezas o una dimensión oculta de {hidden_near}.</translation>
        </message>
        <message>
            <source>shape.hidden_size</source>
            <extracomment>A hidden size of {hidden_size} is odd, but rotary positions turn numbers in pairs: use {hidden_near}.</extracomment>
            <translation>La dimensión oculta {hidden_size} es impar, pero las posiciones rotatorias giran los números por pares: usa {hidden_near}.</translation>
        </message>
        <message>
            <source>shape.kv_heads</source>
            <extracomment>{heads} heads cannot be split over {kv_heads} key-value heads: use {kv_near}.</extracomment>
            <translation>{heads} cabezas no se pueden repartir entre {kv_heads} cabezas clave-valor: usa {kv_near}.</translation>
        </message>
        <message>
            <source>shape.kv_heads_unsupported</source>
            <extracomment>{model_type} has no grouped-query attention, so {kv_heads} key-value heads for {heads} heads are not possible: set key-value heads to 0, or choose another architecture.</extracomment>
            <translation>{model_type} no tiene atención con consultas agrupadas, así que no puede haber {kv_heads} cabezas clave-valor para {heads} cabezas: pon 0 cabezas clave-valor o elige otra arquitectura.</translation>
        </message>
        <message>
            <source>size.chosen</source>
            <extracomment>In {minutes:g} {minutes:|minute|minutes} this machine reads about {tokens:.1f} million tokens ({epochs:.1f} times the text) with a model of {parameters:.1f} million parameters ({layers} {layers:|layer|layers}, hidden size {hidden_size}), which is expected to learn most in that time: a larger one would read too little, a smaller one grasp too little.</extracomment>
            <translation>En {minutes:g} {minutes:|minuto|minutos} esta máquina lee unos {tokens:.1f} millones de tokens ({epochs:.1f} veces el texto) con un modelo de {parameters:.1f} millones de parámetros ({layers} {layers:|capa|capas}, tamaño oculto {hidden_size}), que es el que se espera que aprenda más en ese tiempo: uno más grande leería demasiado poco y uno más pequeño comprendería demasiado poco.</translation>
        </message>
        <message>
            <source>size.minutes</source>
            <extracomment>The size of the model can be chosen for a time only: give the length in minutes, or choose a size.</extracomment>
            <translation>El tamaño del modelo solo se puede elegir para un tiempo: da la duración en minutos o elige un tamaño.</translation>
        </message>
        <message>
            <source>stored.damaged</source>
            <extracomment>{path} cannot be read ({reason}): restore it from a copy, or remove it.</extracomment>
            <translation>No se puede leer {path} ({reason}): restáuralo desde una copia o quítalo.</translation>
        </message>
        <message>
            <source>stored.missing</source>
            <extracomment>{field!r} is missing</extracomment>
            <translation>falta {field!r}</translation>
        </message>
        <message>
            <source>stored.no_table</source>
            <extracomment>it does not hold a table of entries</extracomment>
            <translation>no contiene una tabla de entradas</translation>
        </message>
        <message>
            <source>stored.unknown</source>
            <extracomment>{field!r} is not an entry of it</extracomment>
            <translation>{field!r} no es una de sus entradas</translation>
        </message>
        <message>
            <source>stored.value</source>
            <extracomment>{field} cannot be {value!r}</extracomment>
            <translation>{field} no puede ser {value!r}</translation>
        </message>
        <message>
            <source>team.indivisible</source>
            <extracomment>An update reads {rows} sequences (batch size times gradient accumulation), which cannot be divided evenly among {processes} processes: choose a batch size that is a multiple of {processes}, or another number of processes.</extracomment>
            <translation>Una actualización lee {rows} secuencias (tamaño del lote por acumulación de gradientes), que no se pueden repartir por igual entre {processes} procesos: elige un tamaño de lote que sea múltiplo de {processes}, u otro número de procesos.</translation>
        </message>
        <message>
            <source>team.lost</source>
            <extracomment>Another process of this training ended or cannot be reached, so it cannot go on: see what that process said, and go on from the last save with --resume.</extracomment>
            <translation>Otro proceso de este entrenamiento terminó o no responde, así que no puede continuar: mira lo que dijo ese proceso y sigue desde lo último guardado con --resume.</translation>
        </message>
        <message>
            <source>telegram.left_out</source>
            <extracomment>{count:,} {count:|message|messages} of {name} {count:|is|are} damaged and left out, first in line {line:,}: export the chat again.</extracomment>
            <translation>{count:|Está dañado y se deja|Están dañados y se dejan} fuera {count:,} {count:|mensaje|mensajes} de {name}, el primero en la línea {line:,}: vuelve a exportar el chat.</translation>
        </message>
        <message>
            <source>template.damaged</source>
            <extracomment>{path} is damaged: it is not UTF-8 text. Get a good copy of it.</extracomment>
            <translation>{path} está dañado: no es texto UTF-8. Consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>template.empty</source>
            <extracomment>The model's chat template writes nothing for this conversation: use the model without chat.</extracomment>
            <translation>La plantilla de chat del modelo no escribe nada para esta conversación: usa el modelo sin chat.</translation>
        </message>
        <message>
            <source>template.failed</source>
            <extracomment>The model's chat template could not lay out this conversation ({reason}): start a new one, or use the model without chat.</extracomment>
            <translation>La plantilla de chat del modelo no pudo componer esta conversación ({reason}): empieza otra o usa el modelo sin chat.</translation>
        </message>
        <message>
            <source>template.harmful</source>
            <extracomment>The model's chat template cannot lay out this conversation: {reason}. Use the model without chat.</extracomment>
            <translation>La plantilla de chat del modelo no puede componer esta conversación: {reason}. Usa el modelo sin chat.</translation>
        </message>
        <message>
            <source>template.output</source>
            <extracomment>The model's chat template writes more than {limit} MB for this conversation: use the model without chat.</extracomment>
            <translation>La plantilla de chat del modelo escribe más de {limit} MB para esta conversación: usa el modelo sin chat.</translation>
        </message>
        <message>
            <source>template.refused</source>
            <extracomment>The chat template in {path} cannot be used: {reason}. Get a good copy of it.</extracomment>
            <translation>La plantilla de chat de {path} no se puede usar: {reason}. Consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>template.syntax</source>
            <extracomment>chat_template is not a template that can be read ({reason}): get a good copy of it.</extracomment>
            <translation>chat_template no es una plantilla que se pueda leer ({reason}): consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>template.too_long</source>
            <extracomment>The chat template in {path} is longer than {limit} MB: get a good copy of it.</extracomment>
            <translation>La plantilla de chat de {path} ocupa más de {limit} MB: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>template.writes_much</source>
            <extracomment>it writes more than {limit} MB</extracomment>
            <translation>escribe más de {limit} MB</translation>
        </message>
        <message>
            <source>time_machine.none</source>
            <extracomment>{name} has no checkpoints, so there is no earlier time to go back to: choose a model that was trained here.</extracomment>
            <translation>{name} no tiene puntos de control, así que no hay un tiempo anterior al que volver: elige un modelo que se haya entrenado aquí.</translation>
        </message>
        <message>
            <source>tokenizer.adds_unknown</source>
            <extracomment>it adds the token {id} to each text, and there is no such token</extracomment>
            <translation>añade el token {id} a cada texto, y no existe tal token</translation>
        </message>
        <message>
            <source>tokenizer.busy</source>
            <extracomment>A tokenizer is being trained; stopping now would lose it.</extracomment>
            <translation>Se está entrenando un tokenizador; si se detiene ahora, se perderá.</translation>
        </message>
        <message>
            <source>tokenizer.bytes_missing</source>
            <extracomment>The vocabulary lacks {count} of the 256 single bytes: blanks, line ends or letters that need them vanish from every text.</extracomment>
            <translation>Al vocabulario le faltan bytes sueltos ({count} de 256): los espacios, saltos de línea o letras que los necesitan desaparecen de todos los textos.</translation>
        </message>
        <message>
            <source>tokenizer.characters_and_more_missing</source>
            <extracomment>The vocabulary lacks {count} of the 256 single bytes, so these characters vanish from every text, and others that need such bytes: {characters}</extracomment>
            <translation>Al vocabulario le faltan bytes sueltos ({count} de 256), así que estos caracteres, y otros que los necesitan, desaparecen de todos los textos: {characters}</translation>
        </message>
        <message>
            <source>tokenizer.characters_missing</source>
            <extracomment>The vocabulary lacks single bytes, so these characters vanish from every text: {characters}</extracomment>
            <translation>Al vocabulario le faltan bytes sueltos, así que estos caracteres desaparecen de todos los textos: {characters}</translation>
        </message>
        <message>
            <source>tokenizer.chosen</source>
            <extracomment>Training a tokenizer with {entries:,} entries on the text.</extracomment>
            <translation>Entrenando con el texto un tokenizador de {entries:,} entradas.</translation>
        </message>
        <message>
            <source>tokenizer.class_unknown</source>
            <extracomment>The tokenizer in {folder} is a {name}, which GPT Studio cannot put together from {found} alone: get its tokenizer.json.</extracomment>
            <translation>El tokenizador de {folder} es un {name}, que GPT Studio no puede construir solo a partir de {found}: consigue su tokenizer.json.</translation>
        </message>
        <message>
            <source>tokenizer.counting</source>
            <extracomment>Counting the words of {megabytes:,} MB of text</extracomment>
            <translation>Contando las palabras de {megabytes:,} MB de texto</translation>
        </message>
        <message>
            <source>tokenizer.damaged</source>
            <extracomment>{path} cannot be read or is damaged: get a good copy of it, or choose another tokenizer.</extracomment>
            <translation>{path} no se puede leer o está dañado: consigue una copia en buen estado o elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.decode</source>
            <extracomment>The tokenizer could not make text of what the model writes: it is damaged or made for another model. Choose another one.</extracomment>
            <translation>El tokenizador no pudo convertir en texto lo que escribe el modelo: está dañado o se hizo para otro modelo. Elige otro.</translation>
        </message>
        <message>
            <source>tokenizer.decodes_nothing</source>
            <extracomment>it cannot make text of its tokens ({error})</extracomment>
            <translation>no puede convertir sus tokens en texto ({error})</translation>
        </message>
        <message>
            <source>tokenizer.encode</source>
            <extracomment>The tokenizer could not split the text that begins with "{start}": it is damaged or made for other text. Choose another tokenizer.</extracomment>
            <translation>El tokenizador no pudo dividir el texto que empieza por “{start}”: está dañado o se hizo para otro tipo de texto. Elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.encodes_nothing</source>
            <extracomment>it cannot encode a text ({error})</extracomment>
            <translation>no puede codificar un texto ({error})</translation>
        </message>
        <message>
            <source>tokenizer.encoding_ended</source>
            <extracomment>Encoding the text ended early (code {code}), most likely because memory ran out: close other programs.</extracomment>
            <translation>La codificación del texto terminó antes de tiempo (código {code}), seguramente por falta de memoria: cierra otros programas.</translation>
        </message>
        <message>
            <source>tokenizer.expands</source>
            <extracomment>it makes {tokens:,} tokens of {characters} characters, and the limit is {limit:,} for each</extracomment>
            <translation>convierte {characters} caracteres en {tokens:,} tokens, y el límite es {limit:,} por carácter</translation>
        </message>
        <message>
            <source>tokenizer.few_words</source>
            <extracomment>Much of the text has no blanks between words, which takes a great deal of memory: the tokenizer learns from the first {limit:,} characters of it.</extracomment>
            <translation>Gran parte del texto no tiene espacios entre palabras, lo que exige muchísima memoria: el tokenizador aprende solo de sus primeros {limit:,} caracteres.</translation>
        </message>
        <message>
            <source>tokenizer.folder_used</source>
            <extracomment>{folder} holds other things ({found}): choose a new folder for the tokenizer.</extracomment>
            <translation>{folder} contiene otras cosas ({found}): elige una carpeta nueva para el tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.gaps</source>
            <extracomment>The tokens {tokens} cannot be added to this tokenizer, because its vocabulary has gaps: choose a base model with a chat template.</extracomment>
            <translation>No se pueden añadir los tokens {tokens} a este tokenizador, porque su vocabulario tiene huecos: elige un modelo base con plantilla de chat.</translation>
        </message>
        <message>
            <source>tokenizer.harmful</source>
            <extracomment>{path} cannot be used: {reason}. Get a good copy of it, or choose another tokenizer.</extracomment>
            <translation>{path} no se puede usar: {reason}. Consigue una copia en buen estado o elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.id_high</source>
            <extracomment>it has the token id {id}, and the limit is {limit}</extracomment>
            <translation>tiene el identificador de token {id}, y el límite es {limit}</translation>
        </message>
        <message>
            <source>tokenizer.id_no_number</source>
            <extracomment>an id in it is not a whole number from 0 to {limit}</extracomment>
            <translation>contiene un identificador que no es un número entero de 0 a {limit}</translation>
        </message>
        <message>
            <source>tokenizer.id_twice</source>
            <extracomment>two tokens of its vocabulary have the id {id}</extracomment>
            <translation>dos tokens de su vocabulario tienen el identificador {id}</translation>
        </message>
        <message>
            <source>tokenizer.ids_harmful</source>
            <extracomment>The tokenizer in {folder} cannot make text of what the model writes: {reason}. Get a good copy of it, or choose another model.</extracomment>
            <translation>El tokenizador de {folder} no puede convertir en texto lo que escribe el modelo: {reason}. Consigue una copia en buen estado o elige otro modelo.</translation>
        </message>
        <message>
            <source>tokenizer.ids_same</source>
            <extracomment>two of its tokens have the same id</extracomment>
            <translation>dos de sus tokens tienen el mismo identificador</translation>
        </message>
        <message>
            <source>tokenizer.kept</source>
            <extracomment>The tokenizer that was trained on this text is in the cache already.</extracomment>
            <translation>El tokenizador que se entrenó con este texto ya está en la caché.</translation>
        </message>
        <message>
            <source>tokenizer.measuring</source>
            <extracomment>Counting the tokens of the corpus</extracomment>
            <translation>Contando los tokens del corpus</translation>
        </message>
        <message>
            <source>tokenizer.merge_unknown</source>
            <extracomment>the merge {merge!r} needs tokens that {vocabulary} does not have</extracomment>
            <translation>la fusión {merge!r} necesita tokens que {vocabulary} no tiene</translation>
        </message>
        <message>
            <source>tokenizer.merging</source>
            <extracomment>Merging: {tokens:,} of {vocab_size:,} tokens</extracomment>
            <translation>Fusionando: {tokens:,} de {vocab_size:,} tokens</translation>
        </message>
        <message>
            <source>tokenizer.missing</source>
            <extracomment>{folder} holds no tokenizer: it needs tokenizer.json, or vocab.json and merges.txt, or vocab.txt. Choose another folder.</extracomment>
            <translation>{folder} no contiene ningún tokenizador: necesita tokenizer.json, o vocab.json y merges.txt, o vocab.txt. Elige otra carpeta.</translation>
        </message>
        <message>
            <source>tokenizer.name_taken</source>
            <extracomment>There is already a "{name}": choose another name.</extracomment>
            <translation>Ya existe “{name}”: elige otro nombre.</translation>
        </message>
        <message>
            <source>tokenizer.no_chat_tokens</source>
            <extracomment>The corpus holds conversations, but there is no chat template to lay them out, and the tokenizer lacks the special tokens {start} and {end} of ChatML: choose a base model with a chat template, a tokenizer with these tokens, or a corpus without conversations.</extracomment>
            <translation>El corpus contiene conversaciones, pero no hay plantilla de chat con la que escribirlas y al tokenizador le faltan los tokens especiales {start} y {end} de ChatML: elige un modelo base con plantilla de chat, un tokenizador con esos tokens o un corpus sin conversaciones.</translation>
        </message>
        <message>
            <source>tokenizer.no_flag</source>
            <extracomment>its {name} is neither true nor false</extracomment>
            <translation>su {name} no es ni true ni false</translation>
        </message>
        <message>
            <source>tokenizer.no_text</source>
            <extracomment>There is no text to train the tokenizer on: add files with text.</extracomment>
            <translation>No hay texto con el que entrenar el tokenizador: añade archivos con texto.</translation>
        </message>
        <message>
            <source>tokenizer.other_format</source>
            <extracomment>{folder} holds its tokenizer only as {file}, a format that GPT Studio does not read: get its tokenizer.json too.</extracomment>
            <translation>{folder} contiene su tokenizador solo como {file}, un formato que GPT Studio no lee: consigue también su tokenizer.json.</translation>
        </message>
        <message>
            <source>tokenizer.padding_long</source>
            <extracomment>its padding fills each text up to {length} tokens, and the limit is {limit}</extracomment>
            <translation>su relleno completa cada texto hasta {length} tokens, y el límite es {limit}</translation>
        </message>
        <message>
            <source>tokenizer.process_ended</source>
            <extracomment>Training the tokenizer ended early (code {code}), most likely because memory ran out: use less text, or close other programs.</extracomment>
            <translation>El entrenamiento del tokenizador terminó antes de tiempo (código {code}), seguramente por falta de memoria: usa menos texto o cierra otros programas.</translation>
        </message>
        <message>
            <source>tokenizer.refused</source>
            <extracomment>the tokenizers library refuses it ({error})</extracomment>
            <translation>la biblioteca tokenizers lo rechaza ({error})</translation>
        </message>
        <message>
            <source>tokenizer.role_long</source>
            <extracomment>its {role} is longer than {limit} characters</extracomment>
            <translation>su {role} tiene más de {limit} caracteres</translation>
        </message>
        <message>
            <source>tokenizer.sampled</source>
            <extracomment>The text has {text:,} MB: the tokenizer learns from a sample of {sample:,} MB, spread evenly over all of it. The model reads all of the text.</extracomment>
            <translation>El texto tiene {text:,} MB: el tokenizador aprende de una muestra de {sample:,} MB, repartida por igual por todo él. El modelo lee el texto entero.</translation>
        </message>
        <message>
            <source>tokenizer.saved</source>
            <extracomment>The tokenizer is saved in {folder}.</extracomment>
            <translation>El tokenizador está guardado en {folder}.</translation>
        </message>
        <message>
            <source>tokenizer.special_blank</source>
            <extracomment>The special token {token!r} is empty or has blanks around it: write one like &lt;|name|&gt;.</extracomment>
            <translation>El token especial {token!r} está vacío o tiene espacios alrededor: escribe uno como &lt;|nombre|&gt;.</translation>
        </message>
        <message>
            <source>tokenizer.special_long</source>
            <extracomment>one of its special tokens is longer than {limit} characters</extracomment>
            <translation>uno de sus tokens especiales tiene más de {limit} caracteres</translation>
        </message>
        <message>
            <source>tokenizer.special_short</source>
            <extracomment>The special token {token!r} is a single character, which ordinary text needs: write one like &lt;|name|&gt;.</extracomment>
            <translation>El token especial {token!r} es un solo carácter, y el texto corriente lo necesita: escribe uno como &lt;|nombre|&gt;.</translation>
        </message>
        <message>
            <source>tokenizer.special_twice</source>
            <extracomment>The special token {token!r} is listed twice: remove one.</extracomment>
            <translation>El token especial {token!r} aparece dos veces: quita uno.</translation>
        </message>
        <message>
            <source>tokenizer.text_harmful</source>
            <extracomment>The tokenizer in {folder} cannot encode this text: {reason}. Change the text, or choose another tokenizer.</extracomment>
            <translation>El tokenizador de {folder} no puede codificar este texto: {reason}. Cambia el texto o elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.text_long</source>
            <extracomment>The tokenizer in {folder} makes {characters:,} characters of {count} tokens, and the limit is {limit:,} for each: choose another tokenizer.</extracomment>
            <translation>El tokenizador de {folder} convierte {count} tokens en {characters:,} caracteres, y el límite es {limit:,} por token: elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.text_long_one</source>
            <extracomment>The tokenizer in {folder} makes {characters:,} characters of one token, and the limit is {limit:,}: choose another tokenizer.</extracomment>
            <translation>El tokenizador de {folder} convierte un token en {characters:,} caracteres, y el límite es {limit:,}: elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.too_many</source>
            <extracomment>it has more than {limit} tokens</extracomment>
            <translation>tiene más de {limit} tokens</translation>
        </message>
        <message>
            <source>tokenizer.training_failed</source>
            <extracomment>The tokenizer could not be trained ({reason}): choose other settings or other text.</extracomment>
            <translation>No se pudo entrenar el tokenizador ({reason}): elige otros ajustes u otro texto.</translation>
        </message>
        <message>
            <source>tokenizer.unsound</source>
            <extracomment>{path} cannot be used: {reason}. Get a good copy of it, or choose another tokenizer.</extracomment>
            <translation>{path} no se puede usar: {reason}. Consigue una copia en buen estado o elige otro tokenizador.</translation>
        </message>
        <message>
            <source>tokenizer.vocab_small</source>
            <extracomment>A vocabulary of {vocab_size} is too small: the {byte_count} bytes, {special_count} special tokens and at least one merge need {minimum}. Choose {minimum} or more.</extracomment>
            <translation>Un vocabulario de {vocab_size} es demasiado pequeño: los {byte_count} bytes, {special_count} tokens especiales y al menos una fusión necesitan {minimum}. Elige {minimum} o más.</translation>
        </message>
        <message>
            <source>tokenizer.vocab_smaller</source>
            <extracomment>The text supports a vocabulary of {supported}, not of {wanted}, with pairs that occur at least {min_frequency} times: the tokenizer has {supported} tokens. For more, add text.</extracomment>
            <translation>El texto da para un vocabulario de {supported}, no de {wanted}, con pares que aparecen al menos {min_frequency} veces: el tokenizador tiene {supported} tokens. Si quieres más, añade texto.</translation>
        </message>
        <message>
            <source>tokenizer.vocab_smaller_sample</source>
            <extracomment>The sample of the text supports a vocabulary of {supported}, not of {wanted}, with pairs that occur at least {min_frequency} times: the tokenizer has {supported} tokens. For more, let it learn from more text.</extracomment>
            <translation>La muestra del texto da para un vocabulario de {supported}, no de {wanted}, con pares que aparecen al menos {min_frequency} veces: el tokenizador tiene {supported} tokens. Para tener más, deja que aprenda de más texto.</translation>
        </message>
        <message>
            <source>training.adapter_needs_base</source>
            <extracomment>A new model learns without an adapter: leave the settings of LoRA as they are, or choose a model to go on from.</extracomment>
            <translation>Un modelo nuevo aprende sin adaptador: deja los ajustes de LoRA como están o elige un modelo para seguir entrenándolo.</translation>
        </message>
        <message>
            <source>training.awake</source>
            <extracomment>The machine is kept awake while it trains.</extracomment>
            <translation>La máquina se mantiene despierta mientras entrena.</translation>
        </message>
        <message>
            <source>training.base_changed</source>
            <extracomment>The model in {folder} is not the one that this training began with, so what was learnt does not fit it: put it back as it was, or start a new training.</extracomment>
            <translation>El modelo de {folder} ya no es aquel con el que empezó este entrenamiento, así que lo aprendido no encaja con él: déjalo como estaba o empieza un entrenamiento nuevo.</translation>
        </message>
        <message>
            <source>training.best_kept</source>
            <extracomment>On text that it has not seen the model was best at step {step}: the folder holds that one.</extracomment>
            <translation>Con texto que no ha visto, el modelo era mejor en el paso {step}: la carpeta contiene ese.</translation>
        </message>
        <message>
            <source>training.budget</source>
            <extracomment>The length of the training is given as {given}: give only one of minutes, steps and epochs.</extracomment>
            <translation>La duración del entrenamiento se da como {given}: indica solo minutos, pasos o épocas.</translation>
        </message>
        <message>
            <source>training.built_in_stories</source>
            <extracomment>the built-in stories</extracomment>
            <translation>los cuentos incluidos</translation>
        </message>
        <message>
            <source>training.busy</source>
            <extracomment>“{name}” is being trained.</extracomment>
            <translation>Se está entrenando “{name}”.</translation>
        </message>
        <message>
            <source>training.checkpoint_broken</source>
            <extracomment>A checkpoint is damaged and was set aside as {name}: going on from the one before.</extracomment>
            <translation>Un punto de control está dañado y se apartó como {name}: se sigue desde el anterior.</translation>
        </message>
        <message>
            <source>training.compile</source>
            <extracomment>The model cannot be compiled here, because {reason}: choose auto or off for compile.</extracomment>
            <translation>Aquí no se puede compilar el modelo, porque {reason}: elige auto o no para compilar.</translation>
        </message>
        <message>
            <source>training.compiled</source>
            <extracomment>Compiling the model took {seconds:.0f} s.</extracomment>
            <translation>Compilar el modelo tardó {seconds:.0f} s.</translation>
        </message>
        <message>
            <source>training.compiling</source>
            <extracomment>Compiling the model, which can take some minutes</extracomment>
            <translation>Compilando el modelo, lo que puede tardar unos minutos</translation>
        </message>
        <message>
            <source>training.compiling_failed</source>
            <extracomment>Compiling the model failed ({reason}), so it is trained without.</extracomment>
            <translation>No se pudo compilar el modelo ({reason}), así que se entrena sin compilar.</translation>
        </message>
        <message>
            <source>training.context_needs_base</source>
            <extracomment>A new model is trained with its own context length: leave that of the training open, or choose a model to go on from.</extracomment>
            <translation>Un modelo nuevo se entrena con su propia longitud de contexto: deja libre la del entrenamiento o elige un modelo para seguir entrenándolo.</translation>
        </message>
        <message>
            <source>training.context_parts</source>
            <extracomment>It reads {context:,} tokens at a time: {longer:,} of {texts:,} {texts:|text is|texts are} longer and {longer:|is|are} read in parts, the others as a whole or together.</extracomment>
            <translation>Lee {context:,} tokens a la vez: {longer:,} de {texts:,} {texts:|texto|textos} {longer:|es más largo y se lee|son más largos y se leen} por partes; los demás, enteros o juntos.</translation>
        </message>
        <message>
            <source>training.context_whole</source>
            <extracomment>It reads {context:,} tokens at a time, and no text is longer.</extracomment>
            <translation>Lee {context:,} tokens a la vez, y ningún texto es más largo.</translation>
        </message>
        <message>
            <source>training.counting</source>
            <extracomment>Counting which token follows which</extracomment>
            <translation>Contando qué token sigue a cuál</translation>
        </message>
        <message>
            <source>training.embeddings_need_base</source>
            <extracomment>A new model knows nothing of its tokens yet: let the embeddings learn, or choose a model to go on from.</extracomment>
            <translation>Un modelo nuevo aún no sabe nada de sus tokens: deja que los embeddings aprendan, o elige un modelo para seguir entrenándolo.</translation>
        </message>
        <message>
            <source>training.ending</source>
            <extracomment>The training comes to its end at step {steps:,}: until then the learning rate falls as it would have done later.</extracomment>
            <translation>El entrenamiento llega a su fin en el paso {steps:,}: hasta entonces la tasa de aprendizaje baja como lo habría hecho más tarde.</translation>
        </message>
        <message>
            <source>training.faster</source>
            <extracomment>The machine is faster than before: {steps:,} steps fit into the time now, not {planned:,}.</extracomment>
            <translation>La máquina va más rápida que antes: ahora caben {steps:,} pasos en el tiempo, no {planned:,}.</translation>
        </message>
        <message>
            <source>training.final_measure</source>
            <extracomment>Last, the finished model is measured on text that it has not seen.</extracomment>
            <translation>Por último se mide el modelo terminado con texto que no ha visto.</translation>
        </message>
        <message>
            <source>training.finally_measuring</source>
            <extracomment>Measuring the finished model on text that it has not seen</extracomment>
            <translation>Midiendo el modelo terminado con texto que no ha visto</translation>
        </message>
        <message>
            <source>training.finished</source>
            <extracomment>The training in {folder} already reached its last step: to train further, start a new training that goes on from this model.</extracomment>
            <translation>El entrenamiento de {folder} ya llegó a su último paso: para seguir, empieza un entrenamiento nuevo que parta de este modelo.</translation>
        </message>
        <message>
            <source>training.folder_taken</source>
            <extracomment>{folder} already holds a model: choose another name, or resume the training that is there.</extracomment>
            <translation>{folder} ya contiene un modelo: elige otro nombre o reanuda el entrenamiento que hay ahí.</translation>
        </message>
        <message>
            <source>training.forgotten</source>
            <extracomment>What was forgotten: on other text ({text}) it went from {before:.2f} to {after:.2f} bits per byte, {percent:.0f}% worse.</extracomment>
            <translation>Lo olvidado: en otro texto ({text}) pasó de {before:.2f} a {after:.2f} bits por byte, un {percent:.0f} % peor.</translation>
        </message>
        <message>
            <source>training.last_layers_need_base</source>
            <extracomment>A new model learns in all of its layers: leave the last layers open, or choose a model to go on from.</extracomment>
            <translation>Un modelo nuevo aprende en todas sus capas: deja libres las últimas capas, o elige un modelo para seguir entrenándolo.</translation>
        </message>
        <message>
            <source>training.less_memory</source>
            <extracomment>There is less memory than this training began with: it goes on in micro-batches of {now} instead of {before}, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>Hay menos memoria que cuando empezó este entrenamiento: sigue en microlotes de {now} en lugar de {before}, y sus números diferirán un poco de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.less_memory_attention</source>
            <extracomment>There is less memory than this training began with: it goes on with another way of computing attention ({now} instead of {before}) in micro-batches of {micro_batch}, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>Hay menos memoria que cuando empezó este entrenamiento: sigue con otra forma de calcular la atención ({now} en lugar de {before}) en microlotes de {micro_batch}, y sus números diferirán un poco de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.longer_stretches</source>
            <extracomment>From step {step} on the model reads {now:,} tokens at a time instead of {before:,}, and is measured so: at first that may look worse, because it has not learnt yet to use them all.</extracomment>
            <translation>Desde el paso {step} el modelo lee {now:,} tokens de una vez en lugar de {before:,}, y así se lo mide: al principio puede parecer peor, porque aún no ha aprendido a usarlos todos.</translation>
        </message>
        <message>
            <source>training.looking_for_conversations</source>
            <extracomment>Looking for conversations in the text</extracomment>
            <translation>Buscando conversaciones en el texto</translation>
        </message>
        <message>
            <source>training.lora_needs_base</source>
            <extracomment>An adapter is trained on a model that exists: choose one to go on from, or the full method.</extracomment>
            <translation>Un adaptador se entrena sobre un modelo que ya existe: elige uno para seguir entrenándolo, o el método completo.</translation>
        </message>
        <message>
            <source>training.lora_sharded</source>
            <extracomment>An adapter cannot be trained on a model in shards: choose replicated, or the full method.</extracomment>
            <translation>No se puede entrenar un adaptador sobre un modelo repartido: elige copias, o el método completo.</translation>
        </message>
        <message>
            <source>training.lora_tokens</source>
            <extracomment>This model lacks the tokens that begin and end a turn of a conversation, and an adapter cannot hold new tokens: choose the full method, or a model with a chat template.</extracomment>
            <translation>A este modelo le faltan los tokens que abren y cierran un turno de conversación, y un adaptador no puede guardar tokens nuevos: elige el método completo o un modelo con plantilla de chat.</translation>
        </message>
        <message>
            <source>training.may_sleep</source>
            <extracomment>This system offers no way to keep it awake, so it may fall asleep while it trains: see its settings for saving energy.</extracomment>
            <translation>Este sistema no ofrece ninguna forma de mantenerlo despierto, así que puede suspenderse mientras entrena: revisa sus ajustes de ahorro de energía.</translation>
        </message>
        <message>
            <source>training.measured_corpus</source>
            <extracomment>On held-out text of “{name}”: {bits:.3f} bits per byte.</extracomment>
            <translation>En texto de validación de “{name}”: {bits:.3f} bits por byte.</translation>
        </message>
        <message>
            <source>training.measuring</source>
            <extracomment>Measuring what this machine does fastest</extracomment>
            <translation>Midiendo qué hace más rápido este equipo</translation>
        </message>
        <message>
            <source>training.memory</source>
            <extracomment>This training needs about {need:.1f} GB of memory and {available:.1f} GB are free, and no micro-batch would make it fit: choose a smaller model.</extracomment>
            <translation>Este entrenamiento necesita unos {need:.1f} GB de memoria y hay {available:.1f} GB libres, y con ningún microlote cabría: elige un modelo más pequeño.</translation>
        </message>
        <message>
            <source>training.memory_adapter</source>
            <extracomment>Training all weights of this model needs about {need:.1f} GB of memory and {available:.1f} GB are free. An adapter (LoRA) needs about {smaller:.1f} GB, in parts of {micro_batch} and with a context of {context_length:,} tokens.</extracomment>
            <translation>Entrenar todos los pesos de este modelo necesita unos {need:.1f} GB de memoria y hay {available:.1f} GB libres. Un adaptador (LoRA) necesita unos {smaller:.1f} GB, en partes de {micro_batch} y con un contexto de {context_length:,} tokens.</translation>
        </message>
        <message>
            <source>training.memory_base</source>
            <extracomment>Going on from this model needs at least {need:.1f} GB of memory, one sequence of {context_length:,} tokens at a time, and {available:.1f} GB are free: close other programs, or choose a smaller model.</extracomment>
            <translation>Para seguir entrenando este modelo hacen falta al menos {need:.1f} GB de memoria, con una sola secuencia de {context_length:,} tokens a la vez, y hay {available:.1f} GB libres: cierra otros programas o elige un modelo más pequeño.</translation>
        </message>
        <message>
            <source>training.memory_context</source>
            <extracomment>This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A context length of {context_length:,} with a micro-batch of {micro_batch} would need {smaller:.1f} GB.</extracomment>
            <translation>Este entrenamiento necesita unos {need:.1f} GB de memoria y hay {available:.1f} GB libres. Una longitud de contexto de {context_length:,} con un microlote de {micro_batch} necesitaría {smaller:.1f} GB.</translation>
        </message>
        <message>
            <source>training.memory_micro_batch</source>
            <extracomment>This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A micro-batch of {micro_batch} needs {smaller:.1f} GB and learns the same.</extracomment>
            <translation>Este entrenamiento necesita unos {need:.1f} GB de memoria y hay {available:.1f} GB libres. Un microlote de {micro_batch} necesita {smaller:.1f} GB y aprende lo mismo.</translation>
        </message>
        <message>
            <source>training.method_full</source>
            <extracomment>The model's own weights are trained, because it is small enough for that.</extracomment>
            <translation>Se entrenan los pesos del propio modelo, porque es lo bastante pequeño.</translation>
        </message>
        <message>
            <source>training.method_large</source>
            <extracomment>An adapter is trained (LoRA) and the model stays as it is, because it has {parameters:,} parameters: full training would take much more memory and disk.</extracomment>
            <translation>Se entrena un adaptador (LoRA) y el modelo queda como está, porque tiene {parameters:,} parámetros: entrenarlo entero necesitaría mucha más memoria y disco.</translation>
        </message>
        <message>
            <source>training.method_memory</source>
            <extracomment>An adapter is trained (LoRA) and the model stays as it is, because full training does not fit into the memory that is free.</extracomment>
            <translation>Se entrena un adaptador (LoRA) y el modelo queda como está, porque el entrenamiento completo no cabe en la memoria libre.</translation>
        </message>
        <message>
            <source>training.method_tokens</source>
            <extracomment>All weights of the model are trained, because it gets new tokens, which an adapter cannot hold.</extracomment>
            <translation>Se entrenan todos los pesos del modelo, porque recibe tokens nuevos, que un adaptador no puede guardar.</translation>
        </message>
        <message>
            <source>training.metrics_wait</source>
            <extracomment>{problem} Until then the measurements of this training wait in memory.</extracomment>
            <translation>{problem} Hasta entonces, las mediciones de este entrenamiento esperan en la memoria.</translation>
        </message>
        <message>
            <source>training.micro_batch</source>
            <extracomment>A batch of {batch_size} sequences cannot be divided into parts of {micro_batch}: choose a micro-batch that divides the batch size.</extracomment>
            <translation>Un lote de {batch_size} secuencias no se puede dividir en partes de {micro_batch}: elige un microlote que divida el tamaño del lote.</translation>
        </message>
        <message>
            <source>training.none_to_resume</source>
            <extracomment>No training was begun in {folder}, so none can go on there: start a new one.</extracomment>
            <translation>En {folder} no se ha empezado ningún entrenamiento, así que ninguno puede seguir allí: empieza uno nuevo.</translation>
        </message>
        <message>
            <source>training.not_compiled</source>
            <extracomment>The training began with a compiled model, which cannot be had here, because {reason}: it goes on without, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>El entrenamiento empezó con un modelo compilado, algo que aquí no es posible porque {reason}: sigue sin compilar, y sus números serán algo distintos de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.not_finite</source>
            <extracomment>The training broke down at step {step} again and again, also at {share:g} of its learning rate: what was saved is kept. Start again with a lower learning rate, or with precision float32.</extracomment>
            <translation>El entrenamiento se estropeó una y otra vez en el paso {step}, también con {share:g} de su tasa de aprendizaje: lo guardado se conserva. Empieza de nuevo con una tasa de aprendizaje menor o con precisión float32.</translation>
        </message>
        <message>
            <source>training.not_rehearsed</source>
            <extracomment>The text to remember ({text}) is not read again, because it has {tokens:,} tokens and more than {needed:,} are needed: it is only measured how much of it is forgotten.</extracomment>
            <translation>El texto que no debe olvidar ({text}) no se vuelve a leer, porque tiene {tokens:,} tokens y hacen falta más de {needed:,}: solo se mide cuánto de él se olvida.</translation>
        </message>
        <message>
            <source>training.not_saved</source>
            <extracomment>The training ended at step {step} without saving that step: {problem} It can go on from the last checkpoint that was saved, if there is one.</extracomment>
            <translation>El entrenamiento terminó en el paso {step} sin guardarlo: {problem} Puede seguir desde el último punto de control guardado, si lo hay.</translation>
        </message>
        <message>
            <source>training.nothing_to_rehearse</source>
            <extracomment>It is not known what this model was made from, so nothing of that can be read again: name a text to remember, or set the rehearsal to 0.</extracomment>
            <translation>No se sabe con qué texto se hizo este modelo, así que no se puede volver a leer nada de él: indica un texto que deba recordar, o pon el repaso a 0.</translation>
        </message>
        <message>
            <source>training.nothing_to_remember</source>
            <extracomment>{place} holds no text beside conversations, so what the model forgets cannot be measured on it: choose another text, or none for the built-in sample.</extracomment>
            <translation>En {place} no hay texto aparte de conversaciones, así que no se puede medir con él lo que olvida el modelo: elige otro texto, o ninguno para usar los cuentos incluidos.</translation>
        </message>
        <message>
            <source>training.other_device</source>
            <extracomment>The training began on {before}, which this machine does not have: it goes on with {now}, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>El entrenamiento empezó en {before}, que este equipo no tiene: sigue con {now}, y sus números serán algo distintos de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.other_precision</source>
            <extracomment>The training began in bfloat16, which {device} does not have here: it goes on in float32, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>El entrenamiento empezó en bfloat16, que {device} no ofrece aquí: sigue en float32, y sus números serán algo distintos de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.other_threads</source>
            <extracomment>The training began with {before} {before:|thread|threads}, and this machine has {now}: it goes on with these, and its numbers will differ a little from what they would have been.</extracomment>
            <translation>El entrenamiento empezó con {before} {before:|hilo|hilos} y este equipo tiene {now}: sigue con estos, y sus números serán algo distintos de los que habrían sido.</translation>
        </message>
        <message>
            <source>training.out_of_memory</source>
            <extracomment>The memory ran out, and the micro-batch is as small as can be: choose a shorter context or a smaller model, or close other programs.</extracomment>
            <translation>Se agotó la memoria, y el microlote ya no puede ser más pequeño: elige un contexto más corto o un modelo más pequeño, o cierra otros programas.</translation>
        </message>
        <message>
            <source>training.out_of_memory_micro_batch</source>
            <extracomment>The memory ran out. A micro-batch of {micro_batch} needs less and learns the same: start again with it.</extracomment>
            <translation>Se agotó la memoria. Un microlote de {micro_batch} necesita menos y aprende lo mismo: empieza de nuevo con él.</translation>
        </message>
        <message>
            <source>training.part_adapted</source>
            <extracomment>Only the last {last} of {layers} layers {last:|gets|get} an adapter: {learning:,} numbers learn.</extracomment>
            <translation>De {layers} capas {last:|recibe|reciben} un adaptador solo {last}, contando desde el final: aprenden {learning:,} números.</translation>
        </message>
        <message>
            <source>training.part_embeddings</source>
            <extracomment>The embeddings stay as they are: {learning:,} of {parameters:,} parameters learn.</extracomment>
            <translation>Los embeddings se quedan como están: aprenden {learning:,} de {parameters:,} parámetros.</translation>
        </message>
        <message>
            <source>training.part_last_layers</source>
            <extracomment>Only the last {last} of {layers} layers {last:|learns|learn}, with what follows: {learning:,} of {parameters:,} parameters. The others stay as they are.</extracomment>
            <translation>De {layers} capas {last:|aprende|aprenden} solo {last}, contando desde el final, con lo que sigue a las capas: {learning:,} de {parameters:,} parámetros. Los demás se quedan como están.</translation>
        </message>
        <message>
            <source>training.part_tokens</source>
            <extracomment>This model lacks the tokens that begin and end a turn of a conversation, and gets them only where its embeddings learn: let all layers and the embeddings learn, or choose a model with a chat template.</extracomment>
            <translation>A este modelo le faltan los tokens que abren y cierran un turno de conversación, y solo puede recibirlos si sus embeddings aprenden: deja que aprendan todas las capas y los embeddings, o elige un modelo con plantilla de chat.</translation>
        </message>
        <message>
            <source>training.plan</source>
            <extracomment>{steps:,} {steps:|step|steps} of {tokens:,} tokens on {device} ({threads} {threads:|thread|threads}) in {precision}, attention by {attention}, in micro-batches of {micro_batch}.</extracomment>
            <translation>{steps:,} {steps:|paso|pasos} de {tokens:,} tokens en {device} ({threads} {threads:|hilo|hilos}) en {precision}, atención con {attention}, en microlotes de {micro_batch}.</translation>
        </message>
        <message>
            <source>training.plan_compiled</source>
            <extracomment>The layers of the model are compiled.</extracomment>
            <translation>Las capas del modelo están compiladas.</translation>
        </message>
        <message>
            <source>training.rehearsal</source>
            <extracomment>{percent:.0f}% of what it reads is text that it knew before ({text}), so that it does not forget it.</extracomment>
            <translation>El {percent:.0f} % de lo que lee es texto que ya conocía ({text}), para que no lo olvide.</translation>
        </message>
        <message>
            <source>training.remembered</source>
            <extracomment>On other text ({text}) it is as good as before: {before:.2f} bits per byte, now {after:.2f}.</extracomment>
            <translation>En otro texto ({text}) es tan bueno como antes: {before:.2f} bits por byte, ahora {after:.2f}.</translation>
        </message>
        <message>
            <source>training.remembered_better</source>
            <extracomment>On other text ({text}) it became better: {before:.2f} bits per byte, now {after:.2f}.</extracomment>
            <translation>En otro texto ({text}) ha mejorado: {before:.2f} bits por byte, ahora {after:.2f}.</translation>
        </message>
        <message>
            <source>training.remembering_needs_base</source>
            <extracomment>A new model knows nothing yet that it could forget or read again: leave the text to remember and the rehearsal out, or choose a model to go on from.</extracomment>
            <translation>Un modelo nuevo todavía no sabe nada que pueda olvidar o volver a leer: deja sin indicar el texto que no debe olvidar y el repaso, o elige un modelo para seguir entrenándolo.</translation>
        </message>
        <message>
            <source>training.resumed</source>
            <extracomment>Going on from step {step:,} of {steps:,}.</extracomment>
            <translation>Se reanuda desde el paso {step:,} de {steps:,}.</translation>
        </message>
        <message>
            <source>training.saving</source>
            <extracomment>Measuring what it has learnt, and saving it</extracomment>
            <translation>Midiendo lo que ha aprendido y guardándolo</translation>
        </message>
        <message>
            <source>training.skipped</source>
            <extracomment>Step {step}: the loss or its gradient was not finite, so the step was skipped.</extracomment>
            <translation>Paso {step}: la pérdida o su gradiente no eran finitos, así que se saltó el paso.</translation>
        </message>
        <message>
            <source>training.slower</source>
            <extracomment>The machine is slower than before: {steps:,} steps fit into the time now, not {planned:,}.</extracomment>
            <translation>La máquina va más lenta que antes: ahora caben {steps:,} pasos en el tiempo, no {planned:,}.</translation>
        </message>
        <message>
            <source>training.smaller_parts</source>
            <extracomment>Step {step}: the memory ran out, so from now on each step is made in micro-batches of {micro_batch}. It reads and learns as much as before.</extracomment>
            <translation>Paso {step}: se agotó la memoria, así que desde ahora cada paso se hace en microlotes de {micro_batch}. Lee y aprende lo mismo que antes.</translation>
        </message>
        <message>
            <source>training.spike</source>
            <extracomment>Step {step}: the loss jumped to {loss:.2f} from about {usual:.2f}.</extracomment>
            <translation>Paso {step}: la pérdida saltó a {loss:.2f} desde unos {usual:.2f}.</translation>
        </message>
        <message>
            <source>training.stopped_early</source>
            <extracomment>Step {step}: the last {count} {count:|measurement|measurements} on held-out text brought nothing better.</extracomment>
            <translation>Paso {step}: {count:|la última|las últimas} {count} {count:|medición|mediciones} con texto de validación no {count:|ha|han} mejorado nada.</translation>
        </message>
        <message>
            <source>training.text_changed</source>
            <extracomment>The texts of this run changed since it began, so it cannot go on: restore them, or start a new training that goes on from this model.</extracomment>
            <translation>Los textos de este entrenamiento han cambiado desde que empezó y no se puede reanudar: restáuralos, o empieza un entrenamiento nuevo que parta de este modelo.</translation>
        </message>
        <message>
            <source>training.timing</source>
            <extracomment>Timing a few steps on this machine</extracomment>
            <translation>Cronometrando unos pasos en este equipo</translation>
        </message>
        <message>
            <source>training.tokenizer_changed</source>
            <extracomment>The tokenizer is not the one that this run began with: restore its files, or start a new training.</extracomment>
            <translation>El tokenizador no es el mismo con el que empezó este entrenamiento: restaura sus archivos o empieza un entrenamiento nuevo.</translation>
        </message>
        <message>
            <source>training.tokens_added</source>
            <extracomment>The model has no chat template, so the conversations are laid out as ChatML, and it gets the {count:|token|tokens} {tokens} for the beginning and the end of a turn: {rows:,} tokens in all.</extracomment>
            <translation>El modelo no tiene plantilla de chat, así que las conversaciones se escriben como ChatML y recibe {count:|el token|los tokens} {tokens} para el principio y el final de un turno: {rows:,} tokens en total.</translation>
        </message>
        <message>
            <source>training.too_many_last_layers</source>
            <extracomment>The model has {layers} {layers:|layer|layers}, so its last {asked} cannot be chosen: give at most {layers}, or leave it open, and all of them learn.</extracomment>
            <translation>El modelo tiene {layers} {layers:|capa|capas}, así que no se pueden elegir las últimas {asked}: pon como mucho {layers}, o déjalo libre, y aprenderán todas.</translation>
        </message>
        <message>
            <source>training.too_short_to_rehearse</source>
            <extracomment>The text to remember ({text}) has {tokens:,} tokens to read again, and more than {needed:,}, the context of the training, are needed: choose a longer text or a shorter context, or set the rehearsal to 0.</extracomment>
            <translation>El texto que no debe olvidar ({text}) tiene {tokens:,} tokens que volver a leer, y hacen falta más de {needed:,}, que es el contexto del entrenamiento: elige un texto más largo o un contexto más corto, o pon el repaso a 0.</translation>
        </message>
        <message>
            <source>training.went_back</source>
            <extracomment>At step {step} the numbers were not finite any more: going on from step {good}, with other text and {share:g} of the planned learning rate.</extracomment>
            <translation>En el paso {step} los números dejaron de ser finitos: se sigue desde el paso {good}, con otro texto y {share:g} de la tasa de aprendizaje prevista.</translation>
        </message>
        <message>
            <source>trash.emptied</source>
            <extracomment>{folder} is no longer in the bin.</extracomment>
            <translation>{folder} ya no está en la papelera.</translation>
        </message>
        <message>
            <source>trash.gone</source>
            <extracomment>{folder} is no longer there: it was moved or deleted before.</extracomment>
            <translation>{folder} ya no está ahí: alguien la movió o la eliminó antes.</translation>
        </message>
        <message>
            <source>trash.none</source>
            <extracomment>{folder} could not be moved to the bin ({reason}): open it in the file manager and delete it there.</extracomment>
            <translation>No se pudo mover {folder} a la papelera ({reason}): ábrela en el gestor de archivos y elimínala allí.</translation>
        </message>
        <message>
            <source>trash.place_taken</source>
            <extracomment>There is another {folder} now: rename it, and take the old one from the bin.</extracomment>
            <translation>Ahora hay otro {folder}: cámbiale el nombre y saca el antiguo de la papelera.</translation>
        </message>
        <message>
            <source>type.bool</source>
            <extracomment>yes or no</extracomment>
            <translation>sí o no</translation>
        </message>
        <message>
            <source>type.float</source>
            <extracomment>a number</extracomment>
            <translation>un número</translation>
        </message>
        <message>
            <source>type.int</source>
            <extracomment>a whole number</extracomment>
            <translation>un número entero</translation>
        </message>
        <message>
            <source>type.str</source>
            <extracomment>text</extracomment>
            <translation>texto</translation>
        </message>
        <message>
            <source>type.tuple</source>
            <extracomment>a list of texts</extracomment>
            <translation>una lista de textos</translation>
        </message>
        <message>
            <source>updates.no_address</source>
            <extracomment>{address} is no address of a list of releases: it must begin with https://.</extracomment>
            <translation>{address} no es la dirección de una lista de versiones: debe empezar por https://.</translation>
        </message>
        <message>
            <source>updates.no_answer</source>
            <extracomment>{host} did not answer ({reason}): check the connection and try again.</extracomment>
            <translation>{host} no respondió ({reason}): comprueba la conexión e inténtalo otra vez.</translation>
        </message>
        <message>
            <source>updates.no_feed</source>
            <extracomment>This GPT Studio does not know where new versions are announced: look where you got it from.</extracomment>
            <translation>Este GPT Studio no sabe dónde se anuncian las versiones nuevas: mira allí donde lo obtuviste.</translation>
        </message>
        <message>
            <source>updates.slow</source>
            <extracomment>{host} took more than {seconds:.0f} seconds to answer: try again later.</extracomment>
            <translation>{host} tardó más de {seconds:.0f} segundos en responder: inténtalo más tarde.</translation>
        </message>
        <message>
            <source>updates.strange</source>
            <extracomment>What {host} answered is no list of releases: the address is wrong, or something is in between.</extracomment>
            <translation>Lo que respondió {host} no es una lista de versiones: la dirección está mal, o hay algo por medio.</translation>
        </message>
        <message>
            <source>watch.diverging</source>
            <extracomment>The loss climbs instead of falling: it was {low:.2f} at step {low_step} and is {now:.2f} now. The learning rate ({rate:g}) is probably too high: start again with half of it.</extracomment>
            <translation>La pérdida sube en lugar de bajar: era {low:.2f} en el paso {low_step} y ahora es {now:.2f}. Probablemente la tasa de aprendizaje ({rate:g}) es demasiado alta: empieza de nuevo con la mitad.</translation>
        </message>
        <message>
            <source>watch.forgetting</source>
            <extracomment>The model forgets: on other text it needed {before:.2f} bits per byte before, and {now:.2f} now, {percent:.0f}% more. If it should still write such text, let it read more of that again (rehearsal), or halve the learning rate.</extracomment>
            <translation>El modelo olvida: en otro texto necesitaba antes {before:.2f} bits por byte y ahora {now:.2f}, un {percent:.0f} % más. Si debe seguir escribiendo textos así, haz que vuelva a leer más de ellos (repaso) o reduce a la mitad la tasa de aprendizaje.</translation>
        </message>
        <message>
            <source>watch.little_data</source>
            <extracomment>The text has {tokens:,} tokens, and this training reads it {epochs:.0f} times with a model of {parameters:,} parameters: it will learn much of it by heart. More text, a smaller model or a shorter training would teach it more.</extracomment>
            <translation>El texto tiene {tokens:,} tokens y este entrenamiento lo lee {epochs:.0f} veces con un modelo de {parameters:,} parámetros: aprenderá buena parte de memoria. Con más texto, un modelo más pequeño o un entrenamiento más corto aprendería más.</translation>
        </message>
        <message>
            <source>watch.little_data_tuned</source>
            <extracomment>This training would read the text {epochs:.0f} times. It ends earlier where held-out text shows that the model only learns it by heart; more text would teach it more.</extracomment>
            <translation>Este entrenamiento leería el texto {epochs:.0f} veces. Termina antes si el texto reservado muestra que el modelo ya solo lo aprende de memoria; con más texto aprendería más.</translation>
        </message>
        <message>
            <source>watch.over_fitting</source>
            <extracomment>The model has begun to learn the training text by heart: on text that it has not seen it was best at step {best_step} ({best:.3f} bits per byte) and is now at {now:.3f}, while the training loss still falls. More steps will hardly help; more text, a smaller model or some dropout would.</extracomment>
            <translation>El modelo ha empezado a aprenderse de memoria el texto de entrenamiento: con texto que no ha visto, lo mejor fue en el paso {best_step} ({best:.3f} bits por byte) y ahora está en {now:.3f}, mientras la pérdida de entrenamiento sigue bajando. Más pasos apenas ayudarán; más texto, un modelo más pequeño o algo de dropout sí.</translation>
        </message>
        <message>
            <source>watch.plateau</source>
            <extracomment>Hardly anything was gained since step {step} ({before:.3f} bits per byte then, {now:.3f} now): this model may have learnt what it can from this text. A larger model or more text would go further.</extracomment>
            <translation>Apenas se ha ganado nada desde el paso {step} (entonces {before:.3f} bits por byte, ahora {now:.3f}): puede que este modelo haya aprendido lo que puede de este texto. Un modelo más grande o más texto llegarían más lejos.</translation>
        </message>
        <message>
            <source>watch.rate_too_high</source>
            <extracomment>The loss jumped up {spikes} times within {steps} steps: the learning rate ({rate:g}) is probably too high. Half of it would learn more calmly.</extracomment>
            <translation>La pérdida ha dado {spikes} saltos en {steps} pasos: probablemente la tasa de aprendizaje ({rate:g}) es demasiado alta. Con la mitad aprendería con más calma.</translation>
        </message>
        <message>
            <source>watch.tuned_by_heart</source>
            <extracomment>The model has begun to learn the new text by heart: on text of its kind that it has not seen it was best after {epochs:g} epochs ({best:.3f} bits per byte) and is now at {now:.3f}. So many epochs are enough.</extracomment>
            <translation>El modelo ha empezado a aprenderse el texto nuevo de memoria: con texto de la misma clase que no ha visto, lo mejor fue tras {epochs:g} épocas ({best:.3f} bits por byte), y ahora está en {now:.3f}. Con esas épocas basta.</translation>
        </message>
        <message>
            <source>watch.tuned_too_fast</source>
            <extracomment>Since step {best_step} the model only became worse on text of this kind that it has not seen ({best:.3f} bits per byte then, {now:.3f} now): more text would teach it more, or half the learning rate.</extracomment>
            <translation>Desde el paso {best_step} el modelo no ha hecho más que empeorar con texto de esta clase que no ha visto (entonces {best:.3f} bits por byte, ahora {now:.3f}): más texto le enseñaría más, o la mitad de la tasa de aprendizaje.</translation>
        </message>
        <message>
            <source>weights.cut_short</source>
            <extracomment>{path} is cut short: the copy or download did not finish. Get the whole file.</extracomment>
            <translation>{path} está incompleto: la copia o la descarga no terminó. Consigue el archivo entero.</translation>
        </message>
        <message>
            <source>weights.damaged</source>
            <extracomment>{path} is damaged or not a safetensors file: {reason}. Get a good copy of it.</extracomment>
            <translation>{path} está dañado o no es un archivo safetensors: {reason}. Consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>weights.dtype</source>
            <extracomment>The weights in {folder} are stored as {dtypes}, which GPT Studio does not compute with: get them in float32, float16 or bfloat16.</extracomment>
            <translation>Los pesos de {folder} están guardados como {dtypes}, un formato con el que GPT Studio no calcula: consíguelos en float32, float16 o bfloat16.</translation>
        </message>
        <message>
            <source>weights.dtype_unknown</source>
            <extracomment>the tensor {tensor} has the dtype {dtype!r}, which is unknown</extracomment>
            <translation>el tensor {tensor} tiene el dtype {dtype!r}, que es desconocido</translation>
        </message>
        <message>
            <source>weights.foreign</source>
            <extracomment>{folder} holds its weights only as {file}, for another program: get the model in the safetensors format.</extracomment>
            <translation>{folder} contiene sus pesos solo como {file}, para otro programa: consigue el modelo en formato safetensors.</translation>
        </message>
        <message>
            <source>weights.gap</source>
            <extracomment>the data of the tensor {tensor} leaves a gap before it</extracomment>
            <translation>antes de los datos del tensor {tensor} queda un hueco</translation>
        </message>
        <message>
            <source>weights.header_long</source>
            <extracomment>its header says to be longer than {limit} MB</extracomment>
            <translation>su cabecera dice ocupar más de {limit} MB</translation>
        </message>
        <message>
            <source>weights.header_no_object</source>
            <extracomment>its header is no JSON object</extracomment>
            <translation>su cabecera no es un objeto JSON</translation>
        </message>
        <message>
            <source>weights.memory</source>
            <extracomment>The model in {folder} needs {needed:,.1f} GB of memory, and {free:,.1f} GB are free: close other programs, or choose a smaller model.</extracomment>
            <translation>El modelo de {folder} necesita {needed:,.1f} GB de memoria y hay {free:,.1f} GB libres: cierra otros programas o elige un modelo más pequeño.</translation>
        </message>
        <message>
            <source>weights.metadata</source>
            <extracomment>its __metadata__ is not text</extracomment>
            <translation>su __metadata__ no es texto</translation>
        </message>
        <message>
            <source>weights.missing</source>
            <extracomment>{folder} has a config.json but no weights: put its model.safetensors there.</extracomment>
            <translation>{folder} tiene config.json pero no los pesos: pon ahí su model.safetensors.</translation>
        </message>
        <message>
            <source>weights.no_offsets</source>
            <extracomment>the tensor {tensor} does not say where its data is</extracomment>
            <translation>el tensor {tensor} no dice dónde están sus datos</translation>
        </message>
        <message>
            <source>weights.not_finite</source>
            <extracomment>{count} of the model's tensors hold NaN or infinity (first {tensor}), so what it writes may be nonsense: its training went wrong, or the file is damaged.</extracomment>
            <translation>{count} tensores del modelo contienen NaN o infinito (el primero, {tensor}), así que lo que escriba puede no tener sentido: su entrenamiento salió mal o el archivo está dañado.</translation>
        </message>
        <message>
            <source>weights.only_head</source>
            <extracomment>The file holds the table that reading and writing share only as {head}, and not as {table}: it is used for both.</extracomment>
            <translation>El archivo contiene la tabla que comparten la lectura y la escritura solo como {head}, y no como {table}: se usa para las dos.</translation>
        </message>
        <message>
            <source>weights.other_name</source>
            <extracomment>{folder} holds neither a model.safetensors nor its index, only {file}: get the whole folder, or rename that file if it holds the whole model.</extracomment>
            <translation>{folder} no contiene ni un model.safetensors ni su índice, solo {file}: consigue la carpeta entera, o cambia el nombre de ese archivo si contiene todo el modelo.</translation>
        </message>
        <message>
            <source>weights.overlap</source>
            <extracomment>the data of the tensor {tensor} overlaps another one</extracomment>
            <translation>los datos del tensor {tensor} se solapan con los de otro</translation>
        </message>
        <message>
            <source>weights.pickled</source>
            <extracomment>{folder} holds its weights only as {file}, a pickle file, which can run any program when it is opened, so GPT Studio never does: get the model in the safetensors format.</extracomment>
            <translation>{folder} solo tiene los pesos en {file}, un archivo pickle, que al abrirse puede ejecutar cualquier programa; por eso GPT Studio nunca los abre: consigue el modelo en formato safetensors.</translation>
        </message>
        <message>
            <source>weights.pickled_inside</source>
            <extracomment>{path} is a pickle file whatever its name says, which can run any program when it is opened, so GPT Studio never does: get the model in the safetensors format.</extracomment>
            <translation>{path} es un archivo pickle, diga lo que diga su nombre, y al abrirlo podría ejecutar cualquier programa; por eso GPT Studio nunca lo abre: consigue el modelo en formato safetensors.</translation>
        </message>
        <message>
            <source>weights.replaced</source>
            <extracomment>{path} was changed while it was read: wait until whoever writes it is done, and try again.</extracomment>
            <translation>{path} cambió mientras se leía: espera a que termine de escribirse e inténtalo de nuevo.</translation>
        </message>
        <message>
            <source>weights.shape</source>
            <extracomment>the shape of the tensor {tensor} is not up to {rank} numbers from 0 to 2^31</extracomment>
            <translation>la forma del tensor {tensor} no consta de un máximo de {rank} números de 0 a 2^31</translation>
        </message>
        <message>
            <source>weights.shape_differs</source>
            <extracomment>The weights in {folder} do not fit config.json in one tensor: {tensor}. Get the files that belong together.</extracomment>
            <translation>Los pesos de {folder} no encajan con config.json en un tensor: {tensor}. Consigue los archivos que van juntos.</translation>
        </message>
        <message>
            <source>weights.shapes</source>
            <extracomment>The weights in {folder} do not fit config.json in {count} {count:|tensor|tensors}: {tensors}. Get the files that belong together.</extracomment>
            <translation>Los pesos de {folder} no coinciden con config.json en {count} {count:|tensor|tensores}: {tensors}. Consigue archivos que se correspondan.</translation>
        </message>
        <message>
            <source>weights.size_differs</source>
            <extracomment>the shape and the data of the tensor {tensor} differ in size</extracomment>
            <translation>la forma y los datos del tensor {tensor} no coinciden en tamaño</translation>
        </message>
        <message>
            <source>weights.tensor_missing</source>
            <extracomment>The weights in {folder} lack a tensor that config.json asks for: {tensor}. Get the files that belong together.</extracomment>
            <translation>A los pesos de {folder} les falta un tensor que pide config.json: {tensor}. Consigue los archivos que van juntos.</translation>
        </message>
        <message>
            <source>weights.tensor_unexpected</source>
            <extracomment>The weights in {folder} hold a tensor that the architecture in config.json does not have: {tensor}. Get the files that belong together.</extracomment>
            <translation>Los pesos de {folder} contienen un tensor que la arquitectura de config.json no tiene: {tensor}. Consigue los archivos que van juntos.</translation>
        </message>
        <message>
            <source>weights.tensors_missing</source>
            <extracomment>The weights in {folder} lack {count} {count:|tensor|tensors} that config.json asks for: {tensors}. Get the files that belong together.</extracomment>
            <translation>A los pesos de {folder} les {count:|falta|faltan} {count} {count:|tensor|tensores} que pide config.json: {tensors}. Consigue archivos que se correspondan.</translation>
        </message>
        <message>
            <source>weights.tensors_unexpected</source>
            <extracomment>The weights in {folder} hold {count} {count:|tensor|tensors} that the architecture in config.json does not have: {tensors}. Get the files that belong together.</extracomment>
            <translation>Los pesos de {folder} contienen {count} {count:|tensor|tensores} que la arquitectura de config.json no tiene: {tensors}. Consigue archivos que se correspondan.</translation>
        </message>
        <message>
            <source>weights.too_many</source>
            <extracomment>its header lists more than {limit:,} tensors</extracomment>
            <translation>su cabecera enumera más de {limit:,} tensores</translation>
        </message>
        <message>
            <source>weights.trailing</source>
            <extracomment>{count:,} {count:|byte follows|bytes follow} after its last tensor</extracomment>
            <translation>tras su último tensor {count:|sigue|siguen} {count:,} {count:|byte|bytes}</translation>
        </message>
        <message>
            <source>weights.trailing_one</source>
            <extracomment>one byte follows after its last tensor</extracomment>
            <translation>sigue un byte después de su último tensor</translation>
        </message>
        <message>
            <source>weights.twice</source>
            <extracomment>The weights in {folder} hold {tensor} twice, with and without a prefix, so it is unclear which one counts: get a good copy of them.</extracomment>
            <translation>Los pesos de {folder} contienen {tensor} dos veces, con prefijo y sin él, así que no está claro cuál vale: consigue una copia en buen estado.</translation>
        </message>
        <message>
            <source>weights.untied</source>
            <extracomment>config.json says that reading and writing share one table, but the file holds two different ones: both are used.</extracomment>
            <translation>config.json dice que la lectura y la escritura comparten una tabla, pero el archivo contiene dos distintas: se usan las dos.</translation>
        </message>
        <message>
            <source>weights.wrapped</source>
            <extracomment>The names of the tensors begin with {prefix}, as a compiled or distributed model has them: it was taken off.</extracomment>
            <translation>Los nombres de los tensores empiezan por {prefix}, como los de un modelo compilado o repartido: se quitó.</translation>
        </message>
        <message>
            <source>window.display_refused</source>
            <extracomment>The display "{display}" does not let GPT Studio open its window: start it as the person who is logged in there, or use the terminal, for example "gpt-studio demo".</extracomment>
            <translation>La pantalla “{display}” no deja que GPT Studio abra su ventana: inícialo como la persona que tiene allí la sesión, o usa el terminal, por ejemplo “gpt-studio demo”.</translation>
        </message>
        <message>
            <source>window.missing_libraries</source>
            <extracomment>The window cannot open because this system lacks {libraries}: install what is missing with "{command}" and start GPT Studio again.</extracomment>
            <translation>La ventana no se puede abrir porque a este sistema le falta {libraries}: instala lo que falta con "{command}" y vuelve a iniciar GPT Studio.</translation>
        </message>
        <message>
            <source>window.no_display</source>
            <extracomment>There is no display to open the window on: run this where there is one, or use the terminal, for example "gpt-studio demo".</extracomment>
            <translation>No hay ninguna pantalla en la que abrir la ventana: ejecútalo donde la haya o usa la terminal, por ejemplo “gpt-studio demo”.</translation>
        </message>
        <message>
            <source>write.all_ruled_out</source>
            <extracomment>The settings leave the model no token to write: raise the length of runs that must not repeat, or set it to 0, and forbid fewer texts.</extracomment>
            <translation>Los ajustes no dejan al modelo ningún token que escribir: aumenta la longitud de las secuencias que no se deben repetir, o ponla a 0, y prohíbe menos textos.</translation>
        </message>
        <message>
            <source>write.no_start</source>
            <extracomment>{name} has no token that begins a text, so it needs at least one word to go on from: write some.</extracomment>
            <translation>{name} no tiene un token que inicie un texto, así que necesita al menos una palabra para continuar: escribe algo.</translation>
        </message>
        <message>
            <source>writing.compile</source>
            <extracomment>Getting ready to write fast: this is done once on this computer</extracomment>
            <translation>Preparándose para escribir deprisa: solo se hace una vez en este equipo</translation>
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <source>Same line ends</source>
            <translation>Unificar saltos de línea</translation>
        </message>
        <message>
            <source>Writes every line end the same way, those of Windows and old Macs too. A page break ends a line.</source>
            <translation>Escribe igual todos los saltos de línea, también los de Windows y los de Mac antiguos. Un salto de página acaba una línea.</translation>
        </message>
        <message>
            <source>Compose accents</source>
            <translation>Componer acentos</translation>
        </message>
        <message>
            <source>Writes each accented letter as one character (Unicode NFC), so that é is always the same é.</source>
            <translation>Escribe cada letra acentuada como un solo carácter (Unicode NFC), para que é sea siempre la misma é.</translation>
        </message>
        <message>
            <source>Drop invisible characters</source>
            <translation>Quitar caracteres invisibles</translation>
        </message>
        <message>
            <source>Removes control characters, soft hyphens and marks without width. Tabs and line ends stay.</source>
            <translation>Quita los caracteres de control, los guiones opcionales y las marcas sin ancho. Los tabuladores y los saltos de línea se quedan.</translation>
        </message>
        <message>
            <source>Shorten blank runs</source>
            <translation>Acortar espacios en blanco</translation>
        </message>
        <message>
            <source>Removes spaces at the end of lines and leaves at most two empty lines in a row.</source>
            <translation>Quita los espacios al final de las líneas y deja como mucho dos líneas vacías seguidas.</translation>
        </message>
        <message>
            <source>Join broken lines</source>
            <translation>Unir líneas cortadas</translation>
        </message>
        <message>
            <source>For texts whose lines are broken at a fixed width: each paragraph becomes one line. Verses, titles, lists and dialogues keep their lines.</source>
            <translation>Para textos con las líneas cortadas a un ancho fijo: cada párrafo pasa a ser una línea. Los versos, títulos, listas y diálogos conservan las suyas.</translation>
        </message>
        <message>
            <source>Break long lines</source>
            <translation>Dividir líneas largas</translation>
        </message>
        <message>
            <source>Divides a line of more than 5,000 characters after a sentence about every 500, so that the model learns to begin new paragraphs.</source>
            <translation>Divide una línea de más de 5000 caracteres tras una frase, cada 500 más o menos, para que el modelo aprenda a empezar párrafos nuevos.</translation>
        </message>
        <message>
            <source>Skip duplicates</source>
            <translation>Omitir duplicados</translation>
        </message>
        <message>
            <source>Reads a document only once, even if it stands in several files. A model learns repeated text by heart.</source>
            <translation>Lee cada documento una sola vez, aunque esté en varios archivos. Los modelos se aprenden de memoria el texto repetido.</translation>
        </message>
        <message>
            <source>Repair garbled letters</source>
            <translation>Reparar letras estropeadas</translation>
        </message>
        <message>
            <source>Turns letters that were read in the wrong encoding back into what they were: aÃ±o becomes año.</source>
            <translation>Devuelve a su forma las letras que se leyeron con la codificación equivocada: aÃ±o pasa a ser año.</translation>
        </message>
        <message>
            <source>Join words broken at line ends</source>
            <translation>Unir palabras partidas al final de la línea</translation>
        </message>
        <message>
            <source>Takes out the hyphen and the line end within a word where the whole word stands elsewhere in the document, or where its halves are no words.</source>
            <translation>Quita el guion y el final de línea dentro de una palabra si la palabra entera está en otra parte del documento o si sus mitades no son palabras.</translation>
        </message>
        <message>
            <source>Drop marks of direction and private characters</source>
            <translation>Quitar marcas de dirección y caracteres privados</translation>
        </message>
        <message>
            <source>Removes marks that turn the direction of writing, joiners without width, and characters that only one font knows.</source>
            <translation>Quita las marcas que cambian la dirección de la escritura, las uniones sin anchura y los caracteres que solo conoce un tipo de letra.</translation>
        </message>
        <message>
            <source>Remove marks of other models</source>
            <translation>Quitar marcas de otros modelos</translation>
        </message>
        <message>
            <source>Removes what other programs write between the turns of a chat, such as &lt;|im_start|&gt;, [INST] and &lt;start_of_turn&gt;.</source>
            <translation>Quita lo que otros programas escriben entre los turnos de un chat, como &lt;|im_start|&gt;, [INST] y &lt;start_of_turn&gt;.</translation>
        </message>
        <message>
            <source>Mask personal data</source>
            <translation>Enmascarar datos personales</translation>
        </message>
        <message>
            <source>Puts neutral values of the same kind in place of e-mail addresses, telephone, card and bank numbers, identity numbers, keys and network addresses, so that the model cannot learn them.</source>
            <translation>Pone valores neutros del mismo tipo en lugar de las direcciones de correo, los números de teléfono, de tarjeta, de cuenta y de identidad, las claves y las direcciones de red, para que el modelo no pueda aprenderlos.</translation>
        </message>
        <message>
            <source>Skip repeated paragraphs</source>
            <translation>Omitir párrafos repetidos</translation>
        </message>
        <message>
            <source>Reads a paragraph of 50 characters or more only the first time that it stands in the corpus.</source>
            <translation>Lee un párrafo de 50 caracteres o más solo la primera vez que aparece en el corpus.</translation>
        </message>
        <message>
            <source>Remove boilerplate</source>
            <translation>Quitar textos de relleno</translation>
        </message>
        <message>
            <source>Removes lines that stand in eight documents or more, such as menus, notices and signatures.</source>
            <translation>Quita las líneas que están en ocho documentos o más, como menús, avisos y firmas.</translation>
        </message>
        <message>
            <source>Skip near duplicates</source>
            <translation>Omitir documentos casi iguales</translation>
        </message>
        <message>
            <source>Skips a document if at least four fifths of its sequences of five words and those of an earlier one are the same.</source>
            <translation>Omite un documento si al menos cuatro quintos de sus secuencias de cinco palabras coinciden con las de uno anterior.</translation>
        </message>
        <message>
            <source>Skip very short documents</source>
            <translation>Omitir documentos muy cortos</translation>
        </message>
        <message>
            <source>Skips documents of fewer than 50 characters.</source>
            <translation>Omite los documentos de menos de 50 caracteres.</translation>
        </message>
        <message>
            <source>Keep prose only</source>
            <translation>Conservar solo la prosa</translation>
        </message>
        <message>
            <source>Skips documents that are mostly tables, program code, columns of numbers or encoded data.</source>
            <translation>Omite los documentos que son sobre todo tablas, código de programas, columnas de números o datos codificados.</translation>
        </message>
        <message>
            <source>Keep these languages only</source>
            <translation>Conservar solo estos idiomas</translation>
        </message>
        <message>
            <source>Skips documents in other languages, where the language is beyond doubt. Codes such as es, ca, gl, pt, en; none keeps all.</source>
            <translation>Omite los documentos en otros idiomas si el idioma no admite dudas. Códigos como es, ca, gl, pt, en; sin ninguno se conservan todos.</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Temperatura</translation>
        </message>
        <message>
            <source>How daring the choice is. 0 always takes the likeliest token; 1 follows the model's own probabilities; above that it grows wild.</source>
            <translation>Cuánto se arriesga al elegir. Con 0 toma siempre el token más probable; con 1 sigue las probabilidades del modelo; por encima se vuelve disparatado.</translation>
        </message>
        <message>
            <source>Top-p</source>
            <translation>Top-p</translation>
        </message>
        <message>
            <source>Choose only among the likeliest tokens that together have this probability. 1 leaves all of them in.</source>
            <translation>Elige solo entre los tokens más probables que juntos suman esta probabilidad. Con 1 entran todos.</translation>
        </message>
        <message>
            <source>Top-k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Choose only among this many of the likeliest tokens. 0 leaves all of them in.</source>
            <translation>Elige solo entre esta cantidad de tokens, los más probables. Con 0 entran todos.</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>tokens</translation>
        </message>
        <message>
            <source>token</source>
            <translation>token</translation>
        </message>
        <message>
            <source>Repetition penalty</source>
            <translation>Penalizar repetición</translation>
        </message>
        <message>
            <source>Above 1, tokens already in the text become less likely, against loops. 1 turns it off; 1.1 is gentle.</source>
            <translation>Por encima de 1, los tokens que ya están en el texto son menos probables, lo que evita bucles. 1 la desactiva; 1,1 es suave.</translation>
        </message>
        <message>
            <source>Presence penalty</source>
            <translation>Penalización por presencia</translation>
        </message>
        <message>
            <source>Makes every token that the model has already written in this text less likely, however often: new words, new subjects. 0 turns it off; below 0 it likes to repeat itself.</source>
            <translation>Hace menos probable cada token que el modelo ya ha escrito en este texto, sin importar cuántas veces: palabras nuevas, temas nuevos. 0 la desactiva; por debajo de 0 le gusta repetirse.</translation>
        </message>
        <message>
            <source>Frequency penalty</source>
            <translation>Penalización por frecuencia</translation>
        </message>
        <message>
            <source>Makes a token less likely each time that the model writes it in this text, against overused words. 0 turns it off; below 0 it likes to repeat itself.</source>
            <translation>Hace un token menos probable cada vez que el modelo lo escribe en este texto, contra las palabras gastadas. 0 la desactiva; por debajo de 0 le gusta repetirse.</translation>
        </message>
        <message>
            <source>Min-p</source>
            <translation>Min-p</translation>
        </message>
        <message>
            <source>Choose only among tokens that have at least this share of the likeliest one's probability. 0 leaves all of them in.</source>
            <translation>Elige solo entre los tokens que tienen al menos esta parte de la probabilidad del más probable. 0 los deja todos.</translation>
        </message>
        <message>
            <source>Typical-p</source>
            <translation>Typical-p</translation>
        </message>
        <message>
            <source>Choose only among the tokens nearest to what is to be expected that together have this probability. 1 leaves all of them in.</source>
            <translation>Elige solo entre los tokens más cercanos a lo esperable que suman esta probabilidad. 1 los deja todos.</translation>
        </message>
        <message>
            <source>No repeated runs</source>
            <translation>Sin secuencias repetidas</translation>
        </message>
        <message>
            <source>No run of this many tokens may stand in the text twice, the prompt included. 0 allows repetition.</source>
            <translation>Ninguna secuencia de tantos tokens puede aparecer dos veces en el texto, incluido lo que has escrito tú. 0 permite repetir.</translation>
        </message>
        <message>
            <source>Minimum length</source>
            <translation>Longitud mínima</translation>
        </message>
        <message>
            <source>The model cannot end the text before so many tokens. 0 lets it end at any time.</source>
            <translation>El modelo no puede terminar el texto antes de tantos tokens. Con 0 puede terminar en cualquier momento.</translation>
        </message>
        <message>
            <source>Maximum length</source>
            <translation>Longitud máxima</translation>
        </message>
        <message>
            <source>Stop after this many tokens, if the model has not come to an end by itself.</source>
            <translation>Se detiene tras esta cantidad de tokens si el modelo no ha terminado por sí solo.</translation>
        </message>
        <message>
            <source>Stop texts</source>
            <translation>Textos de parada</translation>
        </message>
        <message>
            <source>End the text where one of these comes; it is not shown. One that holds spaces stands in quotes; \n is a line break.</source>
            <translation>El texto termina donde aparece uno de estos, que no se muestra. Si lleva espacios, va entre comillas; \n es un salto de línea.</translation>
        </message>
        <message>
            <source>Forbidden texts</source>
            <translation>Textos prohibidos</translation>
        </message>
        <message>
            <source>The model never writes one of these, letter for letter.</source>
            <translation>El modelo nunca escribe ninguno de estos, letra por letra.</translation>
        </message>
        <message>
            <source>Beginning</source>
            <translation>Comienzo</translation>
        </message>
        <message>
            <source>The text begins with these words, and the model goes on from them.</source>
            <translation>El texto empieza con estas palabras y el modelo sigue a partir de ellas.</translation>
        </message>
        <message>
            <source>When the context is full</source>
            <translation>Cuando el contexto está lleno</translation>
        </message>
        <message>
            <source>A model sees only so many tokens at once. It can forget the older half of the text and write on, or stop there.</source>
            <translation>Un modelo solo ve cierto número de tokens a la vez. Puede olvidar la mitad más antigua del texto y seguir escribiendo, o parar ahí.</translation>
        </message>
        <message>
            <source>Forget the beginning</source>
            <translation>Olvidar el principio</translation>
        </message>
        <message>
            <source>Stop writing</source>
            <translation>Dejar de escribir</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Semilla</translation>
        </message>
        <message>
            <source>The number from which all chance is drawn: the same seed gives the same text. Automatic takes a new one each time.</source>
            <translation>El número del que sale todo el azar: la misma semilla da el mismo texto. En automático, una nueva cada vez.</translation>
        </message>
        <message>
            <source>Tiny</source>
            <translation>Mínimo</translation>
        </message>
        <message>
            <source>About 1 million parameters with a vocabulary of 2,000. Learns words and short phrases in a few minutes on any computer.</source>
            <translation>Alrededor de 1 millón de parámetros con un vocabulario de 2000. Aprende palabras y frases cortas en unos minutos en cualquier equipo.</translation>
        </message>
        <message>
            <source>Small</source>
            <translation>Pequeño</translation>
        </message>
        <message>
            <source>About 5 million parameters with a vocabulary of 4,000. Writes sentences after minutes to an hour on an ordinary computer.</source>
            <translation>Unos 5 millones de parámetros con un vocabulario de 4000. Tarda de minutos a una hora en escribir oraciones en un equipo corriente.</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Mediano</translation>
        </message>
        <message>
            <source>About 28 million parameters with a vocabulary of 8,000. Takes hours on a processor, minutes on a graphics card.</source>
            <translation>Unos 28 millones de parámetros con un vocabulario de 8000. Tarda horas en un procesador y minutos en una tarjeta gráfica.</translation>
        </message>
        <message>
            <source>GPT-2 small</source>
            <translation>GPT-2 small</translation>
        </message>
        <message>
            <source>The size of the smallest GPT-2: 124 million parameters with its vocabulary of 50,257. Needs a graphics card and much text.</source>
            <translation>El tamaño del GPT-2 más pequeño: 124 millones de parámetros con su vocabulario de 50.257. Necesita una tarjeta gráfica y mucho texto.</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Arquitectura</translation>
        </message>
        <message>
            <source>The kind of network: GPT-2 is the classic one from 2019; Llama is the one that most open models follow; Qwen3 is how models are built today, and usually better for its size.</source>
            <translation>El tipo de red: GPT-2 es la clásica de 2019; Llama es la que siguen la mayoría de los modelos abiertos; Qwen3 es como se construyen los modelos hoy, y suele ser mejor para su tamaño.</translation>
        </message>
        <message>
            <source>GPT-2</source>
            <translation>GPT-2</translation>
        </message>
        <message>
            <source>Llama</source>
            <translation>Llama</translation>
        </message>
        <message>
            <source>Qwen3</source>
            <translation>Qwen3</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Capas</translation>
        </message>
        <message>
            <source>How many blocks of attention and feed-forward network stand on each other. More layers find more complicated patterns; time and parameters grow with them.</source>
            <translation>Cuántos bloques de atención y red feed-forward hay apilados. Más capas encuentran patrones más complejos; el tiempo y los parámetros crecen con ellas.</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>capas</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>capa</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>Cabezas</translation>
        </message>
        <message>
            <source>How many places of the text each layer can look at in different ways at once. They share the hidden size, so it must be divisible by them; 32 to 128 numbers a head work well.</source>
            <translation>A cuántos lugares del texto puede mirar cada capa a la vez, de distintas maneras. Se reparten la dimensión oculta, que debe ser divisible entre ellas; de 32 a 128 números por cabeza van bien.</translation>
        </message>
        <message>
            <source>heads</source>
            <translation>cabezas</translation>
        </message>
        <message>
            <source>head</source>
            <translation>cabeza</translation>
        </message>
        <message>
            <source>Key-value heads</source>
            <translation>Cabezas clave-valor</translation>
        </message>
        <message>
            <source>Grouped-query attention: several heads share one set of keys and values, which saves memory when the model writes. 0 means as many as heads, so that nothing is shared.</source>
            <translation>Atención con consultas agrupadas: varias cabezas comparten las mismas claves y valores, lo que ahorra memoria cuando el modelo escribe. 0 significa tantas como cabezas, sin compartir nada.</translation>
        </message>
        <message>
            <source>Hidden size</source>
            <translation>Dimensión oculta</translation>
        </message>
        <message>
            <source>How many numbers describe each token inside the model. It is the width of the network: parameters grow with its square.</source>
            <translation>Cuántos números describen cada token dentro del modelo. Es el ancho de la red: los parámetros crecen con su cuadrado.</translation>
        </message>
        <message>
            <source>numbers</source>
            <translation>números</translation>
        </message>
        <message>
            <source>number</source>
            <translation>número</translation>
        </message>
        <message>
            <source>Intermediate size</source>
            <translation>Dimensión intermedia</translation>
        </message>
        <message>
            <source>The width inside the feed-forward network of each layer. 0 means what is usual for the architecture: four times the hidden size, or eight thirds of it where there are three matrices instead of two.</source>
            <translation>El ancho interior de la red feed-forward de cada capa. 0 significa lo habitual en la arquitectura: cuatro veces la dimensión oculta, u ocho tercios de ella cuando hay tres matrices en lugar de dos.</translation>
        </message>
        <message>
            <source>Context length</source>
            <translation>Longitud de contexto</translation>
        </message>
        <message>
            <source>How many tokens the model sees at once: what lies further back is out of its sight. Memory and time of training grow with it.</source>
            <translation>Cuántos tokens ve el modelo a la vez: lo que queda más atrás no lo ve. La memoria y el tiempo de entrenamiento crecen con ella.</translation>
        </message>
        <message>
            <source>Shared embedding</source>
            <translation>Embedding común</translation>
        </message>
        <message>
            <source>Use one table of token vectors for reading and for writing. It saves many parameters, above all in small models. With two tables a new model begins with counts of which token follows which: that shows in trainings of seconds.</source>
            <translation>Usa una sola tabla de vectores de tokens para leer y para escribir. Ahorra muchos parámetros, sobre todo en los modelos pequeños. Con dos tablas, un modelo nuevo empieza sabiendo por recuento qué token sigue a cuál: se nota en entrenamientos de segundos.</translation>
        </message>
        <message>
            <source>Dropout</source>
            <translation>Dropout</translation>
        </message>
        <message>
            <source>The share of numbers set to zero at random while training. It helps when the model reads the same text many times; 0 is best when there is more text than time.</source>
            <translation>La proporción de números que se ponen a cero al azar al entrenar. Ayuda cuando el modelo lee el mismo texto muchas veces; 0 es lo mejor cuando hay más texto que tiempo.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>The address that the server listens at. The default can be reached from this computer only; 0.0.0.0 can be reached from the whole network.</source>
            <translation>La dirección en la que escucha el servidor. A la que viene puesta solo se llega desde este ordenador; a 0.0.0.0, desde toda la red.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Puerto</translation>
        </message>
        <message>
            <source>The port that the server listens at. 0 takes a free one.</source>
            <translation>El puerto en el que escucha el servidor. 0 toma uno libre.</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Clave (token)</translation>
        </message>
        <message>
            <source>The secret that every program must send with its requests, also called an API key. Without one the server makes one at random and shows it once.</source>
            <translation>El secreto que todo programa debe enviar con sus peticiones, también llamado clave de API. Si no pones ninguno, el servidor crea uno al azar y lo muestra una vez.</translation>
        </message>
        <message>
            <source>Texts at a time</source>
            <translation>Textos a la vez</translation>
        </message>
        <message>
            <source>So many requests are answered at the same time; they share the cores.</source>
            <translation>Cuántas peticiones se responden al mismo tiempo; se reparten los núcleos.</translation>
        </message>
        <message>
            <source>Waiting requests</source>
            <translation>Peticiones en espera</translation>
        </message>
        <message>
            <source>So many more requests wait for their turn; any beyond that are refused at once (429).</source>
            <translation>Cuántas peticiones más esperan su turno; las que pasen de ahí se rechazan al momento (429).</translation>
        </message>
        <message>
            <source>Longest request</source>
            <translation>Petición más larga</translation>
        </message>
        <message>
            <source>One request may ask for so many tokens, all its texts together.</source>
            <translation>Cuántos tokens puede pedir una petición, entre todos sus textos.</translation>
        </message>
        <message>
            <source>Host names</source>
            <translation>Nombres del servidor</translation>
        </message>
        <message>
            <source>Further names by which programs reach this server, such as my-computer.local; requests to any other name are refused.</source>
            <translation>Otros nombres con los que los programas llegan a este servidor, como mi-ordenador.local; las peticiones a cualquier otro nombre se rechazan.</translation>
        </message>
        <message>
            <source>Web pages</source>
            <translation>Páginas web</translation>
        </message>
        <message>
            <source>Web pages that may use the server from a browser, such as http://localhost:3000; all others are refused.</source>
            <translation>Páginas web que pueden usar el servidor desde un navegador, como http://localhost:3000; todas las demás se rechazan.</translation>
        </message>
        <message>
            <source>Vocabulary size</source>
            <translation>Tamaño del vocabulario</translation>
        </message>
        <message>
            <source>How many different tokens the model knows. More tokens make texts shorter but the model larger. A short text gives fewer.</source>
            <translation>Cuántos tokens distintos conoce el modelo. Más tokens acortan los textos pero agrandan el modelo. Un texto corto da menos.</translation>
        </message>
        <message>
            <source>Minimum frequency</source>
            <translation>Frecuencia mínima</translation>
        </message>
        <message>
            <source>Two tokens are merged into a new one only if they stand side by side at least this often.</source>
            <translation>Dos tokens se fusionan en uno nuevo solo si aparecen juntos al menos estas veces.</translation>
        </message>
        <message>
            <source>times</source>
            <translation>veces</translation>
        </message>
        <message>
            <source>time</source>
            <translation>vez</translation>
        </message>
        <message>
            <source>Text to learn from</source>
            <translation>Texto del que aprende</translation>
        </message>
        <message>
            <source>Of a longer text, the tokenizer learns from a sample of at most this size, spread evenly over all of it: that packs text about as well and takes less time. The model reads all of your text. The sample is held in memory.</source>
            <translation>Si el texto es más largo, el tokenizador aprende de una muestra de este tamaño como máximo, repartida por igual por todo él: así comprime el texto casi igual de bien y tarda menos. El modelo lee todo tu texto. La muestra se guarda en la memoria.</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Special tokens</source>
            <translation>Tokens especiales</translation>
        </message>
        <message>
            <source>Marks with a meaning of their own: the end of a text, and the start and end of a turn in a conversation. If you change the list, the marks in it are recognised in your texts and prompts, each as one token; otherwise only the program sets them.</source>
            <translation>Marcas con un significado propio: el final de un texto y el principio y el final de un turno de una conversación. Si cambias la lista, las marcas que pongas en ella se reconocen en tus textos y prompts, cada una como un token; si no, solo las pone el programa.</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translation>Minutos</translation>
        </message>
        <message>
            <source>Train for this much time. A short measurement at the start turns it into a number of steps; if the machine gets slower or faster on the way, the number is changed.</source>
            <translation>Entrena durante este tiempo. Una breve medición al principio lo convierte en un número de pasos; si la máquina se vuelve más lenta o más rápida por el camino, ese número cambia.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Pasos</translation>
        </message>
        <message>
            <source>Stop after this many updates of the model. The other way to say how long to train.</source>
            <translation>Se detiene tras esta cantidad de actualizaciones del modelo. Es la otra forma de decir cuánto entrenar.</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>pasos</translation>
        </message>
        <message>
            <source>step</source>
            <translation>paso</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>Épocas</translation>
        </message>
        <message>
            <source>Stop when the model has read the training text this many times.</source>
            <translation>Se detiene cuando el modelo ha leído este número de veces el texto de entrenamiento.</translation>
        </message>
        <message>
            <source>epochs</source>
            <translation>épocas</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>época</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>Tamaño de lote</translation>
        </message>
        <message>
            <source>How many stretches of text, each one context long, go through the model at once. More needs more memory. Where a model learns little text in addition and this is left as it is, smaller batches are taken: it then learns more in the same time.</source>
            <translation>Cuántos tramos de texto, cada uno del largo de un contexto, pasan por el modelo a la vez. Cuantos más, más memoria. Si un modelo aprende además un texto corto y esto se deja como está, se toman lotes más pequeños: así aprende más en el mismo tiempo.</translation>
        </message>
        <message>
            <source>sequences</source>
            <translation>secuencias</translation>
        </message>
        <message>
            <source>sequence</source>
            <translation>secuencia</translation>
        </message>
        <message>
            <source>Gradient accumulation</source>
            <translation>Acumular gradientes</translation>
        </message>
        <message>
            <source>How many batches are added up before the model is updated: a larger batch without more memory.</source>
            <translation>Cuántos lotes se suman antes de actualizar el modelo: un lote mayor sin más memoria.</translation>
        </message>
        <message>
            <source>batches</source>
            <translation>lotes</translation>
        </message>
        <message>
            <source>batch</source>
            <translation>lote</translation>
        </message>
        <message>
            <source>Micro-batch</source>
            <translation>Microlote</translation>
        </message>
        <message>
            <source>How many sequences of a batch go through the model at the same time; it must divide the batch size. A smaller one needs less memory and learns the same. Otherwise the whole batch, or as much of it as fits.</source>
            <translation>Cuántas secuencias de un lote pasan a la vez por el modelo; debe dividir el tamaño del lote. Uno más pequeño necesita menos memoria y aprende lo mismo. Si no, el lote entero, o tanto de él como quepa.</translation>
        </message>
        <message>
            <source>Context of the training</source>
            <translation>Contexto del entrenamiento</translation>
        </message>
        <message>
            <source>When going on from a model: how many tokens of text it reads at once while it learns. The model keeps its own context length; a shorter one here saves much memory and time. Otherwise as long as 95 of 100 texts are, at most 1,024 tokens on a processor.</source>
            <translation>Al seguir entrenando un modelo: cuántos tokens de texto lee a la vez mientras aprende. El modelo conserva su propia longitud de contexto; una más corta aquí ahorra mucha memoria y tiempo. Si no, la de 95 de cada 100 textos, como mucho 1.024 tokens en un procesador.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Método</translation>
        </message>
        <message>
            <source>How a model is gone on from: full changes all of its weights; LoRA leaves them as they are and learns a small adapter beside them, which needs much less memory and disk. Automatic takes full training for models up to 100 million parameters where it fits into memory, else LoRA.</source>
            <translation>Cómo se sigue entrenando un modelo: completo cambia todos sus pesos; LoRA los deja como están y aprende al lado un adaptador pequeño, que necesita mucha menos memoria y disco. Automático elige el completo para modelos de hasta 100 millones de parámetros si cabe en la memoria, y si no, LoRA.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <source>Full</source>
            <translation>Completo</translation>
        </message>
        <message>
            <source>LoRA</source>
            <translation>LoRA</translation>
        </message>
        <message>
            <source>Last layers only</source>
            <translation>Solo las últimas capas</translation>
        </message>
        <message>
            <source>When going on from a model: how many of its layers learn, counted from the end, with what follows them. Embeddings and earlier layers stay as they are, which takes less time and memory. With LoRA only these layers get an adapter.</source>
            <translation>Al partir de un modelo: cuántas de sus capas aprenden, contadas desde el final, con lo que las sigue. Los embeddings y las capas anteriores se quedan como están, lo que cuesta menos tiempo y memoria. Con LoRA solo estas capas reciben un adaptador.</translation>
        </message>
        <message>
            <source>All layers</source>
            <translation>Todas las capas</translation>
        </message>
        <message>
            <source>Embeddings learn</source>
            <translation>Los embeddings aprenden</translation>
        </message>
        <message>
            <source>When going on from a model by the full method: whether its table of tokens (and of positions) learns. If not, that stays as it is, which takes less memory; where the table is the output layer as well, so does that. LoRA never changes it.</source>
            <translation>Al partir de un modelo con el método completo: si aprende también su tabla de tokens (y de posiciones). Si no, se queda como está, lo que necesita menos memoria; si la tabla es además la capa de salida, también se queda esta. LoRA nunca la cambia.</translation>
        </message>
        <message>
            <source>LoRA rank</source>
            <translation>Rango de LoRA</translation>
        </message>
        <message>
            <source>How many directions an adapter can change in each layer. More can hold more, and needs more memory.</source>
            <translation>Cuántas direcciones puede cambiar un adaptador en cada capa. Con más cabe más, y hace falta más memoria.</translation>
        </message>
        <message>
            <source>LoRA alpha</source>
            <translation>Alfa de LoRA</translation>
        </message>
        <message>
            <source>How strongly an adapter acts: it is multiplied by alpha divided by the rank. Otherwise twice the rank.</source>
            <translation>Con qué fuerza actúa un adaptador: se multiplica por alfa dividida entre el rango. Si no, el doble del rango.</translation>
        </message>
        <message>
            <source>LoRA dropout</source>
            <translation>Dropout de LoRA</translation>
        </message>
        <message>
            <source>The share of an adapter's inputs set to zero at random while it learns, against learning by heart.</source>
            <translation>La parte de las entradas de un adaptador que se pone a cero al azar mientras aprende, para que no aprenda de memoria.</translation>
        </message>
        <message>
            <source>LoRA layers</source>
            <translation>Capas de LoRA</translation>
        </message>
        <message>
            <source>Which linear layers get an adapter: all of them learn more than those of attention alone.</source>
            <translation>Qué capas lineales reciben un adaptador: todas juntas aprenden más que solo las de la atención.</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>Attention only</source>
            <translation>Solo la atención</translation>
        </message>
        <message>
            <source>Scaled by the root</source>
            <translation>Escalado por la raíz</translation>
        </message>
        <message>
            <source>Divide alpha by the root of the rank instead of the rank (rsLoRA), so that high ranks learn as fast.</source>
            <translation>Dividir alfa entre la raíz del rango en lugar del rango (rsLoRA), para que los rangos altos aprendan igual de rápido.</translation>
        </message>
        <message>
            <source>Learn of conversations</source>
            <translation>Aprender de las conversaciones</translation>
        </message>
        <message>
            <source>What the model learns to write of a conversation: only what the assistant says and the end of its turn, or everything, so that it learns to write questions too. Automatic means replies only when going on from a model, and everything in a new one.</source>
            <translation>Qué aprende a escribir el modelo de una conversación: solo lo que dice el asistente y el final de su turno, o todo, y así aprende también a escribir preguntas. Automático significa solo las respuestas al seguir entrenando un modelo, y todo en uno nuevo.</translation>
        </message>
        <message>
            <source>Replies only</source>
            <translation>Solo las respuestas</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Todo</translation>
        </message>
        <message>
            <source>Text to remember</source>
            <translation>Texto que no debe olvidar</translation>
        </message>
        <message>
            <source>When going on from a model: a file or folder with text of another kind, on which it is measured what the model forgets while it learns, and of which it can read some again. Otherwise the text that it was made from, if that is known and still the same; else it is only measured, on the built-in stories.</source>
            <translation>Al partir de un modelo: un archivo o carpeta con texto de otra clase, con el que se mide lo que el modelo olvida mientras aprende y del que puede volver a leer una parte. Si no, el texto con el que se hizo, si se conoce y sigue igual; si tampoco, solo se mide, con los cuentos incluidos.</translation>
        </message>
        <message>
            <source>Rehearsal</source>
            <translation>Repaso</translation>
        </message>
        <message>
            <source>When going on from a model: the share of each batch that is text to remember, read again so that the model does not forget it. Otherwise three quarters where it learns conversations and that text is known, else none.</source>
            <translation>Al partir de un modelo: qué parte de cada lote es texto que debe recordar, y que vuelve a leer para no olvidarlo. Si no, tres cuartas partes cuando aprende conversaciones y se conoce ese texto; en otro caso, nada.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Tasa de aprendizaje</translation>
        </message>
        <message>
            <source>How far each update moves the weights. Too high and the loss jumps up, too low and it hardly falls.</source>
            <translation>Cuánto mueve los pesos cada actualización. Si es demasiado alta, la pérdida se dispara; si es demasiado baja, apenas baja.</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>Planificación</translation>
        </message>
        <message>
            <source>How the learning rate falls after the warm-up: along a cosine, along a line, or (wsd) held and then brought down in the last fifth.</source>
            <translation>Cómo baja la tasa de aprendizaje tras el calentamiento: siguiendo un coseno, una recta, o (wsd) constante y luego en descenso durante el último quinto.</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>Coseno</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>Recta</translation>
        </message>
        <message>
            <source>Held, then down</source>
            <translation>Sostenida, luego baja</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Calentamiento</translation>
        </message>
        <message>
            <source>The share of the steps during which the learning rate rises from zero, so that the start stays calm.</source>
            <translation>La proporción de los pasos en que la tasa de aprendizaje sube desde cero, para que el comienzo sea estable.</translation>
        </message>
        <message>
            <source>Final rate</source>
            <translation>Tasa final</translation>
        </message>
        <message>
            <source>The learning rate at the end, as a share of its peak.</source>
            <translation>La tasa de aprendizaje al final, como proporción de su máximo.</translation>
        </message>
        <message>
            <source>Length of the stretches</source>
            <translation>Longitud de los tramos</translation>
        </message>
        <message>
            <source>A new model learns more in the same steps if the stretches of a batch are cut short at first and grow to a whole context in four fifths of the training. Auto does so for new models; one that goes on from another reads whole ones.</source>
            <translation>Un modelo nuevo aprende más en los mismos pasos si al principio los tramos de un lote se cortan y crecen hasta un contexto entero en cuatro quintos del entrenamiento. Auto lo hace con los modelos nuevos; el que continúa a partir de otro los lee enteros.</translation>
        </message>
        <message>
            <source>Growing</source>
            <translation>Crecientes</translation>
        </message>
        <message>
            <source>Whole</source>
            <translation>Enteros</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>Optimizador</translation>
        </message>
        <message>
            <source>The rule that turns gradients into updates. AdamW is the usual one; Muon, for the weight matrices beside AdamW for the rest, reaches a lower loss in the same number of steps.</source>
            <translation>La regla que convierte los gradientes en actualizaciones. AdamW es la habitual; Muon, para las matrices de pesos junto con AdamW para el resto, alcanza una pérdida menor en los mismos pasos.</translation>
        </message>
        <message>
            <source>Muon</source>
            <translation>Muon</translation>
        </message>
        <message>
            <source>AdamW</source>
            <translation>AdamW</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Decaimiento de pesos</translation>
        </message>
        <message>
            <source>Pulls the weight matrices towards zero, which keeps them from memorising; the shorter the training, the more of it helps. Biases and norms are left out.</source>
            <translation>Tira de las matrices de pesos hacia cero, lo que evita que memoricen; cuanto más corto es el entrenamiento, más cantidad ayuda. Los sesgos y las normas quedan fuera.</translation>
        </message>
        <message>
            <source>Beta 1</source>
            <translation>Beta 1</translation>
        </message>
        <message>
            <source>How long AdamW remembers the direction of earlier gradients.</source>
            <translation>Cuánto tiempo recuerda AdamW la dirección de los gradientes anteriores.</translation>
        </message>
        <message>
            <source>Beta 2</source>
            <translation>Beta 2</translation>
        </message>
        <message>
            <source>How long AdamW remembers the size of earlier gradients.</source>
            <translation>Cuánto tiempo recuerda AdamW la magnitud de los gradientes anteriores.</translation>
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation>Recorte del gradiente</translation>
        </message>
        <message>
            <source>Gradients longer than this are shortened to it, so that one odd batch cannot wreck the model. 0 turns it off.</source>
            <translation>Los gradientes más largos se acortan a este valor, para que un lote extraño no estropee el modelo. 0 lo desactiva.</translation>
        </message>
        <message>
            <source>The number from which all chance is drawn. The same seed and recipe give the same run.</source>
            <translation>El número del que sale todo el azar. La misma semilla y la misma receta dan el mismo entrenamiento.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Where the arithmetic is done: the processor (cpu), an NVIDIA card (cuda), an Apple one (mps), or the fastest that is there (auto).</source>
            <translation>Dónde se hacen los cálculos: el procesador (cpu), una tarjeta NVIDIA (cuda), una de Apple (mps) o lo más rápido que haya (auto).</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Procesador</translation>
        </message>
        <message>
            <source>NVIDIA card</source>
            <translation>Tarjeta NVIDIA</translation>
        </message>
        <message>
            <source>Apple card</source>
            <translation>Tarjeta de Apple</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisión</translation>
        </message>
        <message>
            <source>The number format of the arithmetic. bfloat16 is much faster where the machine has it; the weights themselves are kept in float32 either way. Auto measures both.</source>
            <translation>El formato numérico de los cálculos. bfloat16 es mucho más rápido si el equipo lo tiene; los pesos se guardan siempre en float32. Con auto se miden ambos.</translation>
        </message>
        <message>
            <source>float32</source>
            <translation>float32</translation>
        </message>
        <message>
            <source>bfloat16</source>
            <translation>bfloat16</translation>
        </message>
        <message>
            <source>Compile</source>
            <translation>Compilar</translation>
        </message>
        <message>
            <source>Turn the model into a program of its own before the first step (torch.compile), which takes up to some minutes and makes each step faster. It needs a C++ compiler. Auto does it on an NVIDIA card only: on a processor the gain is small.</source>
            <translation>Convierte el modelo en un programa propio antes del primer paso (torch.compile), lo que tarda hasta unos minutos y acelera cada paso. Necesita un compilador de C++. En automático solo se hace en una tarjeta NVIDIA: en un procesador se gana poco.</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Hilos</translation>
        </message>
        <message>
            <source>How many processor cores the training uses.</source>
            <translation>Cuántos núcleos del procesador usa el entrenamiento.</translation>
        </message>
        <message>
            <source>Several processes</source>
            <translation>Varios procesos</translation>
        </message>
        <message>
            <source>Where torchrun starts several processes: each holds a copy of the model (replicated, PyTorch's DDP), or a part of it (sharded, FSDP), for a model that does not fit into one card. One process alone needs neither.</source>
            <translation>Si torchrun inicia varios procesos: cada uno tiene una copia del modelo (replicado, el DDP de PyTorch) o una parte de él (fragmentado, FSDP), para un modelo que no cabe en una tarjeta. Un solo proceso no necesita ninguna de las dos cosas.</translation>
        </message>
        <message>
            <source>Replicated</source>
            <translation>Replicado</translation>
        </message>
        <message>
            <source>Sharded</source>
            <translation>Fragmentado</translation>
        </message>
        <message>
            <source>Evaluate every</source>
            <translation>Evaluar cada</translation>
        </message>
        <message>
            <source>Steps between two measurements on the held-out text.</source>
            <translation>Pasos entre dos mediciones sobre el texto de validación.</translation>
        </message>
        <message>
            <source>Checkpoint every</source>
            <translation>Punto de control cada</translation>
        </message>
        <message>
            <source>Steps between two saves from which the run can go on after a stop or a crash.</source>
            <translation>Pasos entre dos guardados desde los que se puede reanudar tras una parada o un fallo.</translation>
        </message>
        <message>
            <source>Early stopping</source>
            <translation>Parada temprana</translation>
        </message>
        <message>
            <source>After this many measurements on held-out text in a row without a better one, bring the training to its end: in some last steps the learning rate falls. The best model is kept either way. 0 turns it off. Otherwise 4 when going on from a model, which soon learns a short text by heart, and none in a new one.</source>
            <translation>Tras tantas mediciones seguidas con texto de validación sin mejorar, lleva el entrenamiento a su fin: en unos últimos pasos baja la tasa de aprendizaje. En cualquier caso se conserva el mejor modelo. 0 lo desactiva. Si no, 4 al partir de un modelo, que pronto se aprende de memoria un texto corto, y ninguna en uno nuevo.</translation>
        </message>
        <message>
            <source>measurements</source>
            <translation>mediciones</translation>
        </message>
        <message>
            <source>measurement</source>
            <translation>medición</translation>
        </message>
        <message>
            <source>Sample prompt</source>
            <translation>Inicio de la muestra</translation>
        </message>
        <message>
            <source>Every so often the model goes on from this text, so that you can watch it learn to write. Empty: it begins a new text, or answers a question of the conversations that it learns.</source>
            <translation>Cada cierto tiempo el modelo continúa este texto, para que puedas ver cómo aprende a escribir. Si está vacío, empieza un texto nuevo o responde a una pregunta de las conversaciones que aprende.</translation>
        </message>
        <message>
            <source>Sample length</source>
            <translation>Longitud de la muestra</translation>
        </message>
        <message>
            <source>How many tokens the last live sample has. Those before it may be shorter, so that they take little time.</source>
            <translation>Cuántos tokens tiene la última muestra en vivo. Las anteriores pueden ser más cortas, para que ocupen poco tiempo.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>The tokenizer is saved under this name in your folder, and every training can use it.</source>
            <translation>El tokenizador se guarda con este nombre en tu carpeta y cualquier entrenamiento puede usarlo.</translation>
        </message>
        <message>
            <source>The model becomes a folder of this name.</source>
            <translation>El modelo se guarda en una carpeta con este nombre.</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>Peso</translation>
        </message>
        <message>
            <source>How much of what is learnt comes from this corpus, compared with the others.</source>
            <translation>Cuánto de lo que se aprende viene de este corpus, comparado con los demás.</translation>
        </message>
    </context>
</TS>
