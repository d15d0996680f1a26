// Welcome: what this program does, what is needed, and where to begin.

import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { useShowing } from "../../components/showing";
import { useSay } from "../../components/window";
import { goTo } from "../../model/place";

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function WelcomeStep() {
  const styles = useStyles();
  const say = useSay();
  const showing = useShowing();
  return (
    <Panel title={say("welcome-title")}>
      <Body1>{say("welcome-text")}</Body1>
      <Body1>{say("welcome-needed")}</Body1>
      <ul className={styles.list}>
        <li>{say("welcome-needed-cloudya")}</li>
        <li>{say("welcome-needed-microsoft")}</li>
        <li>{say("welcome-needed-user")}</li>
      </ul>
      <Body1>{say("welcome-promise")}</Body1>
      <div className={styles.row}>
        <Button appearance="primary" size="large" onClick={() => goTo("setup", "cloudya")} data-testid="setup-welcome-start">
          {say("welcome-start")}
        </Button>
        {showing.kind === "real" && (
          <Button size="large" onClick={showing.begin} data-testid="setup-welcome-demonstration">
            {say("welcome-demo")}
          </Button>
        )}
      </div>
      {showing.kind === "real" && <Caption1 className={styles.quiet}>{say("welcome-demo-text")}</Caption1>}
    </Panel>
  );
}
