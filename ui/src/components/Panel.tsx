// A quiet surface with a heading, on which one matter is treated.

import { makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import { SURFACE } from "./theme";

const useStyles = makeStyles({
  panel: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    ...SURFACE,
    minWidth: 0,
  },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  title: { margin: 0, flex: 1 },
});

export interface PanelProps {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  className?: string | undefined;
  testId?: string;
  children: ReactNode;
}

export function Panel({ title, aside, className, testId, children }: PanelProps) {
  const styles = useStyles();
  const heading = useId();
  return (
    <section className={mergeClasses(styles.panel, className)} aria-labelledby={heading} data-testid={testId}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={heading} className={styles.title}>
          {title}
        </Subtitle2>
        {aside}
      </div>
      {children}
    </section>
  );
}
