"""The habits of the code, kept by tests: who may open a page, how things are named and sized."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.templating import Environment
from jinja2 import nodes

from app import create_app
from app.web.shared.nav import MENUS
from tests.databases import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
TEMPLATES = APP / "web" / "templates"
README = ROOT / "README.md"

# Pages and acts that need no sign-in. Whoever adds one says here why it may be open.
PUBLIC = {
    "static",
    "public.start",
    "public.accessibility",
    "public.privacy",
    "public.suggestions",
    "public.feedback",
    "public.credits",
    # orders whose orderer has opened a page: only what the orderer chose; what search engines ask
    "public.list_open_work",
    "public.show_open_work",
    "public.sitemap",
    "public.robots",
    # a phone's calendar: the token in the address is the key, to the shifts that its maker sees
    "public.read_calendar",
    # name and icon for a phone's home screen: the same for everybody
    "public.manifest",
    # the site's worker in the browser: a file, the same for everybody
    "public.worker",
    "public.choose_language",
    # hours by a link: the token in the address is the key, for the hours of one shift
    "public.linked_hours",
    "public.agree_all_linked",
    "public.agree_linked",
    "public.reopen_linked",
    "public.counter_linked_form",
    "public.counter_linked",
    "public.renew_link",
    "public.ask_for_call",
    "public.drop_call",
    # an offer by a link: the token in the address is the key, for that one offer
    "public.linked_offer",
    "public.answer_linked",
    "public.stop_waiting_linked",
    "public.undo_linked",
    "public.wait_linked",
    "public.renew_offer_link",
    # whether an order is still needed, by a link: the token in the address is the key
    "public.linked_task",
    "public.keep_linked_task",
    "public.end_linked_task",
    # whoever has lost a link is not signed in; the same is said to everybody
    "public.lost_link",
    "public.send_lost_link",
    # a gateway brings its secret with each text message
    "public.take_in_sms",
    # ways in and out
    "public.sign_in",
    "public.check_password",
    "public.sign_in_code",
    "public.check_code",
    "public.orderer_sign_in",
    # who orders for the first time: nothing opens before the mail is read
    "public.register_form",
    "public.fill_registration",
    "public.register",
    "public.send_sign_in_link",
    "public.sign_in_link_sent",
    "public.open_link",
    "public.use_link",
    "public.client_sign_in",
    "public.card",
    "public.use_card",
    "public.pair",
    "public.use_pairing",
    # a phone is asked for its signature and gives it: the signature is the key
    "public.start_passkey",
    "public.use_passkey",
    "public.invite",
    "public.accept_invite",
    "public.sign_out",
    "public.sign_out_everywhere",
    "public.end_assisted",
    # says that somebody is still there; whoever is nobody is told so
    "public.stay",
    # leads to sign-in by itself: every role has it
    "public.own_logins",
    # for everybody, also before it is known who they are
    "public.show_help",
    "public.give_feedback",
    "public.feedback_thanks",
    "public.health",
    "public.csp_report",
    # in the demo only
    "public.styleguide",
}
# Pages without a place in a menu: one comes to them from another page.
NOT_IN_MENU = {
    # from the rules
    "admin.list_engagement",
    "admin.list_follow_along",
    # from the coach's week, the dispatcher's hours
    "coach.list_agreements",
    "coach.list_contacts",
    "dispatch.list_agreements",
    # from the board and the inbox, with what was chosen there
    "dispatch.preview_bulk",
    # from the coach's first page
    "coach.show_away",
    "coach.show_route",
    "coach.show_week",
    # from the manager's first page
    "manager.show_away",
    "manager.list_handovers",
    # asked for by the coach's phone, for when there is no connection
    "coach.offline_note",
    "coach.tell_session",
    # from a coach's clients
    "coach.show_fairness",
    # from the open orders of a coach
    "coach.plan_weeks",
    # from the coach's week
    "coach.list_employers",
    # from the dispatcher's week
    "dispatch.plan_weeks",
    "dispatch.show_fairness",
    # from the orderer's organisation
    "orderer.new_colleague",
    # from a client's ways to sign in
    "coach.list_tablets",
    # from the bottom and the top of every page of a client's
    "client.settings",
    # from the client's week
    "client.list_jobs",
    # from the settings
    "client.messages",
    "client.text_size",
    "client.calendar",
    "client.show_help",
    # from the client's own things
    "client.list_wishes",
    "client.list_free_times",
    "client.list_limits",
    "client.list_told",
    "client.show_told_all",
    "client.show_path",
    "client.show_passport",
    # from the client's own path
    "client.list_goals",
    "client.show_goal_form",
    "client.show_helps",
    "client.show_coach",
    # from a coach's clients
    "coach.list_handovers",
    "client.list_ready",
    "client.print_passport",
    "client.show_learned",
    "client.show_self_checks",
    "client.show_strengths",
    "client.show_strengths_form",
    "client.own_log",
    "client.list_acted",
    # from where one is signed in
    "client.show_passkey",
    # from the page of the client's money
    "client.list_hours",
    # from the top of the orderer's first page and of a new order
    "orderer.list_templates",
    "orderer.carve_task",
    # from the foot of the orderer's first page
    "orderer.organisation",
}

LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION, LONGEST_VIEW = 400, 600, 40, 15
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc"}
CLOCK_CALLS = {"now", "today", "utcnow"}
VIEW_MARKS = {"get", "post", "route"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return create_app(settings_for("sqlite://", tmp_path_factory.mktemp("instance")))


def sources(folder: Path = APP) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The dotted end of what is called ("session.commit", "print") and the call."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(isinstance(mark, ast.Attribute) and mark.attr in VIEW_MARKS for mark in marks)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what it does: without signature, decorators and docstring."""
    body = function.body
    first = body[1:] if ast.get_docstring(function) else body
    return (function.end_lineno or 0) - first[0].lineno + 1 if first else 0


# --- doors


def is_gated(site, endpoint):
    blueprint = endpoint.partition(".")[0]
    gates = site.before_request_funcs.get(blueprint, [])
    return any(function.__name__ == "closed_by_default" for function in gates)


def test_every_route_has_a_gate_or_is_public_by_name(site):
    open_doors = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if not is_gated(site, rule.endpoint) and not rule.endpoint.startswith("demo.")
    }
    assert sorted(open_doors - PUBLIC) == []


def test_the_public_list_names_only_routes_that_exist(site):
    assert sorted(PUBLIC - set(site.view_functions)) == []


def test_the_demo_has_no_door_in_production(tmp_path):
    settings = settings_for(
        "sqlite://", tmp_path, app_env="production", smtp_host="mail.example.org",
        public_url="https://jobcenter.example.org", trusted_hosts=("jobcenter.example.org",),
    )  # fmt: skip
    endpoints = create_app(settings).view_functions
    assert [name for name in endpoints if name.startswith("demo.")] == []


def test_every_address_is_kebab_case_with_typed_parts(site):
    bad = [
        rule.rule
        for rule in site.url_map.iter_rules()
        if not re.fullmatch(r"(/|(/([a-z0-9-]+|<\w+(\([^)]*\))?:\w+>))+/?(\.[a-z]+)?)", rule.rule)
    ]
    assert bad == []


def test_no_address_is_a_stub(site):
    assert sorted(rule.rule for rule in site.url_map.iter_rules() if "/stub-" in rule.rule) == []


def test_every_page_is_in_a_menu_or_reached_another_way(site):
    in_menus = {endpoint for menu in MENUS.values() for endpoint, _words in menu}
    pages = {
        rule.endpoint
        for rule in site.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and is_gated(site, rule.endpoint)
    }
    assert sorted(pages - in_menus - NOT_IN_MENU) == []
    assert sorted(NOT_IN_MENU - pages) == []


def test_every_menu_names_pages_that_exist_and_has_at_most_five(site):
    for role, menu in MENUS.items():
        assert len(menu) <= 5, role
        assert [name for name, _words in menu if name not in site.view_functions] == []


# --- sizes and names


def test_no_file_is_long():
    long = [
        (short(p), n) for p in sources() if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    ]
    tests = [(short(p), n) for p in sources(ROOT / "tests")
             if (n := len(p.read_text().splitlines())) > LONGEST_TEST]  # fmt: skip
    assert long + tests == []


def test_no_function_is_long():
    long = [
        f"{short(path)}:{function.lineno} {function.name}"
        for path in sources()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_view_is_long():
    long = [
        f"{short(path)}:{function.lineno} {function.name} {body_lines(function)}"
        for path in sources(APP / "web")
        for function in functions(path)
        if is_view(function) and body_lines(function) > LONGEST_VIEW
    ]
    assert long == []


def test_no_module_has_a_vague_name():
    names = [p for p in APP.rglob("*") if p.stem in VAGUE and (p.suffix == ".py" or p.is_dir())]
    assert [short(path) for path in names] == []


def test_every_module_says_what_it_is():
    silent = [
        short(path)
        for path in sources()
        if path.read_text().strip() and not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


# --- what is done in one place only


def places(*names: str, spared: tuple[str, ...] = ()) -> list[str]:
    """Where one of these is called, outside the files that may."""
    return [
        f"{short(path)}:{call.lineno} {name}"
        for path in sources()
        if short(path) not in spared
        for name, call in calls(path)
        if name in names or any(name.endswith(f".{end}") for end in names)
    ]


def test_one_place_commits():
    assert places("commit", spared=("app/store/transaction.py",)) == []


def test_nothing_is_printed():
    assert [found for found in places("print") if found.endswith(" print")] == []


def test_one_place_reads_the_clock():
    found = [
        f"{short(path)}:{call.lineno} {name}"
        for path in sources()
        if short(path) != "app/clock.py"
        for name, call in calls(path)
        if name.rpartition(".")[0] in {"datetime", "datetime.datetime", "date", "datetime.date"}
        and name.rpartition(".")[2] in CLOCK_CALLS
    ]
    assert found == []


def test_markup_is_made_in_one_place():
    found = places("Markup", spared=("app/web/shared/page.py",))
    assert [place for place in found if "markupsafe" not in place] == []


def test_only_the_runner_and_delivery_catch_everything():
    spared = {"app/scheduled/runner.py", "app/services/delivery.py"}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        if short(path) not in spared
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    assert found == []


def test_nobody_imports_the_composition_root():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "app"
    ]
    assert found == []


def test_a_note_to_do_carries_its_number():
    pattern = re.compile(r"#.*\b(TODO|FIXME|XXX)\b(?!.*#\d+)")
    found = [
        f"{short(path)}:{number}"
        for path in sources()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


# --- templates


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def test_no_template_turns_escaping_off():
    found = [
        short(path)
        for path in templates()
        if re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text())
    ]
    assert found == []


def test_no_template_has_code_or_style_inline():
    pattern = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on|hx-vals=.js:")
    # What stands between the braces is not HTML: `once=3` there is no event.
    plain = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
    found = [p for p in templates() if pattern.search(plain.sub("", p.read_text()))]
    assert [short(path) for path in found] == []


def test_no_template_imports_what_it_does_not_use(site):
    unused = []
    for path in templates():
        tree = site.jinja_env.parse(path.read_text())
        used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
        for node in tree.find_all(nodes.FromImport):
            names = [name[1] if isinstance(name, tuple) else name for name in node.names]
            unused += [f"{short(path)}: {name}" for name in names if name not in used]
        for node in tree.find_all(nodes.Import):
            if node.target not in used:
                unused.append(f"{short(path)}: {node.target}")
    assert unused == []


# What the app takes over from Flask-Babel on purpose: the catalogue is found once a page.
TAKEN_OVER = {"gettext", "ngettext", "npgettext", "pgettext"}


class Names(dict[str, object]):
    """Names as templates know them, and those that were given to a second thing."""

    def __init__(self, known: Mapping[str, object]) -> None:
        super().__init__(known)
        self.given_again: list[str] = []

    def __setitem__(self, name: str, thing: object) -> None:
        if name in self and self[name] is not thing:
            self.given_again.append(name)
        super().__setitem__(name, thing)

    def update(self, *tables: Mapping[str, object], **things: object) -> None:
        for table in (*tables, things):
            for name, thing in table.items():
                self[name] = thing


class WatchedEnvironment(Environment):
    """Jinja's own names count, too: a filter of ours called `round` would hide Jinja's."""

    def __init__(self, app: Flask, **options: object) -> None:
        super().__init__(app, **options)
        self.filters, self.globals, self.tests = (
            Names(table) for table in (self.filters, self.globals, self.tests)
        )


def test_no_name_in_templates_is_given_to_two_things(tmp_path, monkeypatch):
    monkeypatch.setattr(Flask, "jinja_environment", WatchedEnvironment)
    env = create_app(settings_for("sqlite://", tmp_path)).jinja_env
    again = [*env.filters.given_again, *env.globals.given_again, *env.tests.given_again]
    assert set(again) == TAKEN_OVER


def test_no_text_is_put_together_before_it_is_translated():
    pattern = re.compile(r"\b_n?\(\s*f[\"']")
    files = [*sources(), *templates()]
    assert [short(path) for path in files if pattern.search(path.read_text())] == []


# --- the README knows


def settings_read() -> set[str]:
    """The names that config.py takes from the environment."""
    found = set()
    for name, call in calls(APP / "config.py"):
        first = call.args[0] if call.args else None
        if name == "environ.get" and isinstance(first, ast.Constant):
            found.add(str(first.value))
    return found


@pytest.mark.skipif(not README.exists(), reason="there is no README yet")
def test_the_readme_names_every_setting():
    text = README.read_text(encoding="utf-8")
    assert sorted(name for name in settings_read() if name not in text) == []


@pytest.mark.skipif(not README.exists(), reason="there is no README yet")
def test_the_readme_names_every_scheduled_work():
    from app.scheduled.table import TABLE

    text = README.read_text(encoding="utf-8")
    assert sorted(work.name for work in TABLE if work.name not in text) == []
