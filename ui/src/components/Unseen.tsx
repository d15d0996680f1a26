// What is read aloud and not shown.

import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  unseen: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

export function Unseen({ children }: { children: ReactNode }) {
  return <span className={useStyles().unseen}>{children}</span>;
}

/** Says what it holds whenever that changes. It stands there before the first word, because what appears with its words is not read. */
export function Announcement({ testId, children }: { testId?: string; children: ReactNode }) {
  return (
    <span className={useStyles().unseen} role="status" data-testid={testId}>
      {children}
    </span>
  );
}
