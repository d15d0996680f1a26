// A button whose deed is explained and confirmed before it is done.

import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { DialogFrame } from "./DialogFrame";

interface SureButtonProps {
  label: string;
  question: string;
  consequence: string;
  testId: string;
  /** Anything but the usual one is small. */
  appearance?: "secondary" | "subtle" | "outline";
  onSure: () => unknown;
}

export function SureButton({ label, question, consequence, testId, appearance = "secondary", onSure }: SureButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const confirm = () => {
    close();
    onSure();
  };
  return (
    <>
      <Button appearance={appearance} size={appearance === "secondary" ? "medium" : "small"} style={{ alignSelf: "flex-start" }} onClick={() => setOpen(true)} data-testid={testId}>
        {label}
      </Button>
      <DialogFrame
        title={question}
        testId={`${testId}-sure`}
        open={open}
        onClose={close}
        actions={
          <Button appearance="primary" onClick={confirm} data-testid={`${testId}-confirm`}>
            {label}
          </Button>
        }
      >
        {consequence}
      </DialogFrame>
    </>
  );
}
