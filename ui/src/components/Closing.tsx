// What closing the window asks where no tray could call it back: quit, or keep running.

import { Button } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { DialogFrame } from "./DialogFrame";
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
    <DialogFrame
      title={say("closing-title")}
      testId="closing"
      open={open}
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button onClick={quit} data-testid="closing-quit">
            {say("closing-quit")}
          </Button>
          <Button appearance="primary" onClick={keep} data-testid="closing-keep">
            {say("closing-keep")}
          </Button>
        </>
      }
    >
      {say("closing-text")}
    </DialogFrame>
  );
}
