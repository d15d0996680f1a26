import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { SETTINGS, SYNC_USER } from "../src/host/recorded/views";
import { next, open } from "./open";

describe("the sync user step", () => {
  it("offers the recommended address, takes another, and leads to the three buttons", async () => {
    const { host, user } = open("microsoft-done");
    const field = screen.getByTestId("sync-user-address");
    expect(field).toHaveValue(SYNC_USER);
    await user.clear(field);
    await user.type(field, "reader");
    await user.click(screen.getByTestId("sync-user-confirm"));
    expect(host.sent).toEqual([]);
    await user.type(field, "@contoso.de");
    await user.click(screen.getByTestId("sync-user-confirm"));
    expect(host.sent).toEqual([{ kind: "name-sync-user", round: 1, address: "reader@contoso.de" }]);
    expect(await screen.findByTestId("button-consent")).toBeInTheDocument();
  });

  it("creates the account, in a window, in the browser or with a code", async () => {
    const { host, user } = open("microsoft-done");
    expect(screen.getByTestId("check-1")).toHaveTextContent("Not checked yet: this happens by itself after admin consent.");
    await user.click(screen.getByTestId("create-sync-user-1"));
    await user.click(screen.getByTestId("use-browser-create-sync-user-1"));
    await user.click(screen.getByTestId("use-code-create-sync-user-1"));
    expect(host.sent).toEqual((["window", "browser", "device-code"] as const).map((via) => ({ kind: "create-sync-user", round: 1, via })));
  });

  it("names another address before it is created", async () => {
    const { host, user } = open("microsoft-done");
    await user.clear(screen.getByTestId("sync-user-address"));
    await user.click(screen.getByTestId("create-sync-user-1"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText(/Enter a full address/)).toBeInTheDocument();
    await user.type(screen.getByTestId("sync-user-address"), "reader@contoso.de");
    await user.click(screen.getByTestId("create-sync-user-1"));
    expect(host.sent).toEqual([{ kind: "name-sync-user", round: 1, address: "reader@contoso.de" }, { kind: "create-sync-user", round: 1, via: "window" }]);
  });

  it("says where the administrator signs in, and lets go of it", async () => {
    const { host, user } = open("creation-open");
    expect(screen.getByTestId("open-page")).toHaveTextContent("Sign in there as an administrator, not as the sync user.");
    await user.click(screen.getByTestId("use-browser-create-sync-user-1"));
    await user.click(screen.getByTestId("cancel-page"));
    expect(host.sent).toEqual([{ kind: "create-sync-user", round: 1, via: "browser" }, { kind: "cancel-sign-in" }]);
  });

  it("shows the password until it is noted, here and where it is needed", async () => {
    const { host, user, play } = open("password-shown");
    expect(screen.getByTestId("password-1")).toHaveTextContent("Kd7mWq-4TzRp9-xVh2nB");
    expect(screen.getByTestId("password-1")).toHaveTextContent("shown only this once and does not expire");
    await user.click(screen.getByLabelText("Copy: Password"));
    expect(host.copied).toEqual(["Kd7mWq-4TzRp9-xVh2nB"]);
    await user.click(screen.getByTestId("sync-user-confirm"));
    expect(host.sent).toEqual([]);
    expect(await screen.findByTestId("password-1")).toBeInTheDocument();
    await user.click(screen.getByTestId("password-noted-1"));
    expect(host.sent).toEqual([{ kind: "password-noted", round: 1 }]);
    play(next("password-noted"));
    expect(screen.queryByTestId("password-1")).not.toBeInTheDocument();
  });

  it.each([
    ["unfit-missing", "presence-sync@contoso.de does not exist"],
    ["unfit-disabled", "is disabled"],
    ["unfit-guest", "is a guest account"],
    ["unfit-administrator", "is an administrator"],
    ["unfit-person", "belongs to extension 104"],
  ] as const)("explains %s, and checks again", async (recording, title) => {
    const { host, user } = open(recording, "setup/sync-user");
    expect(screen.getByTestId("setup-step-sync-user")).toHaveAttribute("data-state", "failed");
    expect(screen.getByTestId("failure-check-1")).toHaveTextContent(title);
    await user.click(screen.getByTestId("check-again-1"));
    expect(host.sent).toEqual([{ kind: "check-sync-user", round: 1 }]);
  });

  it.each([
    ["not-created-not-allowed", "may not create users"],
    ["not-created-address-taken", "There is an account with this address already."],
  ] as const)("explains %s, and can be repeated", async (recording, body) => {
    const { host, user } = open(recording, "setup/sync-user");
    expect(screen.getByTestId("failure-creation-1")).toHaveTextContent(body);
    await user.click(screen.getByTestId("create-sync-user-1"));
    expect(host.sent).toEqual([{ kind: "create-sync-user", round: 1, via: "window" }]);
  });

  it("leads on once the account is known to be there, without naming it again", async () => {
    const { host, user } = open("sync-user-checked", "setup/sync-user");
    expect(screen.getByTestId("check-1")).toHaveTextContent("the account exists and is suitable");
    expect(screen.queryByTestId("create-sync-user-1")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("sync-user-confirm"));
    expect(host.sent).toEqual([]);
    expect(await screen.findByTestId("button-sign-in-1")).toBeInTheDocument();
  });

  it("tells how to create it by hand", async () => {
    const { host, user } = open("microsoft-done");
    await user.click(screen.getByTestId("sync-user-by-hand"));
    await user.click(screen.getByLabelText("Copy: Display name"));
    await user.click(screen.getByLabelText("Copy: Address of the sync user"));
    expect(host.copied).toEqual(["Presence Sync", SYNC_USER]);
  });

  it("has one account for each round", async () => {
    const { host, user } = open("three-rounds", "setup/sync-user");
    expect(screen.getByTestId("sync-user-2")).toHaveTextContent("presence-sync-2@contoso.de");
    expect(screen.queryByTestId("sync-user-address-2")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("create-sync-user-3"));
    expect(host.sent).toEqual([{ kind: "create-sync-user", round: 3, via: "window" }]);
  });
});

describe("the three buttons", () => {
  it("open in order, and say what must happen first", () => {
    open("microsoft-done", "setup/connect");
    expect(screen.getByTestId("state-consent")).toHaveAttribute("data-state", "to-do");
    expect(screen.getByTestId("button-consent")).not.toHaveAttribute("aria-disabled", "true");
    expect(screen.getByTestId("button-sign-in-1")).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByTestId("barrier-sign-in-1")).toHaveTextContent("Give admin consent first.");
    expect(screen.getByTestId("button-activate")).toHaveAttribute("aria-disabled", "true");
  });

  it("open the Microsoft page in a window or in the browser", async () => {
    const { host, user } = open("microsoft-done", "setup/connect");
    await user.click(screen.getByTestId("button-consent"));
    await user.click(screen.getByTestId("use-browser-consent"));
    expect(host.sent).toEqual([{ kind: "give-consent", via: "window" }, { kind: "give-consent", via: "browser" }]);
  });

  it("say that a page is open, and close it", async () => {
    const { host, user } = open("consent-open");
    expect(screen.getByTestId("state-consent")).toHaveAttribute("data-state", "in-progress");
    expect(screen.getByTestId("open-page")).toHaveTextContent("open in a window of its own");
    await user.click(screen.getByTestId("use-browser-consent"));
    await user.click(screen.getByTestId("cancel-page"));
    expect(host.sent).toEqual([{ kind: "give-consent", via: "browser" }, { kind: "cancel-sign-in" }]);
  });

  it("bring what has just opened into view", async () => {
    const seen = vi.spyOn(Element.prototype, "scrollIntoView");
    open("device-code");
    await waitFor(() => expect(seen.mock.instances).toEqual([screen.getByTestId("open-page")]));
    seen.mockRestore();
  });

  it("fold what is done into one line, with what there is to know about it", async () => {
    const { user } = open("three-rounds", "setup/connect");
    expect(screen.getByTestId("state-consent")).toHaveTextContent("Given 23 Nov 2026, 08:50 for contoso.de");
    expect(screen.getByTestId("state-sign-in-1")).toHaveTextContent("600 of 600 places");
    expect(screen.queryByTestId("button-sign-in-1")).not.toBeInTheDocument();
    expect(screen.getByTestId("button-sign-in-3")).toBeInTheDocument();
    await user.click(screen.getByTestId("details-sign-in-1"));
    expect(screen.getByTestId("button-sign-in-1")).toHaveTextContent("Sign in again");
    await user.click(screen.getByTestId("details-sign-in-1"));
    expect(screen.queryByTestId("button-sign-in-1")).not.toBeInTheDocument();
  });

  it("keep a password in sight until it is noted, although its round is done", () => {
    const { play } = open("ready", "setup/connect");
    const done = next("ready");
    if (!done.view) throw new Error("The recording has no view.");
    const { setup } = done.view;
    play({ ...done, view: { ...done.view, setup: { ...setup, rounds: setup.rounds.map((round) => ({ ...round, password: "Kd7mWq-4TzRp9-xVh2nB" })) } } });
    expect(screen.getByTestId("password-1")).toHaveTextContent("Kd7mWq-4TzRp9-xVh2nB");
  });

  it("count the rounds that everybody needs from the first on", () => {
    open("first-of-three", "setup/connect");
    expect(screen.getByTestId("state-sign-in-1")).toHaveTextContent("round 1 of 3");
    expect(screen.getByTestId("setup-step-connect")).toHaveTextContent("In progress (1 of 3)");
    expect(screen.getByTestId("setup-step-cloudya")).toHaveTextContent("1,500 extensions");
  });

  it("lead to the review before activation, and say afterwards that it is done", () => {
    const { play } = open("ready", "setup/connect");
    expect(screen.getByTestId("button-activate")).toHaveTextContent("Review and activate");
    play(next("running"));
    expect(screen.getByTestId("state-activation")).toHaveTextContent("The synchronisation is activated.");
    expect(screen.getByTestId("state-activation")).not.toHaveTextContent("Nothing is written before");
  });

  it("take a cancelled sign-in calmly", () => {
    open("sign-in-cancelled", "setup/connect");
    expect(screen.getByTestId("failure-sign-in-1")).toHaveTextContent("The sign-in was cancelled");
    expect(screen.getByTestId("failure-sign-in-1")).not.toHaveTextContent("refused");
    expect(screen.getByTestId("state-sign-in-1")).toHaveTextContent("To do");
    expect(screen.getByTestId("button-sign-in-1")).toHaveTextContent(/^Sign in as sync user$/);
  });

  it("show the code to type on another device", async () => {
    const { host, user } = open("device-code");
    expect(screen.getByTestId("device-code")).toHaveTextContent("B7QK3XN9W");
    await user.click(screen.getByRole("button", { name: "Open the address" }));
    expect(host.opened).toEqual(["https://microsoft.com/devicelogin"]);
  });

  it("tell a refused consent with its remedy and the number, and can be pressed again", async () => {
    const { host, user } = open("consent-refused");
    const failure = screen.getByTestId("failure-consent");
    expect(failure).toHaveTextContent("Admin consent was not given");
    expect(failure).toHaveTextContent("AADSTS65004");
    await user.click(screen.getByTestId("button-consent"));
    expect(host.sent).toEqual([{ kind: "give-consent", via: "window" }]);
  });

  it("offer to use the account that signed in instead of the expected one", async () => {
    const { host, user } = open("wrong-account");
    const failure = screen.getByTestId("failure-sign-in-1");
    expect(failure).toHaveTextContent(`${SYNC_USER} was expected, but admin@contoso.de has signed in.`);
    await user.click(within(failure).getByTestId("accept-account-1"));
    await user.click(screen.getByTestId("button-sign-in-1"));
    expect(host.sent).toEqual([{ kind: "accept-account", round: 1 }, { kind: "sign-in", round: 1, via: "window" }]);
  });

  it("appear once for each round, with its places", async () => {
    const { host, user } = open("three-rounds", "setup/connect");
    expect(screen.getByTestId("state-sign-in-2")).toHaveAttribute("data-state", "done");
    expect(screen.getByTestId("state-sign-in-3")).toHaveTextContent("187 of 600 places");
    await user.click(screen.getByTestId("button-sign-in-3"));
    expect(host.sent).toEqual([{ kind: "sign-in", round: 3, via: "window" }]);
  });

  it("release a round only after a question, and only one that is signed in", async () => {
    const { host, user } = open("three-rounds", "setup/connect");
    expect(screen.queryByTestId("release-round-3")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("details-sign-in-2"));
    await user.click(screen.getByTestId("release-round-2"));
    expect(await screen.findByText(/600 people of this round are not read any more/)).toBeInTheDocument();
    expect(host.sent).toEqual([]);
    await user.click(screen.getByTestId("release-round-2-confirm"));
    expect(host.sent).toEqual([{ kind: "release-round", round: 2 }]);
  });

  it("name all permissions before consent, and what each missing one means after it", () => {
    open("consent-partial", "setup/connect");
    const named = screen.getByTestId("consent-permissions");
    for (const permission of ["Presence.ReadWrite.All", "User.Read.All", "Presence.Read.All", "User.Read"]) expect(named).toHaveTextContent(permission);
    const failure = screen.getByTestId("failure-consent");
    expect(failure).toHaveTextContent("Without Presence.ReadWrite.All no calls appear in Teams.");
    expect(failure).toHaveTextContent("Without User.Read.All no extension can be matched");
    expect(failure).not.toHaveTextContent("Without Presence.Read.All");
  });

  it("say that a consent is being verified after its page was closed", () => {
    open("consent-verifying", "setup/connect");
    expect(screen.getByTestId("state-consent")).toHaveTextContent("Microsoft is recording the consent");
    expect(screen.queryByTestId("button-consent")).not.toBeInTheDocument();
  });

  it("tell where the account is not fit", async () => {
    const { host, user } = open("unfit-disabled", "setup/connect");
    await user.click(screen.getByTestId("check-again-1"));
    expect(host.sent).toEqual([{ kind: "check-sync-user", round: 1 }]);
  });
});

describe("reading without a sync user", () => {
  it("is folded away, and needs consent to be tried", async () => {
    const { host, user } = open("microsoft-done", "setup/connect");
    expect(screen.queryByTestId("try-application-reader")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("application-reader"));
    await user.click(screen.getByTestId("try-application-reader"));
    expect(host.sent).toEqual([]);
  });

  it("is tried before it is offered", async () => {
    const { host, user } = open("ready", "setup/connect");
    await user.click(screen.getByTestId("application-reader"));
    expect(screen.queryByTestId("read-as-application")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("try-application-reader"));
    expect(host.sent).toEqual([{ kind: "try-application-reader" }]);
  });

  it("waits while it is tried", async () => {
    const { host, user } = open("application-reader-trying", "setup/connect");
    expect(screen.getByTestId("state-application-reader")).toHaveTextContent("The application is trying to read one presence");
    await user.click(screen.getByTestId("try-application-reader"));
    expect(host.sent).toEqual([]);
  });

  it("is chosen after the trial succeeded, and given up again", async () => {
    const { host, user } = open("application-reader-works", "setup/connect");
    await user.click(screen.getByTestId("read-as-application"));
    expect(host.sent).toMatchObject([{ kind: "change-settings", settings: { ...SETTINGS, language: "en", reader: "application" } }]);
    expect(screen.queryByTestId("button-sign-in-1")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("read-as-sync-user"));
    expect(host.sent).toMatchObject([{}, { kind: "change-settings", settings: { reader: "sync-user" } }]);
  });

  it("is explained when Microsoft refuses it", () => {
    open("application-reader-refused", "setup/connect");
    expect(screen.getByTestId("failure-application-reader")).toHaveTextContent("The application may not read presence itself");
    expect(screen.queryByTestId("read-as-application")).not.toBeInTheDocument();
  });
});

describe("a credential that ends", () => {
  it("is announced with the day and leads to the Microsoft step", async () => {
    const { user } = open("credential-expires", "problems");
    expect(screen.getByText("The application’s secret expires soon")).toBeInTheDocument();
    expect(screen.getByText(/It expires within 7 days.*Last day: 30 Nov 2026/)).toBeInTheDocument();
    await user.click(screen.getByText("Go to Microsoft set-up"));
    expect(await screen.findByTestId("credential-expiry")).toHaveTextContent("30 Nov 2026");
  });
});

describe("the review", () => {
  it("counts, lists who would be shown differently, and activates", async () => {
    const { host, user } = open("ready");
    expect(screen.getByTestId("review-matched")).toHaveTextContent("238");
    expect(screen.getByTestId("review-duplicate")).toHaveTextContent("2");
    expect(screen.getByTestId("dry-run")).toHaveTextContent(/\d+ people would be shown differently:/);
    expect(screen.getByTestId("dry-run-103")).toHaveTextContent(/Available.*→.*In a call/);
    await user.click(screen.getByTestId("review-activate"));
    expect(host.sent).toEqual([{ kind: "activate" }]);
  });

  it("tries nothing any more once it is active, and says since when it is", () => {
    open("running", "setup/review");
    expect(screen.queryByTestId("dry-run")).not.toBeInTheDocument();
    expect(screen.getByTestId("state-review")).toHaveTextContent("Active since 23 Nov 2026, 09:10.");
  });

  it("warns of those who stay out until a further sync user signs in", () => {
    open("first-of-three", "setup/review");
    expect(screen.getByTestId("review-uncovered")).toHaveTextContent(/\d+ people are not synchronised yet: covering everybody takes 3 rounds/);
  });

  it("is reached from the third button", async () => {
    const { user } = open("ready", "setup/connect");
    await user.click(screen.getByTestId("button-activate"));
    expect(await screen.findByTestId("review-activate")).toBeInTheDocument();
  });

  it("does not activate before everything is connected", async () => {
    const { host, user } = open("microsoft-done", "setup/review");
    await user.click(screen.getByTestId("review-activate"));
    expect(host.sent).toEqual([]);
  });

  it("deactivates only after a question", async () => {
    const { host, user } = open("running", "setup/review");
    await user.click(screen.getByTestId("deactivate"));
    await user.click(await screen.findByTestId("deactivate-confirm"));
    expect(host.sent).toEqual([{ kind: "deactivate" }]);
  });
});
