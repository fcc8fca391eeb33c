#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Checks one Python file: it compiles without a warning, imports nothing but
the standard library and modules beside it, and uses what it imports.

usage: python.py FILE
"""

import ast
import os
import sys
import warnings


def imported(tree):
    """Yields (line, bound name, top-level module) of each import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.split(".")[0]
                yield node.lineno, bound, alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")[0]
            for alias in node.names:
                yield node.lineno, alias.asname or alias.name, module


def complaints(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(text, path)
            compile(text, path, "exec")
    except SyntaxError as error:
        yield error.lineno or 0, error.msg
        return
    except Warning as warning:
        yield 0, str(warning)
        return

    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    beside = {name.removesuffix(".py")
              for name in os.listdir(os.path.dirname(path) or ".")}
    for line, bound, module in imported(tree):
        if bound not in used:
            yield line, f"{bound} is imported and not used"
        if module and module not in sys.stdlib_module_names and module not in beside:
            yield line, f"{module} is not in the standard library"
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "an except without a type hides mistakes"


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    status = 0
    for line, text in complaints(sys.argv[1]):
        print(f"{sys.argv[1]}:{line}: {text}")
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
