from app.web.public.blueprint import bp
for _n in ("accessibility", "privacy", "feedback", "credits"):
    bp.add_url_rule("/" + _n, _n, lambda: "")
