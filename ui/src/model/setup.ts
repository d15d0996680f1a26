// Which step of set-up is next, and what stands in the way of each button.

import type { RoundView, SetupView, StepState, View } from "../generated";
import { isCancelled } from "./problems";
import { isGuid } from "./registration";

export const STEPS = ["welcome", "cloudya", "microsoft", "sync-user", "connect", "review"] as const;
export type Step = (typeof STEPS)[number];

export function isDone(state: StepState): boolean {
  return state.kind === "done";
}

function isUntouched(state: StepState): boolean {
  return state.kind === "to-do";
}

/** A list was announced, and not one extension has an address yet. */
function isListMissing({ setup, counts }: View): boolean {
  return setup.cloudya.emails === "imported" && counts.extensions > 0 && counts.noEmail === counts.extensions;
}

/** Cloudya is ready when the extensions and their e-mail addresses can be read. */
export function cloudyaReady(view: View): boolean {
  return isDone(view.setup.cloudya.state) && !isListMissing(view);
}

/** Somebody reads Teams presence: the first round's sync user, or the application itself. */
export function readerReady(view: View): boolean {
  const [first] = view.setup.rounds;
  return view.settings.reader === "application" || (first !== undefined && isDone(first.signIn));
}

/** How many rounds it takes for everybody who is matched; known before the last of them has begun. */
export function roundsNeeded({ setup: { rounds }, counts, settings }: View): number {
  return Math.max(rounds.length, Math.ceil(counts.matched / Math.max(1, settings.roundSize)));
}

function roundsSignedIn({ setup }: View): number {
  return setup.rounds.filter((round) => isDone(round.signIn)).length;
}

/** Nobody is left who is not read. */
export function everybodyRead(view: View): boolean {
  return view.settings.reader === "application" || roundsSignedIn(view) >= roundsNeeded(view);
}

/** The step that is shown when set-up is opened. */
export function startStep(view: View): Step {
  const { setup } = view;
  const signIn = setup.rounds[0]?.signIn ?? { kind: "to-do" };
  if (isUntouched(setup.cloudya.state) && isUntouched(setup.microsoft.state)) return "welcome";
  if (!cloudyaReady(view)) return "cloudya";
  if (!isDone(setup.microsoft.state)) return "microsoft";
  if (setup.openPage?.purpose.kind === "create-sync-user" || setup.rounds.some((round) => round.password !== null)) return "sync-user";
  if (isUntouched(setup.consent) && isUntouched(signIn) && setup.openPage === null && setup.rounds[0]?.named !== true) return "sync-user";
  if (!isDone(setup.consent) || !everybodyRead(view)) return "connect";
  return "review";
}

export type Mark = "done" | "failed" | "in-progress" | "to-do";

/** A sign-in that a person let go of is no failure: it is still to be done. */
export function markOf(state: StepState): Mark {
  return state.kind === "failed" && isCancelled(state.problem) ? "to-do" : state.kind;
}

/** What the list of steps says of a step, besides its mark. */
export type Detail = { kind: "extensions"; count: number } | { kind: "rounds"; done: number; of: number };

export function stepDetail(view: View, step: Step): Detail | null {
  const mark = stepMark(view, step);
  if (step === "cloudya" && mark === "done") return { kind: "extensions", count: view.setup.cloudya.extensions };
  const of = roundsNeeded(view);
  if (step === "connect" && mark === "in-progress" && of > 1) return { kind: "rounds", done: roundsSignedIn(view), of };
  return null;
}

/** How a step stands, for the list of steps. */
export function stepMark(view: View, step: Step): Mark {
  const { setup } = view;
  switch (step) {
    case "welcome":
      return isUntouched(setup.cloudya.state) && isUntouched(setup.microsoft.state) ? "to-do" : "done";
    case "cloudya":
      return isDone(setup.cloudya.state) && isListMissing(view) ? "in-progress" : setup.cloudya.state.kind;
    case "microsoft":
      return setup.microsoft.state.kind;
    case "sync-user":
      return syncUserMark(view);
    case "connect": {
      const marks = [setup.consent, ...setup.rounds.map((round) => round.signIn)].map(markOf);
      if (marks.includes("failed")) return "failed";
      if (isDone(setup.consent) && everybodyRead(view)) return "done";
      return marks.every((mark) => mark === "to-do") ? "to-do" : "in-progress";
    }
    case "review":
      return setup.activation.kind;
  }
}

function syncUserMark({ setup, settings }: View): Mark {
  if (settings.reader === "application") return "done";
  const states = setup.rounds.flatMap(({ check, creation }) => [check, creation]);
  if (states.some((state) => state.kind === "failed")) return "failed";
  if (states.some((state) => state.kind === "in-progress") || setup.rounds.some((round) => round.password !== null)) return "in-progress";
  const known = setup.rounds.filter((round) => round.named || [round.check, round.creation, round.signIn].some(isDone));
  if (known.length > 0) return known.length < setup.rounds.length ? "in-progress" : "done";
  return isUntouched(setup.consent) && setup.rounds.every((round) => isUntouched(round.signIn)) ? "to-do" : "done";
}

/** The account is known to be there, so that nothing is to be done about it before it signs in. */
export function isPrepared({ check, creation, signIn }: RoundView): boolean {
  return check.kind !== "failed" && [check, creation, signIn].some(isDone);
}

/** Voicemail e-mails are being read one by one, or were until somebody stopped it. */
export function isReadingEmails({ directory, setup }: View): boolean {
  const { emailsRead, emailsTotal, refreshing, stopped } = directory;
  return setup.cloudya.emails === "configuration" && emailsRead < emailsTotal && (refreshing || stopped);
}

/** What must happen first, as the name of a sentence; `null` when the button may be pressed. */
export function consentBarrier({ setup }: View): string | null {
  return isDone(setup.microsoft.state) ? null : "barrier-microsoft";
}

export function signInBarrier(view: View): string | null {
  return consentBarrier(view) ?? (isDone(view.setup.consent) ? null : "barrier-consent");
}

export function activationBarrier(view: View): string | null {
  if (!cloudyaReady(view)) return "barrier-cloudya";
  return signInBarrier(view) ?? (readerReady(view) ? null : "barrier-sign-in");
}

/** The domain of the tenant, as far as it is known. */
export function tenantDomain(setup: SetupView): string {
  const { tenant } = setup.microsoft;
  if (tenant && !isGuid(tenant)) return tenant;
  return setup.rounds[0]?.expected.split("@")[1] ?? "";
}
