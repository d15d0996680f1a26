// An OpenID provider that knows nothing of us, at addresses of Microsoft's form; says where it is in one line of JSON.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const tenant = "7c1f7d2a-9e0f-4b45-8a2e-2f3f0f7f5b11";
const clientId = "0d2c4d6e-1c3b-4f5a-9b8d-5e6f7a8b9c0d";

const server = createServer();
// The issuer names the port.
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(`${origin}/${tenant}/v2.0`, {
  clients: [
    {
      client_id: clientId,
      // A public client: there is no secret to present.
      token_endpoint_auth_method: "none",
      // Any port of this computer.
      application_type: "native",
      redirect_uris: ["http://localhost", "http://127.0.0.1/common/oauth2/nativeclient"],
      grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
      response_types: ["code"],
    },
  ],
  routes: {
    authorization: `/${tenant}/oauth2/v2.0/authorize`,
    token: `/${tenant}/oauth2/v2.0/token`,
    device_authorization: `/${tenant}/oauth2/v2.0/devicecode`,
    code_verification: "/common/oauth2/deviceauth",
    jwks: `/${tenant}/discovery/v2.0/keys`,
  },
  scopes: ["openid", "offline_access", `${origin}/Presence.Read.All`, `${origin}/User.Read`],
  claims: { openid: ["sub", "oid", "tid"], profile: ["preferred_username"] },
  // Microsoft's id_token carries the claims itself, whether or not there is an access token to ask with.
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, oid: objectId(id), tid: tenant, preferred_username: id }),
  }),
  features: { deviceFlow: { enabled: true }, devInteractions: { enabled: true } },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  cookies: { keys: ["only for tests"] },
});

provider.use(async (ctx, next) => {
  // The one address that the library fixes.
  if (ctx.path === `/${tenant}/v2.0/.well-known/openid-configuration`) {
    ctx.path = "/.well-known/openid-configuration";
  }
  // OpenID Connect ties offline_access to a consent page of its own; at Microsoft the administrator has consented.
  if (ctx.path.endsWith("/authorize") && ctx.query.prompt === "login") {
    ctx.query = { ...ctx.query, prompt: "login consent" };
  }
  await next();
  if (ctx.oidc?.route === "device_authorization" && ctx.status === 200) {
    // Microsoft says how often to ask. Without a word it would be every five seconds.
    ctx.body.interval = 1;
  }
});
// What it ends with comes to light in the test's output.
provider.on("server_error", (_ctx, error) => console.error(error));

server.on("request", provider.callback());
// Whoever started it has gone.
process.stdin.resume().on("end", () => process.exit());
console.log(JSON.stringify({ origin, tenant, client_id: clientId }));

/** An object id as a directory gives it out: always the same for the same account. */
function objectId(account) {
  const digits = createHash("sha256").update(account).digest("hex");
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
