// The frame of a page: one heading, one sentence, the content.

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
    maxWidth: "1180px",
    margin: "0 auto",
  },
  wide: { maxWidth: "none", height: "100%", gap: tokens.spacingVerticalL },
  head: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalL },
  text: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, flex: 1, minWidth: 0 },
  /** It takes the focus after navigation, and is nothing to press. */
  title: { margin: 0, outline: "none" },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: "72ch" },
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
        <div className={styles.text}>
          <Title2 as="h1" tabIndex={-1} className={styles.title}>
            {title}
          </Title2>
          {lead !== undefined && <Body1 className={styles.lead}>{lead}</Body1>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
