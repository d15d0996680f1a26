// Whether the account of a round exists and is fit for its task.

import { Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkCircle16Filled } from "../../components/icons";
import { ProblemMessage } from "../../components/ProblemMessage";
import { useFormat, useSay, useSend, useView } from "../../components/window";
import type { RoundView } from "../../generated";
import { isDone } from "../../model/setup";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function SyncUserCheck({ round }: { round: RoundView }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { consent } = useView().setup;
  const { check, creation } = round;
  // While the account is being created, it is no news that it is missing.
  if (check.kind === "failed" && creation.kind === "in-progress") return null;
  return (
    <div aria-live="polite" data-testid={`check-${round.round}`} data-state={check.kind}>
      {check.kind === "to-do" && (
        <span className={styles.row}>
          <Caption1 className={styles.quiet}>{say(isDone(consent) ? "check-to-do" : "check-after-consent")}</Caption1>
          {isDone(consent) && <CheckButton round={round} />}
        </span>
      )}
      {check.kind === "in-progress" && <Spinner size="tiny" label={say("check-in-progress")} style={{ alignSelf: "flex-start" }} />}
      {check.kind === "done" && (
        <span className={styles.row}>
          <CheckmarkCircle16Filled color={tokens.colorStatusSuccessForeground1} />
          <Caption1>{say("check-done", { at: format.full(check.at) })}</Caption1>
          <CheckButton round={round} />
        </span>
      )}
      <CheckFailure round={round} />
    </div>
  );
}

export function CheckFailure({ round }: { round: RoundView }) {
  if (round.check.kind !== "failed") return null;
  return <ProblemMessage problem={round.check.problem} testId={`failure-check-${round.round}`} actions={<CheckButton round={round} />} />;
}

function CheckButton({ round: { round, check } }: { round: RoundView }) {
  const say = useSay();
  const send = useSend();
  return (
    <Button size={check.kind === "failed" ? "medium" : "small"} appearance={check.kind === "failed" ? "secondary" : "outline"} onClick={() => send({ kind: "check-sync-user", round })} data-testid={`check-again-${round}`}>
      {say(check.kind === "to-do" ? "check-now" : "check-again")}
    </Button>
  );
}
