import { describe, expect, it } from "vitest";
import { activityWord } from "../src/components/states";
import type { FoundUser, Row } from "../src/generated";
import { company, NOW, onThePhone, person, userId } from "../src/host/recorded/company";
import { answerQuestion } from "../src/host/recorded/matching";
import { RECORDED_PROBLEMS, troubledRows } from "../src/host/recorded/problems";
import { RECORDED } from "../src/host/recorded/views";
import { applyChanges, EMPTY_BOARD, type Board } from "../src/model/board";
import { explanation, WHYS } from "../src/model/explain";
import { formatFor } from "../src/model/format";
import { matchingSheet, namedUsers, planMatching, readMatching, type MatchingPlan } from "../src/model/matching";
import { problemSheet } from "../src/model/problem-words";
import { choiceOf, groupProblems, type Duplicate, type Say } from "../src/model/problems";
import { readSheet, writeSheet } from "../src/model/sheet";
import { FURTHER } from "../src/model/further";
import { openBundle } from "../src/model/words";

const boardOf = (rows: readonly Row[]): Board => applyChanges(EMPTY_BOARD, { fromScratch: true, rows: [...rows], removed: [] });

/** Says sentences as the window does, and fails where an argument is missing. */
function sayIn(language: "de" | "en"): Say {
  const bundle = openBundle(language, language, FURTHER[language]);
  return (id, args) => {
    const errors: Error[] = [];
    const text = bundle.formatPattern(bundle.getMessage(id)?.value ?? "", args, errors);
    expect(errors, id).toEqual([]);
    expect(text, id).not.toBe("");
    return text;
  };
}

function view() {
  const shown = RECORDED.running()[0]?.view;
  if (!shown) throw new Error("The recording begins without a view.");
  return shown;
}

describe("the explanation", () => {
  const explain = (row: Row, language: "de" | "en" = "en", shown = view()) => {
    const say = sayIn(language);
    return explanation(row, shown, say, formatFor(language), (activity) => activityWord(activity, say));
  };

  it.each(WHYS)("has a whole sentence for %s in both languages", (why) => {
    const rows: Row[] = [{ ...onThePhone(person(3)), why }, { ...person(3), why, user: null, teams: null, lineSince: 0, round: null, published: null }];
    for (const language of ["de", "en"] as const) {
      for (const row of rows) expect(explain(row, language)).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  it("says another sentence for each decision of the engine", () => {
    for (const language of ["de", "en"] as const) {
      expect(new Set(WHYS.map((why) => explain({ ...onThePhone(person(3)), why }, language))).size).toBe(WHYS.length);
    }
  });

  it("names the extension that is used instead, and the users among whom the address does not decide", () => {
    const troubled = RECORDED_PROBLEMS.troubled()[0];
    const rows = boardOf(troubled?.rows.rows ?? []);
    const sentence = (extension: string) => explain(rows.get(extension) ?? person(0), "en", troubled?.view ?? view());
    expect(sentence("112")).toBe("Several extensions lead to Ben Oster, and 101 is used, so this phone is not shown in Teams.");
    expect(sentence("110")).toBe("The address service@contoso.de belongs to service@contoso.de and service@contoso.de, so it is not clear whose presence this is.");
  });

  it("says until when it is paused", () => {
    const row: Row = { ...person(3), state: "pending", why: "paused" };
    expect(explain(row, "en", { ...view(), pausedUntil: null })).toContain("until you resume it");
    expect(explain(row, "en", { ...view(), pausedUntil: NOW })).toMatch(/until .*30/);
  });
});

describe("a sheet", () => {
  it("keeps separators, quotes and lines inside its cells", () => {
    const rows = [["a;b", 'say "yes"', "two\nlines"], ["1", "", "é"]];
    expect(readSheet(writeSheet(rows)).map(({ cells }) => cells)).toEqual(rows);
  });

  it("holds nothing that a spreadsheet would run, and gives back what was written", () => {
    const dangerous = ["=1+1", "+49", "-1", "@SUM(A1)", "'=1+1", "'twas"];
    const text = writeSheet([dangerous]);
    expect(text).toBe("\u{feff}'=1+1;'+49;'-1;'@SUM(A1);''=1+1;'twas\r\n");
    expect(readSheet(text)[0]?.cells).toEqual(dangerous);
  });

  it("counts lines as a text editor does", () => {
    expect(readSheet('a;b\r\n\r\n"x\ny";1\n2;3').map(({ line }) => line)).toEqual([1, 3, 5]);
  });
});

describe("the matching as a file", () => {
  const board = boardOf(troubledRows());
  const planOf = (text: string): MatchingPlan => {
    const file = readMatching(text, board);
    const answer = answerQuestion(board, { kind: "named", names: namedUsers(file) });
    return planMatching(file, answer.kind === "users" ? answer.users : [], board);
  };
  const header = "extension;name;e-mail;user;how;problem\n";

  it("says of everybody who is matched, how, and what is wrong", () => {
    const lines = readSheet(matchingSheet(board.values())).map(({ cells }) => cells.join(";"));
    expect(lines[0]).toBe("extension;name;e-mail;user;how;problem");
    expect(lines[1]).toMatch(/^100;Anna Jäger;anna.jaeger@contoso.de;anna.jaeger@contoso.de;alias;$/);
    expect(lines.filter((line) => /;manual;$/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /;excluded;$/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /;not-found$/.test(line)).length).toBeGreaterThan(3);
  });

  it("changes nothing when it comes back as it went out", () => {
    const plan = planOf(matchingSheet(board.values()));
    expect(plan.errors).toEqual([]);
    expect(plan.differences).toEqual([]);
    expect(plan.request).toEqual({ kind: "apply-matching", manual: [{ extension: "122", user: userId(22) }], excluded: ["120"] });
  });

  it("holds the whole new set in one request, and leaves alone whom it does not name", () => {
    const plan = planOf(`${header}103;;;Anna.Jaeger@contoso.de;manual;\n104;;;;excluded;\n`);
    expect(plan.differences.map(({ kind, row }) => [row.extension, kind])).toEqual([["103", "matched"], ["104", "excluded"]]);
    expect(plan.request).toEqual({
      kind: "apply-matching",
      manual: [{ extension: "103", user: userId(0) }, { extension: "122", user: userId(22) }],
      excluded: ["104", "120"],
    });
  });

  it("takes every other word for automatic", () => {
    const plan = planOf(`${header}122;;;;mail;\n120;;;;;\n`);
    expect(plan.differences.map(({ kind, row }) => [row.extension, kind])).toEqual([["120", "included"], ["122", "unmatched"]]);
    expect(plan.request).toEqual({ kind: "apply-matching", manual: [], excluded: [] });
  });

  it("names each line that is wrong", () => {
    const plan = planOf(`${header}103;;;nobody@contoso.de;manual;\n9999;;;;;\n103;;;;;\n104;;;;manual;\n`);
    expect(plan.errors.map(({ line, fault }) => [line, fault])).toEqual([[2, "unknown-user"], [3, "extension"], [4, "twice"], [5, "user"]]);
  });

  it("needs its header", () => {
    expect(planOf("100;Anna;a@b.de;a@b.de;mail;\n").errors).toMatchObject([{ line: 1, fault: "header" }]);
    expect(planOf("").errors).toMatchObject([{ fault: "header" }]);
  });

  it("keeps the match by hand of somebody who is left out", () => {
    const rows = boardOf([{ ...person(3), matchedBy: "manual", state: "excluded", why: "excluded" }]);
    const file = readMatching(matchingSheet(rows.values()), rows);
    const plan = planMatching(file, [], rows);
    expect(plan.differences).toEqual([]);
    expect(plan.request.manual).toEqual([{ extension: "103", user: userId(3) }]);
  });

  it("is planned for ten thousand people at once", () => {
    const large = boardOf(company(10_000));
    const text = matchingSheet(large.values());
    const begun = performance.now();
    const known: FoundUser[] = [];
    expect(planMatching(readMatching(text, large), known, large).differences).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe("problems", () => {
  it("stand in the order of what helps most, and inside a group by extension", () => {
    const shown = RECORDED_PROBLEMS.troubled()[0]?.view?.problems ?? [];
    const groups = groupProblems([...shown].reverse());
    expect(groups.map(({ kind }) => kind)).toEqual(["duplicate-email", "not-found", "several-users", "no-email", "user-disabled", "user-is-guest", "not-covered"]);
    expect(groups[1]?.problems.map(({ problem }) => ("extension" in problem ? problem.extension : ""))).toEqual(["115", "118", "127", "130", "148", "274", "325"]);
  });

  it("are exported with what was settled", () => {
    const shown = RECORDED_PROBLEMS.reviewed()[0]?.view ?? view();
    const lines = readSheet(problemSheet(shown, sayIn("de"), formatFor("de")));
    expect(lines[0]?.cells.slice(0, 3)).toEqual(["Problem", "Nebenstelle", "Person"]);
    expect(lines).toHaveLength(1 + shown.problems.length + shown.reviewed.length);
    expect(lines.filter(({ cells }) => cells[5] === "entschieden oder ignoriert")).toHaveLength(2);
  });

  it("know the choice that was made about a duplicate", () => {
    const duplicate: Duplicate = { kind: "duplicate-email", user: "u", userName: "Anna", email: "a@b.de", extensions: ["1", "2"], used: ["1"], rule: { kind: "chosen" } };
    expect(choiceOf({ ...duplicate, rule: { kind: "default", rule: "lowest-extension" } })).toBeNull();
    expect(choiceOf(duplicate)).toEqual({ kind: "use-extension", extension: "1" });
    expect(choiceOf({ ...duplicate, used: [] })).toEqual({ kind: "leave-out" });
    expect(choiceOf({ ...duplicate, used: ["1", "2"] })).toEqual({ kind: "combine" });
  });
});
