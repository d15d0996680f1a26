// The frame of a page: one heading with what can be done, one sentence below, the content.

import { Body1, makeStyles, mergeClasses, Title2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    boxSizing: "border-box",
    minHeight: "100%",
    width: "100%",
    // All pages begin at the left, so that no edge jumps from one to the next.
    maxWidth: "1480px",
  },
  wide: { maxWidth: "none", height: "100%", gap: tokens.spacingVerticalL },
  head: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  top: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  /** It takes the focus after navigation, and is nothing to press. */
  title: { margin: 0, outline: "none", flexShrink: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  lead: { color: tokens.colorNeutralForeground2 },
});

export interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: "reading" | "wide";
  children: ReactNode;
}

export function Page({ title, lead, actions, width = "reading", children }: PageProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.page, width === "wide" && styles.wide)}>
      <header className={styles.head}>
        <div className={styles.top}>
          <Title2 as="h1" tabIndex={-1} className={styles.title}>
            {title}
          </Title2>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
        {lead !== undefined && <Body1 className={styles.lead}>{lead}</Body1>}
      </header>
      {children}
    </div>
  );
}
