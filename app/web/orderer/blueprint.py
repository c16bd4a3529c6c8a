"""The orderer audience's blueprint and its gate."""

from __future__ import annotations

from flask import Blueprint

from app.domain.vocabulary import ORDERER_ROLES
from app.web.shared.access import gate

bp = Blueprint("orderer", __name__, url_prefix="/orderer")
gate(bp, ORDERER_ROLES)
