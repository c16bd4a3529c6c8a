from app.web.admin.blueprint import bp
for _n in ("list_staff", "list_events"):
    bp.add_url_rule("/stub-" + _n, _n, lambda: "")
