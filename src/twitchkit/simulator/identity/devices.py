"""Devices that wait for a person's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import final

from twitchkit.clock import Clock
from twitchkit.simulator.identity.chance import capitals, code

DEVICE_CODE_LENGTH = 40
USER_CODE_LENGTH = 8
DEVICE_LIFETIME_S = 1800


@dataclass(slots=True, kw_only=True)
class Device:
    """One device's request.

    Args:
        allowed: None until a person has decided.
        user_id: who decided.
        polled_at: the last time it asked.
    """

    device_code: str
    user_code: str
    client_id: str
    scopes: tuple[str, ...]
    expires_at: datetime
    interval_s: int
    allowed: bool | None = None
    user_id: str | None = None
    polled_at: datetime | None = None

    def is_too_fast(self, now: datetime) -> bool:
        """Whether it polls again before its interval is over; notes the time."""
        before, self.polled_at = self.polled_at, now
        return before is not None and (now - before).total_seconds() < self.interval_s


@final
class DeviceBook:
    """The devices that have not got their tokens yet."""

    def __init__(self, *, clock: Clock, entropy: Random) -> None:
        self._clock = clock
        self._entropy = entropy
        self._devices: dict[str, Device] = {}
        self._by_user_code: dict[str, Device] = {}

    def begin(self, client_id: str, scopes: tuple[str, ...], *, interval_s: int) -> Device:
        """A new request, to be asked after every `interval_s`."""
        for old in [device for device in self._devices.values() if not self._lives(device)]:
            self.end(old)
        device = Device(
            device_code=code(self._entropy, DEVICE_CODE_LENGTH),
            user_code=capitals(self._entropy, USER_CODE_LENGTH),
            client_id=client_id,
            scopes=scopes,
            expires_at=self._clock.now() + timedelta(seconds=DEVICE_LIFETIME_S),
            interval_s=interval_s,
        )
        self._devices[device.device_code] = self._by_user_code[device.user_code] = device
        return device

    def look_up(self, device_code: str) -> Device | None:
        """The request of that device code; None when it is unknown, used or expired."""
        device = self._devices.get(device_code)
        return device if device and self._lives(device) else None

    def shown(self, user_code: str) -> Device | None:
        """The request a person may still decide, by the code on the device's screen, in whatever case."""
        device = self._by_user_code.get(user_code.strip().upper().replace("-", ""))
        return device if device and device.allowed is None and self._lives(device) else None

    def pending(self) -> list[Device]:
        """The requests a person may still decide, oldest first."""
        devices = list(self._devices.values())
        return [device for device in devices if device.allowed is None and self._lives(device)]

    def end(self, device: Device) -> None:
        """The device has its tokens, or will never have them."""
        self._devices.pop(device.device_code, None)
        self._by_user_code.pop(device.user_code, None)

    def end_of(self, *, client_id: str | None = None, user_id: str | None = None) -> None:
        """End what that user allowed that app, or any app."""
        for device in list(self._devices.values()):
            of_app = client_id is None or device.client_id == client_id
            if of_app and device.user_id is not None and device.user_id == user_id:
                self.end(device)

    def _lives(self, device: Device) -> bool:
        return device.expires_at > self._clock.now()
