// The demonstration's banner, with the way out.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useShowing } from "./showing";
import { useSay } from "./window";

const useStyles = makeStyles({
  banner: { flexShrink: 0, borderRadius: 0 },
  text: { whiteSpace: "normal" },
});

/** Stands above every page for as long as nothing is real. */
export function DemonstrationBanner() {
  const styles = useStyles();
  const say = useSay();
  const showing = useShowing();
  if (showing.kind === "real") return null;
  return (
    <MessageBar intent="warning" layout="singleline" className={styles.banner} data-testid="demonstration">
      <MessageBarBody className={styles.text}>
        <MessageBarTitle>{say("demonstration-title")}</MessageBarTitle> {say("demonstration-text")}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={showing.leave} data-testid="demonstration-leave">
          {say("demonstration-leave")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
