import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CorrectionView, NotCorrected, View } from "../src/generated";
import { NOW, userId } from "../src/host/recorded/company";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import type { ReplayHost } from "../src/host/replay";
import { open } from "./open";

const troubled = (place = "problems") => open(RECORDED_PROBLEMS.troubled(), place);
const NONE = { fromScratch: false, rows: [], removed: [] };

function viewOf(host: ReplayHost): View {
  const shown: View[] = [];
  host.onUpdate(
    ({ view }) => view && shown.push({ ...shown.at(-1), ...view } as View),
    () => undefined,
  )();
  const last = shown.at(-1);
  if (last === undefined) throw new Error("There was no view.");
  return last;
}

describe("duplicates", () => {
  it("stand side by side, with the one that is used, the rule and the lines as they are now", () => {
    const { play } = troubled();
    const [card] = screen.getAllByTestId("problem-duplicate-email");
    if (!card) throw new Error("There is no duplicate.");
    expect(card).toHaveTextContent("By the rule “lowest extension”, 101 is used.");
    expect(within(card).getByTestId("duplicate-101")).toHaveAttribute("data-used", "true");
    const other = within(card).getByTestId("duplicate-112");
    expect(other).toHaveAttribute("data-used", "false");
    expect(other).toHaveTextContent("Free");
    const row = RECORDED_PROBLEMS.troubled()[0]?.rows.rows.find(({ extension }) => extension === "112");
    if (row) play({ view: null, rows: { ...NONE, rows: [{ ...row, line: "in-use" }] } });
    expect(other).toHaveTextContent("On the phone");
  });

  it.each([
    ["use-112", { kind: "use-extension", extension: "112" }],
    ["combine", { kind: "combine" }],
    ["leave-out", { kind: "leave-out" }],
  ] as const)("are settled by %s, and undone", (button, choice) => {
    const { host } = troubled();
    const [card] = screen.getAllByTestId("problem-duplicate-email");
    fireEvent.click(within(card as HTMLElement).getByTestId(button));
    expect(host.sent).toEqual([{ kind: "choose-duplicate", user: userId(1), choice }]);
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent[1]).toEqual({ kind: "choose-duplicate", user: userId(1), choice: null });
    expect(screen.getByTestId("deed")).toHaveTextContent("as it was before");
  });

  it("keep their place when they are settled, until the page is left", async () => {
    const { user } = troubled();
    const people = () => screen.getAllByTestId("problem-duplicate-email").map((card) => card.dataset["user"]);
    const before = people();
    await user.click(screen.getByTestId("use-112"));
    expect(people()).toEqual(before);
    const [card] = screen.getAllByTestId("problem-duplicate-email");
    if (!card) throw new Error("The card is gone.");
    expect(card).toHaveTextContent("By your choice, 112 is used.");
    expect(card).toHaveTextContent("Settled");
    expect(screen.getByTestId("count-duplicate-email")).toHaveTextContent("1");
    expect(screen.getByTestId("select-all-duplicate-email")).toBeInTheDocument();
    expect(screen.queryByTestId("reviewed")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("nav-people"));
    await user.click(screen.getByTestId("nav-problems"));
    expect(people()).toEqual(before.slice(1));
    expect(screen.getByTestId("reviewed")).toBeInTheDocument();
  });

  it("go back to the rule where they were settled", () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("use-112"));
    fireEvent.click(screen.getByTestId(`back-to-rule-${userId(1)}`));
    expect(host.sent.at(-1)).toEqual({ kind: "choose-duplicate", user: userId(1), choice: null });
    expect(screen.getByTestId("count-duplicate-email")).toHaveTextContent("2");
  });

  it("offer to keep the extension that is used, and to use the other", () => {
    troubled();
    expect(screen.getByTestId("use-101")).toHaveTextContent("Keep this one");
    expect(screen.getByTestId("use-112")).toHaveTextContent("Use this one");
  });

  it("are settled several at once", () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("select-all-duplicate-email"));
    expect(screen.getByTestId("bulk")).toHaveTextContent("2 selected");
    fireEvent.click(screen.getByTestId("bulk-lowest"));
    expect(host.sent).toEqual([
      { kind: "choose-duplicate", user: userId(1), choice: { kind: "use-extension", extension: "101" } },
      { kind: "choose-duplicate", user: userId(7), choice: { kind: "use-extension", extension: "107" } },
    ]);
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent.slice(2)).toEqual([
      { kind: "choose-duplicate", user: userId(1), choice: null },
      { kind: "choose-duplicate", user: userId(7), choice: null },
    ]);
  });

  it("go back to the rule from the list of what is settled, and undo returns to the choice", () => {
    const { host } = open(RECORDED_PROBLEMS.reviewed(), "problems");
    fireEvent.click(screen.getByTestId("reviewed"));
    fireEvent.click(screen.getByTestId(`back-to-rule-${userId(1)}`));
    fireEvent.click(screen.getByTestId("undo"));
    const about = { kind: "choose-duplicate", user: userId(1) };
    expect(host.sent).toEqual([{ ...about, choice: null }, { ...about, choice: { kind: "combine" } }]);
  });
});

describe("people who are not synchronised", () => {
  it("show who could be meant only on demand, with a reason for each, and are matched", async () => {
    const { host } = troubled();
    expect(host.asked).toEqual([]);
    fireEvent.click(screen.getByTestId("candidates-115"));
    const candidate = await screen.findByTestId(`candidate-${userId(5115)}`);
    expect(host.asked).toEqual([{ kind: "candidates", extension: "115" }]);
    expect(candidate).toHaveTextContent("Has the same name");
    expect(screen.getAllByText(/Already matched to extension/).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByTestId(`match-${userId(5115)}`));
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent).toEqual([
      { kind: "match-manually", extension: "115", user: userId(5115) },
      { kind: "match-manually", extension: "115", user: null },
    ]);
  });

  it("are matched to anybody of the tenant, by keyboard alone", async () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("match-to-113"));
    const search = await screen.findByTestId("user-search");
    const field = search.closest("input") ?? within(search).getByRole("combobox");
    fireEvent.change(field, { target: { value: "thiele" } });
    await waitFor(() => expect(screen.getAllByRole("option").length).toBeGreaterThan(2));
    expect(host.asked.at(-1)).toEqual({ kind: "users", text: "thiele" });
    const options = screen.getAllByRole("option");
    expect(options[0]).toHaveAttribute("aria-selected", "true");
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(options[1]).toHaveAttribute("aria-selected", "true");
    expect(field).toHaveAttribute("aria-activedescendant", options[1]?.id);
    fireEvent.keyDown(field, { key: "Enter" });
    const wanted = options[1]?.dataset["testid"]?.replace("user-", "");
    expect(host.sent).toEqual([{ kind: "match-manually", extension: "113", user: wanted }]);
    await waitFor(() => expect(screen.queryByTestId("match-dialog")).not.toBeInTheDocument());
  });

  it("are searched once for a word that is typed, not for each letter", async () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("match-to-113"));
    const search = await screen.findByTestId("user-search");
    const field = search.closest("input") ?? within(search).getByRole("combobox");
    for (const value of ["j", "ja", "jae", "jaeg"]) fireEvent.change(field, { target: { value } });
    await waitFor(() => expect(host.asked.at(-1)).toEqual({ kind: "users", text: "jaeg" }));
    expect(host.asked.filter(({ kind }) => kind === "users")).toHaveLength(1);
  });

  it("say so when the search is not answered", async () => {
    const { host } = troubled();
    host.ask = () => Promise.reject(new Error("closed"));
    fireEvent.click(screen.getByTestId("match-to-113"));
    expect(await screen.findByText(/did not answer/)).toBeInTheDocument();
  });

  it("are told the place in Cloudya where the address is entered", () => {
    troubled();
    expect(screen.getByRole("region", { name: "No voicemail e-mail" })).toHaveTextContent("Targets, phone extension, section Voicemail, field E-mail");
  });

  it("are left out, and taken in again by undo", () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("exclude-114"));
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent).toEqual([{ kind: "exclude", extension: "114" }, { kind: "include", extension: "114" }]);
  });

  it("are ignored, stand in their own list, and are taken up again", () => {
    const { host } = troubled();
    const key = "user-is-guest 116 ronja.iversen@contoso.de";
    fireEvent.click(screen.getByTestId(`ignore-${key}`));
    expect(screen.queryByTestId("problem-user-is-guest")).not.toBeInTheDocument();
    fireEvent.click(screen.getByTestId("reviewed"));
    fireEvent.click(screen.getByTestId(`take-up-${key}`));
    expect(screen.getByTestId("problem-user-is-guest")).toBeInTheDocument();
    expect(host.sent).toEqual([{ kind: "ignore", key }, { kind: "take-up-again", key }]);
  });

  it("are not touched by the second half of a double click on the one before", () => {
    const { host } = troubled();
    const [first, second] = ["no-email 113", "no-email 167"].map((key) => `ignore-${key}`);
    fireEvent.click(screen.getByTestId(first ?? ""), { detail: 1 });
    fireEvent.click(screen.getByTestId(second ?? ""), { detail: 2 });
    expect(host.sent).toEqual([{ kind: "ignore", key: "no-email 113" }]);
    fireEvent.click(screen.getByTestId(second ?? ""), { detail: 1 });
    expect(host.sent).toHaveLength(2);
  });

  it("are said to be the only ones affected, each for itself", () => {
    troubled();
    for (const kind of ["not-found", "no-email"]) {
      for (const problem of screen.getAllByTestId(`problem-${kind}`)) {
        expect(problem).toHaveTextContent("Only this extension is affected");
        expect(problem).not.toHaveTextContent("everybody else");
      }
    }
  });

  it("are ignored or left out several at once", () => {
    const { host } = troubled();
    const keys = ["no-email 113", "no-email 167", "no-email 311"];
    fireEvent.click(screen.getByTestId("select-all-no-email"));
    fireEvent.click(screen.getByTestId(`select-${keys[1] ?? ""}`));
    fireEvent.click(screen.getByTestId("bulk-exclude"));
    expect(host.sent).toEqual([{ kind: "exclude", extension: "113" }, { kind: "exclude", extension: "311" }]);
    fireEvent.click(screen.getByTestId("select-all-no-email"));
    fireEvent.click(screen.getByTestId("bulk-ignore"));
    expect(host.sent.slice(2)).toEqual(keys.map((key) => ({ kind: "ignore", key })));
    fireEvent.click(screen.getByTestId("undo"));
    expect(host.sent.slice(5)).toEqual(keys.map((key) => ({ kind: "take-up-again", key })));
  });
});

describe("an address", () => {
  const correct = async (host: ReplayHost, email = "tina.thiele@contoso.de") => {
    fireEvent.click(screen.getByTestId("correct-118"));
    const field = await screen.findByTestId("correct-email");
    fireEvent.change(field.closest("input") ?? within(field).getByRole("textbox"), { target: { value: email } });
    fireEvent.click(screen.getByTestId("correct-check"));
    return host;
  };
  const play = (host: ReplayHost, correction: Partial<CorrectionView>) => {
    const shown = viewOf(host);
    const whole: CorrectionView = { extension: "118", former: "tina.thiele@fabrikam.de", email: "tina.thiele@contoso.de", state: { kind: "in-progress" }, ...correction };
    act(() => host.play({ view: { ...shown, corrections: [whole] }, rows: NONE }));
  };

  it("is corrected in Cloudya only after old and new were shown side by side", async () => {
    const { host } = troubled();
    await correct(host);
    expect(screen.getByTestId("correct-old")).toHaveTextContent("tina.thiele@fabrikam.de");
    expect(screen.getByTestId("correct-fresh")).toHaveTextContent("tina.thiele@contoso.de");
    expect(host.sent).toEqual([]);
    fireEvent.click(screen.getByTestId("correct-confirm"));
    expect(host.sent).toEqual([{ kind: "correct-email", extension: "118", email: "tina.thiele@contoso.de" }]);
    expect(screen.getByTestId("correct-outcome")).toHaveAttribute("data-state", "in-progress");
    play(host, { state: { kind: "done", at: Date.now() } });
    expect(screen.getByTestId("correct-outcome")).toHaveAttribute("data-state", "done");
    expect(screen.getByTestId("correct-outcome")).toHaveTextContent("The address has been saved in Cloudya (09:30). Tina Thiele is matched as soon as");
    const row = RECORDED_PROBLEMS.troubled()[0]?.rows.rows.find(({ extension }) => extension === "118");
    if (!row) throw new Error("There is no row.");
    act(() => host.play({ view: null, rows: { ...NONE, rows: [{ ...row, user: { id: userId(9), name: "Thiele, Tina", userPrincipalName: "tina.thiele@contoso.de" } }] } }));
    expect(screen.getByTestId("correct-outcome")).toHaveTextContent("Tina Thiele is matched to Thiele, Tina.");
  });

  it("that was just corrected is put back from the same dialog", async () => {
    const { host } = troubled();
    await correct(host);
    fireEvent.click(screen.getByTestId("correct-confirm"));
    play(host, { state: { kind: "done", at: Date.now() } });
    fireEvent.click(screen.getByTestId("correct-undo"));
    expect(host.sent.at(-1)).toEqual({ kind: "correct-email", extension: "118", email: "tina.thiele@fabrikam.de" });
    expect(screen.getByTestId("correct-old")).toHaveTextContent("tina.thiele@contoso.de");
    expect(screen.getByTestId("correct-fresh")).toHaveTextContent("tina.thiele@fabrikam.de");
    expect(screen.getByTestId("correct-outcome")).toHaveAttribute("data-state", "in-progress");
  });

  it("is not sent when it is none, or when it stands there already", async () => {
    const { host } = troubled();
    await correct(host, "tina.thiele");
    expect(screen.getByText(/Enter a full address/)).toBeInTheDocument();
    const field = screen.getByTestId("correct-email");
    fireEvent.change(field.closest("input") ?? within(field).getByRole("textbox"), { target: { value: "Tina.Thiele@fabrikam.de" } });
    fireEvent.click(screen.getByTestId("correct-check"));
    expect(screen.getByText("This address is entered already.")).toBeInTheDocument();
    expect(screen.queryByTestId("correct-confirm")).not.toBeInTheDocument();
  });

  it.each<[NotCorrected, string]>([
    ["invalid", "is not an e-mail address"],
    ["changed-meanwhile", "Somebody else has changed the address"],
    ["not-taken", "kept another address"],
    ["not-allowed", "may read in Cloudya, but not write"],
    ["unreachable", "did not answer"],
    ["refused", "Cloudya refused"],
  ])("that was not corrected is explained: %s", async (reason, words) => {
    const { host } = troubled();
    await correct(host);
    fireEvent.click(screen.getByTestId("correct-confirm"));
    play(host, { state: { kind: "failed", problem: { kind: "email-not-corrected", extension: "118", email: "tina.thiele@contoso.de", reason } } });
    expect(screen.getByTestId("correct-outcome")).toHaveTextContent(words);
    expect(screen.getByTestId("correct-outcome")).toHaveTextContent("What to do:");
    fireEvent.click(screen.getByTestId("correct-again"));
    expect(screen.getByTestId("correct-email")).toBeInTheDocument();
  });

  it("that was corrected is put back after a confirmation", async () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("corrections"));
    expect(screen.getByTestId("correction-108")).toHaveAttribute("data-state", "in-progress");
    expect(screen.getByTestId("correction-114")).toHaveTextContent("Somebody else has changed the address");
    fireEvent.click(screen.getByTestId("correction-undo-103"));
    fireEvent.click(await screen.findByTestId("correct-confirm"));
    expect(host.sent).toEqual([{ kind: "correct-email", extension: "103", email: "david@fabrikam.de" }]);
  });

  it("of a candidate goes straight to the confirmation", async () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("candidates-118"));
    fireEvent.click(await screen.findByTestId(`enter-${userId(5118)}`));
    fireEvent.click(await screen.findByTestId("correct-confirm"));
    expect(host.sent).toEqual([{ kind: "correct-email", extension: "118", email: "tina.thiele@contoso.de" }]);
  });

  it("of an imported list is changed there, and the dialog says so", async () => {
    const [first] = RECORDED_PROBLEMS.troubled();
    if (!first?.view) throw new Error("There was no view.");
    const { setup } = first.view;
    const { host } = open([{ ...first, view: { ...first.view, setup: { ...setup, cloudya: { ...setup.cloudya, emails: "imported" } } } }], "problems");
    await correct(host);
    expect(screen.getByTestId("correct-dialog")).toHaveTextContent("Cloudya stays as it is");
  });
});

describe("the page", () => {
  it("reads the directory again and shows how far it is", () => {
    const { host } = troubled();
    fireEvent.click(screen.getByTestId("refresh-directory"));
    expect(host.sent).toEqual([{ kind: "refresh-directory" }]);
    expect(screen.getByTestId("directory-progress")).toHaveTextContent("Reading voicemail e-mails: 0 of 250");
    expect(screen.getByTestId("refresh-directory")).toHaveAttribute("aria-disabled", "true");
  });

  it("counts what is open, one as one", () => {
    const [first] = RECORDED_PROBLEMS.troubled();
    if (!first?.view) throw new Error("There was no view.");
    const { play } = open([first], "problems");
    expect(screen.getByTestId("problems-lead")).toHaveTextContent("16 problems are open. Each disappears by itself");
    play({ view: { ...first.view, problems: first.view.problems.slice(0, 1) }, rows: NONE });
    expect(screen.getByTestId("problems-lead")).toHaveTextContent("One problem is open. It disappears by itself");
  });

  it("says when the directory was read", () => {
    troubled();
    expect(screen.getByTestId("directory-progress")).toHaveTextContent("Directory read: 08:30");
  });

  it("says that a file could not be saved", async () => {
    const { host } = troubled();
    host.saveText = () => Promise.reject(new Error("full"));
    fireEvent.click(screen.getByTestId("problems-export"));
    await waitFor(() => expect(screen.getByTestId("deed")).toHaveAttribute("data-outcome", "failed"));
    expect(screen.getByTestId("deed")).toHaveTextContent("presence-sync-problems.csv could not be saved.");
  });

  it("exports all problems", async () => {
    const { host } = open(RECORDED_PROBLEMS.reviewed(), "problems");
    fireEvent.click(screen.getByTestId("problems-export"));
    expect(await screen.findByTestId("deed")).toHaveTextContent("presence-sync-problems.csv was saved in your downloads folder.");
    expect(host.saved[0]?.file).toBe("presence-sync-problems.csv");
    expect(host.saved[0]?.text.split("\r\n")).toHaveLength(1 + 13 + 2 + 1);
    expect(host.saved[0]?.text).toContain(new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" }).format(NOW));
  });

  it("draws long groups in part", () => {
    open("large", "problems");
    const first = screen.getAllByTestId("problem-not-found").length;
    expect(first).toBe(25);
    fireEvent.click(screen.getByTestId("more-not-found"));
    expect(screen.getAllByTestId("problem-not-found")).toHaveLength(75);
  });
});

describe("a computer without a credential store", () => {
  const opened = () => {
    const standing = { problem: { kind: "vault-unavailable" } as const, since: NOW, key: "vault-unavailable" };
    return open(RECORDED_PROBLEMS.troubled().map((update) => ({ ...update, view: update.view && { ...update.view, problems: [standing] } })), "problems");
  };

  it("keeps secrets in files only after that was explained and wanted", async () => {
    const { host } = opened();
    fireEvent.click(screen.getByTestId("keep-in-files"));
    expect(await screen.findByRole("dialog")).toHaveTextContent("The key is stored beside the files");
    expect(host.secretsInFiles).toBe(false);
    fireEvent.click(screen.getByTestId("keep-in-files-confirm"));
    expect(host.secretsInFiles).toBe(true);
  });

  it("hears when that cannot be done", async () => {
    const { host } = opened();
    host.keepSecretsInFiles = () => Promise.reject(new Error("read-only"));
    fireEvent.click(screen.getByTestId("keep-in-files"));
    fireEvent.click(await screen.findByTestId("keep-in-files-confirm"));
    expect(await screen.findByTestId("deed")).toHaveTextContent("cannot be written");
  });
});
