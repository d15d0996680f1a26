// Reads the directory afresh, and says how far it is.

import { Button, Caption1, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { ArrowClockwise20Regular } from "../../components/icons";
import { useFormat, useNow, useSay, useSend, useView } from "../../components/window";

const useStyles = makeStyles({
  frame: { display: "flex", alignItems: "center", flexWrap: "wrap", justifyContent: "flex-end", gap: tokens.spacingHorizontalM, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
});

export function RefreshButton() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const format = useFormat();
  const now = useNow(60);
  const { refreshing, completeSince, emailsRead, emailsTotal } = useView().directory;
  const age = completeSince === null ? say("directory-incomplete") : say("directory-complete", { ago: format.ago(completeSince, now) });
  return (
    <div className={styles.frame}>
      <Caption1 className={styles.quiet} role="status" data-testid="directory-progress">
        {refreshing ? say("directory-reading", { read: emailsRead, total: emailsTotal }) : age}
      </Caption1>
      <Button
        icon={refreshing ? <Spinner size="extra-tiny" /> : <ArrowClockwise20Regular />}
        disabledFocusable={refreshing}
        onClick={() => send({ kind: "refresh-directory" })}
        data-testid="refresh-directory"
      >
        {say("directory-refresh")}
      </Button>
    </div>
  );
}
