"""The one tree of errors.

XinmaiError
├── UsageError                what the caller asked for cannot be asked
│   ├── BadArgument           one argument of a question
│   ├── UnknownId             an id that is nothing in this view
│   ├── QueryTooLarge         a GraphQL document that asks for more than one request may
│   ├── TooManyJobs           as many long questions run as may
│   └── QueryFileError        a GraphQL document or variable given to the command line
├── DataError                 what a file says cannot be used
│   ├── BundleError           a bundle as a whole: no manifest, an unreadable file, an unknown column
│   ├── MappingError          a mapping file
│   ├── EncodingFault         a text file that is not in the stated encoding
│   └── CatalogueError        a file of seed/rules or seed/catalogue
├── StoreError                the store cannot do its work
│   ├── StoreMissing          no store where the address points
│   ├── StoreLocked           another process holds the writer's lock
│   ├── StoreReadOnly         the file may not be written
│   ├── StoreUnreachable      the server does not answer
│   ├── StoreDenied           the server does not let us in
│   ├── StoreForeign          the file is not ours
│   ├── StoreNewer            written by a newer version of xinmai
│   ├── StoreUnfinished       a copy into it has not ended
│   ├── StoreUnindexed        an importer filled it, and nobody made its indexes
│   ├── StoreNotEmpty         a copy is to go into it, and it holds something else
│   ├── CopyDiffers           what a copy holds is not what it was made from
│   ├── StoreFull             the disk is full
│   ├── StoreDamaged          the file is damaged
│   └── RevisionConflict      the store has moved on since the caller looked
├── BudgetExceeded            the question needs more time than it was given
├── ServerError               a Neo4j server of this machine cannot be had
│   ├── JavaUnusable          no Java development kit that this Neo4j runs on
│   ├── MavenMissing          no Maven to fetch the server with
│   ├── FetchFailed           the server could not be fetched and compiled
│   ├── FetchedOtherwise      a fetched file is not the one that was pinned
│   ├── PortTaken             something else listens on the port
│   ├── StartFailed           the server ended, or did not answer in time
│   ├── StopFailed            the server did not end in time
│   ├── NotRunning            no server runs in this folder
│   ├── StillRunning          the server of this folder runs
│   └── ImportFailed          Neo4j's importer refused the files or the database
├── SettingsError             a setting has no usable value
├── NoSigningKey              evidence is asked for, and nothing to sign it with
├── SigningKeyExists          a signing key is to be made where one lies
├── CannotListen              the server cannot listen on its address
└── ResourceMissing           a data file of the installation is not there

Each class has a stable ``code`` (what programs branch on) and a ``hint`` (what a person does next). A constructor takes
facts; the class builds the sentence. Personal values are never put into a sentence.
"""

from xinmai.errors.base import XinmaiError
from xinmai.errors.data import BundleError, CatalogueError, DataError, EncodingFault, MappingError
from xinmai.errors.evidence import NoSigningKey, SigningKeyExists
from xinmai.errors.installation import CannotListen, ResourceMissing, SettingsError
from xinmai.errors.server import (
    FetchedOtherwise,
    FetchFailed,
    ImportFailed,
    JavaUnusable,
    MavenMissing,
    NotRunning,
    PortTaken,
    ServerError,
    StartFailed,
    StillRunning,
    StopFailed,
)
from xinmai.errors.store import (
    BudgetExceeded,
    CopyDiffers,
    RevisionConflict,
    StoreDamaged,
    StoreDenied,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreNotEmpty,
    StoreReadOnly,
    StoreUnfinished,
    StoreUnindexed,
    StoreUnreachable,
)
from xinmai.errors.usage import BadArgument, QueryFileError, QueryTooLarge, TooManyJobs, UnknownId, UsageError

__all__ = [
    "BadArgument",
    "BudgetExceeded",
    "BundleError",
    "CannotListen",
    "CatalogueError",
    "CopyDiffers",
    "DataError",
    "EncodingFault",
    "FetchFailed",
    "FetchedOtherwise",
    "ImportFailed",
    "JavaUnusable",
    "MappingError",
    "MavenMissing",
    "NoSigningKey",
    "NotRunning",
    "PortTaken",
    "QueryFileError",
    "QueryTooLarge",
    "ResourceMissing",
    "RevisionConflict",
    "ServerError",
    "SettingsError",
    "SigningKeyExists",
    "StartFailed",
    "StillRunning",
    "StopFailed",
    "StoreDamaged",
    "StoreDenied",
    "StoreError",
    "StoreForeign",
    "StoreFull",
    "StoreLocked",
    "StoreMissing",
    "StoreNewer",
    "StoreNotEmpty",
    "StoreReadOnly",
    "StoreUnfinished",
    "StoreUnindexed",
    "StoreUnreachable",
    "TooManyJobs",
    "UnknownId",
    "UsageError",
    "XinmaiError",
]
