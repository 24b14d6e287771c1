<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AnalyserSwitches</name>
    <message numerus="yes">
        <source>Looked for in {0} of %Ln photo(s).</source>
        <translation>
            <numerusform>Looked for in {0} of %Ln photo.</numerusform>
            <numerusform>Looked for in {0} of %Ln photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerPages</name>
    <message numerus="yes">
        <source>Leave out {0} · %Ln photo(s)</source>
        <translation>
            <numerusform>Leave out {0} · %Ln photo</numerusform>
            <numerusform>Leave out {0} · %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message numerus="yes">
        <source>The {0} groups with most to gain, of %Ln.</source>
        <translation>
            <numerusform>The {0} groups with most to gain, of %Ln.</numerusform>
            <numerusform>The {0} groups with most to gain, of %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) ticked</source>
        <translation>
            <numerusform>%Ln photo ticked</numerusform>
            <numerusform>%Ln photos ticked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExtrasPage</name>
    <message numerus="yes">
        <source>%Ln file(s) of yours wait for it.</source>
        <translation>
            <numerusform>%Ln file of yours waits for it.</numerusform>
            <numerusform>%Ln files of yours wait for it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message numerus="yes">
        <source>offline · %Ln photo(s)</source>
        <translation>
            <numerusform>offline · %Ln photo</numerusform>
            <numerusform>offline · %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unreadable</source>
        <translation>
            <numerusform>%Ln unreadable</numerusform>
            <numerusform>%Ln unreadable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more on single photos, or hidden</source>
        <translation>
            <numerusform>%Ln more on single photos, or hidden</numerusform>
            <numerusform>%Ln more on single photos, or hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked for in {0} of %Ln photo(s).</source>
        <translation>
            <numerusform>Looked for in {0} of %Ln photo.</numerusform>
            <numerusform>Looked for in {0} of %Ln photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es) among photos of {0}</source>
        <translation>
            <numerusform>%Ln match among photos of {0}</numerusform>
            <numerusform>%Ln matches among photos of {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s), newest first</source>
        <translation>
            <numerusform>%Ln photo, newest first</numerusform>
            <numerusform>%Ln photos, newest first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln other(s) looked at</source>
        <translation>
            <numerusform>Show %Ln other looked at</numerusform>
            <numerusform>Show %Ln others looked at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln less certain</source>
        <translation>
            <numerusform>Show %Ln less certain</numerusform>
            <numerusform>Show %Ln less certain</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplyPanel</name>
    <message numerus="yes">
        <source>%Ln photo(s) below show it.</source>
        <translation>
            <numerusform>%Ln photo below shows it.</numerusform>
            <numerusform>%Ln photos below show it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not certain: %Ln photo(s) below to see for yourself.</source>
        <translation>
            <numerusform>Not certain: look at the %Ln photo below yourself.</numerusform>
            <numerusform>Not certain: look at the %Ln photos below yourself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photo(s)</source>
        <translation>
            <numerusform>{0} of %Ln photo</numerusform>
            <numerusform>{0} of %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashStrip</name>
    <message numerus="yes">
        <source>%Ln file(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln file moved to the trash.</numerusform>
            <numerusform>%Ln files moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) back in place.</source>
        <translation>
            <numerusform>%Ln file back in place.</numerusform>
            <numerusform>%Ln files back in place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message numerus="yes">
        <source>with %Ln picture(s)</source>
        <translation>
            <numerusform>with %Ln picture</numerusform>
            <numerusform>with %Ln pictures</numerusform>
        </translation>
    </message>
</context>
</TS>
