"""`backlogmd schema NAME`: the JSON Schema of what backlogmd writes."""

from __future__ import annotations

import argparse

HELP = "print a JSON Schema"
EXAMPLE = """examples:
  backlogmd schema document > document.schema.json
  backlogmd schema report
  backlogmd schema tasks
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "name",
        choices=("document", "report", "tasks"),
        help="of `backlogmd.to_json`, or of --output-format json of `check` or `tasks`",
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    if options.name == "document":
        from backlogmd.serial import document_schema

        schema = document_schema()
    elif options.name == "tasks":
        from backlogmd.report._tasks import tasks_schema

        schema = tasks_schema()
    else:
        from backlogmd.report.json import report_schema

        schema = report_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
