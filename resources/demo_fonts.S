/* Bytes of the demo's files, each between two symbols; demo_fonts.cpp names them. */
    .section .rodata

    .macro embed symbol, file
    .global typemould_demo_\symbol
    .global typemould_demo_\symbol\()_end
    .balign 16
typemould_demo_\symbol:
    .incbin "\file"
typemould_demo_\symbol\()_end:
    .byte 0
    .endm

    embed source, demo-source.ttf
    embed target, demo-target.ttf
    embed source_licence, OFL-NotoSansTC.txt
    embed target_licence, OFL-ZenMaruGothic.txt

    .section .note.GNU-stack, "", %progbits
