// What was just decided or given out, in one line, with the way back.

import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from "@fluentui/react-components";
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";
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

export type Outcome = "done" | "failed";

interface Told {
  text: string;
  outcome: Outcome;
  inverse: readonly Request[];
}

interface Teller {
  last: Told | null;
  tell: (told: Told | null) => void;
}

const DeedsContext = createContext<Teller | null>(null);

const useStyles = makeStyles({
  place: { position: "sticky", bottom: tokens.spacingVerticalM, zIndex: 2, marginTop: "auto" },
  bar: { boxShadow: tokens.shadow8 },
});

/** Everything inside can do deeds. */
export function Deeds({ children }: { children: ReactNode }) {
  const [last, tell] = useState<Told | null>(null);
  const teller = useMemo(() => ({ last, tell }), [last]);
  return <DeedsContext value={teller}>{children}</DeedsContext>;
}

/** The last deed stands here until it is undone, dismissed or replaced. */
export function LastDeed() {
  const styles = useStyles();
  const say = useSay();
  const send = useSend();
  const { last, tell } = useTeller();
  const undo = () => {
    last?.inverse.forEach(send);
    tell({ text: say("deed-undone"), outcome: "done", inverse: [] });
  };
  return (
    <div className={styles.place} role="status">
      {last !== null && (
        <MessageBar intent={last.outcome === "done" ? "success" : "error"} className={styles.bar} data-testid="deed" data-outcome={last.outcome}>
          <MessageBarBody>{last.text}</MessageBarBody>
          <MessageBarActions
            containerAction={<Button appearance="transparent" size="small" icon={<Dismiss24Regular />} aria-label={say("dismiss")} onClick={() => tell(null)} />}
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
  );
}

export function useAct(): (deed: Deed) => void {
  const send = useSend();
  const { tell } = useTeller();
  return useCallback(
    ({ text, requests, inverse }) => {
      requests.forEach(send);
      tell({ text, outcome: "done", inverse });
    },
    [send, tell],
  );
}

/** Says what came of something that changed nothing. */
export function useTell(): (text: string, outcome: Outcome) => void {
  const { tell } = useTeller();
  return useCallback((text, outcome) => tell({ text, outcome, inverse: [] }), [tell]);
}

function useTeller(): Teller {
  const teller = use(DeedsContext);
  if (teller === null) throw new Error("This part of the window is drawn outside of Deeds.");
  return teller;
}
