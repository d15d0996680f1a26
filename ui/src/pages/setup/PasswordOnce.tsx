// The password of an account that was created from here: shown until it is noted, and never again.

import { Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import { CopyValue } from "../../components/Copy";
import { useSay, useSend } from "../../components/window";
import type { RoundView } from "../../generated";

const useStyles = makeStyles({
  bar: { paddingBlock: tokens.spacingVerticalS, alignItems: "start" },
  body: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "flex-start", paddingBottom: tokens.spacingVerticalXS },
  title: { display: "block" },
  password: { fontSize: tokens.fontSizeBase400, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
});

export function PasswordOnce({ round: { round, expected, password } }: { round: RoundView }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  if (password === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid={`password-${round}`}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle className={styles.title}>{say("password-title", { address: expected })}</MessageBarTitle>
        <div className={styles.password}>
          <CopyValue text={password} what={say("password-label")} />
        </div>
        <span>{say("password-text")}</span>
        <Button onClick={() => send({ kind: "password-noted", round })} data-testid={`password-noted-${round}`}>
          {say("password-noted")}
        </Button>
      </MessageBarBody>
    </MessageBar>
  );
}
