// A button whose deed is explained and confirmed before it is done.

import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger } from "@fluentui/react-components";
import { useSay } from "./window";

interface SureButtonProps {
  label: string;
  question: string;
  consequence: string;
  testId: string;
  appearance?: "secondary" | "subtle";
  onSure: () => void;
}

export function SureButton({ label, question, consequence, testId, appearance = "secondary", onSure }: SureButtonProps) {
  const say = useSay();
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance={appearance} size={appearance === "subtle" ? "small" : "medium"} style={{ alignSelf: "flex-start" }} data-testid={testId}>
          {label}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{question}</DialogTitle>
          <DialogContent>{consequence}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{say("cancel")}</Button>
            </DialogTrigger>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary" onClick={onSure} data-testid={`${testId}-confirm`}>
                {label}
              </Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
