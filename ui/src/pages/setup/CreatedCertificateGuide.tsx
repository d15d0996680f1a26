// A key and a certificate that are made here: what is to be uploaded, and where.

import { Body1, Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { CopyValue, Script } from "../../components/Copy";
import { Disclosure } from "../../components/Disclosure";
import { ArrowDownload16Regular, Open16Regular } from "../../components/icons";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useHost, useSay, useSend, useView } from "../../components/window";
import type { Cloud, CreatedCertificate } from "../../generated";
import { CLOUDS } from "../../model/registration";
import { CERTIFICATE_FILE } from "../../model/scripts";
import { useSaving } from "../matching/giving";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, minWidth: 0 },
  facts: { display: "grid", gridTemplateColumns: "max-content minmax(0, 1fr)", gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, alignItems: "center", margin: 0 },
  value: { margin: 0, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

/** Whether the registration is still to be created by a script, or is there. */
export type Registering = "create" | "have";

interface CreatedCertificateGuideProps {
  cloud: Cloud;
  registering: Registering;
}

export function CreatedCertificateGuide({ cloud, registering }: CreatedCertificateGuideProps) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { certificate: state, createdCertificate } = useView().setup.microsoft;
  return (
    <div className={styles.frame} aria-live="polite" data-testid="state-certificate" data-state={state.kind}>
      {state.kind === "failed" && <ProblemMessage problem={state.problem} testId="failure-certificate" />}
      {state.kind === "in-progress" && <Spinner size="tiny" label={say("certificate-creating")} style={{ alignSelf: "flex-start" }} />}
      {createdCertificate === null ? (
        <>
          <Body1>{say("certificate-text")}</Body1>
          <div>
            <Button disabledFocusable={state.kind === "in-progress"} onClick={() => state.kind !== "in-progress" && send({ kind: "create-certificate" })} data-testid="create-certificate">
              {say("certificate-create")}
            </Button>
          </div>
        </>
      ) : (
        <Created certificate={createdCertificate} cloud={cloud} registering={registering} />
      )}
    </div>
  );
}

function Created({ certificate: { publicPem, thumbprint, expires }, cloud, registering }: CreatedCertificateGuideProps & { certificate: CreatedCertificate }) {
  const styles = useStyles();
  const say = useSay();
  const host = useHost();
  const format = useFormat();
  const [outcome, setOutcome] = useState("");
  const save = useSaving(setOutcome);
  return (
    <>
      <Body1>{say("certificate-created")}</Body1>
      <dl className={styles.facts}>
        <dt className={styles.quiet}>{say("certificate-thumbprint")}</dt>
        <dd className={styles.value}>
          <CopyValue text={thumbprint} what={say("certificate-thumbprint")} />
        </dd>
        <dt className={styles.quiet}>{say("certificate-ends")}</dt>
        <dd className={styles.value}>{format.day(expires)}</dd>
      </dl>
      <ol className={styles.list}>
        <li>{say("certificate-step-save", { file: CERTIFICATE_FILE })}</li>
        <li>{say("certificate-step-upload")}</li>
        <li>{say("certificate-step-connect")}</li>
      </ol>
      <div className={styles.row}>
        <Button icon={<ArrowDownload16Regular />} onClick={() => save(CERTIFICATE_FILE, publicPem)} data-testid="certificate-save">
          {say("certificate-save")}
        </Button>
        <Button icon={<Open16Regular />} onClick={() => void host.openAddress(CLOUDS[cloud].portal)}>
          {say("registration-portal")}
        </Button>
        <Body1 role="status" data-testid="certificate-saved">
          {outcome}
        </Body1>
      </div>
      {registering === "create" && <Caption1 className={styles.quiet}>{say("certificate-script")}</Caption1>}
      <Disclosure label={say("certificate-show")} testId="certificate-show">
        <Script text={publicPem} what={say("certificate-public")} />
      </Disclosure>
    </>
  );
}
