// The commands that create the app registration: for the Azure CLI, and for PowerShell with Microsoft Graph.

import type { Cloud } from "../generated";
import { CLOUDS, GRAPH, PERMISSIONS, redirectAddresses } from "./registration";

/** How the application will prove itself. */
export type Proof =
  | { kind: "secret" }
  /** `pem`: the public certificate, or `null` while it lies in a file named like this. */
  | { kind: "certificate"; pem: string | null };

export const CERTIFICATE_FILE = "presence-sync.pem";

export interface Registration {
  tenant: string;
  cloud: Cloud;
  proof: Proof;
}

/** Says a line of explanation, in the reader's language. */
type Explain = (id: string) => string;

/** For the Azure Cloud Shell or any Bash with the Azure CLI. */
export function azureCliScript({ tenant, cloud, proof }: Registration, explain: Explain): string {
  const access = PERMISSIONS.map(({ id, type }) => `    ${JSON.stringify({ id, type })}`);
  return [
    ...azureCloud(cloud, explain),
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
    `  --public-client-redirect-uris ${redirectAddresses(cloud).map((address) => `"${plain(address)}"`).join(" ")} \\`,
    "  --required-resource-accesses @presence-sync.json \\",
    "  --query appId --output tsv)",
    "",
    `# ${explain("script-principal")}`,
    'az ad sp create --id "$APP_ID" --output none',
    "",
    ...azureProof(proof, explain),
  ].join("\n");
}

function azureCloud(cloud: Cloud, explain: Explain): string[] {
  const { azCloudName, graph } = CLOUDS[cloud];
  if (cloud === "global") return [];
  const choose = [`# ${explain("script-cloud")}`, `az cloud set --name ${azCloudName}`];
  if (cloud !== "us-government-dod") return [...choose, ""];
  return [...choose, `# ${explain("script-cloud-graph")}`, `az cloud update --endpoint-microsoft-graph-resource-id "${graph}/"`, ""];
}

function azureProof(proof: Proof, explain: Explain): string[] {
  if (proof.kind === "secret") {
    return [
      `# ${explain("script-secret")}`,
      'az ad app credential reset --id "$APP_ID" --append \\',
      '  --display-name "Presence Sync" --years 1 \\',
      '  --query "{clientId: appId, secret: password}" --output json',
      "",
      `# ${explain("script-secret-end")}`,
      'az ad app credential list --id "$APP_ID" --query "[].endDateTime" --output tsv',
    ];
  }
  const file = proof.pem === null ? [] : [`# ${explain("script-certificate-file")}`, `cat > ${CERTIFICATE_FILE} <<'PEM'`, pemOf(proof.pem), "PEM", ""];
  return [
    ...file,
    `# ${explain(proof.pem === null ? "script-certificate-own" : "script-certificate")}`,
    'az ad app credential reset --id "$APP_ID" --append \\',
    `  --cert @${CERTIFICATE_FILE} --query "{clientId: appId}" --output json`,
    "",
    `# ${explain("script-certificate-end")}`,
    'az ad app credential list --id "$APP_ID" --cert --query "[].endDateTime" --output tsv',
  ];
}

/** For PowerShell with the module Microsoft.Graph. */
export function powerShellScript({ tenant, cloud, proof }: Registration, explain: Explain): string {
  const environment = cloud === "global" ? "" : ` -Environment ${CLOUDS[cloud].mgEnvironment}`;
  return [
    `# ${explain("script-module")}`,
    "Install-Module Microsoft.Graph.Applications -Scope CurrentUser",
    "",
    `# ${explain("script-sign-in")}`,
    `Connect-MgGraph${environment} -TenantId "${plain(tenant)}" -Scopes "Application.ReadWrite.All" -NoWelcome`,
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
    `  -PublicClient @{ RedirectUris = @(${redirectAddresses(cloud).map((address) => `"${plain(address)}"`).join(", ")}) } \``,
    "  -RequiredResourceAccess @($access)",
    "",
    `# ${explain("script-principal")}`,
    "New-MgServicePrincipal -AppId $app.AppId | Out-Null",
    "",
    ...powerShellProof(proof, explain),
  ].join("\n");
}

function powerShellProof(proof: Proof, explain: Explain): string[] {
  if (proof.kind === "secret") {
    return [
      `# ${explain("script-secret")}`,
      "$secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{",
      '  DisplayName = "Presence Sync"; EndDateTime = (Get-Date).AddYears(1)',
      "}",
      '"clientId: $($app.AppId)"',
      '"secret:   $($secret.SecretText)"',
      "",
      `# ${explain("script-secret-end")}`,
      '"ends:     $($secret.EndDateTime)"',
    ];
  }
  const read =
    proof.pem === null
      ? [`# ${explain("script-certificate-own")}`, `$pem = Get-Content "${CERTIFICATE_FILE}" -Raw`]
      : [`# ${explain("script-certificate")}`, "$pem = @'", pemOf(proof.pem), "'@"];
  return [
    ...read,
    '$key = [Convert]::FromBase64String(($pem -replace "-----[A-Z ]+-----", ""))',
    "Update-MgApplication -ApplicationId $app.Id -KeyCredentials @(",
    '  @{ Type = "AsymmetricX509Cert"; Usage = "Verify"; Key = $key; DisplayName = "Presence Sync" }',
    ")",
    '"clientId: $($app.AppId)"',
    "",
    `# ${explain("script-certificate-end")}`,
    '"ends:     $((Get-MgApplication -ApplicationId $app.Id).KeyCredentials.EndDateTime)"',
  ];
}

/** Nothing that a shell would take for more than text. */
function plain(text: string): string {
  return text.replace(/[^\w.:/@-]/g, "");
}

function pemOf(text: string): string {
  return text.replace(/[^\w+/=\n -]/g, "").trim();
}
