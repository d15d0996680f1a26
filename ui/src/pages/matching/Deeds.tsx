// What was just decided, in one line, with the way back.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from "@fluentui/react-components";
import { createContext, use, useCallback, useState, type ReactNode } from "react";
import { Dismiss24Regular } from "../../components/icons";
import { useSay, useSend } from "../../components/window";
import type { Request } from "../../generated";

export interface Deed {
  /** What was done, as a sentence. */
  text: string;
  requests: readonly Request[];
  /** What brings back the state of before. */
  inverse: readonly Request[];
}

const DeedsContext = createContext<((deed: Deed) => void) | null>(null);

const useStyles = makeStyles({
  place: { position: "sticky", bottom: tokens.spacingVerticalM, zIndex: 2, marginTop: "auto" },
  bar: { boxShadow: tokens.shadow8 },
});

/** Everything inside can do deeds; the last one stands below until it is undone, dismissed or replaced. */
export function Deeds({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const [last, setLast] = useState<Deed | null>(null);
  const act = useCallback(
    (deed: Deed) => {
      deed.requests.forEach(send);
      setLast(deed);
    },
    [send],
  );
  const undo = () => {
    last?.inverse.forEach(send);
    setLast({ text: say("deed-undone"), requests: [], inverse: [] });
  };
  return (
    <DeedsContext value={act}>
      {children}
      <div className={styles.place} role="status">
        {last !== null && (
          <MessageBar intent="success" className={styles.bar} data-testid="deed">
            <MessageBarBody>{last.text}</MessageBarBody>
            <MessageBarActions
              containerAction={<Button appearance="transparent" size="small" icon={<Dismiss24Regular />} aria-label={say("dismiss")} onClick={() => setLast(null)} />}
            >
              {last.inverse.length > 0 && (
                <Button onClick={undo} data-testid="undo">
                  {say("undo")}
                </Button>
              )}
            </MessageBarActions>
          </MessageBar>
        )}
      </div>
    </DeedsContext>
  );
}

export function useAct(): (deed: Deed) => void {
  const act = use(DeedsContext);
  if (act === null) throw new Error("This part of the window is drawn outside of Deeds.");
  return act;
}
