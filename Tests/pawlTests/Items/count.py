"""Prints how many items there are."""

import os

with open(os.path.join(os.environ["PAWL_STATE"], "items.jsonl"), encoding="utf-8") as file:
    print(sum(1 for _ in file))
