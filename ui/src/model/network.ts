// Where the services are: the usual addresses, and what an address of one's own has to be like.

import type { Cloud, NetworkSettings } from "../generated";
import { CLOUDS } from "./registration";

export type Place = keyof NetworkSettings;

export const SERVICES = ["ctiUrl", "configurationUrl", "nfonTokenUrl", "loginUrl", "graphUrl"] as const satisfies readonly Place[];

/** Where a service is for everybody whose tenant lives in this cloud; `null` for the proxy, which is that of the system. */
export function usualAddress(place: Place, cloud: Cloud): string | null {
  switch (place) {
    case "proxy":
      return null;
    case "ctiUrl":
      return "https://providersupportdata.cloud-cfg.com/v1";
    case "configurationUrl":
      return "https://api.nfon.net/configuration/v1";
    case "nfonTokenUrl":
      return "https://sso.cloud-cfg.com/realms/login/protocol/openid-connect/token";
    case "loginUrl":
      return CLOUDS[cloud].login;
    case "graphUrl":
      return `${CLOUDS[cloud].graph}/v1.0`;
  }
}

const PROXY_PROTOCOLS: readonly string[] = ["http:", "https:", "socks5:"];

export const ADDRESS_FAULTS = ["unreadable", "scheme", "proxy-scheme", "credentials", "tail"] as const;
export type AddressFault = (typeof ADDRESS_FAULTS)[number];

/** Secrets go to the services, so their addresses are `https:`, or `http:` on this computer; a proxy may be either, or `socks5:`. */
export function addressFault(place: Place, text: string): AddressFault | null {
  if (/\s/.test(text) || !URL.canParse(text)) return "unreadable";
  const address = new URL(text);
  if (place === "proxy" && !PROXY_PROTOCOLS.includes(address.protocol)) return "proxy-scheme";
  if (place !== "proxy" && address.protocol !== "https:" && !(address.protocol === "http:" && isLoopback(address.hostname))) return "scheme";
  if (address.username !== "" || address.password !== "") return "credentials";
  return address.search !== "" || address.hash !== "" ? "tail" : null;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
