"""Every error twitchkit raises, split by whose move is next.

TwitchkitError                 .code .what .why .fix .retryable .exit_code
├─ UsageError (ValueError)     you, before anything was sent
│    InvalidClipAddress · InvalidRequest · InvalidBaseUrl · InvalidSetting · InvalidNameTemplate
├─ AuthError                   the app or the account
│    MissingCredentials · ClientRefused · TokenRefused · MissingScope · WrongTokenKind · ClientMismatch
│    NotPermitted
├─ TwitchError                 Twitch answered "no"         .status .twitch_says
│    RequestRefused · NotFound · RateLimited · ServerTrouble · UnexpectedAnswer
├─ NetworkError                the wire
│    Unreachable · TimedOut · TlsTrouble · ConnectionCut
├─ ClipError                   this clip                    .slug
│    ClipGone · ClipNotReady · ClipUnavailable · PlaybackRefused · NoSuchRendition · ListingRefused
├─ DownloadError               the bytes, and where they go
│    Truncated · NotVideo · LinkRefused · DiskFull · TargetNotWritable
└─ VaultError                  tokens at rest
     VaultDamaged · VaultTooOpen · VaultTooNew · VaultBusy · VaultNotWritable

Bases end in `Error`; each leaf is one fact, is built from data by keyword, and renders its text from it:
what happened, why, what to do next.  No leaf is given a secret.
"""

from twitchkit.errors.auth import (
    AuthError,
    ClientMismatch,
    ClientRefused,
    MissingCredentials,
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
    TargetNotWritable,
    Truncated,
)
from twitchkit.errors.network import ConnectionCut, NetworkError, TimedOut, TlsTrouble, Unreachable
from twitchkit.errors.twitch import (
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
    InvalidNameTemplate,
    InvalidRequest,
    InvalidSetting,
    UsageError,
)
from twitchkit.errors.vault import (
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultNotWritable,
    VaultTooNew,
    VaultTooOpen,
)

__all__ = [
    "AuthError",
    "ClientMismatch",
    "ClientRefused",
    "ClipError",
    "ClipGone",
    "ClipNotReady",
    "ClipUnavailable",
    "ConnectionCut",
    "DiskFull",
    "DownloadError",
    "InvalidBaseUrl",
    "InvalidClipAddress",
    "InvalidNameTemplate",
    "InvalidRequest",
    "InvalidSetting",
    "LinkRefused",
    "ListingRefused",
    "MissingCredentials",
    "MissingScope",
    "NetworkError",
    "NoSuchRendition",
    "NotFound",
    "NotPermitted",
    "NotVideo",
    "PlaybackRefused",
    "RateLimited",
    "RequestRefused",
    "ServerTrouble",
    "TargetNotWritable",
    "TimedOut",
    "TlsTrouble",
    "TokenRefused",
    "Truncated",
    "TwitchError",
    "TwitchkitError",
    "UnexpectedAnswer",
    "Unreachable",
    "UsageError",
    "VaultBusy",
    "VaultDamaged",
    "VaultError",
    "VaultNotWritable",
    "VaultTooNew",
    "VaultTooOpen",
    "WrongTokenKind",
    "leaves",
]
