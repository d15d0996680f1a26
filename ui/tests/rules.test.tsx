import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PhoneRule, Request, View } from "../src/generated";
import { RECORDED_SETTINGS, RULES } from "../src/host/recorded/settings";
import { RECORDED } from "../src/host/recorded/views";
import type { ReplayHost } from "../src/host/replay";
import { violations } from "./axe";
import { open } from "./open";

const SLOW = { timeout: 60_000 };
const type = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const rulesOf = (request: Request | undefined): PhoneRule[] => (request?.kind === "change-settings" ? request.settings.phoneRules : []);
const askedOf = (host: ReplayHost) => host.asked.flatMap((question) => (question.kind === "touched-by" ? [question.rule] : []));

function running(change: (view: View) => View) {
  return open(RECORDED_SETTINGS.rules().map((update) => ({ ...update, view: update.view && change(update.view) })), "settings");
}

describe("a phone rule", () => {
  it("is made with its states, profile, times and people, and is off", async () => {
    const { host } = open("running", "settings");
    expect(screen.getByTestId("rules-none")).toBeInTheDocument();
    fireEvent.click(screen.getByTestId("rule-add"));
    await screen.findByTestId("rule-dialog");
    fireEvent.click(screen.getByTestId("rule-when-Presenting"));
    fireEvent.click(screen.getByTestId("rule-when-InAMeeting"));
    type("rule-profile", "  Meeting ");
    type("rule-held", "90");
    type("rule-max", "1.5");
    fireEvent.click(screen.getByTestId("rule-save"));
    expect(rulesOf(host.sent[0])).toEqual([
      { switchedOn: false, when: ["InAMeeting", "Presenting"], heldSeconds: 90, activateProfile: "Meeting", extensions: { kind: "all" }, maxHours: 1.5 },
    ]);
    expect(screen.queryByTestId("rule-dialog")).not.toBeInTheDocument();
    expect(screen.getByTestId("rule-0")).toHaveTextContent("“Meeting” while Teams shows: In a meeting, Presenting");
    expect(screen.getByTestId("rule-0-switch")).not.toBeChecked();
  });

  it("is not saved while something is missing or out of range, and each is named", async () => {
    const { host } = open("running", "settings");
    fireEvent.click(screen.getByTestId("rule-add"));
    const dialog = await screen.findByTestId("rule-dialog");
    fireEvent.click(screen.getByTestId("rule-whom-listed"));
    type("rule-held", "4000");
    type("rule-max", "25");
    fireEvent.click(screen.getByTestId("rule-save"));
    for (const fault of ["Choose at least one Teams state.", "Enter the name of the profile.", "A number from 0 to 3,600.", "A number from 0.01 to 24.", "Choose at least one extension."]) {
      expect(dialog).toHaveTextContent(fault);
    }
    expect(screen.getByTestId("rule-held")).toHaveValue("4000");
    expect(host.sent).toEqual([]);
  });

  it("stands for extensions that are searched on the board, by keyboard alone", async () => {
    const { host, user } = open(RECORDED_SETTINGS.rules(), "settings");
    fireEvent.click(screen.getByTestId("rule-1-edit"));
    await screen.findByTestId("rule-dialog");
    expect(screen.getByTestId("rule-when-DoNotDisturb")).toBeChecked();
    expect(screen.getByTestId("rule-chosen-103")).toHaveTextContent("103 David Thiele");
    await user.type(screen.getByTestId("rule-search"), "anna jager{Enter}");
    expect(screen.getByTestId("rule-chosen-100")).toBeInTheDocument();
    expect(screen.getByTestId("rule-search")).toHaveValue("");
    screen.getByTestId("rule-chosen-107").focus();
    await user.keyboard("{Delete}");
    screen.getByTestId("rule-save").focus();
    await user.keyboard("{Enter}");
    expect(rulesOf(host.sent[0])[1]).toEqual({ ...RULES[1], when: ["DoNotDisturb"], extensions: { kind: "listed", extensions: ["100", "103", "112"] } });
  });

  it("shows while it is edited whom it would touch now", async () => {
    const { host } = open(RECORDED_SETTINGS.rules(), "settings");
    fireEvent.click(screen.getByTestId("rule-add"));
    await screen.findByTestId("rule-dialog");
    expect(screen.getByTestId("rule-preview")).toHaveTextContent("Choose a Teams state to see whom the rule would affect now.");
    fireEvent.click(screen.getByTestId("rule-when-InAMeeting"));
    await waitFor(() => expect(screen.getByTestId("rule-preview")).toHaveTextContent(/Now it would affect 2\d of 2\d\d people:/));
    expect(screen.getByTestId("rule-preview")).toHaveTextContent(/and \d+ more/);
    expect(within(screen.getByTestId("rule-preview")).getAllByRole("listitem")).toHaveLength(6);
    expect(askedOf(host)[0]).toMatchObject({ when: ["InAMeeting"], heldSeconds: 60 });
    type("rule-held", "3600");
    await waitFor(() => expect(askedOf(host).at(-1)).toMatchObject({ heldSeconds: 3600 }));
    fireEvent.click(screen.getByTestId("rule-when-InAMeeting"));
    fireEvent.click(screen.getByTestId("rule-when-OutOfOffice"));
    await waitFor(() => expect(screen.getByTestId("rule-preview")).toHaveTextContent(/Now it would affect nobody; it applies to 2\d\d people\./));
    expect(host.sent).toEqual([]);
  });

  it("says when that cannot be told", async () => {
    const { host } = open("running", "settings");
    host.ask = () => Promise.reject(new Error("closed"));
    fireEvent.click(screen.getByTestId("rule-add"));
    await screen.findByTestId("rule-dialog");
    fireEvent.click(screen.getByTestId("rule-when-InACall"));
    await waitFor(() => expect(screen.getByTestId("rule-preview")).toHaveTextContent("cannot be said at the moment"));
  });

  it("is switched on only after people have seen whom it touches, and that phones really ring differently", async () => {
    const { host } = open(RECORDED_SETTINGS.rules(), "settings");
    fireEvent.click(screen.getByTestId("rule-1-switch"));
    const dialog = await screen.findByTestId("switch-on");
    expect(dialog).toHaveTextContent("Phones will then really ring differently");
    await waitFor(() => expect(screen.getByTestId("rule-preview")).toHaveAttribute("data-touched"));
    expect(askedOf(host)).toEqual([RULES[1]]);
    expect(host.sent).toEqual([]);
    expect(screen.getByTestId("rule-1-switch")).not.toBeChecked();
    fireEvent.click(screen.getByTestId("switch-on-confirm"));
    expect(rulesOf(host.sent[0]).map(({ switchedOn }) => switchedOn)).toEqual([true, true]);
  });

  it("is switched off at once, and deleted after a question", async () => {
    const { host } = open(RECORDED_SETTINGS.rules(), "settings");
    fireEvent.click(screen.getByTestId("rule-0-switch"));
    expect(rulesOf(host.sent[0]).map(({ switchedOn }) => switchedOn)).toEqual([false, false]);
    fireEvent.click(screen.getByTestId("rule-0-delete"));
    fireEvent.click(await screen.findByTestId("rule-0-delete-confirm"));
    expect(rulesOf(host.sent[1])).toEqual([RULES[1]]);
  });

  it("that is switched on says so while it is edited", async () => {
    open(RECORDED_SETTINGS.rules(), "settings", "de");
    fireEvent.click(screen.getByTestId("rule-0-edit"));
    expect(await screen.findByTestId("rule-dialog")).toHaveTextContent("Sobald Sie speichern, klingeln Telefone wirklich anders.");
  });

  it("cannot act without the configuration credentials, or in the other direction, and the page says why", () => {
    running((view) => ({ ...view, setup: { ...view.setup, cloudya: { ...view.setup.cloudya, configuration: false } } }));
    expect(screen.getByTestId("rules-resting")).toHaveTextContent("credentials of the PBX Configuration API");
    fireEvent.click(screen.getByRole("button", { name: "Go to Cloudya set-up" }));
    expect(location.hash).toBe("#/setup/cloudya");
  });

  it("acts beside a list of addresses where there are credentials", () => {
    running((view) => ({ ...view, setup: { ...view.setup, cloudya: { ...view.setup.cloudya, emails: "imported" } } }));
    expect(screen.queryByTestId("rules-resting")).toBeNull();
  });

  it("rests where the direction is another", () => {
    running((view) => ({ ...view, settings: { ...view.settings, direction: "phone-to-teams" } }));
    expect(screen.getByTestId("rules-resting")).toHaveTextContent("From the phone to Teams only");
  });

  it("has an editor and a question that axe has nothing against", SLOW, async () => {
    open(RECORDED_SETTINGS.rules(), "settings");
    fireEvent.click(screen.getByTestId("rule-1-edit"));
    const dialog = await screen.findByTestId("rule-dialog");
    type("rule-search", "an");
    type("rule-held", "x");
    fireEvent.click(screen.getByTestId("rule-save"));
    expect(await violations(dialog)).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    fireEvent.click(screen.getByTestId("rule-1-switch"));
    expect(await violations(await screen.findByTestId("switch-on"))).toEqual([]);
  });
});

describe("diverted phones", () => {
  it("are listed with what is active, since when and until when, and are given back all at once", async () => {
    const { host } = open(RECORDED_SETTINGS.rules(), "settings");
    expect(screen.getByTestId("diversion-103")).toHaveTextContent("Profile Meeting instead of Default");
    expect(screen.getByTestId("diversion-103")).toHaveTextContent("since 09:26, until 13:26 at the latest");
    expect(screen.getByTestId("diversion-115")).toHaveTextContent("Cannot be changed");
    fireEvent.click(screen.getByTestId("undo-diversions"));
    expect(host.sent).toEqual([]);
    fireEvent.click(await screen.findByTestId("undo-diversions-confirm"));
    expect(host.sent).toEqual([{ kind: "undo-diversions" }]);
    expect(screen.getByTestId("diversion-103")).toHaveAttribute("data-state", "returning");
  });

  it("are none at times, and then there is nothing to undo", () => {
    open("running", "settings");
    expect(screen.getByText("No phone is diverted now.")).toBeInTheDocument();
    expect(screen.queryByTestId("undo-diversions")).not.toBeInTheDocument();
  });
});

describe("problems that stop writing", () => {
  it.each([
    ["connector-active", "NFON’s connector and Presence Sync would then set the same presence"],
    ["second-writer", "The other installation and Presence Sync would then write the same session"],
  ] as const)("%s: publishing anyway is explained, done, and taken back", async (kind, consequence) => {
    const { host } = open(RECORDED_SETTINGS[kind](), "problems");
    expect(screen.queryByTestId("leave-to-other")).not.toBeInTheDocument();
    fireEvent.click(screen.getByTestId("write-anyway"));
    expect(await screen.findByRole("dialog")).toHaveTextContent(consequence);
    expect(host.sent).toEqual([]);
    fireEvent.click(screen.getByTestId("write-anyway-confirm"));
    expect(host.sent).toEqual([{ kind: "write-anyway" }]);
    expect(screen.getByTestId(`problem-${kind}`)).toHaveTextContent("You decided that Presence Sync publishes");
    fireEvent.click(screen.getByTestId("leave-to-other"));
    expect(host.sent[1]).toEqual({ kind: "leave-to-other" });
    expect(screen.getByTestId("write-anyway")).toBeInTheDocument();
  });

  it("leave the decision in sight in the settings, also when the problem has gone", () => {
    const quiet = RECORDED.running().map((update) => ({ ...update, view: update.view && { ...update.view, writeAnyway: true } }));
    const { host } = open(quiet, "settings");
    fireEvent.click(screen.getByTestId("settings-leave-to-other"));
    expect(host.sent).toEqual([{ kind: "leave-to-other" }]);
    expect(screen.queryByTestId("writing-anyway")).not.toBeInTheDocument();
  });

  it("lead from a profile that is missing to the phone rules", async () => {
    open(RECORDED_SETTINGS["profile-missing"](), "problems");
    fireEvent.click(screen.getByTestId("go-to-phone-rules"));
    expect(location.hash).toBe("#/settings/phone-rules");
    expect(await screen.findByTestId("section-phone-rules")).toBeInTheDocument();
  });

  it("offer to undo all where a phone was not changed", async () => {
    const { host } = open(RECORDED_SETTINGS["phone-not-changed"](), "problems");
    fireEvent.click(within(screen.getByTestId("problem-phone-not-changed")).getByTestId("undo-diversions"));
    fireEvent.click(await screen.findByTestId("undo-diversions-confirm"));
    expect(host.sent).toEqual([{ kind: "undo-diversions" }]);
  });
});
