// The form of the Microsoft step: whose tenant, which application, and how it proves itself.

import { Button, Field, Input, Link, makeStyles, Radio, RadioGroup, Textarea, tokens } from "@fluentui/react-components";
import { useState, type SubmitEvent } from "react";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useNow, useSay, useSend, useView } from "../../components/window";
import type { Cloud, Credential, MicrosoftStep } from "../../generated";
import { CLOUDS, inOneYear, isCertificate, isGuid, isTenant, publicPart } from "../../model/registration";
import type { Format } from "../../model/format";
import type { Proof } from "../../model/scripts";
import { isDone } from "../../model/setup";
import { CloudChoice } from "./CloudChoice";
import { CreatedCertificateGuide, type Registering } from "./CreatedCertificateGuide";
import { RegistrationGuide } from "./RegistrationGuide";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(240px, 1fr))", gap: tokens.spacingHorizontalL, alignItems: "start" },
  pem: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

/** How the application proves itself: with a secret, a certificate that was made here, or one that is pasted. */
type Way = "secret" | "created" | "pasted";

const WAYS: readonly Way[] = ["secret", "created", "pasted"];

interface Values {
  tenant: string;
  clientId: string;
  cloud: Cloud;
  way: Way;
  secret: string;
  /** As the reader types a day. */
  expires: string;
  pem: string;
}

interface MicrosoftFormProps {
  onAsk: () => void;
  onCancel: (() => void) | null;
}

export function MicrosoftForm({ onAsk, onCancel }: MicrosoftFormProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { microsoft } = useView().setup;
  const format = useFormat();
  const now = useNow();
  const [asked, setAsked] = useState(false);
  const [registering, setRegistering] = useState<Registering>(microsoft.clientId === null ? "create" : "have");
  const [values, setValues] = useState<Values>(() => ({
    tenant: microsoft.tenant ?? "",
    clientId: microsoft.clientId ?? "",
    cloud: microsoft.cloud,
    way: microsoft.createdCertificate !== null ? "created" : microsoft.credential === "certificate" ? "pasted" : "secret",
    secret: "",
    expires: storedEnd(microsoft, format),
    pem: "",
  }));
  const change = (changes: Partial<Values>) => setValues((former) => ({ ...former, ...changes }));
  const { tenant, clientId, cloud, way, secret, expires, pem } = values;
  const busy = microsoft.state.kind === "in-progress";
  // What is stored belongs to the application that is connected, and to no other.
  const same = isDone(microsoft.state) && microsoft.tenant === tenant.trim().toLowerCase() && microsoft.clientId === clientId.trim().toLowerCase() && microsoft.cloud === cloud;
  const keepsSecret = same && microsoft.credential === "secret";
  const keepsPem = same && microsoft.credential === "certificate";
  const ends = format.readDay(expires);
  const wrong = {
    tenant: isTenant(tenant) ? null : say("microsoft-tenant-invalid"),
    clientId: isGuid(clientId) ? null : say("microsoft-client-id-invalid"),
    secret: way === "secret" && secret === "" && !keepsSecret ? say("required") : null,
    expires: way === "secret" && expires !== "" && (ends === null || ends < now) ? say("microsoft-expires-invalid", { day: format.typedDay(inOneYear(now)) }) : null,
    created: way === "created" && microsoft.createdCertificate === null ? say("certificate-first") : null,
    pem: way === "pasted" && !isCertificate(pem) && !(pem === "" && keepsPem) ? say("microsoft-certificate-invalid") : null,
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (busy || !CLOUDS[cloud].presence || Object.values(wrong).some((message) => message !== null)) return;
    onAsk();
    send({
      kind: "connect-microsoft",
      tenant: tenant.trim(),
      clientId: clientId.trim(),
      credential: credentialOf(values),
      cloud,
      expires: way === "secret" ? ends : null,
    });
  };
  const message = (text: string | null) => (asked ? text : null);
  const secretMessage = isGuid(secret)
    ? ({ validationState: "warning", validationMessage: say("microsoft-secret-is-id") } as const)
    : { validationMessage: message(wrong.secret) };

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say("setup-microsoft-title")}>
      <Field label={say("registration-choice")}>
        <RadioGroup value={registering} onChange={(_, { value }) => setRegistering(value === "have" ? "have" : "create")}>
          <Radio value="create" label={say("registration-create")} data-testid="registration-create" />
          <Radio value="have" label={say("registration-have")} data-testid="registration-have" />
        </RadioGroup>
      </Field>
      <div className={styles.fields}>
        <Field label={say("microsoft-tenant")} hint={say("microsoft-tenant-hint")} required validationMessage={message(wrong.tenant)}>
          <Input value={tenant} placeholder="contoso.de" autoComplete="off" spellCheck={false} data-testid="microsoft-tenant" onChange={(_, { value }) => change({ tenant: value })} />
        </Field>
      </div>
      <CloudChoice cloud={cloud} onCloud={(chosen) => change({ cloud: chosen })} />
      {CLOUDS[cloud].presence ? (
        <>
          <Field label={say("microsoft-credential")} validationMessage={message(wrong.created)}>
            <RadioGroup value={way} onChange={(_, { value }) => change({ way: WAYS.find((each) => each === value) ?? "secret" })}>
              <Radio value="secret" label={say("microsoft-credential-secret")} />
              <Radio value="created" label={say("microsoft-credential-created")} data-testid="microsoft-use-created" />
              <Radio value="pasted" label={say("microsoft-credential-certificate")} data-testid="microsoft-use-certificate" />
            </RadioGroup>
          </Field>
          {way === "created" && <CreatedCertificateGuide cloud={cloud} registering={registering} />}
          {way === "pasted" && (
            <Field label={say("microsoft-certificate")} hint={say(keepsPem ? "certificate-kept" : "microsoft-certificate-hint")} required={!keepsPem} validationMessage={message(wrong.pem)}>
              <Textarea rows={6} resize="vertical" value={pem} textarea={{ className: styles.pem }} spellCheck={false} autoComplete="off" data-testid="microsoft-certificate" onChange={(_, { value }) => change({ pem: value })} />
            </Field>
          )}
          {registering === "create" && <RegistrationGuide tenant={isTenant(tenant) ? tenant.trim() : "contoso.onmicrosoft.com"} cloud={cloud} proof={proofOf(values, microsoft)} />}
          <div className={styles.fields}>
            <Field label={say("microsoft-client-id")} hint={say(registering === "create" ? "microsoft-client-id-script" : "microsoft-client-id-hint")} required validationMessage={message(wrong.clientId)}>
              <Input value={clientId} placeholder="00000000-0000-0000-0000-000000000000" autoComplete="off" spellCheck={false} data-testid="microsoft-client-id" onChange={(_, { value }) => change({ clientId: value })} />
            </Field>
            {way === "secret" && (
              <>
                <Field label={say("microsoft-secret")} hint={say(keepsSecret ? "secret-kept" : "microsoft-secret-hint")} required={!keepsSecret} {...secretMessage}>
                  {/* The end of the former secret says nothing about another. */}
                  <Input
                    type="password"
                    value={secret}
                    autoComplete="off"
                    data-testid="microsoft-secret"
                    onChange={(_, { value }) => change(secret === "" && expires === storedEnd(microsoft, format) ? { secret: value, expires: "" } : { secret: value })}
                  />
                </Field>
                <Expiry value={expires} onChange={(value) => change({ expires: value })} validationMessage={message(wrong.expires)} />
              </>
            )}
          </div>
        </>
      ) : (
        !isTold(microsoft) && <ProblemMessage problem={{ kind: "cloud-without-presence", cloud }} testId="cloud-without-presence" />
      )}
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={busy || !CLOUDS[cloud].presence} data-testid="microsoft-connect">
          {say(onCancel === null ? "microsoft-connect" : "check-and-save")}
        </Button>
        {onCancel !== null && (
          <Button onClick={onCancel} data-testid="microsoft-cancel">
            {say("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}

interface ExpiryProps {
  value: string;
  onChange: (value: string) => void;
  validationMessage: string | null;
}

function Expiry({ value, onChange, validationMessage }: ExpiryProps) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const now = useNow();
  const year = inOneYear(now);
  return (
    <Field
      label={say("microsoft-expires")}
      hint={
        <>
          {say("microsoft-expires-hint")}{" "}
          {value === "" && (
            <Link as="button" type="button" inline className={styles.small} onClick={() => onChange(format.typedDay(year))} data-testid="microsoft-expires-year">
              {say("microsoft-expires-year", { day: format.day(year) })}
            </Link>
          )}
        </>
      }
      validationMessage={validationMessage}
    >
      {/* No date field: that of WebKitGTK shows today where nothing was chosen. */}
      <Input value={value} placeholder={format.typedDay(year)} autoComplete="off" spellCheck={false} data-testid="microsoft-expires" onChange={(_, { value: chosen }) => onChange(chosen)} />
    </Field>
  );
}

/** When the secret that is in use ends, as the field shows it. */
function storedEnd({ credential, credentialExpires }: MicrosoftStep, format: Format): string {
  return credential === "secret" && credentialExpires !== null ? format.typedDay(credentialExpires) : "";
}

/** It stands above the form already. */
function isTold({ state }: MicrosoftStep): boolean {
  return state.kind === "failed" && state.problem.kind === "cloud-without-presence";
}

function proofOf({ way, pem }: Values, { createdCertificate }: MicrosoftStep): Proof {
  switch (way) {
    case "secret":
      return { kind: "secret" };
    case "created":
      return { kind: "certificate", pem: createdCertificate?.publicPem ?? null };
    case "pasted":
      return { kind: "certificate", pem: publicPart(pem) };
  }
}

function credentialOf({ way, secret, pem }: Values): Credential {
  switch (way) {
    case "secret":
      return { kind: "secret", secret };
    case "created":
      return { kind: "created" };
    case "pasted":
      return { kind: "certificate", pem };
  }
}
