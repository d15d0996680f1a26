// What the pages say that are fetched once the first one stands.

import germanNumbers from "../../locales/aadsts.de.ftl";
import englishNumbers from "../../locales/aadsts.en.ftl";
import german from "../../locales/pages.de.ftl";
import english from "../../locales/pages.en.ftl";
import type { Spoken } from "./words";

export const FURTHER: Record<Spoken, readonly string[]> = { de: [german, germanNumbers], en: [english, englishNumbers] };

/** The numbers on Microsoft's refusals that have an explanation and a remedy of their own. */
export const EXPLAINED_NUMBERS: ReadonlySet<number> = new Set(
  [...englishNumbers.matchAll(/"aadsts-(\d+)"/g)].map((match) => Number(match[1])),
);
