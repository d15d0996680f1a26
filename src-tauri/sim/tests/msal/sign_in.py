"""Signs in with Microsoft's own client library, as a program of a customer would.

Reads the start line of the simulator from standard input, extended by `certificate_key`,
`certificate` (both PEM) and `certificate_sha1` (hex). Ends with status 0 when every way of signing in works.
"""

import html
import json
import re
import sys
from urllib.parse import parse_qsl, urlsplit

import msal
import requests

world = json.load(sys.stdin)
login, tenant, ca = world["login_url"], world["tenant_id"], world["ca_file"]
authority = f"{login}/{tenant}"
graph = world["graph_url"].removesuffix("/v1.0")
client_id = world["client_id"]
options = {"authority": authority, "instance_discovery": False, "verify": ca}


def expect(answer, *names):
    missing = [name for name in names if name not in answer]
    if missing:
        sys.exit(f"no {missing} in an answer: {answer.get('error')}: {answer.get('error_description')}")
    return answer


def walk(start, fields):
    """Fills in the pages of the sign-in until one redirects to the application."""
    browser = requests.Session()
    browser.verify = ca
    page = browser.get(start, allow_redirects=False)
    for step in fields:
        action = re.search(r'<form method="post" action="([^"]+)"', page.text)
        if not action:
            sys.exit(f"a page has no form: {page.text}")
        page = browser.post(login + html.unescape(action[1]), data=step, allow_redirects=False)
    return page


def redirected(page):
    location = page.headers.get("location")
    if not location:
        sys.exit(f"no redirect: {page.text}")
    return dict(parse_qsl(urlsplit(location).query))


def account(kind):
    return [{"login": world[f"{kind}_username"]}, {"password": world[f"{kind}_password"]}]


# The administrator's consent.
query = requests.compat.urlencode(
    {"client_id": client_id, "scope": f"{graph}/.default", "redirect_uri": "http://localhost", "state": "s"}
)
consent = walk(f"{authority}/v2.0/adminconsent?{query}", [*account("admin"), {"action": "accept"}])
assert redirected(consent)["admin_consent"] == "True"

# Authorization code with PKCE.
public = msal.PublicClientApplication(client_id, **options)
scopes = [f"{graph}/Presence.Read.All", f"{graph}/User.Read"]
flow = expect(public.initiate_auth_code_flow(scopes, redirect_uri="http://localhost"), "auth_uri", "code_verifier")
answer = public.acquire_token_by_auth_code_flow(flow, redirected(walk(flow["auth_uri"], account("sync"))))
expect(answer, "access_token", "id_token_claims", "refresh_token")
assert answer["id_token_claims"]["preferred_username"] == world["sync_username"]

# The cached account refreshes silently.
[known] = public.get_accounts()
renewed = expect(public.acquire_token_silent(scopes, known, force_refresh=True) or {}, "access_token")

# The token reads.
me = requests.get(
    f"{world['graph_url']}/me", headers={"Authorization": f"Bearer {renewed['access_token']}"}, verify=ca
).json()
assert me["userPrincipalName"] == world["sync_username"], me

# Device code.
flow = expect(public.initiate_device_flow(scopes), "user_code", "verification_uri")
typed = {"user_code": flow["user_code"], "login": world["sync_username"], "password": world["sync_password"]}
page = requests.post(flow["verification_uri"], data=typed, verify=ca)
assert "You have signed in" in page.text, page.text
expect(public.acquire_token_by_device_flow(flow), "access_token")

# Client credentials: with the secret, and with a certificate in both generations of the assertion.
certificate = {"private_key": world["certificate_key"], "public_certificate": world["certificate"]}
older = {"private_key": world["certificate_key"], "thumbprint": world["certificate_sha1"]}
for credential in (world["client_secret"], certificate, older):
    application = msal.ConfidentialClientApplication(client_id, client_credential=credential, **options)
    answer = expect(application.acquire_token_for_client([f"{graph}/.default"]), "access_token")
    users = requests.get(
        f"{world['graph_url']}/users?$select=id&$top=1",
        headers={"Authorization": f"Bearer {answer['access_token']}"},
        verify=ca,
    )
    assert users.status_code == 200, users.text
