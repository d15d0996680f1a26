// Until when to pause.

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { useSay, useSend } from "../../components/window";
import { PauseButton } from "./PauseButton";

export function PauseMenu({ defaultOpen }: { defaultOpen: boolean }) {
  const say = useSay();
  const send = useSend();
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger disableButtonEnhancement>
        <PauseButton />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => send({ kind: "pause", until: "half-an-hour" })}>{say("pause-half-an-hour")}</MenuItem>
          <MenuItem onClick={() => send({ kind: "pause", until: "tomorrow" })}>{say("pause-tomorrow")}</MenuItem>
          <MenuItem onClick={() => send({ kind: "pause", until: "resumed" })}>{say("pause-resumed")}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
