<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>ContextMeter</name>
        <message numerus="yes">
            <source>With the next message it no longer sees the first %n turn(s).</source>
            <translation>
                <numerusform>With the next message it no longer sees the first %n turn.</numerusform>
                <numerusform>With the next message it no longer sees the first %n turns.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CorpusTab</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them could not be read</source>
            <translation>
                <numerusform>%n of them could not be read</numerusform>
                <numerusform>%n of them could not be read</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Examples</name>
        <message numerus="yes">
            <source>Kept: the corpus “{corpus}” holds %n example(s). Choose it in Training.</source>
            <translation>
                <numerusform>Kept: the corpus “{corpus}” holds %n example. Choose it in Training.</numerusform>
                <numerusform>Kept: the corpus “{corpus}” holds %n examples. Choose it in Training.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FileModel</name>
        <message numerus="yes">
            <source>%n file(s) without a suffix</source>
            <translation>
                <numerusform>%n file without a suffix</numerusform>
                <numerusform>%n files without a suffix</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n {suffix} file(s)</source>
            <translation>
                <numerusform>%n {suffix} file</numerusform>
                <numerusform>%n {suffix} files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindingCard</name>
        <message numerus="yes">
            <source>%Ln place(s)</source>
            <translation>
                <numerusform>%Ln place</numerusform>
                <numerusform>%Ln places</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %Ln document(s)</source>
            <translation>
                <numerusform>in %Ln document</numerusform>
                <numerusform>in %Ln documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>of %Ln file(s)</source>
            <translation>
                <numerusform>of %Ln file</numerusform>
                <numerusform>of %Ln files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LiveCard</name>
        <message numerus="yes">
            <source>%Ln id(s) copied.</source>
            <translation>
                <numerusform>%Ln id copied.</numerusform>
                <numerusform>%Ln ids copied.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Material</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReportPane</name>
        <message numerus="yes">
            <source>%n kind(s) of oddities were found. What you switch on is done whenever the text is read; your files stay as they are.</source>
            <translation>
                <numerusform>%n kind of oddities were found. What you switch on is done whenever the text is read; your files stay as they are.</numerusform>
                <numerusform>%n kinds of oddities were found. What you switch on is done whenever the text is read; your files stay as they are.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SavedCorpora</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ServingDialog</name>
        <message numerus="yes">
            <source>On · %n request(s) answered</source>
            <translation>
                <numerusform>On · %n request answered</numerusform>
                <numerusform>On · %n requests answered</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SourceList</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SpeakerChooser</name>
        <message numerus="yes">
            <source>speaks %n time(s)</source>
            <translation>
                <numerusform>speaks %n time</numerusform>
                <numerusform>speaks %n times</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TextChoice</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TotalsRow</name>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Turns</name>
        <message numerus="yes">
            <source>%n turn(s) deleted.</source>
            <translation>
                <numerusform>%n turn deleted.</numerusform>
                <numerusform>%n turns deleted.</numerusform>
            </translation>
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
                <numerusform>%Ln step</numerusform>
                <numerusform>%Ln steps</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{done} of %Ln step(s)</source>
            <translation>
                <numerusform>{done} of %Ln step</numerusform>
                <numerusform>{done} of %Ln steps</numerusform>
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
                <numerusform>%Ln character</numerusform>
                <numerusform>%Ln characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
    </context>
</TS>
