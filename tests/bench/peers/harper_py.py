"""Reads lines of JSON, each a list of drafts; answers each with the processor seconds that Harper took for them."""

import json
import sys
import time

from harper import Linter

linter = Linter()
for line in sys.stdin:
    drafts = json.loads(line)
    start = time.process_time()
    for draft in drafts:
        linter.lint(draft)
    sys.stdout.write(f"{time.process_time() - start}\n")
    sys.stdout.flush()
