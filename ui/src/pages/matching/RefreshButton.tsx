// Reads the directory afresh, and says how far it is.

import { Button, Spinner } from "@fluentui/react-components";
import { ArrowClockwise20Regular } from "../../components/icons";
import { useFormat, useSay, useSend, usePart } from "../../components/window";

export function RefreshButton() {
  const say = useSay();
  const send = useSend();
  const { refreshing } = usePart((view) => view.directory);
  return (
    <Button
      icon={refreshing ? <Spinner size="extra-tiny" /> : <ArrowClockwise20Regular />}
      disabledFocusable={refreshing}
      onClick={() => send({ kind: "refresh-directory" })}
      data-testid="refresh-directory"
    >
      {say("directory-refresh")}
    </Button>
  );
}

/** When the directory was read, or how far it is. */
export function DirectoryAge() {
  const say = useSay();
  const format = useFormat();
  const { refreshing, completeSince, emailsRead, emailsTotal } = usePart((view) => view.directory);
  const age = completeSince === null ? say("directory-incomplete") : say("directory-complete", { time: format.moment(completeSince) });
  return (
    <span role="status" style={{ fontVariantNumeric: "tabular-nums" }} data-testid="directory-progress">
      {refreshing ? say("directory-reading", { read: emailsRead, total: emailsTotal }) : age}
    </span>
  );
}
