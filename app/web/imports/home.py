from app.web.imports.blueprint import bp
bp.add_url_rule("/", "index", lambda: "")
