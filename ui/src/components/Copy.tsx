// Things to copy: a short value, or a script.

import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { Checkmark20Regular, Copy20Regular } from "./icons";
import { Announcement } from "./Unseen";
import { useHost, useSay } from "./window";

const useStyles = makeStyles({
  value: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
  },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
    userSelect: "text",
  },
  script: { position: "relative" },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalL,
    paddingRight: "56px",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    overflow: "auto",
    maxHeight: "320px",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    userSelect: "text",
  },
  corner: { position: "absolute", top: tokens.spacingVerticalS, right: tokens.spacingHorizontalL },
});

/** `what` names the thing for people who do not see where the button stands. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const host = useHost();
  const say = useSay();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    host.copyText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        icon={copied ? <Checkmark20Regular /> : <Copy20Regular />}
        aria-label={say("copy", { what })}
        title={say("copy", { what })}
        onClick={copy}
      />
      <Announcement>{copied ? say("copied") : ""}</Announcement>
    </>
  );
}

export function CopyValue({ text, what }: { text: string; what: string }) {
  const styles = useStyles();
  return (
    <span className={styles.value} style={{ position: "relative" }}>
      <code className={styles.text}>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

export function Script({ text, what }: { text: string; what: string }) {
  const styles = useStyles();
  return (
    <div className={styles.script}>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={mergeClasses(styles.code)} tabIndex={0} aria-label={what} role="region">
        {text}
      </pre>
      <div className={styles.corner}>
        <CopyButton text={text} what={what} />
      </div>
    </div>
  );
}
