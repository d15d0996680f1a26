// Welcome: what this program does, what is needed, and where to begin.

import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { Panel } from "../../components/Panel";
import { CopyValue } from "../../components/Copy";
import { useSay } from "../../components/window";
import { goTo } from "../../model/place";

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

export function WelcomeStep() {
  const styles = useStyles();
  const say = useSay();
  return (
    <>
      <Panel title={say("welcome-title")}>
        <Body1>{say("welcome-text")}</Body1>
        <Body1>{say("welcome-needed")}</Body1>
        <ul className={styles.list}>
          <li>{say("welcome-needed-cloudya")}</li>
          <li>{say("welcome-needed-microsoft")}</li>
          <li>{say("welcome-needed-user")}</li>
        </ul>
        <Body1>{say("welcome-promise")}</Body1>
        <div>
          <Button appearance="primary" size="large" onClick={() => goTo("setup", "cloudya")} data-testid="setup-welcome-start">
            {say("welcome-start")}
          </Button>
        </div>
      </Panel>
      <Panel title={say("welcome-demo")}>
        <Body1>{say("welcome-demo-text")}</Body1>
        <CopyValue text="cargo xtask demo" what={say("welcome-demo-command")} />
      </Panel>
    </>
  );
}
