// The app registration that the administrator's tenant needs, and the commands that create it.

export const GRAPH = "00000003-0000-0000-c000-000000000000";

export interface NeededPermission {
  name: "Presence.ReadWrite.All" | "User.Read.All" | "Presence.Read.All" | "User.Read";
  id: string;
  /** `Role` is an application permission, `Scope` a delegated one. */
  type: "Role" | "Scope";
  /** The sentence that says what it is for. */
  why: string;
}

export const PERMISSIONS: readonly NeededPermission[] = [
  { name: "Presence.ReadWrite.All", id: "83cded22-8297-4ff6-a7fa-e97e9545a259", type: "Role", why: "permission-write" },
  { name: "User.Read.All", id: "df021288-bdef-4463-88db-98f22de89214", type: "Role", why: "permission-users" },
  { name: "Presence.Read.All", id: "9c7a330d-35b3-4aa1-963d-cb2b9f927841", type: "Scope", why: "permission-read" },
  { name: "User.Read", id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope", why: "permission-self" },
];

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text.trim());
}

/** A domain, or a tenant id. */
export function isTenant(text: string): boolean {
  return isGuid(text) || /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(text.trim());
}

export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/** A pasted certificate is useless without its key. */
export function isCertificate(text: string): boolean {
  return /-----BEGIN CERTIFICATE-----/.test(text) && /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text);
}

export interface Registration {
  tenant: string;
  redirectAddresses: readonly string[];
}

/** Says a line of explanation, in the reader's language. */
type Explain = (id: string) => string;

/** For the Azure Cloud Shell or any Bash with the Azure CLI. */
export function azureCliScript({ tenant, redirectAddresses }: Registration, explain: Explain): string {
  const access = PERMISSIONS.map(({ id, type }) => `    ${JSON.stringify({ id, type })}`);
  return [
    `# ${explain("script-sign-in")}`,
    `az login --allow-no-subscriptions --tenant "${plain(tenant)}"`,
    "",
    `# ${explain("script-permissions")}`,
    "cat > presence-sync.json <<'JSON'",
    `[{ "resourceAppId": "${GRAPH}",`,
    '  "resourceAccess": [',
    access.join(",\n"),
    "  ] }]",
    "JSON",
    "",
    `# ${explain("script-register")}`,
    "APP_ID=$(az ad app create \\",
    '  --display-name "Presence Sync" \\',
    "  --sign-in-audience AzureADMyOrg \\",
    "  --is-fallback-public-client true \\",
    `  --public-client-redirect-uris ${redirectAddresses.map((address) => `"${plain(address)}"`).join(" ")} \\`,
    "  --required-resource-accesses @presence-sync.json \\",
    "  --query appId --output tsv)",
    "",
    `# ${explain("script-principal")}`,
    'az ad sp create --id "$APP_ID" --output none',
    "",
    `# ${explain("script-secret")}`,
    'az ad app credential reset --id "$APP_ID" --append \\',
    '  --display-name "Presence Sync" --years 1 \\',
    '  --query "{clientId: appId, secret: password}" --output json',
  ].join("\n");
}

/** For PowerShell with the module Microsoft.Graph. */
export function powerShellScript({ tenant, redirectAddresses }: Registration, explain: Explain): string {
  return [
    `# ${explain("script-module")}`,
    "Install-Module Microsoft.Graph.Applications -Scope CurrentUser",
    "",
    `# ${explain("script-sign-in")}`,
    `Connect-MgGraph -TenantId "${plain(tenant)}" -Scopes "Application.ReadWrite.All" -NoWelcome`,
    "",
    `# ${explain("script-permissions")}`,
    "$access = @{",
    `  ResourceAppId  = "${GRAPH}"`,
    "  ResourceAccess = @(",
    ...PERMISSIONS.map(({ name, id, type }) => `    @{ Id = "${id}"; Type = "${type}" }  # ${name}`),
    "  )",
    "}",
    "",
    `# ${explain("script-register")}`,
    "$app = New-MgApplication `",
    '  -DisplayName "Presence Sync" `',
    '  -SignInAudience "AzureADMyOrg" `',
    "  -IsFallbackPublicClient:$true `",
    `  -PublicClient @{ RedirectUris = @(${redirectAddresses.map((address) => `"${plain(address)}"`).join(", ")}) } \``,
    "  -RequiredResourceAccess @($access)",
    "",
    `# ${explain("script-principal")}`,
    "New-MgServicePrincipal -AppId $app.AppId | Out-Null",
    "",
    `# ${explain("script-secret")}`,
    "$secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{",
    '  DisplayName = "Presence Sync"; EndDateTime = (Get-Date).AddYears(1)',
    "}",
    '"clientId: $($app.AppId)"',
    '"secret:   $($secret.SecretText)"',
  ].join("\n");
}

/** Nothing that a shell would take for more than text. */
function plain(text: string): string {
  return text.replace(/[^\w.:/@-]/g, "");
}
