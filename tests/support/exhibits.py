"""Banks with exhibits of each sort: a friendly one, and one whose every text would like to steer the terminal."""

from pathlib import Path

from exam.assembly import tailor
from exam.core.form import Form
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.support.pictures import write_png

SOUND = '''
schema = 2
id = "beside"
title = "Beside"
text = "markdown"

[[exhibit]]
id = "case"
title = "The case"
passage = """
A cluster has **two** nodes.

- `n1` runs the controller
- `n2` runs jobs
"""

[[exhibit]]
id = "manifest"
title = "deployment.yaml"
language = "yaml"
code = """
kind: Deployment
spec:
  replicas: 3  # a long comment that goes on and on, so that it has to be folded in most terminals there are
"""

[[exhibit]]
id = "usage"
table = [["node", "GPUs"], ["n1", "8"], ["n2", "16"]]

[[exhibit]]
id = "topology"
title = "Network"
picture = "pictures/topology.png"
alt = "Two leaf switches under one spine switch"

[[section]]
id = "s"
title = "Section"

[[section.item]]
id = "first"
stem = "Where does the *controller* run?"
options = { a = "on `n1`", b = "on `n2`" }
key = "a"
exhibits = ["case"]
shuffle = false
rationale = "The case says **so**."

[[section.item]]
id = "second"
stem = "Where do jobs run?"
options = { a = "on `n1`", b = "on `n2`" }
key = "b"
exhibits = ["case", "usage"]
shuffle = false

[[section.item]]
id = "third"
stem = """
How many pods does this ask for?

```python
print(1)
```
"""
type = "numeric"
answers = [3]
exhibits = ["manifest"]

[[section.item]]
id = "fourth"
stem = "How many spine switches are there?"
type = "numeric"
answers = [1]
exhibits = ["topology"]

[[blueprint]]
id = "all"
title = "All"
minutes = 30
'''

PAYLOADS = (
    "\\u001b]0;taken\\u0007", "\\u001b[2J", "\\u001b]52;c;aGk=\\u0007", "\\u009b31m", "\\u202egnp.exe",
    "\\u001b_Ga=T;AAAA\\u001b\\\\", "[@click=app.quit]x[/]", "[/b]", "[bold red]x[/]", ":smile:",
    "<script>alert(1)</script>",
)  # fmt: skip
"""As they stand in a TOML file."""

CAPTURED = ("\x1b]0;taken", "\x1b]52;c;", "\u009b", "\u202e", "\x1b_G")
"""What no terminal may get to see."""


def hostile() -> str:
    """A bank with every payload in every place that an exhibit or a Markdown text has."""
    every = "".join(PAYLOADS)
    return f'''
schema = 2
id = "hostile"
title = "Hostile"
text = "markdown"

[[exhibit]]
id = "passage"
title = "T {every}"
passage = "**bold {every}** `code {every}` [link {every}](https://x.y/{every}) ![alt {every}](src) &#27;[2J &#x9b;2J"

[[exhibit]]
id = "code"
language = "python"
code = "x = '{every}'\\n# {every}"

[[exhibit]]
id = "table"
table = [["{every}", "b"], ["c", "{every}"]]

[[exhibit]]
id = "picture"
title = "P {every}"
picture = "pictures/topology.png"
alt = "Alt {every}"

[[section]]
id = "s"
title = "S"

[[section.item]]
id = "first"
stem = """
# Head {every}

```sh
{every}
```

|a|b|
|-|-|
|{every}|x|

> {every}

1. {every}

$x {every}$ a^{every}^
"""
options = {{ a = "A `{every}`", b = {{ text = "B *{every}*", feedback = "F ~{every}~" }} }}
key = "a"
exhibits = ["passage", "code", "table", "picture"]
rationale = "R [here](javascript:{every})"

[[section.item]]
id = "second"
stem = "Second?"
options = {{ a = "yes", b = "no" }}
key = "a"
exhibits = ["passage"]
'''


def write_bank(folder: Path, text: str = SOUND) -> Path:
    """The bank's file and its picture."""
    write_png(folder / "pictures" / "topology.png", 24, 12)
    file = folder / "bank.toml"
    file.write_text(text, encoding="utf-8")
    return file


def form_beside(tmp_path: Path, text: str = SOUND, seed: int = 2) -> Form:
    """A paper of such a bank, whose pictures are kept in ``data/pictures``."""
    file = write_bank(tmp_path / "bank", text)
    bank = open_bank(file, tmp_path / "cache", kept=tmp_path / "data" / "pictures")
    return assemble_form(bank, tailor(bank, None), seed)
