// Recorded views of the work on problems: every kind of them, some settled, and corrections with each outcome.

import type { CorrectionView, DiversionView, Problem, Row, StandingProblem, Update, View } from "../../generated";
import { company, DOMAIN, NOW } from "./company";
import { standing } from "./matching";
import { count, problemsOf, RECORDED } from "./views";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A running company whose rows are these. */
function running(rows: readonly Row[], change: (view: View) => View = (view) => view): Update[] {
  const [first] = RECORDED.running();
  if (!first?.view) return [];
  const problems = problemsOf(rows);
  const view = { ...first.view, counts: count(rows), problems, tray: { ...first.view.tray, problems: problems.length } };
  return [{ view: change(view), rows: { fromScratch: true, rows: [...rows], removed: [] } }];
}

function changed(rows: Row[], changes: Record<string, Partial<Row>>): Row[] {
  return rows.map((row) => ({ ...row, ...changes[row.extension] }));
}

const UNMATCHED = { user: null, matchedBy: null, teams: null, teamsOrigin: "none", published: null, round: null } as const;
const UNUSED = { teams: null, teamsOrigin: "none", published: null, round: null } as const;

/** Someone for each kind of problem, one matched by hand, one left out, one with a direction of its own. */
export function troubledRows(): Row[] {
  return changed(company(250), {
    "110": { ...UNMATCHED, state: "several-users", why: "several-users", email: `service@${DOMAIN}` },
    "114": { ...UNUSED, state: "disabled", why: "disabled" },
    "116": { ...UNUSED, state: "guest", why: "guest" },
    "122": { matchedBy: "manual" },
    "120": { ...UNUSED, state: "excluded", why: "excluded" },
    "121": { direction: "teams-to-phone" },
  });
}

function corrections(): CorrectionView[] {
  const refused: Problem = { kind: "email-not-corrected", extension: "114", email: `new@${DOMAIN}`, reason: "changed-meanwhile" };
  return [
    { extension: "108", former: "", email: `ida.neumann@${DOMAIN}`, state: { kind: "in-progress" } },
    { extension: "114", former: `old@${DOMAIN}`, email: `new@${DOMAIN}`, state: { kind: "failed", problem: refused } },
    { extension: "103", former: "david@fabrikam.de", email: `david.thiele@${DOMAIN}`, state: { kind: "done", at: NOW - HOUR } },
  ];
}

function firstOf(problems: readonly StandingProblem[], kind: Problem["kind"]): StandingProblem[] {
  return problems.filter(({ problem }) => problem.kind === kind).slice(0, 1);
}

function reviewed(view: View): View {
  const [duplicate] = firstOf(view.problems, "duplicate-email");
  const put = [...firstOf(view.problems, "not-found"), ...(duplicate === undefined ? [] : [duplicate])];
  const settled = put.map((each) =>
    each.problem.kind === "duplicate-email" ? { ...each, problem: { ...each.problem, used: each.problem.extensions, rule: { kind: "chosen" as const } } } : each,
  );
  return { ...view, problems: view.problems.filter((each) => !put.includes(each)), reviewed: settled };
}

/** A phone in each state that a phone rule can bring it to. */
function diversions(): DiversionView[] {
  const rule = { profile: "Besprechung", former: "Standard", activity: "InAMeeting", since: NOW - 12 * MINUTE, until: NOW + 4 * HOUR - 12 * MINUTE };
  return (["diverted", "diverting", "returning", "stuck"] as const).map((state, index) => ({ ...rule, ...called(String(103 + index)), state }));
}

function called(extension: string): Pick<Row, "extension" | "name"> {
  return { extension, name: troubledRows().find((row) => row.extension === extension)?.name ?? "" };
}

export const RECORDED_PROBLEMS = {
  troubled: () =>
    running(troubledRows(), (view) => ({
      ...view,
      problems: [...view.problems, standing({ kind: "not-covered", people: 12, roundsNeeded: 2 }, NOW - HOUR)],
      corrections: corrections(),
    })),
  diverted: () => running(troubledRows(), (view) => ({ ...view, diversions: diversions() })),
  reviewed: () => running(troubledRows(), reviewed),
  refreshing: () => running(troubledRows(), (view) => ({ ...view, directory: { ...view.directory, refreshing: true, emailsRead: 112, emailsTotal: 250 } })),
} satisfies Record<string, () => Update[]>;
