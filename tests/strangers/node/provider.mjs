// oidc-provider, certified by the OpenID Foundation, behind Twitch's paths: what standards say, for our client.
import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://localhost:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "confidential",
      client_secret: "a-secret-of-thirty-characters-or-more",
      token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code", "refresh_token", "client_credentials"],
      redirect_uris: ["http://localhost:3000"],
    },
    {
      client_id: "public",
      token_endpoint_auth_method: "none",
      grant_types: [DEVICE, "refresh_token"],
      response_types: [],
      redirect_uris: [],
    },
  ],
  cookies: { keys: ["of no worth"] },
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    devInteractions: { enabled: true },
    revocation: { enabled: true },
  },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  pkce: { required: () => false },
  routes: {
    authorization: "/oauth2/authorize",
    device_authorization: "/oauth2/device",
    code_verification: "/activate",
    jwks: "/oauth2/keys",
    revocation: "/oauth2/revoke",
    token: "/oauth2/token",
    userinfo: "/oauth2/userinfo",
  },
});

// What the standards lack: Twitch's validate.
provider.use(async (ctx, next) => {
  if (ctx.path !== "/oauth2/validate") {
    return next();
  }
  const [, text] = ctx.get("authorization").split(" ");
  const token = (await provider.AccessToken.find(text)) ?? (await provider.ClientCredentials.find(text));
  if (!token || token.isExpired) {
    ctx.status = 401;
    ctx.body = { status: 401, message: "invalid access token" };
    return;
  }
  ctx.body = {
    client_id: token.clientId,
    login: token.accountId,
    user_id: token.accountId,
    scopes: [...token.scopes],
    expires_in: token.remainingTTL,
  };
});

// Twitch's name for a device's scopes.
provider.use(async (ctx, next) => {
  if (ctx.path === "/oauth2/device") {
    const chunks = await ctx.req.toArray();
    const { scopes, ...fields } = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    ctx.req.body = { ...fields, scope: scopes };
  }
  await next();
});

// RFC 8628 leaves the pace to the deployment: here each device's first poll is a moment too early.
const polled = new Set();
provider.use(async (ctx, next) => {
  await next();
  const code = ctx.oidc?.params?.device_code;
  if (ctx.body?.error === "authorization_pending" && !polled.has(code)) {
    polled.add(code);
    ctx.body = { ...ctx.body, error: "slow_down" };
  }
});

server.on("request", provider.callback());
console.log(JSON.stringify({ issuer }));
