// Reading without a sync user: explained, tried with the real token, and chosen only where the trial succeeded.

import { Body1, Button, Caption1, makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from "@fluentui/react-components";
import { Disclosure } from "../../components/Disclosure";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import type { Reader } from "../../generated";
import { signInBarrier } from "../../model/setup";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

export function ApplicationReader() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const view = useView();
  const { applicationReader: state } = view.setup;
  const { settings } = view;
  const chosen = settings.reader === "application";
  const barrier = signInBarrier(view);
  const read = (reader: Reader) => send({ kind: "change-settings", settings: { ...settings, reader } });
  return (
    <Disclosure label={say("reader-title")} testId="application-reader" open={chosen || state.kind !== "to-do"}>
      <div className={styles.stack} aria-live="polite" data-testid="state-application-reader" data-state={state.kind}>
        <Body1>{say(chosen ? "reader-chosen" : "reader-text")}</Body1>
        {state.kind === "in-progress" && <Spinner size="tiny" label={say("reader-trying")} style={{ alignSelf: "flex-start" }} />}
        {state.kind === "failed" && <ProblemMessage problem={state.problem} intent="warning" testId="failure-application-reader" />}
        {state.kind === "done" && !chosen && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{say("reader-works", { at: format.full(state.at) })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <div className={styles.row}>
        {state.kind === "done" && !chosen && (
          <Button onClick={() => read("application")} data-testid="read-as-application">
            {say("reader-use-application")}
          </Button>
        )}
        {chosen && (
          <Button onClick={() => read("sync-user")} data-testid="read-as-sync-user">
            {say("reader-use-sync-user")}
          </Button>
        )}
        {(state.kind !== "done" || chosen) && (
          <Button
            appearance={chosen ? "subtle" : "secondary"}
            disabledFocusable={barrier !== null || state.kind === "in-progress"}
            onClick={() => barrier === null && state.kind !== "in-progress" && send({ kind: "try-application-reader" })}
            data-testid="try-application-reader"
          >
            {say(state.kind === "to-do" ? "reader-try" : "reader-try-again")}
          </Button>
        )}
        {barrier !== null && <Caption1 className={styles.quiet}>{say(barrier)}</Caption1>}
      </div>
    </Disclosure>
  );
}
