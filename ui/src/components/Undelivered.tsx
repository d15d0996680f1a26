// Says that a request did not reach the program.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { Dismiss24Regular } from "./icons";
import { useSay } from "./window";

const useStyles = makeStyles({ notice: { flexShrink: 0 } });

export function Undelivered({ onDismiss }: { onDismiss: () => void }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <MessageBar intent="error" className={styles.notice} data-testid="undelivered">
      <MessageBarBody>{say("undelivered")}</MessageBarBody>
      <MessageBarActions
        containerAction={<Button appearance="transparent" icon={<Dismiss24Regular />} aria-label={say("dismiss")} onClick={onDismiss} />}
      />
    </MessageBar>
  );
}
