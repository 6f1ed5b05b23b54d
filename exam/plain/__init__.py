"""How it is heard: the same sitting line by line, and results and papers as lines of text.

For screen readers, braille displays, scripts and pipes. It speaks in sentences and refuses drawing characters and
control sequences: whatever reads it aloud reads nothing but words.
"""
