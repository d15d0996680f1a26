// What a recorded company answers: who could be meant, what became of a choice, an address that was corrected.

import type { Answer, DuplicateChoice, FoundUser, Problem, Question, Request, Row, StandingProblem, View } from "../../generated";
import type { Board } from "../../model/board";
import type { JournalQuestion } from "./activity";
import { DOMAIN, userId } from "./company";
import { touchedBy } from "./rules";

/** What the engine calls a problem, so that it can be put aside. */
export function standing(problem: Problem, since: number): StandingProblem {
  const about = () => {
    if (problem.kind === "duplicate-email") return ` ${problem.user} ${problem.extensions.join(",")}`;
    if ("extension" in problem) return ` ${problem.extension}${"email" in problem && problem.kind !== "email-not-corrected" ? ` ${problem.email}` : ""}`;
    return "round" in problem && problem.round !== null ? ` ${problem.round}` : "";
  };
  return { problem, since, key: `${problem.kind}${about()}` };
}

function found(row: Row, board: Board): FoundUser | null {
  if (row.user === null) return null;
  const { id } = row.user;
  return { user: row.user, mail: row.email, likeness: null, extensions: [...board.values()].filter((other) => other.user?.id === id).map(({ extension }) => extension) };
}

/** The Teams user whom nobody has matched yet, though the name is the same. */
export function namesake(row: Row): FoundUser {
  const address = `${row.name.toLowerCase().normalize("NFKD").replace(/[^a-z ]/g, "").replace(/ /g, ".")}@${DOMAIN}`;
  return { user: { id: userId(Number(row.extension) + 5000), name: row.name, userPrincipalName: address }, mail: address, likeness: "same-name", extensions: [] };
}

export function answerQuestion(board: Board, question: Exclude<Question, JournalQuestion>): Answer {
  if (question.kind === "touched-by") return touchedBy(board, question.rule);
  return { kind: "users", users: findUsers(board, question) };
}

function findUsers(board: Board, question: Extract<Question, { kind: "candidates" | "users" | "named" }>): FoundUser[] {
  const rows = [...board.values()];
  const unmatched = rows.filter((row) => row.user === null).map(namesake);
  const matched = () => [...new Map(rows.flatMap((row) => found(row, board) ?? []).map((user) => [user.user.id, user])).values()];
  const everybody = () => [...unmatched.map((user) => ({ ...user, likeness: null })), ...matched()];
  switch (question.kind) {
    case "candidates": {
      const row = board.get(question.extension);
      if (row === undefined) return [];
      const last = row.name.split(" ").at(-1) ?? row.name;
      const like = matched().filter(({ user }) => user.name.endsWith(last)).slice(0, 2);
      return [namesake(row), ...like.map<FoundUser>((user) => ({ ...user, likeness: "similar-name" }))];
    }
    case "users": {
      const words = question.text.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = everybody().filter(({ user }) => words.every((word) => `${user.name} ${user.userPrincipalName}`.toLowerCase().includes(word)));
      return hits.slice(0, 50);
    }
    case "named": {
      const known = new Map(everybody().map((user) => [user.user.userPrincipalName.toLowerCase(), user]));
      return question.names.flatMap((name) => known.get(name.trim().toLowerCase()) ?? []);
    }
  }
}

/** Choices move problems between the two lists, as in the engine; `null` for every other request. */
export function answerMatching(view: View, request: Request): View | null {
  if (request.kind === "ignore") return moved(view, "problems", "reviewed", ({ key }) => key === request.key);
  if (request.kind === "take-up-again") return moved(view, "reviewed", "problems", ({ key }) => key === request.key);
  if (request.kind === "choose-duplicate") return decided(view, request.user, request.choice);
  if (request.kind === "refresh-directory") return { ...view, directory: { ...view.directory, refreshing: true, emailsRead: 0 } };
  return null;
}

function decided(view: View, user: string, choice: DuplicateChoice | null): View {
  const mine = ({ problem }: StandingProblem) => problem.kind === "duplicate-email" && problem.user === user;
  const listed = choice === null ? moved(view, "reviewed", "problems", mine) : moved(view, "problems", "reviewed", mine);
  const settle = (each: StandingProblem): StandingProblem => {
    if (each.problem.kind !== "duplicate-email" || !mine(each)) return each;
    const { extensions } = each.problem;
    if (choice === null) return { ...each, problem: { ...each.problem, used: extensions.slice(0, 1), rule: { kind: "default", rule: "lowest-extension" } } };
    const used = choice.kind === "combine" ? extensions : choice.kind === "leave-out" ? [] : [choice.extension];
    return { ...each, problem: { ...each.problem, used, rule: { kind: "chosen" } } };
  };
  return { ...listed, problems: listed.problems.map(settle), reviewed: listed.reviewed.map(settle) };
}

function moved(view: View, from: "problems" | "reviewed", to: "problems" | "reviewed", which: (standing: StandingProblem) => boolean): View {
  return { ...view, [from]: view[from].filter((each) => !which(each)), [to]: [...view[to], ...view[from].filter(which)] };
}
