// Cloudya: the credentials of the CTI API, and where voicemail e-mails come from.

import { Body1, Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useCallback, useState } from "react";
import { useSay, useView } from "../../components/window";
import type { CloudyaStep as CloudyaView } from "../../generated";
import { goTo } from "../../model/place";
import { cloudyaReady, isDone } from "../../model/setup";
import { CloudyaForm, type CloudyaPart } from "./CloudyaForm";
import { EmailListForm } from "./EmailListForm";
import { ReadingProgress } from "./ReadingProgress";
import { StepPanel, useReached } from "./StepPanel";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  heading: { margin: 0 },
});

export function CloudyaStep() {
  const styles = useStyles();
  const say = useSay();
  const view = useView();
  const { cloudya } = view.setup;
  const ready = cloudyaReady(view);
  const [first] = useState(!ready);
  const [changing, setChanging] = useState<CloudyaPart | null>(null);
  const [list, setList] = useState(cloudya.emails === "imported");
  const reached = useCallback(() => (first ? goTo("setup", "microsoft") : setChanging(null)), [first]);
  const { expect } = useReached(ready, reached);
  const done = say(ready ? "setup-cloudya-done" : "setup-cloudya-emails-missing", {
    account: cloudya.account ?? "",
    extensions: cloudya.extensions,
  });
  const part = changing ?? partToFill(cloudya, ready);
  return (
    <StepPanel step="cloudya" state={cloudya.state} done={done} next="microsoft" outcome={ready ? "complete" : "incomplete"}>
      <ReadingProgress />
      {part === null && (
        <>
          {cloudya.emails !== null && <Body1>{say(`emails-from-${cloudya.emails}`, { filled: view.counts.extensions - view.counts.noEmail })}</Body1>}
          <div className={styles.row}>
            <Button onClick={() => setChanging("access")} data-testid="cloudya-change">
              {say("cloudya-change")}
            </Button>
            <Button onClick={() => setChanging("emails")} data-testid="emails-change">
              {say("emails-change")}
            </Button>
          </div>
        </>
      )}
      {part !== null && <CloudyaForm key={part} part={part} list={list} onList={setList} onAsk={expect} onCancel={changing === null ? null : () => setChanging(null)} />}
      {part !== null && part !== "access" && list && (
        <section className={styles.section}>
          <Subtitle2 as="h3" className={styles.heading}>
            {say("emails-title")}
          </Subtitle2>
          <EmailListForm onUse={expect} />
        </section>
      )}
    </StepPanel>
  );
}

/** What is still to be filled in: everything, or only what is missing or refused. */
function partToFill({ state, account }: CloudyaView, ready: boolean): CloudyaPart | null {
  if (isDone(state)) return ready ? null : "emails";
  if (account === null) return "all";
  return state.kind === "failed" && state.problem.kind.startsWith("configuration-") ? "emails" : "access";
}
