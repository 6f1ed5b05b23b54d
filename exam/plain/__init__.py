"""The same sitting line by line, and results and papers as lines of text.

For screen readers, braille displays, scripts and pipes: whole sentences, and no drawing characters or control
sequences, so that whatever reads it aloud reads nothing but words.
"""
