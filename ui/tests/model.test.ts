import { describe, expect, it } from "vitest";
import type { Row, View } from "../src/generated";
import { NOW, onThePhone, person } from "../src/host/recorded/company";
import { RECORDED, SETTINGS } from "../src/host/recorded/views";
import { applyChanges, EMPTY_BOARD } from "../src/model/board";
import { decodeText, parseEmails } from "../src/model/csv";
import { formatFor } from "../src/model/format";
import { compareExtensions, differs } from "../src/model/order";
import { parsePlace } from "../src/model/place";
import { groupProblems } from "../src/model/problems";
import { CLOUD_NAMES, CLOUDS, inOneYear, isCertificate, isGuid, isTenant, PERMISSIONS, publicPart, redirectAddresses } from "../src/model/registration";
import { azureCliScript, powerShellScript, type Registration } from "../src/model/scripts";
import { parseNumber, RANGES } from "../src/model/settings";
import { activationBarrier, roundsNeeded, startStep, stepDetail, stepMark } from "../src/model/setup";
import { openStore } from "../src/model/store";
import type { Crossing } from "../src/host/host";
import { replayHost } from "../src/host/replay";

function viewOf(recording: keyof typeof RECORDED): View {
  const view = RECORDED[recording]()[0]?.view;
  if (!view) throw new Error("The recording begins without a view.");
  return view;
}

const row = (extension: string, changes: Partial<Row> = {}): Row => ({ ...person(1), extension, ...changes });

describe("the board", () => {
  it("puts changed rows in place, drops removed ones, and leaves all others the same objects", () => {
    const first = applyChanges(EMPTY_BOARD, { fromScratch: true, rows: [row("1"), row("2"), row("3")], removed: [] });
    const second = applyChanges(first, { fromScratch: false, rows: [row("2", { line: "in-use" })], removed: ["3"] });
    expect([...second.keys()]).toEqual(["1", "2"]);
    expect(second.get("2")?.line).toBe("in-use");
    expect(second.get("1")).toBe(first.get("1"));
  });

  it("forgets everything when a snapshot begins from scratch", () => {
    const first = applyChanges(EMPTY_BOARD, { fromScratch: true, rows: [row("1")], removed: [] });
    expect([...applyChanges(first, { fromScratch: true, rows: [row("9")], removed: [] }).keys()]).toEqual(["9"]);
  });

  it("stays the same object when nothing changed", () => {
    const board = applyChanges(EMPTY_BOARD, { fromScratch: true, rows: [row("1")], removed: [] });
    expect(applyChanges(board, { fromScratch: false, rows: [], removed: [] })).toBe(board);
  });
});

describe("the store", () => {
  it("shows the first update at once, those of one frame together, and keeps the view when an update has none", () => {
    const host = replayHost(RECORDED.running());
    let draw: () => void = () => undefined;
    const store = openStore(host, (next) => (draw = next));
    expect(store.snapshot().view?.state).toBe("running");
    const before = store.snapshot();
    let changes = 0;
    store.subscribe(() => (changes += 1));
    for (const line of ["ringing", "in-use"] as const) {
      host.play({ view: null, rows: { fromScratch: false, rows: [row("100", { line })], removed: [] } });
    }
    expect(store.snapshot()).toBe(before);
    draw();
    expect(changes).toBe(1);
    expect(store.snapshot().view?.state).toBe("running");
    expect(store.snapshot().board.get("100")?.line).toBe("in-use");
  });

  it("learns the members of the view that came, and keeps what did not change the same", () => {
    const host = replayHost(RECORDED.running());
    let tell: (update: Crossing) => void = () => undefined;
    const store = openStore(
      {
        ...host,
        onUpdate(show, lost) {
          tell = show;
          return host.onUpdate(show, lost);
        },
      },
      (draw) => draw(),
    );
    const before = store.snapshot().view;
    if (before === null) throw new Error("The recording has no view.");
    const counts = { ...before.counts, onThePhone: before.counts.onThePhone + 1 };
    tell({ view: { counts, problems: structuredClone(before.problems), pausedUntil: 1 }, rows: { fromScratch: false, rows: [], removed: [] } });
    const after = store.snapshot().view;
    expect(after).toEqual({ ...before, counts, pausedUntil: 1 });
    expect(after?.problems).toBe(before.problems);
    expect(after?.settings).toBe(before.settings);
  });
});

describe("the order of people", () => {
  it("counts extensions as people do", () => {
    expect(["10", "9", "007", "7", "100"].sort(compareExtensions)).toEqual(["007", "7", "9", "10", "100"]);
  });

  it("knows those whose phone and Teams differ", () => {
    expect(differs(row("1", { line: "in-use", teams: { availability: "Available", activity: "Available" }, state: "in-sync" }))).toBe(true);
    expect(differs(onThePhone(row("1")))).toBe(false);
    expect(differs(row("1", { state: "overridden" }))).toBe(true);
    expect(differs(row("1", { state: "not-found", user: null }))).toBe(false);
  });
});

describe("a list of e-mails", () => {
  it("is read with a header, semicolons, quotes, a byte order mark and empty addresses", () => {
    const list = parseEmails('\u{feff}Nebenstelle;E-Mail\r\n100;"a@b.de"\r\n\r\n101;\r\n');
    expect(list).toEqual({ emails: [{ extension: "100", email: "a@b.de" }, { extension: "101", email: "" }], errors: [] });
  });

  it("is read with commas and without a header, and with the columns the other way round", () => {
    expect(parseEmails("100,a@b.de").emails).toEqual([{ extension: "100", email: "a@b.de" }]);
    expect(parseEmails("E-Mail;Nebenstelle\na@b.de;100").emails).toEqual([{ extension: "100", email: "a@b.de" }]);
  });

  it("is read with tabs, and with further columns that the header names", () => {
    expect(parseEmails("100\ta@b.de").emails).toEqual([{ extension: "100", email: "a@b.de" }]);
    expect(parseEmails("Name;Durchwahl;Standort;E-Mail-Adresse\n\"Berger; Anna\";100;Köln;a@b.de").emails).toEqual([{ extension: "100", email: "a@b.de" }]);
    expect(parseEmails("Extension,Voicemail\n100,a@b.de").emails).toEqual([{ extension: "100", email: "a@b.de" }]);
  });

  it("names each line that cannot be used", () => {
    const { emails, errors } = parseEmails("100;a@b.de\nabc;a@b.de\n101\n102;nobody\n100;c@d.de");
    expect(emails).toHaveLength(1);
    expect(errors.map(({ line, fault }) => [line, fault])).toEqual([[2, "extension"], [3, "columns"], [4, "email"], [5, "twice"]]);
  });

  it("is decoded as UTF-8, or as Windows-1252 where it is not UTF-8", () => {
    expect(decodeText(new TextEncoder().encode("Müller").buffer)).toBe("Müller");
    expect(decodeText(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]).buffer)).toBe("Müller");
    expect(parseEmails(decodeText(new Uint16Array([0xfeff, ...Array.from("100\ta@b.de", (mark) => mark.charCodeAt(0))]).buffer)).emails).toEqual([{ extension: "100", email: "a@b.de" }]);
  });
});

describe("set-up", () => {
  it("begins where the view says that it stopped", () => {
    expect(startStep(viewOf("fresh"))).toBe("welcome");
    expect(startStep(viewOf("cloudya-failed"))).toBe("cloudya");
    expect(startStep(viewOf("emails-missing"))).toBe("cloudya");
    expect(startStep(viewOf("cloudya-done"))).toBe("microsoft");
    expect(startStep(viewOf("microsoft-done"))).toBe("sync-user");
    expect(startStep(viewOf("creation-open"))).toBe("sync-user");
    expect(startStep(viewOf("password-shown"))).toBe("sync-user");
    expect(startStep(viewOf("consent-open"))).toBe("connect");
    expect(startStep(viewOf("wrong-account"))).toBe("connect");
    expect(startStep(viewOf("ready"))).toBe("review");
  });

  it("says what stands in the way of activation", () => {
    expect(activationBarrier(viewOf("emails-missing"))).toBe("barrier-cloudya");
    expect(activationBarrier(viewOf("cloudya-done"))).toBe("barrier-microsoft");
    expect(activationBarrier(viewOf("microsoft-done"))).toBe("barrier-consent");
    expect(activationBarrier(viewOf("wrong-account"))).toBe("barrier-sign-in");
    expect(activationBarrier(viewOf("ready"))).toBeNull();
  });

  it("needs no sync user when the application itself reads", () => {
    const view = viewOf("wrong-account");
    expect(activationBarrier({ ...view, settings: { ...SETTINGS, reader: "application" } })).toBeNull();
  });

  it("knows from the beginning how many rounds everybody needs", () => {
    const view = viewOf("ready");
    const many = { ...view, counts: { ...view.counts, matched: 1300 } };
    expect(roundsNeeded(view)).toBe(1);
    expect(roundsNeeded(many)).toBe(3);
    expect(stepMark(many, "connect")).toBe("in-progress");
    expect(stepDetail(many, "connect")).toEqual({ kind: "rounds", done: 1, of: 3 });
    expect(startStep(many)).toBe("connect");
    expect(stepMark({ ...many, settings: { ...SETTINGS, reader: "application" } }, "connect")).toBe("done");
    expect(stepMark(viewOf("three-rounds"), "connect")).toBe("in-progress");
    expect(stepMark(viewOf("three-rounds"), "sync-user")).toBe("in-progress");
  });

  it("does not call a sign-in that was let go of a failure", () => {
    expect(stepMark(viewOf("sign-in-cancelled"), "connect")).toBe("in-progress");
    expect(stepMark(viewOf("wrong-account"), "connect")).toBe("failed");
  });

  it("marks a step that failed", () => {
    expect(stepMark(viewOf("wrong-account"), "connect")).toBe("failed");
    expect(stepMark(viewOf("ready"), "connect")).toBe("done");
    expect(stepMark(viewOf("unfit-missing"), "sync-user")).toBe("failed");
    expect(stepMark(viewOf("not-created-not-allowed"), "sync-user")).toBe("failed");
    expect(stepMark(viewOf("password-shown"), "sync-user")).toBe("in-progress");
    expect(stepMark(viewOf("password-noted"), "sync-user")).toBe("done");
    expect(stepMark(viewOf("microsoft-done"), "sync-user")).toBe("to-do");
  });
});

describe("the app registration", () => {
  it("tells a Secret ID from a secret's value", () => {
    expect(isGuid(" 6f1c2b7e-3d55-4c0a-9a1e-2b8d7c4e5f60 ")).toBe(true);
    expect(isGuid("abc8Q~x.yz")).toBe(false);
  });

  it("takes domains and tenant ids for tenants", () => {
    for (const tenant of ["contoso.de", "contoso.onmicrosoft.com", "6f1c2b7e-3d55-4c0a-9a1e-2b8d7c4e5f60"]) expect(isTenant(tenant)).toBe(true);
    for (const tenant of ["", "contoso", "a b.de", "https://contoso.de"]) expect(isTenant(tenant)).toBe(false);
  });

  it("wants a certificate together with its key", () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----";
    expect(isCertificate(certificate)).toBe(false);
    expect(isCertificate(`${certificate}\n-----BEGIN PRIVATE KEY-----\ny\n-----END PRIVATE KEY-----`)).toBe(true);
  });

  const plainOne: Registration = { tenant: "contoso.de", cloud: "global", proof: { kind: "secret" } };
  const PEM = "-----BEGIN CERTIFICATE-----\nMIIC3jCC+/Ac==\n-----END CERTIFICATE-----";

  it("is created by both scripts with all permissions and redirect addresses, and nothing that a shell would run", () => {
    const registration = { ...plainOne, tenant: 'contoso.de"; rm -rf $HOME' };
    for (const script of [azureCliScript(registration, (id) => id), powerShellScript(registration, (id) => id)]) {
      for (const { id } of PERMISSIONS) expect(script).toContain(id);
      expect(script).toContain('"https://login.microsoftonline.com/common/oauth2/nativeclient"');
      expect(script).toContain('"http://localhost"');
      expect(script).toContain('"contoso.derm-rfHOME"');
      expect(script).toContain("script-secret-end");
      expect(script).not.toMatch(/cloud set|-Environment/);
    }
  });

  it("gives the Azure CLI well-formed JSON", () => {
    const script = azureCliScript(plainOne, (id) => id);
    const json: unknown = JSON.parse(script.split("<<'JSON'")[1]?.split("\nJSON")[0] ?? "");
    expect(json).toEqual([{ resourceAppId: "00000003-0000-0000-c000-000000000000", resourceAccess: PERMISSIONS.map(({ id, type }) => ({ id, type })) }]);
  });

  it("is created in the tenant's own cloud, with that cloud's redirect address", () => {
    for (const cloud of CLOUD_NAMES) {
      expect(redirectAddresses(cloud)).toEqual([`${CLOUDS[cloud].login}/common/oauth2/nativeclient`, "http://localhost"]);
    }
    const china = { ...plainOne, cloud: "china" } as const;
    expect(azureCliScript(china, (id) => id)).toContain("az cloud set --name AzureChinaCloud\n");
    expect(powerShellScript(china, (id) => id)).toContain("Connect-MgGraph -Environment China ");
    const dod = { ...plainOne, cloud: "us-government-dod" } as const;
    expect(azureCliScript(dod, (id) => id)).toContain('az cloud set --name AzureUSGovernment\n# script-cloud-graph\naz cloud update --endpoint-microsoft-graph-resource-id "https://dod-graph.microsoft.us/"');
    expect(powerShellScript(dod, (id) => id)).toContain("Connect-MgGraph -Environment USGovDoD ");
    expect(azureCliScript(dod, (id) => id)).toContain("https://login.microsoftonline.us/common/oauth2/nativeclient");
  });

  it("gets the public certificate instead of a secret, and never a key", () => {
    const pasted = `${PEM}\n-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----`;
    const registration: Registration = { ...plainOne, proof: { kind: "certificate", pem: publicPart(pasted) } };
    const bash = azureCliScript(registration, (id) => id);
    expect(bash).toContain(`cat > presence-sync.pem <<'PEM'\n${PEM}\nPEM`);
    expect(bash).toContain("--cert @presence-sync.pem");
    const powerShell = powerShellScript(registration, (id) => id);
    expect(powerShell).toContain(`@'\n${PEM}\n'@`);
    expect(powerShell).toContain("Update-MgApplication -ApplicationId $app.Id -KeyCredentials");
    for (const script of [bash, powerShell]) expect(script).not.toMatch(/PRIVATE|c2VjcmV0|--years|Add-MgApplicationPassword/);
  });

  it("takes the certificate from a file while it is not known", () => {
    const registration: Registration = { ...plainOne, proof: { kind: "certificate", pem: null } };
    expect(azureCliScript(registration, (id) => id)).not.toContain("<<'PEM'");
    expect(powerShellScript(registration, (id) => id)).toContain('Get-Content "presence-sync.pem" -Raw');
  });

  it.each([
    ["de-DE", "23.11.2027"],
    ["en-GB", "23/11/2027"],
    ["en-US", "11/23/2027"],
  ])("in %s writes a day as %s, and reads it back", (locale, written) => {
    const format = formatFor(locale);
    expect(format.typedDay(inOneYear(NOW))).toBe(written);
    for (const typed of [written, "2027-11-23", "23.11.2027", ` ${written} `]) expect(format.readDay(typed)).toBe(inOneYear(NOW));
    for (const none of ["", "2027-02-30", "31.2.2027", "2027", "23/23/2027", "1/2/3"]) expect(format.readDay(none)).toBeNull();
  });
});

describe("small things", () => {
  it("puts duplicates before addresses without a user, after what concerns the whole", () => {
    expect(groupProblems(viewOf("attention").problems).map(({ kind }) => kind)).toEqual(["sign-in-lapsed", "duplicate-email", "not-found", "no-email"]);
  });

  it("reads numbers with a comma and refuses those out of range", () => {
    expect(parseNumber("0,5", RANGES.settleSeconds)).toBe(0.5);
    expect(parseNumber("61", RANGES.settleSeconds)).toBeNull();
    expect(parseNumber("12.5", RANGES.roundSize)).toBeNull();
    expect(parseNumber("650", RANGES.roundSize)).toBe(650);
    expect(parseNumber("", RANGES.presenceLimit)).toBeNull();
  });

  it("formats in the reader's way", () => {
    expect(formatFor("de-DE").number(10_000)).toBe("10.000");
    expect(formatFor("de-DE").ago(NOW - 3 * 60_000, NOW)).toBe("vor 3 Minuten");
    expect(formatFor("en").list(["a", "b"])).toBe("a and b");
  });

  it("finds the page and its detail in the address", () => {
    expect(parsePlace("#/people/10%2F4")).toEqual({ page: "people", detail: "10/4" });
    expect(parsePlace("")).toEqual({ page: "", detail: "" });
  });
});
