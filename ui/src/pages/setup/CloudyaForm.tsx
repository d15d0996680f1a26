// The form of the Cloudya step: whole at first, in parts when something is changed later.

import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { useSay, useSend, useView } from "../../components/window";

/** `access`: account, user name and password. `emails`: where voicemail e-mails come from. */
export type CloudyaPart = "all" | "access" | "emails";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))", gap: tokens.spacingHorizontalL, alignItems: "start" },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
});

const ACCOUNT = /^K[0-9A-Z]+$/i;

export interface CloudyaFormProps {
  part: CloudyaPart;
  /** The addresses come from a list. */
  list: boolean;
  onList: (list: boolean) => void;
  onAsk: () => void;
  onCancel: (() => void) | null;
}

export function CloudyaForm({ part, list, onList, onAsk, onCancel }: CloudyaFormProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { cloudya } = useView().setup;
  const [account, setAccount] = useState(cloudya.account ?? "");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [clientId, setClientId] = useState("");
  const [clientSecret, setClientSecret] = useState("");
  const [asked, setAsked] = useState(false);

  // What is stored belongs to the account that is connected, and to no other.
  const known = cloudya.account !== null && cloudya.account === account.trim().toUpperCase();
  const access = part !== "emails";
  const emails = part !== "access" || (cloudya.account !== null && !known);
  const pair = emails && !list;
  const missing = (other: string) => say(other === "" ? "required" : "cloudya-pair");
  const wrong = {
    account: !access || ACCOUNT.test(account.trim()) ? null : say("cloudya-account-invalid"),
    username: access && !known && username.trim() === "" ? say("required") : null,
    password: access && !known && password === "" ? say("required") : null,
    clientId: pair && clientId.trim() === "" ? missing(clientSecret) : null,
    clientSecret: pair && clientSecret === "" ? missing(clientId.trim()) : null,
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
      configuration: pair ? { clientId: clientId.trim(), clientSecret } : null,
    });
  };
  const message = (text: string | null) => (asked ? text : null);

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say("setup-cloudya-title")}>
      {access && (
        <div className={styles.fields}>
          <Field label={say("cloudya-account")} hint={say("cloudya-account-hint")} required validationMessage={message(wrong.account)}>
            <Input value={account} placeholder="K1234" autoComplete="off" spellCheck={false} data-testid="cloudya-account" onChange={(_, { value }) => setAccount(value)} />
          </Field>
          <Field label={say("cloudya-username")} hint={say(known ? "username-kept" : "cloudya-username-hint")} required={!known} validationMessage={message(wrong.username)}>
            <Input value={username} autoComplete="off" spellCheck={false} data-testid="cloudya-username" onChange={(_, { value }) => setUsername(value)} />
          </Field>
          <Field label={say("cloudya-password")} hint={say(known ? "password-kept" : "password-hint")} required={!known} validationMessage={message(wrong.password)}>
            <Input type="password" value={password} autoComplete="off" data-testid="cloudya-password" onChange={(_, { value }) => setPassword(value)} />
          </Field>
        </div>
      )}
      {emails && (
        <Field label={say("cloudya-emails")}>
          <RadioGroup value={list ? "list" : "configuration"} onChange={(_, { value }) => onList(value === "list")}>
            <Radio value="configuration" label={say("cloudya-emails-configuration")} data-testid="emails-configuration" />
            <Radio value="list" label={say("cloudya-emails-list")} data-testid="emails-list" />
          </RadioGroup>
        </Field>
      )}
      {pair && (
        <div className={styles.fields}>
          <Field label={say("cloudya-configuration-id")} hint={say("cloudya-configuration-id-hint")} required validationMessage={message(wrong.clientId)}>
            <Input value={clientId} autoComplete="off" spellCheck={false} data-testid="cloudya-configuration-id" onChange={(_, { value }) => setClientId(value)} />
          </Field>
          <Field label={say("cloudya-configuration-secret")} hint={say("password-hint")} required validationMessage={message(wrong.clientSecret)}>
            <Input type="password" value={clientSecret} autoComplete="off" data-testid="cloudya-configuration-secret" onChange={(_, { value }) => setClientSecret(value)} />
          </Field>
        </div>
      )}
      <div className={styles.row}>
        {(access || pair) && (
          <Button type="submit" appearance={cloudya.state.kind === "done" && onCancel === null ? "secondary" : "primary"} disabledFocusable={busy} data-testid="cloudya-connect">
            {say(part === "all" ? "cloudya-connect" : "check-and-save")}
          </Button>
        )}
        {onCancel !== null && (
          <Button onClick={onCancel} data-testid="cloudya-cancel">
            {say("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
