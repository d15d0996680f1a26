// How far the reading of voicemail e-mails has come.

import { Body1, ProgressBar } from "@fluentui/react-components";
import { usePart, useSay } from "../../components/window";

export function Reading() {
  const say = useSay();
  const { emailsRead, emailsTotal } = usePart((view) => view.directory);
  return (
    <div role="status">
      <Body1>{say("directory-reading", { read: emailsRead, total: emailsTotal })}</Body1>
      <ProgressBar
        {...(emailsTotal > 0 ? { value: emailsRead / emailsTotal } : {})}
        aria-label={say("directory-reading", { read: emailsRead, total: emailsTotal })}
      />
    </div>
  );
}
