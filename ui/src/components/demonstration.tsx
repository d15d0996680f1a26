// The demonstration: whether the window shows an invented company, how to get there, and the way out.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { createContext, use } from "react";
import { useSay } from "./window";

/** What can be done about it: begin where everything is real, leave where nothing is. */
export type Showing = { kind: "real"; begin: () => void } | { kind: "demonstration"; leave: () => void };

export const ShowingContext = createContext<Showing | null>(null);

export function useShowing(): Showing {
  const showing = use(ShowingContext);
  if (showing === null) throw new Error("This part of the window is drawn outside of App.");
  return showing;
}

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
