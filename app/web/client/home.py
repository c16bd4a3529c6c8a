from app.web.client.blueprint import bp
for _n in ("week", "list_hours", "own_log"):
    bp.add_url_rule("/stub-" + _n, _n, lambda: "")
bp.add_url_rule("/", "home", lambda: "")
