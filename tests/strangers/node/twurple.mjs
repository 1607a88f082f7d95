// Twurple gets tokens of every kind it knows, and lists a channel's clips.
import { ApiClient } from "@twurple/api";
import {
  AppTokenAuthProvider,
  exchangeDeviceCode,
  getAppToken,
  getTokenInfo,
  RefreshingAuthProvider,
  refreshUserToken,
  revokeToken,
  startDeviceCodeFlow,
} from "@twurple/auth";

const { TWITCH_CLIENT_ID, TWITCH_CLIENT_SECRET, TWITCH_PUBLIC_ID, TWITCH_LOGIN } = process.env;
const SCOPES = ["clips:edit", "user:read:email"];
const REDIRECT = "http://localhost:4545/twurple";

// What a person does in a browser; returns where that leads.
async function decide(url) {
  const body = new URLSearchParams({ login: TWITCH_LOGIN, decision: "allow" });
  const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
  return answer.headers.get("location");
}

async function byCode() {
  const provider = new RefreshingAuthProvider({
    clientId: TWITCH_CLIENT_ID,
    clientSecret: TWITCH_CLIENT_SECRET,
    redirectUri: REDIRECT,
  });
  const query = new URLSearchParams({
    client_id: TWITCH_CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: "code",
    scope: SCOPES.join(" "),
    state: "s",
  });
  const landed = await decide(`https://id.twitch.tv/oauth2/authorize?${query}`);
  const userId = await provider.addUserForCode(new URL(landed).searchParams.get("code"));
  const before = await provider.getAccessTokenForUser(userId);

  // An access token that has ended: the first call is refused, then it refreshes by itself.
  await revokeToken(TWITCH_CLIENT_ID, before.accessToken);
  const refreshes = [];
  provider.onRefresh((id) => refreshes.push(id));
  const api = new ApiClient({ authProvider: provider });
  const me = await api.users.getAuthenticatedUser(userId, true);
  const after = await provider.getAccessTokenForUser(userId);
  return {
    me: me.name,
    email: me.email,
    scopes: before.scope,
    refreshes,
    renewed: after.accessToken !== before.accessToken,
  };
}

async function byDevice() {
  const begun = await startDeviceCodeFlow(TWITCH_PUBLIC_ID, SCOPES);
  const pending = await exchangeDeviceCode(TWITCH_PUBLIC_ID, begun.deviceCode, SCOPES).catch(
    (error) => JSON.parse(error.body).message,
  );
  await decide(begun.verificationUri);
  const token = await exchangeDeviceCode(TWITCH_PUBLIC_ID, begun.deviceCode, SCOPES);
  const renewed = await refreshUserToken(TWITCH_PUBLIC_ID, undefined, token.refreshToken);
  const info = await getTokenInfo(renewed.accessToken, TWITCH_PUBLIC_ID);
  return { pending, login: info.userName, rotated: renewed.refreshToken !== token.refreshToken };
}

async function byApp() {
  const token = await getAppToken(TWITCH_CLIENT_ID, TWITCH_CLIENT_SECRET);
  const info = await getTokenInfo(token.accessToken, TWITCH_CLIENT_ID);
  await revokeToken(TWITCH_CLIENT_ID, token.accessToken);
  const after = await getTokenInfo(token.accessToken).catch((error) => error.name);
  return { clientId: info.clientId, userId: info.userId, after };
}

async function clips() {
  const authProvider = new AppTokenAuthProvider(TWITCH_CLIENT_ID, TWITCH_CLIENT_SECRET);
  const api = new ApiClient({ authProvider });
  const user = await api.users.getUserByName(TWITCH_LOGIN);
  const all = await api.clips.getClipsForBroadcasterPaginated(user.id).getAll();
  const one = await api.clips.getClipById(all[0].id);
  return { ids: all.map((clip) => clip.id), title: one.title, duration: one.duration };
}

console.log(
  JSON.stringify({
    app: await byApp(),
    code: await byCode(),
    device: await byDevice(),
    clips: await clips(),
  }),
);
