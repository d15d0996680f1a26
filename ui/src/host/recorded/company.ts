// A company of invented people, always the same for the same size: rows for tests, development and screenshots.

import type { MatchedBy, Row, TeamsPresence } from "../../generated";

const FIRST = ["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hannes", "Ida", "Jonas", "Katrin", "Lukas", "Mia", "Noah", "Olga", "Paul", "Ronja", "Stefan", "Tina", "Uwe", "Vera", "Wolfgang", "Yasemin", "Zoran"];
const LAST = ["Albrecht", "Berger", "Cordes", "Dietrich", "Ebert", "Fischer", "Günther", "Hoffmann", "Iversen", "Jäger", "Krüger", "Lindner", "Möller", "Neumann", "Oster", "Pfeiffer", "Richter", "Schäfer", "Thiele", "Ulrich", "Vogt", "Weiß", "Zimmermann"];

export const DOMAIN = "contoso.de";

/** Half past nine on a working day; screenshots and tests look at the same moment. */
export const NOW = new Date(2026, 10, 23, 9, 30).getTime();

const MINUTE = 60_000;

function ascii(name: string): string {
  return name.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
}

/** Numbers that look random and are not. */
function pick(index: number, salt: number, among: number): number {
  let value = (index + 1) * 2_654_435_761 + salt * 40_503;
  value ^= value >>> 15;
  return Math.abs(Math.imul(value, 2_246_822_519)) % among;
}

const IDLE: readonly TeamsPresence[] = [
  { availability: "Available", activity: "Available" },
  { availability: "Available", activity: "Available" },
  { availability: "Away", activity: "Away" },
  { availability: "Busy", activity: "InAMeeting" },
  { availability: "Offline", activity: "Offline" },
  { availability: "BeRightBack", activity: "BeRightBack" },
  { availability: "DoNotDisturb", activity: "Presenting" },
];

export const IN_A_CALL: TeamsPresence = { availability: "Busy", activity: "InACall" };

export function userId(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;
}

export function person(index: number, now = NOW): Row {
  const first = FIRST[index % FIRST.length] ?? "Anna";
  const last = LAST[pick(index, 1, LAST.length)] ?? "Berger";
  const name = `${first} ${last}`;
  const address = `${ascii(first)}.${ascii(last)}@${DOMAIN}`;
  const matchedBy: MatchedBy = (["mail", "mail", "mail", "user-principal-name", "alias"] as const)[pick(index, 2, 5)] ?? "mail";
  const base: Row = {
    extension: String(100 + index),
    name,
    email: address,
    user: { id: userId(index), name, userPrincipalName: address },
    matchedBy,
    state: "in-sync",
    why: "idle",
    direction: null,
    line: "idle",
    lineSince: now - pick(index, 3, 170) * MINUTE,
    cloudyaPresence: "available",
    teams: IDLE[pick(index, 4, IDLE.length)] ?? null,
    teamsSince: now - pick(index, 5, 90) * MINUTE,
    teamsOrigin: "teams",
    published: null,
    round: 1,
  };
  const unmatched = { user: null, matchedBy: null, teams: null, teamsOrigin: "none", round: null } as const;
  switch (pick(index, 6, 17)) {
    case 0:
    case 1:
      return onThePhone(base, now);
    case 2:
      return { ...base, why: "ringing", line: "ringing", lineSince: now - 4000 };
    case 3:
      return { ...base, why: "phone-offline", line: "offline" };
    case 4:
      return { ...base, why: "teams-call", teams: IN_A_CALL };
    case 5:
      if (index % 3 === 0) return { ...base, ...unmatched, state: "not-found", why: "not-found", email: address.replace(DOMAIN, "fabrikam.de") };
      if (index % 3 === 1) return { ...base, ...unmatched, state: "no-email", why: "no-email", email: "" };
      return { ...onThePhone(base, now), state: "overridden", why: "overridden", teams: { availability: "DoNotDisturb", activity: "DoNotDisturb" }, teamsOrigin: "teams" };
    case 6:
      return index % 4 === 0 ? { ...base, state: "pending", why: "settling", line: "in-use", lineSince: now - 1000 } : base;
    default:
      return base;
  }
}

export function onThePhone(row: Row, now = NOW): Row {
  return {
    ...row,
    line: "in-use",
    lineSince: now - (1 + (Number(row.extension) % 20)) * MINUTE,
    state: "in-sync",
    why: "published",
    teams: IN_A_CALL,
    teamsSince: now - MINUTE,
    teamsOrigin: "echo",
    published: { ...IN_A_CALL, expires: now + 4 * MINUTE },
  };
}

export function company(size: number, now = NOW): Row[] {
  const rows = Array.from({ length: size }, (_, index) => person(index, now));
  // Two people of whom each has two extensions.
  for (const [index, twin] of [
    [1, 12],
    [7, 19],
  ] as const) {
    const row = rows[index];
    const other = rows[twin];
    if (!row || !other || !row.user) continue;
    rows[index] = { ...person(index, now), state: "in-sync" };
    rows[twin] = { ...other, name: `${row.name} (mobil)`, email: row.email, user: row.user, matchedBy: "mail", state: "duplicate", why: "another-extension", line: "idle", published: null, teams: null, teamsOrigin: "none", round: null };
  }
  return rows;
}
