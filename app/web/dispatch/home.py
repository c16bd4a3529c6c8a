from app.web.dispatch.blueprint import bp
for _n in ("board", "list_hours", "list_organisations"):
    bp.add_url_rule("/stub-" + _n, _n, lambda: "")
bp.add_url_rule("/", "home", lambda: "")
