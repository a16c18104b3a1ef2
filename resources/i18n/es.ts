<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About GPT Studio</source>
        <translation>Acerca de GPT Studio</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Versión {version}</translation>
    </message>
    <message>
        <source>Make a GPT of your own, on your own computer. GPT Studio is free under the Apache License 2.0; Qt, which draws its window, is used under the LGPL 3.</source>
        <translation>Crea tu propio GPT, en tu propio ordenador. GPT Studio es libre, con la licencia Apache 2.0; Qt, que dibuja su ventana, se usa con la licencia LGPL 3.</translation>
    </message>
    <message>
        <source>Look for a newer version</source>
        <translation>Buscar una versión más nueva</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Asking for news…</source>
        <translation>Preguntando si hay novedades…</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Esta es la versión más nueva.</translation>
    </message>
    <message>
        <source>GPT Studio {version} is there. Nothing is installed by itself.</source>
        <translation>Ya está GPT Studio {version}. Nada se instala por sí solo.</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Abrir su página</translation>
    </message>
</context>
<context>
    <name>AdapterBar</name>
    <message>
        <source>Adapter</source>
        <translation>Adaptador</translation>
    </message>
    <message>
        <source>Adapter on the model</source>
        <translation>Adaptador puesto en el modelo</translation>
    </message>
    <message>
        <source>How strongly the adapter acts</source>
        <translation>Con qué fuerza actúa el adaptador</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Fuerza</translation>
    </message>
    <message>
        <source>None: the model itself</source>
        <translation>Ninguno: el modelo tal cual</translation>
    </message>
</context>
<context>
    <name>AdvancedCard</name>
    <message>
        <source>Advanced</source>
        <translation>Avanzado</translation>
    </message>
    <message>
        <source>What is read and learnt</source>
        <translation>Qué se lee y se aprende</translation>
    </message>
    <message>
        <source>How a model is gone on from</source>
        <translation>Cómo se sigue entrenando un modelo</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Lotes</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimizador</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Equipo</translation>
    </message>
    <message>
        <source>Measuring and saving</source>
        <translation>Mediciones y guardado</translation>
    </message>
    <message>
        <source>What it writes on the way</source>
        <translation>Lo que escribe por el camino</translation>
    </message>
    <message>
        <source>Empty: a new text, or an answer</source>
        <translation>Vacío: un texto nuevo, o una respuesta</translation>
    </message>
</context>
<context>
    <name>AdviceNotice</name>
    <message>
        <source>Add the built-in sample</source>
        <translation>Añadir el corpus de ejemplo</translation>
    </message>
    <message>
        <source>Join the lines</source>
        <translation>Unir las líneas</translation>
    </message>
    <message>
        <source>Break it into paragraphs</source>
        <translation>Dividirlo en párrafos</translation>
    </message>
</context>
<context>
    <name>AmountCard</name>
    <message>
        <source>Is it enough?</source>
        <translation>¿Es suficiente?</translation>
    </message>
    <message>
        <source>Sizes of model, the smallest on the left. Filled: the text is enough. Striped: it is little. Empty: it is too little. The arrow marks the one that suits it best.</source>
        <translation>Tamaños de modelo, el menor a la izquierda. Relleno: el texto es suficiente. Rayado: es poco. Vacío: es demasiado poco. La flecha señala el que mejor le va.</translation>
    </message>
</context>
<context>
    <name>AnswerPairs</name>
    <message>
        <source>The same questions, before and after</source>
        <translation>Las mismas preguntas, antes y después</translation>
    </message>
    <message>
        <source>The base</source>
        <translation>El modelo base</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>El ajustado</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nada)</translation>
    </message>
</context>
<context>
    <name>Ballot</name>
    <message>
        <source>Show the names without a vote</source>
        <translation>Mostrar los nombres sin votar</translation>
    </message>
    <message>
        <source>{letter} is best</source>
        <translation>{letter} es la mejor</translation>
    </message>
    <message>
        <source>Both are equal</source>
        <translation>Las dos son iguales</translation>
    </message>
    <message>
        <source>All are equal</source>
        <translation>Todas son iguales</translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
</context>
<context>
    <name>ByHeart</name>
    <message>
        <source>There is no reply yet to look for.</source>
        <translation>Todavía no hay ninguna respuesta que buscar.</translation>
    </message>
    <message>
        <source>Looking in the training text…</source>
        <translation>Buscando en el texto de entrenamiento…</translation>
    </message>
    <message>
        <source>Passages that stand in its training text: {number}. Click one.</source>
        <translation>Pasajes que están en su texto de entrenamiento: {number}. Haz clic en uno.</translation>
    </message>
    <message>
        <source>No twelve tokens in a row stand in its training text: these are words of its own.</source>
        <translation>No hay doce tokens seguidos que estén en su texto de entrenamiento: son palabras suyas.</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>“{word}”: {before} before temperature and filters, {after} after them</source>
        <translation>“{word}”: {before} antes de la temperatura y los filtros, {after} después</translation>
    </message>
    <message>
        <source>{said}. It was drawn.</source>
        <translation>{said}. Es el que salió.</translation>
    </message>
    <message>
        <source>{said}. It is only a part of a character, so nothing can be written on with it.</source>
        <translation>{said}. Es solo una parte de un carácter, así que no se puede seguir con él.</translation>
    </message>
    <message>
        <source>{said}. Click to write on with it.</source>
        <translation>{said}. Haz clic para seguir con él.</translation>
    </message>
    <message>
        <source>(the end)</source>
        <translation>(el final)</translation>
    </message>
</context>
<context>
    <name>CardMenu</name>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
</context>
<context>
    <name>ChancesPicture</name>
    <message>
        <source>Chances of the next token, before and after these settings</source>
        <translation>Probabilidades del siguiente token, antes y después de estos ajustes</translation>
    </message>
    <message>
        <source>The likeliest token: {before} before, {after} after. Tokens left of these {all}: {left}.</source>
        <translation>El token más probable: {before} antes, {after} después. De estos {all} tokens quedan {left}.</translation>
    </message>
</context>
<context>
    <name>ChatTab</name>
    <message>
        <source>A model&apos;s folder opens; the text of files is put into your message</source>
        <translation>La carpeta de un modelo se abre; el texto de los archivos se añade a tu mensaje</translation>
    </message>
</context>
<context>
    <name>CheckpointDialog</name>
    <message>
        <source>Checkpoints</source>
        <translation>Puntos de control</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Train further</source>
        <translation>Seguir entrenando</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Checkpoints of “{name}”</source>
        <translation>Puntos de control de “{name}”</translation>
    </message>
    <message>
        <source>An earlier one can be better than the last if the model began to learn its text by heart. Fewer bits per byte on held-out text are better.</source>
        <translation>Uno anterior puede ser mejor que el último si el modelo empezó a aprenderse el texto de memoria. Cuantos menos bits por byte en el texto reservado, mejor.</translation>
    </message>
    <message>
        <source>There is no checkpoint yet.</source>
        <translation>Todavía no hay ningún punto de control.</translation>
    </message>
    <message>
        <source>{bits} bits per byte</source>
        <translation>{bits} bits por byte</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>sin medir</translation>
    </message>
    <message>
        <source>{measured}, reading {count} tokens at a time</source>
        <translation>{measured}, leyendo {count} tokens de una vez</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>el mejor</translation>
    </message>
    <message>
        <source>kept for good</source>
        <translation>se conserva siempre</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Paso {step}</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close GPT Studio?</source>
        <translation>¿Cerrar GPT Studio?</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation>Detener, guardar y cerrar</translation>
    </message>
    <message>
        <source>Something is still running</source>
        <translation>Todavía hay algo en marcha</translation>
    </message>
    <message>
        <source>Finishing the current step and saving…</source>
        <translation>Terminando el paso actual y guardando…</translation>
    </message>
</context>
<context>
    <name>ColumnHeads</name>
    <message>
        <source>before</source>
        <translation>antes</translation>
    </message>
    <message>
        <source>after</source>
        <translation>después</translation>
    </message>
</context>
<context>
    <name>ColumnSetup</name>
    <message>
        <source>Take this column away</source>
        <translation>Quitar esta columna</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Punto de control</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adaptador</translation>
    </message>
    <message>
        <source>How strongly the adapter acts</source>
        <translation>Con qué fuerza actúa el adaptador</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Muestreo</translation>
    </message>
    <message>
        <source>Column {number}</source>
        <translation>Columna {number}</translation>
    </message>
    <message>
        <source>{name} (open)</source>
        <translation>{name} (abierto)</translation>
    </message>
    <message>
        <source>No adapter</source>
        <translation>Sin adaptador</translation>
    </message>
    <message>
        <source>Acts × {strength}</source>
        <translation>Actúa × {strength}</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>tal como está ahora</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>Checkpoint: {which}</source>
        <translation>Punto de control: {which}</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>A message to all of them; Enter lets them write</source>
        <translation>Un mensaje para todos; con Intro empiezan a escribir</translation>
    </message>
    <message>
        <source>How the text begins; Enter lets them write</source>
        <translation>Cómo empieza el texto; con Intro empiezan a escribir</translation>
    </message>
    <message>
        <source>Let them write</source>
        <translation>Que escriban</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Throw the dice for a seed</source>
        <translation>Sacar una semilla al azar</translation>
    </message>
    <message>
        <source>At most so many tokens</source>
        <translation>Como máximo, tantos tokens</translation>
    </message>
    <message>
        <source>Blind vote</source>
        <translation>Votación a ciegas</translation>
    </message>
    <message>
        <source>Hides and shuffles which column is which until you have voted</source>
        <translation>Oculta y mezcla qué columna es cuál hasta que hayas votado</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Añadir una columna</translation>
    </message>
    <message>
        <source>What they write will stand here, side by side.</source>
        <translation>Lo que escriban aparecerá aquí, uno al lado del otro.</translation>
    </message>
    <message>
        <source>Here are the names. Nothing was counted.</source>
        <translation>Aquí están los nombres. No se contó nada.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Who writes</source>
        <translation>Quién escribe</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>The models are being opened…</source>
        <translation>Se están abriendo los modelos…</translation>
    </message>
    <message>
        <source>They answer together…</source>
        <translation>Responden a la vez…</translation>
    </message>
    <message>
        <source>They go on with the text together…</source>
        <translation>Continúan el texto a la vez…</translation>
    </message>
    <message>
        <source>There is nothing to vote on.</source>
        <translation>No hay nada que votar.</translation>
    </message>
    <message>
        <source>The same as {first}: {letters}.</source>
        <translation>Igual que {first}: {letters}.</translation>
    </message>
    <message>
        <source>{letter} differs from {first} from the start.</source>
        <translation>{letter} se aparta de {first} desde el principio.</translation>
    </message>
    <message>
        <source>{letter} differs from {first} after {characters}.</source>
        <translation>{letter} se aparta de {first} después de {characters}.</translation>
    </message>
    <message>
        <source>All of these were the same model with the same settings: nothing was counted.</source>
        <translation>Todas eran el mismo modelo con los mismos ajustes: no se contó nada.</translation>
    </message>
    <message>
        <source>You found them equal.</source>
        <translation>Te parecieron iguales.</translation>
    </message>
    <message>
        <source>You found {letter} best: {name}.</source>
        <translation>Te pareció mejor {letter}: {name}.</translation>
    </message>
    <message>
        <source>These votes are forgotten.</source>
        <translation>Estos votos se han olvidado.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>ComparePlot</name>
    <message>
        <source>Bits per byte</source>
        <translation>Bits por byte</translation>
    </message>
    <message>
        <source>How many bits each model needs for a byte of text it never learns from. Lower is better.</source>
        <translation>Cuántos bits necesita cada modelo para un byte de texto del que nunca aprende. Cuanto menos, mejor.</translation>
    </message>
    <message>
        <source>bits per byte of text</source>
        <translation>bits por byte de texto</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>What the curves are drawn against</source>
        <translation>Qué hay en el eje horizontal de las curvas</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Tokens leídos</translation>
    </message>
    <message>
        <source>Tick up to {count} runs to lay them over “{name}”. The figures are bits per byte.</source>
        <translation>Marca hasta {count} entrenamientos para superponerlos a “{name}”. Las cifras son bits por byte.</translation>
    </message>
    <message>
        <source>There is no other run yet. Train a second model, and lay the two over each other here.</source>
        <translation>Todavía no hay otro entrenamiento. Entrena un segundo modelo y podrás superponer los dos aquí.</translation>
    </message>
    <message>
        <source>These models were measured on different texts. How many bits a byte takes depends on the text, so a lower curve does not mean a better model here.</source>
        <translation>Estos modelos se midieron con textos distintos. Los bits que cuesta un byte dependen del texto, así que aquí una curva más baja no significa un modelo mejor.</translation>
    </message>
    <message>
        <source>Nothing was measured for {names}.</source>
        <translation>De {names} no se midió nada.</translation>
    </message>
    <message>
        <source>How much {names} had read is not recorded.</source>
        <translation>No consta cuánto había leído {names}.</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Frente a</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>The text</source>
        <translation>El texto</translation>
    </message>
    <message>
        <source>Write how a text begins, for example “Once upon a time”.</source>
        <translation>Escribe cómo empieza un texto, por ejemplo “Érase una vez”.</translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation>Copiar todo el texto</translation>
    </message>
    <message>
        <source>Take the last continuation back and write another</source>
        <translation>Retirar la última continuación y escribir otra</translation>
    </message>
    <message>
        <source>The continuation before (Alt+Left)</source>
        <translation>La continuación anterior (Alt+Izquierda)</translation>
    </message>
    <message>
        <source>The next continuation (Alt+Right)</source>
        <translation>La continuación siguiente (Alt+Derecha)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Let the model go on at the cursor (Ctrl+Enter)</source>
        <translation>Deja que el modelo siga donde está el cursor (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>Ctrl+Enter lets the model go on at the cursor</source>
        <translation>Con Ctrl+Intro, el modelo sigue donde está el cursor</translation>
    </message>
    <message>
        <source>Continuation {place} of {number}</source>
        <translation>Continuación {place} de {number}</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Your message</source>
        <translation>Tu mensaje</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Escribe un mensaje</translation>
    </message>
    <message>
        <source>Start the reply with…</source>
        <translation>Empezar la respuesta con…</translation>
    </message>
    <message>
        <source>The reply starts with</source>
        <translation>La respuesta empieza con</translation>
    </message>
    <message>
        <source>The reply starts with… (the model goes on from there)</source>
        <translation>La respuesta empieza con… (el modelo sigue desde ahí)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Hide the number</source>
        <translation>Ocultar el número</translation>
    </message>
    <message>
        <source>Show how many tokens your message has</source>
        <translation>Mostrar cuántos tokens tiene tu mensaje</translation>
    </message>
    <message>
        <source>Editing the model&apos;s reply: the one that it wrote is kept beside it.</source>
        <translation>Editas la respuesta del modelo: la que escribió se conserva al lado.</translation>
    </message>
    <message>
        <source>Editing a message: what followed it is kept beside it.</source>
        <translation>Estás editando un mensaje: lo que venía después se conserva como alternativa.</translation>
    </message>
    <message>
        <source>Send afterwards</source>
        <translation>Enviar después</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Esc stops, Enter lets a message wait</source>
        <translation>Esc detiene; Intro deja un mensaje en espera</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter starts a new line, Up edits the last message</source>
        <translation>Intro envía; Mayús+Intro empieza otra línea; Arriba edita el último mensaje</translation>
    </message>
    <message>
        <source>Leave the message as it was</source>
        <translation>Dejar el mensaje como estaba</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>{used} of {limit} tokens</source>
        <translation>{used} de {limit} tokens</translation>
    </message>
    <message numerus="yes">
        <source>With the next message it no longer sees the first %n turn(s).</source>
        <translation>
            <numerusform>Con el próximo mensaje ya no verá %n turno del principio.</numerusform>
            <numerusform>Con el próximo mensaje ya no verá %n turnos del principio.</numerusform>
        </translation>
    </message>
    <message>
        <source>Forgotten next: “{words}”</source>
        <translation>Lo siguiente que olvidará: “{words}”</translation>
    </message>
    <message>
        <source>Its conversations are kept ready in {size} of memory, so that it need not read them again.</source>
        <translation>Guarda sus conversaciones listas en {size} de memoria, para no tener que volver a leerlas.</translation>
    </message>
    <message>
        <source>The model sees {limit} tokens at once, its context; {share} of that is used. System prompt: {system}. Conversation: {conversation}. Last reply: {reply}.</source>
        <translation>El modelo ve {limit} tokens a la vez, su contexto; se usa el {share}. Instrucciones del sistema: {system}. Conversación: {conversation}. Última respuesta: {reply}.</translation>
    </message>
</context>
<context>
    <name>ConversationShelf</name>
    <message>
        <source>Conversations</source>
        <translation>Conversaciones</translation>
    </message>
    <message>
        <source>Conversations are kept here as you hold them.</source>
        <translation>Tus conversaciones se guardan aquí a medida que avanzan.</translation>
    </message>
    <message>
        <source>More for conversations</source>
        <translation>Más opciones para las conversaciones</translation>
    </message>
    <message>
        <source>Search the conversations</source>
        <translation>Buscar en las conversaciones</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>No conversation holds that.</source>
        <translation>Ninguna conversación contiene eso.</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Mostrar más antiguas</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>CorpusChoice</name>
    <message>
        <source>Corpus</source>
        <translation>Corpus</translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation>Corpus de ejemplo</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Ejemplo</translation>
    </message>
</context>
<context>
    <name>CorpusDraft</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>Cuentos</translation>
    </message>
</context>
<context>
    <name>CorpusTab</name>
    <message>
        <source>Drop to add to the corpus</source>
        <translation>Suelta para añadir al corpus</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Entrenar un modelo</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Deshacer: {what}</translation>
    </message>
    <message>
        <source>Do again: {what}</source>
        <translation>Rehacer: {what}</translation>
    </message>
    <message>
        <source>texts added</source>
        <translation>textos añadidos</translation>
    </message>
    <message>
        <source>texts taken off</source>
        <translation>textos quitados</translation>
    </message>
    <message>
        <source>another name</source>
        <translation>otro nombre</translation>
    </message>
    <message>
        <source>cleaning</source>
        <translation>limpieza</translation>
    </message>
    <message>
        <source>what is done about findings</source>
        <translation>lo que se hace con los hallazgos</translation>
    </message>
    <message>
        <source>another text field</source>
        <translation>otro campo de texto</translation>
    </message>
    <message>
        <source>another encoding</source>
        <translation>otra codificación</translation>
    </message>
    <message>
        <source>who is the model</source>
        <translation>quién es el modelo</translation>
    </message>
    <message>
        <source>links</source>
        <translation>enlaces</translation>
    </message>
    <message>
        <source>Save as “{name}”</source>
        <translation>Guardar como “{name}”</translation>
    </message>
    <message>
        <source>Train a model further</source>
        <translation>Seguir entrenando un modelo</translation>
    </message>
    <message>
        <source>A corpus is the text that a model learns from. Everything begins here.</source>
        <translation>Un corpus es el texto del que aprende un modelo. Todo empieza aquí.</translation>
    </message>
    <message>
        <source>There is no text in these files. Add some that hold text.</source>
        <translation>En estos archivos no hay texto. Añade otros que sí lo tengan.</translation>
    </message>
    <message>
        <source>Next: train a tokenizer on it.</source>
        <translation>Ahora puedes entrenar un tokenizador con él.</translation>
    </message>
    <message>
        <source>Its tokenizer is “{tokenizer}”. Next: train a model.</source>
        <translation>Su tokenizador es “{tokenizer}”. Ahora puedes entrenar un modelo.</translation>
    </message>
    <message>
        <source>Next: let “{base}” learn to answer like {speaker}.</source>
        <translation>Ahora “{base}” puede aprender a responder como {speaker}.</translation>
    </message>
    <message>
        <source>Look through the files, give the corpus a name and save it. Next: let a model learn it.</source>
        <translation>Revisa los archivos, ponle nombre al corpus y guárdalo. Después un modelo podrá aprenderlo.</translation>
    </message>
    <message>
        <source>Look through the files, give the corpus a name and save it. Next: train a tokenizer on it.</source>
        <translation>Revisa los archivos, ponle nombre al corpus y guárdalo. Después podrás entrenar un tokenizador con él.</translation>
    </message>
    <message>
        <source>“{name}” is saved.</source>
        <translation>“{name}” está guardado.</translation>
    </message>
    <message>
        <source>“{name}” is saved ({contents}).</source>
        <translation>“{name}” está guardado ({contents}).</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could not be read</source>
        <translation>
            <numerusform>%n de ellos no se pudo leer</numerusform>
            <numerusform>%n de ellos no se pudieron leer</numerusform>
        </translation>
    </message>
    <message>
        <source>{characters} characters</source>
        <translation>{characters} caracteres</translation>
    </message>
    <message>
        <source>Texts ({kinds})</source>
        <translation>Textos ({kinds})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Añadir archivos</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Añadir una carpeta</translation>
    </message>
    <message>
        <source>The changes to “{name}” are not saved.</source>
        <translation>Los cambios de “{name}” no se han guardado.</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>Volver a él</translation>
    </message>
    <message>
        <source>“{name}” is deleted. Its texts stay where they are.</source>
        <translation>Se eliminó “{name}”. Sus textos siguen donde estaban.</translation>
    </message>
</context>
<context>
    <name>Correction</name>
    <message>
        <source>Keep as an example</source>
        <translation>Guardar como ejemplo</translation>
    </message>
    <message>
        <source>The reply as it should be</source>
        <translation>La respuesta como debería ser</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Write the reply as it should have been. The conversation up to here becomes an example in a corpus, and a training that goes on from a model learns to answer like that.</source>
        <translation>Escribe la respuesta como debería haber sido. La conversación hasta aquí pasa a ser un ejemplo de un corpus, y un entrenamiento que parte de un modelo aprende a responder así.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Abrir la carpeta de un modelo</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texto (*.txt)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Training examples (*.jsonl)</source>
        <translation>Ejemplos de entrenamiento (*.jsonl)</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>Guardar la conversación</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Importar conversaciones</translation>
    </message>
    <message>
        <source>Exports of ChatGPT, Open WebUI, LM Studio or GPT Studio (*.json *.zip)</source>
        <translation>Exportaciones de ChatGPT, Open WebUI, LM Studio o GPT Studio (*.json *.zip)</translation>
    </message>
</context>
<context>
    <name>EditorPage</name>
    <message>
        <source>What is shown of the text</source>
        <translation>Qué se muestra del texto</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>Take the selected files off the list</source>
        <translation>Quitar de la lista los archivos seleccionados</translation>
    </message>
    <message>
        <source>Name of the corpus</source>
        <translation>Nombre del corpus</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Leyendo los archivos…</translation>
    </message>
    <message>
        <source>Links to folders are followed.</source>
        <translation>Se siguen los enlaces a carpetas.</translation>
    </message>
    <message>
        <source>Leave the links out</source>
        <translation>Dejar fuera los enlaces</translation>
    </message>
    <message>
        <source>Follow the links</source>
        <translation>Seguir los enlaces</translation>
    </message>
    <message>
        <source>Marks that divide documents: {marks}.</source>
        <translation>Marcas que separan documentos: {marks}.</translation>
    </message>
    <message>
        <source>Marks read as plain text, unless you name them as special tokens of your tokenizer: {marks}.</source>
        <translation>Marcas que se leen como texto corriente, salvo que las nombres como tokens especiales de tu tokenizador: {marks}.</translation>
    </message>
</context>
<context>
    <name>EngineCard</name>
    <message>
        <source>NVIDIA GPU</source>
        <translation>GPU de NVIDIA</translation>
    </message>
    <message>
        <source>Get it from somewhere else</source>
        <translation>Obtenerlo de otro lugar</translation>
    </message>
    <message>
        <source>Use my NVIDIA GPU</source>
        <translation>Usar mi GPU de NVIDIA</translation>
    </message>
    <message>
        <source>Try it again</source>
        <translation>Probarlo otra vez</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Espejo</translation>
    </message>
    <message>
        <source>Address of a package index, or a folder of wheels</source>
        <translation>Dirección de un índice de paquetes, o una carpeta de paquetes wheel</translation>
    </message>
    <message>
        <source>Where the packages come from: leave it empty for the usual place, which chooses by your driver.</source>
        <translation>De dónde vienen los paquetes: déjalo vacío para el lugar habitual, que elige según tu controlador.</translation>
    </message>
    <message>
        <source>Looking for an NVIDIA GPU…</source>
        <translation>Buscando una GPU de NVIDIA…</translation>
    </message>
    <message>
        <source>Getting the engine…</source>
        <translation>Obteniendo el motor…</translation>
    </message>
    <message>
        <source>Your NVIDIA GPU</source>
        <translation>Tu GPU de NVIDIA</translation>
    </message>
    <message>
        <source>{gpu} is used. The engine for it takes {size} on the disk.</source>
        <translation>Se usa {gpu}. Su motor ocupa {size} en el disco.</translation>
    </message>
    <message>
        <source>The engine for {gpu} is here ({size}). It is used when GPT Studio starts next.</source>
        <translation>El motor para {gpu} ya está aquí ({size}). Se usará la próxima vez que se inicie GPT Studio.</translation>
    </message>
    <message>
        <source>The engine for {gpu} is switched off, because {reason}. The processor is used.</source>
        <translation>El motor para {gpu} está desactivado, porque {reason}. Se usa el procesador.</translation>
    </message>
    <message>
        <source>The engine goes when GPT Studio starts next. From then on the processor is used.</source>
        <translation>El motor se quitará la próxima vez que se inicie GPT Studio. Desde entonces se usará el procesador.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU with a working driver was found here, so the processor is used.</source>
        <translation>Aquí no se ha encontrado ninguna GPU de NVIDIA con un controlador que funcione, así que se usa el procesador.</translation>
    </message>
    <message>
        <source>{gpu} is here. The engine for it is not complete yet: {arrived} have arrived, and the next try goes on from there.</source>
        <translation>{gpu} está aquí. Su motor aún no está completo: han llegado {arrived}, y el próximo intento sigue desde ahí.</translation>
    </message>
    <message>
        <source>{gpu} is here, but the processor is used. The engine that uses it is about {download} to download and {disk} on the disk, where {free} are free. GPT Studio works while it arrives, and you can stop and go on later.</source>
        <translation>{gpu} está aquí, pero se usa el procesador. El motor que la usa son unos {download} de descarga y {disk} en el disco, donde hay {free} libres. GPT Studio funciona mientras llega, y puedes parar y seguir más tarde.</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Algo salió mal</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>Detalles del error</translation>
    </message>
    <message>
        <source>GPT Studio met an error that it did not expect. It goes on running, and your files are as they were. If it happens again, please report it with these details.</source>
        <translation>GPT Studio encontró un error inesperado. El programa sigue funcionando y tus archivos están como estaban. Si vuelve a ocurrir, infórmanos e incluye estos detalles.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalles</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Examples from the chat</source>
        <translation>Ejemplos del chat</translation>
    </message>
    <message numerus="yes">
        <source>Kept: the corpus “{corpus}” holds %n example(s). Choose it in Training.</source>
        <translation>
            <numerusform>Guardado: el corpus “{corpus}” tiene %n ejemplo. Elígelo en Entrenamiento.</numerusform>
            <numerusform>Guardado: el corpus “{corpus}” tiene %n ejemplos. Elígelo en Entrenamiento.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExplainedLabel</name>
    <message>
        <source>F1 says what this means</source>
        <translation>F1 explica qué significa</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Also write a Modelfile, from which Ollama makes the model with one command</source>
        <translation>Escribir también un Modelfile, con el que Ollama crea el modelo con una sola orden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation>Exportar “{name}”</translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation>Comprobando el modelo</translation>
    </message>
    <message>
        <source>Saved as {path} ({size}).</source>
        <translation>Guardado como {path} ({size}).</translation>
    </message>
    <message>
        <source>For Ollama: {command}</source>
        <translation>Para Ollama: {command}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>The file manager could not be opened. The folder is {folder}.</source>
        <translation>No se pudo abrir el gestor de archivos. La carpeta es {folder}.</translation>
    </message>
</context>
<context>
    <name>FieldChooser</name>
    <message>
        <source>Find it automatically</source>
        <translation>Buscarlo automáticamente</translation>
    </message>
    <message>
        <source>The one called text or content, for example</source>
        <translation>El que se llame text o content, por ejemplo</translation>
    </message>
    <message>
        <source>None of the files has it</source>
        <translation>Ningún archivo lo tiene</translation>
    </message>
</context>
<context>
    <name>FieldEditor</name>
    <message>
        <source>{number} is too little; the least is {limit}.</source>
        <translation>{number} es muy poco; lo mínimo es {limit}.</translation>
    </message>
    <message>
        <source>{number} is too much; the most is {limit}.</source>
        <translation>{number} es demasiado; lo máximo es {limit}.</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>Advanced</source>
        <translation>Avanzado</translation>
    </message>
</context>
<context>
    <name>FileKinds</name>
    <message>
        <source>Sample</source>
        <translation>Ejemplo</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>E-book</source>
        <translation>Libro electrónico</translation>
    </message>
    <message>
        <source>Rich text</source>
        <translation>Texto enriquecido</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>Subtítulos</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Buzón de correo</translation>
    </message>
    <message>
        <source>Program code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>WhatsApp chat</source>
        <translation>Chat de WhatsApp</translation>
    </message>
    <message>
        <source>Telegram chat</source>
        <translation>Chat de Telegram</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Archivo zip</translation>
    </message>
    <message>
        <source>Tar archive</source>
        <translation>Archivo tar</translation>
    </message>
    <message>
        <source>Packed file</source>
        <translation>Comprimido</translation>
    </message>
</context>
<context>
    <name>FileModel</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Caracteres</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation>Corpus de ejemplo</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) without a suffix</source>
        <translation>
            <numerusform>%n archivo sin extensión</numerusform>
            <numerusform>%n archivos sin extensión</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n {suffix} file(s)</source>
        <translation>
            <numerusform>%n archivo {suffix}</numerusform>
            <numerusform>%n archivos {suffix}</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read: program code is read only in folders of a whole program</source>
        <translation>No se lee: el código solo se lee en carpetas de un programa completo</translation>
    </message>
    <message>
        <source>Not read: there is no text in files of this kind, or none that can be read yet</source>
        <translation>No se lee: los archivos de este tipo no tienen texto, o todavía no se sabe leer</translation>
    </message>
    <message>
        <source>Short stories and dialogues in English and Spanish</source>
        <translation>Cuentos cortos y diálogos en inglés y en español</translation>
    </message>
</context>
<context>
    <name>FileTable</name>
    <message>
        <source>Files of the corpus</source>
        <translation>Archivos del corpus</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln lugar</numerusform>
            <numerusform>%Ln lugares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln document(s)</source>
        <translation>
            <numerusform>en %Ln documento</numerusform>
            <numerusform>en %Ln documentos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln file(s)</source>
        <translation>
            <numerusform>de %Ln archivo</numerusform>
            <numerusform>de %Ln archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>{places} {documents} {files}: {share} of the text</source>
        <translation>{places} {documents} {files}: {share} del texto</translation>
    </message>
</context>
<context>
    <name>FindingsTable</name>
    <message>
        <source>What is odd</source>
        <translation>Qué es raro</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Remedio</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>aplicado</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>se deja igual</translation>
    </message>
    <message>
        <source>nothing can be done here</source>
        <translation>aquí no se puede hacer nada</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>A language model is a program that has read a text so often that it can go on with it, piece by piece. Yours begins with knowing nothing. You watch it find letters, then words, then sentences. All of it happens on this computer, and nothing leaves it.</source>
        <translation>Un modelo de lenguaje es un programa que ha leído un texto tantas veces que puede continuarlo, trozo a trozo. El tuyo empieza sin saber nada. Ves cómo encuentra letras, luego palabras y luego frases. Todo ocurre en este ordenador y nada sale de él.</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Nombre del modelo</translation>
    </message>
    <message>
        <source>Make your first model</source>
        <translation>Crea tu primer modelo</translation>
    </message>
    <message>
        <source>Make another model</source>
        <translation>Crea otro modelo</translation>
    </message>
    <message>
        <source>My first model</source>
        <translation>Mi primer modelo</translation>
    </message>
    <message>
        <source>Choose a text first, or take the built-in stories.</source>
        <translation>Elige antes un texto, o quédate con los cuentos incluidos.</translation>
    </message>
    <message>
        <source>Your text is being read; this takes a moment.</source>
        <translation>Se está leyendo tu texto; es un momento.</translation>
    </message>
    <message>
        <source>Afterwards you talk with it.</source>
        <translation>Después conversas con él.</translation>
    </message>
    <message>
        <source>With your texts it will write as they do: you begin a sentence, and it goes on.</source>
        <translation>Con tus textos escribirá como ellos: tú empiezas una frase y él la sigue.</translation>
    </message>
    <message>
        <source>This text is short, so the model will soon know it nearly by heart and write little else.</source>
        <translation>Este texto es corto: el modelo se lo sabrá pronto casi de memoria y escribirá poco más.</translation>
    </message>
    <message>
        <source>In this time it learns which letters go together: enough to watch, not to understand.</source>
        <translation>En este tiempo aprende qué letras van juntas: basta para mirar, no para entenderlo.</translation>
    </message>
    <message>
        <source>By then it will write words and short sentences. Much of it will make no sense yet.</source>
        <translation>Para entonces escribirá palabras y frases cortas. Mucho no tendrá sentido todavía.</translation>
    </message>
    <message>
        <source>By then it will write whole sentences and little stories in the manner of its text, and mix some things up.</source>
        <translation>Para entonces escribirá frases enteras y pequeñas historias al estilo de su texto, y confundirá algunas cosas.</translation>
    </message>
    <message>
        <source>By then it will write in the manner of its text and keep to the matter for longer.</source>
        <translation>Para entonces escribirá al estilo de su texto y seguirá mejor el hilo.</translation>
    </message>
    <message>
        <source>How long it learns</source>
        <translation>Cuánto tiempo aprende</translation>
    </message>
    <message>
        <source>What it learns from</source>
        <translation>De qué aprende</translation>
    </message>
</context>
<context>
    <name>GoOnCard</name>
    <message>
        <source>Go on with…</source>
        <translation>Continúa con…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatear</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>paso {step} de {steps}</translation>
    </message>
</context>
<context>
    <name>HintNotice</name>
    <message>
        <source>Stop and keep the best</source>
        <translation>Parar y quedarse con lo mejor</translation>
    </message>
    <message>
        <source>Start again with half the rate</source>
        <translation>Empezar de nuevo con la mitad de la tasa</translation>
    </message>
    <message>
        <source>Start again with {epochs} epochs</source>
        <translation>Empezar de nuevo con {epochs} épocas</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>What is shown</source>
        <translation>Qué se muestra</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Reading what was recorded…</source>
        <translation>Leyendo lo que se registró…</translation>
    </message>
    <message>
        <source>No history</source>
        <translation>Sin historial</translation>
    </message>
    <message>
        <source>This model was not trained here, so nothing was recorded of how it learnt.</source>
        <translation>Este modelo no se entrenó aquí, así que no hay registro de cómo aprendió.</translation>
    </message>
    <message>
        <source>Nothing is recorded of how this model learnt: its file training/metrics.jsonl is missing or empty.</source>
        <translation>No hay registro de cómo aprendió este modelo: su archivo training/metrics.jsonl falta o está vacío.</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>{name} is long: only its beginning was put in.</source>
        <translation>{name} es largo: solo se añadió el principio.</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>Se eliminó “{title}”.</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copia)</translation>
    </message>
    <message>
        <source>Taken over from {program}: {added}. There already: {known}. Left out: {rest}.</source>
        <translation>Importadas de {program}: {added}. Ya estaban: {known}. Descartadas: {rest}.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Tú</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Guardado en {path}.</translation>
    </message>
</context>
<context>
    <name>LearntView</name>
    <message>
        <source>What it learns of conversations</source>
        <translation>Qué aprende de las conversaciones</translation>
    </message>
    <message>
        <source>Conversations as tokens; what is learnt is underlined</source>
        <translation>Conversaciones en tokens; lo que se aprende está subrayado</translation>
    </message>
    <message>
        <source>Laying out the first conversations…</source>
        <translation>Preparando las primeras conversaciones…</translation>
    </message>
    <message>
        <source>The first conversations as the model reads them. It learns to write what is painted and underlined: {learnt} of {whole} tokens.</source>
        <translation>Las primeras conversaciones tal como las lee el modelo. Aprende a escribir lo coloreado y subrayado: {learnt} de {whole} tokens.</translation>
    </message>
    <message>
        <source>The model’s chat template refuses some: {reason}.</source>
        <translation>La plantilla de chat del modelo rechaza algunas: {reason}.</translation>
    </message>
    <message>
        <source>The model has no chat template, so it gets tokens that begin and end a turn: {tokens}.</source>
        <translation>El modelo no tiene plantilla de chat, así que recibe tokens que abren y cierran un turno: {tokens}.</translation>
    </message>
</context>
<context>
    <name>LengthChoice</name>
    <message>
        <source>How long</source>
        <translation>Duración</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Follow its links?</source>
        <translation>¿Seguir sus enlaces?</translation>
    </message>
    <message>
        <source>Do not follow them</source>
        <translation>No seguirlos</translation>
    </message>
    <message>
        <source>Follow its links</source>
        <translation>Seguir sus enlaces</translation>
    </message>
    <message>
        <source>“{name}” has links that lead out of its folder</source>
        <translation>“{name}” tiene enlaces que salen de su carpeta</translation>
    </message>
    <message>
        <source>{link} is a link to {target}.</source>
        <translation>{link} es un enlace a {target}.</translation>
    </message>
    <message>
        <source>That is how large files are kept on another disk. In a folder from a stranger it could lead to private files: follow it only if you know where the folder comes from.</source>
        <translation>Así se guardan archivos grandes en otro disco. En la carpeta de un desconocido podría llevar a archivos privados: síguelo solo si sabes de dónde viene la carpeta.</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>Open this link?</source>
        <translation>¿Abrir este enlace?</translation>
    </message>
    <message>
        <source>Do not open it</source>
        <translation>No abrirlo</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>This link leads to {place}</source>
        <translation>Este enlace lleva a {place}</translation>
    </message>
    <message>
        <source>The model wrote this address. It may be invented, or lead to a page that learns that you came: open it only if you trust it.</source>
        <translation>Esta dirección la escribió el modelo. Puede ser inventada o llevar a una página que sabrá que la visitaste: ábrela solo si te fías.</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Try it on any text</source>
        <translation>Pruébalo con cualquier texto</translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation>Copiar ids</translation>
    </message>
    <message>
        <source>Where the ids are shown</source>
        <translation>Dónde se muestran los ids</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Text and ids</source>
        <translation>Texto e ids</translation>
    </message>
    <message>
        <source>The lighthouse keeper&apos;s daughter counted 1,234 waves before breakfast.
La niña pequeña comió piñones mientras llovía. 🙂</source>
        <translation>La niña pequeña contó 1234 piñones mientras llovía. 🙂
The lighthouse keeper&apos;s daughter watched the waves before breakfast.</translation>
    </message>
    <message>
        <source>Text to split into tokens</source>
        <translation>Texto que se divide en tokens</translation>
    </message>
    <message>
        <source>Write or paste any text here.</source>
        <translation>Escribe o pega aquí cualquier texto.</translation>
    </message>
    <message>
        <source>The tokens of the first {count} characters are shown.</source>
        <translation>Se muestran los tokens de los primeros {count} caracteres.</translation>
    </message>
    <message>
        <source>{chosen} of {all} tokens chosen</source>
        <translation>{chosen} de {all} tokens seleccionados</translation>
    </message>
    <message>
        <source>No text, no tokens.</source>
        <translation>Sin texto no hay tokens.</translation>
    </message>
    <message>
        <source>{packing} bytes per token</source>
        <translation>{packing} bytes por token</translation>
    </message>
    <message numerus="yes">
        <source>%Ln id(s) copied.</source>
        <translation>
            <numerusform>%Ln id copiado.</numerusform>
            <numerusform>%Ln ids copiados.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoadingSteps</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Arquitectura</translation>
    </message>
    <message>
        <source>How the network is built: layers, heads, sizes</source>
        <translation>Cómo está construida la red: capas, cabezas, tamaños</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Conocimiento</translation>
    </message>
    <message>
        <source>The numbers that training has found</source>
        <translation>Los números que encontró el entrenamiento</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lenguaje</translation>
    </message>
    <message>
        <source>How text becomes tokens and tokens become text</source>
        <translation>Cómo el texto se convierte en tokens y los tokens en texto</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>Detalles técnicos</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>Abriendo {name}</translation>
    </message>
    <message>
        <source>{name} is ready</source>
        <translation>{name} está listo</translation>
    </message>
    <message>
        <source>{name} cannot be opened</source>
        <translation>No se puede abrir {name}</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
</context>
<context>
    <name>LookAtText</name>
    <message>
        <source>Look at a text</source>
        <translation>Mirar un texto</translation>
    </message>
    <message>
        <source>The text to look at</source>
        <translation>El texto que se mira</translation>
    </message>
    <message>
        <source>Paste or write any text: a page, a line, what another model wrote.</source>
        <translation>Pega o escribe cualquier texto: una página, una línea, lo que escribió otro modelo.</translation>
    </message>
    <message>
        <source>The tokens that surprised it most</source>
        <translation>Los tokens que más le sorprendieron</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Mirarlo</translation>
    </message>
    <message>
        <source>Hardest for it</source>
        <translation>Lo más difícil para él</translation>
    </message>
    <message>
        <source>How likely the model finds a text, token by token. It writes nothing.</source>
        <translation>Qué probable le parece un texto al modelo, token por token. No escribe nada.</translation>
    </message>
    <message>
        <source>{name} reads…</source>
        <translation>{name} está leyendo…</translation>
    </message>
    <message>
        <source>{tokens} · perplexity {perplexity} · {bits} bits per byte</source>
        <translation>{tokens} · perplejidad {perplexity} · {bits} bits por byte</translation>
    </message>
    <message>
        <source>At each token it hesitated as between {number} equally likely ones. Bits per byte can be compared between models, the lower the better: with 8 it knows nothing.</source>
        <translation>En cada token dudó como entre {number} opciones igual de probables. Los bits por byte se pueden comparar entre modelos, cuantos menos mejor: con 8 no sabe nada.</translation>
    </message>
    <message>
        <source>part of “{character}”</source>
        <translation>parte de “{character}”</translation>
    </message>
    <message>
        <source>Open a model first: it does the reading.</source>
        <translation>Abre antes un modelo: es el que lee.</translation>
    </message>
</context>
<context>
    <name>MarkdownText</name>
    <message>
        <source>Link to {address}. Enter asks whether to open it.</source>
        <translation>Enlace a {address}. Con Intro se pregunta si abrirlo.</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>Copiar este código</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>Material</name>
    <message>
        <source>Where the model comes from</source>
        <translation>De dónde parte el modelo</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Desde cero</translation>
    </message>
    <message>
        <source>Go on from a model</source>
        <translation>Seguir con un modelo</translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation>Corpus</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizador</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Modelo base</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Otra carpeta…</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>Cuentos</translation>
    </message>
    <message>
        <source>Trained on the corpus before the model, with a vocabulary that fits its size.</source>
        <translation>Se entrena con el corpus antes que el modelo, con un vocabulario adecuado a su tamaño.</translation>
    </message>
    <message>
        <source>Train one for me</source>
        <translation>Entrenar uno para mí</translation>
    </message>
    <message>
        <source>Vocabulary of {size} tokens</source>
        <translation>Vocabulario de {size} tokens</translation>
    </message>
    <message>
        <source>Stories and dialogues in English and Spanish, written for a first model.</source>
        <translation>Cuentos y diálogos en inglés y en español, escritos para un primer modelo.</translation>
    </message>
    <message>
        <source>built-in sample</source>
        <translation>corpus de ejemplo</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} parámetros</translation>
    </message>
    <message>
        <source>context of {length} tokens</source>
        <translation>contexto de {length} tokens</translation>
    </message>
    <message>
        <source>{bits} bits per byte</source>
        <translation>{bits} bits por byte</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>Elige la carpeta de un modelo</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Show earlier messages</source>
        <translation>Mostrar mensajes anteriores</translation>
    </message>
    <message>
        <source>Go to the latest</source>
        <translation>Ir al último</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>You said</source>
        <translation>Tú dijiste</translation>
    </message>
    <message>
        <source>The model said</source>
        <translation>El modelo dijo</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>Copiar este mensaje</translation>
    </message>
    <message>
        <source>Edit this message and send it again</source>
        <translation>Editar este mensaje y enviarlo de nuevo</translation>
    </message>
    <message>
        <source>Edit this reply</source>
        <translation>Editar esta respuesta</translation>
    </message>
    <message>
        <source>Delete this turn and what follows it</source>
        <translation>Eliminar este turno y lo que le sigue</translation>
    </message>
    <message>
        <source>Correct this reply and keep it as an example</source>
        <translation>Corregir esta respuesta y guardarla como ejemplo</translation>
    </message>
    <message>
        <source>Show the raw text, with all its signs</source>
        <translation>Mostrar el texto tal cual, con todos sus signos</translation>
    </message>
    <message>
        <source>Write another reply</source>
        <translation>Escribir otra respuesta</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Let the model go on with this reply</source>
        <translation>Que el modelo siga con esta respuesta</translation>
    </message>
    <message>
        <source>Alternative {place} of {number}</source>
        <translation>Alternativa {place} de {number}</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>The alternative before</source>
        <translation>La alternativa anterior</translation>
    </message>
    <message>
        <source>The next alternative</source>
        <translation>La alternativa siguiente</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>A new conversation</source>
        <translation>Una nueva conversación</translation>
    </message>
    <message>
        <source>Write a message below. The answer appears as the model writes it, token by token.</source>
        <translation>Escribe un mensaje abajo. La respuesta aparece tal como el modelo la escribe, token a token.</translation>
    </message>
    <message>
        <source>From here on: {name}</source>
        <translation>A partir de aquí: {name}</translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation>Leyendo el texto…</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Chat</source>
        <translation>Chatear</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Follow its links…</source>
        <translation>Seguir sus enlaces…</translation>
    </message>
    <message>
        <source>Train further</source>
        <translation>Seguir entrenando</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>En entrenamiento</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>Reanudar</translation>
    </message>
</context>
<context>
    <name>ModelLine</name>
    <message>
        <source>From here on: {name}</source>
        <translation>A partir de aquí: {name}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Any folder with a model as Hugging Face stores it</source>
        <translation>Cualquier carpeta con un modelo en el formato de Hugging Face</translation>
    </message>
    <message>
        <source>Models that you train appear here.</source>
        <translation>Los modelos que entrenes aparecerán aquí.</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} parámetros</translation>
    </message>
    <message>
        <source>adapter on {model}</source>
        <translation>adaptador de {model}</translation>
    </message>
    <message>
        <source>Context: {tokens} tokens</source>
        <translation>Contexto: {tokens} tokens</translation>
    </message>
    <message>
        <source>Trained on {corpus}</source>
        <translation>Entrenado con {corpus}</translation>
    </message>
    <message>
        <source>{bits} bits per byte</source>
        <translation>{bits} bits por byte</translation>
    </message>
    <message>
        <source>Wrote {speed} tokens per second here. Computes with: {precision}</source>
        <translation>Aquí escribió {speed} tokens por segundo. Calcula con: {precision}</translation>
    </message>
    <message>
        <source>Last changed: {date}</source>
        <translation>Último cambio: {date}</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Train further</source>
        <translation>Seguir entrenando</translation>
    </message>
    <message>
        <source>How “{name}” learnt.</source>
        <translation>Cómo aprendió “{name}”.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Guardado en {path}.</translation>
    </message>
    <message>
        <source>A model that you train appears here, from its first checkpoint on.</source>
        <translation>Los modelos que entrenes aparecerán aquí desde su primer punto de control.</translation>
    </message>
    <message>
        <source>None of these folders can be used as it is: each card says why.</source>
        <translation>Ninguna de estas carpetas se puede usar tal como está: cada tarjeta explica por qué.</translation>
    </message>
    <message>
        <source>“{name}” is ready. Chat with it, or train it further.</source>
        <translation>“{name}” está listo. Chatea con él o sigue entrenándolo.</translation>
    </message>
    <message>
        <source>“{name}” is ready. Write with it, or train it further.</source>
        <translation>“{name}” está listo. Escribe con él o sigue entrenándolo.</translation>
    </message>
    <message>
        <source>{count} models, the newest first. Talk or write with one, or train it further.</source>
        <translation>{count} modelos, del más nuevo al más antiguo. Conversa o escribe con uno, o sigue entrenándolo.</translation>
    </message>
    <message>
        <source>“{name}” is in the bin, with its checkpoints.</source>
        <translation>“{name}” está en la papelera, con sus puntos de control.</translation>
    </message>
    <message>
        <source>Folders that cannot be used say why.</source>
        <translation>Las carpetas que no se pueden usar explican por qué.</translation>
    </message>
    <message>
        <source>The file manager could not be opened. The folder is {folder}.</source>
        <translation>No se pudo abrir el gestor de archivos. La carpeta es {folder}.</translation>
    </message>
    <message>
        <source>The path is on the clipboard: {folder}</source>
        <translation>Ruta copiada al portapapeles: {folder}</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>Aún no hay modelos</translation>
    </message>
    <message>
        <source>A model is a folder that you can chat with, share, or load with any tool that reads Hugging Face models. A first one takes a few minutes on the built-in sample.</source>
        <translation>Un modelo es una carpeta con la que puedes chatear, que puedes compartir o que puedes cargar en cualquier herramienta que lea modelos de Hugging Face. El primero se entrena en unos minutos con el corpus de ejemplo.</translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>New name of the model</source>
        <translation>Nuevo nombre del modelo</translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>What it takes</source>
        <translation>Lo que necesita</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Tamaño en disco</translation>
    </message>
    <message>
        <source>With checkpoints</source>
        <translation>Con puntos de control</translation>
    </message>
    <message>
        <source>Memory while training</source>
        <translation>Memoria al entrenar</translation>
    </message>
    <message>
        <source>Memory that is free</source>
        <translation>Memoria libre</translation>
    </message>
    <message>
        <source>Tokens per step</source>
        <translation>Tokens por paso</translation>
    </message>
    <message>
        <source>Time of the training</source>
        <translation>Duración del entrenamiento</translation>
    </message>
    <message>
        <source>Time before its first step</source>
        <translation>Tiempo hasta el primer paso</translation>
    </message>
    <message>
        <source>Tokens that it reads</source>
        <translation>Tokens que lee</translation>
    </message>
    <message>
        <source>Times that it reads the text</source>
        <translation>Veces que lee el texto</translation>
    </message>
    <message>
        <source>This does not fit into the memory of this machine.</source>
        <translation>Esto no cabe en la memoria de esta máquina.</translation>
    </message>
    <message>
        <source>Use what fits</source>
        <translation>Usar lo que cabe</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Open the folder</source>
        <translation>Abrir la carpeta</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Cerrar este aviso</translation>
    </message>
    <message>
        <source>The file manager could not be opened. The folder is {folder}.</source>
        <translation>No se ha podido abrir el gestor de archivos. La carpeta es {folder}.</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>“{name}” was taken off the list. Its folder stays as it is.</source>
        <translation>“{name}” ya no está en la lista. Su carpeta se queda como está.</translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>{field}: automatic</source>
        <translation>{field}: automático</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Cleaning</source>
        <translation>Limpieza</translation>
    </message>
    <message>
        <source>Found out for each file</source>
        <translation>Detectada en cada archivo</translation>
    </message>
    <message>
        <source>Column or field of tables and .jsonl files that holds the text</source>
        <translation>Columna o campo de las tablas y archivos .jsonl que contiene el texto</translation>
    </message>
    <message>
        <source>Which column of the tables, or field of the .jsonl files, holds the text or conversation.</source>
        <translation>Qué columna de las tablas, o campo de los archivos .jsonl, contiene el texto o la conversación.</translation>
    </message>
    <message>
        <source>Text field</source>
        <translation>Campo de texto</translation>
    </message>
    <message>
        <source>Remedies</source>
        <translation>Remedios</translation>
    </message>
    <message>
        <source>Encoding of the files that are not in Unicode</source>
        <translation>Codificación de los archivos que no están en Unicode</translation>
    </message>
</context>
<context>
    <name>OtherSettings</name>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Write on with these</source>
        <translation>Seguir escribiendo con estos ajustes</translation>
    </message>
    <message>
        <source>Only the bars follow. Nothing is written anew until you ask.</source>
        <translation>Solo se mueven las barras. Nada se escribe de nuevo hasta que lo pidas.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todos</translation>
    </message>
</context>
<context>
    <name>Outlook</name>
    <message>
        <source>This machine is being measured</source>
        <translation>Se está midiendo este equipo</translation>
    </message>
    <message>
        <source>Ready in about {time}: a model of {parameters} parameters that reads the text {epochs} times. It takes {memory} of memory, and {disk} on the disk.</source>
        <translation>Listo en unos {time}: un modelo de {parameters} parámetros que lee el texto {epochs} veces. Ocupa {memory} de memoria y {disk} en el disco.</translation>
    </message>
    <message>
        <source>Ready in about {time}: a model of {parameters} parameters that reads {share} of the text. It takes {memory} of memory, and {disk} on the disk.</source>
        <translation>Listo en unos {time}: un modelo de {parameters} parámetros que lee el {share} del texto. Ocupa {memory} de memoria y {disk} en el disco.</translation>
    </message>
    <message>
        <source>This machine is measured for a few seconds, to say what it can do. You need not wait.</source>
        <translation>Durante unos segundos se mide este equipo para decirte qué puede hacer. No hace falta que esperes.</translation>
    </message>
    <message>
        <source>A model of about {parameters} parameters. What it takes of memory and time is measured now; you need not wait.</source>
        <translation>Un modelo de unos {parameters} parámetros. Ahora se mide cuánta memoria y cuánto tiempo necesita; no hace falta que esperes.</translation>
    </message>
    <message>
        <source>A model of about {parameters} parameters, which takes about {memory} of memory. How long it takes is measured now; you need not wait.</source>
        <translation>Un modelo de unos {parameters} parámetros, que ocupa unos {memory} de memoria. Ahora se mide cuánto tarda; no hace falta que esperes.</translation>
    </message>
</context>
<context>
    <name>PassageDialog</name>
    <message>
        <source>Where it learnt this</source>
        <translation>Dónde lo aprendió</translation>
    </message>
    <message>
        <source>The passage in the training text</source>
        <translation>El pasaje en el texto de entrenamiento</translation>
    </message>
    <message>
        <source>Document {number} of {all} that it learned from.</source>
        <translation>Documento {number} de los {all} de los que aprendió.</translation>
    </message>
    <message>
        <source>Document {number} of {all} of the corpus “{corpus}”.</source>
        <translation>Documento {number} de los {all} del corpus “{corpus}”.</translation>
    </message>
    <message>
        <source>It stands at {places} places in all.</source>
        <translation>Está en {places} lugares en total.</translation>
    </message>
    <message>
        <source>Looking for the file…</source>
        <translation>Buscando el archivo…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>No file of the corpus holds it any more.</source>
        <translation>Ya no está en ningún archivo del corpus.</translation>
    </message>
    <message>
        <source>In the built-in sample.</source>
        <translation>En el ejemplo incluido.</translation>
    </message>
    <message>
        <source>In {file}</source>
        <translation>En {file}</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password</source>
        <translation>“{name}” está protegido con una contraseña</translation>
    </message>
    <message>
        <source>The password itself is stored nowhere. The text that it opens is kept in GPT Studio&apos;s own folder, like that of your other files.</source>
        <translation>La contraseña no se guarda en ninguna parte. El texto que abre se conserva en la carpeta de GPT Studio, como el de tus otros archivos.</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar la contraseña</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Abrir el archivo</translation>
    </message>
    <message>
        <source>Trying the password…</source>
        <translation>Probando la contraseña…</translation>
    </message>
    <message>
        <source>That password does not open it. Capital and small letters count; try again.</source>
        <translation>Esa contraseña no lo abre. Las mayúsculas y minúsculas cuentan; inténtalo otra vez.</translation>
    </message>
</context>
<context>
    <name>PlotGrid</name>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>How surprised the model is by each next token: 0 would be never. Training: on the text it learns from. Held out: on text it never learns from. When only the first still falls, it learns by heart.</source>
        <translation>Cuánto se sorprende el modelo con cada token siguiente: 0 sería nunca. Entrenamiento: con el texto del que aprende. Validación: con texto del que nunca aprende. Si solo baja la primera, está aprendiendo de memoria.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Validación</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>nats por token</translation>
    </message>
    <message>
        <source>Bits per byte</source>
        <translation>Bits por byte</translation>
    </message>
    <message>
        <source>How many bits the model needs for a byte of text it never learns from. Unlike the loss it does not depend on the tokenizer, so that any two models can be compared by it. Lower is better. Other text, where a model is gone on from: what it knew before; a curve that rises shows what it forgets.</source>
        <translation>Cuántos bits necesita el modelo por cada byte de texto del que nunca aprende. A diferencia de la pérdida, no depende del tokenizador, así que sirve para comparar dos modelos cualesquiera. Cuanto más bajo, mejor. Otro texto, si se parte de un modelo: lo que ya sabía; si la curva sube, lo está olvidando.</translation>
    </message>
    <message>
        <source>Other text</source>
        <translation>Otro texto</translation>
    </message>
    <message>
        <source>bits per byte of text</source>
        <translation>bits por byte de texto</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>How far each update moves the weights: it warms up, and then falls to the end.</source>
        <translation>Cuánto mueve los pesos cada actualización: sube durante el calentamiento y luego baja hasta el final.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>per update</source>
        <translation>por actualización</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens por segundo</translation>
    </message>
    <message>
        <source>How fast the model reads the training text.</source>
        <translation>Con qué rapidez lee el modelo el texto de entrenamiento.</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>tokens por segundo</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Suavizado</translation>
    </message>
    <message>
        <source>Drag to move, scroll to zoom</source>
        <translation>Arrastra: mover · Rueda: ampliar</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>mean of {steps} steps</source>
        <translation>media de {steps} pasos</translation>
    </message>
</context>
<context>
    <name>PlotPanel</name>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Logarithmic scale: it stretches the small values, so that late progress can be seen too</source>
        <translation>Escala logarítmica: agranda los valores pequeños para que también se vea el progreso del final</translation>
    </message>
    <message>
        <source>{plot}: logarithmic scale</source>
        <translation>{plot}: escala logarítmica</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>Volver a mostrar todo</translation>
    </message>
    <message>
        <source>{plot}: show everything again</source>
        <translation>{plot}: volver a mostrar todo</translation>
    </message>
    <message>
        <source>Save this plot…</source>
        <translation>Guardar esta gráfica…</translation>
    </message>
    <message>
        <source>{plot}: save this plot</source>
        <translation>{plot}: guardar esta gráfica</translation>
    </message>
</context>
<context>
    <name>PrecisionBox</name>
    <message>
        <source>What is fast enough here</source>
        <translation>Lo que aquí sea bastante rápido</translation>
    </message>
    <message>
        <source>The model&apos;s own numbers</source>
        <translation>Los números propios del modelo</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 bits</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 bits</translation>
    </message>
    <message>
        <source>Computes with</source>
        <translation>Calcula con</translation>
    </message>
</context>
<context>
    <name>PreviewCard</name>
    <message>
        <source>How the selected file begins</source>
        <translation>Cómo empieza el archivo seleccionado</translation>
    </message>
    <message>
        <source>Select a file to see how it begins.</source>
        <translation>Selecciona un archivo para ver cómo empieza.</translation>
    </message>
    <message>
        <source>Encoding of the selected file</source>
        <translation>Codificación del archivo seleccionado</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>Escribir la contraseña…</translation>
    </message>
    <message>
        <source>Show what is removed</source>
        <translation>Mostrar lo que se quita</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Struck through: the model does not read it.</source>
        <translation>Tachado: el modelo no lo lee.</translation>
    </message>
    <message>
        <source>Underlined: the model reads this instead.</source>
        <translation>Subrayado: el modelo lee esto en su lugar.</translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation>Corpus de ejemplo</translation>
    </message>
    <message>
        <source>Files that are not read</source>
        <translation>Archivos que no se leen</translation>
    </message>
    <message>
        <source>Encoding found out: {encoding}</source>
        <translation>Codificación detectada: {encoding}</translation>
    </message>
    <message>
        <source>Encoding: find it out</source>
        <translation>Codificación: detectarla</translation>
    </message>
</context>
<context>
    <name>Queued</name>
    <message>
        <source>Waits to be sent: {text}</source>
        <translation>En espera de enviarse: {text}</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Enviar ya</translation>
    </message>
    <message>
        <source>Do not send it</source>
        <translation>No enviarlo</translation>
    </message>
</context>
<context>
    <name>ReplyColumn</name>
    <message>
        <source>hidden until you vote</source>
        <translation>oculto hasta que votes</translation>
    </message>
    <message>
        <source>What {letter} writes</source>
        <translation>Lo que escribe {letter}</translation>
    </message>
    <message>
        <source>This column could not write. You see why when the names are shown.</source>
        <translation>Esta columna no pudo escribir. Verás por qué cuando se muestren los nombres.</translation>
    </message>
</context>
<context>
    <name>ReportPane</name>
    <message>
        <source>Check the text</source>
        <translation>Revisar el texto</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Idiomas</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Otros</translation>
    </message>
    <message>
        <source>Kinds of text</source>
        <translation>Tipos de texto</translation>
    </message>
    <message>
        <source>Looking at the texts…</source>
        <translation>Revisando los textos…</translation>
    </message>
    <message>
        <source>What may harm the model: text that repeats, garbled letters, private data, and more. Nothing is changed unless you say so, and never your files.</source>
        <translation>Lo que puede perjudicar al modelo: texto que se repite, letras estropeadas, datos privados y más. No se cambia nada si tú no lo dices, y tus archivos nunca.</translation>
    </message>
    <message>
        <source>Nothing odd was found in this text.</source>
        <translation>No se encontró nada raro en este texto.</translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) of oddities were found. What you switch on is done whenever the text is read; your files stay as they are.</source>
        <translation>
            <numerusform>Se encontró %n tipo de rarezas. Lo que actives se hará siempre que se lea el texto; tus archivos se quedan como están.</numerusform>
            <numerusform>Se encontraron %n tipos de rarezas. Lo que actives se hará siempre que se lea el texto; tus archivos se quedan como están.</numerusform>
        </translation>
    </message>
    <message>
        <source>Prose</source>
        <translation>Prosa</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tablas</translation>
    </message>
    <message>
        <source>Program code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>Encoded data</source>
        <translation>Datos codificados</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Open the folder</source>
        <translation>Abrir la carpeta</translation>
    </message>
    <message>
        <source>bits per byte, the final measurement</source>
        <translation>bits por byte, medición final</translation>
    </message>
    <message>
        <source>“{name}” is ready</source>
        <translation>“{name}” está listo</translation>
    </message>
    <message>
        <source>“{name}” is saved</source>
        <translation>“{name}” está guardado</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} parámetros</translation>
    </message>
    <message>
        <source>It does not know this kind of text better than chance yet: train it longer.</source>
        <translation>Aún no acierta con este tipo de texto más que el azar: entrénalo más tiempo.</translation>
    </message>
    <message>
        <source>With its help, text that it has never read could be stored in {share} of its size: the less, the better it foresees such text.</source>
        <translation>Con su ayuda, un texto que nunca ha leído se podría guardar en el {share} de su tamaño: cuanto menos, mejor lo prevé.</translation>
    </message>
</context>
<context>
    <name>ResultRow</name>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulario</translation>
    </message>
    <message>
        <source>Bytes per token, training text</source>
        <translation>Bytes por token, texto de entrenamiento</translation>
    </message>
    <message>
        <source>Bytes per token, new text</source>
        <translation>Bytes por token, texto nuevo</translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation>Tokens especiales</translation>
    </message>
    <message>
        <source>Measure on the corpus</source>
        <translation>Medir con el corpus</translation>
    </message>
    <message>
        <source>How many different tokens a model has to know.</source>
        <translation>Cuántos tokens distintos tiene que conocer un modelo.</translation>
    </message>
    <message>
        <source>A text becomes a row of tokens. How many it takes depends on the text: try some below.</source>
        <translation>Un texto se convierte en una fila de tokens. Cuántos ocupa depende del texto: prueba con algunos abajo.</translation>
    </message>
    <message>
        <source>How many bytes of text one token holds on average: the more, the better.</source>
        <translation>Cuántos bytes de texto contiene un token de media: cuantos más, mejor.</translation>
    </message>
    <message>
        <source>Reading the corpus</source>
        <translation>Leyendo el corpus</translation>
    </message>
    <message>
        <source>It learned from {sample} of your {text}, spread evenly over all of it; the model will read all of it.</source>
        <translation>Ha aprendido de {sample} de tus {text}, repartidos por igual por todo el texto; el modelo lo leerá entero.</translation>
    </message>
    <message>
        <source>There is too little text to set some aside and measure how new text is packed.</source>
        <translation>Hay muy poco texto para apartar una parte y medir qué pasa con el texto nuevo.</translation>
    </message>
    <message>
        <source>One token holds {bytes} bytes of new text on average, so a model with a context of {context} tokens sees about {reach} letters at once.</source>
        <translation>Un token contiene de media {bytes} bytes de texto nuevo, así que un modelo con un contexto de {context} tokens ve unas {reach} letras a la vez.</translation>
    </message>
    <message>
        <source>New text is packed as well as the text it learned from.</source>
        <translation>El texto nuevo se comprime tan bien como el texto del que aprendió.</translation>
    </message>
    <message>
        <source>New text is packed less well than the text it learned from: more text would help.</source>
        <translation>El texto nuevo se comprime peor que el texto del que aprendió: convendría más texto.</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>In a step the model reads a piece of the text; an epoch is all of it, once.</source>
        <translation>En un paso el modelo lee un trozo del texto; una época es el texto entero, una vez.</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminado</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>Interrumpido</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenando</translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation>Pausando</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Terminando</translation>
    </message>
    <message>
        <source>Stopping and saving</source>
        <translation>Guardando</translation>
    </message>
    <message>
        <source>Could not be saved</source>
        <translation>No se pudo guardar</translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Paso {step} de {steps}</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>época {epoch}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>quedan {time}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Show or hide the settings of this training</source>
        <translation>Mostrar u ocultar los ajustes de este entrenamiento</translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message>
        <source>Chat with it</source>
        <translation>Chatear con él</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Stop without saving</source>
        <translation>Detener sin guardar</translation>
    </message>
    <message>
        <source>Write with it</source>
        <translation>Escribir con él</translation>
    </message>
</context>
<context>
    <name>RunDesk</name>
    <message>
        <source>Finishing the current step and saving…</source>
        <translation>Terminando el paso actual y guardando…</translation>
    </message>
    <message>
        <source>Coming to its end: in the last steps the learning rate falls. The best is kept.</source>
        <translation>Llegando a su fin: en los últimos pasos baja la tasa de aprendizaje. Se conserva lo mejor.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Step {step}: saved, so that the run can go on from here.</source>
        <translation>Paso {step}: guardado; el entrenamiento se puede reanudar desde aquí.</translation>
    </message>
    <message>
        <source>Saved after all: the training goes on.</source>
        <translation>Guardado al fin: el entrenamiento sigue.</translation>
    </message>
    <message>
        <source>Warning: {words}</source>
        <translation>Aviso: {words}</translation>
    </message>
    <message>
        <source>At least {size} must be freed.</source>
        <translation>Hay que liberar al menos {size}.</translation>
    </message>
    <message>
        <source>Nothing is lost: the training waits in memory.</source>
        <translation>No se pierde nada: el entrenamiento espera en la memoria.</translation>
    </message>
    <message>
        <source>Steps {first} to {last}: about {time}.</source>
        <translation>Pasos {first} a {last}: aprox. {time}.</translation>
    </message>
    <message>
        <source>Step {step}: held-out loss {loss}, {bits} bits per byte</source>
        <translation>Paso {step}: pérdida de validación {loss}, {bits} bits por byte</translation>
    </message>
    <message>
        <source>the best so far</source>
        <translation>la mejor hasta ahora</translation>
    </message>
    <message>
        <source>Done: the model is in {folder}.</source>
        <translation>Terminado: el modelo está en {folder}.</translation>
    </message>
    <message>
        <source>Stopped and saved in {folder}.</source>
        <translation>Detenido y guardado en {folder}.</translation>
    </message>
    <message>
        <source>“{name}” stopped at step {step} of {steps}: Resume goes on from there.</source>
        <translation>“{name}” se detuvo en el paso {step} de {steps}: pulsa Reanudar para seguir desde ahí.</translation>
    </message>
    <message>
        <source>“{name}” is trained: talk to it.</source>
        <translation>“{name}” está entrenado: habla con él.</translation>
    </message>
    <message>
        <source>“{name}” is trained: begin a text, and it goes on.</source>
        <translation>“{name}” está entrenado: empieza un texto y él lo sigue.</translation>
    </message>
    <message>
        <source>The training of “{name}” is stopped and saved.</source>
        <translation>El entrenamiento de “{name}” se ha parado y está guardado.</translation>
    </message>
    <message>
        <source>Final measurement, of the model as it is saved (step {step}): {bits} bits per byte</source>
        <translation>Medición final, del modelo tal como queda guardado (paso {step}): {bits} bits por byte</translation>
    </message>
    <message>
        <source>Use these and start again</source>
        <translation>Usar estos valores y empezar de nuevo</translation>
    </message>
    <message>
        <source>The training of “{name}” did not come to its end.</source>
        <translation>El entrenamiento de “{name}” no llegó a su fin.</translation>
    </message>
    <message>
        <source>Stopped before the first step: nothing was trained.</source>
        <translation>Detenido antes del primer paso: no se entrenó nada.</translation>
    </message>
    <message>
        <source>The plot is saved in {path}.</source>
        <translation>La gráfica está guardada en {path}.</translation>
    </message>
</context>
<context>
    <name>SampleFilm</name>
    <message>
        <source>What the model writes</source>
        <translation>Lo que escribe el modelo</translation>
    </message>
    <message>
        <source>The first sample comes with the first steps.</source>
        <translation>Llegará con los primeros pasos.</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>Lo que escribe</translation>
    </message>
    <message>
        <source>Earlier sample</source>
        <translation>Muestra anterior</translation>
    </message>
    <message>
        <source>Later sample</source>
        <translation>Muestra siguiente</translation>
    </message>
    <message>
        <source>Which sample is shown</source>
        <translation>Qué muestra se ve</translation>
    </message>
    <message>
        <source>What was it thinking?</source>
        <translation>¿Qué pensaba?</translation>
    </message>
    <message>
        <source>Tints each token by how sure the model was when it wrote it</source>
        <translation>Colorea cada token según lo seguro que estaba el modelo al escribirlo</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Play the samples one after another</source>
        <translation>Ver las muestras una tras otra</translation>
    </message>
    <message>
        <source>{place} of {all}</source>
        <translation>{place} de {all}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>step {step}, after {time}</source>
        <translation>paso {step}, tras {time}</translation>
    </message>
</context>
<context>
    <name>SamplingChoice</name>
    <message>
        <source>{name} writes so from now on.</source>
        <translation>{name} escribe así a partir de ahora.</translation>
    </message>
</context>
<context>
    <name>SamplingPanel</name>
    <message>
        <source>Sampling</source>
        <translation>Muestreo</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Back to what the model&apos;s folder asks for</source>
        <translation>Volver a lo que pide la carpeta del modelo</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Keep as its default</source>
        <translation>Guardar en el modelo</translation>
    </message>
    <message>
        <source>Writes them into the model&apos;s folder (generation_config.json), for this program and others. Stop texts, the seed and the penalties of presence and frequency stay with the conversation.</source>
        <translation>Los escribe en la carpeta del modelo (generation_config.json), para este programa y otros. Los textos de parada, la semilla y las penalizaciones de presencia y de frecuencia se quedan en la conversación.</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>Volver a usarla</translation>
    </message>
    <message>
        <source>Last reply: {seed}</source>
        <translation>Última respuesta: {seed}</translation>
    </message>
    <message>
        <source>How the model chooses each next token. It began with the values that the model brought along.

It sees {context} tokens at once, so a text has at most {tokens} new ones. “Continue” goes on from there.</source>
        <translation>Cómo elige el modelo cada token. Empieza con los valores que trae el modelo.

Ve {context} tokens a la vez, así que un texto tiene como mucho {tokens} nuevos. “Continuar” sigue desde ahí.</translation>
    </message>
    <message>
        <source>Your own mixture, see “More”.</source>
        <translation>Tu propia mezcla, en “Más”.</translation>
    </message>
    <message>
        <source>Chances of the first token of the last reply: before (grey) and after these settings.</source>
        <translation>Probabilidades del primer token de la última respuesta: antes (gris) y después de estos ajustes.</translation>
    </message>
    <message>
        <source>Chances of a next token, for example: before (grey) and after these settings.</source>
        <translation>Probabilidades de un siguiente token, como ejemplo: antes (gris) y después de estos ajustes.</translation>
    </message>
    <message>
        <source>Throw the dice for a seed</source>
        <translation>Sacar una semilla al azar</translation>
    </message>
    <message>
        <source>How the model chooses each next token.</source>
        <translation>Cómo elige el modelo cada token.</translation>
    </message>
</context>
<context>
    <name>SavedCard</name>
    <message>
        <source>Saved tokenizers</source>
        <translation>Tokenizadores guardados</translation>
    </message>
    <message>
        <source>None yet. One that you train is saved here by itself.</source>
        <translation>Aún no hay ninguno. Los que entrenes se guardan aquí automáticamente.</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} tokens</translation>
    </message>
</context>
<context>
    <name>SavedCorpora</name>
    <message>
        <source>Your corpora</source>
        <translation>Tus corpus</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>Abrir {name}</translation>
    </message>
    <message>
        <source>Make a copy of {name}</source>
        <translation>Hacer una copia de {name}</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>Eliminar {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} files or more</source>
        <translation>{count} archivos o más</translation>
    </message>
    <message>
        <source>{files}, saved {date}</source>
        <translation>{date} · {files}</translation>
    </message>
</context>
<context>
    <name>ServingDialog</name>
    <message>
        <source>Serve to other programs</source>
        <translation>Servir a otros programas</translation>
    </message>
    <message>
        <source>While this is on, any program on this computer that can use OpenAI&apos;s API can write with the model: it only needs the address and the key. It ends when you switch it off or close the window.</source>
        <translation>Mientras esté activado, cualquier programa de este ordenador que sepa usar la API de OpenAI puede escribir con el modelo: solo necesita la dirección y la clave. Termina cuando lo desactivas o cierras la ventana.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>Copy a line to try it</source>
        <translation>Copiar una línea para probarlo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>Copiar la clave</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>Hola</translation>
    </message>
    <message>
        <source>Let other programs write with “{name}”</source>
        <translation>Deja que otros programas escriban con “{name}”</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Activar</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message numerus="yes">
        <source>On · %n request(s) answered</source>
        <translation>
            <numerusform>Activado · %n petición respondida</numerusform>
            <numerusform>Activado · %n peticiones respondidas</numerusform>
        </translation>
    </message>
    <message>
        <source>{answered}, {writing} being written</source>
        <translation>{answered}, {writing} en curso</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Ocultar la clave</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Mostrar la clave</translation>
    </message>
</context>
<context>
    <name>SettingsCard</name>
    <message>
        <source>Reading the corpus…</source>
        <translation>Leyendo el corpus…</translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation>Corpus</translation>
    </message>
    <message>
        <source>New tokenizer</source>
        <translation>Nuevo tokenizador</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>This takes effect when the window is opened anew, which takes a moment.</source>
        <translation>Tendrá efecto cuando la ventana se abra de nuevo, lo que tarda un momento.</translation>
    </message>
    <message>
        <source>Do it now</source>
        <translation>Hazlo ahora</translation>
    </message>
    <message>
        <source>About GPT Studio</source>
        <translation>Acerca de GPT Studio</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Your folder</source>
        <translation>Tu carpeta</translation>
    </message>
    <message>
        <source>Corpora, tokenizers and models are kept here. Changing it moves nothing.</source>
        <translation>Aquí se guardan los corpus, los tokenizadores y los modelos. Si la cambias, no se mueve nada.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Choose your folder</source>
        <translation>Elige tu carpeta</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>The model</source>
        <translation>El modelo</translation>
    </message>
    <message>
        <source>Once upon a time</source>
        <translation>Había una vez</translation>
    </message>
    <message>
        <source>There is no model to go on from yet: choose a folder, or train one from scratch.</source>
        <translation>Aún no hay un modelo del que partir: elige una carpeta o entrena uno desde cero.</translation>
    </message>
    <message>
        <source>The name of the model cannot be used: see what is said beneath it.</source>
        <translation>El nombre del modelo no se puede usar: mira lo que se indica debajo de él.</translation>
    </message>
    <message>
        <source>A setting cannot be used: see what is said beneath it.</source>
        <translation>Hay un ajuste que no se puede usar: mira lo que se indica debajo de él.</translation>
    </message>
    <message>
        <source>Choose the model to go on from.</source>
        <translation>Elige el modelo que quieres ajustar.</translation>
    </message>
    <message>
        <source>Go on from “{base}” with “{corpus}”, for {length}.</source>
        <translation>Seguir entrenando “{base}” con “{corpus}” durante {length}.</translation>
    </message>
    <message>
        <source>A new model of the size that learns most in {length}, from “{corpus}”.</source>
        <translation>Un modelo nuevo a partir de “{corpus}”, del tamaño que más aprende en {length}.</translation>
    </message>
    <message>
        <source>A new model of size “{size}” from “{corpus}”, for {length}.</source>
        <translation>Un modelo nuevo de tamaño “{size}” con “{corpus}”, durante {length}.</translation>
    </message>
    <message>
        <source>goes on from “{base}”</source>
        <translation>a partir de “{base}”</translation>
    </message>
    <message>
        <source>size by the time</source>
        <translation>tamaño según el tiempo</translation>
    </message>
    <message>
        <source>Size and more</source>
        <translation>Tamaño y demás ajustes</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Más ajustes</translation>
    </message>
    <message>
        <source>Change the size</source>
        <translation>Cambiar el tamaño</translation>
    </message>
    <message>
        <source>{base} on {corpus}</source>
        <translation>{base} con {corpus}</translation>
    </message>
</context>
<context>
    <name>ShapeCard</name>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Sizes of your own. Whatever you change below is shown at once in the figures.</source>
        <translation>Tamaños a tu gusto. Lo que cambies aquí abajo se refleja al momento en las cifras.</translation>
    </message>
    <message>
        <source>The size that is expected to learn most from your text in the minutes that you give. The machine is measured for it first. For a number of steps or epochs it is “{size}”.</source>
        <translation>El tamaño que, según lo previsto, más aprende de tu texto en los minutos que indiques. Para ello se mide antes el equipo. Con un número de pasos o de épocas es “{size}”.</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>A medida</translation>
    </message>
    <message>
        <source>Chosen for the time</source>
        <translation>Según el tiempo</translation>
    </message>
</context>
<context>
    <name>ShownState</name>
    <message>
        <source>Make your first model</source>
        <translation>Crea tu primer modelo</translation>
    </message>
    <message>
        <source>This model cannot hold a conversation</source>
        <translation>Este modelo no puede conversar</translation>
    </message>
    <message>
        <source>Chat with {name}</source>
        <translation>Hablar con {name}</translation>
    </message>
    <message>
        <source>Write with {name}</source>
        <translation>Escribir con {name}</translation>
    </message>
    <message>
        <source>Opening {name}.</source>
        <translation>Abriendo {name}.</translation>
    </message>
    <message>
        <source>Choose a model on the left to talk with it, or let it go on with a text.</source>
        <translation>Elige un modelo a la izquierda para hablar con él o para que continúe un texto.</translation>
    </message>
    <message>
        <source>Here you talk with a model, once there is one.</source>
        <translation>Aquí hablarás con un modelo en cuanto haya uno.</translation>
    </message>
    <message>
        <source>{name} is writing. You can stop it at any time.</source>
        <translation>{name} está escribiendo. Puedes detenerlo cuando quieras.</translation>
    </message>
    <message>
        <source>{name} continues texts and cannot hold a conversation: begin a new one, or choose a model with “chat” beneath its name.</source>
        <translation>{name} continúa textos y no puede conversar: empieza un texto nuevo o elige un modelo con la palabra “chat” bajo su nombre.</translation>
    </message>
    <message>
        <source>You talk with {name}. Write a message.</source>
        <translation>Hablas con {name}. Escribe un mensaje.</translation>
    </message>
    <message>
        <source>{name} goes on with your text.</source>
        <translation>{name} continúa tu texto.</translation>
    </message>
</context>
<context>
    <name>SortButton</name>
    <message>
        <source>Sort the list</source>
        <translation>Ordenar la lista</translation>
    </message>
</context>
<context>
    <name>SourceList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpeakerChooser</name>
    <message>
        <source>Who of the speakers is the model</source>
        <translation>Qué interlocutor es el modelo</translation>
    </message>
    <message>
        <source>Who is the model?</source>
        <translation>¿Quién es el modelo?</translation>
    </message>
    <message>
        <source>Among the files are chats. Choose a speaker, and a model that goes on from another one learns to answer in that speaker’s manner. Everybody else becomes the user; names stay in the text only where several others write.</source>
        <translation>Entre los archivos hay chats. Elige a un interlocutor, y un modelo que parta de otro aprenderá a responder a su manera. Los demás pasan a ser el usuario; sus nombres solo quedan en el texto donde escriben varios.</translation>
    </message>
    <message>
        <source>Nobody: read the chats as texts</source>
        <translation>Nadie: leer los chats como textos</translation>
    </message>
    <message numerus="yes">
        <source>speaks %n time(s)</source>
        <translation>
            <numerusform>habla %n vez</numerusform>
            <numerusform>habla %n veces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>No model to talk with yet</source>
        <translation>Aún no hay ningún modelo con el que hablar</translation>
    </message>
    <message>
        <source>Train your own, which takes a few minutes on the built-in sample, or open any folder with a model in the Hugging Face format: GPT-2, Llama, Qwen, Gemma, Mistral, Phi and others.</source>
        <translation>Entrena uno propio, lo que lleva unos minutos con el texto de muestra incluido, o abre cualquier carpeta con un modelo en el formato de Hugging Face: GPT-2, Llama, Qwen, Gemma, Mistral, Phi y otros.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Elige un modelo</translation>
    </message>
    <message>
        <source>Click one on the left. You see how it is put together from its folder: architecture, knowledge and language. Then you can talk with it, or let it go on with a text.</source>
        <translation>Haz clic en uno a la izquierda. Verás cómo se compone a partir de su carpeta: arquitectura, conocimiento y lenguaje. Después podrás hablar con él o dejar que continúe un texto.</translation>
    </message>
    <message>
        <source>Which text should your model learn from?</source>
        <translation>¿De qué texto quieres que aprenda tu modelo?</translation>
    </message>
    <message>
        <source>Drop files or folders here, or add them: text, PDF, e-books, Word, web pages, tables, chats. A few hundred pages are enough to begin with. No text at hand? The built-in sample holds short stories and dialogues.</source>
        <translation>Suelta aquí archivos o carpetas, o añádelos: texto, PDF, libros electrónicos, Word, páginas web, tablas, chats. Con unos cientos de páginas basta para empezar. ¿No tienes texto a mano? El corpus de ejemplo contiene cuentos y diálogos cortos.</translation>
    </message>
</context>
<context>
    <name>StartTab</name>
    <message>
        <source>Drop texts to learn from, or the folder of a model to chat with</source>
        <translation>Suelta textos de los que aprender, o la carpeta de un modelo con el que chatear</translation>
    </message>
    <message>
        <source>Make a language model of your own on this computer.</source>
        <translation>Crea un modelo de lenguaje propio en este ordenador.</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>Abrir la carpeta de un modelo</translation>
    </message>
    <message>
        <source>Open a folder and chat</source>
        <translation>Abre una carpeta y chatea</translation>
    </message>
    <message>
        <source>Have you a model already, from here or from Hugging Face (GPT-2, Llama, Qwen, Gemma, …)? Open its folder and talk with it.</source>
        <translation>¿Ya tienes un modelo, de aquí o de Hugging Face (GPT-2, Llama, Qwen, Gemma…)? Abre su carpeta y habla con él.</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>The way to a model of your own</source>
        <translation>El camino hasta tu propio modelo</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizador</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>{step}: here, done</source>
        <translation>{step}: aquí, hecho</translation>
    </message>
    <message>
        <source>{step}: done</source>
        <translation>{step}: hecho</translation>
    </message>
    <message>
        <source>{step}: here, done (“{name}”)</source>
        <translation>{step}: estás aquí, hecho (“{name}”)</translation>
    </message>
    <message>
        <source>{step}: done (“{name}”)</source>
        <translation>{step}: hecho (“{name}”)</translation>
    </message>
    <message>
        <source>{step}: here</source>
        <translation>{step}: estás aquí</translation>
    </message>
    <message>
        <source>{step}: next</source>
        <translation>{step}: es lo siguiente</translation>
    </message>
    <message>
        <source>{step}: later</source>
        <translation>{step}: más adelante</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
</context>
<context>
    <name>SystemPrompt</name>
    <message>
        <source>System prompt</source>
        <translation>Instrucciones del sistema</translation>
    </message>
    <message>
        <source>What the model should know before the conversation, and how to answer</source>
        <translation>Lo que el modelo debe saber antes de la conversación y cómo ha de responder</translation>
    </message>
    <message>
        <source>Kept prompts</source>
        <translation>Guardadas</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>Guardar estas</translation>
    </message>
    <message>
        <source>Keep the prompt for other conversations, under its first words</source>
        <translation>Guarda las instrucciones para otras conversaciones, con sus primeras palabras como nombre</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
    <message>
        <source>System prompt: {words}</source>
        <translation>Instrucciones del sistema: {words}</translation>
    </message>
    <message>
        <source>System prompt: none</source>
        <translation>Instrucciones del sistema: ninguna</translation>
    </message>
</context>
<context>
    <name>Tab</name>
    <message>
        <source>Drop to open in “{tab}”</source>
        <translation>Suelta para abrir en “{tab}”</translation>
    </message>
</context>
<context>
    <name>TallyView</name>
    <message>
        <source>Forget these votes</source>
        <translation>Olvidar estos votos</translation>
    </message>
</context>
<context>
    <name>TextChoice</name>
    <message>
        <source>The built-in stories</source>
        <translation>Los cuentos incluidos</translation>
    </message>
    <message>
        <source>Short stories and dialogues in English and Spanish, written so that a small model can learn them.</source>
        <translation>Cuentos y diálogos cortos en español y en inglés, escritos para que un modelo pequeño pueda aprenderlos.</translation>
    </message>
    <message>
        <source>A text of my own</source>
        <translation>Un texto mío</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Archivos…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Carpeta…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Elegir archivos</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Elegir una carpeta</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>Leyendo “{name}”…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}: {characters} characters.</source>
        <translation>{what}: {characters} caracteres.</translation>
    </message>
    <message>
        <source>Drop files or folders here, or choose them. Letters, a diary, a book, a chat: as text, PDF, Word or e-book.</source>
        <translation>Suelta aquí archivos o carpetas, o elígelos. Cartas, un diario, un libro, un chat: en texto, PDF, Word o libro electrónico.</translation>
    </message>
    <message>
        <source>Texts ({kinds})</source>
        <translation>Textos ({kinds})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>TextMix</name>
    <message>
        <source>Mix with another corpus</source>
        <translation>Mezclar con otro corpus</translation>
    </message>
    <message>
        <source>The weights say how much of what the model learns comes from each corpus.</source>
        <translation>Los pesos dicen cuánto de lo que el modelo aprende viene de cada corpus.</translation>
    </message>
</context>
<context>
    <name>Thoughts</name>
    <message>
        <source>Written by {writer}; these are the thoughts of {reader} about it.</source>
        <translation>Lo escribió {writer}; esto es lo que piensa {reader} de ello.</translation>
    </message>
    <message>
        <source>Open a model, and it tells.</source>
        <translation>Abre un modelo y te lo dirá.</translation>
    </message>
    <message>
        <source>Point at a word to see what else could have come.</source>
        <translation>Señala una palabra para ver qué más pudo haber venido.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
</context>
<context>
    <name>ThoughtsBar</name>
    <message>
        <source>Tints each token of a reply by how sure the model was (Ctrl+T)</source>
        <translation>Tiñe cada token de una respuesta según lo seguro que estaba el modelo (Ctrl+T)</translation>
    </message>
    <message>
        <source>What the tints mean, and more</source>
        <translation>Qué significan los colores, y más</translation>
    </message>
</context>
<context>
    <name>TimeMachine</name>
    <message>
        <source>Time machine</source>
        <translation>Máquina del tiempo</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Tu mensaje</translation>
    </message>
    <message>
        <source>How the text begins</source>
        <translation>Cómo empieza el texto</translation>
    </message>
    <message>
        <source>Let all of them write</source>
        <translation>Que escriban todos</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>The checkpoints, the first one on the left</source>
        <translation>Los puntos de control, el primero a la izquierda</translation>
    </message>
    <message>
        <source>What the model would have written at each of its checkpoints, after the same words, with the same seed. The word from which on it differs from the checkpoint before is underlined. Of a run the last three checkpoints are kept, the best one and those that you pin.</source>
        <translation>Lo que el modelo habría escrito en cada uno de sus puntos de control, tras las mismas palabras y con la misma semilla. Está subrayada la palabra desde la que se aparta del punto de control anterior. De un entrenamiento se guardan los tres últimos puntos de control, el mejor y los que fijes.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>The checkpoints write one after the other…</source>
        <translation>Los puntos de control escriben uno tras otro…</translation>
    </message>
    <message>
        <source>Seed {seed}; the settings are those of the chat.</source>
        <translation>Semilla {seed}; los ajustes son los del chat.</translation>
    </message>
</context>
<context>
    <name>TintedReply</name>
    <message>
        <source>What the model said, token by token. The arrow keys go through it.</source>
        <translation>Lo que dijo el modelo, token por token. Se recorre con las flechas.</translation>
    </message>
</context>
<context>
    <name>TokenCard</name>
    <message>
        <source>What could have come here</source>
        <translation>Qué pudo haber venido aquí</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Word for word in its training text: show where</source>
        <translation>Está tal cual en su texto de entrenamiento: ver dónde</translation>
    </message>
    <message>
        <source>What would other settings do?</source>
        <translation>¿Qué harían otros ajustes?</translation>
    </message>
    <message>
        <source>“{word}”: {sure}</source>
        <translation>“{word}”: {sure}</translation>
    </message>
    <message>
        <source>Its choice number {rank}, with {share} of all chances: a surprise of {bits} bits.</source>
        <translation>Su opción número {rank}, con el {share} de probabilidad: una sorpresa de {bits} bits.</translation>
    </message>
    <message>
        <source>Its first choice, with {share} of all chances: a surprise of {bits} bits.</source>
        <translation>Su primera opción, con el {share} de probabilidad: una sorpresa de {bits} bits.</translation>
    </message>
    <message>
        <source>Click another one, and the text goes on with that; this one is kept.</source>
        <translation>Haz clic en otro y el texto seguirá por ahí; este se conserva.</translation>
    </message>
    <message>
        <source>Before and after temperature and filters. All other tokens together: {share}</source>
        <translation>Antes y después de la temperatura y los filtros. Todos los demás tokens juntos: {share}</translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Token {id}: part {part} of {parts} of the character “{text}”</source>
        <translation>Token {id}: parte {part} de {parts} del carácter “{text}”</translation>
    </message>
    <message>
        <source>Token {id}: “{text}”</source>
        <translation>Token {id}: “{text}”</translation>
    </message>
    <message>
        <source>Token {id}: “{text}”, {size}</source>
        <translation>Token {id}: “{text}”, {size}</translation>
    </message>
</context>
<context>
    <name>TokenizerTab</name>
    <message>
        <source>Use values that work</source>
        <translation>Usar valores válidos</translation>
    </message>
    <message>
        <source>Bring text</source>
        <translation>Traer texto</translation>
    </message>
    <message>
        <source>Open a tokenizer folder</source>
        <translation>Abrir la carpeta de un tokenizador</translation>
    </message>
    <message>
        <source>“{name}” is open: {tokens} tokens.</source>
        <translation>“{name}” está abierto: {tokens} tokens.</translation>
    </message>
    <message>
        <source>Next: train a model with it.</source>
        <translation>El siguiente paso es entrenar un modelo con él.</translation>
    </message>
    <message>
        <source>A tokenizer cuts text into the pieces that a model reads. Train one on your corpus.</source>
        <translation>Un tokenizador corta el texto en las piezas que lee un modelo. Entrena uno con tu corpus.</translation>
    </message>
    <message>
        <source>“{name}” is in the bin. Models that were trained with it have their own copy.</source>
        <translation>“{name}” está en la papelera. Los modelos entrenados con él tienen su propia copia.</translation>
    </message>
    <message>
        <source>No tokenizer yet</source>
        <translation>Aún no hay ningún tokenizador</translation>
    </message>
    <message>
        <source>No tokenizer of this corpus yet</source>
        <translation>Este corpus aún no tiene tokenizador</translation>
    </message>
    <message>
        <source>Models read numbers, not letters. A tokenizer learns from your text which pieces occur most, and gives each a number. Choose a corpus on the left and train one: it takes seconds.</source>
        <translation>Los modelos leen números, no letras. Un tokenizador aprende de tu texto qué piezas aparecen más y le da un número a cada una. Elige un corpus a la izquierda y entrena uno: tarda unos segundos.</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>What the model does</source>
        <translation>Qué hace el modelo</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Completar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>TorchrunPanel</name>
    <message>
        <source>More than one card or machine</source>
        <translation>Más de una tarjeta o máquina</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>A training can go on, or be repeated, in several processes at once. Train here first, if only for a few steps: the command for it is then shown here.</source>
        <translation>Un entrenamiento se puede continuar o repetir en varios procesos a la vez. Entrena primero aquí, aunque sean unos pocos pasos: después verás aquí la orden para hacerlo.</translation>
    </message>
    <message>
        <source>In a terminal, this goes on with the training of “{name}” in {count} processes at once.</source>
        <translation>En una terminal, esto continúa el entrenamiento de “{name}” en {count} procesos a la vez.</translation>
    </message>
    <message>
        <source>In a terminal, this trains “{name}” once more in {count} processes at once.</source>
        <translation>En una terminal, esto vuelve a entrenar “{name}” en {count} procesos a la vez.</translation>
    </message>
    <message>
        <source>Give as many processes as there are cards. For a model that does not fit into one card, add --parallel sharded.</source>
        <translation>Pon tantos procesos como tarjetas haya. Si el modelo no cabe en una tarjeta, añade --parallel sharded.</translation>
    </message>
</context>
<context>
    <name>TotalsRow</name>
    <message>
        <source>Characters</source>
        <translation>Caracteres</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>En disco</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>The training of “{name}” stopped at step {step} of {steps}.</source>
        <translation>El entrenamiento de “{name}” se detuvo en el paso {step} de {steps}.</translation>
    </message>
    <message>
        <source>Resume it</source>
        <translation>Reanudarlo</translation>
    </message>
    <message>
        <source>“{name}” is learning. You can pause it, or stop and keep what it has learnt, at any time.</source>
        <translation>“{name}” está aprendiendo. Puedes pausarlo cuando quieras, o detenerlo y conservar lo aprendido.</translation>
    </message>
    <message>
        <source>When it is done, the chat tab opens by itself.</source>
        <translation>Al terminar, el chat se abre por sí mismo.</translation>
    </message>
    <message>
        <source>“{name}” is trained: begin a text that it goes on with, or train another one.</source>
        <translation>“{name}” está entrenado: empieza un texto y él lo sigue, o entrena otro.</translation>
    </message>
    <message>
        <source>“{name}” is saved: talk to it in the chat, resume its training, or train another one.</source>
        <translation>“{name}” está guardado: habla con él en el chat, reanuda su entrenamiento o entrena otro.</translation>
    </message>
    <message>
        <source>“{name}” is saved: write with it, resume its training, or train another one.</source>
        <translation>“{name}” está guardado: escribe con él, reanuda su entrenamiento o entrena otro.</translation>
    </message>
    <message>
        <source>“{name}” is trained: talk to it in the chat, or train another one.</source>
        <translation>“{name}” está entrenado: habla con él en el chat o entrena otro.</translation>
    </message>
    <message>
        <source>The training of “{name}” did not come to its end.</source>
        <translation>El entrenamiento de “{name}” no llegó a su fin.</translation>
    </message>
</context>
<context>
    <name>Turns</name>
    <message numerus="yes">
        <source>%n turn(s) deleted.</source>
        <translation>
            <numerusform>Se eliminó %n turno.</numerusform>
            <numerusform>Se eliminaron %n turnos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TwoLineList</name>
    <message>
        <source>Remove from this list</source>
        <translation>Quitar de esta lista</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Watch it learn</source>
        <translation>Ver cómo aprende</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>El texto</translation>
    </message>
    <message>
        <source>It is kept under “Corpus”, where you can add to it later.</source>
        <translation>Se guarda en “Corpus”, donde puedes ampliarlo más adelante.</translation>
    </message>
    <message>
        <source>The tokenizer</source>
        <translation>El tokenizador</translation>
    </message>
    <message>
        <source>It cuts the text into pieces, whole words and parts of words, and gives each a number.</source>
        <translation>Corta el texto en trozos, palabras enteras y partes de palabras, y da un número a cada uno.</translation>
    </message>
    <message>
        <source>The training</source>
        <translation>El entrenamiento</translation>
    </message>
    <message>
        <source>The model guesses the next piece, sees whether it was right, and gets a little better.</source>
        <translation>El modelo adivina el trozo siguiente, ve si acertó y mejora un poco.</translation>
    </message>
    <message>
        <source>The chat</source>
        <translation>El chat</translation>
    </message>
    <message>
        <source>Then you talk with the model there, or begin a text that it goes on with.</source>
        <translation>Después hablas allí con el modelo, o empiezas un texto y él lo sigue.</translation>
    </message>
    <message>
        <source>“{name}” is being made</source>
        <translation>Se está creando “{name}”</translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation>Leyendo el texto…</translation>
    </message>
    <message>
        <source>A model is learning</source>
        <translation>Un modelo está aprendiendo</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>You begin a sentence, and the model goes on with it in the manner of what it has read. Then change what you like, add to it, and let it go on again.</source>
        <translation>Tú empiezas una frase y el modelo la sigue a la manera de lo que ha leído. Luego cambia lo que quieras, añade algo y deja que siga otra vez.</translation>
    </message>
    <message>
        <source>Beginnings from its texts, to click:</source>
        <translation>Comienzos de sus textos; haz clic en uno:</translation>
    </message>
    <message>
        <source>Write with {name}</source>
        <translation>Escribir con {name}</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
</context>
<context>
    <name>_Facts</name>
    <message>
        <source>Trained on</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>En disco</translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>parameters</source>
        <translation>parámetros</translation>
    </message>
    <message>
        <source>bits per byte</source>
        <translation>bits por byte</translation>
    </message>
</context>
<context>
    <name>_FrameView</name>
    <message>
        <source>Step {step}</source>
        <translation>Paso {step}</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>{first}: {first_better} · {second}: {second_better} · equal: {equal}</source>
        <translation>{first}: {first_better} · {second}: {second_better} · iguales: {equal}</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Saved tokenizers</source>
        <translation>Tokenizadores guardados</translation>
    </message>
</context>
<context>
    <name>_Notes</name>
    <message>
        <source>What is new</source>
        <translation>Novedades</translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln paso</numerusform>
            <numerusform>%Ln pasos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %Ln step(s)</source>
        <translation>
            <numerusform>{done} de %Ln paso</numerusform>
            <numerusform>{done} de %Ln pasos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln carácter</numerusform>
            <numerusform>%Ln caracteres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>hace %n día</numerusform>
            <numerusform>hace %n días</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Weight of {name}</source>
        <translation>Peso de {name}</translation>
    </message>
    <message>
        <source>Leave {name} out</source>
        <translation>Dejar fuera {name}</translation>
    </message>
    <message>
        <source>Take “{name}” off the list</source>
        <translation>Quitar “{name}” de la lista</translation>
    </message>
</context>
<context>
    <name>_SampleView</name>
    <message>
        <source>Built-in sample</source>
        <translation>Corpus de ejemplo</translation>
    </message>
    <message>
        <source>Show {name} in the list</source>
        <translation>Mostrar {name} en la lista</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Corpus</source>
        <translation>Corpus</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizador</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>About GPT Studio</source>
        <translation>Acerca de GPT Studio</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Añadir archivos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Añadir una carpeta…</translation>
    </message>
    <message>
        <source>Use the built-in sample</source>
        <translation>Usar el corpus de ejemplo</translation>
    </message>
    <message>
        <source>Save corpus</source>
        <translation>Guardar corpus</translation>
    </message>
    <message>
        <source>All corpora</source>
        <translation>Todos los corpus</translation>
    </message>
    <message>
        <source>Train a tokenizer</source>
        <translation>Entrenar un tokenizador</translation>
    </message>
    <message>
        <source>Train tokenizer</source>
        <translation>Entrenar tokenizador</translation>
    </message>
    <message>
        <source>Open a tokenizer folder…</source>
        <translation>Abrir un tokenizador…</translation>
    </message>
    <message>
        <source>Train a model with it</source>
        <translation>Entrenar un modelo con él</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Train another</source>
        <translation>Entrenar otro</translation>
    </message>
    <message>
        <source>Make my model</source>
        <translation>Crear mi modelo</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Abrir una carpeta…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Sort: as added</source>
        <translation>Ordenar: según se añadieron</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Ordenar por nombre</translation>
    </message>
    <message>
        <source>Sort by kind</source>
        <translation>Ordenar por tipo</translation>
    </message>
    <message>
        <source>Sort by size</source>
        <translation>Ordenar por tamaño</translation>
    </message>
    <message>
        <source>Sort by documents</source>
        <translation>Ordenar por documentos</translation>
    </message>
    <message>
        <source>Sort by characters</source>
        <translation>Ordenar por caracteres</translation>
    </message>
    <message>
        <source>Sort by language</source>
        <translation>Ordenar por idioma</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>Mover a la papelera</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>Parar y guardar</translation>
    </message>
    <message>
        <source>As a picture (PNG)…</source>
        <translation>Como imagen (PNG)…</translation>
    </message>
    <message>
        <source>As a drawing (SVG)…</source>
        <translation>Como dibujo (SVG)…</translation>
    </message>
    <message>
        <source>As numbers (CSV)…</source>
        <translation>Como números (CSV)…</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Entrenar un modelo</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Todos los modelos</translation>
    </message>
    <message>
        <source>How it learnt</source>
        <translation>Cómo aprendió</translation>
    </message>
    <message>
        <source>Checkpoints…</source>
        <translation>Puntos de control…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Open in the file manager</source>
        <translation>Abrir en el gestor de archivos</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation>Copiar la ruta de la carpeta</translation>
    </message>
    <message>
        <source>Open any folder…</source>
        <translation>Abrir una carpeta…</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nueva conversación</translation>
    </message>
    <message>
        <source>Rename this conversation</source>
        <translation>Cambiar el nombre de esta conversación</translation>
    </message>
    <message>
        <source>Pin at the top, or unpin</source>
        <translation>Fijar arriba o dejar de fijar</translation>
    </message>
    <message>
        <source>Duplicate this conversation</source>
        <translation>Duplicar esta conversación</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>Importar conversaciones…</translation>
    </message>
    <message>
        <source>Delete this conversation</source>
        <translation>Eliminar esta conversación</translation>
    </message>
    <message>
        <source>As Markdown…</source>
        <translation>Como Markdown…</translation>
    </message>
    <message>
        <source>As text…</source>
        <translation>Como texto…</translation>
    </message>
    <message>
        <source>As JSON, all of it…</source>
        <translation>Como JSON, entera…</translation>
    </message>
    <message>
        <source>As training examples…</source>
        <translation>Como ejemplos de entrenamiento…</translation>
    </message>
    <message>
        <source>Copy all of it</source>
        <translation>Copiar todo</translation>
    </message>
    <message>
        <source>Write another reply</source>
        <translation>Escribir otra respuesta</translation>
    </message>
    <message>
        <source>Go on with the reply</source>
        <translation>Continuar la respuesta</translation>
    </message>
    <message>
        <source>Stop writing</source>
        <translation>Dejar de escribir</translation>
    </message>
    <message>
        <source>Start the reply with…</source>
        <translation>Empezar la respuesta con…</translation>
    </message>
    <message>
        <source>Edit the last reply</source>
        <translation>Editar la última respuesta</translation>
    </message>
    <message>
        <source>Delete the last turn</source>
        <translation>Eliminar el último turno</translation>
    </message>
    <message>
        <source>Serve to other programs</source>
        <translation>Servir a otros programas</translation>
    </message>
    <message>
        <source>Show or hide sampling</source>
        <translation>Mostrar u ocultar el muestreo</translation>
    </message>
    <message>
        <source>What was it thinking?</source>
        <translation>¿Qué pensaba?</translation>
    </message>
    <message>
        <source>Did it learn this by heart?</source>
        <translation>¿Se lo aprendió de memoria?</translation>
    </message>
    <message>
        <source>Time machine…</source>
        <translation>Máquina del tiempo…</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Comparar…</translation>
    </message>
    <message>
        <source>Look at a text…</source>
        <translation>Mirar un texto…</translation>
    </message>
    <message>
        <source>What was found in the model&apos;s folder</source>
        <translation>Lo que se encontró en la carpeta del modelo</translation>
    </message>
</context>
<context>
    <name>chat_compare</name>
    <message>
        <source>came to its end</source>
        <translation>llegó a su final</translation>
    </message>
    <message>
        <source>cut at the maximum length</source>
        <translation>cortado en la longitud máxima</translation>
    </message>
    <message>
        <source>ended where its context was full</source>
        <translation>terminó donde se llenó su contexto</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>detenido por ti</translation>
    </message>
</context>
<context>
    <name>chat_model_words</name>
    <message>
        <source>A model of {count} parameters, the numbers that it has learnt.</source>
        <translation>Un modelo de {count} parámetros: los números que ha aprendido.</translation>
    </message>
    <message>
        <source>A model of {count} parameters, numbers that it learnt from “{text}” in {steps}.</source>
        <translation>Un modelo de {count} parámetros: números que ha aprendido de “{text}” en {steps}.</translation>
    </message>
    <message>
        <source>That is {share} of its training, so it can still get better.</source>
        <translation>Es el {share} de su entrenamiento, así que aún puede mejorar.</translation>
    </message>
    <message>
        <source>You can talk with it: it answers what you write.</source>
        <translation>Puedes hablar con él: responde a lo que escribes.</translation>
    </message>
    <message>
        <source>It continues texts: write a beginning, and it goes on from there.</source>
        <translation>Continúa textos: escribe un comienzo y él sigue a partir de ahí.</translation>
    </message>
    <message>
        <source>It began as a copy of “{base}” and learnt on from there.</source>
        <translation>Empezó como una copia de “{base}” y siguió aprendiendo desde ahí.</translation>
    </message>
    <message>
        <source>It was made from nothing: {plan} is only the plan by which its network is built, and nobody else&apos;s model.</source>
        <translation>Se ha hecho desde cero: {plan} es solo el plano con el que está construida su red, no el modelo de nadie.</translation>
    </message>
    <message>
        <source>Its network is built by the plan called {plan}.</source>
        <translation>Su red está construida con el plano llamado {plan}.</translation>
    </message>
</context>
<context>
    <name>chat_sureness</name>
    <message>
        <source>sure</source>
        <translation>seguro</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>bastante seguro</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>poco seguro</translation>
    </message>
    <message>
        <source>surprised</source>
        <translation>sorprendido</translation>
    </message>
    <message>
        <source>It gave this token at least half of all chances.</source>
        <translation>Le daba a este token al menos la mitad de la probabilidad.</translation>
    </message>
    <message>
        <source>It gave this token at least a fifth of all chances.</source>
        <translation>Le daba a este token al menos un quinto de la probabilidad.</translation>
    </message>
    <message>
        <source>It gave this token at least a twentieth of all chances. Underlined with dots.</source>
        <translation>Le daba a este token al menos un veinteavo de la probabilidad. Subrayado con puntos.</translation>
    </message>
    <message>
        <source>It gave this token less than a twentieth of all chances. Underlined with a line.</source>
        <translation>Le daba a este token menos de un veinteavo de la probabilidad. Subrayado con una línea.</translation>
    </message>
    <message>
        <source>(part)</source>
        <comment>of a character</comment>
        <translation>(parte)</translation>
    </message>
    <message>
        <source>At each token it hesitated as between {number} equally likely ones (perplexity). To write just this again: one chance in {chance}.</source>
        <translation>En cada token dudó como entre {number} opciones igual de probables (perplejidad). Que vuelva a escribir justo esto: una posibilidad entre {chance}.</translation>
    </message>
</context>
<context>
    <name>chat_thoughts</name>
    <message>
        <source>learnt by heart</source>
        <translation>de memoria</translation>
    </message>
    <message>
        <source>Twelve tokens or more that stand word for word in the text that it learned from. Click one to see where.</source>
        <translation>Doce tokens o más que están tal cual en el texto del que aprendió. Haz clic en uno para ver dónde.</translation>
    </message>
</context>
<context>
    <name>compare_plot</name>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>tokens read</source>
        <translation>tokens leídos</translation>
    </message>
    <message>
        <source>after {count} tokens</source>
        <translation>tras {count} tokens</translation>
    </message>
    <message>
        <source>seconds of training</source>
        <translation>segundos de entrenamiento</translation>
    </message>
    <message>
        <source>minutes of training</source>
        <translation>minutos de entrenamiento</translation>
    </message>
    <message>
        <source>hours of training</source>
        <translation>horas de entrenamiento</translation>
    </message>
    <message>
        <source>after {seconds} s</source>
        <translation>tras {seconds} s</translation>
    </message>
    <message>
        <source>after {minutes} min</source>
        <translation>tras {minutes} min</translation>
    </message>
    <message>
        <source>after {hours} h</source>
        <translation>tras {hours} h</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Too short to tell</source>
        <translation>Demasiado corto para saberlo</translation>
    </message>
</context>
<context>
    <name>model_words</name>
    <message>
        <source>adapter on {model}</source>
        <translation>adaptador de {model}</translation>
    </message>
    <message>
        <source>answers in chat</source>
        <translation>responde en el chat</translation>
    </message>
    <message>
        <source>continues text</source>
        <translation>continúa textos</translation>
    </message>
    <message>
        <source>How many bits the model needs, on average, for each byte of text that it has never seen: the lower, the better. 8 would be pure guessing; good large models reach less than 1. The figure depends on the text, so compare only models trained on the same data.</source>
        <translation>Cuántos bits necesita el modelo, de media, por cada byte de un texto que nunca ha visto: cuanto menos, mejor. 8 sería adivinar a ciegas; los buenos modelos grandes bajan de 1. La cifra depende del texto, así que compara solo modelos entrenados con los mismos datos.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>se desconoce</translation>
    </message>
    <message>
        <source>training now, {progress} saved</source>
        <translation>entrenando ahora, {progress} guardados</translation>
    </message>
    <message>
        <source>{context} tokens · vocabulary {vocabulary}</source>
        <translation>{context} tokens · vocab. {vocabulary}</translation>
    </message>
    <message>
        <source>{bits} bits per byte</source>
        <translation>{bits} bits por byte</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} parámetros</translation>
    </message>
    <message>
        <source>tokenizer “{name}”</source>
        <translation>tokenizador “{name}”</translation>
    </message>
    <message>
        <source>vocabulary {vocabulary}</source>
        <translation>vocabulario de {vocabulary}</translation>
    </message>
    <message>
        <source>goes on from “{name}”</source>
        <translation>parte de “{name}”</translation>
    </message>
    <message>
        <source>kept as it was at step {step}</source>
        <translation>se conservó el del paso {step}</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>As its folder asks</source>
        <translation>Como pide su carpeta</translation>
    </message>
    <message>
        <source>The settings that the model&apos;s maker wrote into its folder.</source>
        <translation>Los ajustes que quien hizo el modelo dejó en su carpeta.</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exacto</translation>
    </message>
    <message>
        <source>Always the likeliest token: the same text each time. Small models then repeat themselves.</source>
        <translation>Siempre el token más probable: el mismo texto cada vez. Los modelos pequeños se repiten así.</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Equilibrado</translation>
    </message>
    <message>
        <source>Mostly likely tokens, now and then another: sensible, and different each time.</source>
        <translation>Casi siempre tokens probables, de vez en cuando otro: sensato y distinto cada vez.</translation>
    </message>
    <message>
        <source>Lively</source>
        <translation>Vivo</translation>
    </message>
    <message>
        <source>Unlikely tokens get more of a chance: surprising, and more often wrong.</source>
        <translation>Los tokens improbables tienen más ocasión: sorprende más y se equivoca más.</translation>
    </message>
</context>
<context>
    <name>reply_facts</name>
    <message>
        <source>{before} before</source>
        <translation>antes {before}</translation>
    </message>
    <message>
        <source>as its folder says</source>
        <translation>como dice su carpeta</translation>
    </message>
    <message>
        <source>cut at the maximum length</source>
        <translation>cortado en la longitud máxima</translation>
    </message>
    <message>
        <source>ended where its context was full</source>
        <translation>terminó donde se llenó su contexto</translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>detenido por ti</translation>
    </message>
    <message>
        <source>ended by an error</source>
        <translation>terminado por un error</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>editado por ti</translation>
    </message>
    <message>
        <source>the program ended while it was being written</source>
        <translation>el programa se cerró mientras se escribía</translation>
    </message>
    <message>
        <source>it says the same over and over: a repetition penalty above 1 helps against that</source>
        <translation>dice lo mismo una y otra vez: penalizar la repetición con más de 1 lo evita</translation>
    </message>
    <message>
        <source>its template takes no system prompt: it stood before the first message</source>
        <translation>su plantilla no admite instrucciones del sistema: se pusieron delante del primer mensaje</translation>
    </message>
    <message>
        <source>the model had nothing to say</source>
        <translation>el modelo no tenía nada que decir</translation>
    </message>
    <message>
        <source>earlier messages that no longer fit into its context: {number}</source>
        <translation>mensajes anteriores que ya no caben en su contexto: {number}</translation>
    </message>
    <message>
        <source>tokens at the beginning that did not fit into its context: {number}</source>
        <translation>tokens del principio que no cabían en su contexto: {number}</translation>
    </message>
    <message>
        <source>read as plain text, not as special tokens: {marks}</source>
        <translation>leído como texto normal, no como tokens especiales: {marks}</translation>
    </message>
    <message>
        <source>outgrew its context of {tokens} tokens, so it lost sight of the beginning</source>
        <translation>superó su contexto de {tokens} tokens y perdió de vista el comienzo</translation>
    </message>
    <message>
        <source>{speed} tokens per second</source>
        <translation>{speed} tokens por segundo</translation>
    </message>
</context>
<context>
    <name>save_plot</name>
    <message>
        <source>Save “{plot}”</source>
        <translation>Guardar “{plot}”</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>today at {time}</source>
        <translation>hoy, {time}</translation>
    </message>
    <message>
        <source>yesterday at {time}</source>
        <translation>ayer, {time}</translation>
    </message>
</context>
</TS>
