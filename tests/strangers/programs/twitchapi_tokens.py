"""twitchAPI gets tokens of every kind it knows."""

import asyncio
import json
import os
import socket

from twitchAPI.oauth import CodeFlow, UserAuthenticator, refresh_access_token, revoke_token, validate_token
from twitchAPI.twitch import Twitch
from twitchAPI.type import AuthScope, InvalidRefreshTokenException

from person import decide

CLIENT_ID, SECRET = os.environ["TWITCH_CLIENT_ID"], os.environ["TWITCH_CLIENT_SECRET"]
SCOPES = [AuthScope.CLIPS_EDIT, AuthScope.USER_READ_EMAIL]


async def by_code() -> tuple[str, str]:
    twitch = await Twitch(CLIENT_ID, SECRET)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    authenticator = UserAuthenticator(twitch, SCOPES, url=url, host="127.0.0.1", port=port)

    async def open_browser(address: str) -> None:
        asyncio.get_running_loop().create_task(decide(address))

    pair = await authenticator.authenticate(use_browser=False, auth_url_callback=open_browser)
    await twitch.close()
    return pair


async def by_device() -> tuple[str, str]:
    twitch = await Twitch(os.environ["TWITCH_PUBLIC_ID"], authenticate_app=False)
    flow = CodeFlow(twitch, SCOPES)
    _, address = await flow.get_code()
    await decide(address)
    pair = await flow.wait_for_auth_complete()
    await twitch.close()
    return pair


async def main() -> None:
    twitch = await Twitch(CLIENT_ID, SECRET)
    access, refresh = await by_code()
    owner = await validate_token(access)
    device_access, _ = await by_device()
    renewed, again = await refresh_access_token(refresh, CLIENT_ID, SECRET)
    try:
        await refresh_access_token("nonsense", CLIENT_ID, SECRET)
        refused = None
    except InvalidRefreshTokenException as error:
        refused = str(error)
    await twitch.set_user_authentication(renewed, SCOPES, again)
    me = [user async for user in twitch.get_users()]
    revoked = await revoke_token(CLIENT_ID, renewed)
    print(
        json.dumps(
            {
                "app": await validate_token(twitch.get_app_token()),
                "code": owner,
                "device": await validate_token(device_access),
                "renewed_is_new": renewed != access,
                "me": [me[0].login, me[0].email],
                "refused": refused,
                "revoked": revoked,
                "after": await validate_token(renewed),
            },
            default=lambda scope: scope.value,
        )
    )
    await twitch.close()


asyncio.run(main())
