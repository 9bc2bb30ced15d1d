"""Validates claim files with pyx12, a reader that this project did not write.

Prints one JSON line a file: {"file": ..., "ok": ..., "errors": [...]}. Run with a Python that has pyx12 installed:

    python tests/pyx12_check.py FILE...
"""

import io
import json
import logging
import sys

import pyx12.params
import pyx12.x12n_document


class Collected(logging.Handler):
    """Keeps what pyx12 only logs."""

    def __init__(self):
        super().__init__(level=logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def errors_of(node):
    """Every error in pyx12's nested report, at whatever depth."""
    if isinstance(node, dict):
        for error in node.get("errors") or []:
            yield {"code": str(error.get("err_cde")), "text": error.get("err_str")} if isinstance(error, dict) else {"text": str(error)}
        for key, value in node.items():
            if key != "errors":
                yield from errors_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from errors_of(value)


def check(path, collected):
    collected.texts.clear()
    report, acknowledgment = io.StringIO(), io.StringIO()
    try:
        ok = pyx12.x12n_document.x12n_document(
            param=pyx12.params.params(None), src_file=path, fd_997=acknowledgment, fd_html=None, fd_json=report
        )
        errors = list(errors_of(json.loads(report.getvalue() or "{}")))
    except Exception as fault:  # whatever stops the validator is a failure of the file
        ok, errors = False, [{"text": f"{type(fault).__name__}: {fault}"}]
    errors += [{"text": text} for text in collected.texts]
    return {"file": path, "ok": bool(ok) and not errors, "errors": errors}


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    collected = Collected()
    logging.getLogger("pyx12").addHandler(collected)
    for path in paths:
        print(json.dumps(check(path, collected)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
