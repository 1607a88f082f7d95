"""TwitchIO gets tokens of every kind it knows, and lists a channel's clips."""

import asyncio
import contextlib
import json
import os
import socket

import twitchio
from twitchio.authentication import OAuth, Scopes

from person import decide

CLIENT_ID, SECRET = os.environ["TWITCH_CLIENT_ID"], os.environ["TWITCH_CLIENT_SECRET"]
SCOPES = Scopes(clips_edit=True, user_read_email=True)


async def by_code() -> dict[str, object]:
    """The bot's own web server takes the code; then the bot acts as that person."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    authorized = asyncio.get_running_loop().create_future()

    class Bot(twitchio.Client):
        async def event_oauth_authorized(self, payload: object) -> None:
            authorized.set_result(payload)

    adapter = twitchio.web.AiohttpAdapter(host="localhost", port=port)
    async with Bot(client_id=CLIENT_ID, client_secret=SECRET, adapter=adapter) as bot:
        await bot.login(load_tokens=False, save_tokens=False)
        await bot.adapter.run()
        await listens(port)
        await decide(f"http://localhost:{port}/oauth?scopes=clips:edit+user:read:email")
        payload = await asyncio.wait_for(authorized, 10)
        owner = await bot.add_token(payload.access_token, payload.refresh_token)
        user = await bot.fetch_user(login=owner.login)
        clips = [clip.id async for clip in user.fetch_clips(first=100)]
        return {
            "owner": owner.login,
            "scopes": sorted(owner.scopes),
            "name": user.name,
            "clips": clips,
        }


async def listens(port: int) -> None:
    while True:
        with contextlib.suppress(ConnectionRefusedError):
            _, writer = await asyncio.open_connection("localhost", port)
            return writer.close()
        await asyncio.sleep(0.02)


async def by_device() -> dict[str, object]:
    public = OAuth(client_id=os.environ["TWITCH_PUBLIC_ID"], scopes=SCOPES)
    begun = await public.device_code_flow()
    await decide(begun["verification_uri"])
    pair = await public.device_code_authorization(device_code=begun["device_code"], interval=0)
    renewed = await public.refresh_token(pair["refresh_token"])
    told = await public.validate_token(renewed.access_token)
    await public.close()
    return {"login": told.login, "rotated": renewed.refresh_token != pair["refresh_token"]}


async def main() -> None:
    app = OAuth(client_id=CLIENT_ID, client_secret=SECRET)
    minted = await app.client_credentials_token()
    told = await app.validate_token(minted.access_token)
    # It revokes, and then takes the empty body of success, which is Twitch's, for a failure.
    with contextlib.suppress(twitchio.HTTPException):
        await app.revoke_token(minted.access_token)
    try:
        await app.validate_token(minted.access_token)
        after = 200
    except twitchio.HTTPException as error:
        after = error.status
    await app.close()
    print(
        json.dumps(
            {
                "app": {"client_id": told.client_id, "login": told.login, "after": after},
                "code": await by_code(),
                "device": await by_device(),
            }
        )
    )


asyncio.run(main())
