<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>AdvancedCard</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring and saving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardMenu</name>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the bin…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatTab</name>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model on the left to talk with it, or let it go on with a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here you talk with a model, once there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is writing. You can stop it at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} continues texts and cannot hold a conversation: begin a new one, or choose a model with “chat” beneath its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You talk with {name}. Write a message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} goes on with your text. Write how it begins, then press Continue.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close GPT Studio?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing the current step and saving…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>The text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write how a text begins, for example “Once upon a time”. The model goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last continuation back and write another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model go on from all of the text (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter lets the model go on from all of the text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Editing a message: sending it replaces what follows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the message as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter starts a new line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationShelf</name>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations are kept here as you hold them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CorpusChoice</name>
    <message>
        <source>Corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CorpusTab</name>
    <message>
        <source>All corpora</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add to the corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A corpus is the text that a model learns from. Everything begins here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the files, give the corpus a name and save it. Next: train a tokenizer on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is saved ({characters} characters). Next: train a tokenizer on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts ({kinds})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes to “{name}” are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is deleted. Its texts stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditorPage</name>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected files off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPT Studio met an error that it did not expect. It goes on running, and your files are as they were. If it happens again, please report it with these details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short stories and dialogues in English and Spanish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileTable</name>
    <message>
        <source>Files of the corpus</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LengthCard</name>
    <message>
        <source>How long</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Try it on any text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the ids are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lighthouse keeper&apos;s daughter counted 1,234 waves before breakfast.
La niña pequeña comió piñones mientras llovía. 🙂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to split into tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write or paste any text here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokens of the first {count} characters are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {all} tokens chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text, no tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tokens} tokens · {characters} characters · {packing} bytes per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} ids are on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoadingSteps</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the network is built: layers, heads, sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers that training has found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How text becomes tokens and tokens become text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaterialCard</name>
    <message>
        <source>Where the model comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stories and dialogues in English and Spanish, written for a first model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary of {size} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained on the corpus before the model, with a vocabulary that fits its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train one for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>context of {length} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bits} bits per byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>You said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit this message and send it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write another reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Show earlier messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the latest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>A new conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message below. The answer appears as the model writes it, token by token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the text…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open any folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any folder with a model as Hugging Face stores it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that you train appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Train a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model that you train appears here, from its first checkpoint on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these folders can be used as it is: each card says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is ready. Chat with it, or train it further.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} models, the newest first. Chat with one, or train it further.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders that cannot be used say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file manager could not be opened. The folder is {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path is on the clipboard: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model and its checkpoints go to the bin; from there you can take them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model is a folder that you can chat with, share, or load with any tool that reads Hugging Face models. A first one takes a few minutes on the built-in sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train your first model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>New name of the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NeedsCard</name>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory while training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionalEditor</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Cleaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find it automatically</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of the .jsonl files that holds the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which field of the .jsonl files holds the text or the conversation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotGrid</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How surprised the model is by each next token, in nats. Training: on the text it learns from. Held out: on text it never learns from. When only the first still falls, it learns by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many bits the model needs for a byte of text it never learns from. Unlike the loss it does not depend on the tokenizer, so that any two models can be compared by it. Lower is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each update moves the weights: it warms up, and then falls to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the model reads the training text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to move, scroll to zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save “{plot}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlotPanel</name>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plot}: logarithmic scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plot}: show everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this plot…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plot}: save this plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a picture (PNG)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As numbers (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreviewCard</name>
    <message>
        <source>How the selected file begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a file to see how it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Chat with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{steps} of {total} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not know this kind of text better than chance yet: train it longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It foresees text it has never read so well that the text would fit into {share} of its size: the less, the better it knows the language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per byte</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultRow</name>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes per token, training text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes per token, new text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Special tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many different tokens a model has to know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text becomes a row of these tokens. Write below to see into which ones it is split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many bytes of text one token holds on average: the more, the better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is too little text to set some aside and measure how new text is packed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One token holds {bytes} bytes of new text on average, so a model with a context of {context} tokens sees about {reach} letters at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New text is packed as well as the text it learned from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New text is packed less well than the text it learned from: more text would help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot start yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping and saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunDesk</name>
    <message>
        <source>Finishing the current step and saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: saved, so that the run can go on from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps {first} to {last}: about {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: held-out loss {loss}, {bits} bits per byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: the model is in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped and saved in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” stopped at step {step} of {steps}: Resume goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before the first step: nothing was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plot is saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch it learn here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose on the left, then press Start. While the model trains, four curves show how well it does, and every so often it writes a few words of its own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SamplePanel</name>
    <message>
        <source>Earlier sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first sample comes with the first steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SamplingPanel</name>
    <message>
        <source>Sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what the model&apos;s generation_config.json asks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw the dice for a seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the model chooses each next token. It began with what its generation_config.json asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the model chooses each next token.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedCard</name>
    <message>
        <source>Saved tokenizers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a tokenizer folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the bin…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet. One that you train is saved here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedCorpora</name>
    <message>
        <source>Your corpora</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) or folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{sources}, saved {date}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsCard</name>
    <message>
        <source>Train tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the corpus…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corpus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsColumn</name>
    <message>
        <source>There is no model to go on from yet: choose a folder, or train one from scratch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the model cannot be used: see what is said beneath it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting cannot be used: see what is said beneath it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from “{base}” with “{corpus}”, for {length}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new model of size “{size}” from “{corpus}”, for {length}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{base} on {corpus}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes effect the next time GPT Studio starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corpora, tokenizers and models are kept here. Changing it moves nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShapeCard</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes of your own. Whatever you change below is shown at once in the figures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>No model to talk with yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train your own, which takes a few minutes on the built-in sample, or open any folder with a GPT-2 or Qwen3 model in the Hugging Face format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open any folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click one on the left. You see how it is put together from its folder: architecture, knowledge and language. Then you can talk with it, or let it go on with a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which text should your model learn from?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or folders here, or add them: .txt, .md and .jsonl. A few hundred pages are enough to begin with. No text at hand? The built-in sample holds short stories and dialogues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tab</name>
    <message>
        <source>Drop to open in “{tab}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {id}: part {part} of {parts} of the character “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {id}: “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {id}: “{text}”, {bytes} bytes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenizerTab</name>
    <message>
        <source>Train a model with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a tokenizer folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is open: {tokens} tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tokenizer cuts text into the pieces that a model reads. Train one on your corpus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that were trained with it have their own copy and stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is in the bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tokenizer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models read numbers, not letters. A tokenizer learns from your text which pieces occur most, and gives each a number. Choose a corpus on the left and train one: it takes seconds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TotalsRow</name>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training of “{name}” stopped at step {step} of {steps}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is learning. You can pause it, or stop and keep what it has learnt, at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is trained: talk to it in the chat, or train another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Start to train for {length}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Move to the bin?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move “{name}” to the bin?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Facts</name>
    <message>
        <source>Trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per byte</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Saved tokenizers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday at {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
