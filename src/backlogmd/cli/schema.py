"""`backlogmd schema NAME`: the JSON Schema of what backlogmd reads and writes."""

from __future__ import annotations

import argparse

HELP = "print a JSON Schema"
EXAMPLE = """examples:
  backlogmd schema document > document.schema.json
  backlogmd schema config > backlogmd.schema.json
  backlogmd schema report
  backlogmd schema tasks
  backlogmd schema diff
"""

NAMES = ("config", "document", "report", "finding", "tasks", "diff")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "name",
        choices=NAMES,
        help="of configuration files; of `backlogmd.to_json`; of `check --output-format json`, or a line of "
        "json-lines; of `tasks` or `diff`",
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    if options.name == "document":
        from backlogmd.serial import document_schema

        schema = document_schema()
    elif options.name == "finding":
        from backlogmd.report.json_lines import finding_schema

        schema = finding_schema()
    elif options.name == "tasks":
        from backlogmd.report._tasks import tasks_schema

        schema = tasks_schema()
    elif options.name == "diff":
        from backlogmd.report._changes import diff_schema

        schema = diff_schema()
    elif options.name == "config":
        from backlogmd.settings import settings_schema

        schema = settings_schema()
    else:
        from backlogmd.report.json import report_schema

        schema = report_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
