import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CLIENT_ID, RECORDED, SYNC_USER, type Recording } from "../src/host/recorded/views";
import { open } from "./open";

function next(recording: Recording) {
  const update = RECORDED[recording]()[0];
  if (!update) throw new Error("The recording is empty.");
  return update;
}

describe("welcome", () => {
  it("leads to Cloudya", async () => {
    const { user } = open("fresh");
    await user.click(screen.getByTestId("setup-welcome-start"));
    expect(screen.getByTestId("cloudya-account")).toBeInTheDocument();
  });
});

describe("the Cloudya step", () => {
  it("does not send what is incomplete, and says what is missing", async () => {
    const { host, user } = open("fresh", "setup/cloudya");
    await user.type(screen.getByTestId("cloudya-account"), "1234");
    await user.type(screen.getByTestId("cloudya-configuration-id"), "only-the-id");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("A K-account is a K followed by digits, such as K1234.")).toBeInTheDocument();
    expect(screen.getByText("Client id and client secret belong together.")).toBeInTheDocument();
    expect(screen.getAllByText("Please fill in this field.")).toHaveLength(2);
  });

  it("sends the credentials and goes on by itself when they work", async () => {
    const { host, user, play } = open("fresh", "setup/cloudya");
    await user.type(screen.getByTestId("cloudya-account"), "k1234");
    await user.type(screen.getByTestId("cloudya-username"), "cti");
    await user.type(screen.getByTestId("cloudya-password"), " secret ");
    await user.type(screen.getByTestId("cloudya-configuration-id"), "id");
    await user.type(screen.getByTestId("cloudya-configuration-secret"), "value");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([
      { kind: "connect-cloudya", account: "K1234", username: "cti", password: " secret ", configuration: { clientId: "id", clientSecret: "value" } },
    ]);
    play(next("cloudya-done"));
    await waitFor(() => expect(screen.getByTestId("microsoft-tenant")).toBeInTheDocument());
  });

  it("shows a refusal with its remedy and can be repeated", async () => {
    const { host, user } = open("cloudya-failed");
    expect(screen.getByTestId("failure-cloudya")).toHaveTextContent("Cloudya does not accept the CTI credentials");
    expect(screen.getByTestId("failure-cloudya")).toHaveTextContent("What to do:");
    await user.type(screen.getByTestId("cloudya-account"), "K1");
    await user.type(screen.getByTestId("cloudya-username"), "cti");
    await user.type(screen.getByTestId("cloudya-password"), "other");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toMatchObject([{ kind: "connect-cloudya", configuration: null }]);
  });

  it("takes a list of e-mails with a preview and errors by line", async () => {
    const { host, user } = open("emails-missing");
    expect(screen.getByTestId("state-cloudya")).toHaveTextContent("Their voicemail e-mails are still missing");
    expect(screen.queryByTestId("setup-next")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("emails-text"));
    await user.paste("extension;email\n100;anna@contoso.de\nx;y@contoso.de\n101;");
    expect(screen.getByTestId("emails-preview")).toHaveTextContent("2 extensions, 1 with an address.");
    expect(screen.getByTestId("emails-errors")).toHaveTextContent("Line 3: the extension is not a number");
    await user.click(screen.getByTestId("emails-use"));
    expect(host.sent).toEqual([
      { kind: "use-emails", emails: [{ extension: "100", email: "anna@contoso.de" }, { extension: "101", email: "" }] },
    ]);
  });

  it("takes no list before Cloudya is connected", async () => {
    const { user } = open("fresh", "setup/cloudya");
    await user.click(screen.getByTestId("emails-list"));
    await user.click(screen.getByTestId("emails-text"));
    await user.paste("100;anna@contoso.de");
    expect(screen.getByTestId("emails-use")).toBeDisabled();
    expect(screen.getByText("Connect Cloudya first.")).toBeInTheDocument();
  });

  it("does not go on before the list is there", async () => {
    const { user, play } = open("fresh", "setup/cloudya");
    await user.type(screen.getByTestId("cloudya-account"), "K1234");
    await user.type(screen.getByTestId("cloudya-username"), "cti");
    await user.type(screen.getByTestId("cloudya-password"), "secret");
    await user.click(screen.getByTestId("emails-list"));
    await user.click(screen.getByTestId("cloudya-connect"));
    play(next("emails-missing"));
    expect(screen.getByTestId("cloudya-account")).toBeInTheDocument();
    expect(screen.getByTestId("setup-step-cloudya")).toHaveAttribute("data-state", "in-progress");
  });

  it("reads a chosen file", async () => {
    const { user } = open("emails-missing");
    const file = new File([new Uint8Array([0x31, 0x3b, 0x6a, 0xfc, 0x40, 0x62, 0x2e, 0x64, 0x65])], "list.csv", { type: "text/csv" });
    await user.upload(screen.getByTestId("emails-file"), file);
    await waitFor(() => expect(screen.getByTestId("emails-preview")).toHaveTextContent("jü@b.de"));
  });
});

describe("the Microsoft step", () => {
  it("warns when the Secret ID was pasted instead of the value, and sends it if the administrator insists", async () => {
    const { host, user } = open("cloudya-done");
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.de");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.type(screen.getByTestId("microsoft-secret"), CLIENT_ID);
    expect(screen.getByText(/This looks like the Secret ID/)).toBeInTheDocument();
    await user.clear(screen.getByTestId("microsoft-secret"));
    await user.type(screen.getByTestId("microsoft-secret"), "abc8Q~value");
    expect(screen.queryByText(/This looks like the Secret ID/)).not.toBeInTheDocument();
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([
      { kind: "connect-microsoft", tenant: "contoso.de", clientId: CLIENT_ID, credential: { kind: "secret", secret: "abc8Q~value" } },
    ]);
  });

  it("refuses a malformed tenant and a certificate without its key", async () => {
    const { host, user } = open("cloudya-done");
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso");
    await user.click(screen.getByTestId("microsoft-use-certificate"));
    await user.click(screen.getByTestId("microsoft-certificate"));
    await user.paste("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----");
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("Enter a domain such as contoso.de, or the tenant id.")).toBeInTheDocument();
    expect(screen.getByText("Paste a certificate and its private key in PEM form.")).toBeInTheDocument();
  });

  it("shows the registration that is needed and copies the script for the tenant that was typed", async () => {
    const { host, user } = open("cloudya-done");
    expect(screen.getByText("Presence.ReadWrite.All")).toBeInTheDocument();
    expect(screen.getByText("df021288-bdef-4463-88db-98f22de89214")).toBeInTheDocument();
    await user.type(screen.getByTestId("microsoft-tenant"), "fabrikam.de");
    await user.click(screen.getByTestId("script-powershell"));
    await user.click(screen.getByRole("button", { name: "Copy: Microsoft Graph PowerShell" }));
    expect(host.copied[0]).toContain('Connect-MgGraph -TenantId "fabrikam.de"');
    await user.click(screen.getByRole("button", { name: "Open app registrations" }));
    expect(host.opened[0]).toContain("https://entra.microsoft.com/");
  });
});

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
    expect(failure).toHaveTextContent(`${SYNC_USER} was expected, and admin@contoso.de has signed in.`);
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
});

describe("the review", () => {
  it("counts, lists who would be shown in a call, and activates", async () => {
    const { host, user } = open("ready");
    expect(screen.getByTestId("review-matched")).toHaveTextContent("238");
    expect(screen.getByTestId("review-duplicate")).toHaveTextContent("2");
    expect(screen.getByTestId("dry-run")).toHaveTextContent("40 people would be shown as in a call:");
    expect(screen.getByTestId("dry-run-103")).toBeInTheDocument();
    await user.click(screen.getByTestId("review-activate"));
    expect(host.sent).toEqual([{ kind: "activate" }]);
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
