// A quiet line that opens what most people do not need.

import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useId, useState, type ReactNode } from "react";
import { ChevronDown20Regular, ChevronRight20Regular } from "./icons";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, alignItems: "stretch", minWidth: 0 },
  button: { alignSelf: "flex-start", paddingInline: 0, minWidth: 0, fontWeight: tokens.fontWeightRegular, textAlign: "left" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, paddingLeft: tokens.spacingHorizontalXXL, minWidth: 0 },
});

export interface DisclosureProps {
  label: string;
  testId: string;
  /** Whether it is open before anybody touches it. */
  open?: boolean;
  children: ReactNode;
}

export function Disclosure({ label, testId, open = false, children }: DisclosureProps) {
  const styles = useStyles();
  const content = useId();
  const [touched, setTouched] = useState<boolean | null>(null);
  const shown = touched ?? open;
  return (
    <div className={styles.frame}>
      <Button
        appearance="transparent"
        className={styles.button}
        icon={shown ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
        aria-expanded={shown}
        aria-controls={content}
        onClick={() => setTouched(!shown)}
        data-testid={testId}
      >
        {label}
      </Button>
      {shown && (
        <div id={content} className={styles.content}>
          {children}
        </div>
      )}
    </div>
  );
}
