"""How it is seen in a browser: a page with a terminal in it, and one process of the app for each window.

A page that starts programs must not be reached by everybody: it is on loopback only unless asked otherwise, at an
address that cannot be guessed, closed to other sites, with a few windows at most, and no shell is involved. What draws
the terminal in the page is taken from textual-serve; its server is not, since it checks none of this.
"""
