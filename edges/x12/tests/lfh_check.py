"""Reads eligibility files with linuxforhealth-x12, a reader that this project did not write.

Prints one JSON line a file: {"file": ..., "ok": ..., "error": ..., "models": [...]}. Run with a Python that has linuxforhealth-x12:

    python tests/lfh_check.py FILE...
"""

import json
import sys

from linuxforhealth.x12.io import X12ModelReader


def check(path):
    try:
        with X12ModelReader(path) as reader:
            models = [json.loads(model.json()) for model in reader.models()]
        return {"file": path, "ok": bool(models), "error": None if models else "no transaction", "models": models}
    except Exception as fault:  # whatever stops the reader is a failure of the file
        return {"file": path, "ok": False, "error": f"{type(fault).__name__}: {fault}", "models": []}


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    for path in paths:
        print(json.dumps(check(path)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
