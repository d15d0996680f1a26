// The words people read: Fluent bundles, and the families of keys that are put together from a state's name.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import german from "../../locales/de.ftl?raw";
import english from "../../locales/en.ftl?raw";
import type { Language } from "../generated";

export type Spoken = "de" | "en";

const SOURCES: Record<Spoken, string> = { de: german, en: english };

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
  bundle.addResource(new FluentResource(SOURCES[language]));
  return bundle;
}
