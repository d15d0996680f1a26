import { FluentBundle, FluentResource } from "@fluent/bundle";
import { parse, Visitor, type Attribute, type Entry, type Message, type VariableReference } from "@fluent/syntax";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ACTIVITIES } from "../src/components/states";
import { PAGES } from "../src/components/Nav";
import { DIAGNOSTICS } from "../src/host/host";
import { DEED_GROUPS, DEED_KINDS, OUTCOMES, SPANS } from "../src/model/activity";
import { WHYS } from "../src/model/explain";
import { COLUMNS, LINE_STATES, PERSON_STATES } from "../src/model/order";
import { problemWords } from "../src/model/problem-words";
import { concernsPeople, PROBLEM_KINDS, SIGN_IN_CAUSES } from "../src/model/problems";
import { ADDRESS_FAULTS } from "../src/model/network";
import { CLOUD_NAMES } from "../src/model/registration";
import { SECTIONS } from "../src/pages/Settings";
import { STEPS } from "../src/model/setup";
import { CHARTS } from "../src/model/statistics";
import { EXPLAINED_NUMBERS, FURTHER } from "../src/model/further";
import { chooseLanguage, formatLocale, openBundle, patternOf } from "../src/model/words";
import { STROKES } from "../src/pages/overview/strokes";
import { formatFor } from "../src/model/format";
import type { Problem } from "../src/generated";

const ROOT = join(import.meta.dirname, "..");

/** What the Rust shell reads from the same files. */
const SHELL = [
  ...["running", "paused", "attention", "offline", "setting-up"].map((state) => `tray-state-${state}`),
  "tray-pause",
  "tray-resume",
  "tray-problems",
  "tray-open",
  "tray-quit",
  "window-title-consent",
  "window-title-create",
  "window-title-sign-in",
  "loopback-done",
];

const SETTING_NAMES = SECTIONS.flatMap(({ settings }) => settings);

/** Keys that are put together from the name of a state: what stands in the source with `${…}`, written out. */
const FAMILIES: Record<string, readonly string[]> = {
  "aadsts-${}": [...EXPLAINED_NUMBERS].map(String),
  "aadsts-${}.remedy": [...EXPLAINED_NUMBERS].map(String),
  "activity-${}": ACTIVITIES,
  "address-fault-${}": ADDRESS_FAULTS,
  "cloudya-${}": ["unknown", "offline", "available", "away", "busy", "dnd"],
  "cloud-${}": CLOUD_NAMES,
  "cloud-${}-limits": CLOUD_NAMES,
  "chart-${}": CHARTS,
  "chart-${}-empty": CHARTS,
  "chart-${}-summary": CHARTS,
  "column-${}": COLUMNS,
  "connection-${}": ["cloudya-stream", "cloudya-configuration", "microsoft-sign-in", "microsoft-graph"],
  "connection-${}-what": ["cloudya-stream", "cloudya-configuration", "microsoft-sign-in", "microsoft-graph"],
  "connection-state-${}": ["off", "connecting", "connected", "broken"],
  "diagnostics-about-${}": DIAGNOSTICS,
  "diversion-${}": ["diverting", "diverted", "returning", "stuck"],
  "phone-rule-${}": ["diverting", "diverted", "returning", "stuck"],
  "emails-from-${}": ["configuration", "imported"],
  "emails-fault-${}": ["columns", "extension", "email", "twice"],
  "forget-${}": ["here", "teams", "cloudya", "stays"],
  "forget-${}-what": ["here", "teams", "cloudya", "stays"],
  "entry-${}": DEED_KINDS,
  "entry-group-${}": DEED_GROUPS,
  "filter-${}": ["all", "on-the-phone", "differs", "diverted", "not-matched", "paused"],
  "go-to-${}": ["cloudya", "microsoft", "sync-user", "connect"],
  "hours-always-${}": ["inside", "outside"],
  "hours-now-${}": ["inside", "outside"],
  "likeness-${}": ["same-address", "same-name", "same-mailbox", "similar-address", "similar-name"],
  "journal-export-${}": ["reading", "failed", "saved"],
  "line-${}": LINE_STATES,
  "mark-${}": ["done", "failed", "in-progress", "to-do"],
  "mark-${}-${}": ["done-extensions", "in-progress-rounds"],
  "match-how-${}": ["none", "manual", "mail", "user-principal-name", "primary-address", "alias"],
  "matched-by-${}": ["manual", "mail", "user-principal-name", "primary-address", "alias"],
  "matching-count-${}": ["matched", "unmatched", "excluded", "included"],
  "matching-fault-${}": ["header", "extension", "twice", "user", "unknown-user"],
  "nav-${}": PAGES,
  "origin-${}": ["none", "echo", "teams"],
  "outcome-${}": OUTCOMES,
  "page-${}-${}": ["window", "browser", "device-code"].flatMap((page) => [`${page}-consent`, `${page}-sign-in`, `${page}-create-sync-user`]),
  "page-${}-title": ["window", "browser", "device-code"],
  "problem-${}-title": PROBLEM_KINDS,
  "problem-${}-body": PROBLEM_KINDS,
  "problem-${}-remedy": PROBLEM_KINDS,
  "problem-${}-still": ["tenant-unknown", "application-unknown", "application-credential-rejected", "application-credential-expired", "consent-refused"],
  "problem-kind-${}": PROBLEM_KINDS,
  "problem-kind-${}-lead": PROBLEM_KINDS.filter((kind) => concernsPeople({ kind })),
  "rule-${}": ["lowest-extension", "combine", "leave-out"],
  "sentence-${}": ["running", "paused", "attention", "offline", "setting-up"],
  "series-${}": Object.keys(STROKES),
  "setting-${}": SETTING_NAMES,
  "setting-${}-${}": [
    ...["system", "de", "en"].map((option) => `language-${option}`),
    ...["system", "light", "dark", "high-contrast"].map((option) => `theme-${option}`),
    ...["both", "phone-to-teams", "teams-to-phone"].map((option) => `direction-${option}`),
    ...["lowest-extension", "combine", "leave-out"].map((option) => `duplicates-${option}`),
    ...["nothing", "in-a-call"].map((option) => `ringing-${option}`),
    ...["nothing", "do-not-disturb"].map((option) => `dnd-${option}`),
    ...["sync-user", "application"].map((option) => `reader-${option}`),
  ],
  "setting-${}-hint": SETTING_NAMES,
  "setup-${}": STEPS,
  "setup-${}-title": STEPS.filter((step) => step !== "welcome"),
  "setup-${}-why": STEPS.filter((step) => step !== "welcome"),
  "setup-${}-checking": ["cloudya", "microsoft"],
  "setting-reader-${}": ["sync-user", "application"],
  "settings-${}": SECTIONS.map(({ name }) => name),
  "settings-${}-lead": SECTIONS.map(({ name }) => name),
  "setting-direction-${}": ["both", "phone-to-teams", "teams-to-phone"],
  "sheet-${}": ["kind", "extension", "person", "email", "since", "standing", "what", "remedy", "time", "group", "event", "took", "seconds", "outcome"],
  "sign-in-cause-${}": [],
  "sign-in-cause-${}-title": SIGN_IN_CAUSES.filter((cause) => cause !== "other"),
  "${}-body": SIGN_IN_CAUSES.map((cause) => `sign-in-cause-${cause}`),
  "${}-remedy": SIGN_IN_CAUSES.map((cause) => `sign-in-cause-${cause}`),
  "span-${}": SPANS,
  "state-${}": PERSON_STATES,
  "unit-${}": ["seconds", "people", "requests", "hours"],
  "via-${}": ["browser", "device-code"],
  "why-${}": WHYS,
};

function expand(pattern: string, name: string): string {
  if (pattern.split("${}").length === 2) return pattern.replace("${}", name);
  return pattern.replace("${}-${}", name);
}

const FILES = ["opening", "pages", "aadsts"] as const;
const LANGUAGES = ["de", "en"] as const;

type File = (typeof FILES)[number];
type Spoken = (typeof LANGUAGES)[number];

const read = (file: File, language: Spoken): string => readFileSync(join(ROOT, "locales", `${file}.${language}.ftl`), "utf8");

function messagesOf(file: File, language: Spoken): Message[] {
  const { body } = parse(read(file, language), {});
  expect(body.filter((entry: Entry) => entry.type === "Junk")).toEqual([]);
  return body.filter((entry: Entry): entry is Message => entry.type === "Message");
}

/** Every sentence of a language under its key; a message's attribute under `message.attribute`. */
function sentences(language: Spoken): Map<string, Message | Attribute> {
  const messages = FILES.flatMap((file) => messagesOf(file, language));
  const keyed = messages.flatMap((message): [string, Message | Attribute][] => [
    [message.id.name, message],
    ...message.attributes.map((attribute): [string, Attribute] => [`${message.id.name}.${attribute.id.name}`, attribute]),
  ]);
  const all = new Map(keyed);
  expect(all.size).toBe(keyed.length);
  return all;
}

function placeholders(message: Message | Attribute): string[] {
  const names = new Set<string>();
  class Variables extends Visitor {
    visitVariableReference(node: VariableReference) {
      names.add(node.id.name);
    }
  }
  new Variables().visit(message);
  return [...names].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "generated" || entry.name === "recorded") return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

const source = sources(join(ROOT, "src")).join("\n");
const literals = new Set([...source.matchAll(/"([a-z][a-z0-9-]*)"/g)].map((match) => match[1] ?? ""));

describe("the words", () => {
  const german = sentences("de");
  const english = sentences("en");

  it("stand in both languages under the same keys", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    for (const file of FILES) {
      const keys = (language: Spoken) => messagesOf(file, language).map(({ id }) => id.name);
      expect(keys("de").sort()).toEqual(keys("en").sort());
    }
  });

  it("name every problem in one line before the pages that explain it are there", () => {
    const opening = new Set(messagesOf("opening", "en").map(({ id }) => id.name));
    const lines = PROBLEM_KINDS.flatMap((kind) => [`problem-kind-${kind}`, `problem-${kind}-title`]);
    const causes = SIGN_IN_CAUSES.filter((cause) => cause !== "other").map((cause) => `sign-in-cause-${cause}-title`);
    expect([...lines, ...causes].filter((key) => !opening.has(key))).toEqual([]);
  });

  it("have the same placeholders in both languages", () => {
    const differing = [...english].filter(([key, message]) => {
      const other = german.get(key);
      return other && placeholders(message).join() !== placeholders(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are there for every key that the window says", () => {
    const said = [...source.matchAll(/\bsay\(\s*"([a-z0-9-]+)"/g)].map((match) => match[1] ?? "");
    const built = Object.entries(FAMILIES).flatMap(([pattern, names]) => names.map((name) => expand(pattern, name)));
    expect(said.length).toBeGreaterThan(150);
    expect([...said, ...built, ...SHELL].filter((key) => !english.has(key))).toEqual([]);
  });

  it("are put together only in families that this test knows", () => {
    const templates = [...source.matchAll(/\bsay\(\s*`([^`]+)`/g), ...source.matchAll(/= `((?:sign-in-cause|sentence)-[^`]+)`/g)]
      .map((match) => (match[1] ?? "").replace(/\$\{[^}]*\}/g, "${}"));
    expect(templates.filter((template) => !(template in FAMILIES))).toEqual([]);
  });

  it("are all used", () => {
    const built = new Set(Object.entries(FAMILIES).flatMap(([pattern, names]) => names.map((name) => expand(pattern, name))));
    const unused = [...english.keys()].filter((key) => !literals.has(key) && !built.has(key) && !SHELL.includes(key));
    expect(unused).toEqual([]);
  });

  it("contain no exclamation marks and, in German, no informal address", () => {
    for (const file of FILES) {
      for (const language of LANGUAGES) expect(read(file, language)).not.toContain("!");
      expect(read(file, "de")).not.toMatch(/\b(?:du|dein|deine|dich|dir)\b/i);
    }
  });

  it("leave nothing unresolved in any problem", () => {
    const problems: Problem[] = PROBLEM_KINDS.filter((kind) => kind !== "sync-user-not-created" && kind !== "email-not-corrected" && kind !== "phone-not-changed").map(
      (kind) =>
        ({
          kind, profile: "Meeting", code: 50011, cause: "policy", round: 1, expected: "a@b.de", actual: "c@d.de", tenant: "b.de", missing: ["User.Read.All"],
          user: "u", userName: "Anna", email: "a@b.de", extensions: ["1", "2"], used: [], rule: { kind: "chosen" }, extension: "1",
          name: "Anna", users: ["x", "y"], people: 3, roundsNeeded: 2,
          credential: "secret", expires: 1_800_000_000_000, days: 7, cloud: "china", address: "a@b.de", reason: { kind: "missing" }, recovered: "yes",
        }) as unknown as Problem,
    );
    for (const kind of ["missing", "disabled", "guest", "administrator"] as const) problems.push({ kind: "sync-user-unfit", round: 1, address: "a@b.de", reason: { kind } });
    problems.push({ kind: "sync-user-unfit", round: 1, address: "a@b.de", reason: { kind: "person", extension: "104" } });
    for (const reason of ["not-allowed", "address-taken", "domain-unknown", "unavailable", "refused"] as const) problems.push({ kind: "sync-user-not-created", round: 1, address: "a@b.de", reason });
    for (const days of [30, 7, 1]) for (const credential of ["secret", "certificate"] as const) problems.push({ kind: "credential-expires", credential, expires: 1_800_000_000_000, days });
    for (const reason of ["invalid", "changed-meanwhile", "not-taken", "not-allowed", "unreachable", "refused"] as const) problems.push({ kind: "email-not-corrected", extension: "1", email: "a@b.de", reason });
    for (const reason of ["not-taken", "not-allowed", "unreachable", "refused"] as const) for (const change of ["divert", "return"] as const) problems.push({ kind: "phone-not-changed", extension: "1", name: "Anna", profile: "Meeting", change, reason });
    for (const kind of ["settings-damaged", "journal-damaged"] as const) problems.push({ kind, recovered: "no" });
    problems.push({ kind: "reading-forbidden", round: null });
    for (const language of LANGUAGES) {
      const bundle = openBundle(language, language, FURTHER[language]);
      const say = (id: string, args?: Record<string, string | number>) => {
        const errors: Error[] = [];
        const text = bundle.formatPattern(patternOf(bundle, id) ?? "", args, errors);
        expect(errors).toEqual([]);
        expect(text).not.toBe("");
        return text;
      };
      for (const problem of problems) {
        problemWords(problem, say, formatFor(language));
        if ("code" in problem) problemWords({ ...problem, code: 424242 }, say, formatFor(language));
      }
    }
  });

  it("explain each of Microsoft's numbers and say what to do, and the number files hold nothing else", () => {
    expect(EXPLAINED_NUMBERS.size).toBeGreaterThan(90);
    for (const language of LANGUAGES) {
      const entries = messagesOf("aadsts", language);
      expect(entries.map(({ id }) => id.name).filter((name) => !/^aadsts-[1-9][0-9]*$/.test(name))).toEqual([]);
      expect(entries.filter(({ value, attributes }) => value === null || attributes.map(({ id }) => id.name).join() !== "remedy")).toEqual([]);
      expect(entries.map(({ id }) => Number(id.name.slice("aadsts-".length)))).toEqual([...EXPLAINED_NUMBERS]);
      for (const file of ["opening", "pages"] as const) expect(messagesOf(file, language).filter(({ id }) => id.name.startsWith("aadsts"))).toEqual([]);
    }
  });
});

describe("the language", () => {
  it("follows the system until one is chosen", () => {
    expect(chooseLanguage("system", "de-AT")).toBe("de");
    expect(chooseLanguage("system", "fr-FR")).toBe("en");
    expect(chooseLanguage("en", "de-DE")).toBe("en");
  });

  it("keeps the reader's region for numbers and times", () => {
    expect(formatLocale("de", "de-CH")).toBe("de-CH");
    expect(formatLocale("en", "de-DE")).toBe("en");
    expect(formatLocale("en", "not a locale")).toBe("en");
  });

  it("reads files that Fluent reads without complaint", () => {
    for (const language of LANGUAGES) {
      const bundle = new FluentBundle(language);
      for (const file of FILES) expect(bundle.addResource(new FluentResource(read(file, language)))).toEqual([]);
    }
  });
});
