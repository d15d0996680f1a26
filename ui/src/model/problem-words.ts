// Problems in sentences: what happened, what still works, and what to do.

import type { Permission, Problem, StandingProblem } from "../generated";
import type { Format } from "./format";
import { EXPLAINED_NUMBERS } from "./further";
import { extensionsOf, groupProblems, problemArgs, problemTitle, type Say } from "./problems";
import { writeSheet } from "./sheet";

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
  const title = problemTitle(problem, say, format);
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
  return {
    title,
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
const MISSING: Record<Permission, string> = {
  "Presence.ReadWrite.All": "without-presence-write",
  "User.Read.All": "without-users",
  "Presence.Read.All": "without-presence-read",
};

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
