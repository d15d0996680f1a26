// The frame of every dialog: its title, what is asked or told, the ways out, and the focus that goes back where it was.

import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { useSay } from "./window";

const useStyles = makeStyles({
  wide: { maxWidth: "720px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

export interface DialogFrameProps {
  title: string;
  testId: string;
  /** Once it is `false`, the dialog fades away; one that is no longer drawn is gone at once. */
  open?: boolean;
  width?: "usual" | "wide";
  /** Of what stands between the title and the buttons. */
  className?: string;
  /** Stands in the place of the button that cancels. */
  cancel?: ReactNode;
  /** The ways on. */
  actions?: ReactNode;
  onClose: () => void;
  /** Makes a form of it. */
  onSubmit?: () => void;
  children: ReactNode;
}

export function DialogFrame({ title, testId, open = true, width = "usual", className, cancel, actions, onClose, onSubmit, children }: DialogFrameProps) {
  const styles = useStyles();
  const say = useSay();
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={mergeClasses(styles.content, className)}>{children}</DialogContent>
      <DialogActions fluid>
        {cancel === undefined ? (
          <Button onClick={onClose} data-testid={`${testId}-cancel`}>
            {say("cancel")}
          </Button>
        ) : (
          cancel
        )}
        {actions}
      </DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open={open} onOpenChange={(_, change) => !change.open && onClose()}>
      <DialogSurface className={width === "wide" ? styles.wide : undefined} data-testid={testId}>
        <FocusReturn />
        {onSubmit === undefined ? (
          body
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
            noValidate
          >
            {body}
          </form>
        )}
      </DialogSurface>
    </Dialog>
  );
}

/** What had the focus gets it back, unless something else has taken it by then. */
function FocusReturn() {
  const [former] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && former instanceof HTMLElement) former.focus();
    },
    [former],
  );
  return null;
}
