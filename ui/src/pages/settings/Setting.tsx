// One setting: its name, what it means and its default on the left, what is set on the right.

import { Caption1, Label, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import { useSay } from "../../components/window";

const useStyles = makeStyles({
  setting: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 260px)",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  wide: { gridTemplateColumns: "minmax(0, 1fr) minmax(0, 400px)" },
  text: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, minWidth: 0 },
  hint: { color: tokens.colorNeutralForeground3, maxWidth: "84ch" },
  control: { display: "flex", flexDirection: "column", alignItems: "stretch", gap: tokens.spacingVerticalXXS, minWidth: 0 },
  usual: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  back: { fontSize: "inherit", lineHeight: "inherit" },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

/** What ties the control to its words. */
export interface Labelled {
  id: string;
  "aria-describedby": string;
  "aria-invalid"?: true;
}

export interface SettingProps {
  label: string;
  hint: string;
  /** The default in words. */
  usual?: string;
  /** What puts the default back; absent while it stands. */
  onUsual?: (() => void) | undefined;
  fault?: string | null;
  testId: string;
  width?: "usual" | "wide";
  children: (labelled: Labelled) => ReactNode;
}

export function Setting({ label, hint, usual, onUsual, fault = null, testId, width = "usual", children }: SettingProps) {
  const styles = useStyles();
  const say = useSay();
  const id = useId();
  return (
    <div className={mergeClasses(styles.setting, width === "wide" && styles.wide)} data-setting={testId}>
      <div className={styles.text}>
        <Label htmlFor={id}>{label}</Label>
        <Caption1 className={styles.hint} id={`${id}-hint`}>
          {hint}
        </Caption1>
        {usual !== undefined && (
          <Caption1 className={styles.usual}>
            {say("setting-usual", { value: usual })}
            {onUsual !== undefined && (
              <>
                {" · "}
                <Link as="button" inline className={styles.back} onClick={onUsual} aria-label={say("setting-put-back-what", { label, value: usual })} data-testid={`${testId}-usual`}>
                  {say("setting-put-back")}
                </Link>
              </>
            )}
          </Caption1>
        )}
      </div>
      <div className={styles.control}>
        {children({ id, "aria-describedby": fault === null ? `${id}-hint` : `${id}-hint ${id}-fault`, ...(fault !== null && { "aria-invalid": true }) })}
        <Caption1 className={styles.fault} id={`${id}-fault`} role="alert" data-testid={`${testId}-fault`}>
          {fault}
        </Caption1>
      </div>
    </div>
  );
}
