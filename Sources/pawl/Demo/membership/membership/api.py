"""What each request means: one function an operation, from a store and a request to an answer's fields."""

from __future__ import annotations

import gc
from typing import Any

from .errors import not_found
from .request import Request
from .store import Row, Store

Fields = dict[str, Any]


def member(store: Store, request: Request) -> Fields:
    return _member(_require_member(store, request))


def measurement(store: Store, request: Request) -> Fields:
    """The member with the latest invoices and payments: what a visit to the member's page needs."""
    row = _require_member(store, request)
    return {
        "member": _member(row),
        "invoices": [_invoice(invoice) for invoice in store.newest_invoices(row["id"], limit=10)],
        "payments": [_payment(payment) for payment in store.newest_payments(row["id"], limit=5)],
    }


def payment_history(store: Store, request: Request) -> Fields:
    """Payments, newest first, each with the invoices that it settles: six statements, however long the page."""
    limit = request.integer("limit", default=20, highest=100)
    row = _require_member(store, request)
    mandate = store.mandate(row["id"])
    payments = store.newest_payments(row["id"], limit)
    references = store.references(payment["id"] for payment in payments)
    invoices = {invoice["id"]: invoice for invoice in store.invoices({entry["invoice_id"] for entry in references})}
    settled: dict[int, list[Fields]] = {payment["id"]: [] for payment in payments}
    for entry in references:
        settled[entry["payment_id"]].append(_settled(entry, invoices[entry["invoice_id"]]))
    return {
        "member": row["id"],
        "total": store.payment_count(row["id"]),
        "limit": limit,
        "payments": [
            {**_payment(payment), "iban": _iban(payment, mandate), "settles": settled[payment["id"]]}
            for payment in payments
        ],
    }


def mandate_check(store: Store, request: Request) -> Fields:
    """Whether the next fee can be collected by direct debit, and if not, why."""
    row = _require_member(store, request)
    mandate = store.mandate(row["id"])
    status = mandate["status"] if mandate else "none"
    return {
        "member": row["id"],
        "collectable": row["payment_method"] == "direct debit" and status == "active",
        "payment_method": row["payment_method"],
        "mandate": {"id": mandate["id"], "status": status, "iban": mandate["iban"]} if mandate else None,
    }


def record_payment(store: Store, request: Request) -> Fields:
    cents, date = request.amount_in_cents(), request.date()
    row = _require_member(store, request)
    payment = store.record_payment(row["id"], date, cents, mode="transfer")
    return {"id": payment, "member": row["id"], "date": date, "amount": cents / 100, "mode": "transfer"}


def payment(store: Store, request: Request) -> Fields:
    row = store.payment(request.identifier)
    if row is None:
        raise not_found("payment", request.identifier)
    return {**_payment(row), "member": row["member_id"]}


def search(store: Store, request: Request) -> Fields:
    """Members whose name, e-mail address, city or status contains the term, and what each owes."""
    term, limit = request.text("q", longest=100), request.integer("limit", default=20, highest=100)
    rows = store.search(term, limit)
    owed = {entry["member_id"]: entry["outstanding_cents"] for entry in store.open_invoices(row["id"] for row in rows)}
    return {
        "query": term,
        "limit": limit,
        "members": [{**dict(row), "outstanding": owed.get(row["id"], 0) / 100} for row in rows],
    }


def bottlenecks(store: Store, request: Request) -> Fields:
    """For each of `count` members from `from` up: what they owe, and what keeps it from coming in."""
    first = request.integer("from", default=1, highest=10**9)
    members = store.members(first, request.integer("count", default=10, highest=50))
    numbers = [row["id"] for row in members]
    owed = {entry["member_id"]: entry for entry in store.open_invoices(numbers)}
    mandates = {mandate["member_id"]: mandate for mandate in store.mandates(numbers)}
    last = {entry["member_id"]: entry["date"] for entry in store.last_payments(numbers)}
    return {
        "members": [
            {
                "id": row["id"],
                "open_invoices": owed[row["id"]]["invoices"] if row["id"] in owed else 0,
                "outstanding": owed[row["id"]]["outstanding_cents"] / 100 if row["id"] in owed else 0.0,
                "oldest_due": owed[row["id"]]["due"] if row["id"] in owed else None,
                "last_payment": last.get(row["id"]),
                "bottleneck": _bottleneck(row, mandates.get(row["id"]), row["id"] in owed),
            }
            for row in members
        ]
    }


def cleanup(store: Store, request: Request) -> Fields:
    store.shrink()
    return {"collected": gc.collect()}


def _require_member(store: Store, request: Request) -> Row:
    row = store.member(request.identifier)
    if row is None:
        raise not_found("member", request.identifier)
    return row


def _bottleneck(member: Row, mandate: Row | None, owes: bool) -> str:
    if not owes:
        return "none"
    if member["status"] == "lapsed":
        return "member has lapsed"
    if member["payment_method"] != "direct debit":
        return "waits for a transfer"
    if mandate is None:
        return "mandate is missing"
    return "collection is due" if mandate["status"] == "active" else "mandate was revoked"


def _iban(payment: Row, mandate: Row | None) -> str | None:
    """The account that a direct debit was taken from, all but its end hidden."""
    if mandate is None or payment["mode"] != "direct debit":
        return None
    return "•••• " + mandate["iban"][-4:]


def _member(row: Row) -> Fields:
    return {key: row[key] for key in ("id", "name", "email", "city", "status", "payment_method")}


def _invoice(row: Row) -> Fields:
    return {
        "id": row["id"],
        "issued": row["issued"],
        "due": row["due"],
        "total": row["total_cents"] / 100,
        "outstanding": row["outstanding_cents"] / 100,
        "status": row["status"],
    }


def _payment(row: Row) -> Fields:
    return {"id": row["id"], "date": row["date"], "amount": row["amount_cents"] / 100, "mode": row["mode"]}


def _settled(reference: Row, invoice: Row) -> Fields:
    return {
        "invoice": invoice["id"],
        "issued": invoice["issued"],
        "amount": reference["amount_cents"] / 100,
        "status": invoice["status"],
    }
