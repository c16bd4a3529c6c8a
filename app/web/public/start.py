from flask import render_template
from app.web.public.blueprint import bp


@bp.get("/")
def start() -> str:
    return render_template("public/start.html")


bp.add_url_rule("/language", "choose_language", lambda: "", methods=["POST"])
