"""How it is seen in a browser: a page with a terminal in it, and one process of the app for each window.

Owns who may reach that page, because a page that starts programs is a door: loopback only unless asked otherwise, an
address that cannot be guessed, no foreign site, a few windows at most, and no shell. Refuses to know what the app does.
What draws the terminal in the page is taken from textual-serve; its server is not, since it checks none of this.
"""
