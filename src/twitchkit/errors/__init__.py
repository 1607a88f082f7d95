"""Every error twitchkit raises, split by whose move is next.

TwitchkitError                 .code .what .why .fix .retryable .exit_code
├─ UsageError (ValueError)     you, before anything was sent
│    InvalidClipAddress · InvalidRequest · InvalidBaseUrl · InvalidSetting · InvalidConfigFile
│    InvalidNameTemplate · NotARedirect · UnknownOperation · MissingExtra · KrakenGone
│    InvalidFilter
├─ AuthError                   the app or the account
│    MissingCredentials · ClientRefused · TokenRefused · MissingScope · WrongTokenKind · ClientMismatch
│    NotPermitted · MissingExtensionSecret
│    a login: AuthorizationDenied · AuthorizationRefused · RedirectMismatch · StateMismatch
│    AuthorizationExpired · AuthorizationSpent · WrongAccount · ScopesNotGranted · CodeRefused · CodeLost
│    DeviceCodeExpired · DeviceRefused · IdTokenRefused
│    afterwards: SecretRequired · NotRefreshable · RefreshRefused · RefreshLost · ExtensionTokenRefused
│    NotLoggedIn · LoginOver · RefreshFailedElsewhere · PortInUse
├─ TwitchError                 Twitch answered "no"         .status .twitch_says
│    RequestRefused · NotFound · RateLimited · ServerTrouble · ListingIncomplete · UnexpectedAnswer
├─ NetworkError                the wire
│    Unreachable · TimedOut · TlsTrouble · ConnectionCut
├─ ClipError                   this clip                    .slug
│    ClipGone · ClipNotReady · ClipUnavailable · PlaybackRefused · NoSuchRendition · ListingRefused
├─ DownloadError               the bytes, and where they go
│    Truncated · NotVideo · LinkRefused · DiskFull · TargetNotWritable · TargetBusy
├─ ArchiveError                an archive and its catalogue .path
│    NoArchive · ArchiveBusy · CatalogueDamaged · CatalogueTooNew · CatalogueNotWritable
│    UnknownChannel · UnknownGame · NothingKept · KeptFileUnusable
└─ VaultError                  tokens at rest
     VaultDamaged · VaultTooOpen · VaultTooNew · VaultBusy · VaultNotWritable · KeyringUnavailable
     VaultKeyMissing

Bases end in `Error`; each leaf is one fact, is built from data by keyword, and renders its text from it:
what happened, why, what to do next.  No leaf is given a secret.
"""

from twitchkit.errors.account import LoginOver, NotLoggedIn, PortInUse, RefreshFailedElsewhere
from twitchkit.errors.archive import (
    ArchiveBusy,
    ArchiveError,
    CatalogueDamaged,
    CatalogueNotWritable,
    CatalogueTooNew,
    KeptFileUnusable,
    NoArchive,
    NothingKept,
    UnknownChannel,
    UnknownGame,
)
from twitchkit.errors.auth import (
    AuthError,
    ClientMismatch,
    ClientRefused,
    MissingCredentials,
    MissingExtensionSecret,
    MissingScope,
    NotPermitted,
    TokenRefused,
    WrongTokenKind,
)
from twitchkit.errors.base import TwitchkitError, leaves
from twitchkit.errors.clip import (
    ClipError,
    ClipGone,
    ClipNotReady,
    ClipUnavailable,
    ListingRefused,
    NoSuchRendition,
    PlaybackRefused,
)
from twitchkit.errors.download import (
    DiskFull,
    DownloadError,
    LinkRefused,
    NotVideo,
    TargetBusy,
    TargetNotWritable,
    Truncated,
)
from twitchkit.errors.login import (
    AuthorizationDenied,
    AuthorizationExpired,
    AuthorizationRefused,
    AuthorizationSpent,
    CodeLost,
    CodeRefused,
    DeviceCodeExpired,
    DeviceRefused,
    ExtensionTokenRefused,
    IdTokenRefused,
    NotRefreshable,
    RedirectMismatch,
    RefreshLost,
    RefreshRefused,
    ScopesNotGranted,
    SecretRequired,
    StateMismatch,
    WrongAccount,
)
from twitchkit.errors.network import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.errors.twitch import (
    ListingIncomplete,
    NotFound,
    RateLimited,
    RequestRefused,
    ServerTrouble,
    TwitchError,
    UnexpectedAnswer,
)
from twitchkit.errors.usage import (
    InvalidBaseUrl,
    InvalidClipAddress,
    InvalidConfigFile,
    InvalidFilter,
    InvalidNameTemplate,
    InvalidRequest,
    InvalidSetting,
    KrakenGone,
    MissingExtra,
    NotARedirect,
    UnknownOperation,
    UsageError,
)
from twitchkit.errors.vault import (
    KeyringUnavailable,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultKeyMissing,
    VaultNotWritable,
    VaultTooNew,
    VaultTooOpen,
)

__all__ = [
    "ArchiveBusy",
    "ArchiveError",
    "AuthError",
    "AuthorizationDenied",
    "AuthorizationExpired",
    "AuthorizationRefused",
    "AuthorizationSpent",
    "CatalogueDamaged",
    "CatalogueNotWritable",
    "CatalogueTooNew",
    "ClientMismatch",
    "ClientRefused",
    "ClipError",
    "ClipGone",
    "ClipNotReady",
    "ClipUnavailable",
    "CodeLost",
    "CodeRefused",
    "ConnectionCut",
    "DeviceCodeExpired",
    "DeviceRefused",
    "DiskFull",
    "DownloadError",
    "ExtensionTokenRefused",
    "IdTokenRefused",
    "InvalidBaseUrl",
    "InvalidClipAddress",
    "InvalidConfigFile",
    "InvalidFilter",
    "InvalidNameTemplate",
    "InvalidRequest",
    "InvalidSetting",
    "KeptFileUnusable",
    "KeyringUnavailable",
    "KrakenGone",
    "LinkRefused",
    "ListingIncomplete",
    "ListingRefused",
    "LoginOver",
    "MissingCredentials",
    "MissingExtensionSecret",
    "MissingExtra",
    "MissingScope",
    "NetworkError",
    "NoArchive",
    "NoSuchRendition",
    "NotARedirect",
    "NotFound",
    "NotLoggedIn",
    "NotPermitted",
    "NotRefreshable",
    "NotVideo",
    "NothingKept",
    "PlaybackRefused",
    "PortInUse",
    "RateLimited",
    "RedirectMismatch",
    "RefreshFailedElsewhere",
    "RefreshLost",
    "RefreshRefused",
    "RequestRefused",
    "ScopesNotGranted",
    "SecretRequired",
    "ServerTrouble",
    "StateMismatch",
    "TargetBusy",
    "TargetNotWritable",
    "TimedOut",
    "TlsTrouble",
    "TokenRefused",
    "Truncated",
    "TwitchError",
    "TwitchkitError",
    "UnexpectedAnswer",
    "UnknownChannel",
    "UnknownGame",
    "UnknownOperation",
    "Unreachable",
    "UsageError",
    "VaultBusy",
    "VaultDamaged",
    "VaultError",
    "VaultKeyMissing",
    "VaultNotWritable",
    "VaultTooNew",
    "VaultTooOpen",
    "WrongAccount",
    "WrongTokenKind",
    "leaves",
]
