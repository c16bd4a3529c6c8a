from app.web.coach.blueprint import bp
for _n in ("list_clients", "list_tasks", "list_offers", "list_notes"):
    bp.add_url_rule("/stub-" + _n, _n, lambda: "")
bp.add_url_rule("/", "home", lambda: "")
