// Cloudya: the credentials of the CTI API, and where voicemail e-mails come from.

import { Button, Field, Input, makeStyles, Radio, RadioGroup, Subtitle2, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { useSay, useSend, useView } from "../../components/window";
import { cloudyaReady } from "../../model/setup";
import { EmailListForm } from "./EmailListForm";
import { StepPanel, useAdvance } from "./StepPanel";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))", gap: tokens.spacingHorizontalL, alignItems: "start" },
});

type Source = "configuration" | "list";

export function CloudyaStep() {
  const say = useSay();
  const view = useView();
  const { cloudya } = view.setup;
  const ready = cloudyaReady(view);
  const { expect } = useAdvance(ready, "microsoft");
  const [open, setOpen] = useState(!ready);
  const done = say(ready ? "setup-cloudya-done" : "setup-cloudya-emails-missing", {
    account: cloudya.account ?? "",
    extensions: cloudya.extensions,
  });
  return (
    <StepPanel step="cloudya" state={cloudya.state} done={done} next="microsoft" outcome={ready ? "complete" : "incomplete"}>
      {open || cloudya.state.kind !== "done" || !ready ? (
        <CloudyaForm onAsk={expect} />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)} data-testid="cloudya-change">
            {say("change-details")}
          </Button>
        </div>
      )}
    </StepPanel>
  );
}

const ACCOUNT = /^K[0-9A-Z]+$/i;

function CloudyaForm({ onAsk }: { onAsk: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { cloudya } = useView().setup;
  const [account, setAccount] = useState(cloudya.account ?? "");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [source, setSource] = useState<Source>(cloudya.emails === "imported" ? "list" : "configuration");
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const [asked, setAsked] = useState(false);

  const known = cloudya.account !== null;
  const wrong = {
    account: ACCOUNT.test(account.trim()) ? null : say("cloudya-account-invalid"),
    username: username.trim() === "" ? say("required") : null,
    password: password === "" && !known ? say("required") : null,
    clientId: source === "configuration" && clientId.trim() === "" && clientSecret !== "" ? say("cloudya-pair") : null,
    clientSecret: source === "configuration" && clientSecret === "" && clientId.trim() !== "" ? say("cloudya-pair") : null,
  };
  const busy = cloudya.state.kind === "in-progress";

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (busy || Object.values(wrong).some((message) => message !== null)) return;
    onAsk();
    send({
      kind: "connect-cloudya",
      account: account.trim().toUpperCase(),
      username: username.trim(),
      password,
      configuration: source === "configuration" && clientId.trim() !== "" ? { clientId: clientId.trim(), clientSecret } : null,
    });
  };
  const message = (text: string | null) =>
    asked && text !== null ? ({ validationState: "error", validationMessage: text } as const) : {};

  return (
    <>
      <form className={styles.form} onSubmit={submit} noValidate aria-label={say("setup-cloudya-title")}>
        <div className={styles.fields}>
          <Field label={say("cloudya-account")} hint={say("cloudya-account-hint")} required {...message(wrong.account)}>
            <Input value={account} placeholder="K1234" autoComplete="off" spellCheck={false} data-testid="cloudya-account" onChange={(_, { value }) => setAccount(value)} />
          </Field>
          <Field label={say("cloudya-username")} hint={say("cloudya-username-hint")} required {...message(wrong.username)}>
            <Input value={username} autoComplete="off" spellCheck={false} data-testid="cloudya-username" onChange={(_, { value }) => setUsername(value)} />
          </Field>
          <Field label={say("cloudya-password")} hint={say(known ? "password-kept" : "password-hint")} required={!known} {...message(wrong.password)}>
            <Input type="password" value={password} autoComplete="off" data-testid="cloudya-password" onChange={(_, { value }) => setPassword(value)} />
          </Field>
        </div>
        <Field label={say("cloudya-emails")} hint={say("cloudya-emails-hint")}>
          <RadioGroup value={source} onChange={(_, { value }) => setSource(value === "list" ? "list" : "configuration")}>
            <Radio value="configuration" label={say("cloudya-emails-configuration")} data-testid="emails-configuration" />
            <Radio value="list" label={say("cloudya-emails-list")} data-testid="emails-list" />
          </RadioGroup>
        </Field>
        {source === "configuration" && (
          <div className={styles.fields}>
            <Field label={say("cloudya-configuration-id")} hint={say("cloudya-configuration-id-hint")} {...message(wrong.clientId)}>
              <Input value={clientId} autoComplete="off" spellCheck={false} data-testid="cloudya-configuration-id" onChange={(_, { value }) => setClientId(value)} />
            </Field>
            <Field label={say("cloudya-configuration-secret")} hint={say("password-hint")} {...message(wrong.clientSecret)}>
              <Input type="password" value={clientSecret} autoComplete="off" data-testid="cloudya-configuration-secret" onChange={(_, { value }) => setClientSecret(value)} />
            </Field>
          </div>
        )}
        <div>
          <Button type="submit" appearance={cloudya.state.kind === "done" ? "secondary" : "primary"} disabledFocusable={busy} data-testid="cloudya-connect">
            {say("cloudya-connect")}
          </Button>
        </div>
      </form>
      {source === "list" && (
        <section className={styles.form}>
          <Subtitle2 as="h3" style={{ margin: 0 }}>
            {say("emails-title")}
          </Subtitle2>
          <EmailListForm onUse={onAsk} />
        </section>
      )}
    </>
  );
}
