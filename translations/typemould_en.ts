<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ShownText</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln s left</source>
        <translation>
            <numerusform>about %Ln s left</numerusform>
            <numerusform>about %Ln s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln min left</source>
        <translation>
            <numerusform>about %Ln min left</numerusform>
            <numerusform>about %Ln min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln h left</source>
        <translation>
            <numerusform>about %Ln h left</numerusform>
            <numerusform>about %Ln h left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::Document</name>
    <message numerus="yes">
        <source>Clear %n verdict(s)</source>
        <translation>
            <numerusform>Clear %n verdict</numerusform>
            <numerusform>Clear %n verdicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n character(s)</source>
        <translation>
            <numerusform>Keep %n character</numerusform>
            <numerusform>Keep %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n character(s)</source>
        <translation>
            <numerusform>Reject %n character</numerusform>
            <numerusform>Reject %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) were written to %1.</source>
        <translation>
            <numerusform>%n tensor was written to %1.</numerusform>
            <numerusform>%n tensors were written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop %n pair(s)</source>
        <translation>
            <numerusform>Drop %n pair</numerusform>
            <numerusform>Drop %n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n pair(s)</source>
        <translation>
            <numerusform>Take back %n pair</numerusform>
            <numerusform>Take back %n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n pair(s)</source>
        <translation>
            <numerusform>Keep %n pair</numerusform>
            <numerusform>Keep %n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::ExperimentDialog</name>
    <message numerus="yes">
        <source>%n run(s), each from nothing: %1 of training in all.</source>
        <translation>
            <numerusform>%n run, each from nothing: %1 of training in all.</numerusform>
            <numerusform>%n runs, each from nothing: %1 of training in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), each from nothing.</source>
        <translation>
            <numerusform>%n run, each from nothing.</numerusform>
            <numerusform>%n runs, each from nothing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::ExportPage</name>
    <message numerus="yes">
        <source>%Ln glyphs to write</source>
        <translation>
            <numerusform>%Ln glyph to write</numerusform>
            <numerusform>%Ln glyphs to write</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (%Ln rejected are left out)</source>
        <translation>
            <numerusform> (%Ln rejected is left out)</numerusform>
            <numerusform> (%Ln rejected are left out)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files in %1 would be replaced, for example %2.</source>
        <translation>
            <numerusform>%Ln file in %1 would be replaced: %2.</numerusform>
            <numerusform>%Ln files in %1 would be replaced, for example %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images written</source>
        <translation>
            <numerusform>%Ln image written</numerusform>
            <numerusform>%Ln images written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln kept as they were</source>
        <translation>
            <numerusform>, %Ln kept as it was</numerusform>
            <numerusform>, %Ln kept as they were</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlines written</source>
        <translation>
            <numerusform>%Ln outline written</numerusform>
            <numerusform>%Ln outlines written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::FiguresPanel</name>
    <message numerus="yes">
        <source>Measured at step %1 on %n held-out character(s)</source>
        <translation>
            <numerusform>Measured at step %1 on %n held-out character</numerusform>
            <numerusform>Measured at step %1 on %n held-out characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::FinishedPreview</name>
    <message numerus="yes">
        <source>%1: %Ln points</source>
        <translation>
            <numerusform>%1: %Ln point</numerusform>
            <numerusform>%1: %Ln points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::FontRun</name>
    <message numerus="yes">
        <source>%Ln glyphs were drawn again from the file: alike to %1 % (worst %2 %)</source>
        <translation>
            <numerusform>%Ln glyph was drawn again from the file: alike to %1 % (worst %2 %)</numerusform>
            <numerusform>%Ln glyphs were drawn again from the file: alike to %1 % (worst %2 %)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⚠ %Ln of the target&apos;s own glyphs have changed</source>
        <translation>
            <numerusform>⚠ %Ln of the target&apos;s own glyphs has changed</numerusform>
            <numerusform>⚠ %Ln of the target&apos;s own glyphs have changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln glyphs added, in %2</source>
        <translation>
            <numerusform>%1 %Ln glyph added, in %2</numerusform>
            <numerusform>%1 %Ln glyphs added, in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: the target draws them</source>
        <translation>
            <numerusform>%Ln left out: the target draws it</numerusform>
            <numerusform>%Ln left out: the target draws them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::FontSlot</name>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::ImportDialog</name>
    <message numerus="yes">
        <source>Generator: %n tensor(s) matched.</source>
        <translation>
            <numerusform>Generator: %n tensor matched.</numerusform>
            <numerusform>Generator: %n tensors matched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discriminator: %n tensor(s) matched.</source>
        <translation>
            <numerusform>Discriminator: %n tensor matched.</numerusform>
            <numerusform>Discriminator: %n tensors matched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::MessageStrip</name>
    <message numerus="yes">
        <source>%n earlier message(s) under Details.</source>
        <translation>
            <numerusform>%n earlier message under Details.</numerusform>
            <numerusform>%n earlier messages under Details.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::OddPairsView</name>
    <message numerus="yes">
        <source>⚠ In %Ln pair(s) the fonts draw different shapes (source left, target right), the worst first: a part that one lacks, a regional form, or a wrong character.</source>
        <translation>
            <numerusform>⚠ In %Ln pair the fonts draw different shapes (source left, target right), the worst first: a part that one lacks, a regional form, or a wrong character.</numerusform>
            <numerusform>⚠ In %Ln pairs the fonts draw different shapes (source left, target right), the worst first: a part that one lacks, a regional form, or a wrong character.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::PairsPanel</name>
    <message numerus="yes">
        <source>%Ln source glyphs touch the edge of the canvas: make the source&apos;s scale smaller.</source>
        <translation>
            <numerusform>%Ln source glyph touches the edge of the canvas: make the source&apos;s scale smaller.</numerusform>
            <numerusform>%Ln source glyphs touch the edge of the canvas: make the source&apos;s scale smaller.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln target glyphs touch the edge of the canvas: make the target&apos;s scale smaller.</source>
        <translation>
            <numerusform>%Ln target glyph touches the edge of the canvas: make the target&apos;s scale smaller.</numerusform>
            <numerusform>%Ln target glyphs touch the edge of the canvas: make the target&apos;s scale smaller.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln glyphs have no ink: leave these characters out of the pairs.</source>
        <translation>
            <numerusform>%Ln glyph has no ink: leave this character out of the pairs.</numerusform>
            <numerusform>%Ln glyphs have no ink: leave these characters out of the pairs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln target glyphs are drawn the same as another character&apos;s: check that they are meant.</source>
        <translation>
            <numerusform>%Ln target glyph is drawn the same as another character&apos;s: check that it is meant.</numerusform>
            <numerusform>%Ln target glyphs are drawn the same as another character&apos;s: check that they are meant.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::PlacementPanel</name>
    <message numerus="yes">
        <source>Fitted on %Ln characters.</source>
        <translation>
            <numerusform>Fitted on %Ln character.</numerusform>
            <numerusform>Fitted on %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::RunsList</name>
    <message numerus="yes">
        <source>%n run(s) take %1.</source>
        <translation>
            <numerusform>%n run takes %1.</numerusform>
            <numerusform>%n runs take %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::TextPanel</name>
    <message numerus="yes">
        <source>%Ln glyphs are being drawn…</source>
        <translation>
            <numerusform>%Ln glyph is being drawn…</numerusform>
            <numerusform>%Ln glyphs are being drawn…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters are generated</source>
        <translation>
            <numerusform>%Ln character is generated</numerusform>
            <numerusform>%Ln characters are generated</numerusform>
        </translation>
    </message>
</context>
</TS>
