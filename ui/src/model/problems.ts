// Problems in one line and in groups.

import type { DuplicateChoice, ExtensionNumber, Problem, SignInCause, StandingProblem } from "../generated";
import type { Format } from "./format";
import { compareExtensions } from "./order";

export type Args = Record<string, string | number>;
export type Say = (id: string, args?: Args) => string;

/** A person let go of the sign-in: nothing is wrong. */
export function isCancelled(problem: Problem): boolean {
  return problem.kind === "sign-in-refused" && problem.cause === "declined";
}

/** What is wrong, in one line. A cause without a name adds nothing to it. */
export function problemTitle(problem: Problem, say: Say, format: Format): string {
  if (isCancelled(problem)) return say("sign-in-cancelled");
  const title = say(`problem-${problem.kind}-title`, problemArgs(problem, say, format));
  return "cause" in problem && problem.cause !== "other" ? `${title}: ${say(`sign-in-cause-${problem.cause}-title`)}` : title;
}

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
  "settings-damaged": "whole",
  "journal-damaged": "whole",
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
