"""Starts a new check: a TOML file with every required field, still empty.  Usage: new_check.py ID [FOLDER].

Until the file is filled, Breather does not start: the loader names what is missing, one thing at a time.
"""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "heuristics" / "packs" / "en"

TEMPLATE = """\
id = "{id}"
# Two or three words for switches and lists.
title = ""
# One sentence: what such a draft does.
about = ""
# experimental, or stable once it has been measured with `breather evaluate`.
status = "experimental"
# note marks the words, pause shows the card.
level = ""
# Which check speaks when several fire: the higher one. Look at the neighbours' numbers.
rank = 0
# Keys of packs/sources.toml: what in the documents asks for this check.
sources = []
# In words: which innocent drafts may still fire it.
known_false_alarms = ""

# What the card says, two or three times over. {{quote}} becomes the writer's own words.
# Kind, plain, and never "you are".
[[prompt]]
heading = ""
why = ""
question = ""

# What people write. [[ and ]] in an example mark the words that are underlined.
[[pattern]]
name = ""
match = ''''''
fires = []

# What makes a match harmless. within: match, sentence or draft.
[[unless]]
name = ""
match = ''''''
within = "sentence"
quiet = []
"""


def main(arguments: list[str]) -> int:
    """Write the file, unless the name is unfit or taken; give the exit code."""
    check_id = arguments[0] if arguments else ""
    folder = Path(arguments[1]) if arguments[1:] else FOLDER
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", check_id):
        print(
            "A check needs a name of lower-case words with hyphens: make new-check ID=silent-treatment",
            file=sys.stderr,
        )
        return 2
    path = folder / f"{check_id}.toml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(id=check_id))
    except FileExistsError:
        print(f"There is a check {check_id!r} already: {path}", file=sys.stderr)
        return 1
    print(f"Wrote {path}\nFill it in, then: make test")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
