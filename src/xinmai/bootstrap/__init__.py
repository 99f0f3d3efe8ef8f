"""Puts the parts together and chooses the adapters; the only place that does."""

from xinmai.bootstrap.clock import now, today_of
from xinmai.bootstrap.copying import open_pair
from xinmai.bootstrap.exporting import export_to_neo4j_admin, prove_import, read_manifest
from xinmai.bootstrap.identity import Identity, find_identity, key_file
from xinmai.bootstrap.loading import Desk, is_empty, open_desk
from xinmai.bootstrap.signing import NewKey, create_key, require_signer, signing_key_file
from xinmai.bootstrap.stores import examine_store, open_configured, open_store
from xinmai.bootstrap.writing import new_file

__all__ = [
    "Desk",
    "Identity",
    "NewKey",
    "create_key",
    "examine_store",
    "export_to_neo4j_admin",
    "find_identity",
    "is_empty",
    "key_file",
    "new_file",
    "now",
    "open_configured",
    "open_desk",
    "open_pair",
    "open_store",
    "prove_import",
    "read_manifest",
    "require_signer",
    "signing_key_file",
    "today_of",
]
