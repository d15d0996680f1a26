// What stands where nothing is: said, with a way on.

import { Body1, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactElement, ReactNode } from "react";

const useStyles = makeStyles({
  empty: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalXXXL,
    textAlign: "center",
    flex: 1,
  },
  icon: { color: tokens.colorNeutralForeground3, fontSize: "40px", display: "inline-flex" },
  text: { color: tokens.colorNeutralForeground2, maxWidth: "56ch" },
});

export function Empty({ icon, title, text, action }: { icon: ReactElement; title: string; text: string; action?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Subtitle2 as="h2" style={{ margin: 0 }}>
        {title}
      </Subtitle2>
      <Body1 className={styles.text}>{text}</Body1>
      {action}
    </div>
  );
}
