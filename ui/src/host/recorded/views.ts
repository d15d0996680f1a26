// Recorded views: the states in which an administrator meets the window, one after another.

import type { ConnectionView, Counts, CreatedCertificate, NotCreated, Problem, RoundView, Row, Settings, SetupView, StandingProblem, StepState, Unfit, Update, View } from "../../generated";
import { DEFAULTS } from "../../model/settings";
import { company, DOMAIN, NOW } from "./company";
import { standing } from "./matching";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TODO: StepState = { kind: "to-do" };
const BUSY: StepState = { kind: "in-progress" };

function done(at: number): StepState {
  return { kind: "done", at };
}

function failed(problem: Problem): StepState {
  return { kind: "failed", problem };
}

export const SETTINGS = DEFAULTS;

export const SYNC_USER = `presence-sync@${DOMAIN}`;
export const CLIENT_ID = "6f1c2b7e-3d55-4c0a-9a1e-2b8d7c4e5f60";

function round(number: number, changes: Partial<RoundView> = {}): RoundView {
  const expected = number === 1 ? SYNC_USER : `presence-sync-${number}@${DOMAIN}`;
  return { round: number, expected, named: false, check: TODO, creation: TODO, password: null, signIn: TODO, account: null, people: 0, capacity: 600, ...changes };
}

function signedIn(number: number, people: number, at: number): RoundView {
  const plain = round(number);
  return { ...plain, people, named: true, check: done(at), signIn: done(at), account: { userId: "sync", userPrincipalName: plain.expected, at } };
}

const FRESH_SETUP: SetupView = {
  cloudya: { state: TODO, account: null, emails: null, configuration: false, extensions: 0 },
  microsoft: { state: TODO, tenant: null, tenantId: null, clientId: null, credential: null, cloud: "global", credentialExpires: null, certificate: TODO, createdCertificate: null },
  consent: TODO,
  applicationReader: TODO,
  rounds: [round(1, { expected: "" })],
  activation: TODO,
  openPage: null,
};

const CLOUDYA_DONE = { state: done(NOW - HOUR), account: "K1234", emails: "configuration", configuration: true, extensions: 250 } as const;
const MICROSOFT_DONE = {
  state: done(NOW - 50 * MINUTE),
  tenant: DOMAIN,
  tenantId: "11111111-2222-4333-8444-555555555555",
  clientId: CLIENT_ID,
  credential: "secret",
  cloud: "global",
  credentialExpires: new Date(2027, 10, 20).getTime(),
  certificate: TODO,
  createdCertificate: null,
} as const;

/** Short, and no real certificate: what is shown is its form. */
export const CERTIFICATE: CreatedCertificate = {
  publicPem: [
    "-----BEGIN CERTIFICATE-----",
    "MIIC3jCCAcagAwIBAgIUQ2xvdWR5YSBtZWV0cyBUZWFtczAwDQYJKoZIhvcNAQEL",
    "BQAwGDEWMBQGA1UEAwwNUHJlc2VuY2UgU3luYzAeFw0yNjExMjMwODMwMDBaFw0y",
    "ODExMjIwODMwMDBaMBgxFjAUBgNVBAMMDVByZXNlbmNlIFN5bmMwggEiMA0GCSqG",
    "-----END CERTIFICATE-----",
    "",
  ].join("\n"),
  thumbprint: "3F7A19C04E5B82D6A1F09C7744B2E8D15A6630CE",
  created: NOW - MINUTE,
  expires: new Date(2028, 10, 22).getTime(),
};

function connections(state: ConnectionView["state"], since: number): ConnectionView[] {
  return (["cloudya-stream", "cloudya-configuration", "microsoft-sign-in", "microsoft-graph"] as const).map((connection) => ({
    connection,
    state,
    since,
  }));
}

export function count(rows: readonly Row[]): Counts {
  const having = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
  return {
    extensions: rows.length,
    matched: rows.filter((row) => row.user !== null && row.state !== "duplicate").length,
    inSync: having("in-sync"),
    pending: having("pending"),
    onThePhone: rows.filter((row) => row.line === "in-use").length,
    inTeamsCalls: rows.filter((row) => row.teams?.activity === "InACall" && row.teamsOrigin === "teams").length,
    published: rows.filter((row) => row.published !== null).length,
    duplicate: having("duplicate"),
    notFound: having("not-found"),
    noEmail: having("no-email"),
    severalUsers: having("several-users"),
    disabled: having("disabled"),
    guest: having("guest"),
    excluded: having("excluded"),
    notCovered: having("not-covered"),
  };
}

/** The problems that follow from the rows. */
export function problemsOf(rows: readonly Row[], since = NOW - 2 * HOUR): StandingProblem[] {
  const problems: Problem[] = [];
  for (const row of rows) {
    const { extension, name, email } = row;
    if (row.state === "duplicate" && row.user) {
      const extensions = rows.filter((other) => other.user?.id === row.user?.id).map((other) => other.extension);
      problems.push({
        kind: "duplicate-email",
        user: row.user.id,
        userName: row.user.name,
        email,
        extensions,
        used: extensions.slice(0, 1),
        rule: { kind: "default", rule: "lowest-extension" },
      });
    }
    if (row.state === "not-found") problems.push({ kind: "not-found", extension, name, email });
    if (row.state === "no-email") problems.push({ kind: "no-email", extension, name });
    if (row.state === "several-users") problems.push({ kind: "several-users", extension, name, email, users: [email, `service@${DOMAIN}`] });
    if (row.state === "disabled") problems.push({ kind: "user-disabled", extension, name, email });
    if (row.state === "guest") problems.push({ kind: "user-is-guest", extension, name, email });
  }
  return problems.map((problem) => standing(problem, since));
}

function view(setup: SetupView, rows: readonly Row[], changes: Partial<View> = {}): View {
  const problems = changes.problems ?? problemsOf(rows);
  const state = changes.state ?? "setting-up";
  const counts = count(rows);
  return {
    state,
    pausedUntil: null,
    restingUntil: null,
    setup,
    connections: connections("off", NOW),
    counts,
    directory: { emailsRead: rows.length, emailsTotal: rows.length, users: rows.length ? rows.length + 31 : 0, completeSince: rows.length ? NOW - HOUR : null, refreshing: false, stopped: false },
    problems,
    reviewed: [],
    corrections: [],
    diversions: [],
    writeAnyway: false,
    settings: SETTINGS,
    tray: { icon: state, inSync: counts.inSync, problems: problems.length, pause: state === "setting-up" ? "unavailable" : state === "paused" ? "resume" : "pause" },
    ...changes,
  };
}

function update(shown: View, rows: readonly Row[]): Update {
  return { view: shown, rows: { fromScratch: true, rows: [...rows], removed: [] } };
}

const READY_SETUP: SetupView = {
  ...FRESH_SETUP,
  cloudya: CLOUDYA_DONE,
  microsoft: MICROSOFT_DONE,
  consent: done(NOW - 40 * MINUTE),
  rounds: [signedIn(1, 231, NOW - 30 * MINUTE)],
};

/** Before synchronisation is activated nothing is published. */
function unpublished(rows: readonly Row[]): Row[] {
  return rows.map((row) => (row.published ? { ...row, published: null, state: "pending", why: "not-activated", teams: { availability: "Available", activity: "Available" }, teamsOrigin: "teams" } : row));
}

/** 600 extensions, of which some have an address already. */
function reading(read: number, stopped: boolean): Update[] {
  const rows = company(600).map<Row>((row, index) => (index < read ? row : { ...row, email: "", user: null, matchedBy: null, state: "no-email", why: "no-email", teams: null, published: null, round: null }));
  const setup = { ...FRESH_SETUP, cloudya: { ...CLOUDYA_DONE, state: done(NOW - MINUTE), extensions: 600 } };
  const directory = { emailsRead: read, emailsTotal: 600, users: 0, completeSince: null, refreshing: !stopped, stopped };
  return [update(view(setup, rows, { problems: [], directory }), rows)];
}

/** The Microsoft step is done, and this is the round that is set up. */
function preparing(changes: Partial<RoundView>, setup: Partial<SetupView> = {}): Update[] {
  return [update(view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE, microsoft: MICROSOFT_DONE, rounds: [round(1, changes)], ...setup }, []), [])];
}

function unfit(reason: Unfit): Update[] {
  const problem: Problem = { kind: "sync-user-unfit", round: 1, address: SYNC_USER, reason };
  return preparing({ check: failed(problem) }, { consent: done(NOW - MINUTE) });
}

function notCreated(reason: NotCreated): Update[] {
  return preparing({ creation: failed({ kind: "sync-user-not-created", round: 1, address: SYNC_USER, reason }) });
}

function applicationReader(state: StepState, settings: Partial<Settings> = {}): Update[] {
  const rows = unpublished(company(250));
  return [update(view({ ...READY_SETUP, applicationReader: state }, rows, { settings: { ...SETTINGS, ...settings } }), rows)];
}

export const RECORDED = {
  fresh: () => [update(view(FRESH_SETUP, []), [])],
  "cloudya-failed": () => [
    update(view({ ...FRESH_SETUP, cloudya: { ...FRESH_SETUP.cloudya, state: failed({ kind: "cloudya-credentials-rejected" }) } }, []), []),
  ],
  "cloudya-done": () => [update(view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE }, []), [])],
  "emails-missing": () => {
    const rows = company(250).map<Row>((row) => ({ ...row, email: "", user: null, matchedBy: null, state: "no-email", why: "no-email", teams: null, published: null, round: null }));
    return [update(view({ ...FRESH_SETUP, cloudya: { ...CLOUDYA_DONE, emails: "imported", configuration: false } }, rows, { problems: [] }), rows)];
  },
  "reading-emails": () => reading(214, false),
  "reading-stopped": () => reading(214, true),
  "emails-imported": () => {
    const rows = company(250);
    return [update(view({ ...FRESH_SETUP, cloudya: { ...CLOUDYA_DONE, emails: "imported", configuration: false } }, rows, { problems: [] }), rows)];
  },
  "certificate-created": () => [
    update(
      view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE, microsoft: { ...FRESH_SETUP.microsoft, certificate: done(CERTIFICATE.created), createdCertificate: CERTIFICATE } }, []),
      [],
    ),
  ],
  "certificate-failed": () => [
    update(view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE, microsoft: { ...FRESH_SETUP.microsoft, certificate: failed({ kind: "vault-unavailable" }) } }, []), []),
  ],
  "cloud-china": () => [
    update(
      view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE, microsoft: { ...FRESH_SETUP.microsoft, cloud: "china", state: failed({ kind: "cloud-without-presence", cloud: "china" }) } }, []),
      [],
    ),
  ],
  "creation-open": () => preparing({ creation: BUSY }, { openPage: { kind: "window", purpose: { kind: "create-sync-user", round: 1 } } }),
  "password-shown": () => preparing({ creation: done(NOW - MINUTE), password: "Kd7mWq-4TzRp9-xVh2nB" }),
  "password-noted": () => preparing({ creation: done(NOW - MINUTE) }),
  "not-created-not-allowed": () => notCreated("not-allowed"),
  "not-created-address-taken": () => notCreated("address-taken"),
  "unfit-missing": () => unfit({ kind: "missing" }),
  "unfit-disabled": () => unfit({ kind: "disabled" }),
  "unfit-guest": () => unfit({ kind: "guest" }),
  "unfit-administrator": () => unfit({ kind: "administrator" }),
  "unfit-person": () => unfit({ kind: "person", extension: "104" }),
  "sync-user-checked": () => preparing({ check: done(NOW - MINUTE) }, { consent: done(NOW - MINUTE) }),
  "consent-partial": () =>
    preparing({}, { consent: failed({ kind: "consent-missing", missing: ["Presence.ReadWrite.All", "User.Read.All"] }) }),
  "application-reader-trying": () => applicationReader(BUSY),
  "application-reader-works": () => applicationReader(done(NOW - MINUTE)),
  "application-reader-refused": () => applicationReader(failed({ kind: "reading-forbidden", round: null })),
  "application-reads": () => applicationReader(done(NOW - HOUR), { reader: "application" }),
  "credential-expires": () => {
    const rows = company(250);
    const expires = NOW + 7 * 24 * HOUR;
    const setup = { ...READY_SETUP, microsoft: { ...MICROSOFT_DONE, credentialExpires: expires }, activation: done(NOW - 20 * HOUR) };
    const problem: Problem = { kind: "credential-expires", credential: "secret", expires, days: 7 };
    return [update(view(setup, rows, { state: "attention", problems: [standing(problem, NOW - HOUR)], connections: connections("connected", NOW - HOUR) }), rows)];
  },
  "microsoft-failed": () => [
    update(
      view(
        {
          ...FRESH_SETUP,
          cloudya: CLOUDYA_DONE,
          microsoft: { ...MICROSOFT_DONE, state: failed({ kind: "application-credential-rejected", code: 7000215 }) },
        },
        [],
      ),
      [],
    ),
  ],
  "microsoft-done": () => [
    update(view({ ...FRESH_SETUP, cloudya: CLOUDYA_DONE, microsoft: MICROSOFT_DONE, rounds: [round(1)] }, []), []),
  ],
  "consent-open": () => [
    update(
      view(
        {
          ...READY_SETUP,
          consent: BUSY,
          rounds: [round(1)],
          openPage: { kind: "window", purpose: { kind: "consent" } },
        },
        [],
      ),
      [],
    ),
  ],
  "consent-verifying": () => preparing({}, { consent: BUSY }),
  "device-code": () => [
    update(
      view(
        {
          ...READY_SETUP,
          rounds: [round(1, { signIn: BUSY })],
          openPage: {
            kind: "device-code",
            purpose: { kind: "sign-in", round: 1 },
            address: "https://microsoft.com/devicelogin",
            code: "B7QK3XN9W",
            expires: NOW + 15 * MINUTE,
          },
        },
        [],
      ),
      [],
    ),
  ],
  "consent-refused": () => [
    update(view({ ...READY_SETUP, consent: failed({ kind: "consent-refused", code: 65004 }), rounds: [round(1)] }, []), []),
  ],
  "wrong-account": () => {
    const problem: Problem = { kind: "wrong-account", round: 1, expected: SYNC_USER, actual: `admin@${DOMAIN}` };
    return [
      update(
        view({ ...READY_SETUP, rounds: [round(1, { signIn: failed(problem) })] }, [], { problems: [standing(problem, NOW - MINUTE)] }),
        [],
      ),
    ];
  },
  ready: () => {
    const rows = unpublished(company(250));
    return [update(view(READY_SETUP, rows), rows)];
  },
  running: () => {
    const rows = company(250);
    const setup = { ...READY_SETUP, activation: done(NOW - 20 * MINUTE) };
    return [update(view(setup, rows, { state: "running", connections: connections("connected", NOW - 20 * MINUTE) }), rows)];
  },
  paused: () => {
    const rows = unpublished(company(250));
    const setup = { ...READY_SETUP, activation: done(NOW - 20 * MINUTE) };
    return [
      update(view(setup, rows, { state: "paused", pausedUntil: NOW + 30 * MINUTE, connections: connections("connected", NOW - 20 * MINUTE) }), rows),
    ];
  },
  attention: () => {
    const rows = company(250);
    const lapsed: Problem = { kind: "sign-in-lapsed", round: 1, code: 50173, cause: "revoked" };
    const setup = { ...READY_SETUP, activation: done(NOW - 20 * HOUR), rounds: [round(1, { signIn: failed(lapsed), people: 231 })] };
    const problems = [standing(lapsed, NOW - 12 * MINUTE), ...problemsOf(rows)];
    const lines = connections("connected", NOW - 20 * HOUR).map((line) =>
      line.connection === "microsoft-sign-in" ? { ...line, state: "broken" as const, since: NOW - 12 * MINUTE } : line,
    );
    return [update(view(setup, rows, { state: "attention", problems, connections: lines }), rows)];
  },
  offline: () => {
    const rows = company(250);
    const setup = { ...READY_SETUP, activation: done(NOW - 20 * HOUR) };
    const problems = [standing({ kind: "cloudya-unreachable" }, NOW - 2 * MINUTE), ...problemsOf(rows)];
    return [update(view(setup, rows, { state: "offline", problems, connections: connections("broken", NOW - 2 * MINUTE) }), rows)];
  },
  "sign-in-cancelled": () => preparing({ signIn: failed({ kind: "sign-in-refused", round: 1, code: null, cause: "declined" }) }, { consent: done(NOW - MINUTE) }),
  "first-of-three": () => {
    const rows = unpublished(company(1500)).map<Row>((row, index) => (row.user !== null && index >= 620 ? { ...row, state: "not-covered", why: "not-covered", round: null } : row));
    const setup = { ...READY_SETUP, cloudya: { ...CLOUDYA_DONE, extensions: 1500 }, rounds: [signedIn(1, 600, NOW - HOUR), round(2)] };
    return [update(view(setup, rows), rows)];
  },
  "three-rounds": () => {
    const rows = company(1500);
    const setup: SetupView = {
      ...READY_SETUP,
      cloudya: { ...CLOUDYA_DONE, extensions: 1500 },
      activation: done(NOW - HOUR),
      rounds: [signedIn(1, 600, NOW - HOUR), signedIn(2, 600, NOW - HOUR), round(3, { people: 187 })],
    };
    const problems: StandingProblem[] = [standing({ kind: "not-covered", people: 187, roundsNeeded: 3 }, NOW - HOUR), ...problemsOf(rows)];
    return [update(view(setup, rows, { state: "attention", problems, connections: connections("connected", NOW - HOUR) }), rows)];
  },
  large: () => {
    const rows = company(10_000);
    const setup = { ...READY_SETUP, cloudya: { ...CLOUDYA_DONE, extensions: 10_000 }, activation: done(NOW - HOUR) };
    return [update(view(setup, rows, { state: "running", connections: connections("connected", NOW - HOUR) }), rows)];
  },
} satisfies Record<string, () => Update[]>;

export type Recording = keyof typeof RECORDED;
