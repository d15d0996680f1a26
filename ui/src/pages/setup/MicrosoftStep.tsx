// Microsoft: the tenant, the app registration that it needs, and the application's own credential.

import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { useFormat, useSay, useView } from "../../components/window";
import { goTo } from "../../model/place";
import { isDone } from "../../model/setup";
import { MicrosoftForm } from "./MicrosoftForm";
import { StepPanel, useReached } from "./StepPanel";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
});

export function MicrosoftStep() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { microsoft } = useView().setup;
  const done = isDone(microsoft.state);
  const [first] = useState(!done);
  const [open, setOpen] = useState(false);
  const reached = useCallback(() => (first ? goTo("setup", "sync-user") : setOpen(false)), [first]);
  const { expect } = useReached(done, reached);
  const editing = open || !done;
  return (
    <StepPanel step="microsoft" state={microsoft.state} done={say("setup-microsoft-done", { tenant: microsoft.tenant ?? "" })} next="sync-user">
      {editing ? (
        <MicrosoftForm onAsk={expect} onCancel={done ? () => setOpen(false) : null} />
      ) : (
        <>
          <Body1 data-testid="credential-expiry">
            {microsoft.credentialExpires === null
              ? say("credential-end-unknown", { credential: microsoft.credential ?? "secret" })
              : say("credential-end", { credential: microsoft.credential ?? "secret", day: format.day(microsoft.credentialExpires) })}
            {microsoft.cloud !== "global" && ` ${say("microsoft-cloud-is", { cloud: say(`cloud-${microsoft.cloud}`) })}`}
          </Body1>
          <div className={styles.row}>
            <Button onClick={() => setOpen(true)} data-testid="microsoft-change">
              {say("microsoft-change")}
            </Button>
          </div>
        </>
      )}
    </StepPanel>
  );
}
