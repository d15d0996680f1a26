// The words people read: Fluent bundles, and the families of keys that are put together from a state's name.

import { FluentBundle, FluentResource, type Message } from "@fluent/bundle";
import germanNumbers from "../../locales/aadsts.de.ftl";
import englishNumbers from "../../locales/aadsts.en.ftl";
import german from "../../locales/de.ftl";
import english from "../../locales/en.ftl";
import type { Language } from "../generated";

export type Spoken = "de" | "en";

const SOURCES: Record<Spoken, readonly string[]> = { de: [german, germanNumbers], en: [english, englishNumbers] };

/** The numbers on Microsoft's refusals that have an explanation and a remedy of their own. */
export const EXPLAINED_NUMBERS: ReadonlySet<number> = new Set(
  [...englishNumbers.matchAll(/"aadsts-(\d+)"/g)].map((match) => Number(match[1])),
);

/** German where German is set or where the system speaks it, English elsewhere. */
export function chooseLanguage(setting: Language, systemLocale: string): Spoken {
  if (setting !== "system") return setting;
  return systemLocale.toLowerCase().startsWith("de") ? "de" : "en";
}

/** The reader's own way to write numbers and times, as far as it belongs to the language: German in Vienna stays Austrian. */
export function formatLocale(language: Spoken, systemLocale: string): string {
  try {
    const locale = new Intl.Locale(systemLocale);
    return locale.language === language ? locale.toString() : language;
  } catch {
    return language;
  }
}

export function openBundle(language: Spoken, locale: string): FluentBundle {
  const bundle = new FluentBundle([locale, language], { useIsolating: false });
  for (const body of SOURCES[language]) {
    const sentences = new FluentResource("");
    sentences.body = JSON.parse(body) as FluentResource["body"];
    bundle.addResource(sentences);
  }
  return bundle;
}

/** The pattern of a sentence `message`, or of its part `message.attribute`. */
export function patternOf(bundle: FluentBundle, id: string): Message["value"] {
  const [name = id, attribute] = id.split(".");
  const message = bundle.getMessage(name);
  return (attribute === undefined ? message?.value : message?.attributes[attribute]) ?? null;
}
