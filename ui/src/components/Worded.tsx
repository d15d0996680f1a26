// A state as it is drawn everywhere: a shape and a word.

import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";

const useStyles = makeStyles({
  state: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge, minWidth: 0, maxWidth: "100%" },
  word: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  icon: { display: "inline-flex", flexShrink: 0 },
});

/** Cut where there is no room for the word. */
export function Worded({ icon, colour, word }: { icon: ReactElement; colour: string; word: string }) {
  const styles = useStyles();
  return (
    <span className={styles.state}>
      <span className={styles.icon} style={{ color: colour }} aria-hidden>
        {icon}
      </span>
      <span className={styles.word}>{word}</span>
    </span>
  );
}
