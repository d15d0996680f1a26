// Problems in sentences and in groups.

import type { Problem, SignInCause, StandingProblem } from "../generated";
import type { Format } from "./format";
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

/**
 * Sign-in problems take their explanation and their remedy from the cause. A number on Microsoft's refusal that the table
 * knows explains better than either the cause or the kind; then only what still works is said besides.
 */
export function problemWords(problem: Problem, say: Say, format: Format): ProblemWords {
  const args = problemArgs(problem, say, format);
  const title = say(`problem-${problem.kind}-title`, args);
  const body = say(`problem-${problem.kind}-body`, args);
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
  return {
    // "For a reason of its own" says nothing where the reason is known.
    title: known && problem.cause === "other" ? title : `${title}: ${say(`${cause}-title`)}`,
    body: `${meaning ?? say(`${cause}-body`)} ${body}`,
    remedy: remedy ?? say(`${cause}-remedy`),
    code,
  };
}

/** The members of the problem under their own names; lists become text, an empty one the word `none` that selectors know. */
export function problemArgs(problem: Problem, say: Say, format: Format): Args {
  const args: Args = {};
  for (const [name, value] of Object.entries(problem) as [string, unknown][]) {
    if (name === "kind" || name === "code" || name === "cause") continue;
    if (typeof value === "string" || typeof value === "number") args[name] = value;
    else if (Array.isArray(value)) args[name] = value.length === 0 ? "none" : format.list(value.map(String));
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
  "certificate-unreadable": "whole",
  "consent-missing": "whole",
  "consent-refused": "whole",
  "sign-in-refused": "whole",
  "wrong-account": "whole",
  "foreign-account": "whole",
  "sign-in-lapsed": "whole",
  "reading-forbidden": "whole",
  "writing-forbidden": "whole",
  "vault-unavailable": "whole",
  "disk-unavailable": "whole",
  "duplicate-email": "people",
  "not-found": "people",
  "no-email": "people",
  "several-users": "people",
  "user-disabled": "people",
  "user-is-guest": "people",
  "not-covered": "people",
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

export function concernsPeople(problem: Problem): boolean {
  return ORDER[problem.kind] === "people";
}

export interface ProblemGroup {
  kind: Problem["kind"];
  problems: StandingProblem[];
}

/** One group for each kind that stands, in reading order. */
export function groupProblems(problems: readonly StandingProblem[]): ProblemGroup[] {
  return PROBLEM_KINDS.map((kind) => ({
    kind,
    problems: problems.filter((standing) => standing.problem.kind === kind),
  })).filter((group) => group.problems.length > 0);
}
