"""Fifty items."""

import json
import os

with open(os.path.join(os.environ["PAWL_STATE"], "items.jsonl"), "w", encoding="utf-8") as file:
    for number in range(1, 51):
        file.write(json.dumps({"id": number, "name": f"item {number}", "price": number * 3}) + "\n")
