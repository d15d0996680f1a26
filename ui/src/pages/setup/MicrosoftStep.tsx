// Microsoft: the tenant, the app registration that it needs, and the application's own credential.

import { Button, Field, Input, makeStyles, Radio, RadioGroup, Textarea, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { useSay, useSend, useView } from "../../components/window";
import type { CredentialKind } from "../../generated";
import { isDone } from "../../model/setup";
import { isCertificate, isGuid, isTenant } from "../../model/registration";
import { RegistrationGuide } from "./RegistrationGuide";
import { StepPanel, useAdvance } from "./StepPanel";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(220px, 1fr))", gap: tokens.spacingHorizontalL, alignItems: "start" },
  pem: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export function MicrosoftStep() {
  const say = useSay();
  const { microsoft } = useView().setup;
  const done = isDone(microsoft.state);
  const { expect } = useAdvance(done, "sync-user");
  const [open, setOpen] = useState(!done);
  const [tenant, setTenant] = useState(microsoft.tenant ?? "");
  return (
    <>
      <StepPanel step="microsoft" state={microsoft.state} done={say("setup-microsoft-done", { tenant: microsoft.tenant ?? "" })} next="sync-user">
        {open || !done ? (
          <MicrosoftForm tenant={tenant} onTenant={setTenant} onAsk={expect} />
        ) : (
          <div>
            <Button onClick={() => setOpen(true)} data-testid="microsoft-change">
              {say("change-details")}
            </Button>
          </div>
        )}
      </StepPanel>
      <RegistrationGuide tenant={isTenant(tenant) ? tenant.trim() : "contoso.onmicrosoft.com"} redirectAddresses={["https://login.microsoftonline.com/common/oauth2/nativeclient", "http://localhost"]} />
    </>
  );
}

interface MicrosoftFormProps {
  tenant: string;
  onTenant: (tenant: string) => void;
  onAsk: () => void;
}

function MicrosoftForm({ tenant, onTenant, onAsk }: MicrosoftFormProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { microsoft } = useView().setup;
  const [clientId, setClientId] = useState(microsoft.clientId ?? "");
  const [kind, setKind] = useState<CredentialKind>(microsoft.credential ?? "secret");
  const [secret, setSecret] = useState("");
  const [pem, setPem] = useState("");
  const [asked, setAsked] = useState(false);
  const busy = microsoft.state.kind === "in-progress";
  const wrong = {
    tenant: isTenant(tenant) ? null : say("microsoft-tenant-invalid"),
    clientId: isGuid(clientId) ? null : say("microsoft-client-id-invalid"),
    secret: kind === "secret" && secret === "" ? say("required") : null,
    pem: kind === "certificate" && !isCertificate(pem) ? say("microsoft-certificate-invalid") : null,
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (busy || Object.values(wrong).some((message) => message !== null)) return;
    onAsk();
    send({
      kind: "connect-microsoft",
      tenant: tenant.trim(),
      clientId: clientId.trim(),
      credential: kind === "secret" ? { kind, secret } : { kind, pem },
      cloud: microsoft.cloud,
      expires: null,
    });
  };
  const message = (text: string | null) =>
    asked && text !== null ? ({ validationState: "error", validationMessage: text } as const) : {};
  const secretMessage = isGuid(secret)
    ? ({ validationState: "warning", validationMessage: say("microsoft-secret-is-id") } as const)
    : message(wrong.secret);

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say("setup-microsoft-title")}>
      <div className={styles.fields}>
        <Field label={say("microsoft-tenant")} hint={say("microsoft-tenant-hint")} required {...message(wrong.tenant)}>
          <Input value={tenant} placeholder="contoso.de" autoComplete="off" spellCheck={false} data-testid="microsoft-tenant" onChange={(_, { value }) => onTenant(value)} />
        </Field>
        <Field label={say("microsoft-client-id")} hint={say("microsoft-client-id-hint")} required {...message(wrong.clientId)}>
          <Input value={clientId} placeholder="00000000-0000-0000-0000-000000000000" autoComplete="off" spellCheck={false} data-testid="microsoft-client-id" onChange={(_, { value }) => setClientId(value)} />
        </Field>
      </div>
      <Field label={say("microsoft-credential")}>
        <RadioGroup layout="horizontal" value={kind} onChange={(_, { value }) => setKind(value === "certificate" ? "certificate" : "secret")}>
          <Radio value="secret" label={say("microsoft-credential-secret")} />
          <Radio value="certificate" label={say("microsoft-credential-certificate")} data-testid="microsoft-use-certificate" />
        </RadioGroup>
      </Field>
      {kind === "secret" ? (
        <Field label={say("microsoft-secret")} hint={say("microsoft-secret-hint")} required {...secretMessage}>
          <Input type="password" value={secret} autoComplete="off" data-testid="microsoft-secret" onChange={(_, { value }) => setSecret(value)} />
        </Field>
      ) : (
        <Field label={say("microsoft-certificate")} hint={say("microsoft-certificate-hint")} required {...message(wrong.pem)}>
          <Textarea rows={6} resize="vertical" value={pem} textarea={{ className: styles.pem }} spellCheck={false} autoComplete="off" data-testid="microsoft-certificate" onChange={(_, { value }) => setPem(value)} />
        </Field>
      )}
      <div>
        <Button type="submit" appearance={isDone(microsoft.state) ? "secondary" : "primary"} disabledFocusable={busy} data-testid="microsoft-connect">
          {say("microsoft-connect")}
        </Button>
      </div>
    </form>
  );
}
