// The button that pauses, of which the menu hangs.

import { Button, type ButtonProps } from "@fluentui/react-components";
import { ChevronDown20Regular, Pause20Regular } from "../../components/icons";
import { useSay } from "../../components/window";

export function PauseButton(props: ButtonProps) {
  const say = useSay();
  return (
    <Button icon={<Pause20Regular />} iconPosition="before" data-testid="pause" {...props}>
      {say("pause")}
      <ChevronDown20Regular aria-hidden />
    </Button>
  );
}
