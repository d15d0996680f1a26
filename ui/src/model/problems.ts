// Problems in sentences and in groups.

import type { DuplicateChoice, ExtensionNumber, Permission, Problem, SignInCause, StandingProblem } from "../generated";
import type { Format } from "./format";
import { compareExtensions } from "./order";
import { writeSheet } from "./sheet";
import { EXPLAINED_NUMBERS } from "./words";

export type Args = Record<string, string | number>;
export type Say = (id: string, args?: Args) => string;

export interface ProblemWords {
  title: string;
  /** What happened, and what still works. */
  body: string;
  remedy: string;
  /** The number that Microsoft's support asks for. */
  code: number | null;
}

/** A person let go of the sign-in: nothing is wrong. */
export function isCancelled(problem: Problem): boolean {
  return problem.kind === "sign-in-refused" && problem.cause === "declined";
}

/**
 * Sign-in problems take their explanation and their remedy from the cause. A number on Microsoft's refusal that the table
 * knows explains better than either the cause or the kind; then only what still works is said besides.
 */
export function problemWords(problem: Problem, say: Say, format: Format): ProblemWords {
  const args = problemArgs(problem, say, format);
  const title = say(`problem-${problem.kind}-title`, args);
  const body = [say(`problem-${problem.kind}-body`, args), ...details(problem, say, format)].join(" ");
  if (!("code" in problem)) return { title, body, remedy: say(`problem-${problem.kind}-remedy`, args), code: null };
  const { code } = problem;
  const known = code !== null && EXPLAINED_NUMBERS.has(code);
  const meaning = known ? say(`aadsts-${code}`) : null;
  const remedy = known ? say(`aadsts-${code}.remedy`) : null;
  if (!("cause" in problem)) {
    return {
      title,
      body: meaning === null ? body : `${meaning} ${say(`problem-${problem.kind}-still`)}`,
      remedy: remedy ?? say(`problem-${problem.kind}-remedy`, args),
      code,
    };
  }
  const cause = `sign-in-cause-${problem.cause}`;
  // "For a reason of its own" says nothing where the reason is known.
  const whole = known && problem.cause === "other" ? title : `${title}: ${say(`${cause}-title`)}`;
  return {
    title: isCancelled(problem) ? say("sign-in-cancelled") : whole,
    body: `${meaning ?? say(`${cause}-body`)} ${body}`,
    remedy: remedy ?? say(`${cause}-remedy`),
    code,
  };
}

/** What only the window says: dates in the reader's format, and what each missing permission means. */
function details(problem: Problem, say: Say, format: Format): string[] {
  if (problem.kind === "credential-expires") return [say("credential-ends", { day: format.day(problem.expires) })];
  if (problem.kind === "consent-missing") return problem.missing.map((permission) => say(MISSING[permission]));
  return [];
}

/** What does not work without a permission. */
export const MISSING: Record<Permission, string> = {
  "Presence.ReadWrite.All": "without-presence-write",
  "User.Read.All": "without-users",
  "Presence.Read.All": "without-presence-read",
};

/** The members of the problem under their own names; lists become text; what is empty or absent the word `none` that selectors know. */
export function problemArgs(problem: Problem, say: Say, format: Format): Args {
  const args: Args = {};
  for (const [name, value] of Object.entries(problem) as [string, unknown][]) {
    if (name === "kind" || name === "code" || name === "cause") continue;
    if (typeof value === "string" || typeof value === "number") args[name] = value;
    else if (value === null) args[name] = "none";
    else if (Array.isArray(value)) args[name] = value.length === 0 ? "none" : format.list(value.map(String));
  }
  if (problem.kind === "sync-user-unfit") {
    args["reason"] = problem.reason.kind;
    args["extension"] = problem.reason.kind === "person" ? problem.reason.extension : "none";
  }
  if (problem.kind === "duplicate-email") {
    args["rule"] = say(problem.rule.kind === "chosen" ? "rule-chosen" : `rule-${problem.rule.rule}`);
  }
  return args;
}

/** Every kind, in the order in which people read about them: the whole first, then duplicates, then the rest. */
const ORDER: Record<Problem["kind"], "whole" | "people"> = {
  "connector-active": "whole",
  "second-writer": "whole",
  "cloudya-credentials-rejected": "whole",
  "cloudya-other-account": "whole",
  "cloudya-presence-not-allowed": "whole",
  "cloudya-forbidden": "whole",
  "cloudya-unreachable": "whole",
  "cloudya-stream-lost": "whole",
  "configuration-credentials-rejected": "whole",
  "configuration-forbidden": "whole",
  "configuration-unreachable": "whole",
  "tenant-unknown": "whole",
  "microsoft-unreachable": "whole",
  "application-unknown": "whole",
  "application-credential-rejected": "whole",
  "application-credential-expired": "whole",
  "credential-expires": "whole",
  "cloud-without-presence": "whole",
  "certificate-unreadable": "whole",
  "consent-missing": "whole",
  "consent-refused": "whole",
  "sign-in-refused": "whole",
  "wrong-account": "whole",
  "foreign-account": "whole",
  "sync-user-unfit": "whole",
  "sync-user-not-created": "whole",
  "sign-in-lapsed": "whole",
  "reading-forbidden": "whole",
  "writing-forbidden": "whole",
  "nobody-synchronised": "whole",
  "profile-missing": "whole",
  "phone-not-changed": "whole",
  "vault-unavailable": "whole",
  "disk-unavailable": "whole",
  "duplicate-email": "people",
  "not-found": "people",
  "several-users": "people",
  "no-email": "people",
  "user-disabled": "people",
  "user-is-guest": "people",
  "not-covered": "people",
  "email-not-corrected": "people",
};

export const PROBLEM_KINDS = Object.keys(ORDER) as Problem["kind"][];

const CAUSES: Record<SignInCause, true> = {
  declined: true,
  "administrator-needed": true,
  "set-up-unfinished": true,
  policy: true,
  "account-blocked": true,
  revoked: true,
  expired: true,
  "no-consent": true,
  registration: true,
  mismatch: true,
  unavailable: true,
  other: true,
};

export const SIGN_IN_CAUSES = Object.keys(CAUSES) as SignInCause[];

export function concernsPeople({ kind }: Pick<Problem, "kind">): boolean {
  return ORDER[kind] === "people";
}

export interface ProblemGroup {
  kind: Problem["kind"];
  problems: StandingProblem[];
}

/** The extensions that a problem is about; none where it concerns the whole. */
export function extensionsOf(problem: Problem): readonly ExtensionNumber[] {
  if (problem.kind === "duplicate-email") return problem.extensions;
  return "extension" in problem ? [problem.extension] : [];
}

function firstExtension(problem: Problem): ExtensionNumber {
  return extensionsOf(problem)[0] ?? "";
}

/** One group for each kind that stands, in reading order; inside it by extension. */
export function groupProblems(problems: readonly StandingProblem[]): ProblemGroup[] {
  const groups = new Map<Problem["kind"], StandingProblem[]>();
  for (const standing of problems) {
    const group = groups.get(standing.problem.kind);
    if (group === undefined) groups.set(standing.problem.kind, [standing]);
    else group.push(standing);
  }
  return PROBLEM_KINDS.flatMap((kind) => {
    const group = groups.get(kind);
    return group ? [{ kind, problems: group.sort((a, b) => compareExtensions(firstExtension(a.problem), firstExtension(b.problem))) }] : [];
  });
}

export type Duplicate = Extract<Problem, { kind: "duplicate-email" }>;

/** What somebody decided about a duplicate; `null` where the rule did. */
export function choiceOf({ rule, used }: Duplicate): DuplicateChoice | null {
  if (rule.kind === "default") return null;
  const [extension, ...others] = used;
  if (extension === undefined) return { kind: "leave-out" };
  return others.length > 0 ? { kind: "combine" } : { kind: "use-extension", extension };
}

/** Somebody decided about it; it stands only to be looked through again. */
export function isSettled(problem: Problem): boolean {
  return problem.kind === "duplicate-email" && problem.rule.kind === "chosen";
}

export interface KnownProblems {
  problems: readonly StandingProblem[];
  /** Those that somebody settled or put aside. */
  reviewed: readonly StandingProblem[];
}

/** Every problem as a table, for whoever works through the list elsewhere. */
export function problemSheet({ problems, reviewed }: KnownProblems, say: Say, format: Format): string {
  const header = ["kind", "extension", "person", "email", "since", "standing", "what", "remedy"].map((column) => say(`sheet-${column}`));
  const line = (standing: string) => ({ problem, since }: StandingProblem) => {
    const { title, body, remedy } = problemWords(problem, say, format);
    const name = problem.kind === "duplicate-email" ? problem.userName : "name" in problem ? problem.name : "";
    return [
      say(`problem-kind-${problem.kind}`),
      extensionsOf(problem).join(", "),
      name,
      "email" in problem ? problem.email : "",
      format.full(since),
      standing,
      name === "" ? `${title}. ${body}` : body,
      remedy,
    ];
  };
  const ordered = (list: readonly StandingProblem[]) => groupProblems(list).flatMap((group) => group.problems);
  return writeSheet([
    header,
    ...ordered(problems).map(line(say("sheet-open"))),
    ...ordered(reviewed).map(line(say("sheet-reviewed"))),
  ]);
}
