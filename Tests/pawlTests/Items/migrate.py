"""Changes nothing, unless the fault 'empty-data' is planted: that loses all items but one."""

import os

path = os.path.join(os.environ["PAWL_STATE"], "items.jsonl")
with open("fault", encoding="utf-8") as file:
    fault = file.read().strip()
if fault == "empty-data":
    with open(path, "r+", encoding="utf-8") as file:
        file.readline()
        file.truncate(file.tell())
