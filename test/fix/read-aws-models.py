#!/usr/bin/env python3
"""Writes test/fix/aws-commands.json: what the AWS CLI itself says of the commands that our fixes use.

    python3 test/fix/read-aws-models.py                      reads every command of the file again
    python3 test/fix/read-aws-models.py ecr list-images ...  adds commands: SERVICE COMMAND, or SERVICE wait/NAME

Run it with a Python that has an AWS CLI, such as Debian's (apt-get install awscli; /usr/bin/python3) or pip's. A
command that this CLI does not know is kept as it stands: run it with version 2 first, for what only that has
(`logs tail`), then with whatever has the newest service models. Nothing here is asked of AWS; no credentials are read.
"""
import json
import pathlib
import sys

from awscli.clidriver import create_clidriver

FILE = pathlib.Path(__file__).with_name("aws-commands.json")


def word_type(argument):
    """How a value is written on the command line: `required list of Name Values`, the names or words that it takes last."""
    kind = getattr(argument, "cli_type_name", None) or "string"
    if getattr(argument, "_action", None) in ("store_true", "store_false"):
        kind = "boolean"
    elif getattr(argument, "nargs", None) in ("+", "*"):
        kind = "list"
    model = getattr(argument, "argument_model", None)
    item = getattr(model, "member", None) if kind == "list" else model
    # The CLI's own commands (`cloudformation deploy`) list words that they do not insist on.
    is_held = hasattr(argument, "_operation_model")
    members = sorted(getattr(item, "members", None) or getattr(item, "enum", None) or []) if is_held else []
    required = ["required"] if argument.required else []
    return " ".join([*required, kind, *(["of", *members] if members else [])])


def find_command(service, name):
    command = service.subcommand_table if hasattr(service, "subcommand_table") else service._get_command_table()
    head, _, tail = name.partition("/")
    found = command.get(head)
    return found.subcommand_table.get(tail) if found and tail else found


def describe(found):
    """One command: its options with their types, its words without a name, the top of its answer (for --query)."""
    arguments = sorted(found.arg_table.items())
    named = {name: word_type(a) for name, a in arguments if not getattr(a, "positional_arg", False)}
    positional = [name for name, a in arguments if getattr(a, "positional_arg", False)]
    output = getattr(getattr(found, "_operation_model", None), "output_shape", None)
    return {
        "options": named,
        **({"positional": " ".join(positional)} if positional else {}),
        **({"answer": " ".join(sorted(output.members))} if output is not None else {}),
    }


def main(words):
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    wanted = [(service, name) for service, commands in known.items() for name in commands]
    wanted += list(zip(words[::2], words[1::2]))
    table = create_clidriver()._get_command_table()
    for service, name in wanted:
        found = find_command(table[service], name) if service in table else None
        if found is None:
            if name not in known.get(service, {}):
                sys.exit(f"this AWS CLI does not know: aws {service} {name.replace('/', ' ')}")
            continue
        known.setdefault(service, {})[name] = describe(found)
    FILE.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")


main(sys.argv[1:])
