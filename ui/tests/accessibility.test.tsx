import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { PAGES } from "../src/components/Nav";
import type { Problem, Update } from "../src/generated";
import { standing } from "../src/host/recorded/matching";
import { RECORDED_PROBLEMS } from "../src/host/recorded/problems";
import { RECORDED } from "../src/host/recorded/views";
import { goTo } from "../src/model/place";
import { open } from "./open";

const RECORDINGS = { ...RECORDED, ...RECORDED_PROBLEMS };

/** Axe walks the whole document; on a busy machine that takes its time. */
const PATIENCE = 60_000;

/** What floats above the page belongs to its button, not to a part of the page. */
const FLOATING = { region: { enabled: false } };

async function violations(rules: axe.RuleObject = {}): Promise<string[]> {
  // Colours need a real window, and without the styles axe is many times faster: nothing here is hidden by a style alone.
  for (const style of document.querySelectorAll("style")) style.remove();
  const { violations: found } = await axe.run(document.documentElement, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false }, ...rules } });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

// jsdom draws nothing, and says so each time axe asks.
HTMLCanvasElement.prototype.getContext = () => null;

const row = (extension: string) => screen.getByTestId(`row-${extension}`);
const press = (testId: string) => fireEvent.click(screen.getByTestId(testId));

describe("axe finds nothing", () => {
  const pages: [string, keyof typeof RECORDINGS][] = [
    ["overview", "running"],
    ["overview", "attention"],
    ["overview", "fresh"],
    ["people", "troubled"],
    ["people", "three-rounds"],
    ["people", "fresh"],
    ["people/103", "diverted"],
    ["people/120", "troubled"],
    ["problems", "troubled"],
    ["problems", "attention"],
    ["problems", "fresh"],
    ["problems", "reviewed"],
    ["setup/welcome", "fresh"],
    ["setup/cloudya", "cloudya-failed"],
    ["setup/cloudya", "emails-missing"],
    ["setup/microsoft", "cloudya-done"],
    ["setup/microsoft", "certificate-created"],
    ["setup/sync-user", "password-shown"],
    ["setup/connect", "three-rounds"],
    ["setup/connect", "device-code"],
    ["setup/connect", "application-reader-refused"],
    ["setup/review", "ready"],
    ["settings", "running"],
  ];

  it.each(pages)(
    "on the page %s of the recording %s",
    async (place, recording) => {
      open(RECORDINGS[recording](), place);
      expect(await violations()).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "on a page in German",
    async () => {
      open("running", "people", "de");
      expect(await violations()).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "and finds what there is to find",
    async () => {
      open("fresh", "problems");
      screen.getByRole("main").append(document.createElement("button"));
      expect(await violations()).toEqual(["button-name: <button></button>"]);
    },
    PATIENCE,
  );

  it("while the program starts", async () => {
    open([]);
    expect(await violations()).toEqual([]);
  });

  const dialogs: [string, string, () => unknown][] = [
    ["the menu of a row", "people", () => fireEvent.contextMenu(row("104"))],
    ["the choice of columns", "people", () => press("columns")],
    ["the filter", "people", () => press("people-filter")],
    ["the choice of a user", "people/103", async () => [press("person-match-to"), await screen.findByTestId("user-search")]],
    ["the correction of an address", "people/103", async () => [press("person-correct"), await screen.findByTestId("correct-email")]],
    ["the question before a journal is forgotten", "people/103", async () => [press("person-forget"), await screen.findByTestId("person-forget-confirm")]],
    ["the matching as a file", "people", () => press("matching-menu")],
    [
      "the look at a file of matching",
      "people",
      async () => {
        const file = new File(["extension;user;how\n104;;excluded\n9999;;\n"], "matching.csv", { type: "text/csv" });
        fireEvent.change(screen.getByTestId("matching-file"), { target: { files: [file] } });
        await screen.findByTestId("matching-errors");
      },
    ],
    ["the question before everything is forgotten", "settings", async () => [press("forget"), await screen.findByTestId("forget-confirm")]],
    ["the choice of a pause", "overview", () => press("pause")],
  ];

  it.each(dialogs)(
    "in %s",
    async (_, place, show) => {
      open(RECORDED_PROBLEMS.troubled(), place);
      await show();
      expect(await violations(FLOATING)).toEqual([]);
    },
    PATIENCE,
  );
});

describe("the focus", () => {
  it("begins with the way past the rail, which leads to the heading of the page", async () => {
    const { user } = open("running", "overview");
    await user.tab();
    expect(screen.getByTestId("skip")).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
  });

  it("goes to the heading of the page that one went to, and nowhere when the window opens", () => {
    open("attention", "overview");
    expect(document.body).toHaveFocus();
    for (const page of [...PAGES.filter((each) => each !== "overview"), "overview"]) {
      act(() => {
        goTo(page);
        window.dispatchEvent(new HashChangeEvent("hashchange"));
      });
      const heading = document.querySelector("h1");
      expect(heading).toHaveFocus();
    }
  });

  it.each([
    ["match-dialog", "person-match-to"],
    ["correct-dialog", "person-correct"],
    ["person-forget-sure", "person-forget"],
  ])("comes back from %s to the button that opened it", async (dialog, opener) => {
    const { user } = open(RECORDED_PROBLEMS.troubled(), "people/103");
    await user.click(await screen.findByTestId(opener));
    await user.click(await screen.findByTestId(`${dialog}-cancel`));
    await waitFor(() => expect(screen.getByTestId(opener)).toHaveFocus());
  });

  it("reaches everything that can be pressed or filled in by a name", async () => {
    open(RECORDED_PROBLEMS.troubled(), "people/103");
    await screen.findByTestId("person-panel");
    const controls = document.querySelectorAll("button, input, select, [role=switch], [role=combobox]");
    const nameless = [...controls].filter((control) => !(control instanceof HTMLInputElement && control.type === "file") && accessibleName(control) === "");
    expect(nameless.map((control) => control.outerHTML.slice(0, 160))).toEqual([]);
  });
});

describe("those who listen", () => {
  const views = (): Update => {
    const [first] = RECORDED.running();
    if (first === undefined) throw new Error("The recording is empty.");
    return first;
  };
  const told = (what: "state" | "problems") => screen.getByTestId(`told-${what}`);

  it("hear of another state, and not of every number", () => {
    const { play } = open("running", "people");
    const { view, rows } = views();
    const english = view && { ...view, settings: { ...view.settings, language: "en" as const } };
    if (!english) throw new Error("The recording begins without a view.");
    const nothing = { ...rows, fromScratch: false, rows: [], removed: [] };
    expect(told("state")).toBeEmptyDOMElement();
    play({ view: { ...english, counts: { ...english.counts, inSync: 7 } }, rows: nothing });
    expect(told("state")).toBeEmptyDOMElement();
    play({ view: { ...english, state: "paused" }, rows: nothing });
    expect(told("state")).toHaveTextContent("Synchronisation is paused until you resume it.");
  });

  it("hear of a new problem, once", () => {
    const { play } = open("running", "people");
    const { view } = views();
    if (!view) throw new Error("The recording begins without a view.");
    const english = { ...view, settings: { ...view.settings, language: "en" as const } };
    const nothing = { fromScratch: false, rows: [], removed: [] };
    const problem: Problem = { kind: "cloudya-unreachable" };
    play({ view: { ...english, problems: [standing(problem, Date.now()), ...english.problems] }, rows: nothing });
    const words = told("problems").textContent;
    expect(words).toMatch(/^New problem: .*Cloudya/);
    play({ view: { ...english, problems: [standing(problem, Date.now()), ...english.problems], counts: { ...english.counts, inSync: 3 } }, rows: nothing });
    expect(told("problems")).toHaveTextContent(words);
  });

  it("hear how many fit when they asked, and not with every call", async () => {
    const { play } = open("running", "people");
    expect(screen.getByTestId("people-told")).toBeEmptyDOMElement();
    fireEvent.change(within(screen.getByRole("main")).getByRole("searchbox"), { target: { value: "thiele" } });
    await waitFor(() => expect(screen.getByTestId("people-told")).toHaveTextContent(/^\d+ people found$/));
    const before = screen.getByTestId("people-told").textContent;
    play({ view: null, rows: { fromScratch: false, rows: [], removed: ["103"] } });
    expect(screen.getByTestId("people-told")).toHaveTextContent(before);
    expect(screen.getByTestId("people-told")).toHaveAttribute("role", "status");
  });
});

/** As far as these pages need it: what a label, an attribute or the content says. */
function accessibleName(control: Element): string {
  const labelled = control.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ") ?? "";
  const labels = control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? [...(control.labels ?? [])].map((label) => label.textContent).join(" ") : "";
  return (control.getAttribute("aria-label") ?? "") + labelled + labels + control.textContent;
}
