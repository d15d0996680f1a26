// Gives every phone that a phone rule diverted its former call-forward profile back, after a question.

import { SureButton } from "../../components/SureButton";
import { useSay, useSend } from "../../components/window";

export function UndoDiversions() {
  const say = useSay();
  const send = useSend();
  return (
    <SureButton
      label={say("undo-diversions")}
      question={say("undo-diversions-sure")}
      consequence={say("undo-diversions-consequence")}
      testId="undo-diversions"
      onSure={() => send({ kind: "undo-diversions" })}
    />
  );
}
