from app.web.public.blueprint import bp
bp.add_url_rule("/sign-in", "sign_in", lambda: "")
bp.add_url_rule("/sign-out", "sign_out", lambda: "", methods=["POST"])
