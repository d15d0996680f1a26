import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CERTIFICATE, CLIENT_ID } from "../src/host/recorded/views";
import { next, open } from "./open";

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
    await user.click(screen.getByTestId("emails-list"));
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toMatchObject([{ kind: "connect-cloudya", configuration: null }]);
  });

  it("wants the second pair of credentials only where the addresses come from there, and marks it then", async () => {
    const { host, user } = open("fresh", "setup/cloudya");
    expect(screen.getByTestId("cloudya-configuration-id")).toBeRequired();
    expect(screen.getByTestId("cloudya-configuration-secret")).toBeRequired();
    await user.type(screen.getByTestId("cloudya-account"), "K1");
    await user.type(screen.getByTestId("cloudya-username"), "cti");
    await user.type(screen.getByTestId("cloudya-password"), "secret");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getAllByText("Please fill in this field.")).toHaveLength(2);
    await user.click(screen.getByTestId("emails-list"));
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
    expect(screen.getByTestId("emails-text")).toBeInTheDocument();
    expect(screen.getByTestId("setup-step-cloudya")).toHaveAttribute("data-state", "in-progress");
  });

  it("reads a chosen file", async () => {
    const { user } = open("emails-missing");
    const file = new File([new Uint8Array([0x31, 0x3b, 0x6a, 0xfc, 0x40, 0x62, 0x2e, 0x64, 0x65])], "list.csv", { type: "text/csv" });
    await user.upload(screen.getByTestId("emails-file"), file);
    await waitFor(() => expect(screen.getByTestId("emails-preview")).toHaveTextContent("jü@b.de"));
  });
});

describe("the reading of voicemail e-mails", () => {
  it("says how far it is, and can be stopped", async () => {
    const { host, user } = open("reading-emails", "setup/cloudya");
    expect(screen.getByTestId("reading")).toHaveTextContent("214 of 600 voicemail e-mails read");
    expect(within(screen.getByTestId("reading")).getByRole("progressbar")).toHaveAttribute("aria-valuetext", "214 of 600 voicemail e-mails read");
    expect(within(screen.getByTestId("reading")).getByRole("status")).toHaveTextContent("30% of the voicemail e-mails read");
    await user.click(screen.getByTestId("stop-reading"));
    expect(host.sent).toEqual([{ kind: "stop-reading" }]);
  });

  it("goes on where it was stopped", async () => {
    const { host, user } = open("reading-stopped", "setup/cloudya");
    expect(screen.getByTestId("reading-stopped")).toHaveTextContent("Stopped at 214 of 600 voicemail e-mails.");
    await user.click(screen.getByTestId("continue-reading"));
    expect(host.sent).toEqual([{ kind: "continue-reading" }]);
  });

  it("is not shown when there is nothing to read", () => {
    open("cloudya-done", "setup/cloudya");
    expect(screen.queryByTestId("reading")).not.toBeInTheDocument();
  });

  it("is shown in the review too", () => {
    open("reading-emails", "setup/review");
    expect(screen.getByTestId("reading")).toHaveTextContent("214 of 600");
  });
});

describe("changing Cloudya later", () => {
  it("sends a new password alone, and keeps the rest", async () => {
    const { host, user, play } = open("cloudya-done", "setup/cloudya");
    await user.click(screen.getByTestId("cloudya-change"));
    expect(screen.queryByTestId("emails-list")).not.toBeInTheDocument();
    await user.type(screen.getByTestId("cloudya-password"), "new");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([{ kind: "connect-cloudya", account: "K1234", username: "", password: "new", configuration: null }]);
    const done = next("cloudya-done");
    if (!done.view) throw new Error("The recording has no view.");
    const { setup } = done.view;
    play({ ...done, view: { ...done.view, setup: { ...setup, cloudya: { ...setup.cloudya, state: { kind: "in-progress" } } } } });
    play(done);
    await waitFor(() => expect(screen.queryByTestId("cloudya-password")).not.toBeInTheDocument());
    expect(screen.getByTestId("cloudya-change")).toBeInTheDocument();
  });

  it("wants everything for another account", async () => {
    const { host, user } = open("cloudya-done", "setup/cloudya");
    await user.click(screen.getByTestId("cloudya-change"));
    await user.clear(screen.getByTestId("cloudya-account"));
    await user.type(screen.getByTestId("cloudya-account"), "K9");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getAllByText("Please fill in this field.")).toHaveLength(4);
    expect(screen.getByTestId("emails-list")).toBeInTheDocument();
  });

  it("changes from the interface to a list", async () => {
    const { host, user } = open("cloudya-done", "setup/cloudya");
    await user.click(screen.getByTestId("emails-change"));
    expect(screen.queryByTestId("cloudya-password")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("emails-list"));
    await user.click(screen.getByTestId("emails-text"));
    await user.paste("100;anna@contoso.de");
    expect(host.sent).toEqual([]);
    await user.click(screen.getByTestId("emails-use"));
    expect(host.sent).toEqual([{ kind: "use-emails", emails: [{ extension: "100", email: "anna@contoso.de" }] }]);
  });

  it("changes from a list to the interface, with its credentials alone", async () => {
    const { host, user } = open("emails-imported", "setup/cloudya");
    const filled = next("emails-imported").rows.rows.filter(({ email }) => email !== "").length;
    expect(screen.getByText(`The voicemail e-mails come from your list; ${filled} extensions have an address.`)).toBeInTheDocument();
    await user.click(screen.getByTestId("emails-change"));
    await user.click(screen.getByTestId("emails-configuration"));
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([]);
    await user.type(screen.getByTestId("cloudya-configuration-id"), "id");
    await user.type(screen.getByTestId("cloudya-configuration-secret"), "value");
    await user.click(screen.getByTestId("cloudya-connect"));
    expect(host.sent).toEqual([
      { kind: "connect-cloudya", account: "K1234", username: "", password: "", configuration: { clientId: "id", clientSecret: "value" } },
    ]);
  });

  it("adds single addresses to the list without losing the others", async () => {
    const { host, user } = open("emails-imported", "setup/cloudya");
    const rows = next("emails-imported").rows.rows;
    const missing = rows.find((row) => row.email === "")?.extension ?? "";
    await user.click(screen.getByTestId("emails-change"));
    await user.click(screen.getByTestId("single-emails"));
    await user.type(screen.getByTestId(`email-of-${missing}`), "nobody");
    await user.click(screen.getByTestId("single-emails-use"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("Enter a full e-mail address.")).toBeInTheDocument();
    await user.type(screen.getByTestId(`email-of-${missing}`), "@contoso.de");
    await user.click(screen.getByTestId("single-emails-use"));
    const [request] = host.sent;
    if (request?.kind !== "use-emails") throw new Error("No list was sent.");
    expect(request.emails).toHaveLength(rows.length);
    expect(request.emails).toContainEqual({ extension: missing, email: "nobody@contoso.de" });
    expect(request.emails.filter(({ email }) => email === "")).toHaveLength(rows.filter(({ email }) => email === "").length - 1);
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
      { kind: "connect-microsoft", tenant: "contoso.de", clientId: CLIENT_ID, credential: { kind: "secret", secret: "abc8Q~value" }, cloud: "global", expires: null },
    ]);
  });

  it("sends the day on which the secret ends, and suggests the script's year", async () => {
    const { host, user } = open("cloudya-done");
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.de");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.type(screen.getByTestId("microsoft-secret"), "abc8Q~value");
    fireEvent.change(screen.getByTestId("microsoft-expires"), { target: { value: "2026-11-22" } });
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("Enter a day in the future, such as 23/11/2027, or leave this empty.")).toBeInTheDocument();
    fireEvent.change(screen.getByTestId("microsoft-expires"), { target: { value: "" } });
    await user.click(screen.getByTestId("microsoft-expires-year"));
    expect(screen.getByTestId("microsoft-expires")).toHaveValue("23/11/2027");
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toMatchObject([{ kind: "connect-microsoft", expires: new Date(2027, 10, 23).getTime() }]);
  });

  it("shows when the credential ends, and keeps the secret when only the day changes", async () => {
    const { host, user } = open("microsoft-done", "setup/microsoft");
    expect(screen.getByTestId("credential-expiry")).toHaveTextContent("The secret expires on 20 Nov 2027.");
    await user.click(screen.getByTestId("microsoft-change"));
    expect(screen.getByTestId("microsoft-expires")).toHaveValue("20/11/2027");
    fireEvent.change(screen.getByTestId("microsoft-expires"), { target: { value: "2028-01-31" } });
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toMatchObject([{ credential: { kind: "secret", secret: "" }, expires: new Date(2028, 0, 31).getTime() }]);
  });

  it("forgets the former secret's end when another is typed, and wants a secret for another application", async () => {
    const { host, user } = open("microsoft-done", "setup/microsoft");
    await user.click(screen.getByTestId("microsoft-change"));
    await user.type(screen.getByTestId("microsoft-secret"), "x");
    expect(screen.getByTestId("microsoft-expires")).toHaveValue("");
    await user.clear(screen.getByTestId("microsoft-secret"));
    await user.clear(screen.getByTestId("microsoft-tenant"));
    await user.type(screen.getByTestId("microsoft-tenant"), "fabrikam.de");
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("Please fill in this field.")).toBeInTheDocument();
  });

  it("folds the other clouds away, and lets the scripts follow the choice", async () => {
    const { host, user } = open("cloudya-done");
    expect(screen.queryByTestId("cloud-us-government")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("microsoft-clouds"));
    await user.click(screen.getByTestId("cloud-us-government"));
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.onmicrosoft.us");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.type(screen.getByTestId("microsoft-secret"), "value");
    await user.click(screen.getByLabelText("Copy: Azure CLI (Bash)"));
    expect(host.copied[0]).toContain("az cloud set --name AzureUSGovernment");
    await user.click(screen.getByTestId("registration-by-hand"));
    await user.click(screen.getByText("Open app registrations"));
    expect(host.opened[0]).toContain("https://portal.azure.us/");
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toMatchObject([{ kind: "connect-microsoft", cloud: "us-government" }]);
  });

  it("says that 21Vianet has no presence, and does not send", async () => {
    const { host, user } = open("cloudya-done");
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.cn");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.type(screen.getByTestId("microsoft-secret"), "value");
    await user.click(screen.getByTestId("microsoft-clouds"));
    await user.click(screen.getByTestId("cloud-china"));
    expect(screen.getByTestId("cloud-without-presence")).toHaveTextContent("This cloud has no presence interface");
    await user.type(screen.getByTestId("microsoft-tenant"), "{Enter}");
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([]);
  });

  it("creates a certificate here", async () => {
    const { host, user } = open("cloudya-done");
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.de");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.click(screen.getByTestId("microsoft-use-created"));
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([]);
    expect(screen.getByText("Create the certificate first.")).toBeInTheDocument();
    await user.click(screen.getByTestId("create-certificate"));
    expect(host.sent).toEqual([{ kind: "create-certificate" }]);
  });

  it("shows the created certificate to save and to upload, and connects with it", async () => {
    const { host, user } = open("certificate-created");
    expect(screen.getByTestId("state-certificate")).toHaveTextContent(CERTIFICATE.thumbprint);
    expect(screen.getByTestId("state-certificate")).toHaveTextContent("22 Nov 2028");
    await user.click(screen.getByTestId("certificate-save"));
    expect(host.saved).toEqual([{ file: "presence-sync.pem", text: CERTIFICATE.publicPem }]);
    expect(screen.getByTestId("certificate-saved")).toHaveTextContent("presence-sync.pem was saved in your downloads folder.");
    host.saveText = () => Promise.reject(new Error("full"));
    await user.click(screen.getByTestId("certificate-save"));
    expect(screen.getByTestId("certificate-saved")).toHaveTextContent("presence-sync.pem could not be saved. Please try again.");
    await user.click(screen.getByTestId("certificate-show"));
    await user.click(screen.getByLabelText("Copy: Public part of the certificate"));
    expect(host.copied).toEqual([CERTIFICATE.publicPem]);
    await user.click(screen.getByLabelText("Copy: Azure CLI (Bash)"));
    expect(host.copied[1]).toContain(CERTIFICATE.publicPem.trim());
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.de");
    await user.type(screen.getByTestId("microsoft-client-id"), CLIENT_ID);
    await user.click(screen.getByTestId("microsoft-connect"));
    expect(host.sent).toEqual([
      { kind: "connect-microsoft", tenant: "contoso.de", clientId: CLIENT_ID, credential: { kind: "created" }, cloud: "global", expires: null },
    ]);
  });

  it("says why no certificate could be created", async () => {
    const { user } = open("certificate-failed", "setup/microsoft");
    await user.click(screen.getByTestId("microsoft-use-created"));
    expect(screen.getByTestId("failure-certificate")).toHaveTextContent("Credentials cannot be stored on this computer");
    expect(screen.getByTestId("create-certificate")).toBeInTheDocument();
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

  it("asks first whether there is a registration, and shows the script before what it prints", async () => {
    const { user } = open("cloudya-done");
    const guide = screen.getByTestId("registration");
    const isBefore = (one: HTMLElement, other: HTMLElement) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(isBefore(screen.getByTestId("registration-have"), screen.getByTestId("microsoft-tenant"))).toBe(true);
    expect(isBefore(screen.getByTestId("microsoft-tenant"), guide)).toBe(true);
    expect(isBefore(guide, screen.getByTestId("microsoft-client-id"))).toBe(true);
    await user.type(screen.getByTestId("microsoft-tenant"), "contoso.de");
    await user.click(screen.getByTestId("registration-have"));
    expect(screen.queryByTestId("registration")).not.toBeInTheDocument();
    expect(screen.getByTestId("microsoft-tenant")).toHaveValue("contoso.de");
  });

  it("takes the registration that is connected for the one to change", async () => {
    const { user } = open("microsoft-done", "setup/microsoft");
    await user.click(screen.getByTestId("microsoft-change"));
    expect(screen.getByTestId("registration-have")).toBeChecked();
  });

  it("shows the registration that is needed and copies the script for the tenant that was typed", async () => {
    const { host, user } = open("cloudya-done");
    await user.click(screen.getByTestId("registration-by-hand"));
    expect(screen.getByText("Presence.ReadWrite.All")).toBeInTheDocument();
    expect(screen.getByText("df021288-bdef-4463-88db-98f22de89214")).toBeInTheDocument();
    await user.type(screen.getByTestId("microsoft-tenant"), "fabrikam.de");
    await user.click(screen.getByTestId("script-powershell"));
    await user.click(screen.getByLabelText("Copy: Microsoft Graph PowerShell"));
    expect(host.copied[0]).toContain('Connect-MgGraph -TenantId "fabrikam.de"');
    await user.click(screen.getByText("Open app registrations"));
    expect(host.opened[0]).toContain("https://entra.microsoft.com/");
  });
});
