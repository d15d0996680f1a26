// What closing the window asks where no tray could call it back: quit, or keep running.

import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useHost, useSay, useSend } from "./window";

export function Closing() {
  const say = useSay();
  const host = useHost();
  const send = useSend();
  const [open, setOpen] = useState(false);
  useEffect(() => host.onClosing(() => setOpen(true)), [host]);

  const quit = () => {
    setOpen(false);
    send({ kind: "quit" });
  };
  const keep = () => {
    setOpen(false);
    void host.minimise();
  };

  return (
    <Dialog open={open} onOpenChange={(_, change) => setOpen(change.open)}>
      <DialogSurface data-testid="closing">
        <DialogBody>
          <DialogTitle>{say("closing-title")}</DialogTitle>
          <DialogContent>{say("closing-text")}</DialogContent>
          <DialogActions fluid>
            <Button onClick={() => setOpen(false)} data-testid="closing-cancel">
              {say("cancel")}
            </Button>
            <Button onClick={quit} data-testid="closing-quit">
              {say("closing-quit")}
            </Button>
            <Button appearance="primary" onClick={keep} data-testid="closing-keep">
              {say("closing-keep")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
