"""The contract of the store port, to run on every engine."""

from support.contract_loads import LoadContract
from support.contract_mask import MaskContract
from support.contract_ownership import OwnershipContract
from support.contract_reads import ReadContract
from support.contract_records import RecordContract
from support.contract_traversal import TraversalContract
from support.contract_writes import EraseContract, WriteContract


class StoreContract(
    ReadContract,
    RecordContract,
    TraversalContract,
    MaskContract,
    OwnershipContract,
    LoadContract,
    WriteContract,
    EraseContract,
):
    """Every method of ``ports.store.Store``. An engine's test class derives from it and supplies ``open``, ``raw_write`` and
    ``raw_read``: the back doors keep a broken write from hiding a broken read.
    """
