// The words people read: Fluent bundles, and the families of keys that are put together from a state's name.

import { FluentBundle, FluentResource, type Message } from "@fluent/bundle";
import german from "../../locales/opening.de.ftl";
import english from "../../locales/opening.en.ftl";
import type { Language } from "../generated";

export type Spoken = "de" | "en";

/** What the first page says. The other pages bring theirs with them: see `further`. */
const OPENING: Record<Spoken, string> = { de: german, en: english };

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

export function openBundle(language: Spoken, locale: string, further: readonly string[]): FluentBundle {
  const bundle = new FluentBundle([locale, language], { useIsolating: false });
  for (const body of [OPENING[language], ...further]) {
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
