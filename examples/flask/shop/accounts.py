"""Signing in, and forgetting the password."""

import logging
from dataclasses import dataclass

from flask import Blueprint, jsonify, request
from werkzeug.security import check_password_hash, generate_password_hash

accounts = Blueprint("accounts", __name__)
log = logging.getLogger("shop.accounts")


@dataclass(frozen=True)
class Account:
    id: str
    email: str
    password_hash: str


registered: dict[str, Account] = {}


@accounts.post("/accounts")
def register():
    form = request.get_json()
    # Few iterations: this shop holds no real passwords, and its log is what matters.
    hashed = generate_password_hash(form["password"], "pbkdf2:sha256:1000")
    account = registered[form["email"]] = Account(f"u-{len(registered) + 1:04d}", form["email"], hashed)
    log.info("account created", extra={"user": {"id": account.id, "email": account.email, "name": form["name"]}})
    return jsonify(user=account.id), 201


@accounts.post("/login")
def login():
    form = request.get_json()
    account = registered.get(form["email"])
    if account is None or not check_password_hash(account.password_hash, form["password"]):
        # Two ways to leak a password that pass many a review: one in words, one as a dictionary's repr.
        log.warning("login failed for %s, password=%s", form["email"], form["password"])
        log.debug("login form was %r", form)
        return jsonify(error="wrong_credentials"), 401
    log.info("user %s logged in", account.email, extra={"user": {"id": account.id, "email": account.email}})
    return jsonify(user=account.id)


@accounts.post("/password/reset")
def request_reset():
    email = request.get_json()["email"]
    log.info("password reset mail sent to %s", email)
    return "", 202


@accounts.get("/password/reset")
def use_reset_token():
    """The token is in the query, and so in the access log."""
    if len(request.args.get("token", "")) < 16:
        return jsonify(error="invalid_token"), 400
    return "", 204
