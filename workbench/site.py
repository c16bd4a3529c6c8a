"""What `dev.py run` serves: brings the database up to date, then answers, in one process.

One process, since importing the site takes a second and a start shall take less than three.
Unlike the rest of the workbench this runs inside .venv.
"""

from __future__ import annotations

import argparse
import sys

import click
import waitress
from flask.cli import ScriptInfo

from wsgi import app


def prepare(wishes: list[str]) -> None:
    """Run `flask prepare`; its own sentence and exit code are the answer when it fails."""
    information = ScriptInfo(create_app=lambda: app)
    try:
        app.cli.main(["prepare", *wishes], "flask", obj=information, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--listen", action="append", required=True)
    options, wishes = parser.parse_known_args()
    prepare(wishes)
    waitress.serve(app, listen=" ".join(options.listen), threads=8)


if __name__ == "__main__":
    main()
