// The app registration that the administrator's tenant needs, in each of Microsoft's clouds.

import type { Cloud } from "../generated";

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

/** What the window has to know about one of Microsoft's clouds. */
export interface CloudFacts {
  login: string;
  graph: string;
  /** Where app registrations are listed. */
  portal: string;
  /** Where users are created. */
  users: string;
  azCloudName: "AzureCloud" | "AzureUSGovernment" | "AzureChinaCloud";
  mgEnvironment: "Global" | "USGov" | "USGovDoD" | "China";
  /** The presence interface exists there. */
  presence: boolean;
}

const REGISTRATIONS = "#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";
const USERS = "#view/Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers";

export const CLOUDS: Record<Cloud, CloudFacts> = {
  global: {
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    portal: `https://entra.microsoft.com/${REGISTRATIONS}`,
    users: "https://admin.microsoft.com/Adminportal/Home#/users",
    azCloudName: "AzureCloud",
    mgEnvironment: "Global",
    presence: true,
  },
  "us-government": {
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    portal: `https://portal.azure.us/${REGISTRATIONS}`,
    users: `https://portal.azure.us/${USERS}`,
    azCloudName: "AzureUSGovernment",
    mgEnvironment: "USGov",
    presence: true,
  },
  "us-government-dod": {
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    portal: `https://portal.azure.us/${REGISTRATIONS}`,
    users: `https://portal.azure.us/${USERS}`,
    azCloudName: "AzureUSGovernment",
    mgEnvironment: "USGovDoD",
    presence: true,
  },
  china: {
    login: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    portal: `https://portal.azure.cn/${REGISTRATIONS}`,
    users: `https://portal.azure.cn/${USERS}`,
    azCloudName: "AzureChinaCloud",
    mgEnvironment: "China",
    presence: false,
  },
};

export const CLOUD_NAMES = Object.keys(CLOUDS) as Cloud[];

/** Where Microsoft's sign-in page may send its answer: the window of ours, or the person's own browser. */
export function redirectAddresses(cloud: Cloud): readonly string[] {
  return [`${CLOUDS[cloud].login}/common/oauth2/nativeclient`, "http://localhost"];
}

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
  return publicPart(text) !== null && /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(text);
}

/** The first certificate of a PEM text, without any key. */
export function publicPart(pem: string): string | null {
  return /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/.exec(pem)?.[0] ?? null;
}

/** The same day a year later: how long the scripts' secrets live. */
export function inOneYear(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear() + 1, date.getMonth(), date.getDate()).getTime();
}
