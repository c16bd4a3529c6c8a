"""Pairs that are kept apart, from files: the client by the sealed number, the orderer by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from app.domain.imports.blocked import BLOCKED, BlockedRow
from app.domain.imports.columns import Remark
from app.domain.imports.report import PEOPLE
from app.store import kept_apart
from app.store.crypto import unseal
from app.store.db import db
from app.store.imports.shelf import Change, Occasion, Stored, Touched, id_from_key
from app.store.imports.teams import find_named
from app.store.models.people import BlockedPair, Client, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from app.store.kept_apart import Pair
    from app.store.offers import Held


class BlockedShelf:
    """Pairs by the spelling of client and orderer in the file."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._clients: dict[str, UUID] = {}
        self._orderers: dict[str, UUID] = {}
        self._offers: dict[Pair, list[Held]] = {}
        self._touched: set[UUID] = set()

    def find(self, rows: Sequence[BlockedRow]) -> Mapping[str, Stored]:
        """What is kept of these rows; a pair that is not there and not wanted counts as kept."""
        named = find_named({row.client_ref for row in rows})
        self._clients |= {ref: client.id for ref, client in named.items()}
        self._orderers |= _orderers({row.org_ref for row in rows})
        query = select(BlockedPair).where(BlockedPair.client_id.in_(self._clients.values()))
        pairs = {(one.client_id, one.organisation_id): one for one in db.session.scalars(query)}
        self._offers = kept_apart.list_offers({p for row in rows if (p := self._pair(row))})
        stored = ((row, self._stored(row, pairs)) for row in rows)
        return {BLOCKED.key_of(row): one for row, one in stored if one is not None}

    def _stored(self, row: BlockedRow, pairs: Mapping[Pair, BlockedPair]) -> Stored | None:
        client_id, pair = self._clients.get(row.client_ref), self._pair(row)
        known = pairs.get(pair) if pair else None
        if client_id is None or not (known or row.starts_on is None):
            return None
        days = (known.starts_on, known.review_on) if known else (None, None)
        return Stored(client_id, BlockedRow(row.client_ref, row.org_ref, *days))

    def _pair(self, row: BlockedRow) -> Pair | None:
        client_id = self._clients.get(row.client_ref)
        orderer_id = self._orderers.get(row.org_ref)
        return (client_id, orderer_id) if client_id and orderer_id else None

    def check(self, row: BlockedRow, _stored: Stored | None) -> Iterator[Remark]:
        """A client or an orderer whom nobody knows; counts the offers that the row touches."""
        self._count(row)
        if row.client_ref not in self._clients:
            yield Remark("client_ref", "client_unknown", {"text": row.client_ref})
        if row.org_ref not in self._orderers:
            yield Remark("org_ref", "organisation_unknown", {"text": row.org_ref})

    def _count(self, row: BlockedRow) -> None:
        pair, occasion = self._pair(row), self._occasion
        if pair in self._offers and row.starts_on is not None:
            found = kept_apart.between(self._offers[pair], row.starts_on, now=occasion.now)
            agreed = sum(len(shift_ids) for _held, shift_ids in found.agreed)
            occasion.effects.update(offers_taken_back=len(found.unsure), agreed_shifts=agreed)
            self._touched.update({pair[0]} if found.unsure or agreed else ())
            occasion.effects[PEOPLE] = len(self._touched)

    def write(self, added: Sequence[BlockedRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows; those without a first day are taken out.

        Offers that are not sure yet end where a pair is kept apart from now on.
        """
        old = [self._write(change.row) for change in changed]
        new = [self._write(row) for row in added]
        db.session.flush()
        rows = [*(change.row for change in changed), *added]
        apart = {p: row.starts_on for row in rows if row.starts_on and (p := self._pair(row))}
        kept_apart.separate(self._occasion.actor, apart, now=self._occasion.now)
        return sorted(set(new)), sorted(set(old))

    def _write(self, row: BlockedRow) -> UUID:
        client_id, orderer_id = self._clients[row.client_ref], self._orderers[row.org_ref]
        db.session.execute(
            delete(BlockedPair)
            .where(BlockedPair.client_id == client_id, BlockedPair.organisation_id == orderer_id)
            .execution_options(synchronize_session=False)
        )
        if row.starts_on is not None:
            db.session.add(
                BlockedPair(
                    client_id=client_id, organisation_id=orderer_id,
                    starts_on=row.starts_on, review_on=row.review_on,
                )
            )  # fmt: skip
        return client_id

    def list_ids(self) -> Sequence[UUID]:
        """All pairs by their first days."""
        query = select(BlockedPair.id).order_by(BlockedPair.starts_on, BlockedPair.id)
        return list(db.session.scalars(query))

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[BlockedRow]:
        """The rows of these pairs."""
        query = (
            select(BlockedPair, Client.number_sealed, Organisation.ref)
            .join(Client, Client.id == BlockedPair.client_id)
            .join(Organisation, Organisation.id == BlockedPair.organisation_id)
            .where(BlockedPair.id.in_(ids))
        )
        rows = {pair.id: (pair, sealed, ref) for pair, sealed, ref in db.session.execute(query)}
        return [_row(*rows[one]) for one in ids]


def _row(pair: BlockedPair, sealed: bytes | None, ref: str | None) -> BlockedRow:
    number = unseal(sealed, "client", "number", pair.client_id) if sealed else pair.client_id.hex
    orderer = ref or pair.organisation_id.hex
    return BlockedRow(number, orderer, pair.starts_on, pair.review_on)


def _orderers(refs: set[str]) -> dict[str, UUID]:
    """The orderers of these keys, or of these ids where they have no key."""
    ids = [one for ref in refs if (one := id_from_key(ref))]
    rows = db.session.execute(
        select(Organisation.id, Organisation.ref).where(
            or_(
                Organisation.ref.in_(refs),
                Organisation.ref.is_(None) & Organisation.id.in_(ids),
            )
        )
    )
    return {row.ref or row.id.hex: row.id for row in rows}


def list_clients_of(pair_ids: Sequence[UUID]) -> list[UUID]:
    """The clients of these pairs."""
    query = select(BlockedPair.client_id).where(BlockedPair.id.in_(pair_ids)).distinct()
    return list(db.session.scalars(query.order_by(BlockedPair.client_id)))
